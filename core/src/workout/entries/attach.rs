//! A movement takes the notation beside it.

use super::mention::{Mention, is_interval, is_long, is_time};
use super::{Waiting, Walk};
use crate::text::Domain;
use crate::workout::item::{ItemKind, Measure};
use crate::workout::notation::{Group, PartMeasure};
use crate::workout::vocabulary::{Cue, MovementKind};

impl Walk<'_, '_> {
    pub(super) fn movement(&mut self, at: usize, code: u16, weak: bool) -> usize {
        let Some(item) = self.items.get(at).copied() else { return at + 1 };
        let mut movement = code;
        let mut span = item.span;
        let mut next = at + 1;
        // Implements and positions before it.
        let mut before = at;
        while let Some(index) = before.checked_sub(1)
            && let Some(ItemKind::Modifier(modifier)) = self.kind(index)
        {
            if let Some(joined) = self.vocabulary.join(modifier, movement) {
                movement = joined;
            }
            span = span.join(self.items.get(index).map_or(span, |item| item.span));
            before = index;
        }
        // Behind it: "Bench Press (Dumbbell)", "curls db".
        let open = usize::from(self.kind(next) == Some(ItemKind::Mark('(')));
        if let Some(ItemKind::Modifier(modifier)) = self.kind(next + open) {
            let closed = open == 0 || self.kind(next + 2) == Some(ItemKind::Mark(')'));
            let free = !self.movement_begins(next + 1 + 2 * open);
            if closed && free {
                movement = self.vocabulary.join(modifier, movement).unwrap_or(movement);
                next += 1 + 2 * open;
            }
        }
        if let Some((narrower, end)) = self.named_in_brackets(at, next) {
            movement = narrower;
            span = span.join(self.items.get(end - 1).map_or(span, |item| item.span));
            next = end;
        }
        // "Deadlifts (RDL)": the name in brackets is the narrower one.
        let bracketed = at.checked_sub(1).is_some_and(|index| self.kind(index) == Some(ItemKind::Mark('(')))
            && self.kind(at + 1) == Some(ItemKind::Mark(')'));
        if bracketed && let Some(index) = self.chunk.mention {
            if let Some(mention) = self.mention(index) {
                mention.movement = movement;
                mention.span = mention.span.join(span);
            }
            return at + 2;
        }
        let heading = self.stands_alone(before, next);
        let index = self.entries.mentions.len();
        let previous = self.chunk.mention;
        self.entries.mentions.push(Mention {
            movement,
            span,
            item: at,
            groups: Vec::new(),
            calories: std::mem::take(&mut self.chunk.calories),
            weak,
            sentence: self.sentence,
            prose: self.prose,
            heading,
            listed: false,
            implied: false,
            aided: self.chunk.aided,
            resting: false,
        });
        let pending = std::mem::take(&mut self.chunk.pending);
        // With another movement before, the notation between goes to the one that has none yet.
        let to_previous = previous
            .filter(|previous| self.entries.mentions.get(*previous).is_some_and(|mention| mention.groups.is_empty()));
        let benchmark = self.chunk.benchmark;
        let last = pending.len();
        for (number, Waiting { group, words }) in pending.into_iter().enumerate() {
            // "10 x 400m off 100m walk": the intervals are not walked.
            if is_interval(&group) && number + 1 < last && !self.by_reps(index) {
                self.chunk.mention = None;
                self.current = None;
                self.go_on(group, words, words);
                continue;
            }
            // "Elizabeth at 95 lb with bar dips": the load is the benchmark's.
            let apart = group.end != before;
            let of_benchmark = benchmark && apart && group.is_load_only();
            let timed = group.is_time_only() && apart && self.by_reps(index);
            if of_benchmark || timed || (group.is_rating_only() && !self.follows(index)) {
                self.lose(group);
                continue;
            }
            match to_previous {
                Some(previous) if !group.is_load_only() || group.top => self.attach(previous, group, true),
                _ => self.attach(index, group, false),
            }
        }
        match self.vocabulary.kind(movement) {
            MovementKind::Endurance => self.seen.endurance = true,
            MovementKind::Loaded | MovementKind::Bodyweight => self.seen.lift = true,
            _ => {}
        }
        self.chunk.mention = Some(index);
        self.chunk.words_at_mention = self.chunk.words;
        self.current = Some(index);
        next
    }

    /// "Curls (hammer)": the words in brackets before the name are another movement's name.
    pub(super) fn named_in_brackets(&self, at: usize, open: usize) -> Option<(u16, usize)> {
        if self.kind(open) != Some(ItemKind::Mark('(')) {
            return None;
        }
        let words = self.items.get(open + 1..open + 4).unwrap_or_default();
        let length = words.iter().position(|item| item.is_mark(')')).filter(|length| *length > 0)?;
        let inside = self.items.get(open + 1..open + 1 + length)?;
        if inside.iter().any(|item| item.amount().is_some()) {
            return None;
        }
        let movement = self.items.get(at)?;
        let tokens = inside.iter().chain(std::iter::once(movement)).flat_map(|item| item.first..item.end);
        let words = tokens.map(|token| self.text.word(token));
        let code = self.text.lexicon().lookup(Domain::Movement, words)?;
        Some((self.vocabulary.movement(code), open + length + 2))
    }

