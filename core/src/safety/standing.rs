//! Whether a finding stands: said of whom, asked about in general, supposed, or long ago.

use super::Tier;
use super::hits::{Cluster, Hits};
use super::rules::{ClassSet, Others, Rule, Rules};
use crate::text::scope::is_kind;
use crate::text::{Domain, Scope, Text, TokenKind};

/// A finding that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) tier: Tier,
    pub(super) somebody_else: bool,
}

/// Who a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Writer,
    Unsaid,
    Other,
}

/// How far back a subject is looked for.
const SUBJECT_REACH: usize = 24;

/// Judges one finding; none when it does not stand.
pub(super) fn of(rules: &Rules, rule: &Rule, cluster: &Cluster, hits: &Hits, text: &Text<'_>) -> Option<Standing> {
    let judge = Judge { rules, cluster, hits, text };
    if hits.around(cluster, rule.unless, 0) || hits.around(cluster, rule.around, 1) {
        return None;
    }
    let cares = rule.tier <= Tier::Clearance;
    if cares && hits.around(cluster, rules.grammar.cleared, 1) {
        return None;
    }
    let subject = judge.subject();
    if (!rule.asked && judge.is_general(subject)) || judge.is_supposed() {
        return None;
    }
    let tier = if judge.is_long_ago() { rule.long_ago? } else { rule.tier };
    if subject == Subject::Other {
        let counts = match rule.others {
            Others::Never => false,
            Others::Now => {
                tier == rule.tier
                    && [rules.grammar.now, rules.grammar.present].iter().any(|class| hits.around(cluster, *class, 1))
            }
            Others::Mine => return Some(Standing { tier, somebody_else: false }),
            Others::Always => tier == rule.tier,
        };
        return counts.then_some(Standing { tier, somebody_else: true });
    }
    Some(Standing { tier, somebody_else: false })
}

/// Whether a finding in a reply stands: nothing in its sentence speaks against it.
pub(super) fn stands_in_reply(rule: &Rule, cluster: &Cluster, hits: &Hits) -> bool {
    !hits.around(cluster, rule.unless, 0)
}

struct Judge<'j, 't> {
    rules: &'j Rules,
    cluster: &'j Cluster,
    hits: &'j Hits,
    text: &'j Text<'t>,
}

impl Judge<'_, '_> {
    /// The classes at a token.
    fn at(&self, token: usize) -> ClassSet {
        let mut set = ClassSet::default();
        let from = self.hits.list.partition_point(|hit| hit.first < token);
        for hit in self.hits.list.iter().skip(from).take_while(|hit| hit.first == token) {
            set |= hit.set;
        }
        set
    }

    /// Whether a hit of these classes covers a token.
    fn covered(&self, token: usize, group: ClassSet) -> bool {
        let until = self.hits.list.partition_point(|hit| hit.first <= token);
        self.hits.list.iter().take(until).rev().take(16).any(|hit| hit.end > token && hit.set.meets(group))
    }

    fn sentence_start(&self) -> usize {
        let clauses = &self.text.clauses;
        let at = clauses.partition_point(|clause| clause.end <= self.cluster.first);
        let sentence = clauses.get(at).map(|clause| clause.sentence);
        let own = clauses.iter().take(at + 1).rev().take_while(|clause| Some(clause.sentence) == sentence);
        let start = own.last().map_or(0, |clause| clause.first);
        start.max(self.cluster.first.saturating_sub(2 * SUBJECT_REACH))
    }

    fn members(&self) -> impl Iterator<Item = usize> {
        let list = &self.hits.list;
        self.cluster.members.iter().flatten().filter_map(|at| list.get(*at)).map(|hit| hit.first)
    }

    /// The cue of a kind that begins at a token, and where it ends.
    fn cue(&self, token: usize, code: &str) -> Option<usize> {
        let cue = self.text.term_at(token, Domain::Cue)?;
        is_kind(self.text.code(cue), code).then_some(cue.end)
    }

