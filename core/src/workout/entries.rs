//! Which notation belongs to which movement.
//!
//! A walk over the items, sentence by sentence. Within a stretch between commas a notation belongs to the one movement
//! there, before or behind it. With several movements the order of the first two decides: `squat 5x5 bench 3x8` or
//! `21 thrusters 15 pull-ups`. A notation without a movement goes on with the last one.

use super::item::{Item, ItemKind, Measure};
use super::log::DistanceUnit;
use super::notation::{Group, Join, List, Part, PartMeasure, Value, parse};
use super::segment::Sentence;
use super::vocabulary::{Cue, MovementKind, Unit, Vocabulary};
use crate::Span;
use crate::text::Scope;

/// A movement as it was mentioned, with the notation that belongs to it.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub(super) movement: u16,
    pub(super) span: Span,
    /// Its item.
    pub(super) item: usize,
    pub(super) groups: Vec<Attached>,
    /// "cal" stands beside it.
    pub(super) calories: bool,
    /// An everyday word that means a movement only beside numbers.
    pub(super) weak: bool,
    /// The number of its sentence.
    pub(super) sentence: usize,
    /// Whether the sentence is prose.
    pub(super) prose: bool,
    /// Whether it stands alone on its line, as a heading does.
    pub(super) heading: bool,
    /// Whether it is a movement of a list: after a comma, a scheme, a format.
    pub(super) listed: bool,
    /// Implied by a distance, not named.
    pub(super) implied: bool,
    /// Whether something beside it says that it was made easier.
    pub(super) aided: bool,
    /// Whether it was the rest between intervals.
    pub(super) resting: bool,
}

impl Mention {
    /// The movement that is meant: "row" with sets of repetitions or a load is the lift.
    pub(super) fn settled(&self, vocabulary: &Vocabulary) -> u16 {
        if self.movement != vocabulary.special.row || self.calories {
            return self.movement;
        }
        let parts = || self.groups.iter().flat_map(|attached| &attached.group.parts);
        let machine = parts().any(|part| {
            matches!(
                part.measure,
                PartMeasure::Of(
                    Measure::Distance(_)
                        | Measure::Calories
                        | Measure::Clock
                        | Measure::Time
                        | Measure::PluralOrSeconds
                )
            )
        });
        let lifted = parts().any(|part| {
            part.is_load()
                || matches!(part.measure, PartMeasure::Of(Measure::Sets | Measure::Reps) | PartMeasure::Counted)
                || (part.join == Join::Times && part.values.iter().all(|value| value.value < 60.0))
                || part.list == List::Space
        });
        if lifted && !machine { vocabulary.special.bent_over_row } else { self.movement }
    }
}

/// A notation with its place.
#[derive(Debug, Clone)]
pub(super) struct Attached {
    pub(super) group: Group,
    /// Whether the movement is named before it.
    pub(super) after: bool,
    /// The number of its sentence.
    pub(super) sentence: usize,
    /// The number of its stretch between separators.
    pub(super) chunk: usize,
}

/// What the walk found.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) mentions: Vec<Mention>,
    /// Notation that belongs to no movement.
    pub(super) loose: Vec<Group>,
    /// Whether a scheme such as `21-15-9` spans several movements.
    pub(super) schemed: bool,
}

/// Walks over all sentences. Amounts that belong to a movement are marked as used. `metcon` says that a score is expected,
/// `race` which item names a race.
pub(super) fn walk(
    items: &mut [Item],
    sentences: &[Sentence],
    vocabulary: &Vocabulary,
    metcon: bool,
    race: Option<usize>,
) -> Entries {
    let mut walk = Walk {
        items,
        vocabulary,
        entries: Entries::default(),
        current: None,
        scheme: None,
        chunk: Chunk::default(),
        sentence: 0,
        sentence_first: 0,
        prose: false,
        line_broken: true,
        metcon,
        race,
        chunks: 0,
        tells_of_work: false,
        done: false,
        total: false,
        referent: None,
    };
    for (number, sentence) in sentences.iter().enumerate() {
        walk.sentence(number, *sentence);
    }
    walk.name_behind();
    walk.entries
}

/// Notation that waits for its movement.
#[derive(Debug)]
struct Waiting {
    group: Group,
    /// Words before it in its stretch.
    words: usize,
}

