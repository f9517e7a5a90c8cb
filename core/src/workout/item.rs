//! A message as the workout reader sees it: movements, amounts with their measure, words of training, marks.
//!
//! One pass over the tokens; the longest known term wins. Later steps mark items as used, so that a number tells one thing only.

mod scan;

pub(super) use self::scan::scan;

use super::log::{DistanceUnit, LoadUnit};
use super::vocabulary::{Cue, Feeling, Unit};
use crate::text::Scope;
use crate::{Date, Span};

/// One item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) kind: ItemKind,
    /// Its first token.
    pub(super) first: usize,
    /// The token after its last.
    pub(super) end: usize,
    pub(super) span: Span,
    pub(super) scope: Scope,
    /// Whether it follows the item before it without white space.
    pub(super) glued: bool,
    /// Whether it has told what it has to tell, or must not tell anything.
    pub(super) used: bool,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum ItemKind {
    /// A movement; `weak` when it is an everyday word too, `site` when it also names a part of the body.
    Movement {
        code: u16,
        weak: bool,
        site: Option<u16>,
    },
    Benchmark(u16),
    /// An implement or a position: the number of its code.
    Modifier(u16),
    Amount(Amount),
    Cue(Cue),
    /// A unit without a number.
    Unit(Unit),
    Feeling(Feeling),
    /// A part of the body: the number of its code.
    Site(u16),
    Date(Date),
    /// A mark that joins or parts: one of `x @ , / - + | : ( ) { } = &`.
    Mark(char),
    /// The end of a sentence.
    Stop,
    Newline,
    /// Any other word.
    Word,
}

/// A number with what it measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Amount {
    pub(super) value: f64,
    pub(super) measure: Measure,
    /// Written in words.
    pub(super) in_words: bool,
}

/// What a number measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Nothing is said.
    Bare,
    Reps,
    Sets,
    Rounds,
    /// A load whose unit nobody said: a column "weight".
    Weight,
    Load(LoadUnit),
    Distance(DistanceUnit),
    /// A duration in words or with units; the value is in seconds.
    Time,
    /// `12:34`; the value is in seconds.
    Clock,
    /// `45s`: seconds, or several things of 45.
    PluralOrSeconds,
    /// `24"`: seconds or inches. The value is as written.
    DoublePrime,
    Calories,
    Percent,
    /// `5 times`, `5 fois`.
    Times,
    Watt,
    Bpm,
    Lap,
    Step,
    /// Anything that tells nothing of a set: days, ages, heights, speeds, temperatures, the time of day.
    Other,
}

impl Item {
    pub(super) fn amount(&self) -> Option<Amount> {
        match self.kind {
            ItemKind::Amount(amount) => Some(amount),
            _ => None,
        }
    }

    pub(super) fn cue(&self) -> Option<Cue> {
        match self.kind {
            ItemKind::Cue(cue) => Some(cue),
            _ => None,
        }
    }

    pub(super) fn is_cue(&self, cue: Cue) -> bool {
        self.kind == ItemKind::Cue(cue)
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == ItemKind::Mark(mark)
    }

    pub(super) fn measures(&self, measure: Measure) -> bool {
        self.amount().is_some_and(|amount| amount.measure == measure)
    }

    /// Whether it ends a line.
    pub(super) fn is_newline(&self) -> bool {
        self.kind == ItemKind::Newline
    }

    /// Whether it ends a sentence.
    pub(super) fn is_end(&self) -> bool {
        matches!(self.kind, ItemKind::Newline | ItemKind::Stop)
    }
}
