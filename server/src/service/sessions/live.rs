//! An interview as it is worked on: read from the store, advanced in memory, written back.

use coachwright_core::interview::{Event, Outcome, State, What};
use coachwright_core::table::{Attributes, Batch, Condition, Item, Key, pattern};
use coachwright_core::{Context, Timestamp};
use serde_json::Value;

use crate::service::setting::day_in;
use crate::service::{Service, ServiceError};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// An interview of one person.
#[derive(Debug, Clone)]
pub enum Live {
    /// It goes on.
    Open(Box<Open>),
    /// It ended with a coach: its record is all that is left beside the document.
    Complete(Box<Item>),
}

/// An interview that goes on.
#[derive(Debug, Clone)]
pub struct Open {
    /// The fold of its events.
    pub state: State,
    /// The last event.
    pub last: Event,
    /// The idempotency keys of its events.
    pub(super) keys: Vec<(String, u32)>,
    /// The record as the store has it.
    pub(super) stored: Kept,
}

/// What the store has of a session, but the entity itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    /// When the record was first written; empty before that.
    pub(super) created_at: String,
    /// The record's version; 0 before it was first written.
    pub(super) version: u64,
    /// When the record expires.
    pub(super) ttl: Option<i64>,
    /// When the first of the events expires.
    pub(super) events_ttl: Option<i64>,
}

impl Open {
    /// The version: the number of events.
    #[must_use]
    pub fn version(&self) -> u64 {
        u64::from(self.state.next_seq)
    }

    /// The event that an idempotency key belongs to.
    pub(super) fn seq_of(&self, key: Option<&str>) -> Option<u32> {
        let key = key?;
        self.keys.iter().find(|(known, _)| known == key).map(|(_, seq)| *seq)
    }

    /// Takes an outcome in.
    pub(super) fn advance(&mut self, outcome: Outcome) {
        if let Some(key) = &outcome.event.key {
            self.keys.push((key.clone(), outcome.event.seq));
        }
        self.state = outcome.state;
        self.last = outcome.event;
    }

    /// What the engine must be told for a turn at this instant.
    pub(super) fn context(&self, now: Timestamp) -> Context {
        let state = &self.state;
        // The zone was checked at the start; should the machine have lost it, days are those of UTC.
        let day = state.time_zone.as_deref().and_then(|zone| day_in(zone, now).ok());
        Context {
            now,
            today: day.unwrap_or_else(|| now.date()),
            locale: state.locale,
            region: state.region,
            units: state.units,
        }
    }
}

impl Service {
    /// The name of a session in the cache.
    pub(crate) fn cache_key(user: &str, session: &str) -> String {
        format!("{user}\n{session}")
    }

    /// Reads an interview from the store.
    ///
    /// # Errors
    /// When the person has none with this id, or its events are damaged.
    pub(super) async fn load(&self, user: &str, session: &str) -> Result<Live, ServiceError> {
        let key = Key::session(user, session).map_err(|_| ServiceError::NotFound)?;
        let item = self.store.get(&key).await?.ok_or(ServiceError::NotFound)?;
        if item.attributes.get("isComplete").and_then(Value::as_bool) == Some(true) {
            return Ok(Live::Complete(Box::new(item)));
        }
        let turns = self.turns(user, session).await?;
        let events = events_of(&turns)?;
        let last = events.last().cloned();
        let last = last.ok_or_else(|| ServiceError::damaged("a session's events are missing"))?;
        let keys = events.iter().filter_map(|event| Some((event.key.clone()?, event.seq))).collect();
        let stored = Kept {
            created_at: item.created_at,
            version: item.version,
            ttl: item.ttl,
            events_ttl: turns.iter().filter_map(|turn| turn.ttl).min(),
        };
        Ok(Live::Open(Box::new(Open { state: State::fold(&events), last, keys, stored })))
    }

