//! The ingredients that a message holds, and where the ingredients of a rule stand together.

use super::rules::{ClassSet, Pattern, Rule, Rules};
use crate::order::sort_by_number;
use crate::text::{Domain, Scope, Term, Text, TokenKind};

/// One ingredient in a message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) set: ClassSet,
    /// Its first token.
    pub(super) first: usize,
    /// The token after its last.
    pub(super) end: usize,
    pub(super) sentence: usize,
    pub(super) clause: usize,
    /// Denied, taken back or quoted: it cannot take part in a rule.
    pub(super) void: bool,
    /// Found by forgiving a typing error: not enough alone.
    pub(super) corrected: bool,
}

/// All ingredients of a message, by first token.
#[derive(Debug)]
pub(super) struct Hits {
    pub(super) list: Vec<Hit>,
    /// All classes that may take part.
    pub(super) present: ClassSet,
}

/// Ingredients that stand together as a rule wants them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cluster {
    /// First token of the first ingredient.
    pub(super) first: usize,
    /// The token after the last ingredient.
    pub(super) end: usize,
    /// The same with the further ingredients of the sentence: the words to show.
    pub(super) shown: (usize, usize),
    /// The anchor.
    pub(super) anchor: Hit,
    /// Which hits take part.
    pub(super) members: [Option<usize>; MOST_INGREDIENTS],
}

/// How many ingredients a rule may have.
pub(super) const MOST_INGREDIENTS: usize = 4;

/// How far, in tokens, words in neighbouring sentences may speak for or against a finding.
const AROUND: usize = 40;

/// How far a denial is followed back to the word that denies.
const DENIAL_REACH: usize = 24;

impl Hits {
    pub(super) fn find(rules: &Rules, text: &Text<'_>) -> Self {
        let mut list: Vec<Hit> = Vec::new();
        let mut masks: Vec<(usize, usize)> = Vec::new();
        let mut numbers = text.numbers.iter().peekable();
        let hit = |set, first, end| Hit { set, first, end, sentence: 0, clause: 0, void: false, corrected: false };
        for term in &text.terms {
            while let Some(number) = numbers.next_if(|number| number.first <= term.first) {
                let set = of_number(rules, text, number);
                if !set.is_empty() {
                    list.push(hit(set, number.first, number.end));
                }
            }
            if term.domain == Domain::Idiom {
                masks.push((term.first, term.end));
            }
            let set = rules.of(term.domain, term.code);
            if !set.is_empty() {
                list.push(Hit { corrected: term.corrected, ..hit(set, term.first, term.end) });
            }
        }
        for number in numbers {
            let set = of_number(rules, text, number);
            if !set.is_empty() {
                list.push(hit(set, number.first, number.end));
            }
        }
        mask(&mut list, &masks);
        let mut hits = Self { list, present: ClassSet::default() };
        if !hits.list.is_empty() {
            hits.place(rules, text);
            hits.compose(rules);
        }
        hits
    }

    /// Adds the ingredients that are made of ingredients.
    fn compose(&mut self, rules: &Rules) {
        for (made, pattern) in rules.compounds() {
            if !pattern.may_match(self.present) {
                continue;
            }
            let mut found: Vec<Hit> = Vec::new();
            for cluster in self.clusters(pattern) {
                found.push(Hit { set: *made, first: cluster.first, end: cluster.end, ..cluster.anchor });
            }
            if !found.is_empty() {
                self.present |= *made;
                self.list.append(&mut found);
                sort_by_number(&mut self.list, |hit| hit.first as u64);
            }
        }
    }

    /// Gives each hit its sentence and clause, and voids what is denied.
    fn place(&mut self, rules: &Rules, text: &Text<'_>) {
        let mut clause = 0;
        for at in 0..self.list.len() {
            let Some(hit) = self.list.get(at).copied() else { continue };
            while text.clauses.get(clause).is_some_and(|known| known.end <= hit.first) {
                clause += 1;
            }
            let void = self.is_void(&hit, rules.grammar.denying, text);
            let sentence = text.clauses.get(clause).map_or(0, |known| known.sentence);
            if let Some(slot) = self.list.get_mut(at) {
                (slot.clause, slot.sentence, slot.void) = (clause, sentence, void);
            }
            if !void {
                self.present |= hit.set;
            }
        }
    }

