//! Which notation belongs to which movement.
//!
//! A walk over the items, sentence by sentence. Within a stretch between commas a notation belongs to the one movement
//! there, before or behind it. With several movements the order of the first two decides: `squat 5x5 bench 3x8` or
//! `21 thrusters 15 pull-ups`. A notation without a movement goes on with the last one.

mod attach;
mod go_on;
mod mention;
mod share;

pub(super) use self::mention::{Attached, Mention};

use self::mention::tells_of_work;
use super::item::{Item, ItemKind};
use super::notation::{Group, Join, Part, PartMeasure, parse};
use super::segment::Sentence;
use super::vocabulary::{Cue, MovementKind, Unit, Vocabulary};
use crate::Span;
use crate::text::{Scope, Text};

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
    text: &Text<'_>,
    items: &mut [Item],
    sentences: &[Sentence],
    vocabulary: &Vocabulary,
    metcon: bool,
    race: Option<usize>,
) -> Entries {
    let mut walk = Walk {
        text,
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
        on_track: false,
        seen: Seen::default(),
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

/// What was seen so far.
#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    /// Intervals: several times a distance or a time.
    interval: bool,
    /// A named movement that is measured in distance or time.
    endurance: bool,
    /// A movement by repetitions.
    lift: bool,
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

struct Walk<'w, 't> {
    text: &'w Text<'t>,
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
    /// Whether the sentence names the open air or intervals: a track.
    on_track: bool,
    seen: Seen,
    /// Whether the stretch that just ended says that something was done, or tells of the whole.
    done: bool,
    total: bool,
    /// A movement that was planned or somebody else's: its code, its item and its sentence.
    referent: Option<(u16, usize, usize)>,
}

impl Walk<'_, '_> {
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
        self.on_track = part.iter().any(|item| matches!(item.kind, ItemKind::Cue(Cue::Outdoor | Cue::Intervals)));
        let before = self.entries.loose.len();
        let mut at = sentence.first;
        while at < sentence.end {
            at = self.step(at, sentence.end).max(at + 1);
        }
        self.flush();
        self.claim_sets(before);
        self.claim_intervals(before);
        self.share();
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
            // "abs (3x15 crunches, 3x12 leg raises)": what the brackets name is apart.
            '(' if self.brackets_name(at) => self.flush(),
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

    /// Whether a movement with an amount stands in the brackets that open at `at`.
    fn brackets_name(&self, at: usize) -> bool {
        let inside = self.items.get(at + 1..).unwrap_or_default().iter().take(24);
        let inside = inside.take_while(|item| !item.is_mark(')') && !item.is_end());
        inside.clone().any(|item| matches!(item.kind, ItemKind::Movement { .. }) && !item.used)
            && inside.clone().any(|item| item.amount().is_some() && !item.used)
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
}