    /// Whose danger it is: a possessive at an ingredient decides, then the nearest subject before it.
    fn subject(&self) -> Subject {
        let start = self.sentence_start();
        let grammar = &self.rules.grammar;
        // Spanish "he pensado" is no English "he".
        let person = |token: usize| {
            (self.cue(token, "other").is_some() || self.at(token).meets(grammar.person))
                && !self.covered(token, grammar.first_person)
        };
        // "my left arm", but not the "my" of "my dad's face".
        let owns = |token: usize| {
            self.at(token).meets(grammar.possessive)
                && self.text.term_at(token, Domain::Cue).is_none_or(|cue| self.text.code(cue) != "other")
                && (token..token + 4).any(|body| self.at(body).meets(grammar.body))
                && self.members().any(|member| (token..token + 4).contains(&member))
                && !(token..token + 4).any(person)
        };
        let from = self.cluster.first.saturating_sub(3).max(start);
        if (from..self.cluster.end).any(owns) {
            return Subject::Writer;
        }
        let lowest = start.max(self.cluster.first.saturating_sub(SUBJECT_REACH));
        for token in (lowest..self.cluster.end).rev() {
            if person(token) {
                return Subject::Other;
            }
            if self.covered(token, grammar.first_person) {
                return Subject::Writer;
            }
            if self.covered(token, grammar.hedge) {
                continue;
            }
            if self.cue(token, "self").is_some() && !self.at(token).meets(grammar.possessive) {
                return Subject::Writer;
            }
        }
        Subject::Unsaid
    }

    /// Asked or spoken about in general: "what are the signs of a heart attack?".
    fn is_general(&self, subject: Subject) -> bool {
        let grammar = &self.rules.grammar;
        let start = self.sentence_start();
        let mut before = (start..self.cluster.first).rev().take(9);
        let general = before.any(|token| self.at(token).meets(grammar.general))
            || self.opening(start).is_some_and(|token| self.at(token).meets(grammar.general_opening));
        let asks_of_self = self.hits.around(self.cluster, grammar.asks_of_self, 0);
        let owned = (self.cluster.first.saturating_sub(2)..self.cluster.end)
            .any(|token| self.at(token).meets(grammar.possessive));
        if general && !owned {
            return true;
        }
        let asked = self.text.scope(self.cluster.anchor.first).any(Scope::QUESTION);
        asked && subject != Subject::Writer && !asks_of_self && !owned && self.opens_as_question(start)
    }

    /// The first word of the sentence.
    fn opening(&self, start: usize) -> Option<usize> {
        let word = |token: &usize| self.text.tokens.get(*token).is_some_and(|token| token.kind == TokenKind::Word);
        (start..self.cluster.first).find(word)
    }

    /// Whether the sentence, up to the finding, opens as a question.
    fn opens_as_question(&self, start: usize) -> bool {
        self.opening(start).is_some_and(|token| {
            self.cue(token, "question_start").is_some() || self.at(token).meets(self.rules.grammar.opens_question)
        })
    }

    /// Only supposed: "what if I get chest pain", but not "if I run my chest hurts" or "whenever I run".
    fn is_supposed(&self) -> bool {
        let anchor = self.cluster.anchor.first;
        if !self.text.scope(anchor).any(Scope::CONDITIONAL) {
            return false;
        }
        let grammar = &self.rules.grammar;
        let lowest = self.sentence_start();
        let cue = (lowest..self.cluster.first).rev().find_map(|token| Some((token, self.cue(token, "condition")?)));
        let Some((token, end)) = cue else { return false };
        // "sí" is no "si".
        let accented = end == token + 1 && !self.text.quote(self.text.span(token, end)).is_ascii();
        let happens = self.covered(token, grammar.habitual)
            || (end..self.cluster.first).any(|token| self.at(token).meets(grammar.effort));
        !accented && !happens
    }

    fn is_long_ago(&self) -> bool {
        if self.members().any(|token| self.text.scope(token).any(Scope::PAST)) && !self.goes_on() {
            return true;
        }
        let grammar = &self.rules.grammar;
        let mut over = self.hits.all_around(self.cluster, grammar.long_ago, 0).map(|hit| hit.first);
        over.any(|first| !self.follows_since(first))
    }

    /// Whether "since" stands just before a token: "since I was a kid" goes on.
    fn follows_since(&self, token: usize) -> bool {
        (token.saturating_sub(2)..=token).any(|before| self.at(before).meets(self.rules.grammar.since))
    }

    /// Whether the finding's time is said with "since".
    fn goes_on(&self) -> bool {
        self.hits.around(self.cluster, self.rules.grammar.since, 0)
    }
}