    fn is_void(&self, hit: &Hit, denying: ClassSet, text: &Text<'_>) -> bool {
        let scope = text.scope(hit.first);
        scope.any(Scope::RETRACTED | Scope::QUOTED) || (scope.any(Scope::NEGATED) && self.is_denied(hit, denying, text))
    }

    /// Whether a word outside every ingredient of the `denying` classes denies this one. The "can't" of "can't breathe" is
    /// spent: it belongs to an ingredient and denies nothing else.
    pub(super) fn is_denied(&self, hit: &Hit, denying: ClassSet, text: &Text<'_>) -> bool {
        let negated = |at: &usize| text.scope(*at).any(Scope::NEGATED);
        let cue = |at: usize, code: &str| {
            text.term_at(at, Domain::Cue).filter(|cue| text.code(cue) == code && !self.is_spent(cue, denying)).copied()
        };
        let lowest = hit.first.saturating_sub(DENIAL_REACH);
        let mut back = (lowest..hit.first).rev().take_while(negated);
        if back.any(|at| cue(at, "negation").is_some_and(|cue| cue.end <= hit.first)) {
            return true;
        }
        let mut ahead = (hit.end..hit.end + DENIAL_REACH).take_while(negated);
        ahead.any(|at| cue(at, "negation_after").is_some())
    }

    fn is_spent(&self, cue: &Term, denying: ClassSet) -> bool {
        let from = self.list.partition_point(|hit| hit.first <= cue.first);
        self.list
            .iter()
            .take(from)
            .rev()
            .take(12)
            .any(|hit| hit.set.meets(denying) && hit.first <= cue.first && cue.end <= hit.end)
    }

    /// Where the ingredients of a rule stand together, with what it wants around them.
    pub(super) fn findings<'h>(&'h self, rule: &'h Rule) -> impl Iterator<Item = Cluster> + 'h {
        let alone = rule.pattern.all.len() == 1 && rule.with.is_empty();
        let sure = move |cluster: &Cluster| !(alone && cluster.anchor.corrected);
        self.clusters(&rule.pattern).filter(sure).filter_map(|cluster| self.with(rule, cluster))
    }

    /// Where the ingredients of a pattern stand together.
    fn clusters<'h>(&'h self, pattern: &'h Pattern) -> impl Iterator<Item = Cluster> + 'h {
        let first = pattern.all.first().copied().unwrap_or_default();
        let anchors = self.list.iter().enumerate().filter(move |(_, hit)| !hit.void && hit.set.meets(first));
        anchors.filter_map(|(at, _)| self.cluster(pattern, at))
    }

    fn cluster(&self, pattern: &Pattern, anchor: usize) -> Option<Cluster> {
        let hit = *self.list.get(anchor)?;
        let mut cluster =
            Cluster { first: hit.first, end: hit.end, shown: (0, 0), anchor: hit, members: [None; MOST_INGREDIENTS] };
        *cluster.members.first_mut()? = Some(anchor);
        for (position, group) in pattern.all.iter().enumerate().skip(1) {
            let found = if pattern.ordered {
                self.next(*group, cluster.end, &hit, pattern.gap)
            } else {
                self.nearest(*group, anchor, pattern.gap, &cluster.members)
            }?;
            let other = self.list.get(found)?;
            cluster.first = cluster.first.min(other.first);
            cluster.end = cluster.end.max(other.end);
            *cluster.members.get_mut(position)? = Some(found);
        }
        cluster.shown = (cluster.first, cluster.end);
        Some(cluster)
    }

    /// The cluster with the words of its sentence that the rule wants around it.
    fn with(&self, rule: &Rule, mut cluster: Cluster) -> Option<Cluster> {
        for group in &rule.with {
            let sentence = cluster.anchor.sentence;
            let found = self.all_around(&cluster, *group, 1).min_by_key(|hit| hit.sentence.abs_diff(sentence))?;
            if found.sentence == sentence {
                let (first, end) = cluster.shown;
                cluster.shown = (first.min(found.first), end.max(found.end));
            }
        }
        Some(cluster)
    }

