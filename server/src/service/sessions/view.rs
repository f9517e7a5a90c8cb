//! Looking at interviews, and removing them.

use coachwright_core::interview::{self, Event, Reply, State};
use coachwright_core::level::Level;
use coachwright_core::model::{CoachCreatorSession, SessionDocument};
use coachwright_core::table::{Batch, Condition, EntityKey, Item, Key, pattern};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::live::{Live, events_from, events_of};
use crate::service::item::{Stored, public};
use crate::service::once::{Answer, Once};
use crate::service::paging::{Listed, Paging};
use crate::service::{Service, ServiceError};
use crate::store::Snapshots;

/// Which interviews to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct SessionFilter {
    /// Those that stand so.
    pub status: Option<Status>,
    /// Those with this level.
    pub level: Option<Level>,
}

/// How an interview stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// No coach was made yet.
    Incomplete,
    /// It ended with a coach.
    Complete,
    /// It was given up.
    Abandoned,
}

/// What is told about an interview beside its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// Its history in the form of its document.
    History,
    /// Its events.
    Events {
        /// The number of the first one.
        from: u32,
    },
}

/// One interview.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Detail {
    /// Its item.
    #[schemars(with = "Stored<CoachCreatorSession>")]
    pub session: Item,
    /// The last reply; none once it is complete.
    pub turn: Option<Reply>,
    /// Its history in the form of its document, where that was asked for and is available.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<SessionDocument>")]
    pub history: Option<Value>,
    /// Its events, where they were asked for and the interview goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<Event>>,
    /// Whether something that was asked for is unavailable.
    pub partial: bool,
}

impl Service {
    /// A person's interviews, newest first.
    ///
    /// # Errors
    /// When the page cannot be asked for so.
    pub async fn list_sessions(
        &self,
        user: &str,
        filter: SessionFilter,
        paging: &Paging,
    ) -> Result<Listed<Item>, ServiceError> {
        let query = match filter.status {
            None => pattern::sessions(user)?,
            Some(Status::Incomplete) => pattern::sessions_by_completion(user, false)?,
            Some(Status::Complete) => pattern::sessions_by_completion(user, true)?,
            Some(Status::Abandoned) => pattern::abandoned_sessions(user)?,
        };
        let query = match filter.level {
            None => query,
            Some(level) => match pattern::sessions_by_level(user, level)?.filter {
                Some(filter) => query.filter(filter),
                None => query,
            },
        };
        let mut page = self.page(query, paging).await?;
        if self.store.snapshots() != Snapshots::Always {
            for item in &mut page.items {
                if let (false, Ok(EntityKey::CoachCreatorSession { session, .. })) =
                    (is_complete(item), EntityKey::parse(&item.key))
                {
                    // Its record may be some turns old.
                    let detail = self.session(user, session, None).await?;
                    *item = detail.session;
                }
            }
        }
        Ok(page)
    }

    /// One interview, with its history or its events if that is asked for.
    ///
    /// # Errors
    /// When the person has none with this id.
    pub async fn session(&self, user: &str, session: &str, added: Option<Added>) -> Result<Detail, ServiceError> {
        let entry = self.sessions.entry(&Self::cache_key(user, session));
        let mut entry = entry.lock().await;
        self.refresh(&mut entry).await?;
        if entry.is_none() {
            match self.load(user, session).await {
                Ok(live) => *entry = Some(live),
                Err(ServiceError::Internal(cause)) => {
                    tracing::error!(%cause, "a session's events are damaged; its record is served");
                    let item = self.store.get(&Key::session(user, session)?).await?.ok_or(ServiceError::NotFound)?;
                    return Ok(Detail { session: item, turn: None, history: None, events: None, partial: true });
                }
                Err(error) => return Err(error),
            }
        }
        match &*entry {
            Some(Live::Open(open)) => {
                let state = &open.state;
                let session = self.record(open, open.stored.ttl)?;
                let turn = Some(interview::reply(&self.engine, state, &open.last));
                let (mut history, mut events) = (None, None);
                match added {
                    None => {}
                    Some(Added::History) => {
                        let events = events_of(&self.turns(&state.user_id, &state.session_id).await?)?;
                        let document = State::fold(&events).document(&self.engine, &events);
                        history = Some(serde_json::to_value(document)?);
                    }
                    Some(Added::Events { from }) => {
                        let query = pattern::session_turns(&state.user_id, &state.session_id, from);
                        let turns = self.store.query(&query.map_err(|_| ServiceError::NotFound)?).await?;
                        events = Some(events_from(&turns.items, from)?);
                    }
                }
                Ok(Detail { session, turn, history, events, partial: false })
            }
            Some(Live::Complete(item)) => {
                let history = if added == Some(Added::History) { self.document_of(item).await } else { None };
                let partial = added == Some(Added::History) && history.is_none();
                Ok(Detail { session: (**item).clone(), turn: None, history, events: None, partial })
            }
            None => Err(ServiceError::NotFound),
        }
    }

