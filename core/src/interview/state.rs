//! The state of an interview: what is left when its events are folded.

use std::collections::BTreeSet;

use crate::Map;
use crate::time::Timestamp;

use super::event::{Base, Event, Said, Shown, Stage, Started, What};
use crate::coach::{self, Profile};
use crate::facts::{Fact, SlotId, Slots};
use crate::level::{Evidence, Level};
use crate::model::{CreationType, GeneratedCoach};
use crate::safety::{Flag, Tier};
use crate::{Locale, Units};

/// The most characters of the person's words that are kept beside a fact.
const WORDS_KEPT: usize = 80;

/// Where a fact comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The question that was pending; none where it was taken over from a coach.
    pub question: Option<u8>,
    /// The event that holds the message.
    pub seq: u32,
    /// The words, shortened to a phrase.
    pub words: String,
}

/// A red flag with the question it was raised at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// The question that was pending.
    pub question: Option<u8>,
    /// The flag.
    pub flag: Flag,
    /// Whether it wants medical clearance.
    pub wants_clearance: bool,
}

/// Everything the next turn, the session record and the coach need. A pure function of the events.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// The session's id.
    pub session_id: String,
    /// Whose it is.
    pub user_id: String,
    /// Why it is held.
    pub creation_type: CreationType,
    /// The coach it starts from.
    pub base: Option<Base>,
    /// The person's time zone, where known.
    pub time_zone: Option<String>,
    /// The region the person is in, where known.
    pub region: Option<[u8; 2]>,
    /// The person's units, where they chose.
    pub units: Option<Units>,
    /// The language of replies.
    pub locale: Locale,
    /// The number of the next event.
    pub next_seq: u32,
    /// Messages taken.
    pub turns: u32,
    /// What is known.
    pub slots: Slots,
    /// Where each known fact comes from.
    pub sources: Map<SlotId, Source>,
    /// The person's words by question number.
    pub responses: Map<u8, String>,
    /// Questions in the order they were last dealt with.
    pub order: Vec<u8>,
    /// Questions the person skipped or had no answer to.
    pub declined: BTreeSet<u8>,
    /// How often the pending question was tried without an answer to it.
    pub tries: u8,
    /// Evidence of level.
    pub evidence: Vec<Evidence>,
    /// Red flags of the person themselves.
    pub flags: Vec<Raised>,
    /// Whether the person said that they are medically cleared, after the last flag that asks for it.
    pub cleared: bool,
    /// The level that replies are worded for.
    pub level: Level,
    /// The level that caps training.
    pub safety: Level,
    /// How sure the level is.
    pub confidence: f64,
    /// The most progress shown so far, in hundredths.
    pub progress: u8,
    /// Where the interview stands.
    pub stage: Stage,
    /// The question that is pending.
    pub pending: Option<u8>,
    /// Its wording as it was shown.
    pub pending_text: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When something last happened.
    pub last_activity: Timestamp,
    /// When the coach was made.
    pub completed_at: Option<Timestamp>,
    /// When it was given up, unless it was taken up again.
    pub abandoned_at: Option<Timestamp>,
    /// How often it was taken up again.
    pub resumes: u32,
    /// The coach that was made.
    pub coach: Option<GeneratedCoach>,
}

impl State {
    /// The state after these events, in order.
    #[must_use]
    pub fn fold(events: &[Event]) -> Self {
        let mut state = Self::default();
        for event in events {
            state.apply(event);
        }
        state
    }

    /// Takes one more event in.
    pub fn apply(&mut self, event: &Event) {
        self.take_in(event);
        self.show(event.shown());
    }

    /// Takes in what happened, apart from the reply to it.
    pub(super) fn take_in(&mut self, event: &Event) {
        self.next_seq = event.seq.saturating_add(1);
        self.last_activity = event.at;
        match &event.what {
            What::Started(started) => self.start(started, event.at),
            What::Said(said) => self.say(said, event.seq, false),
            What::Corrected(said) => self.say(said, event.seq, true),
            What::Resumed(_) => {
                self.resumes = self.resumes.saturating_add(1);
                self.abandoned_at = None;
            }
            What::Abandoned(_) => self.abandoned_at = Some(event.at),
            What::Completed(completed) => {
                self.completed_at = Some(event.at);
                self.coach = Some(completed.coach.clone());
            }
        }
    }

    /// Whether the question was dealt with: answered, known, skipped.
    #[must_use]
    pub fn is_covered(&self, question: u8) -> bool {
        self.order.contains(&question)
    }

