//! Turns a message into items: one pass over its tokens, the longest known term wins.

use super::{Amount, Item, ItemKind, Measure};
use crate::text::{Domain, Term, Text, Token, TokenKind, date, duration};
use crate::workout::log::LoadUnit;
use crate::workout::vocabulary::{Cue, Unit, Vocabulary};
use crate::{Context, Date};

/// Turns a message into items.
pub(in crate::workout) fn scan(text: &Text<'_>, vocabulary: &Vocabulary, context: &Context) -> Vec<Item> {
    let mut scanner =
        Scanner { text, vocabulary, context, terms: 0, items: Vec::with_capacity(text.tokens.len()), at: 0 };
    while scanner.at < text.tokens.len() {
        let before = scanner.at;
        scanner.step();
        // Every step moves on; this holds even if a rule should fail to.
        scanner.at = scanner.at.max(before + 1);
    }
    scanner.items
}

struct Scanner<'s, 't> {
    text: &'s Text<'t>,
    vocabulary: &'s Vocabulary,
    context: &'s Context,
    /// The first term that does not begin before `at`.
    terms: usize,
    items: Vec<Item>,
    at: usize,
}

/// The terms that begin at a token, by domain.
#[derive(Debug, Default, Clone, Copy)]
struct Here<'t> {
    movement: Option<&'t Term>,
    benchmark: Option<&'t Term>,
    training: Option<&'t Term>,
    modifier: Option<&'t Term>,
    feeling: Option<&'t Term>,
    site: Option<&'t Term>,
    unit: Option<&'t Term>,
    everyday: Option<&'t Term>,
    calendar: Option<&'t Term>,
}

