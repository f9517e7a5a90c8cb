//! Who is meant, and whether it is so: negation, question, quotation, plan, condition, other people, the past.
//!
//! The cues are data (`prompts/lexicon/cue`); this file knows only how far each kind of cue reaches.

use super::Lexicon;
use super::lexicon::{Domain, Term};
use super::token::{Token, TokenKind};
use crate::Span;

/// A set of reasons why words are not a plain statement about the writer, here and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scope(u16);

impl Scope {
    /// Denied: "no knee pain", "haven't run".
    pub const NEGATED: Self = Self(1);
    /// Asked: "what is RPE?".
    pub const QUESTION: Self = Self(2);
    /// Quoted words of others.
    pub const QUOTED: Self = Self(4);
    /// Planned, wished, advised, prescribed: "I want to", "tomorrow", "should".
    pub const PLANNED: Self = Self(8);
    /// Conditional: "if I could".
    pub const CONDITIONAL: Self = Self(16);
    /// Somebody else: "my husband", "he".
    pub const OTHER: Self = Self(32);
    /// Long ago or over: "used to", "in college", "10 years ago".
    pub const PAST: Self = Self(64);
    /// Taken back: "~~225~~".
    pub const RETRACTED: Self = Self(128);

    /// Whether any reason of `other` is in this set.
    #[must_use]
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The reasons of this set without those of `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is no reason at all.
    #[must_use]
    pub fn is_plain(self) -> bool {
        self.0 == 0
    }
}

impl std::ops::BitOr for Scope {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A clause: a stretch of tokens between sentence ends, commas, colons, brackets, and words such as "but".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// Its first token.
    pub first: usize,
    /// The token after its last.
    pub end: usize,
    /// The number of the sentence it belongs to.
    pub sentence: usize,
    /// Where it stands.
    pub span: Span,
}

/// Cuts the message into clauses and marks every token.
pub(crate) fn find(lexicon: &Lexicon, tokens: &[Token], folded: &str, terms: &[Term]) -> (Vec<Clause>, Vec<Scope>) {
    let cues = cues(lexicon, terms);
    let mut marks = Marks { tokens, folded, cues: &cues, scopes: vec![Scope::default(); tokens.len()] };
    let sentences = sentences(tokens);
    let clauses = clauses(tokens, &cues, &sentences);
    marks.struck();
    marks.quoted();
    for &(first, end) in &sentences {
        marks.sentence(first, end);
    }
    (clauses, marks.scopes)
}

#[derive(Debug, Clone, Copy)]
struct Cue<'l> {
    code: &'l str,
    first: usize,
    end: usize,
}

impl Cue<'_> {
    fn is(&self, kind: &str) -> bool {
        is_kind(self.code, kind)
    }
}

/// Whether a cue's code is of a kind: `self.subject` is a `self`.
#[must_use]
pub fn is_kind(code: &str, kind: &str) -> bool {
    code.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The cues of a message, without those that are part of a longer name: "E2MOM", "burpee to target", "partner wod".
/// Only cues of who and when give way: "didn't finish" denies all the same.
fn cues<'l>(lexicon: &'l Lexicon, terms: &[Term]) -> Vec<Cue<'l>> {
    // "My goal" is no name: it plans.
    let names = |term: &Term| match term.domain {
        Domain::Movement | Domain::Benchmark => true,
        Domain::Training => lexicon.code(Domain::Training, term.code) != "goal",
        _ => false,
    };
    let mut named = 0;
    let mut cues = Vec::new();
    for (position, term) in terms.iter().enumerate() {
        if names(term) && term.end > term.first + 1 {
            named = named.max(term.end);
        }
        if term.domain != Domain::Cue {
            continue;
        }
        let cue = Cue { code: lexicon.code(Domain::Cue, term.code), first: term.first, end: term.end };
        // Of the terms that begin at the same token, names stand on either side of cues.
        let beside = terms.get(position + 1..).unwrap_or_default().iter().take_while(|next| next.first == term.first);
        let covered = named >= term.end || beside.filter(|next| names(next)).any(|next| next.end > term.end);
        let gives_way = matches!(cue.code, "other" | "plan" | "condition" | "past" | "past_clause" | "question_start");
        if !(covered && gives_way) {
            cues.push(cue);
        }
    }
    cues
}

/// Token ranges between full stops, question and exclamation marks, semicolons and line breaks.
fn sentences(tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut sentences = Vec::new();
    let mut first = 0;
    for (at, token) in tokens.iter().enumerate() {
        let next_glued = tokens.get(at + 1).is_some_and(|next| next.glued);
        let ends = match token.kind {
            TokenKind::Newline | TokenKind::Punct(';' | '…') => true,
            TokenKind::Punct('!' | '?') => !tokens.get(at + 1).is_some_and(|next| next.is('!') || next.is('?')),
            TokenKind::Punct('.') => !next_glued,
            _ => false,
        };
        if ends {
            sentences.push((first, at + 1));
            first = at + 1;
        }
    }
    if first < tokens.len() {
        sentences.push((first, tokens.len()));
    }
    sentences
}

fn clauses(tokens: &[Token], cues: &[Cue<'_>], sentences: &[(usize, usize)]) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut breaks = cues.iter().filter(|cue| cue.is("clause_break")).peekable();
    for (sentence, &(from, to)) in sentences.iter().enumerate() {
        let mut first = from;
        let mut cut = |first: &mut usize, end: usize| {
            if *first < end
                && let (Some(start), Some(last)) = (tokens.get(*first), tokens.get(end - 1))
            {
                clauses.push(Clause { first: *first, end, sentence, span: start.span.join(last.span) });
                *first = end;
            }
        };
        for at in from..to {
            while breaks.next_if(|cue| cue.first < at).is_some() {}
            if breaks.next_if(|cue| cue.first == at).is_some() {
                cut(&mut first, at);
            }
            let Some(token) = tokens.get(at) else { continue };
            let parts = match token.kind {
                TokenKind::Punct(',' | '(' | ')' | '[' | ']' | '|') => true,
                TokenKind::Punct(':') => {
                    !tokens.get(at + 1).is_some_and(|next| next.glued && next.kind == TokenKind::Number)
                }
                TokenKind::Punct('-') => !token.glued && !tokens.get(at + 1).is_some_and(|next| next.glued),
                _ => false,
            };
            if parts {
                cut(&mut first, at + 1);
            }
        }
        cut(&mut first, to);
    }
    clauses
}

struct Marks<'m> {
    tokens: &'m [Token],
    folded: &'m str,
    cues: &'m [Cue<'m>],
    scopes: Vec<Scope>,
}

/// How many tokens a "no" reaches at most.
const NEGATION_REACH: usize = 12;

impl Marks<'_> {
    fn mark(&mut self, first: usize, end: usize, scope: Scope) {
        for mark in self.scopes.iter_mut().take(end).skip(first) {
            *mark = *mark | scope;
        }
    }

    fn is(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(mark))
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.fold(self.folded))
    }

    fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// `~~struck through~~`.
    fn struck(&mut self) {
        let mut open = None;
        let mut at = 0;
        while at + 1 < self.tokens.len() {
            let pair = self.is(at, '~') && self.is(at + 1, '~');
            match (pair, open) {
                (true, Some(first)) => {
                    self.mark(first, at, Scope::RETRACTED);
                    open = None;
                }
                (true, None) => open = Some(at + 2),
                _ => {}
            }
            at += if pair { 2 } else { 1 };
        }
    }

    /// Quotations of four words and more; shorter ones are names and emphasis.
    fn quoted(&mut self) {
        let mut open: Option<usize> = None;
        for at in 0..self.tokens.len() {
            if self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Newline) {
                open = None;
            }
            // A double quote right behind a digit is seconds or inches: 5'30".
            let after_digit = at > 0
                && self.tokens.get(at).is_some_and(|token| token.glued)
                && self.tokens.get(at - 1).is_some_and(|token| token.kind == TokenKind::Number);
            if !self.is(at, '"') || (after_digit && open.is_none()) {
                continue;
            }
            open = match open {
                Some(first) => {
                    if at - first >= 4 {
                        self.mark(first, at, Scope::QUOTED);
                    }
                    None
                }
                None => Some(at + 1),
            };
        }
    }

    fn sentence(&mut self, first: usize, end: usize) {
        let from = self.cues.partition_point(|cue| cue.first < first);
        let to = self.cues.partition_point(|cue| cue.first < end);
        let all = self.cues;
        let cues = all.get(from..to).unwrap_or_default();
        self.question(first, end, cues);
        for &Cue { code, first: from, end: after } in cues {
            match code {
                "negation" => {
                    let until = self.negation_end(after, end, cues);
                    self.mark(from, until, Scope::NEGATED);
                }
                "negation_after" => {
                    let start = self.clause_start(first, from, cues);
                    self.mark(start, after, Scope::NEGATED);
                }
                "plan" => self.mark(from, self.reach_of_plan(after, end, cues), Scope::PLANNED),
                // "I'd be Rx soon": to "but" at most.
                "condition.would" => {
                    let until = self.comma(after, end).min(self.reach(after, end, cues));
                    self.mark(from, until, Scope::CONDITIONAL);
                }
                "condition" => {
                    let until = self.comma(after, end);
                    self.mark(from, until, Scope::CONDITIONAL);
                }
                // "with my wife", "with a work buddy" tell who came along, not who did it, unless "who" follows.
                "other"
                    if cues.iter().any(|cue| {
                        cue.code == "companion"
                            && (cue.end..=cue.end + 2).contains(&from)
                            && (cue.end..from).all(|at| self.is_word(at))
                    }) && !cues
                        .iter()
                        .any(|cue| cue.first == after && (cue.code == "who" || cue.is("question_start"))) => {}
                "other" => {
                    let until = self.reach_of_other(after, end, cues);
                    self.mark(from, until, Scope::OTHER);
                }
                "past" => {
                    let until = self.reach(after, end, cues);
                    self.mark(from, until, Scope::PAST);
                }
                "past_clause" => {
                    let start = self.clause_start(first, from, cues);
                    // "Last year, I …" goes on behind its comma; "a strain last year, the hip hurts" does not.
                    let until = self.reach(after, end, cues);
                    let until = if self.is(after, ',') { until } else { until.min(self.comma(after, end)) };
                    self.mark(start, until, Scope::PAST);
                }
                _ => {}
            }
        }
    }

    /// A question mark marks its sentence, or only its last part when that part alone is asked:
    /// "I did Fran in 5:20, is that good?".
    fn question(&mut self, first: usize, end: usize, cues: &[Cue<'_>]) {
        let asked = (first..end).rev().take(3).any(|at| self.is(at, '?'));
        let opened = (first..end).find(|at| self.is(*at, '¿'));
        let opens = |cue: &Cue<'_>| {
            let bare = matches!(cue.code, "question_start.marked" | "question_start.tail");
            cue.is("question_start") && (asked || opened.is_some() || !bare)
        };
        let starts: Vec<usize> = cues.iter().filter(|cue| opens(cue)).map(|cue| cue.first).collect();
        let begins = |at: usize| {
            let mut before = at;
            while before > first
                && self
                    .tokens
                    .get(before - 1)
                    .is_some_and(|token| !matches!(token.kind, TokenKind::Word | TokenKind::Number))
            {
                if self.is(before - 1, ',') || self.is(before - 1, ':') || self.is(before - 1, '-') {
                    return true;
                }
                before -= 1;
            }
            before == first || cues.iter().any(|cue| cue.is("clause_break") && cue.end == at)
        };
        // "2 or 3 years, I guess?" is no question.
        let hedged = starts.is_empty() && cues.iter().any(|cue| cue.code == "hedge");
        if asked && opened.is_none() && hedged {
            return;
        }
        let from = match (asked, opened) {
            (_, Some(at)) => Some(at),
            (true, None) => {
                let tail = cues.iter().rfind(|cue| cue.code == "question_start.tail" && cue.first >= first + 3);
                let inner = starts.iter().copied().rfind(|at| begins(*at)).max(tail.map(|cue| cue.first));
                // What was stated before the question stands: "I did Fran in 5:20, is that good?".
                let stated = inner.is_some_and(|at| {
                    let number = |at: usize| self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
                    (first..at).any(number) || cues.iter().any(|cue| cue.code == "self.subject" && cue.first < at)
                });
                Some(inner.filter(|_| stated).unwrap_or(first))
            }
            // Without a mark, only a sentence that opens as a question is one.
            (false, None) => starts.first().copied().filter(|at| {
                (first..*at).all(|before| {
                    self.tokens
                        .get(before)
                        .is_some_and(|token| !matches!(token.kind, TokenKind::Word | TokenKind::Number))
                })
            }),
        };
        if let Some(from) = from {
            self.mark(from, end, Scope::QUESTION);
        }
    }

    /// Where a negation ends: at "but", at a new subject, at the comma unless a list goes on, after a dozen words.
    fn negation_end(&self, after: usize, end: usize, cues: &[Cue<'_>]) -> usize {
        let limit = end.min(after + NEGATION_REACH);
        let mut at = after;
        while at < limit {
            if cues.iter().any(|cue| cue.first == at && cue.is("clause_break")) {
                return at;
            }
            let joins = matches!(self.word(at), "and" | "y" | "e" | "et" | "und");
            let subject_follows =
                cues.iter().any(|cue| (at + 1..=at + 2).contains(&cue.first) && (cue.is("self") || cue.is("other")));
            if joins && subject_follows {
                return at;
            }
            if self.is(at, ':') || self.is(at, '(') {
                return at;
            }
            if self.is(at, ',') {
                let list_goes_on = (at + 1..limit.min(at + 7))
                    .any(|next| matches!(self.word(next), "or" | "nor" | "ni" | "ou" | "o" | "u" | "oder"));
                let next_negated = cues.iter().any(|cue| cue.code == "negation" && cue.first == at + 1);
                if next_negated || !list_goes_on || subject_follows {
                    return at;
                }
            }
            at += 1;
        }
        limit
    }

    /// To the end of the sentence, or to "but".
    fn reach(&self, after: usize, end: usize, cues: &[Cue<'_>]) -> usize {
        cues.iter().find(|cue| cue.first >= after && cue.is("clause_break")).map_or(end, |cue| cue.first)
    }

    /// To "but", or to a new statement about the writer or the present behind a comma or an "and": "I'd like X, I squat
    /// 100", "I want X, current best 80".
    fn reach_of_plan(&self, after: usize, end: usize, cues: &[Cue<'_>]) -> usize {
        // "I'd like to just lose weight" is one plan.
        let reach = cues.iter().find(|cue| cue.first >= after && cue.code == "clause_break");
        let reach = reach.map_or(end, |cue| cue.first);
        let joins = |at: usize| self.is(at, ',') || matches!(self.word(at), "and" | "y" | "et" | "und");
        let anew = cues.iter().find(|cue| {
            matches!(cue.code, "self.subject" | "present")
                && (after + 1..reach).contains(&cue.first)
                && cue.first.checked_sub(1).is_some_and(joins)
        });
        anew.map_or(reach, |cue| cue.first)
    }

    /// To the next words about the writer, or the end of the sentence.
    fn reach_of_other(&self, after: usize, end: usize, cues: &[Cue<'_>]) -> usize {
        cues.iter().find(|cue| cue.first >= after && cue.is("self")).map_or(end, |cue| cue.first)
    }

    fn comma(&self, after: usize, end: usize) -> usize {
        (after..end).find(|at| self.is(*at, ',')).unwrap_or(end)
    }

    fn clause_start(&self, first: usize, at: usize, cues: &[Cue<'_>]) -> usize {
        let comma = (first..at).rev().find(|before| self.is(*before, ',')).map_or(first, |comma| comma + 1);
        let broken = cues
            .iter()
            .rev()
            .find(|cue| (first..at).contains(&cue.first) && cue.is("clause_break"))
            .map_or(first, |cue| cue.first);
        comma.max(broken)
    }
}
