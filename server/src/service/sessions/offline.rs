//! Messages that were written offline, taken in as if they had come one by one.

use coachwright_core::model::CoachCreatorSession;
use coachwright_core::table::Batch;
use coachwright_core::{Timestamp, interview::Reply};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::call::{Call, is_of};
use super::live::{Live, events_of};
use crate::service::item::Stored;
use crate::service::once::is_key;
use crate::service::setting::check_text;
use crate::service::{Service, ServiceError};
use crate::store::StoreError;

/// A message written offline.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object with `key`, `at` and `text`")]
pub struct OfflineEvent {
    /// Its idempotency key.
    pub key: String,
    /// When it was written.
    pub at: Timestamp,
    /// The words.
    pub text: String,
    /// The question whose answer it replaces; none for a message.
    #[serde(default)]
    pub question: Option<u8>,
    /// Seconds the person took.
    #[serde(default)]
    pub response_time: Option<u32>,
}

/// What became of messages written offline.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Replayed {
    /// The session's version.
    #[serde(skip)]
    pub version: u64,
    /// The session's item, as JSON.
    #[schemars(with = "Stored<CoachCreatorSession>")]
    pub session: Box<RawValue>,
    /// The reply to the last message.
    pub turn: Reply,
    /// How many were new.
    pub taken: usize,
    /// How many had been taken before.
    pub known: usize,
}

impl OfflineEvent {
    fn call(&self) -> Call<'_> {
        match self.question {
            None => Call::Say { text: &self.text, response_time: self.response_time },
            Some(question) => Call::Correct { question, text: &self.text },
        }
    }
}

impl Service {
    /// Takes messages in their order; those whose key is known are left out. As many as fit go into one transaction.
    ///
    /// # Errors
    /// As [`Service::call`], with the place of the message that is at fault; messages before it may have been kept, and are
    /// known when the rest is sent again.
    pub async fn replay(&self, user: &str, session: &str, events: &[OfflineEvent]) -> Result<Replayed, ServiceError> {
        let most = self.settings.limits.events;
        if events.is_empty() || events.len() > most {
            return Err(ServiceError::field("/events", format!("send 1 to {most} messages")));
        }
        for (place, event) in events.iter().enumerate() {
            if !is_key(&event.key) {
                let pointer = format!("/events/{place}/key");
                return Err(ServiceError::field(pointer, "send 1 to 128 visible ASCII characters"));
            }
            let pointer = format!("/events/{place}/text");
            check_text(&pointer, &event.text, self.settings.limits.message_characters)?;
        }
        let entry = self.sessions.entry(&Self::cache_key(user, session));
        let mut entry = entry.lock().await;
        let open = self.opened(&mut entry, user, session).await?;
        let fresh = self.unknown(open, events).await?;
        let (taken, known) = (fresh.len(), events.len() - fresh.len());

        let now = self.clock.now();
        let ttl = Self::ttl(now, self.settings.sessions.incomplete_days);
        // One write of each transaction is the session's record.
        for chunk in fresh.chunks(Batch::MAX_WRITES - 1) {
            self.opened(&mut entry, user, session).await?;
            let Some(Live::Open(mut open)) = entry.take() else { return Err(ServiceError::NotFound) };
            self.renew_events(&mut open, ttl).await?;
            let mut batch = Batch::new();
            for event in chunk {
                // A device's clock may be wrong; the order of events may not.
                let at = event.at.min(now).max(open.state.last_activity);
                let mut outcome = self.outcome(&open, event.call(), at)?;
                outcome.event.key = Some(event.key.clone());
                open.advance(outcome);
                batch = self.put_event(batch, &open.state, &open.last)?;
            }
            let item = self.record(&open, ttl)?;
            match self.keep(&mut open, batch, item).await {
                Ok(()) => {}
                Err(StoreError::Conflict { .. }) => {
                    let open = self.opened(&mut entry, user, session).await?;
                    let current = self.record(open, open.stored.ttl)?;
                    return Err(ServiceError::Conflict(Some(Box::new(serde_json::to_value(current)?))));
                }
                Err(error) => return Err(error.into()),
            }
            *entry = Some(Live::Open(open));
        }
        let open = self.opened(&mut entry, user, session).await?;
        let item = self.record(open, open.stored.ttl)?;
        Ok(Replayed {
            version: item.version,
            session: serde_json::value::to_raw_value(&item)?,
            turn: coachwright_core::interview::reply(&self.engine, &open.state, &open.last),
            taken,
            known,
        })
    }

    /// The events whose key is not known yet, each once.
    async fn unknown<'e>(
        &self,
        open: &super::Open,
        events: &'e [OfflineEvent],
    ) -> Result<Vec<&'e OfflineEvent>, ServiceError> {
        let mut fresh: Vec<&OfflineEvent> = Vec::new();
        let mut stored = None;
        for (place, event) in events.iter().enumerate() {
            let reused = || ServiceError::field(format!("/events/{place}/key"), "it was used for another message");
            if let Some(twin) = fresh.iter().find(|twin| twin.key == event.key) {
                if *twin != event {
                    return Err(reused());
                }
            } else if let Some(seq) = open.seq_of(Some(&event.key)) {
                if stored.is_none() {
                    stored = Some(events_of(&self.turns(&open.state.user_id, &open.state.session_id).await?)?);
                }
                let known = stored.iter().flatten().find(|known| known.seq == seq);
                if !known.is_some_and(|known| is_of(known, event.call())) {
                    return Err(reused());
                }
            } else {
                fresh.push(event);
            }
        }
        Ok(fresh)
    }
}
