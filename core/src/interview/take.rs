//! Taking one message in: what it says, and what that changes.

use super::event::{Event, Said, What};
use super::hear::{Command, Heard, hear};
use super::moves::Move;
use super::plan::{self, Plan};
use super::state::State;
use super::{Message, course};
use crate::facts::{self, Fact, SlotId, SlotValue, Slots};
use crate::level::{self, Signal};
use crate::safety::{self, Tier};
use crate::text::scope::is_kind;
use crate::text::{Domain, Term, Text, TokenKind, token};
use crate::{Context, Engine, Map, Span};

/// So many words beside the facts about other questions make a message an answer to the pending one all the same.
const WORDS_OF_AN_ANSWER: usize = 2;

/// How a message is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// As part of the conversation.
    Talk,
    /// As the new answer to this question.
    Correction(u8),
}

/// Takes a message in; gives the event and the state after it.
pub(super) fn take(
    engine: &Engine,
    state: &State,
    message: Message<'_>,
    mode: Mode,
    context: &Context,
) -> (Event, State) {
    let mut text = Text::read(&engine.lexicon, message.text);
    if states(engine, state, &text) {
        text = text.as_statement();
    }
    let heard = hear(&engine.catalogue, &text);
    let locale = spoken_locale(engine, state, &text, &heard, mode);
    let context = Context { locale, ..context.clone() };
    let mut taking = Taking {
        engine,
        state,
        text: &text,
        heard,
        context: &context,
        elsewhere: false,
        nothing_new: false,
        said: Said {
            text: message.text.to_owned(),
            response_time: message.response_time,
            question: state.pending,
            flags: safety::triage(engine, &text),
            level: state.level,
            safety: state.safety,
            confidence: state.confidence,
            locale: Some(locale).filter(|locale| *locale != state.locale),
            ..Said::default()
        },
    };
    taking.want_clearance();
    let course = match mode {
        Mode::Talk => course::talk(&mut taking),
        Mode::Correction(question) => course::correction(&mut taking, question),
    };
    let said = Box::new(taking.said);
    let what = match mode {
        Mode::Talk => What::Said(said),
        Mode::Correction(_) => What::Corrected(said),
    };
    let mut event = Event { seq: state.next_seq, at: context.now, key: None, what };
    let mut after = state.clone();
    after.take_in(&event);
    let shown = course.compose(engine, &after);
    after.show(&shown);
    if let What::Said(said) | What::Corrected(said) = &mut event.what {
        said.shown = shown;
    }
    (event, after)
}

/// Whether a message only sounds like a question: "4 days?", "how I feel", an answer to tap.
fn states(engine: &Engine, state: &State, text: &Text<'_>) -> bool {
    let said = |word: &str| word.trim().trim_end_matches(['.', '!']).chars().map(token::lower).collect::<String>();
    let wording = state.pending.and_then(|id| engine.catalogue.wording(id, state.locale));
    let taps = wording.is_some_and(|wording| wording.quick_replies.iter().any(|tap| said(tap) == said(text.source)));
    if taps {
        return true;
    }
    let marked = text.source.contains(['?', '¿']);
    let opening = text.terms_of(Domain::Cue).find(|term| is_kind(text.code(term), "question_start"));
    let about = text.terms_of(Domain::Move).any(|term| text.code(term).starts_with("about_"));
    match opening {
        None => marked && !about,
        // "How I feel" tells, "how do I feel" asks.
        Some(opening) => {
            let own = |term: &Term| is_kind(text.code(term), "self") && term.first == opening.end;
            !marked && text.terms_of(Domain::Cue).any(own)
        }
    }
}

/// The language of the reply: the one asked for, else the one written in, else the one spoken so far.
fn spoken_locale(engine: &Engine, state: &State, text: &Text<'_>, heard: &Heard<'_>, mode: Mode) -> crate::Locale {
    let built_in = |locale: &crate::Locale| engine.catalogue.locales().any(|known| known == *locale);
    if mode != Mode::Talk {
        return state.locale;
    }
    let wished = heard.language().flatten().filter(built_in);
    let written = || {
        let enough = text.tokens.len() >= 3;
        let code = text.language().filter(|_| enough)?;
        engine.catalogue.locales().find(|locale| locale.code() == code)
    };
    wished.or_else(written).unwrap_or(state.locale)
}

/// A message on its way in.
pub(super) struct Taking<'t> {
    pub(super) engine: &'t Engine,
    pub(super) state: &'t State,
    pub(super) text: &'t Text<'t>,
    pub(super) heard: Heard<'t>,
    pub(super) context: &'t Context,
    pub(super) said: Said,
    /// Whether all that the message states belongs to other questions than the one it was asked.
    pub(super) elsewhere: bool,
    /// Whether the message says that there is nothing beside the injuries known.
    pub(super) nothing_new: bool,
}

