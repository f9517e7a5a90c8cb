//! The hot path: a message, a correction, a pause, a return.

use coachwright_core::interview::{self, Event, InterviewError, Message, Outcome, Reply, State, What};
use coachwright_core::model::CoachCreatorSession;
use coachwright_core::table::Batch;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;

use super::live::{Live, Open, events_of};
use crate::service::counts::Count;
use crate::service::item::Stored;
use crate::service::setting::check_text;
use crate::service::subscription::Counted;
use crate::service::{Service, ServiceError};
use crate::store::StoreError;

/// What a person does in an interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call<'c> {
    /// Writes a message.
    Say {
        /// The words.
        text: &'c str,
        /// Seconds the person took.
        response_time: Option<u32>,
    },
    /// Replaces an answer.
    Correct {
        /// The question's number.
        question: u8,
        /// The new words.
        text: &'c str,
    },
    /// Comes back after a pause.
    Resume,
    /// Gives up.
    Abandon,
}

/// The answer of a call.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Turned {
    /// The session's version.
    #[serde(skip)]
    pub version: u64,
    /// The session's item, as JSON.
    #[schemars(with = "Stored<CoachCreatorSession>")]
    pub session: Box<RawValue>,
    /// What the person is told.
    pub turn: Reply,
}

impl Service {
    /// Takes a call: durable once this returns. `told` sees the reply before that, for those who show it early.
    ///
    /// # Errors
    /// When the text or the version does not fit, the interview is complete or not the caller's, somebody else was faster, or
    /// the store cannot answer. Nothing was changed then, unless the store is unavailable.
    pub async fn call(
        &self,
        user: &str,
        session: &str,
        call: Call<'_>,
        key: Option<&str>,
        version: Option<u64>,
        told: impl FnOnce(&Reply) + Send,
    ) -> Result<Turned, ServiceError> {
        if let Call::Say { text, .. } | Call::Correct { text, .. } = call {
            check_text("/text", text, self.settings.limits.message_characters)?;
        }
        let entry = self.sessions.entry(&Self::cache_key(user, session));
        let mut entry = entry.lock().await;
        let open = self.opened(&mut entry, user, session).await?;
        if let Some(seq) = open.seq_of(key) {
            let turned = self.repeat(open, seq, call).await?;
            told(&turned.turn);
            return Ok(turned);
        }
        let open = if version.is_some_and(|version| version != open.version()) {
            self.refresh(&mut entry).await?;
            self.opened(&mut entry, user, session).await?
        } else {
            open
        };
        if version.is_some_and(|version| version != open.version()) {
            let current = self.record(open, open.stored.ttl)?;
            return Err(ServiceError::Stale(Some(Box::new(serde_json::to_value(current)?))));
        }
        if matches!(call, Call::Say { .. }) {
            self.count(user, Counted::Messages).await?;
        }
        let now = self.clock.now();
        let mut outcome = self.outcome(open, call, now)?;
        outcome.event.key = key.map(str::to_owned);
        told(&outcome.reply);

        let ttl = Self::ttl(now, self.settings.sessions.incomplete_days);
        // From here the entry is empty until the turn is durable: whatever goes wrong, the store is asked again.
        let Some(Live::Open(mut open)) = entry.take() else { return Err(ServiceError::NotFound) };
        let reply = outcome.reply.clone();
        open.advance(outcome);
        self.renew_events(&mut open, ttl).await?;
        let item = self.record(&open, ttl)?;
        let turned = Turned { version: item.version, session: serde_json::value::to_raw_value(&item)?, turn: reply };
        let batch = self.put_event(Batch::new(), &open.state, &open.last)?;
        match self.keep(&mut open, batch, item).await {
            Ok(()) => {
                *entry = Some(Live::Open(open));
                self.counts.add(Count::Turns, 1);
                Ok(turned)
            }
            Err(StoreError::Conflict { .. }) => {
                let open = self.opened(&mut entry, user, session).await?;
                // The same request may have been kept by a call that was given up before its answer.
                if let Some(seq) = open.seq_of(key) {
                    return self.repeat(open, seq, call).await;
                }
                let current = self.record(open, open.stored.ttl)?;
                Err(ServiceError::Conflict(Some(Box::new(serde_json::to_value(current)?))))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// What follows from a call; nothing is stored.
    pub(super) fn outcome(
        &self,
        open: &Open,
        call: Call<'_>,
        now: coachwright_core::Timestamp,
    ) -> Result<Outcome, ServiceError> {
        let (engine, state, context) = (&self.engine, &open.state, open.context(now));
        let outcome = match call {
            Call::Say { text, response_time } => {
                interview::turn(engine, state, Message { text, response_time }, &context)
            }
            Call::Correct { question, text } => interview::correct(engine, state, question, text, &context),
            Call::Resume => interview::resume(engine, state, &context),
            Call::Abandon => interview::abandon(engine, state, &context),
        };
        outcome.map_err(|error| match error {
            InterviewError::NoSuchQuestion(_) => ServiceError::NotFound,
            InterviewError::EmptyAnswer => ServiceError::field("/text", "write something"),
            InterviewError::Complete | InterviewError::NotReady => ServiceError::Internal(error.into()),
        })
    }

    /// The answer that an event got when it was new.
    async fn repeat(&self, open: &Open, seq: u32, call: Call<'_>) -> Result<Turned, ServiceError> {
        let state = &open.state;
        let events = events_of(&self.turns(&state.user_id, &state.session_id).await?)?;
        let then = usize::try_from(seq).ok().and_then(|seq| events.get(..=seq));
        let (then, event) = then
            .and_then(|then| Some((then, then.last()?)))
            .ok_or_else(|| ServiceError::damaged("a session's event is missing"))?;
        if !is_of(event, call) {
            return Err(ServiceError::KeyReused);
        }
        let state = State::fold(then);
        let turn = interview::reply(&self.engine, &state, event);
        let open = Open { state, last: event.clone(), keys: Vec::new(), stored: open.stored.clone() };
        let item = self.record(&open, open.stored.ttl)?;
        Ok(Turned { version: item.version, session: serde_json::value::to_raw_value(&item)?, turn })
    }
}

/// Whether an event is what a call makes.
pub(super) fn is_of(event: &Event, call: Call<'_>) -> bool {
    match (&event.what, call) {
        (What::Said(said), Call::Say { text, response_time }) => {
            said.text == text && said.response_time == response_time
        }
        (What::Corrected(said), Call::Correct { question, text }) => {
            said.text == text && said.question == Some(question)
        }
        (What::Resumed(_), Call::Resume) | (What::Abandoned(_), Call::Abandon) => true,
        _ => false,
    }
}