/// The state of a stretch between separators.
#[derive(Debug, Default)]
struct Chunk {
    /// The last movement named in it.
    mention: Option<usize>,
    /// Notation that waits for its movement.
    pending: Vec<Waiting>,
    /// Words when the movement was named.
    words_at_mention: usize,
    /// A benchmark is named in it.
    benchmark: bool,
    /// "all at 60 kg": what is told of every movement of the sentence.
    all: bool,
    /// "55 min total": what is told of the whole.
    total: bool,
    /// "15 each"
    each: bool,
    words: usize,
    top: bool,
    failed: Option<Span>,
    attempt: bool,
    warm_up: Option<Span>,
    calories: bool,
    aided: bool,
    /// A word right before a number that says it was done: "got four".
    done: bool,
}

struct Walk<'w> {
    items: &'w mut [Item],
    vocabulary: &'w Vocabulary,
    entries: Entries,
    /// The movement that further notation belongs to.
    current: Option<usize>,
    scheme: Option<Part>,
    chunk: Chunk,
    sentence: usize,
    /// The first mention of the sentence.
    sentence_first: usize,
    prose: bool,
    /// Whether the last item was a line break.
    line_broken: bool,
    /// Whether a score is expected.
    metcon: bool,
    /// The item that names a race.
    race: Option<usize>,
    /// Stretches so far.
    chunks: usize,
    /// Whether the sentence says by a word that something was done.
    tells_of_work: bool,
    /// Whether the stretch that just ended says that something was done, or tells of the whole.
    done: bool,
    total: bool,
    /// A movement that was planned or somebody else's: its code, its item and its sentence.
    referent: Option<(u16, usize, usize)>,
}

