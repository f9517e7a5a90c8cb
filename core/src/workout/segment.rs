//! Sentences, what was not done, corrections, and where one workout ends and the next begins.

use std::ops::Range;

use super::item::{Item, ItemKind, Measure};
use super::vocabulary::{Cue, Unit};
use crate::Date;
use crate::text::{Domain, Scope, Text};

/// A sentence or a line: a range of items that ends with its full stop or line break.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence {
    pub(super) first: usize,
    pub(super) end: usize,
    /// Plain words in it: prose has many, notation has few.
    pub(super) words: usize,
}

/// Cuts items into sentences.
pub(super) fn sentences(items: &[Item]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut current = Sentence { first: 0, end: 0, words: 0 };
    for (at, item) in items.iter().enumerate() {
        current.words += usize::from(item.kind == ItemKind::Word);
        if item.is_end() {
            current.end = at + 1;
            sentences.push(current);
            current = Sentence { first: at + 1, end: at + 1, words: 0 };
        }
    }
    if current.first < items.len() {
        current.end = items.len();
        sentences.push(current);
    }
    sentences
}

/// What was left out, which tells what a message is when nothing is left.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct LeftOut {
    pub(super) planned: bool,
    pub(super) asked: bool,
}

/// Marks what was not done by the writer as used: plans, questions, requests, other people's training, the past, quotations.
pub(super) fn leave_out(items: &mut [Item], sentences: &[Sentence], text: &Text<'_>) -> LeftOut {
    let mut left_out = LeftOut::default();
    let quoted = items.iter().filter(|item| item.scope.any(Scope::QUOTED)).count();
    // A message that is one quotation is the message itself.
    let quotes_count = quoted * 2 < items.len();
    let mut plan_block = false;
    for sentence in sentences {
        let Some(part) = items.get_mut(sentence.first..sentence.end) else { continue };
        if plan_block && ends_plan(part) {
            plan_block = false;
        }
        let from = if plan_block { Some(0) } else { planned_from(part) };
        if from.is_some() && opens_plan(part) {
            plan_block = true;
        }
        if let Some(from) = from {
            left_out.planned |= part.iter().skip(from).any(tells);
            part.iter_mut().skip(from).for_each(|item| item.used = true);
        }
        if let Some(from) = part.iter().position(|item| item.is_cue(Cue::Instruction)) {
            part.iter_mut().skip(from).for_each(|item| item.used = true);
        }
        for item in part.iter_mut() {
            let scope = item.scope;
            left_out.planned |= scope.any(Scope::PLANNED) && tells(item);
            left_out.asked |= scope.any(Scope::QUESTION) && tells(item);
            let not_done =
                Scope::PLANNED | Scope::QUESTION | Scope::CONDITIONAL | Scope::OTHER | Scope::PAST | Scope::RETRACTED;
            item.used |= scope.any(not_done) || (quotes_count && scope.any(Scope::QUOTED));
        }
        deny(part, text);
    }
    left_out
}

/// Whether an item tells of training.
fn tells(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Movement { .. } | ItemKind::Benchmark(_))
        || item.amount().is_some_and(|amount| amount.measure != Measure::Other)
        || matches!(item.kind, ItemKind::Cue(Cue::Session | Cue::Amrap | Cue::Emom | Cue::StrengthWord | Cue::Circuit))
}

/// Denied movements and amounts were not done; denied praise and effort do not count either.
fn deny(part: &mut [Item], text: &Text<'_>) {
    let mut failing = false;
    for item in part {
        let begins = item.first == 0 || !text.scope(item.first - 1).any(Scope::NEGATED);
        let denied = item.scope.any(Scope::NEGATED);
        match item.kind {
            ItemKind::Cue(Cue::Failed | Cue::Capped | Cue::Attempt) => {
                failing |= !denied || begins;
                item.used |= denied && !begins;
            }
            ItemKind::Movement { .. } | ItemKind::Benchmark(_) | ItemKind::Amount(_) => item.used |= denied && !failing,
            ItemKind::Cue(
                Cue::Rx
                | Cue::RxPlus
                | Cue::FirstRx
                | Cue::Scaled
                | Cue::PersonalRecord
                | Cue::ImprovedForm
                | Cue::EffortHigh
                | Cue::EffortLow
                | Cue::EffortModerate
                | Cue::Done
                | Cue::Session
                | Cue::Gym
                | Cue::Home
                | Cue::Outdoor,
            ) => item.used |= denied && !begins,
            _ => {}
        }
    }
}

