//! Notation without a movement of its own: it goes on with the last one, or implies one.

use super::mention::{Mention, has_clock_list, has_time, is_chain, is_distance, is_interval, is_lap, is_long};
use super::{Chunk, Waiting, Walk};
use crate::Span;
use crate::workout::item::{ItemKind, Measure};
use crate::workout::log::DistanceUnit;
use crate::workout::notation::{Group, Join, PartMeasure};
use crate::workout::vocabulary::MovementKind;

impl Walk<'_, '_> {
    /// A separator that may also stand inside one statement.
    pub(super) fn soft_flush(&mut self, at: usize) {
        let begins = matches!(
            self.kind(at + 1),
            Some(
                ItemKind::Movement { .. }
                    | ItemKind::Modifier(_)
                    | ItemKind::Amount(_)
                    | ItemKind::Cue(_)
                    | ItemKind::Site(_)
                    | ItemKind::Word
            )
        );
        if begins {
            self.flush();
        }
    }

    /// Ends a stretch: what waits goes to its movement, or on with the last one.
    pub(super) fn flush(&mut self) {
        let chunk = std::mem::take(&mut self.chunk);
        self.done = chunk.done;
        self.total = chunk.total;
        self.chunk.attempt = chunk.attempt && chunk.pending.is_empty();
        self.end_chunk(chunk);
        self.chunks += 1;
    }

    pub(super) fn end_chunk(&mut self, chunk: Chunk) {
        if let Some(index) = chunk.mention {
            if let Some(mention) = self.mention(index) {
                mention.calories |= chunk.calories;
            }
            for Waiting { group, words } in chunk.pending {
                // "30 muscle-ups, first time under 12": a number far behind one that says it all.
                let mention = self.entries.mentions.get(index);
                let told = mention.is_some_and(|mention| !mention.groups.is_empty());
                let weak = mention.is_some_and(|mention| mention.weak);
                let apart = words.saturating_sub(chunk.words_at_mention);
                let aside = (apart >= 2 && group.is_single() && told)
                    || (group.is_bare_single() && (apart >= 3 || (weak && apart >= 1)));
                if aside {
                    self.lose(group);
                } else {
                    self.attach(index, group, true);
                }
            }
            return;
        }
        for Waiting { group, words } in chunk.pending {
            self.go_on(group, chunk.words, words);
        }
    }

    /// Notation without a movement in its stretch.
    pub(super) fn go_on(&mut self, group: Group, words: usize, words_before: usize) {
        if let Some(scheme) = group.scheme() {
            let same_sentence = self.current.is_some_and(|index| index >= self.sentence_first);
            if !same_sentence {
                self.scheme = Some(scheme.clone());
                for item in self.items.iter_mut().take(group.end).skip(group.first) {
                    item.used = true;
                }
                return;
            }
        }
        // "45lb kb": the load of an implement that the benchmark knows.
        let implement = group.is_load_only() && matches!(self.kind(group.end), Some(ItemKind::Modifier(_)));
        let Some(index) = self.current.filter(|_| !implement) else {
            if !implement && self.implies_run(&group) {
                return self.imply_run(group);
            }
            if !implement && let Some(index) = self.refer(&group) {
                return self.attach(index, group, true);
            }
            self.lose(group);
            return;
        };
        let Some(kind) = self.movement_kind(index) else { return };
        let moves = matches!(kind, MovementKind::Endurance);
        if !moves && group.parts.iter().any(is_long) && self.implies_run(&group) {
            return self.imply_run(group);
        }
        // "on the single", and "10k on the dot" below a distance that says it all.
        let uncounted = group.parts.iter().all(|part| part.measure == PartMeasure::Counted);
        let comment = self.entries.mentions.get(index).is_some_and(|mention| {
            mention.implied && mention.sentence != self.sentence && group.parts.iter().all(is_distance)
        }) && !is_interval(&group);
        if uncounted || comment {
            self.lose(group);
            return;
        }
        let pure = words <= 1;
        let same_sentence = index >= self.sentence_first;
        let counted = group.parts.iter().any(|part| {
            part.join == Join::Times
                || matches!(part.measure, PartMeasure::Of(Measure::Reps | Measure::Sets) | PartMeasure::Counted)
        });
        let loaded = group.parts.iter().any(|part| {
            matches!(part.measure, PartMeasure::Of(Measure::Load(_) | Measure::Bare))
                && part.values.iter().all(|value| value.value >= 10.0)
        });
        let fits = match kind {
            _ if group.is_time_only() => {
                let lacks_time = self.entries.mentions.get(index).is_some_and(|mention| !has_time(mention));
                let timed = matches!(kind, MovementKind::Endurance | MovementKind::Hold | MovementKind::Practice);
                let alone = !self.seen.lift;
                timed
                    && group.warm_up.is_none()
                    && !self.total
                    && lacks_time
                    && words_before <= 3
                    && (words <= 3 || group.has(Measure::Clock))
                    && (alone || !group.has(Measure::Clock))
            }
            MovementKind::Loaded | MovementKind::Bodyweight => {
                if group.has(Measure::Distance(DistanceUnit::Km)) || group.has(Measure::Distance(DistanceUnit::Mi)) {
                    false
                } else if group.top || group.failed.is_some() || group.attempt {
                    loaded
                } else if group.is_bare_single() {
                    words == 0 && same_sentence
                } else {
                    let listed = group.parts.iter().any(|part| part.values.len() >= 3);
                    pure || ((counted || listed) && words <= 4)
                }
            }
            MovementKind::Hold | MovementKind::Carry => pure,
            MovementKind::Endurance => {
                let distance =
                    group.parts.iter().any(|part| matches!(part.measure, PartMeasure::Of(Measure::Distance(_))));
                (distance && (pure || words <= 3))
                    || (pure && (counted || has_clock_list(&group)))
                    || (pure && same_sentence && !group.is_bare_single())
            }
            MovementKind::Practice => counted && words <= 4,
        };
        let rating = group.parts.iter().all(|part| part.measure == PartMeasure::Rpe);
        if fits && (same_sentence || !rating) {
            self.attach(index, group, true);
        } else {
            self.lose(group);
        }
    }

