//! The parser of notation: amounts and what joins them.

mod lists;
mod words;

use super::{Group, Join, List, Part, PartMeasure, Value};
use crate::workout::item::{Amount, Item, ItemKind, Measure};
use crate::workout::vocabulary::{Cue, Unit};

/// Most values in one list; a longer one is no training log.
const LIST_LIMIT: usize = 64;

/// Reads the notation that begins at item `first`, before `end`; none when there is none.
///
/// `after_movement` says that a movement stands before it, so that a number right before another movement is that one's.
pub(in crate::workout) fn parse(items: &[Item], first: usize, end: usize, after_movement: bool) -> Option<Group> {
    let mut parser = Parser {
        items,
        end,
        at: first,
        parts: Vec::new(),
        join: Join::Beside,
        open: false,
        labelled: false,
        after_movement,
        last: first,
    };
    parser.run();
    if parser.parts.is_empty() {
        return None;
    }
    let last = parser.last;
    let span = items.get(first)?.span.join(items.get(last)?.span);
    let parts = gather(parser.parts);
    Some(Group { first, end: last + 1, span, parts, top: false, failed: None, attempt: false, warm_up: None })
}

/// `185 8 8 7`: bare numbers side by side are a list, behind a first one that is much larger. `20s 18s 15s` too.
fn gather(parts: Vec<Part>) -> Vec<Part> {
    let alike = |part: &Part| part.join == Join::Beside && part.values.len() == 1;
    let same = parts.first().map(|part| part.measure);
    let listable = matches!(
        same,
        Some(PartMeasure::Of(
            Measure::Bare
                | Measure::Load(_)
                | Measure::Reps
                | Measure::PluralOrSeconds
                | Measure::Time
                | Measure::Clock
        ))
    );
    let several = parts.len() >= 2 && listable && parts.iter().all(|part| alike(part) && Some(part.measure) == same);
    if !several {
        return parts;
    }
    let bare = same == Some(PartMeasure::Of(Measure::Bare));
    let number = |part: &Part| part.values.first().map_or(0.0, |value| value.value);
    let most = parts.iter().skip(1).map(number).fold(0.0, f64::max);
    let loaded = bare && parts.first().is_some_and(|first| number(first) > 2.0 * most);
    if bare && parts.len() < 3 {
        return parts;
    }
    let mut parts = parts.into_iter();
    let mut gathered: Vec<Part> = Vec::new();
    if loaded {
        gathered.extend(parts.next());
    }
    let Some(first) = parts.next() else { return gathered };
    let (join, measure, front) = (first.join, first.measure, first.front);
    let values = first.values.into_iter().chain(parts.flat_map(|part| part.values)).collect();
    gathered.push(Part { join, measure, list: List::Space, values, front });
    gathered
}

/// Most parts of one notation.
const PART_LIMIT: usize = 16;

struct Parser<'i> {
    items: &'i [Item],
    end: usize,
    at: usize,
    parts: Vec<Part>,
    join: Join,
    open: bool,
    /// Whether its numbers have labels: `Sets: 4, Reps: 8`.
    labelled: bool,
    after_movement: bool,
    /// The last item that belongs to the notation.
    last: usize,
}

