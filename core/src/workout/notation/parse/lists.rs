//! Values of one kind in a row.

use super::Parser;
use crate::workout::item::{Amount, ItemKind, Measure};
use crate::workout::notation::{Join, List, PartMeasure, Value};
use crate::workout::vocabulary::{Cue, Unit};

/// Most values in one list; a longer one is no training log.
const LIST_LIMIT: usize = 64;

impl Parser<'_> {
    /// Values of one kind with the same mark between them: `5-5-3`, `8, 8, 7`, `62,67,72%`.
    pub(super) fn list(&self, first: Amount) -> (Vec<Value>, PartMeasure, List, usize) {
        let mut values = Vec::new();
        let mut measure = first.measure;
        let mut list = List::One;
        let mut at = self.at;
        if let Some(item) = self.item(at) {
            values.push(Value { value: first.value, span: item.span });
        }
        let mut previous = first.value;
        let listable = |measure| matches!(measure, Measure::Bare | Measure::Clock | Measure::Load(_) | Measure::Time);
        while listable(measure) && values.len() < LIST_LIMIT {
            let style = match self.kind(at + 1) {
                Some(ItemKind::Mark('-')) => List::Dash,
                Some(ItemKind::Mark('/')) => List::Slash,
                Some(ItemKind::Mark(',')) => List::Comma,
                Some(ItemKind::Mark('|')) if measure == Measure::Clock => List::Comma,
                Some(ItemKind::Cue(Cue::And)) if self.join == Join::At || list == List::Comma => List::Comma,
                _ => break,
            };
            let mut next_at = at + 2;
            // `8, 8 and 7` and `8, 8, and 7`.
            if self.item(next_at).is_some_and(|item| item.is_cue(Cue::And)) {
                next_at += 1;
            }
            let Some(next) = self.amount(next_at).filter(|next| !next.in_words) else { break };
            if (list != List::One && list != style) || !self.lists_on(style, measure, previous, next, next_at) {
                break;
            }
            list = style;
            if measure == Measure::Bare || measure == next.measure {
                measure = next.measure;
            }
            if let Some(item) = self.item(next_at) {
                values.push(Value { value: next.value, span: item.span });
            }
            previous = next.value;
            at = next_at;
            // "10-8-6 reps": a unit ends the list.
            if !listable(next.measure) || (next.measure != Measure::Bare && next.measure != first.measure) {
                break;
            }
        }
        // "5/5" is five on each side.
        if let (List::Slash, [left, right]) = (list, values.as_slice())
            && left.value == right.value
        {
            values.truncate(1);
        }
        (values, PartMeasure::Of(measure), list, at + 1)
    }

    /// Whether `next` goes on a list after `previous`.
    pub(super) fn lists_on(&self, style: List, measure: Measure, previous: f64, next: Amount, at: usize) -> bool {
        let same = next.measure == measure
            || (measure == Measure::Bare
                && matches!(
                    next.measure,
                    Measure::Reps | Measure::Percent | Measure::Load(_) | Measure::Calories | Measure::Distance(_)
                ));
        if !same {
            return false;
        }
        if style != List::Comma {
            // "3 x 8 - 75 kg": a dash between spaces parts what has different units.
            let spaced = !self.items.get(at - 1).is_some_and(|mark| mark.glued);
            return !(spaced && style == List::Dash && next.measure != measure);
        }
        // After a comma the next number may begin something else: `165x5, 155 5x5`, `5 pull-ups, 10 push-ups`.
        let alike = next.value <= previous * 4.0 && previous <= next.value * 4.0;
        let begins = match self.kind(at + 1) {
            Some(ItemKind::Mark('x' | '@')) => true,
            Some(ItemKind::Amount(amount)) => amount.measure != Measure::Other,
            Some(ItemKind::Movement { .. } | ItemKind::Modifier(_)) => {
                measure == Measure::Bare && self.parts.is_empty()
            }
            Some(ItemKind::Unit(Unit::Calorie)) => true,
            _ => false,
        };
        let labels = measure == Measure::Bare && next.measure != Measure::Bare && next.measure != Measure::Percent;
        alike && !begins && !(labels && self.begins_anew(at))
    }

    /// Whether the item after a labelled number is a movement: `10, 12 cal row`.
    pub(super) fn begins_anew(&self, at: usize) -> bool {
        matches!(self.kind(at + 1), Some(ItemKind::Movement { .. } | ItemKind::Modifier(_)))
    }
}
