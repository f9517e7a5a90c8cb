//! The notation of sets: `5x5@225`, `225x5x3`, `3 sets of 8`, `5-5-3-3-1`, `4x400m`.
//!
//! [`parse()`] reads the syntax alone: amounts and what joins them. [`super::sets`] gives the numbers their meaning,
//! because `3x275` and `3x12` differ only by the movement they belong to.

mod parse;

pub(super) use self::parse::parse;

use super::item::Measure;
use crate::Span;

/// What joins a term to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// They stand side by side.
    Beside,
    /// `x`
    Times,
    /// `@`, "at", "with"
    At,
    /// "of"
    Of,
    /// "for"
    For,
    /// "in"
    In,
    /// `+`
    Plus,
    /// In brackets.
    Bracket,
}

/// How the values of a term are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// One value.
    One,
    /// `5-5-3`
    Dash,
    /// `20/15/15`
    Slash,
    /// `8, 8, 7`, `195 and 205`
    Comma,
    /// `8 8 7`
    Space,
}

/// A number and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    pub(super) value: f64,
    pub(super) span: Span,
}

/// One or several numbers of one measure.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) join: Join,
    pub(super) measure: PartMeasure,
    pub(super) list: List,
    pub(super) values: Vec<Value>,
    /// Whether it stands before the movement.
    pub(super) front: bool,
}

/// What a part measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartMeasure {
    /// As its amount says.
    Of(Measure),
    /// A rating of perceived exertion.
    Rpe,
    /// Repetitions in reserve.
    Rir,
    /// "single", "double", "triple", `5RM`: repetitions, and a number right before them counts sets.
    Counted,
    /// "bodyweight"
    Bodyweight,
    /// "empty bar"
    Bar,
    /// `3010`, `31X1`: a tempo.
    Tempo,
}

/// A stretch of notation.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Its first item.
    pub(super) first: usize,
    /// The item after its last.
    pub(super) end: usize,
    pub(super) span: Span,
    pub(super) parts: Vec<Part>,
    /// Reached at the end of a build-up: "worked up to 315".
    pub(super) top: bool,
    /// The words that say that it failed.
    pub(super) failed: Option<Span>,
    /// The words that say that it was an attempt.
    pub(super) attempt: bool,
    /// The words that say that it was a warm-up.
    pub(super) warm_up: Option<Span>,
}

impl Part {
    pub(super) fn is_load(&self) -> bool {
        // `40s` before a movement are seconds, behind it a pair of dumbbells.
        let pair = self.measure == PartMeasure::Of(Measure::PluralOrSeconds) && !self.front;
        pair || matches!(self.measure, PartMeasure::Of(Measure::Load(_) | Measure::Weight))
            || (self.join == Join::At && self.measure == PartMeasure::Of(Measure::Bare))
    }
}

impl Group {
    /// Whether it is a rating and nothing else.
    pub(super) fn is_rating_only(&self) -> bool {
        self.parts.iter().all(|part| part.measure == PartMeasure::Rpe)
    }

    /// Notation that was put together, not read.
    pub(super) fn of(span: Span, parts: Vec<Part>) -> Self {
        Self { first: 0, end: 0, span, parts, top: false, failed: None, attempt: false, warm_up: None }
    }

    pub(super) fn has(&self, measure: Measure) -> bool {
        self.parts.iter().any(|part| part.measure == PartMeasure::Of(measure))
    }

    /// Whether it is one time and nothing else.
    pub(super) fn is_time_only(&self) -> bool {
        self.parts.iter().all(|part| {
            matches!(part.measure, PartMeasure::Of(Measure::Clock | Measure::Time)) && part.values.len() == 1
        })
    }

    /// Whether it names a load and nothing that it was lifted for.
    pub(super) fn is_load_only(&self) -> bool {
        self.parts.iter().all(|part| matches!(part.measure, PartMeasure::Of(Measure::Load(_)) | PartMeasure::Rpe))
    }

    /// Whether it is one number of any kind, neither reached, nor failed, nor tried.
    pub(super) fn is_single(&self) -> bool {
        let one = matches!(self.parts.as_slice(), [part] if part.values.len() == 1);
        one && !self.top && !self.attempt && self.failed.is_none()
    }

    /// Whether it is bare numbers and nothing else.
    pub(super) fn is_bare_values(&self) -> bool {
        matches!(self.parts.as_slice(), [part] if matches!(part.measure, PartMeasure::Of(Measure::Bare | Measure::Load(_))))
    }

    /// Whether it is one bare number.
    pub(super) fn is_bare_single(&self) -> bool {
        matches!(self.parts.as_slice(), [part] if part.measure == PartMeasure::Of(Measure::Bare) && part.values.len() == 1)
    }

    /// The repetitions of a scheme such as `21-15-9`.
    pub(super) fn scheme(&self) -> Option<&Part> {
        match self.parts.as_slice() {
            [part] if part.list == List::Dash && part.values.len() >= 3 => Some(part),
            [part] if part.list == List::Comma && part.values.len() >= 4 => Some(part),
            _ => None,
        }
        .filter(|part| matches!(part.measure, PartMeasure::Of(Measure::Bare | Measure::Reps | Measure::Calories)))
    }
}