impl Parser<'_> {
    fn item(&self, index: usize) -> Option<&Item> {
        self.items.get(index).filter(|item| index < self.end && !item.used)
    }

    fn kind(&self, index: usize) -> Option<ItemKind> {
        self.item(index).map(|item| item.kind)
    }

    fn amount(&self, index: usize) -> Option<Amount> {
        self.item(index).and_then(Item::amount).filter(|amount| amount.measure != Measure::Other)
    }

    fn run(&mut self) {
        while let Some(kind) = self.kind(self.at).filter(|_| self.parts.len() < PART_LIMIT) {
            let went_on = match kind {
                ItemKind::Amount(amount) => self.value(amount),
                ItemKind::Mark(mark) => self.mark(mark),
                ItemKind::Cue(cue) => self.cue(cue),
                ItemKind::Unit(Unit::Set | Unit::Rep) => self.labelled(),
                _ => false,
            };
            if !went_on {
                break;
            }
        }
    }

    fn push(&mut self, measure: PartMeasure, list: List, values: Vec<Value>, end: usize) {
        let join = if self.open { Join::Bracket } else { self.join };
        self.parts.push(Part { join, measure, list, values, front: false });
        self.join = Join::Beside;
        self.last = end - 1;
        self.at = end;
    }

    /// A number in words counts only beside what it counts; a pronoun "one" counts nothing.
    fn value(&mut self, amount: Amount) -> bool {
        if amount.measure == Measure::Other {
            return false;
        }
        let counts = |parser: &Self| {
            matches!(
                parser.kind(parser.at + 1),
                Some(
                    ItemKind::Movement { .. }
                        | ItemKind::Modifier(_)
                        | ItemKind::Mark('x')
                        | ItemKind::Cue(Cue::Single | Cue::Double | Cue::Triple | Cue::Of)
                )
            )
        };
        let joined = matches!(self.join, Join::Times | Join::Of | Join::At | Join::For);
        if amount.in_words && amount.measure == Measure::Bare && !joined && !counts(self) {
            return false;
        }
        if amount.measure == Measure::Times {
            return self.times(amount);
        }
        if self.begins_another(amount) {
            return false;
        }
        if self.is_tempo(amount) {
            let value =
                Value { value: amount.value, span: self.item(self.at).map(|item| item.span).unwrap_or_default() };
            let end = self.at + 1;
            self.push(PartMeasure::Tempo, List::One, vec![value], end);
            return true;
        }
        let (values, measure, list, end) = self.list(amount);
        self.push(measure, list, values, end);
        true
    }

    /// `45x5 55x5`, `50/2 60/2`, "5:20 400 m": the next number begins another notation.
    fn begins_another(&self, amount: Amount) -> bool {
        if self.join != Join::Beside || self.open || self.parts.is_empty() {
            return false;
        }
        let of = |measure: PartMeasure| match measure {
            PartMeasure::Of(measure) => Some(measure),
            _ => None,
        };
        let moving = self.parts.iter().all(|part| {
            matches!(
                of(part.measure),
                Some(Measure::Distance(_) | Measure::Calories | Measure::Time | Measure::Clock | Measure::Sets)
            )
        });
        if amount.measure == Measure::Clock && !moving {
            return true;
        }
        // "10 goblet squats @20kg 10 push-ups"
        let movement_follows = matches!(
            self.kind(self.at + 1),
            Some(ItemKind::Movement { .. } | ItemKind::Modifier(_) | ItemKind::Unit(Unit::Calorie))
        );
        if self.after_movement && movement_follows {
            return true;
        }
        let complete =
            self.parts.iter().any(|part| part.join == Join::Times || part.join == Join::At || part.list == List::Slash);
        let joins = matches!(self.kind(self.at + 1), Some(ItemKind::Mark('x' | '@' | '/')));
        complete && joins && matches!(amount.measure, Measure::Bare | Measure::Load(_))
    }

    /// `@ 3010`: four digits are a tempo.
    fn is_tempo(&self, amount: Amount) -> bool {
        let digits = self.item(self.at).map_or(0, |item| item.span.end - item.span.start);
        let phases = amount.value >= 1000.0 && amount.value < 7000.0 && amount.value.fract() == 0.0;
        let titled = self
            .at
            .checked_sub(1)
            .and_then(|before| self.items.get(before))
            .is_some_and(|item| item.is_cue(Cue::Tempo));
        amount.measure == Measure::Bare && digits == 4 && phases && (self.join == Join::At || titled)
    }

    /// `5 times 400 m`, `3 fois 10`.
    fn times(&mut self, amount: Amount) -> bool {
        let Some(span) = self.item(self.at).map(|item| item.span) else { return false };
        let after = self.at + 1;
        if self.amount(after).is_none() {
            return false;
        }
        let value = Value { value: amount.value, span };
        self.push(PartMeasure::Of(Measure::Bare), List::One, vec![value], after);
        self.join = Join::Times;
        true
    }

    fn mark(&mut self, mark: char) -> bool {
        let next_counts = self.amount(self.at + 1).is_some()
            || matches!(
                self.kind(self.at + 1),
                Some(ItemKind::Cue(
                    Cue::Bodyweight | Cue::Rpe | Cue::Rir | Cue::OneRepMax | Cue::Single | Cue::MaxEffort | Cue::Grade
                ))
            );
        match mark {
            'x' => {
                self.join = Join::Times;
                self.at += 1;
                if self.parts.is_empty() {
                    return next_counts;
                }
                // `5x(5@225)` and a lone `x` at the end are left alone.
                next_counts
            }
            '@' => {
                self.join = Join::At;
                self.at += 1;
                next_counts && !self.parts.is_empty()
            }
            '+' if !self.parts.is_empty() => {
                // `6x25m + 6x20 cal`: something else begins.
                let begins = matches!(
                    self.kind(self.at + 2),
                    Some(ItemKind::Mark('x') | ItemKind::Movement { .. } | ItemKind::Modifier(_) | ItemKind::Unit(_))
                );
                self.join = Join::Plus;
                self.at += 1;
                next_counts && !begins
            }
            '(' if !self.parts.is_empty() => {
                self.open = true;
                self.at += 1;
                self.bracket_holds_notation()
            }
            ')' if self.open => {
                self.open = false;
                self.last = self.at;
                self.at += 1;
                true
            }
            ':' | '=' if self.ends_with_time() => false,
            // "stopped at 7: 5 power cleans"
            ':' if matches!(self.kind(self.at + 2), Some(ItemKind::Movement { .. } | ItemKind::Modifier(_))) => false,
            ':' | '=' | '-' | '|' if !self.parts.is_empty() && next_counts => {
                self.at += 1;
                true
            }
            // "Sets: 4, Reps: 8, Weight: 60 kg"
            ',' if self.labelled
                && matches!(
                    self.kind(self.at + 1),
                    Some(ItemKind::Unit(Unit::Set | Unit::Rep) | ItemKind::Cue(Cue::Weight))
                ) =>
            {
                self.at += 1;
                true
            }
            _ => false,
        }
    }

    /// Whether there is nothing but amounts up to the closing bracket.
    fn bracket_holds_notation(&self) -> bool {
        let mut any = false;
        for index in self.at..self.end.min(self.at + 2 * LIST_LIMIT) {
            match self.kind(index) {
                Some(ItemKind::Mark(')')) => return any,
                Some(ItemKind::Amount(_)) => any = true,
                Some(ItemKind::Mark(_)) => {}
                Some(ItemKind::Cue(Cue::Rpe | Cue::Rir | Cue::EachSide | Cue::At | Cue::And | Cue::Weighted)) => {}
                Some(ItemKind::Unit(_)) => {}
                _ => return false,
            }
        }
        false
    }
}
