//! Notation that belongs to several movements, or to one that is named before or behind it.

use super::Walk;
use super::mention::{Attached, has_amount, is_interval, is_shared};
use crate::Span;
use crate::workout::item::{ItemKind, Measure};
use crate::workout::notation::{Group, Join, List, Part, PartMeasure, Value};
use crate::workout::vocabulary::{Cue, MovementKind};

impl Walk<'_, '_> {
    /// Movements that share one notation: `21-15-9 thrusters and pull-ups`, `bench and rows 3x10`.
    pub(super) fn share(&mut self) {
        let range = self.sentence_first..self.entries.mentions.len();
        let mut scheme = self.scheme.clone();
        let mut chain: Option<Group> = None;
        for index in range.clone() {
            let Some(mention) = self.entries.mentions.get(index) else { break };
            let front =
                mention.groups.first().filter(|attached| !attached.after).map(|attached| attached.group.clone());
            if let Some(part) = front.as_ref().and_then(Group::scheme) {
                scheme = Some(Part { measure: PartMeasure::Of(Measure::Bare), ..part.clone() });
                continue;
            }
            let counted = |group: &Group| group.parts.iter().any(|part| part.join == Join::Times);
            if let Some(group) = front.filter(counted) {
                chain = Some(group);
                continue;
            }
            let linked = index > range.start && self.linked(index - 1, index);
            let needs = !has_amount(mention);
            match (&scheme, &chain) {
                (Some(part), _) if needs => self.give_scheme(index, part.clone()),
                (None, Some(group)) if linked && mention.groups.is_empty() => {
                    let mut group = group.clone();
                    group.parts.retain(|part| !matches!(part.measure, PartMeasure::Of(Measure::Load(_))));
                    self.give(index, group, false);
                }
                _ => chain = None,
            }
        }
        for index in range.clone().rev().skip(1) {
            let behind = self.entries.mentions.get(index + 1).and_then(|next| next.groups.first());
            let shared = behind.filter(|attached| attached.after && is_shared(&attached.group)).cloned();
            let empty = self.entries.mentions.get(index).is_some_and(|mention| mention.groups.is_empty());
            if let (true, Some(attached)) = (empty && self.linked(index, index + 1), shared) {
                self.give(index, attached.group, true);
            }
        }
        if scheme.is_some() && self.entries.mentions.len() > range.start {
            self.entries.schemed |= range.len() > 1 || self.scheme.is_some();
            self.scheme = scheme;
        }
        for mention in self.entries.mentions.iter_mut().skip(range.start) {
            mention.listed |= range.len() > 1;
        }
    }

    /// Whether only a joining word or mark stands between two movements.
    pub(super) fn linked(&self, left: usize, right: usize) -> bool {
        let (Some(left), Some(right)) = (self.entries.mentions.get(left), self.entries.mentions.get(right)) else {
            return false;
        };
        let between = self.items.get(left.item + 1..right.item).unwrap_or_default();
        between.len() <= 3
            && between.iter().all(|item| {
                matches!(
                    item.kind,
                    ItemKind::Cue(Cue::And | Cue::Superset | Cue::Alternating)
                        | ItemKind::Mark('/' | '+' | '&' | ',')
                        | ItemKind::Modifier(_)
                )
            })
            && between.iter().any(|item| !matches!(item.kind, ItemKind::Modifier(_)))
    }

    pub(super) fn give(&mut self, index: usize, group: Group, after: bool) {
        let (sentence, chunk) = (self.sentence, self.chunks);
        if let Some(mention) = self.mention(index) {
            mention.groups.push(Attached { group, after, sentence, chunk });
        }
    }

    /// Puts a scheme's repetitions before the load that a movement has.
    pub(super) fn give_scheme(&mut self, index: usize, part: Part) {
        let (sentence, chunk) = (self.sentence, self.chunks);
        let Some(mention) = self.entries.mentions.get_mut(index) else { return };
        let own = mention.groups.pop();
        let mut group = match own {
            Some(own) => own.group,
            None => Group::of(mention.span, Vec::new()),
        };
        for own in &mut group.parts {
            if own.join == Join::Beside && own.measure == PartMeasure::Of(Measure::Bare) {
                own.join = Join::Bracket;
            }
        }
        let scheme_span = part.values.first().map_or(group.span, |value| value.span);
        group.span = group.span.join(scheme_span);
        group.parts.insert(0, Part { join: Join::Beside, ..part });
        mention.listed = true;
        mention.groups.push(Attached { group, after: true, sentence, chunk });
    }

