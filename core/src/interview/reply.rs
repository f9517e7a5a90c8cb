//! What a client is told after each event.

use serde::{Deserialize, Serialize};

use super::event::{Event, Stage, What};
use super::moves::Move;
use super::plan::Plan;
use super::state::State;
use crate::facts::{Confidence, SlotId, SlotValue};
use crate::level::Level;
use crate::safety::Flag;
use crate::{Engine, Span};

/// The `turn` object of the API.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Reply {
    /// The text to show.
    pub reply: String,
    /// The level detected so far.
    pub level: Level,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// Questions dealt with over questions needed, 0 to 1, two decimals, never falling.
    pub progress: f64,
    /// Everything known, each with where it was said.
    pub slots: Vec<KnownSlot>,
    /// Red flags of this message, gravest first.
    pub flags: Vec<Flag>,
    /// The number of the question that the reply asks; none when it asks none of the catalogue.
    pub question_id: Option<u8>,
    /// Its topic.
    pub topic: Option<String>,
    /// Answers to tap.
    pub quick_replies: Vec<String>,
    /// Why the question is asked.
    pub why: Option<String>,
    /// What the person did, in the order of importance.
    pub moves: Vec<Move>,
    /// Whether the reply is the recap.
    pub is_recap: bool,
    /// Whether the coach may be made now.
    pub ready_to_complete: bool,
}

/// A known fact with where it was said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct KnownSlot {
    /// Which.
    pub slot: SlotId,
    /// Its value.
    pub value: SlotValue,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// The words it came from, as a place in the message of event `turn`.
    pub span: Span,
    /// Those words, shortened to a phrase.
    pub words: String,
    /// The question that was pending; none where the fact was taken over from a coach.
    pub question: Option<u8>,
    /// The number of the event that holds the message.
    pub turn: u32,
}

/// What a client is told after `event`, given the state that holds it and everything before it.
#[must_use]
pub fn reply(engine: &Engine, state: &State, event: &Event) -> Reply {
    let shown = event.shown();
    let (moves, flags) = match &event.what {
        What::Said(said) | What::Corrected(said) => (said.moves.clone(), said.flags.clone()),
        _ => Default::default(),
    };
    let catalogue = &engine.catalogue;
    let asks = shown.pending.filter(|_| matches!(shown.stage, Stage::Asking | Stage::Finishing));
    let wording = asks.and_then(|id| catalogue.wording(id, state.locale));
    let quick = || catalogue.language(state.locale)?.replies.quick.get(shown.stage.occasion());
    let quick_replies = match wording {
        Some(wording) => wording.quick_replies.clone(),
        None => quick().cloned().unwrap_or_default(),
    };
    let slots = state.slots.values().map(|fact| {
        let source = state.sources.get(&fact.slot).cloned().unwrap_or_default();
        KnownSlot {
            slot: fact.slot,
            value: fact.value.clone(),
            confidence: fact.confidence,
            span: fact.span,
            words: source.words,
            question: source.question,
            turn: source.seq,
        }
    });
    Reply {
        reply: shown.reply.clone(),
        level: state.level,
        confidence: state.confidence,
        progress: f64::from(Plan::new(catalogue, state).progress()) / 100.0,
        slots: slots.collect(),
        flags,
        question_id: asks,
        topic: asks.and_then(|id| catalogue.topic(id)).map(str::to_owned),
        quick_replies,
        why: wording.map(|wording| wording.why.clone()),
        moves,
        is_recap: shown.stage == Stage::Recap,
        ready_to_complete: state.ready_to_complete(),
    }
}