    /// Whether a distance without a movement was run: kilometres, miles, or intervals, and the sentence tells of work.
    pub(super) fn implies_run(&self, group: &Group) -> bool {
        let long = group.parts.iter().any(|part| {
            matches!(part.measure, PartMeasure::Of(Measure::Distance(DistanceUnit::Km | DistanceUnit::Mi)))
        });
        let timed = group.has(Measure::Clock) || group.has(Measure::Time);
        // A pool or a bike that the text names is what was used.
        let named = self.seen.endurance;
        let track = self.on_track && self.entries.mentions.is_empty() && group.parts.iter().any(is_lap);
        (track && is_chain(group))
            || !self.metcon
                && (!named || is_interval(group))
                && ((long && (self.tells_of_work || timed))
                    || (is_interval(group) && group.parts.iter().any(is_distance)))
    }

    pub(super) fn imply_run(&mut self, group: Group) {
        let index = self.imply(self.vocabulary.special.run, group.span, group.first);
        self.attach(index, group, false);
    }

    /// "half marathon in 1:53:43": a race is its distance.
    pub(super) fn run_race(&mut self, at: usize, code: u16) {
        let prescribed = self.vocabulary.benchmark(code).and_then(|race| race.movements.first());
        let (Some(movement), Some(span)) =
            (prescribed.map(|first| first.movement), self.items.get(at).map(|item| item.span))
        else {
            return;
        };
        let pending = std::mem::take(&mut self.chunk.pending);
        let known = self.chunk.mention.filter(|index| {
            self.entries
                .mentions
                .get(*index)
                .is_some_and(|mention| mention.movement == movement && mention.groups.is_empty())
        });
        let index = known.unwrap_or_else(|| self.imply(movement, span, at));
        if let Some(mention) = self.mention(index) {
            mention.implied = true;
            mention.listed = true;
        }
        self.chunk.mention = Some(index);
        for Waiting { group, .. } in pending {
            self.attach(index, group, false);
        }
    }

    pub(super) fn imply(&mut self, movement: u16, span: Span, item: usize) -> usize {
        let index = self.entries.mentions.len();
        self.entries.mentions.push(Mention {
            movement,
            span,
            item,
            groups: Vec::new(),
            calories: false,
            weak: false,
            sentence: self.sentence,
            prose: false,
            heading: false,
            listed: false,
            implied: true,
            aided: false,
            resting: false,
        });
        self.current = Some(index);
        index
    }

    /// "wanted to run 10k but only did 6": the movement that an amount without one is about.
    pub(super) fn refer(&mut self, group: &Group) -> Option<usize> {
        let (code, item, sentence) = self.referent.filter(|(_, _, sentence)| self.sentence <= sentence + 1)?;
        let told = self.done
            || group
                .parts
                .iter()
                .any(|part| part.join == Join::Times || part.measure == PartMeasure::Counted || part.values.len() > 1);
        let span = self.items.get(item)?.span;
        if !told || group.is_time_only() || group.is_rating_only() {
            return None;
        }
        let index = self.imply(code, span, item);
        let mention = self.mention(index)?;
        mention.implied = false;
        mention.sentence = sentence;
        self.referent = None;
        Some(index)
    }

    /// Whether it is a lift by what is told of it, as "row" may be.
    pub(super) fn is_lift(&self, index: usize) -> bool {
        self.entries.mentions.get(index).is_some_and(|mention| {
            mention.groups.iter().any(|attached| {
                attached
                    .group
                    .parts
                    .iter()
                    .any(|part| part.join == Join::Times && part.measure == PartMeasure::Of(Measure::Bare))
            })
        })
    }
}