    /// "3x8 bench, 3x8 row, all at 60kg": one load for every movement of the sentence that has none.
    pub(super) fn give_to_all(&mut self, group: &Group) -> bool {
        let one = matches!(group.parts.as_slice(), [part] if part.values.len() == 1
            && matches!(part.measure, PartMeasure::Of(Measure::Load(_) | Measure::Bare)));
        if !one {
            return false;
        }
        let mut group = group.clone();
        for part in &mut group.parts {
            part.join = Join::At;
        }
        let mut given = false;
        for index in self.sentence_first..self.entries.mentions.len() {
            let lacks = self.entries.mentions.get(index).is_some_and(|mention| {
                !mention.groups.iter().any(|attached| attached.group.parts.iter().any(Part::is_load))
            });
            let lifted = self.movement_kind(index) != Some(MovementKind::Endurance) || self.is_lift(index);
            if lacks && lifted {
                self.attach(index, group.clone(), true);
                given = true;
            }
        }
        given
    }

    /// "15 of each: leg extensions, leg curls": repetitions of every movement that follows.
    pub(super) fn each_of(&mut self) {
        let [waiting] = self.chunk.pending.as_slice() else { return };
        let each =
            self.chunk.each || self.items.get(waiting.group.end - 1).is_some_and(|item| item.is_cue(Cue::EachSide));
        if let ([part], true) = (waiting.group.parts.as_slice(), each)
            && matches!(part.measure, PartMeasure::Of(Measure::Bare | Measure::Reps))
        {
            self.scheme = Some(part.clone());
            self.chunk.pending.clear();
        }
    }

    /// "got four" in words.
    pub(super) fn got_singles(&mut self, at: usize) -> bool {
        let Some(item) = self.items.get(at).copied().filter(|item| !item.used) else { return false };
        let Some(amount) = item.amount().filter(|amount| amount.in_words && amount.measure == Measure::Bare) else {
            return false;
        };
        let value = Value { value: amount.value, span: item.span };
        let part = Part {
            join: Join::Beside,
            measure: PartMeasure::Of(Measure::Bare),
            list: List::One,
            values: vec![value],
            front: false,
        };
        let group = Group::of(item.span, vec![part]);
        self.counts_singles(&group)
    }

    /// "singles at 305: got four": how many of them.
    pub(super) fn counts_singles(&mut self, group: &Group) -> bool {
        let Some(part) = group.parts.first().filter(|_| group.is_bare_single()).cloned() else { return false };
        let sentence = self.sentence;
        let index = self.chunk.mention.or(self.current);
        let told = index.and_then(|index| self.entries.mentions.get_mut(index));
        let told = told.and_then(|mention| mention.groups.last_mut()).filter(|last| last.sentence == sentence);
        let waiting = self.chunk.pending.last_mut().map(|waiting| &mut waiting.group);
        let Some(last) = waiting.or(told.map(|last| &mut last.group)) else { return false };
        let counted = last.parts.first().is_some_and(|part| part.measure == PartMeasure::Counted);
        if counted {
            last.parts.insert(0, Part { measure: PartMeasure::Of(Measure::Sets), join: Join::Beside, ..part });
        }
        counted
    }

    /// "12 reps at 20kg, 10 at 24kg, 8 at 28kg of kettlebell rows": sets before the first movement of the message.
    pub(super) fn claim_sets(&mut self, before: usize) {
        if self.sentence_first != 0 || self.entries.mentions.len() != 1 || !self.by_reps(0) {
            return;
        }
        let set =
            |group: &Group| group.parts.iter().any(Part::is_load) && group.parts.iter().any(|part| !part.is_load());
        let told =
            self.entries.mentions.iter().all(|mention| mention.groups.iter().any(|attached| set(&attached.group)));
        if !told || !self.entries.loose.iter().skip(before).any(set) {
            return;
        }
        let own =
            self.entries.mentions.first_mut().map(|mention| std::mem::take(&mut mention.groups)).unwrap_or_default();
        let waiting = self.entries.loose.split_off(before);
        let (sets, rest): (Vec<Group>, Vec<Group>) = waiting.into_iter().partition(set);
        self.entries.loose.extend(rest);
        for group in sets {
            self.attach(0, group, true);
            self.chunks += 1;
        }
        if let Some(mention) = self.mention(0) {
            mention.groups.extend(own);
        }
    }