impl<'s> Scanner<'s, '_> {
    fn push(&mut self, kind: ItemKind, end: usize) {
        let first = self.at;
        let scope = self.text.scope_of(first, end);
        let span = self.text.span(first, end);
        let glued = self.glued(first);
        self.items.push(Item { kind, first, end, span, scope, glued, used: false });
        self.at = end;
    }

    fn is(&self, index: usize, mark: char) -> bool {
        self.text.tokens.get(index).is_some_and(|token| token.is(mark))
    }

    fn glued(&self, index: usize) -> bool {
        self.text.tokens.get(index).is_some_and(|token| token.glued)
    }

    fn is_number(&self, index: usize) -> bool {
        self.text.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Number)
    }

    fn line_ends(&self, index: usize) -> bool {
        self.text.tokens.get(index).is_none_or(|token| token.kind == TokenKind::Newline)
    }

    fn line_starts(&self) -> bool {
        self.items.last().is_none_or(Item::is_newline)
    }

    fn here(&mut self) -> Here<'s> {
        let terms = &self.text.terms;
        while terms.get(self.terms).is_some_and(|term| term.first < self.at) {
            self.terms += 1;
        }
        let mut here = Here::default();
        for term in terms.get(self.terms..).unwrap_or_default().iter().take_while(|term| term.first == self.at) {
            match term.domain {
                Domain::Movement => here.movement = Some(term),
                Domain::Benchmark => here.benchmark = Some(term),
                Domain::Training => here.training = Some(term),
                Domain::Modifier => here.modifier = Some(term),
                Domain::Feeling => here.feeling = Some(term),
                Domain::Site => here.site = Some(term),
                Domain::Unit => here.unit = Some(term),
                Domain::Everyday => here.everyday = Some(term),
                Domain::Calendar => here.calendar = Some(term),
                _ => {}
            }
        }
        here
    }

    fn step(&mut self) {
        let Some(token) = self.text.tokens.get(self.at).copied() else { return };
        if token.kind == TokenKind::Newline {
            return self.push(ItemKind::Newline, self.at + 1);
        }
        let here = self.here();
        if self.line_starts()
            && let Some(end) = self.numbering()
        {
            self.at = end;
            return;
        }
        if (here.calendar.is_some() || self.may_be_date(token))
            && let Some((date, end)) = self.date(here.calendar)
        {
            return self.push(ItemKind::Date(date), end);
        }
        let amount = self.amount(&here);
        let length = amount.map_or(0, |(_, end)| end);
        if let Some((kind, end)) = self.term(&here)
            && end >= length
        {
            // "5 by 5"
            let times = kind == ItemKind::Cue(Cue::By)
                && self.is_number(end)
                && self.items.last().is_some_and(|item| item.amount().is_some());
            return self.push(if times { ItemKind::Mark('x') } else { kind }, end);
        }
        if let Some((amount, end)) = amount {
            return self.push(ItemKind::Amount(amount), end);
        }
        self.mark_or_word(token.kind);
    }

    /// The end of a bullet or a number of a list that opens a line: `-`, `*`, `1.`, `2)`, `A:`, `B2.`, `##`.
    fn numbering(&self) -> Option<usize> {
        let token = self.text.tokens.get(self.at)?;
        match token.kind {
            TokenKind::Punct('-' | '*' | '#' | '>' | '+') => Some(self.at + 1),
            TokenKind::Number if self.text.word(self.at).len() <= 2 => {
                let closed = self.is(self.at + 1, ')') || (self.is(self.at + 1, '.') && !self.glued(self.at + 2));
                (closed && self.glued(self.at + 1) && !self.line_ends(self.at + 2)).then_some(self.at + 2)
            }
            TokenKind::Word if self.text.word(self.at).len() == 1 => {
                let after = self.at + 1 + usize::from(self.is_number(self.at + 1) && self.glued(self.at + 1));
                let closed = [')', '.', ':'].iter().any(|mark| self.is(after, *mark)) && self.glued(after);
                (closed && self.text.word(self.at) != "x").then_some(after + 1)
            }
            _ => None,
        }
    }

    /// Whether a number may begin a date: a mark or a word clings to it, or a month follows.
    fn may_be_date(&self, token: Token) -> bool {
        let next = self.at + 1;
        token.kind == TokenKind::Number
            && (self.is(next, '/')
                || self.is(next, '-')
                || self.is(next, '.')
                || (0..3).any(|ahead| self.text.term_at(next + ahead, Domain::Calendar).is_some()))
    }

    /// A date, where the place and the form leave no other reading.
    fn date(&self, calendar: Option<&Term>) -> Option<(Date, usize)> {
        let found = date::at(self.text, self.at, self.context)?;
        if calendar.is_some() && found.date > self.context.today {
            return None;
        }
        let end = found.end;
        let starts = self.line_starts();
        let bounded = self.line_ends(end)
            || [':', ',', ')', '|', ']'].iter().any(|mark| self.is(end, *mark))
            || (self.is(end, '-') && !self.glued(end + 1));
        let past = self.context.today.add_days(1).is_some_and(|limit| found.date <= limit);
        if calendar.is_some() {
            let word = self.text.word(self.at);
            let short = word.len() <= 4 && end == self.at + 1;
            // "sat", "sun", "may" are ordinary words too.
            let unit_follows = end > self.at + 1 && self.text.term_at(end, Domain::Unit).is_some();
            return ((!short || starts || bounded) && past && !unit_follows).then_some((found.date, end));
        }
        let marks = (self.at..end).filter(|index| ["/", ".", "-"].contains(&self.text.word(*index))).count();
        let four_digits = (self.at..end).any(|index| self.text.word(index).len() == 4);
        let opens = starts || self.items.last().is_some_and(|item| item.is_mark('|') || item.is_mark('('));
        let fits = match (marks, four_digits) {
            // `9 Oct 2014`.
            (0, _) => self.text.term_at(end, Domain::Unit).is_none(),
            (2, true) => true,
            (2, false) => (opens || bounded) && found.date.year() + 15 > self.context.today.year(),
            // `6/18 push`, but no list, no fraction of a mile and no rating.
            (1, _) => starts && (bounded || self.is_plain_word(end)),
            _ => false,
        };
        (fits && past).then(|| (found.date, self.time_behind(end)))
    }

    /// Whether an ordinary word stands at a token: none that a number could belong to.
    fn is_plain_word(&self, index: usize) -> bool {
        let is_word = self.text.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Word && !token.glued);
        let known = [Domain::Movement, Domain::Modifier, Domain::Unit, Domain::Training];
        is_word
            && self.text.word(index) != "x"
            && known.iter().all(|domain| self.text.term_at(index, *domain).is_none())
    }

    /// The end of a time that is glued to a date: `2023-05-10T20:25:00Z`.
    fn time_behind(&self, end: usize) -> usize {
        let is_time = self.text.word(end) == "t" && self.glued(end) && self.is_number(end + 1) && self.glued(end + 1);
        if !is_time {
            return end;
        }
        let mut after = end + 2;
        while self.glued(after)
            && (self.is_number(after) || self.is(after, ':') || self.is(after, '.') || self.text.word(after) == "z")
        {
            after += 1;
        }
        after
    }

    /// The longest term that begins here, and what it is.
    fn term(&self, here: &Here<'s>) -> Option<(ItemKind, usize)> {
        let vocabulary = self.vocabulary;
        let index = |term: &Term| usize::from(term.code);
        let movement = here.movement.map(|term| {
            let same = |other: Option<&Term>| other.filter(|other| other.end == term.end).map(|other| other.code);
            let weak = same(here.everyday).is_some();
            (ItemKind::Movement { code: vocabulary.movement(term.code), weak, site: same(here.site) }, term.end)
        });
        // A grade is written in one: `6a`, but "5x5 a 75 kg".
        let cue = |term: &Term| {
            let cue = vocabulary.cues.get(index(term)).copied()?;
            let apart = cue == Cue::Grade && !self.glued(term.first + 1);
            // "new 5RM": the record, and then its repetitions.
            let counted = cue == Cue::PersonalRecord && self.is_number(term.first + 1);
            let end = if counted { term.first + 1 } else { term.end };
            (!apart).then_some((ItemKind::Cue(cue), end))
        };
        let modifier = here.modifier.map(|term| (ItemKind::Modifier(term.code), term.end));
        let before_movement = here.modifier.is_some_and(|term| self.movement_follows(term.end));
        let weak = movement.is_some_and(|(kind, _)| matches!(kind, ItemKind::Movement { weak: true, .. }));
        // "at 1% incline" is the treadmill's.
        let slope = weak
            && here.training.and_then(|term| vocabulary.cue(term.code)) == Some(Cue::Damper)
            && (self.items.last().is_some_and(|item| item.measures(Measure::Percent))
                || here.training.is_some_and(|term| self.is(term.end + 1, '%')));
        let movement = movement.filter(|_| !slope);
        let candidates = [
            modifier.filter(|_| before_movement && weak),
            movement,
            here.benchmark.map(|term| (ItemKind::Benchmark(term.code), term.end)),
            modifier.filter(|_| before_movement),
            here.training.and_then(cue),
            here.feeling.and_then(|term| {
                vocabulary.feelings.get(index(term)).map(|feeling| (ItemKind::Feeling(*feeling), term.end))
            }),
            here.site.map(|term| (ItemKind::Site(term.code), term.end)),
            modifier,
            here.unit.and_then(|term| vocabulary.units.get(index(term)).map(|unit| (ItemKind::Unit(*unit), term.end))),
        ];
        // "8:22/mi"
        let unit =
            candidates.last().copied().flatten().filter(|_| self.items.last().is_some_and(|item| item.is_mark('/')));
        let mut best: Option<(ItemKind, usize)> = unit;
        for candidate in candidates.into_iter().flatten() {
            if best.is_none_or(|(_, end)| candidate.1 > end) {
                best = Some(candidate);
            }
        }
        best
    }

    /// Whether a movement, or another modifier, begins at a token.
    fn movement_follows(&self, index: usize) -> bool {
        self.text.term_at(index, Domain::Movement).is_some() || self.text.term_at(index, Domain::Modifier).is_some()
    }

    fn mark_or_word(&mut self, kind: TokenKind) {
        let end = self.at + 1;
        // "A) 15 cal ski B) 12 swings": the letters part, like commas.
        let letter = kind == TokenKind::Word && self.text.word(self.at).len() == 1;
        let opened = self.items.last().is_some_and(|item| item.is_mark('('));
        if letter && self.is(end, ')') && self.glued(end) && !opened {
            return self.push(ItemKind::Mark(','), end + 1);
        }
        let between_numbers = self.items.last().is_some_and(|item| item.amount().is_some()) && self.is_number(end);
        let kind = match kind {
            TokenKind::Word if self.text.word(self.at) == "x" => ItemKind::Mark('x'),
            TokenKind::Punct('*') if between_numbers => ItemKind::Mark('x'),
            TokenKind::Punct('[') => ItemKind::Mark('('),
            TokenKind::Punct(']') => ItemKind::Mark(')'),
            TokenKind::Punct(mark @ ('{' | '}' | '@' | ',' | '/' | '-' | '+' | '|' | ':' | '(' | ')' | '=' | '&')) => {
                // `w/ 45 lb`.
                let with = mark == '/'
                    && self.glued(self.at)
                    && self.items.last().is_some_and(|item| item.is_cue(Cue::Weighted));
                if with {
                    self.at = end;
                    return;
                }
                ItemKind::Mark(mark)
            }
            TokenKind::Punct('!' | '?' | ';' | '…') => ItemKind::Stop,
            TokenKind::Punct('.') if !self.glued(end) => ItemKind::Stop,
            TokenKind::Punct(_) | TokenKind::Symbol(_) => {
                self.at = end;
                return;
            }
            _ => ItemKind::Word,
        };
        self.push(kind, end);
    }

    /// An amount: a number with its unit, a duration, a clock time.
    fn amount(&self, here: &Here<'s>) -> Option<(Amount, usize)> {
        let text = self.text;
        let Some(number) = text.number_at(self.at) else {
            // "an hour", "media hora".
            let hour = here.unit.is_some_and(|term| text.code(term) == "hour") || here.training.is_some();
            let found = duration::at(text, self.at).filter(|found| hour && found.seconds >= 900.0)?;
            let amount = Amount { value: found.seconds, measure: Measure::Time, in_words: true };
            return Some((amount, found.end));
        };
        if number.ordinal {
            return None;
        }
        let amount = |measure, value| Amount { value, measure, in_words: number.in_words };
        if let Some(found) = duration::at(text, self.at) {
            if self.time_of_day(found.end) {
                return Some((amount(Measure::Other, found.seconds), found.end + 1));
            }
            let glued_s = found.end == number.end + 1 && text.word(number.end) == "s" && self.glued(number.end);
            let prime = self.is(number.end, '"') && found.end == number.end + 1;
            let (measure, value) = match found {
                _ if glued_s && !number.in_words => (Measure::PluralOrSeconds, number.value),
                _ if prime => (Measure::DoublePrime, number.value),
                found if found.clock => (Measure::Clock, found.seconds),
                found => (Measure::Time, found.seconds),
            };
            return Some((amount(measure, value), found.end));
        }
        if self.time_of_day(number.end) {
            return Some((amount(Measure::Other, number.value), number.end + 1));
        }
        let (measure, end) = self.unit_behind(number.end).unwrap_or((Measure::Bare, number.end));
        Some((amount(measure, number.value), end))
    }

    fn time_of_day(&self, index: usize) -> bool {
        matches!(self.text.word(index), "am" | "pm")
    }

    /// What the number before token `index` measures, and where its unit ends.
    fn unit_behind(&self, index: usize) -> Option<(Measure, usize)> {
        let text = self.text;
        if self.is(index, '%') {
            return Some((Measure::Percent, index + 1));
        }
        if self.is(index, '#') && self.glued(index) {
            return Some((Measure::Load(LoadUnit::Lb), index + 1));
        }
        let word = text.word(index);
        if word.starts_with('°') || word.starts_with('º') {
            return Some((Measure::Other, index + 1));
        }
        // `20-lb`, `400-meter`.
        let hyphen = usize::from(self.is(index, '-') && self.glued(index) && self.glued(index + 1));
        let term = text.term_at(index + hyphen, Domain::Unit)?;
        let glued = hyphen == 1 || self.glued(index);
        let longer = |domain| text.term_at(index + hyphen, domain).is_some_and(|other| other.end > term.end);
        if longer(Domain::Training) || longer(Domain::Movement) {
            return None;
        }
        let word = text.word(index + hyphen);
        // "5 in 22:14" is no length, and a lone letter is a unit only where it clings to its number.
        let doubtful = match word {
            "in" => !glued && (self.is_number(term.end) || text.number_at(term.end).is_some()),
            "s" | "y" | "w" => !glued,
            _ => false,
        };
        if doubtful {
            return None;
        }
        let unit = *self.vocabulary.units.get(usize::from(term.code))?;
        // "45 lbs. for 5": the point belongs to the unit where the sentence goes on.
        let goes_on = text.quote(text.span(term.end + 1, term.end + 2)).starts_with(char::is_lowercase);
        let end = term.end + usize::from(self.is(term.end, '.') && self.glued(term.end) && goes_on);
        let measure = match unit {
            // Durations are read before units.
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Load(unit) => Measure::Load(unit),
            Unit::Distance(unit) => Measure::Distance(unit),
            Unit::Calorie => Measure::Calories,
            Unit::Rep => Measure::Reps,
            Unit::Set => Measure::Sets,
            Unit::Round => Measure::Rounds,
            Unit::Times => Measure::Times,
            Unit::Watt => Measure::Watt,
            Unit::Bpm => Measure::Bpm,
            Unit::Lap => Measure::Lap,
            Unit::Percent => Measure::Percent,
            Unit::Step => Measure::Step,
            _ => Measure::Other,
        };
        Some((measure, end))
    }
}
