//! Sentences, what was not done, corrections, and where one workout ends and the next begins.

use crate::order::sort_by_number;
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
    let mut plan_block = false;
    let mut braces = 0_u32;
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
        // "Physio says 3x15": told to, not done, up to what was.
        if let Some(from) = part.iter().position(|item| item.is_cue(Cue::Advice)) {
            let end = part.iter().skip(from).position(tells_result).map_or(part.len(), |offset| from + offset);
            left_out.planned |= part.iter().take(end).skip(from).any(tells);
            part.iter_mut().take(end).skip(from).for_each(|item| item.used = true);
        }
        if let Some(from) = part.iter().position(|item| item.is_cue(Cue::Instruction)) {
            part.iter_mut().skip(from).for_each(|item| item.used = true);
        }
        // "planned 5x5, actual 5x4": what was really done ends the plan.
        let mut actual = false;
        for item in part.iter_mut() {
            actual |= item.is_cue(Cue::ActuallyDid);
            let scope = item.scope;
            let planned = scope.any(Scope::PLANNED) && !actual;
            left_out.planned |= planned && tells(item);
            left_out.asked |= scope.any(Scope::QUESTION) && tells(item);
            let not_done = Scope::QUESTION | Scope::CONDITIONAL | Scope::OTHER | Scope::PAST | Scope::QUOTED;
            // Code inside a message is no log.
            braces += u32::from(item.is_mark('{'));
            item.used |= planned || scope.any(not_done) || braces > 0;
            braces = braces.saturating_sub(u32::from(item.is_mark('}')));
        }
        if let Some((first, end)) = other_day(part) {
            part.iter_mut().take(end).skip(first).for_each(|item| item.used = true);
        }
        deny(part, text);
    }
    left_out
}

