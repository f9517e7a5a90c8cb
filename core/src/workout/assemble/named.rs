//! Which named workout was done.

use crate::workout::benchmark::Score;
use crate::workout::item::{Item, ItemKind, Measure};
use crate::workout::segment::Sentence;
use crate::workout::vocabulary::{Cue, Vocabulary};

/// The benchmark that was done: of all that are named, the one with the best reason to think so.
pub(super) fn named(items: &[Item], sentences: &[Sentence], vocabulary: &Vocabulary) -> Option<(usize, u16)> {
    let scored_somewhere = items.iter().any(|item| {
        !item.used && (item.measures(Measure::Clock) || item.measures(Measure::Rounds) || item.measures(Measure::Time))
    });
    let mut best: Option<(u8, usize, u16)> = None;
    let mut previous_rejected = false;
    for (number, sentence) in sentences.iter().enumerate() {
        for at in sentence.first..sentence.end {
            let Some(item) = items.get(at) else { break };
            let ItemKind::Benchmark(code) = item.kind else { continue };
            let before = at.checked_sub(1).filter(|index| *index >= sentence.first).and_then(|index| items.get(index));
            let companion = before.is_some_and(|before| {
                matches!(before.kind, ItemKind::Cue(Cue::Weighted | Cue::Away))
                    || (previous_rejected && before.is_cue(Cue::And))
            });
            // "at marathon pace", "13.1 in 1:39:55": a pace and a distance.
            let behind = items.get(at + 1);
            let paced = behind.is_some_and(|next| next.is_cue(Cue::Pace));
            let figure = vocabulary.benchmark(code).is_some_and(|known| {
                known.name.starts_with(|first: char| first.is_ascii_digit()) && known.score != Score::Time
            });
            let distance = figure && behind.is_some_and(|next| next.is_cue(Cue::In));
            previous_rejected = companion || item.used || paced || distance;
            if previous_rejected {
                continue;
            }
            let next = sentences.get(number + 1);
            let rank = reason(items, *sentence, next, at, scored_somewhere);
            if rank > 0 && best.is_none_or(|(known, ..)| rank > known) {
                best = Some((rank, at, code));
            }
        }
    }
    best.map(|(_, at, code)| (at, code))
}

/// How good the reason is to think that the benchmark at `at` was done; 0 for none.
fn reason(items: &[Item], sentence: Sentence, next: Option<&Sentence>, at: usize, scored_somewhere: bool) -> u8 {
    let part = |first: usize, end: usize| items.get(first..end).unwrap_or_default();
    let opens = part(0, at)
        .iter()
        .rev()
        .take_while(|item| !item.is_newline())
        .all(|item| matches!(item.kind, ItemKind::Mark(_) | ItemKind::Date(_) | ItemKind::Cue(Cue::Done)));
    let joined = items.get(at + 1).is_some_and(|next| next.is_cue(Cue::And));
    if opens && scored_somewhere && !joined {
        return 5;
    }
    let near = part(at.saturating_sub(8).max(sentence.first), (at + 9).min(sentence.end));
    let scored = near.iter().any(|other| {
        let amount = matches!(
            other.amount().map(|amount| amount.measure),
            Some(Measure::Clock | Measure::Time | Measure::Rounds | Measure::Reps)
        );
        let word = matches!(
            other.kind,
            ItemKind::Cue(
                Cue::Rx | Cue::FirstRx | Cue::Scaled | Cue::PersonalRecord | Cue::Circuit | Cue::Capped | Cue::NotRx
            )
        );
        (amount || word) && !other.used
    });
    if scored {
        return 4;
    }
    let words = sentence.words;
    let told = part(at.saturating_sub(4).max(sentence.first), at)
        .iter()
        .any(|before| matches!(before.kind, ItemKind::Cue(Cue::Done | Cue::Session | Cue::ActuallyDid)));
    if told {
        return 3;
    }
    // A score in the next sentence or line: "Fran. 5:20".
    let scored_next = next.filter(|next| words <= 6 && next.end - next.first <= 40).is_some_and(|next| {
        part(next.first, next.end).iter().any(|item| item.measures(Measure::Clock) || item.measures(Measure::Rounds))
    });
    let alone = words == 0 && sentence.end - sentence.first <= 4;
    u8::from(alone || (scored_next && words <= 6))
}