    /// "12x400m, 200 m jog recovery": intervals belong to the one movement of their sentence, in place of its rest.
    pub(super) fn claim_intervals(&mut self, before: usize) {
        let [index] = (self.sentence_first..self.entries.mentions.len()).collect::<Vec<usize>>()[..] else { return };
        if self.movement_kind(index) != Some(MovementKind::Endurance) {
            return;
        }
        let Some(position) = self.entries.loose.iter().skip(before).position(is_interval).map(|offset| before + offset)
        else {
            return;
        };
        let group = self.entries.loose.remove(position);
        if let Some(mention) = self.mention(index) {
            mention.resting = false;
        }
        let Some(item) = self.entries.mentions.get(index).map(|mention| mention.item) else { return };
        let rests =
            self.items.get(item + 1..).unwrap_or_default().iter().take(2).any(|item| item.is_cue(Cue::Recovery));
        if let Some(mention) = self.mention(index)
            && rests
        {
            mention.groups.clear();
        }
        self.attach(index, group, false);
    }

    /// Sets first, and what they were of in the end: "100kg x 5, 105kg x 5. That was the bench."
    pub(super) fn name_behind(&mut self) {
        let [mention] = self.entries.mentions.as_slice() else { return };
        let strong = |group: &Group| group.parts.iter().any(|part| part.join == Join::Times || part.values.len() > 1);
        if !mention.groups.is_empty() || !self.by_reps(0) || !self.entries.loose.iter().any(strong) {
            return;
        }
        let (sets, rest) = std::mem::take(&mut self.entries.loose).into_iter().partition(strong);
        self.entries.loose = rest;
        for group in sets {
            self.attach(0, group, true);
        }
    }

    /// "295, failed", "failed 295", "failed the fifth".
    pub(super) fn failed(&mut self, at: usize, span: Option<Span>) {
        let next = at + 1 + usize::from(self.items.get(at + 1).is_some_and(|item| item.is_cue(Cue::At)));
        if self.items.get(next).is_some_and(|item| item.amount().is_some() && !item.used) {
            self.chunk.failed = span;
            return;
        }
        if let Some(last) = self.chunk.pending.last_mut() {
            last.group.failed = span;
            return;
        }
        let last = self.chunk.mention.or(self.current).and_then(|index| self.entries.mentions.get_mut(index));
        let last = last.and_then(|mention| mention.groups.last_mut()).filter(|last| last.sentence == self.sentence);
        if let Some(last) = last {
            if last.group.attempt && last.group.failed.is_none() {
                last.group.failed = span;
                return;
            }
            // "got four, failed the fifth": one more attempt at the same load.
            let nth = self.items.get(at + 1).is_some_and(|next| next.kind == ItemKind::Word)
                && !self.items.iter().skip(at + 1).take(3).any(|item| item.amount().is_some());
            let load: Vec<Part> = last
                .group
                .parts
                .iter()
                .filter(|part| part.join == Join::At || matches!(part.measure, PartMeasure::Of(Measure::Load(_))))
                .cloned()
                .collect();
            let one = last.group.parts.iter().any(|part| part.measure == PartMeasure::Counted);
            if nth && one && !load.is_empty() {
                let mut group = last.group.clone();
                group.parts = load;
                group.failed = span;
                let index = self.chunk.mention.or(self.current);
                if let Some(mention) = index.and_then(|index| self.entries.mentions.get_mut(index)) {
                    let (sentence, chunk) = (self.sentence, self.chunks);
                    mention.groups.push(Attached { group, after: true, sentence, chunk });
                }
                return;
            }
        }
        self.chunk.failed = span;
    }
}