    /// The interview in a cache entry, read from the store if need be.
    ///
    /// # Errors
    /// When the person has none with this id, or it is complete.
    pub(super) async fn opened<'e>(
        &self,
        entry: &'e mut Option<Live>,
        user: &str,
        session: &str,
    ) -> Result<&'e mut Open, ServiceError> {
        if entry.is_none() {
            *entry = Some(self.load(user, session).await?);
        }
        match entry {
            Some(Live::Open(open)) => Ok(open),
            Some(Live::Complete(item)) => Err(ServiceError::SessionComplete(Box::new(serde_json::to_value(item)?))),
            None => Err(ServiceError::NotFound),
        }
    }

    /// The items of a session's events, in order.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub(super) async fn turns(&self, user: &str, session: &str) -> Result<Vec<Item>, ServiceError> {
        let query = pattern::session_turns(user, session, 0).map_err(|_| ServiceError::NotFound)?;
        Ok(self.store.query(&query).await?.items)
    }

    /// A session's record as of this state.
    ///
    /// # Errors
    /// When the record cannot be a session's, which is a mistake of the program.
    pub(super) fn record(&self, open: &Open, ttl: Option<i64>) -> Result<Item, ServiceError> {
        let state = &open.state;
        let entity = state.record(&self.engine, &self.settings.store.bucket);
        let key = Key::session(&state.user_id, &state.session_id)?;
        let mut item = Item::new(key, &entity, state.last_activity)?;
        item.version = open.version();
        item.ttl = ttl;
        if !open.stored.created_at.is_empty() {
            item.created_at.clone_from(&open.stored.created_at);
        }
        Ok(item)
    }

    /// When a session with activity now expires, in Unix seconds.
    pub(super) fn ttl(now: Timestamp, days: u32) -> Option<i64> {
        (days > 0).then(|| now.as_second() + i64::from(days) * DAY)
    }

    /// When events written now expire: later than their session can without being renewed.
    pub(super) fn events_ttl(&self, now: Timestamp) -> Option<i64> {
        Self::ttl(now, self.settings.sessions.incomplete_days.saturating_mul(2))
    }

    /// Puts an event into a batch.
    pub(super) fn put_event(&self, batch: Batch, state: &State, event: &Event) -> Result<Batch, ServiceError> {
        let key = Key::session_turn(&state.user_id, &state.session_id, event.seq + 1)?;
        let item = Item::record(key, Attributes::of(event)?, event.at);
        Ok(batch.put(item.expiring(self.events_ttl(self.clock.now())), Condition::Absent))
    }

    /// Puts a session's record into a batch, on the condition that nobody else changed it.
    pub(super) fn put_record(batch: Batch, open: &Open, item: Item) -> Batch {
        let condition = match open.stored.version {
            0 => Condition::Absent,
            version => Condition::Version(version),
        };
        batch.put(item, condition)
    }

    /// Gives all events of a session a new life where one of them would expire before its session.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub(super) async fn renew_events(&self, open: &mut Open, ttl: Option<i64>) -> Result<(), ServiceError> {
        let outlives = match (open.stored.events_ttl, ttl) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(events), Some(session)) => events >= session,
        };
        if outlives {
            return Ok(());
        }
        let renewed = self.events_ttl(self.clock.now());
        let turns = self.turns(&open.state.user_id, &open.state.session_id).await?;
        for chunk in turns.chunks(Batch::MAX_WRITES) {
            let renew = |batch: Batch, turn: &Item| batch.put(turn.clone().expiring(renewed), Condition::Present);
            self.store.apply(chunk.iter().fold(Batch::new(), renew)).await?;
        }
        open.stored.events_ttl = renewed;
        Ok(())
    }
}

/// All events of a session, from these items.
pub(super) fn events_of(turns: &[Item]) -> Result<Vec<Event>, ServiceError> {
    let events = events_from(turns, 0)?;
    let starts = events.first().is_none_or(|event| matches!(event.what, What::Started(_)));
    if starts { Ok(events) } else { Err(ServiceError::damaged("a session's first event is missing")) }
}

/// The events of a session from this number on, from these items.
pub(super) fn events_from(turns: &[Item], first: u32) -> Result<Vec<Event>, ServiceError> {
    let events: Result<Vec<Event>, _> = turns.iter().map(|turn| turn.attributes.read()).collect();
    let events = events.map_err(|_| ServiceError::damaged("a session's event cannot be read"))?;
    let in_order = (first..).zip(&events).all(|(seq, event)| event.seq == seq);
    if in_order { Ok(events) } else { Err(ServiceError::damaged("a session's events have gaps")) }
}