impl Walk<'_> {
    fn kind(&self, at: usize) -> Option<ItemKind> {
        self.items.get(at).map(|item| item.kind)
    }

    fn mention(&mut self, index: usize) -> Option<&mut Mention> {
        self.entries.mentions.get_mut(index)
    }

    fn movement_kind(&self, index: usize) -> Option<MovementKind> {
        self.entries.mentions.get(index).map(|mention| self.vocabulary.kind(mention.settled(self.vocabulary)))
    }

    fn sentence(&mut self, number: usize, sentence: Sentence) {
        self.sentence = number;
        self.sentence_first = self.entries.mentions.len();
        self.prose = sentence.words >= 5;
        self.chunk = Chunk::default();
        self.chunks += 1;
        let part = self.items.get(sentence.first..sentence.end).unwrap_or_default();
        self.tells_of_work = sentence.words <= 2 || part.iter().any(tells_of_work);
        let before = self.entries.loose.len();
        let mut at = sentence.first;
        while at < sentence.end {
            at = self.step(at, sentence.end).max(at + 1);
        }
        self.flush();
        self.claim_intervals(before);
        self.share();
    }

    /// Sets first, and what they were of in the end: "100kg x 5, 105kg x 5. That was the bench."
    fn name_behind(&mut self) {
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

    /// "12x400m, 200 m jog recovery": intervals belong to the one movement of their sentence, in place of its rest.
    fn claim_intervals(&mut self, before: usize) {
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

    /// Handles the item at `at`; gives the next one.
    fn step(&mut self, at: usize, end: usize) -> usize {
        let Some(item) = self.items.get(at).copied() else { return end };
        let blank = item.is_newline() && self.line_broken;
        self.line_broken = item.is_newline();
        if blank {
            // An empty line ends a scheme.
            self.scheme = None;
        }
        if item.used {
            if let ItemKind::Movement { code, .. } = item.kind
                && !item.scope.any(Scope::QUESTION | Scope::QUOTED)
            {
                // Not done, but what "only did 3" may be about.
                self.referent = Some((code, at, self.sentence));
            }
            return at + 1;
        }
        match item.kind {
            // "because of my calf"
            ItemKind::Movement { weak: true, site: Some(_), .. }
                if at
                    .checked_sub(1)
                    .and_then(|before| self.items.get(before))
                    .is_some_and(|before| before.is_cue(Cue::Own)) => {}
            ItemKind::Movement { code, weak, .. } => return self.movement(at, code, weak),
            ItemKind::Benchmark(code) if self.race == Some(at) => self.run_race(at, code),
            ItemKind::Benchmark(_) => {
                self.flush();
                self.current = None;
                self.chunk.benchmark = true;
            }
            ItemKind::Amount(_) | ItemKind::Unit(Unit::Set | Unit::Rep) => {
                if let Some(group) = parse(self.items, at, end, self.chunk.mention.is_some()) {
                    return self.group(group);
                }
            }
            ItemKind::Unit(Unit::Calorie) => self.chunk.calories = true,
            ItemKind::Mark(mark) => return self.mark(at, mark, end),
            ItemKind::Stop | ItemKind::Newline => self.flush(),
            ItemKind::Word | ItemKind::Feeling(_) => self.chunk.words += 1,
            ItemKind::Cue(cue) => return self.cue(at, cue, end),
            _ => {}
        }
        at + 1
    }

    fn mark(&mut self, at: usize, mark: char, end: usize) -> usize {
        match mark {
            ',' | '&' => self.flush(),
            // "1h15 at the gym: lat pulldown …"
            ':' if self.chunk.mention.is_none() && !self.chunk.pending.is_empty() => {
                self.each_of();
                self.flush();
            }
            '/' | '+' => self.soft_flush(at),
            // Bound to the movement before: `deadlifts (225)`, `DL @185`, `Bench: 3x5`, `pull-ups x 10`.
            'x' if self.chunk.mention.is_none() && self.chunk.pending.is_empty() => {
                if let Some(group) = parse(self.items, at, end, self.chunk.mention.is_some()) {
                    return self.group(group);
                }
            }
            '@' if self.chunk.all => {}
            '(' | '@' | ':' | 'x' | '=' => {
                if let Some(mention) = self.chunk.mention
                    && self.chunk.pending.is_empty()
                    && let Some(mut group) = parse(self.items, at + 1, end, true)
                {
                    let bracket_closes =
                        mark != '(' || matches!(self.kind(group.end), Some(ItemKind::Mark(')') | ItemKind::Word));
                    if bracket_closes {
                        if let Some(first) = group.parts.first_mut()
                            && first.join == Join::Beside
                        {
                            first.join = match mark {
                                '(' => Join::Bracket,
                                '@' => Join::At,
                                'x' => Join::Times,
                                _ => Join::Beside,
                            };
                        }
                        let next = group.end;
                        self.dress(&mut group);
                        self.attach(mention, group, true);
                        return next;
                    }
                }
            }
            _ => {}
        }
        at + 1
    }

    fn cue(&mut self, at: usize, cue: Cue, end: usize) -> usize {
        let span = self.items.get(at).map(|item| item.span);
        match cue {
            Cue::And | Cue::Superset => self.soft_flush(at),
            Cue::Then => self.flush(),
            Cue::WorkedUp => self.chunk.top = true,
            Cue::Attempt => self.chunk.attempt = true,
            Cue::All => self.chunk.all = true,
            Cue::EachSide => self.chunk.each = true,
            Cue::Total => self.chunk.total = true,
            Cue::Recovery => self.recover(),
            Cue::WarmUp | Cue::CoolDown => {
                self.chunk.warm_up = span;
                // "10 min warm-up"
                for waiting in &mut self.chunk.pending {
                    waiting.group.warm_up = span;
                }
            }
            Cue::ScalingAid | Cue::Scaled => {
                self.chunk.aided = true;
                if let Some(mention) = self.chunk.mention.and_then(|index| self.entries.mentions.get_mut(index)) {
                    mention.aided = true;
                }
            }
            Cue::Failed => self.failed(at, span),
            Cue::Done => {
                self.chunk.done = true;
                // "tried to hit 275" is an attempt still, "attempt: got 115" is none.
                let trying = at
                    .checked_sub(1)
                    .and_then(|before| self.items.get(before))
                    .is_some_and(|before| before.is_cue(Cue::Attempt));
                self.chunk.attempt &= trying;
                if self.got_singles(at + 1) {
                    return at + 2;
                }
            }
            Cue::At | Cue::Weighted | Cue::For => {
                // "thrusters at 95": bound to the movement before.
                if !self.chunk.all
                    && let Some(mention) = self.chunk.mention
                    && self.chunk.pending.is_empty()
                    && self.items.get(at + 1).is_some_and(|item| item.amount().is_some() && !item.used)
                    && let Some(mut group) = parse(self.items, at + 1, end, true)
                    && !(self.movement_begins(group.end) && self.is_own_load(&group))
                {
                    if let Some(first) = group.parts.first_mut()
                        && first.join == Join::Beside
                    {
                        first.join = if cue == Cue::For { Join::For } else { Join::At };
                    }
                    let next = group.end;
                    self.dress(&mut group);
                    self.attach(mention, group, true);
                    return next;
                }
            }
            Cue::Single | Cue::Double | Cue::Triple | Cue::OneRepMax | Cue::Bodyweight | Cue::Rpe | Cue::Rir => {
                if let Some(group) = parse(self.items, at, end, self.chunk.mention.is_some()) {
                    return self.group(group);
                }
            }
            _ => {}
        }
        at + 1
    }

    fn movement_begins(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(ItemKind::Movement { .. } | ItemKind::Modifier(_)))
    }

    /// "w/ 45 lb thrusters": a load right before a movement is that movement's.
    fn is_own_load(&self, group: &Group) -> bool {
        group.is_load_only()
    }

    /// "295, failed", "failed 295", "failed the fifth".
    fn failed(&mut self, at: usize, span: Option<Span>) {
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

    /// Gives a notation the words of its stretch.
    fn dress(&mut self, group: &mut Group) {
        group.top |= self.chunk.top;
        group.attempt |= self.chunk.attempt;
        group.failed = group.failed.or(self.chunk.failed.take());
        group.warm_up = group.warm_up.or(self.chunk.warm_up);
        self.chunk.top = false;
    }

    fn group(&mut self, mut group: Group) -> usize {
        let next = group.end;
        if self.chunk.done && self.counts_singles(&group) {
            return next;
        }
        if self.chunk.all && self.give_to_all(&group) {
            return next;
        }
        self.dress(&mut group);
        // "85, 90, 95 all good singles"
        let counted = group.parts.iter().all(|part| part.measure == PartMeasure::Counted);
        if let Some(last) = self.chunk.pending.last_mut().filter(|last| counted && last.group.is_bare_values()) {
            last.group.span = last.group.span.join(group.span);
            last.group.parts.extend(group.parts);
            return next;
        }
        self.chunk.pending.push(Waiting { group, words: self.chunk.words });
        next
    }

    /// "3x8 bench, 3x8 row, all at 60kg": one load for every movement of the sentence that has none.
    fn give_to_all(&mut self, group: &Group) -> bool {
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

    /// Whether it is a lift by what is told of it, as "row" may be.
    fn is_lift(&self, index: usize) -> bool {
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

    /// "got four" in words.
    fn got_singles(&mut self, at: usize) -> bool {
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

    /// "15 of each: leg extensions, leg curls": repetitions of every movement that follows.
    fn each_of(&mut self) {
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

    /// "singles at 305: got four": how many of them.
    fn counts_singles(&mut self, group: &Group) -> bool {
        let Some(part) = group.parts.first().filter(|_| group.is_bare_single()).cloned() else { return false };
        let sentence = self.sentence;
        let index = self.chunk.mention.or(self.current);
        let Some(mention) = index.and_then(|index| self.entries.mentions.get_mut(index)) else { return false };
        let Some(last) = mention.groups.last_mut().filter(|last| last.sentence == sentence) else { return false };
        let counted = last.group.parts.first().is_some_and(|part| part.measure == PartMeasure::Counted);
        if counted {
            last.group.parts.insert(0, Part { measure: PartMeasure::Of(Measure::Sets), join: Join::Beside, ..part });
        }
        counted
    }

    fn movement(&mut self, at: usize, code: u16, weak: bool) -> usize {
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
                self.entries.loose.push(group);
                continue;
            }
            match to_previous {
                Some(previous) if !group.is_load_only() || group.top => self.attach(previous, group, true),
                _ => self.attach(index, group, false),
            }
        }
        self.chunk.mention = Some(index);
        self.chunk.words_at_mention = self.chunk.words;
        self.current = Some(index);
        next
    }

    /// Whether only implements and words of manner stand between an item and a movement.
    fn adjacent(&self, end: usize, index: usize) -> bool {
        let Some(item) = self.entries.mentions.get(index).map(|mention| mention.item) else { return false };
        self.items.get(end..item).unwrap_or_default().iter().all(|item| {
            matches!(item.kind, ItemKind::Modifier(_) | ItemKind::Mark('x' | '|' | ':') | ItemKind::Unit(_))
                || matches!(
                    item.cue(),
                    Some(Cue::Alternating | Cue::Unbroken | Cue::EffortHigh | Cue::EffortLow | Cue::Of)
                )
        })
    }

    fn by_reps(&self, index: usize) -> bool {
        matches!(self.movement_kind(index), Some(MovementKind::Loaded | MovementKind::Bodyweight | MovementKind::Carry))
    }

    /// Whether another movement of the sentence comes before this one.
    fn follows(&self, index: usize) -> bool {
        index > self.sentence_first
    }

    /// "200 m jog recovery", "2 min recovery": what was just told was rest between intervals.
    fn recover(&mut self) {
        let Some(index) = self.chunk.mention else {
            if let Some(Waiting { group, .. }) = self.chunk.pending.pop_if(|last| last.group.is_single()) {
                self.entries.loose.push(group);
            }
            return;
        };
        let interval = self.entries.loose.iter().any(is_interval)
            || self
                .entries
                .mentions
                .iter()
                .any(|mention| mention.groups.iter().any(|attached| is_interval(&attached.group)));
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

    fn stands_alone(&self, first: usize, end: usize) -> bool {
        let opens = first == 0 || first.checked_sub(1).and_then(|index| self.kind(index)) == Some(ItemKind::Newline);
        let colon = usize::from(self.kind(end) == Some(ItemKind::Mark(':')));
        let closes = matches!(self.kind(end + colon), None | Some(ItemKind::Newline));
        opens && closes
    }

    /// Attaches notation to a movement, unless it is a time that the movement cannot have: that is a score.
    fn attach(&mut self, index: usize, mut group: Group, after: bool) {
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
            self.entries.loose.push(group);
            return;
        }
        for item in self.items.iter_mut().take(group.end).skip(group.first) {
            let keep = by_reps && clock && item.measures(Measure::Clock);
            item.used |= item.amount().is_some() && !keep;
        }
        self.give(index, group, after);
    }

    /// Whether a clock time is the score of the whole and not the time of one distance in it.
    fn is_score(&self, index: usize, group: &Group) -> bool {
        let Some(mention) = self.entries.mentions.get(index) else { return false };
        let schemed = self.entries.mentions.iter().skip(self.sentence_first).any(|mention| {
            mention.groups.first().is_some_and(|attached| !attached.after && attached.group.scheme().is_some())
        });
        let mixed = self.metcon || schemed || self.scheme.is_some() || self.entries.schemed;
        let clocks = group.is_time_only() && group.has(Measure::Clock);
        if !clocks || !mixed || self.movement_kind(index) != Some(MovementKind::Endurance) {
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

    /// A separator that may also stand inside one statement.
    fn soft_flush(&mut self, at: usize) {
        let begins = matches!(
            self.kind(at + 1),
            Some(
                ItemKind::Movement { .. }
                    | ItemKind::Modifier(_)
                    | ItemKind::Amount(_)
                    | ItemKind::Cue(_)
                    | ItemKind::Word
            )
        );
        if begins {
            self.flush();
        }
    }

    /// Ends a stretch: what waits goes to its movement, or on with the last one.
    fn flush(&mut self) {
        let chunk = std::mem::take(&mut self.chunk);
        self.done = chunk.done;
        self.total = chunk.total;
        self.chunk.attempt = chunk.attempt && chunk.pending.is_empty();
        self.end_chunk(chunk);
        self.chunks += 1;
    }

    fn end_chunk(&mut self, chunk: Chunk) {
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
                    self.entries.loose.push(group);
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
    fn go_on(&mut self, group: Group, words: usize, words_before: usize) {
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
            self.entries.loose.push(group);
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
            self.entries.loose.push(group);
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
                let alone = self.entries.mentions.iter().all(|mention| {
                    !matches!(self.vocabulary.kind(mention.movement), MovementKind::Loaded | MovementKind::Bodyweight)
                });
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
            self.entries.loose.push(group);
        }
    }

    /// "wanted to run 10k but only did 6": the movement that an amount without one is about.
    fn refer(&mut self, group: &Group) -> Option<usize> {
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

    /// Whether a distance without a movement was run: kilometres, miles, or intervals, and the sentence tells of work.
    fn implies_run(&self, group: &Group) -> bool {
        let long = group.parts.iter().any(|part| {
            matches!(part.measure, PartMeasure::Of(Measure::Distance(DistanceUnit::Km | DistanceUnit::Mi)))
        });
        let timed = group.has(Measure::Clock) || group.has(Measure::Time);
        // A pool or a bike that the text names is what was used.
        let named = self
            .entries
            .mentions
            .iter()
            .any(|mention| !mention.implied && self.vocabulary.kind(mention.movement) == MovementKind::Endurance);
        !self.metcon
            && (!named || is_interval(group))
            && ((long && (self.tells_of_work || timed)) || (is_interval(group) && group.parts.iter().any(is_distance)))
    }

    fn imply_run(&mut self, group: Group) {
        let index = self.imply(self.vocabulary.special.run, group.span, group.first);
        self.attach(index, group, false);
    }

    /// "half marathon in 1:53:43": a race is its distance.
    fn run_race(&mut self, at: usize, code: u16) {
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

    fn imply(&mut self, movement: u16, span: Span, item: usize) -> usize {
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

    /// Movements that share one notation: `21-15-9 thrusters and pull-ups`, `bench and rows 3x10`.
    fn share(&mut self) {
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
    fn linked(&self, left: usize, right: usize) -> bool {
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

    fn give(&mut self, index: usize, group: Group, after: bool) {
        let (sentence, chunk) = (self.sentence, self.chunks);
        if let Some(mention) = self.mention(index) {
            mention.groups.push(Attached { group, after, sentence, chunk });
        }
    }

    /// Puts a scheme's repetitions before the load that a movement has.
    fn give_scheme(&mut self, index: usize, part: Part) {
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
}

/// Whether an item says by a word that something was done.
fn tells_of_work(item: &Item) -> bool {
    let word = matches!(
        item.kind,
        ItemKind::Cue(
            Cue::EffortLow
                | Cue::EffortModerate
                | Cue::EffortHigh
                | Cue::Pace
                | Cue::Done
                | Cue::Session
                | Cue::Intervals
                | Cue::Race
                | Cue::PersonalRecord
        ) | ItemKind::Date(_)
            | ItemKind::Benchmark(_)
    );
    word && !item.used
}

fn is_long(part: &Part) -> bool {
    matches!(part.measure, PartMeasure::Of(Measure::Distance(DistanceUnit::Km | DistanceUnit::Mi)))
}

fn is_time(part: &Part) -> bool {
    matches!(part.measure, PartMeasure::Of(Measure::Clock | Measure::Time))
}

fn is_distance(part: &Part) -> bool {
    matches!(part.measure, PartMeasure::Of(Measure::Distance(_)))
}

/// `12x400m`, "4x4 min": several times a distance or a time.
fn is_interval(group: &Group) -> bool {
    group
        .parts
        .iter()
        .any(|part| part.join == Join::Times && (is_distance(part) || part.measure == PartMeasure::Of(Measure::Time)))
}

fn has_time(mention: &Mention) -> bool {
    mention.groups.iter().any(|attached| attached.group.has(Measure::Clock) || attached.group.has(Measure::Time))
}

fn has_clock_list(group: &Group) -> bool {
    group.parts.iter().any(|part| part.measure == PartMeasure::Of(Measure::Clock) && part.values.len() > 1)
}

/// Whether a mention says how much: repetitions, calories, a distance, a time.
fn has_amount(mention: &Mention) -> bool {
    mention.groups.iter().any(|attached| {
        let front = !attached.after && !attached.group.is_load_only();
        front
            || attached.group.parts.iter().any(|part| {
                part.join == Join::Times
                    || part.values.len() > 1
                    || matches!(
                        part.measure,
                        PartMeasure::Of(
                            Measure::Reps | Measure::Sets | Measure::Calories | Measure::Distance(_) | Measure::Time
                        ) | PartMeasure::Counted
                    )
            })
    })
}

/// Whether a notation may be meant for several movements: sets of something, or a list of repetitions.
fn is_shared(group: &Group) -> bool {
    group.parts.iter().any(|part| {
        part.join == Join::Times
            || part.measure == PartMeasure::Of(Measure::Sets)
            || (part.list == List::Dash && part.values.len() >= 3)
    })
}