    /// Removes an interview: its record, its events and its document.
    ///
    /// # Errors
    /// When the person has none with this id, or it has another version.
    pub async fn delete_session(
        &self,
        user: &str,
        session: &str,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let entry = self.sessions.entry(&Self::cache_key(user, session));
        let mut entry = entry.lock().await;
        *entry = None;
        let key = Key::session(user, session).map_err(|_| ServiceError::NotFound)?;
        let item = self.store.get(&key).await?.ok_or(ServiceError::NotFound)?;
        let turns = self.turns(user, session).await?;
        // Where records are not written with every turn, those of an interview that goes on are behind their turns.
        let is_complete = is_complete(&item);
        let current = if is_complete { item.version } else { item.version.max(turns.len() as u64) };
        if version.is_some_and(|version| version != current) {
            return Err(ServiceError::Stale(Some(Box::new(serde_json::to_value(public(item))?))));
        }
        let batch = Batch::new().delete(key, Condition::Version(item.version));
        let mut batch = match item.attributes.get("s3Key").and_then(Value::as_str) {
            Some(path) if !path.is_empty() => batch.delete_document(path.to_owned()),
            _ => batch,
        };
        let turns: Vec<Key> = turns.into_iter().map(|turn| turn.key).collect();
        if !is_complete && self.store.snapshots() != Snapshots::Always {
            let next = u32::try_from(current).unwrap_or(u32::MAX).saturating_add(1);
            let next = Key::session_turn(user, session, next).map_err(|_| ServiceError::NotFound)?;
            batch.writes.push(self.blank(next, Condition::Absent));
        }
        self.apply_with_turns(user, once, batch, turns, Answer::gone()).await
    }

    /// Applies a batch that also removes turns: as many as fit with it, the rest behind it. What a stop between leaves
    /// behind belongs to nothing and expires.
    pub(crate) async fn apply_with_turns(
        &self,
        user: &str,
        once: &Once,
        mut batch: Batch,
        turns: Vec<Key>,
        answer: Answer,
    ) -> Result<Answer, ServiceError> {
        let room = Batch::MAX_WRITES.saturating_sub(batch.writes.len() + 1);
        let mut turns = turns.into_iter();
        batch.writes.extend(turns.by_ref().take(room).map(|key| self.blank(key, Condition::None)));
        let answer = self.apply_once(user, once, batch, answer).await?;
        let rest: Vec<Key> = turns.collect();
        for chunk in rest.chunks(Batch::MAX_WRITES) {
            let writes = chunk.iter().cloned().map(|key| self.blank(key, Condition::None)).collect();
            self.store.apply(Batch { writes, documents: Vec::new() }).await?;
        }
        Ok(answer)
    }

    /// The document that an item names; none where it is missing or damaged, which is logged.
    pub(crate) async fn document_of(&self, item: &Item) -> Option<Value> {
        let path = item.attributes.get("s3Key")?.as_str()?;
        match self.store.read(path).await {
            Ok(Some(bytes)) => serde_json::from_slice(&bytes).ok(),
            Ok(None) => {
                tracing::error!("an item's document is missing");
                None
            }
            Err(error) => {
                tracing::error!(%error, "a document cannot be read");
                None
            }
        }
    }
}

/// Whether a session's record says that it ended with a coach.
pub(super) fn is_complete(item: &Item) -> bool {
    item.attributes.get("isComplete").and_then(Value::as_bool) == Some(true)
}
