//! Dates against the reader's day: `yesterday`, `last Thursday`, `1/11`, `2025-06-20`, `Oct 9, 2014`, `il y a deux jours`.

use jiff::civil::Date;

use super::Text;
use crate::{Context, Span};

/// A date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DateMention {
    /// The calendar day.
    pub date: Date,
    /// The token after its last.
    pub end: usize,
    /// Where it stands.
    pub span: Span,
}

/// The date that begins at token `index`. Days without a year are the nearest past one (or today).
#[must_use]
pub fn at(_text: &Text<'_>, _index: usize, _context: &Context) -> Option<DateMention> {
    None
}