impl Taking<'_> {
    pub(super) fn does(&mut self, act: Move) {
        if !self.said.moves.contains(&act) {
            self.said.moves.push(act);
        }
    }

    /// Notes which flags want clearance, and whether the person says that they have it.
    fn want_clearance(&mut self) {
        let exempt = &self.engine.catalogue.without_clearance;
        let own = self.said.flags.iter().filter(|flag| flag.tier >= Tier::Clearance && !flag.somebody_else);
        self.said.clearance = own.map(|flag| flag.code.clone()).filter(|code| !exempt.contains(code)).collect();
        let wanted = !self.state.clearance().is_empty() || !self.said.clearance.is_empty();
        self.said.cleared = wanted && safety::lifts_clearance(self.engine, self.text).is_some();
    }

    /// The plan as it stands before the message.
    pub(super) fn plan(&self) -> Plan<'_> {
        Plan::new(&self.engine.catalogue, self.state)
    }

    /// Reads facts and signals as an answer to `asked`, merges them, and notes which questions that covers.
    ///
    /// `notes` says whether the person's own words may stand as an answer to an open question.
    pub(super) fn read(&mut self, asked: Option<u8>, notes: bool) {
        let mut asked = asked;
        let mut found = self.facts(asked, notes);
        // "Actually 3" means the last answer that it changes, not what is being asked now.
        // At the recap "4 days" alone corrects as well; "that's not right" says nothing of what.
        let denies = || self.text.terms_of(Domain::Cue).any(|term| self.text.code(term) == "negation");
        let corrects = self.heard.has(Command::Correction) || (asked.is_none() && found.is_empty() && !denies());
        if corrects && !self.replaces_something(&found) {
            for id in self.state.order.iter().rev() {
                let earlier = self.facts(Some(*id), false);
                if self.replaces_something(&earlier) {
                    (found, asked) = (earlier, Some(*id));
                    self.said.question = asked;
                    break;
                }
            }
        }
        let slots = asked.map_or(&[][..], |id| self.plan().slots_of(id));
        let elsewhere = !found.is_empty() && !found.iter().any(|fact| slots.contains(&fact.slot));
        let nothing_new = found.is_empty() && slots.contains(&SlotId::Injuries) && {
            let all = facts::read(self.engine, self.text, asked, self.context);
            all.iter().any(|fact| self.adds_nothing(asked, fact))
        };
        (self.elsewhere, self.nothing_new) = (elsewhere, nothing_new);
        let signals = level::read(self.engine, self.text, asked, self.context);
        self.said.signals = level::without_echo(signals, &self.state.pending_text);
        // Only the slots that the message speaks of are merged; copying all would be most of the work of a turn.
        let anew = |slot: &SlotId| found.iter().any(|fact| fact.slot == *slot && !is_removal(fact));
        let replaced = asked.filter(|id| self.is_replaced(*id));
        let replaced: &[SlotId] = replaced.map_or(&[], |id| self.plan().slots_of(id));
        let goes = |slot: &SlotId| self.said.dropped.contains(slot) || (replaced.contains(slot) && anew(slot));
        let known = |slot: SlotId| self.state.slots.get(&slot).filter(|_| !goes(&slot));
        let touched: Vec<SlotId> = found.iter().map(|fact| fact.slot).collect();
        let mut slots: Slots = touched.iter().filter_map(|slot| Some((*slot, known(*slot)?.clone()))).collect();
        let replaces = !replaced.is_empty() && !touched.is_empty();
        facts::merge(&mut slots, found);
        self.said.replaces |= replaces;
        self.keep_changes(slots, &touched);
        let known = plan::known(&self.engine.catalogue, |slot| self.holds(slot), |id| self.is_covered(id));
        self.said.covered.extend(known);
    }

    /// The fact that holds for a slot, this message taken in.
    fn holds(&self, slot: SlotId) -> Option<&Fact> {
        let new = self.said.facts.iter().find(|fact| fact.slot == slot);
        new.or_else(|| self.state.slots.get(&slot).filter(|_| !self.said.dropped.contains(&slot)))
    }

    fn is_covered(&self, id: u8) -> bool {
        (self.state.is_covered(id) || self.said.covered.contains(&id)) && !self.said.opened.contains(&id)
    }

    /// Whether an answer to this question stands in the place of an earlier one, lists included.
    fn is_replaced(&self, id: u8) -> bool {
        let returned = self.state.pending == Some(id) || self.heard.has(Command::Change);
        returned && self.state.is_covered(id) && !self.heard.has(Command::Also)
    }

    fn facts(&self, asked: Option<u8>, notes: bool) -> Vec<Fact> {
        let mut facts = facts::read(self.engine, self.text, asked, self.context);
        facts.retain(|fact| !self.heard.steering.iter().any(|words| words.contains(fact.span)));
        // One value fills one slot: what answers the question does not answer another one too.
        let slots = asked.map_or(&[][..], |id| self.plan().slots_of(id));
        let answers = |fact: &Fact| slots.contains(&fact.slot) && !matches!(fact.value, SlotValue::Note { .. });
        let taken: Vec<Span> = facts.iter().filter(|fact| answers(fact)).map(|fact| fact.span).collect();
        facts.retain(|fact| slots.contains(&fact.slot) || !taken.iter().any(|words| words.contains(fact.span)));
        facts.retain(|fact| !self.adds_nothing(asked, fact));
        self.own_words(asked, notes, &mut facts);
        facts
    }

    /// "None" behind "I have noted your knee; is there anything else?", and in passing, takes nothing back.
    fn adds_nothing(&self, asked: Option<u8>, fact: &Fact) -> bool {
        let known = self.state.slots.get(&fact.slot).is_some_and(|known| !is_none(known));
        let slots = asked.map_or(&[][..], |id| self.plan().slots_of(id));
        let corrects = asked.is_some_and(|id| self.state.is_covered(id)) || self.heard.has(Command::Change);
        is_none(fact) && known && !(corrects && slots.contains(&fact.slot))
    }

    /// Keeps the person's own words as an answer only where they are one: not in clauses that speak of other questions,
    /// unless the question is asked for the second time.
    fn own_words(&self, asked: Option<u8>, notes: bool, facts: &mut Vec<Fact>) {
        let note = |fact: &Fact| matches!(fact.value, SlotValue::Note { .. });
        let slots = asked.map_or(&[][..], |id| self.plan().slots_of(id));
        let stated: Vec<&Fact> = facts.iter().filter(|fact| !note(fact)).collect();
        let answers = stated.iter().any(|fact| slots.contains(&fact.slot));
        let kept = match () {
            () if !notes => None,
            () if self.state.tries > 0 || stated.is_empty() || answers => Some(None),
            () => {
                let spans: Vec<Span> = stated.iter().map(|fact| fact.span).collect();
                self.words_beside(&spans).map(Some)
            }
        };
        match kept {
            None => facts.retain(|fact| !note(fact)),
            Some(None) => {}
            Some(Some(span)) => {
                for fact in facts.iter_mut() {
                    if let SlotValue::Note { text } = &mut fact.value {
                        (*text, fact.span) = (self.text.quote(span).to_owned(), span);
                    }
                }
            }
        }
    }

    /// The clauses that no fact stands in, from the first to the last; none when hardly a word is in them.
    fn words_beside(&self, facts: &[Span]) -> Option<Span> {
        let small = |at: usize| {
            [Domain::Language, Domain::Move].into_iter().any(|domain| self.text.term_at(at, domain).is_some())
        };
        let word = |at: &usize| self.text.tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Word);
        let free = self.text.clauses.iter().filter(|clause| !facts.iter().any(|span| span.overlaps(clause.span)));
        let mut words = 0;
        let mut whole: Option<Span> = None;
        for clause in free {
            let own = (clause.first..clause.end).filter(|at| word(at) && !small(*at)).count();
            if own > 0 {
                words += own;
                whole = Some(whole.map_or(clause.span, |span| span.join(clause.span)));
            }
        }
        whole.filter(|_| words >= WORDS_OF_AN_ANSWER)
    }

    /// Whether a fact has another value than the one known.
    fn replaces_something(&self, facts: &[Fact]) -> bool {
        facts.iter().any(|fact| {
            // Entries of a growing list that are known already change nothing.
            let inside = |known: &Fact| !facts::replaces_list(fact.slot) && adds(&fact.value, &known.value);
            let note = matches!(fact.value, SlotValue::Note { .. });
            let known = self.state.slots.get(&fact.slot).filter(|_| !note);
            known.is_some_and(|known| known.value != fact.value && !inside(known))
        })
    }

    /// Notes what became of the slots that the message speaks of.
    fn keep_changes(&mut self, after: Slots, touched: &[SlotId]) {
        let gone = touched.iter().filter(|slot| !after.contains_key(slot) && self.state.slots.contains_key(slot));
        let gone: Vec<SlotId> = gone.filter(|slot| !self.said.dropped.contains(slot)).copied().collect();
        self.said.dropped.extend(gone);
        for (slot, fact) in after {
            let before = self.state.slots.get(&slot).filter(|_| !self.said.dropped.contains(&slot));
            if before.is_none_or(|before| before.value != fact.value || before.confidence != fact.confidence) {
                self.said.facts.push(fact);
            }
        }
        // A slot that got a new value was not dropped.
        let said = &mut self.said;
        said.dropped.retain(|slot| !said.facts.iter().any(|fact| fact.slot == *slot));
    }

    /// Weighs the evidence of the whole session, this message included.
    pub(super) fn assess(&mut self) {
        let replaced = self.said.replaces.then_some(self.said.question);
        let kept = self.state.evidence.iter().filter(|evidence| Some(evidence.question) != replaced);
        let mut signals: Vec<Signal> = kept.map(|evidence| evidence.signal.clone()).collect();
        signals.extend(self.said.signals.iter().cloned());
        let slots = self.state.slots.keys().chain(self.said.facts.iter().map(|fact| &fact.slot));
        let weighed = slots.copied().filter(|slot| level::weighs(*slot));
        let facts: Map<SlotId, &Fact> = weighed.filter_map(|slot| Some((slot, self.holds(slot)?))).collect();
        let facts: Vec<Fact> = facts.into_values().cloned().collect();
        let assessment = level::assess(self.engine, &signals, &facts, self.context.locale);
        // What an answer that no longer holds had shown does not linger.
        let before = match self.said.replaces {
            true => level::Standing::default(),
            false => level::Standing { chat: self.state.level, safety: self.state.safety },
        };
        let standing = level::evolve(before, &assessment);
        (self.said.level, self.said.safety) = (standing.chat, standing.safety);
        self.said.confidence = assessment.confidence;
    }

    /// Facts that were known with another value before.
    pub(super) fn changed(&self) -> Vec<Fact> {
        let changes = |fact: &&Fact| {
            let known = self.state.slots.get(&fact.slot);
            known.is_some_and(|known| known.value != fact.value && !adds(&known.value, &fact.value))
        };
        self.said.facts.iter().filter(changes).cloned().collect()
    }

    /// Facts that are new, and lists that have more in them than before.
    pub(super) fn fresh(&self) -> Vec<Fact> {
        let new = |fact: &&Fact| {
            let known = self.state.slots.get(&fact.slot);
            known.is_none_or(|known| known.value != fact.value && adds(&known.value, &fact.value))
        };
        self.said.facts.iter().filter(new).cloned().collect()
    }

    /// Whether the message says something that the question is about.
    pub(super) fn speaks_to(&self, id: u8) -> bool {
        let slots = self.plan().slots_of(id);
        let about = self.said.facts.iter().any(|fact| slots.contains(&fact.slot));
        let screens = self.engine.catalogue.question(id).is_some_and(|question| question.screening);
        about || (screens && !self.said.flags.is_empty())
    }

    /// Opens questions that only the answer to `question` had covered.
    pub(super) fn open_unfounded(&mut self, question: u8) {
        let known = plan::known(&self.engine.catalogue, |slot| self.holds(slot), |_| false);
        let founded = |id: &u8| {
            *id == question
                || known.contains(id)
                || self.state.responses.contains_key(id)
                || self.state.declined.contains(id)
        };
        self.said.opened = self.state.order.iter().copied().filter(|id| !founded(id)).collect();
    }

    /// The question dealt with before `id`.
    pub(super) fn before(&self, id: u8) -> Option<u8> {
        let order = &self.state.order;
        let position = order.iter().position(|known| *known == id).unwrap_or(order.len());
        order.get(position.checked_sub(1)?).copied()
    }

    /// Covers a question with this message.
    pub(super) fn cover(&mut self, id: u8) {
        if !self.said.covered.contains(&id) {
            self.said.covered.insert(0, id);
        }
    }
}

/// Whether a list only grew.
fn adds(known: &SlotValue, new: &SlotValue) -> bool {
    match (known, new) {
        (SlotValue::Codes { codes: known }, SlotValue::Codes { codes: new }) => {
            known.iter().all(|code| new.contains(code))
        }
        (SlotValue::Injuries { injuries: known }, SlotValue::Injuries { injuries: new }) => {
            !known.is_empty() && known.iter().all(|injury| new.contains(injury))
        }
        (SlotValue::Lifts { lifts: known }, SlotValue::Lifts { lifts: new }) => {
            known.iter().all(|lift| new.contains(lift))
        }
        _ => false,
    }
}

/// Whether a fact says that there is none.
fn is_none(fact: &Fact) -> bool {
    matches!(&fact.value, SlotValue::Injuries { injuries } if injuries.is_empty())
}

/// Whether a fact only takes something away.
fn is_removal(fact: &Fact) -> bool {
    matches!(fact.value, SlotValue::Without { .. })
}