/// Where a sentence turns to what is not done yet: at a request that opens a clause, or from its start when it names the future.
fn planned_from(part: &[Item]) -> Option<usize> {
    let mut opens_clause = true;
    for (at, item) in part.iter().enumerate() {
        match item.kind {
            ItemKind::Cue(Cue::Request) if opens_clause => return Some(at),
            ItemKind::Cue(Cue::PlanWord) if opens_clause && part.get(at + 1).is_some_and(|next| next.is_mark(':')) => {
                return Some(at);
            }
            ItemKind::Cue(Cue::Future) => {
                let told = part
                    .iter()
                    .take(at)
                    .any(|before| matches!(before.kind, ItemKind::Cue(Cue::Done)) || before.measures(Measure::Clock));
                let clause = part.iter().take(at).rposition(|before| before.is_mark(',')).map_or(at, |comma| comma + 1);
                return Some(if told { clause } else { 0 });
            }
            ItemKind::Mark(',' | ':') | ItemKind::Cue(Cue::And | Cue::Then) => opens_clause = true,
            ItemKind::Mark(_) | ItemKind::Newline => {}
            _ => opens_clause = false,
        }
    }
    None
}

/// Whether a planned line is a heading: what follows is planned too.
fn opens_plan(part: &[Item]) -> bool {
    let content: Vec<&Item> = part.iter().filter(|item| !item.is_newline()).collect();
    let closes = content.last().is_some_and(|item| item.is_mark(':'));
    let tells_something = content
        .iter()
        .any(|item| matches!(item.kind, ItemKind::Movement { .. } | ItemKind::Benchmark(_)) || item.amount().is_some());
    part.iter().any(Item::is_newline) && (closes || !tells_something) && content.len() <= 8
}

/// Whether a line ends a planned block: an empty line before something else is not enough, a heading of what was done is.
fn ends_plan(part: &[Item]) -> bool {
    let heading = part.iter().find(|item| !item.is_newline() && !matches!(item.kind, ItemKind::Mark(_)));
    heading.is_some_and(|item| {
        matches!(item.kind, ItemKind::Date(_) | ItemKind::Cue(Cue::Done | Cue::ActuallyDid | Cue::Session))
            && !item.scope.any(Scope::PLANNED)
    })
}

/// Applies self-corrections: "sorry, 65 not 45", "wait, make that 3 sets". The corrected number stands in for the first one.
pub(super) fn correct(items: &mut [Item], text: &Text<'_>) {
    let mut at = 0;
    for term in text.terms_of(Domain::Cue).filter(|term| text.code(term) == "correction") {
        while items.get(at).is_some_and(|item| item.first < term.end) {
            at += 1;
        }
        let window = at..(at + 5).min(items.len());
        let Some(new) = window.clone().find(|index| is_amount(items, *index)) else { continue };
        let moves = window.clone().find(|index| is_movement(items, *index)).filter(|index| *index < new);
        if moves.is_none() {
            replace(items, at, new);
        }
    }
    for new in 0..items.len() {
        if is_amount(items, new) && old_value(items, new).is_some() {
            replace(items, new, new);
        }
    }
}

fn is_amount(items: &[Item], index: usize) -> bool {
    items.get(index).is_some_and(|item| item.amount().is_some() && !item.used)
}

fn is_movement(items: &[Item], index: usize) -> bool {
    items.get(index).is_some_and(|item| matches!(item.kind, ItemKind::Movement { .. }))
}

/// The number that "not …" behind the amount at `new` takes back.
fn old_value(items: &[Item], new: usize) -> Option<(usize, f64)> {
    let mut not = new + 1;
    while items.get(not).is_some_and(|item| item.is_mark(',')) {
        not += 1;
    }
    items.get(not).filter(|item| item.is_cue(Cue::Not))?;
    let old = items.get(not + 1)?.amount()?;
    Some((not + 1, old.value))
}