    pub(super) fn stands_alone(&self, first: usize, end: usize) -> bool {
        let opens = first == 0 || first.checked_sub(1).and_then(|index| self.kind(index)) == Some(ItemKind::Newline);
        let colon = usize::from(self.kind(end) == Some(ItemKind::Mark(':')));
        let closes = matches!(self.kind(end + colon), None | Some(ItemKind::Newline));
        opens && closes
    }

    /// Whether only implements and words of manner stand between an item and a movement.
    pub(super) fn adjacent(&self, end: usize, index: usize) -> bool {
        let Some(item) = self.entries.mentions.get(index).map(|mention| mention.item) else { return false };
        self.items.get(end..item).unwrap_or_default().iter().all(|item| {
            matches!(item.kind, ItemKind::Modifier(_) | ItemKind::Mark('x' | '|' | ':') | ItemKind::Unit(_))
                || matches!(
                    item.cue(),
                    Some(Cue::Alternating | Cue::Unbroken | Cue::EffortHigh | Cue::EffortLow | Cue::Of)
                )
        })
    }

    pub(super) fn by_reps(&self, index: usize) -> bool {
        matches!(self.movement_kind(index), Some(MovementKind::Loaded | MovementKind::Bodyweight | MovementKind::Carry))
    }

    /// Whether another movement of the sentence comes before this one.
    pub(super) fn follows(&self, index: usize) -> bool {
        index > self.sentence_first
    }

    /// Attaches notation to a movement, unless it is a time that the movement cannot have: that is a score.
    pub(super) fn attach(&mut self, index: usize, mut group: Group, after: bool) {
        // "100 squats", but not "150 on the deadlift".
        let beside = !after && self.adjacent(group.end, index);
        for part in &mut group.parts {
            part.front = beside;
        }
        let by_reps = self.by_reps(index);
        // "a couple of miles" are no squats.
        let elsewhere = by_reps && group.parts.iter().all(|part| is_long(part) || is_time(part));
        let clock = group.has(Measure::Clock);
        if (by_reps && group.is_time_only() && (clock || after))
            || (elsewhere && group.parts.iter().any(is_long))
            || self.is_score(index, &group)
        {
            self.lose(group);
            return;
        }
        for item in self.items.iter_mut().take(group.end).skip(group.first) {
            let keep = by_reps && clock && item.measures(Measure::Clock);
            item.used |= item.amount().is_some() && !keep;
        }
        self.seen.interval |= is_interval(&group);
        self.give(index, group, after);
    }

    /// Keeps notation that belongs to no movement.
    pub(super) fn lose(&mut self, group: Group) {
        self.seen.interval |= is_interval(&group);
        self.entries.loose.push(group);
    }

    /// Whether a clock time is the score of the whole and not the time of one distance in it.
    pub(super) fn is_score(&self, index: usize, group: &Group) -> bool {
        let Some(mention) = self.entries.mentions.get(index) else { return false };
        let clocks = group.is_time_only() && group.has(Measure::Clock);
        if !clocks || self.movement_kind(index) != Some(MovementKind::Endurance) {
            return false;
        }
        let schemed = self.entries.mentions.iter().skip(self.sentence_first).take(8).any(|mention| {
            mention.groups.first().is_some_and(|attached| !attached.after && attached.group.scheme().is_some())
        });
        if !(self.metcon || schemed || self.scheme.is_some() || self.entries.schemed) {
            return false;
        }
        let seconds = group.parts.first().and_then(|part| part.values.first()).map_or(0.0, |value| value.value);
        let metres =
            mention.groups.iter().flat_map(|attached| &attached.group.parts).find_map(|part| match part.measure {
                PartMeasure::Of(Measure::Distance(unit)) => {
                    part.values.first().map(|value| value.value * unit.metres())
                }
                _ => None,
            });
        // Slower than a walk: 400 m in ten minutes.
        metres.is_none_or(|metres| seconds > metres * 0.9)
    }

    /// "200 m jog recovery", "2 min recovery": what was just told was rest between intervals.
    pub(super) fn recover(&mut self) {
        let Some(index) = self.chunk.mention else {
            if self.knows_interval()
                && let Some(Waiting { group, .. }) = self.chunk.pending.pop_if(|last| last.group.is_single())
            {
                self.lose(group);
            }
            return;
        };
        let interval = self.knows_interval();
        let last = index + 1 == self.entries.mentions.len();
        if interval && last && self.movement_kind(index) == Some(MovementKind::Endurance) {
            if let Some(mention) = self.mention(index) {
                mention.groups.clear();
                mention.resting = true;
            }
            self.chunk.pending.clear();
            self.chunk.mention = None;
            self.current = index.checked_sub(1);
        }
    }

    /// Whether intervals were told, or wait to be.
    pub(super) fn knows_interval(&self) -> bool {
        self.seen.interval || self.chunk.pending.iter().any(|waiting| is_interval(&waiting.group))
    }
}