/// The stretch between commas that tells of another day: "after 4h on the bike over the last two days".
fn other_day(part: &[Item]) -> Option<(usize, usize)> {
    let at = part.iter().position(|item| item.is_cue(Cue::OtherDay) && !item.used)?;
    let parts = |item: &Item| matches!(item.kind, ItemKind::Mark(',' | '(' | ')') | ItemKind::Cue(Cue::Away));
    let first = part.iter().take(at).rposition(parts).unwrap_or(0);
    let end = part.iter().skip(at).position(parts).map_or(part.len(), |offset| at + offset);
    // Where something was done beside it, only the other day's part is left out.
    Some((first, end))
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
            ItemKind::Cue(Cue::PlanWord | Cue::Goal) if opens_clause && titles(part, at) => return Some(at),
            // "my 1RM goal is 180": the whole sentence is about it.
            ItemKind::Cue(Cue::Goal) if !part.iter().any(tells_result) => return Some(0),
            ItemKind::Cue(Cue::Future) => {
                let told = part.iter().take(at).any(tells_result);
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

/// Whether an item says that something was done.
fn tells_result(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Cue(Cue::Done | Cue::ActuallyDid)) && !item.scope.any(Scope::PLANNED)
}

/// Whether the word at `at` opens a heading: "Plan:", "Program for Thursday:".
fn titles(part: &[Item], at: usize) -> bool {
    part.iter().skip(at + 1).take(4).any(|next| next.is_mark(':'))
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

/// Applies self-corrections: "sorry, 65 not 45", "wait, make that 3 sets". The corrected number stands in for the first one,
/// with the words of the correction, which are then taken out.
pub(super) fn correct(items: &mut Vec<Item>, text: &Text<'_>) {
    let mut gone: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for term in text.terms_of(Domain::Cue).filter(|term| text.code(term) == "correction") {
        while items.get(at).is_some_and(|item| item.end <= term.first) {
            at += 1;
        }
        let window = at..(at + 7).min(items.len());
        let Some(new) = window.clone().find(|index| is_amount(items, *index)) else { continue };
        let moves = (at..new).any(|index| is_movement(items, index) || items.get(index).is_some_and(Item::is_newline));
        if !moves && let Some(end) = replace(items, at, new) {
            gone.push(at..end);
        }
    }
    for new in 0..items.len() {
        if is_amount(items, new)
            && !gone.iter().rev().take(2).any(|range| range.contains(&new))
            && old_value(items, new).is_some()
            && let Some(end) = replace(items, new, new)
        {
            gone.push(new..end);
        }
    }
    if gone.is_empty() {
        return;
    }
    sort_by_number(&mut gone, |range| range.start as u64);
    let mut index = 0;
    let mut next = gone.iter().peekable();
    items.retain(|_| {
        while next.next_if(|range| range.end <= index).is_some() {}
        let keep = !next.peek().is_some_and(|range| range.contains(&index));
        index += 1;
        keep
    });
}

fn is_amount(items: &[Item], index: usize) -> bool {
    items.get(index).is_some_and(|item| item.amount().is_some() && !item.used)
}

fn is_movement(items: &[Item], index: usize) -> bool {
    items.get(index).is_some_and(|item| matches!(item.kind, ItemKind::Movement { .. }))
}

/// The number that "not …" behind the amount at `new` takes back.
fn old_value(items: &[Item], new: usize) -> Option<(usize, f64)> {
    let not = new + 1 + usize::from(items.get(new + 1).is_some_and(|item| item.is_mark(',')));
    items.get(not).filter(|item| item.is_cue(Cue::Not))?;
    let old = items.get(not + 1)?.amount()?;
    Some((not + 1, old.value))
}

/// How far back a correction reaches, in items.
const CORRECTION_REACH: usize = 24;

/// Puts the amount at `new` in the place of the one it corrects; `from` is where the correction begins. Gives its end.
fn replace(items: &mut [Item], from: usize, new: usize) -> Option<usize> {
    let corrected = *items.get(new)?;
    let amount = corrected.amount()?;
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
    let start = from.saturating_sub(CORRECTION_REACH);
    let target = items.get(start..from)?.iter().rposition(fits)? + start;
    let item = items.get_mut(target)?;
    let ItemKind::Amount(first) = &mut item.kind else { return None };
    first.value = amount.value;
    if matches!(amount.measure, Measure::Load(_) | Measure::Distance(_) | Measure::Time | Measure::Clock) {
        first.measure = amount.measure;
    }
    item.span = corrected.span;
    let end = old.map_or(new, |(index, _)| index) + 1;
    // "sorry, 15 not 12, at 30 kg": the correction's own "not" denies nothing of what follows.
    for item in items.iter_mut().skip(end).take(CORRECTION_REACH).take_while(|item| !item.is_end()) {
        item.scope = item.scope.without(Scope::NEGATED);
    }
    Some(end)
}

/// Most workouts in one message.
const WORKOUT_LIMIT: usize = 40;

/// The stretches of items that tell of one workout each: by date, or by the time of the day.
pub(super) fn workouts(items: &[Item], text: &Text<'_>, today: Date) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut first = 0;
    let mut date: Option<Date> = None;
    let mut titled = false;
    let mut morning = false;
    let mut clause = 0;
    let mut content = false;
    let mut heading = true;
    for (at, item) in items.iter().enumerate() {
        match item.kind {
            ItemKind::Newline | ItemKind::Stop => (clause, heading) = (at + 1, true),
            ItemKind::Mark(',') | ItemKind::Cue(Cue::And | Cue::Then) => clause = at + 1,
            // Below a dated heading, other days of the text are asides; only another heading begins another workout.
            ItemKind::Date(day) if !item.used && !is_other_day(items, at, text) && (heading || !titled) => {
                // "Yesterday I ran" is no heading, "Yesterday:" and `05/10/25` are.
                let heading = heading && is_heading(items, at, text);
                let day = if titled && !heading && day == today { date.unwrap_or(day) } else { day };
                let other = date.is_some_and(|known| known != day) || (date.is_none() && content && heading);
                if other && (content || date.is_some()) && ranges.len() < WORKOUT_LIMIT && told_after(items, at) {
                    ranges.push(first..clause);
                    (first, content, morning) = (clause, false, false);
                }
                date = Some(day);
                titled |= heading;
            }
            ItemKind::Cue(Cue::Morning) => morning = true,
            ItemKind::Cue(Cue::Evening) if morning && content && told_after(items, at) => {
                ranges.push(first..clause);
                (first, content, morning) = (clause, false, false);
            }
            _ => {}
        }
        heading &= matches!(item.kind, ItemKind::Newline | ItemKind::Stop | ItemKind::Mark(_));
        content |= !item.used && matches!(item.kind, ItemKind::Movement { .. } | ItemKind::Benchmark(_));
        content |= item.measures(Measure::Bare) && !item.used && content;
    }
    ranges.push(first..items.len());
    ranges
}

/// How far a date reaches around itself, in items.
const DATE_REACH: usize = 40;

/// Leaves out the stretches of a dated workout that tell of another day.
///
/// `today` in the text of another day's workout means that day.
pub(super) fn leave_out_other_days(items: &mut [Item], date: Date, today: Date) {
    let parts =
        |item: &Item| item.is_end() || matches!(item.kind, ItemKind::Mark(',') | ItemKind::Cue(Cue::And | Cue::Then));
    for at in 0..items.len() {
        let other = |item: &Item| matches!(item.kind, ItemKind::Date(day) if day != date && day != today) && !item.used;
        if !items.get(at).is_some_and(other) {
            continue;
        }
        let start = at.saturating_sub(DATE_REACH);
        let first =
            items.get(start..at).and_then(|before| before.iter().rposition(parts)).map_or(start, |part| start + part);
        let behind = items.get(at..).unwrap_or_default().iter().take(DATE_REACH);
        let end = behind.clone().position(parts).map_or(at + behind.len(), |part| at + part);
        for item in items.iter_mut().take(end).skip(first) {
            item.used |= matches!(item.kind, ItemKind::Movement { .. } | ItemKind::Benchmark(_) | ItemKind::Amount(_));
        }
    }
}

/// Whether a movement, a benchmark or a distance is told before the next date.
fn told_after(items: &[Item], date: usize) -> bool {
    items.iter().skip(date + 1).take(40).take_while(|item| !matches!(item.kind, ItemKind::Date(_))).any(|item| {
        let told = matches!(item.kind, ItemKind::Movement { .. } | ItemKind::Benchmark(_))
            || matches!(item.amount().map(|amount| amount.measure), Some(Measure::Distance(_)));
        told && !item.used
    })
}

/// Whether the date at `at` stands as a heading: in figures, or apart from what follows.
fn is_heading(items: &[Item], at: usize, text: &Text<'_>) -> bool {
    let figures = items.get(at).is_some_and(|item| {
        text.tokens.get(item.first).is_some_and(|token| token.kind == crate::text::TokenKind::Number)
    });
    let apart = items.get(at + 1).is_none_or(|next| {
        next.is_end() || matches!(next.kind, ItemKind::Mark(_) | ItemKind::Cue(Cue::StrengthWord | Cue::Session))
    });
    figures || apart
}

/// Whether a date is mentioned for something else: "skipped yesterday", "sore from Wednesday's workout", "better than yesterday".
pub(super) fn is_other_day(items: &[Item], at: usize, text: &Text<'_>) -> bool {
    let Some(item) = items.get(at) else { return true };
    let denied = item.scope.any(Scope::NEGATED);
    let possessive = text.word(item.end.saturating_sub(1)).ends_with("'s");
    let before = at.checked_sub(1).and_then(|index| items.get(index));
    let away = before.is_some_and(|before| before.is_cue(Cue::Away));
    denied || possessive || away || matches!(before.map(|before| before.kind), Some(ItemKind::Unit(Unit::Day)))
}