    /// Whether the coach was made.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.completed_at.is_some()
    }

    /// Whether the coach may be made now: the recap is shown or confirmed.
    #[must_use]
    pub fn ready_to_complete(&self) -> bool {
        matches!(self.stage, Stage::Recap | Stage::Confirmed)
    }

    /// The codes of conditions that want medical clearance; empty once the person said that they are cleared.
    #[must_use]
    pub fn clearance(&self) -> Vec<&str> {
        if self.cleared { Vec::new() } else { self.conditions() }
    }

    /// What a coach is made from.
    #[must_use]
    pub fn profile(&self) -> Profile {
        let owned = |codes: Vec<&str>| codes.into_iter().map(str::to_owned).collect();
        // Facts taken over from the coach that is being changed are in its configuration, which the profile holds whole.
        let changes = self.creation_type == CreationType::Modification && self.base.is_some();
        let said = |slot: &SlotId| !changes || self.sources.get(slot).is_some_and(|source| source.seq > 0);
        Profile {
            slots: self.slots.iter().filter(|(slot, _)| said(slot)).map(|(slot, fact)| (*slot, fact.clone())).collect(),
            chat_level: self.level,
            safety_level: self.safety,
            clearance_pending: owned(self.clearance()),
            cleared: if self.cleared { owned(self.conditions()) } else { Vec::new() },
            locale: self.locale,
            units: self.units,
            base: self
                .base
                .clone()
                .filter(|_| changes)
                .map(|base| coach::Base { technical_config: base.config, persona: base.persona }),
        }
    }

    /// The codes of conditions that want medical clearance, cleared or not.
    fn conditions(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = Vec::new();
        for Raised { flag, .. } in self.flags.iter().filter(|raised| raised.wants_clearance) {
            if !codes.contains(&flag.code.as_str()) {
                codes.push(&flag.code);
            }
        }
        codes
    }

    fn start(&mut self, started: &Started, at: Timestamp) {
        self.session_id.clone_from(&started.session_id);
        self.user_id.clone_from(&started.user_id);
        self.creation_type = started.creation_type;
        self.base.clone_from(&started.base);
        self.time_zone.clone_from(&started.time_zone);
        self.region = started.region.as_deref().and_then(|region| region.as_bytes().try_into().ok());
        self.units = started.units;
        self.locale = started.locale;
        self.started_at = at;
        for fact in &started.facts {
            self.keep(fact, Source::default());
        }
        for &question in &started.covered {
            self.deal_with(question);
        }
    }

    fn say(&mut self, said: &Said, seq: u32, corrected: bool) {
        self.turns = self.turns.saturating_add(1);
        self.abandoned_at = None;
        if said.restarted {
            self.forget();
        }
        if said.replaces {
            self.evidence.retain(|evidence| evidence.question != said.question);
        }
        if corrected {
            // Only an explicit correction takes a flag back, and never an emergency.
            self.flags.retain(|raised| raised.question != said.question || raised.flag.tier == Tier::Emergency);
        }
        for slot in &said.dropped {
            self.slots.remove(slot);
            self.sources.remove(slot);
        }
        for fact in &said.facts {
            let words = shorten(fact.span.of(&said.text));
            self.keep(fact, Source { question: said.question, seq, words });
        }
        self.order.retain(|question| !said.opened.contains(question));
        for &question in &said.covered {
            self.declined.remove(&question);
            self.deal_with(question);
            if Some(question) == said.question {
                self.responses.insert(question, said.text.clone());
            }
        }
        for &question in &said.declined {
            self.declined.insert(question);
            self.deal_with(question);
        }
        self.evidence
            .extend(said.signals.iter().map(|signal| Evidence { question: said.question, signal: signal.clone() }));
        let own = said.flags.iter().filter(|flag| !flag.somebody_else);
        for flag in own {
            let wants_clearance = said.clearance.contains(&flag.code);
            self.cleared &= !wants_clearance;
            self.flags.push(Raised { question: said.question, flag: flag.clone(), wants_clearance });
        }
        self.cleared |= said.cleared;
        (self.level, self.safety, self.confidence) = (said.level, said.safety, said.confidence);
        if let Some(locale) = said.locale {
            self.locale = locale;
        }
        let tried = said.moves.iter().any(|act| act.is_try());
        let went_on = said.covered.iter().chain(&said.declined).any(|id| Some(*id) == self.pending);
        self.tries = match (went_on, tried) {
            (true, _) => 0,
            (false, true) => self.tries.saturating_add(1),
            (false, false) => self.tries,
        };
    }

    fn keep(&mut self, fact: &Fact, source: Source) {
        self.slots.insert(fact.slot, fact.clone());
        self.sources.insert(fact.slot, source);
    }

    fn deal_with(&mut self, question: u8) {
        self.order.retain(|known| *known != question);
        self.order.push(question);
    }

    pub(super) fn show(&mut self, shown: &Shown) {
        self.stage = shown.stage;
        if shown.pending != self.pending {
            self.tries = 0;
        }
        self.pending = shown.pending;
        self.progress = self.progress.max(shown.progress);
        shown.question.unwrap_or_default().of(&shown.reply).clone_into(&mut self.pending_text);
    }

    /// Starting over forgets everything but who the person is, what endangers them, and the language.
    fn forget(&mut self) {
        let kept = std::mem::take(self);
        *self = Self {
            session_id: kept.session_id,
            user_id: kept.user_id,
            creation_type: kept.creation_type,
            base: kept.base,
            time_zone: kept.time_zone,
            region: kept.region,
            units: kept.units,
            locale: kept.locale,
            next_seq: kept.next_seq,
            turns: kept.turns,
            flags: kept.flags,
            cleared: kept.cleared,
            started_at: kept.started_at,
            last_activity: kept.last_activity,
            resumes: kept.resumes,
            ..Self::default()
        };
    }
}

/// At most [`WORDS_KEPT`] characters, cut between words.
pub(super) fn shorten(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((limit, _)) = line.char_indices().nth(WORDS_KEPT) else { return line };
    let kept = line.get(..limit).unwrap_or_default();
    let cut = kept.rfind(' ').filter(|cut| *cut > limit / 2).unwrap_or(limit);
    format!("{}…", kept.get(..cut).unwrap_or_default().trim_end_matches([',', ';', '.', ' ']))
}
