//! The notation of sets: `5x5@225`, `225x5x3`, `3 sets of 8`, `5-5-3-3-1`, `4x400m`.
//!
//! [`parse`] reads the syntax alone: amounts and what joins them. [`super::sets`] gives the numbers their meaning,
//! because `3x275` and `3x12` differ only by the movement they belong to.

use super::item::{Amount, Item, ItemKind, Measure};
use super::vocabulary::{Cue, Unit};
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

/// Most values in one list; a longer one is no training log.
const LIST_LIMIT: usize = 64;

/// Reads the notation that begins at item `first`, before `end`; none when there is none.
///
/// `after_movement` says that a movement stands before it, so that a number right before another movement is that one's.
pub(super) fn parse(items: &[Item], first: usize, end: usize, after_movement: bool) -> Option<Group> {
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
        while let Some(kind) = self.kind(self.at) {
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

    /// Values of one kind with the same mark between them: `5-5-3`, `8, 8, 7`, `62,67,72%`.
    fn list(&self, first: Amount) -> (Vec<Value>, PartMeasure, List, usize) {
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
            list = List::One;
        }
        (values, PartMeasure::Of(measure), list, at + 1)
    }

    /// Whether `next` goes on a list after `previous`.
    fn lists_on(&self, style: List, measure: Measure, previous: f64, next: Amount, at: usize) -> bool {
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
    fn begins_anew(&self, at: usize) -> bool {
        matches!(self.kind(at + 1), Some(ItemKind::Movement { .. } | ItemKind::Modifier(_)))
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

    fn cue(&mut self, cue: Cue) -> bool {
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

    fn ends_with_time(&self) -> bool {
        self.parts.last().is_some_and(|part| matches!(part.measure, PartMeasure::Of(Measure::Clock | Measure::Time)))
    }

    fn is_lone_time(&self) -> bool {
        matches!(self.parts.as_slice(), [part] if part.measure == PartMeasure::Of(Measure::Clock))
    }

    /// `RPE 8`, `8 RPE`, `RPE: 8/10`, `2 RIR`.
    fn rating(&mut self, cue: Cue) -> bool {
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

    fn view(&self) -> Parser<'_> {
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
    fn labelled(&mut self) -> bool {
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