    /// The next ingredient of `group` behind token `from`, in the anchor's sentence.
    fn next(&self, group: ClassSet, from: usize, anchor: &Hit, gap: usize) -> Option<usize> {
        let start = self.list.partition_point(|hit| hit.first < from);
        let candidates = self.list.iter().enumerate().skip(start);
        candidates
            .take_while(|(_, hit)| hit.first <= from + gap && hit.sentence == anchor.sentence)
            .find(|(_, hit)| !hit.void && hit.set.meets(group))
            .map(|(at, _)| at)
    }

    /// The ingredient of `group` nearest to the anchor, in its sentence.
    fn nearest(&self, group: ClassSet, anchor: usize, gap: usize, taken: &[Option<usize>]) -> Option<usize> {
        let hit = self.list.get(anchor)?;
        let distance = |other: &Hit| {
            let tokens =
                if other.first >= hit.end { other.first - hit.end } else { hit.first.saturating_sub(other.end) };
            tokens + 4 * other.clause.abs_diff(hit.clause)
        };
        let fits = |at: usize| {
            let other = self.list.get(at)?;
            // One may run into the other ("weeks post", "post op"), but not lie inside it.
            let apart =
                (other.first < hit.first && other.end < hit.end) || (hit.first < other.first && hit.end < other.end);
            let fits = apart && !other.void && other.set.meets(group) && !taken.contains(&Some(at));
            let near = distance(other);
            (fits && near <= gap).then_some((near, at))
        };
        let same = |at: &usize| self.list.get(*at).is_some_and(|other| other.sentence == hit.sentence);
        let behind = (anchor + 1..self.list.len())
            .take_while(same)
            .take_while(|at| self.list.get(*at).is_some_and(|other| other.first <= hit.end + gap));
        let before = (0..anchor)
            .rev()
            .take_while(same)
            .take_while(|at| self.list.get(*at).is_some_and(|other| other.first + gap + 8 >= hit.first));
        behind.chain(before).filter_map(fits).min().map(|(_, at)| at)
    }

    /// Whether a class stands, undenied, in the cluster's sentence or at most `sentences` away.
    pub(super) fn around(&self, cluster: &Cluster, group: ClassSet, sentences: usize) -> bool {
        !group.is_empty() && self.all_around(cluster, group, sentences).next().is_some()
    }

    /// The undenied hits of a class in the cluster's sentence or at most `sentences` away, the cluster's own left out.
    pub(super) fn all_around<'h>(
        &'h self,
        cluster: &'h Cluster,
        group: ClassSet,
        sentences: usize,
    ) -> impl Iterator<Item = &'h Hit> {
        let from = self.list.partition_point(|hit| hit.first + AROUND < cluster.first);
        let near = self.list.iter().enumerate().skip(from).take_while(|(_, hit)| hit.first < cluster.end + AROUND);
        near.filter(|(at, _)| !cluster.members.contains(&Some(*at))).map(|(_, hit)| hit).filter(move |hit| {
            !hit.void && hit.set.meets(group) && hit.sentence.abs_diff(cluster.anchor.sentence) <= sentences
        })
    }
}

/// The classes of a number by its value and the unit behind it; percentages, ranges and times have none.
fn of_number(rules: &Rules, text: &Text<'_>, number: &crate::text::Number) -> ClassSet {
    let behind = text.tokens.get(number.end).filter(|token| token.glued);
    if behind.is_some_and(|token| matches!(token.kind, TokenKind::Punct('%' | ':' | '-'))) {
        return ClassSet::default();
    }
    rules.of_number(number.value, text.term_at(number.end, Domain::Unit).map(|unit| unit.code))
}

/// Takes out the hits that idioms cover.
fn mask(list: &mut Vec<Hit>, masks: &[(usize, usize)]) {
    if masks.is_empty() {
        return;
    }
    list.retain(|hit| {
        let until = masks.partition_point(|(first, _)| *first < hit.end);
        let covers = |(first, end): &(usize, usize)| {
            let overlaps = *first < hit.end && hit.first < *end;
            // "living in" takes the "living" of "tired of living" away.
            overlaps && (end - first >= hit.end - hit.first || *end > hit.end)
        };
        !masks.iter().take(until).rev().take(4).any(covers)
    });
}
