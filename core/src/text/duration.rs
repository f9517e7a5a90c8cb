//! Durations and clock times: `12:34`, `1:02:03`, `1h24mn`, `90 sec`, `an hour and a half`, `5'30"`.

use super::Text;
use crate::Span;

/// A duration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duration {
    /// Its length in seconds.
    pub seconds: f64,
    /// The token after its last.
    pub end: usize,
    /// Where it stands.
    pub span: Span,
    /// Whether it is written with colons only (`3:00`), where minutes and hours may be confused.
    pub clock: bool,
}

/// The duration that begins at token `index`. A bare number is none.
#[must_use]
pub fn at(_text: &Text<'_>, _index: usize) -> Option<Duration> {
    None
}
