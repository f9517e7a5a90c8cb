//! Words and labels within notation.

use super::Parser;
use crate::workout::item::{ItemKind, Measure};
use crate::workout::notation::{Join, List, PartMeasure, Value};
use crate::workout::vocabulary::{Cue, Unit};

impl Parser<'_> {
    pub(super) fn cue(&mut self, cue: Cue) -> bool {
        let after = self.at + 1;
        let next_amount = self.amount(after).is_some();
        let span = self.item(self.at).map(|item| item.span).unwrap_or_default();
        let one = |value| vec![Value { value, span }];
        match cue {
            // "Fran in 10:48 with 45 lb thrusters": a time ends before a load.
            Cue::At | Cue::Weighted | Cue::For | Cue::Of if self.is_lone_time() => false,
            // "for a triple"
            Cue::At
                if self.join == Join::For
                    && matches!(self.kind(after), Some(ItemKind::Cue(Cue::Single | Cue::Double | Cue::Triple))) =>
            {
                self.at = after;
                true
            }
            // "Weight: 60 kg" among labelled numbers.
            Cue::Weight if self.labelled => {
                self.at = after + usize::from(matches!(self.kind(after), Some(ItemKind::Mark(':' | '='))));
                self.amount(self.at).is_some()
            }
            Cue::At | Cue::Weighted if !self.parts.is_empty() => {
                self.join = Join::At;
                self.at = after;
                next_amount || matches!(self.kind(after), Some(ItemKind::Cue(Cue::Bodyweight | Cue::Rpe | Cue::At)))
            }
            Cue::Of if !self.parts.is_empty() => {
                self.join = Join::Of;
                self.at = after;
                next_amount || matches!(self.kind(after), Some(ItemKind::Cue(Cue::Single | Cue::Double | Cue::Triple)))
            }
            Cue::For if !self.parts.is_empty() => {
                self.join = Join::For;
                self.at = after;
                next_amount
                    || matches!(
                        self.kind(after),
                        Some(ItemKind::Cue(Cue::Single | Cue::Double | Cue::Triple | Cue::At))
                    )
            }
            Cue::In if !self.parts.is_empty() => {
                self.join = Join::In;
                // "in about an hour"
                self.at = after + usize::from(self.kind(after) == Some(ItemKind::Word));
                self.amount(self.at).is_some_and(|amount| matches!(amount.measure, Measure::Clock | Measure::Time))
            }
            Cue::Single | Cue::Double | Cue::Triple => {
                let reps = match cue {
                    Cue::Single => 1.0,
                    Cue::Double => 2.0,
                    _ => 3.0,
                };
                self.push(PartMeasure::Counted, List::One, one(reps), after);
                true
            }
            Cue::OneRepMax => {
                self.push(PartMeasure::Counted, List::One, one(1.0), after);
                true
            }
            // `5RM`: the number before it is repetitions.
            Cue::RepMax => match self.parts.last_mut() {
                Some(part) if part.measure == PartMeasure::Of(Measure::Bare) && part.list == List::One => {
                    part.measure = PartMeasure::Of(Measure::Reps);
                    self.last = self.at;
                    self.at = after;
                    true
                }
                _ => false,
            },
            Cue::Bodyweight => {
                let with_load = self.amount(after).is_some_and(|amount| matches!(amount.measure, Measure::Load(_)));
                self.push(PartMeasure::Bodyweight, List::One, one(0.0), after);
                !with_load
            }
            Cue::BarOnly if !self.parts.is_empty() => {
                self.push(PartMeasure::Bar, List::One, one(0.0), after);
                true
            }
            Cue::Rpe | Cue::Rir => self.rating(cue),
            // "3 x max (11, 9, 7)": the number before is sets.
            Cue::MaxEffort if self.join == Join::Times => {
                if let Some(part) = self.parts.last_mut().filter(|part| part.measure == PartMeasure::Of(Measure::Bare))
                {
                    part.measure = PartMeasure::Of(Measure::Sets);
                }
                self.last = self.at;
                self.at = after;
                self.join = Join::Beside;
                true
            }
            // `4xV1`: four times a grade.
            Cue::Grade if self.join == Join::Times => {
                if let Some(part) = self.parts.last_mut().filter(|part| part.measure == PartMeasure::Of(Measure::Bare))
                {
                    part.measure = PartMeasure::Of(Measure::Reps);
                }
                self.last = self.at;
                false
            }
            Cue::EachSide | Cue::Unbroken | Cue::Grade | Cue::Alternating | Cue::MaxEffort | Cue::PercentOf
                if !self.parts.is_empty() =>
            {
                self.last = self.at;
                self.at = after;
                self.join = Join::Beside;
                true
            }
            _ => false,
        }
    }

    pub(super) fn ends_with_time(&self) -> bool {
        self.parts.last().is_some_and(|part| matches!(part.measure, PartMeasure::Of(Measure::Clock | Measure::Time)))
    }

    pub(super) fn is_lone_time(&self) -> bool {
        matches!(self.parts.as_slice(), [part] if part.measure == PartMeasure::Of(Measure::Clock))
    }

    /// `RPE 8`, `8 RPE`, `RPE: 8/10`, `2 RIR`.
    pub(super) fn rating(&mut self, cue: Cue) -> bool {
        let measure = if cue == Cue::Rpe { PartMeasure::Rpe } else { PartMeasure::Rir };
        let mut at = self.at + 1;
        while matches!(self.kind(at), Some(ItemKind::Mark(':' | '@' | '=') | ItemKind::Cue(Cue::Of | Cue::At))) {
            at += 1;
        }
        if let Some(amount) = self.amount(at).filter(|amount| amount.measure == Measure::Bare && amount.value <= 10.0) {
            let (mut values, _, list, mut end) = Parser { at, ..self.view() }.list(amount);
            if list == List::Slash {
                // `8/10`: eight of ten.
                values.truncate(1);
            }
            if list == List::Comma {
                values.truncate(1);
                end = at + 1;
            }
            self.join = Join::Beside;
            self.push(measure, if list == List::Slash { List::One } else { list }, values, end.max(at + 1));
            return true;
        }
        match self.parts.last_mut() {
            Some(part)
                if part.measure == PartMeasure::Of(Measure::Bare)
                    && part.values.iter().all(|value| value.value <= 10.0)
                    && part.join != Join::Times =>
            {
                part.measure = measure;
                self.last = self.at;
                self.at += 1;
                true
            }
            _ => false,
        }
    }

    pub(super) fn view(&self) -> Parser<'_> {
        Parser {
            items: self.items,
            end: self.end,
            at: self.at,
            parts: Vec::new(),
            join: self.join,
            open: self.open,
            labelled: self.labelled,
            after_movement: self.after_movement,
            last: self.last,
        }
    }

    /// `Reps: 8, 8, 7`, `Sets: 3`: a unit before its number.
    pub(super) fn labelled(&mut self) -> bool {
        let Some(ItemKind::Unit(unit)) = self.kind(self.at) else { return false };
        let colon = usize::from(matches!(self.kind(self.at + 1), Some(ItemKind::Mark(':' | '='))));
        let at = self.at + 1 + colon;
        let Some(amount) = self.amount(at).filter(|amount| colon == 1 && amount.measure == Measure::Bare) else {
            // A unit behind its number: `3 x 10 reps` is read with the number; anything else is a word.
            let goes_on = !self.parts.is_empty();
            self.at += 1;
            return goes_on;
        };
        let measure = if unit == Unit::Set { Measure::Sets } else { Measure::Reps };
        self.labelled = true;
        let (values, _, list, end) = Parser { at, ..self.view() }.list(amount);
        self.push(PartMeasure::Of(measure), list, values, end);
        true
    }
}