/// Puts the amount at `new` in the place of the one it corrects; `from` is where the correction begins.
fn replace(items: &mut [Item], from: usize, new: usize) {
    let Some(amount) = items.get(new).and_then(Item::amount) else { return };
    let Some(span) = items.get(new).map(|item| item.span) else { return };
    let old = old_value(items, new);
    let fits = |item: &Item| {
        item.amount().is_some_and(|before| match old {
            Some((_, value)) => before.value == value,
            None => {
                let same = before.measure == amount.measure || amount.measure == Measure::Bare;
                let alike = before.value <= amount.value * 3.0 && amount.value <= before.value * 3.0;
                same && alike && before.measure != Measure::Other
            }
        })
    };
    let before = items.get(from.saturating_sub(24)..from).unwrap_or_default();
    let Some(target) = before.iter().rposition(fits).map(|index| index + from.saturating_sub(24)) else { return };
    if let Some(item) = items.get_mut(target)
        && let ItemKind::Amount(first) = &mut item.kind
    {
        first.value = amount.value;
        if matches!(amount.measure, Measure::Load(_) | Measure::Distance(_) | Measure::Time | Measure::Clock) {
            first.measure = amount.measure;
        }
        item.span = span;
        item.used = false;
    }
    for index in [Some(new), old.map(|(index, _)| index)].into_iter().flatten() {
        if let Some(item) = items.get_mut(index) {
            item.used = true;
        }
    }
}

/// The stretches of items that tell of one workout each: by date, or by the time of the day.
pub(super) fn workouts(items: &[Item], text: &Text<'_>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut first = 0;
    let mut date: Option<Date> = None;
    let mut morning = false;
    let mut clause = 0;
    let mut content = false;
    let mut heading = true;
    for (at, item) in items.iter().enumerate() {
        match item.kind {
            ItemKind::Newline => (clause, heading) = (at + 1, true),
            ItemKind::Stop | ItemKind::Mark(',') | ItemKind::Cue(Cue::And | Cue::Then) => clause = at + 1,
            ItemKind::Date(day) if !item.used && !is_other_day(items, at, text) => {
                let other = date.is_some_and(|known| known != day) || (date.is_none() && content && heading);
                if other && content && told_after(items, at) {
                    ranges.push(first..clause);
                    (first, content, morning) = (clause, false, false);
                }
                date = Some(day);
            }
            ItemKind::Cue(Cue::Morning) => morning = true,
            ItemKind::Cue(Cue::Evening) if morning && content && told_after(items, at) => {
                ranges.push(first..clause);
                (first, content, morning) = (clause, false, false);
            }
            _ => {}
        }
        heading &= matches!(item.kind, ItemKind::Newline | ItemKind::Mark(_));
        content |= !item.used && matches!(item.kind, ItemKind::Movement { .. } | ItemKind::Benchmark(_));
        content |= item.measures(Measure::Bare) && !item.used && content;
    }
    ranges.push(first..items.len());
    ranges
}

/// Whether a movement, a benchmark or a distance is told before the next date.
fn told_after(items: &[Item], date: usize) -> bool {
    items.iter().skip(date + 1).take(40).take_while(|item| !matches!(item.kind, ItemKind::Date(_))).any(|item| {
        let told = matches!(item.kind, ItemKind::Movement { .. } | ItemKind::Benchmark(_))
            || matches!(item.amount().map(|amount| amount.measure), Some(Measure::Distance(_)));
        told && !item.used
    })
}

/// Whether a date is mentioned for something else: "sore from Wednesday's workout", "better than yesterday".
pub(super) fn is_other_day(items: &[Item], at: usize, text: &Text<'_>) -> bool {
    let Some(item) = items.get(at) else { return true };
    let possessive = text.word(item.end.saturating_sub(1)).ends_with("'s");
    let before = at.checked_sub(1).and_then(|index| items.get(index));
    let away = before.is_some_and(|before| before.is_cue(Cue::Away));
    possessive || away || matches!(before.map(|before| before.kind), Some(ItemKind::Unit(Unit::Day)))
}
