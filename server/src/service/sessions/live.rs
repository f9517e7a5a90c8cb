//! An interview as it is worked on: read from the store, advanced in memory, written back.

use coachwright_core::interview::{Event, Outcome, State, What};
use coachwright_core::model::coach_creator_session::open_session;
use coachwright_core::table::{Attributes, Batch, Condition, Item, Key, Write, pattern};
use coachwright_core::{Context, Timestamp};
use serde_json::Value;

use super::view::is_complete;
use crate::service::item::public;
use crate::service::setting::day_in;
use crate::service::{Service, ServiceError};
use crate::store::{Snapshots, StoreError};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Days that turns of an interview outlive the day on which it would be marked as abandoned, where each turn kept is paid for.
const SPARE_DAYS: u32 = 16;

/// Days that what is left of removed turns keeps other processes from writing on.
const BLANK_DAYS: u32 = 2;

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
    /// Whether the record says that the interview was given up.
    pub(super) abandoned: bool,
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
        if is_complete(&item) {
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
            abandoned: item.attributes.get("abandonedAt").is_some_and(|at| !at.is_null()),
        };
        let open = Open { state: State::fold(&events), last, keys, stored };
        if open.state.is_complete() {
            // It ended between the two reads.
            let item = self.store.get(&key).await?.ok_or(ServiceError::NotFound)?;
            return Ok(Live::Complete(Box::new(item)));
        }
        Ok(Live::Open(Box::new(open)))
    }

    /// Forgets what is known of an interview where another process may have written since.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub(super) async fn refresh(&self, entry: &mut Option<Live>) -> Result<(), ServiceError> {
        if self.store.snapshots() == Snapshots::Always {
            return Ok(());
        }
        if let Some(Live::Open(open)) = entry {
            let state = &open.state;
            let query = pattern::session_turns(&state.user_id, &state.session_id, state.next_seq)?.limit(1);
            if self.store.query(&query).await?.items.is_empty() {
                return Ok(());
            }
        }
        *entry = None;
        Ok(())
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
        // What another process left behind a removed interview is gone after some days.
        let day_ago = self.clock.now().as_second() - DAY;
        if let Some(Live::Open(open)) = entry
            && open.state.last_activity.as_second() < day_ago
        {
            self.refresh(entry).await?;
        }
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
        let item = Item::new(key, &entity, state.last_activity)?;
        let mut item = public(item);
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

    /// When events written now expire: later than their session can without being renewed. Where each day is paid for, those
    /// of a session that goes on are kept until it is marked as abandoned, which renews them.
    fn events_ttl(&self, state: &State) -> Option<i64> {
        let days = &self.settings.sessions;
        let all = days.incomplete_days.saturating_mul(2);
        let short = days.abandoned_days.saturating_add(SPARE_DAYS);
        let brief = self.is_brief(state) && (all == 0 || short < all);
        Self::ttl(self.clock.now(), if brief { short } else { all })
    }

    /// Whether events are kept only until their session is marked as abandoned.
    fn is_brief(&self, state: &State) -> bool {
        let marked = self.settings.sessions.abandoned_days > 0;
        self.store.snapshots() != Snapshots::Always && marked && state.abandoned_at.is_none()
    }

    /// Puts an event into a batch.
    pub(super) fn put_event(&self, batch: Batch, state: &State, event: &Event) -> Result<Batch, ServiceError> {
        let key = Key::session_turn(&state.user_id, &state.session_id, event.seq + 1)?;
        let item = Item::record(key, Attributes::of(event)?, event.at);
        Ok(batch.put(item.expiring(self.events_ttl(state)), Condition::Absent))
    }

    /// Puts a session's record into a batch, on the condition that nobody else changed it.
    pub(super) fn put_record(&self, batch: Batch, open: &Open, mut item: Item) -> Batch {
        let condition = match (open.stored.version, self.store.snapshots()) {
            (0, _) => Condition::Absent,
            (version, Snapshots::Always) => Condition::Version(version),
            // The turn that goes with it is the lock.
            (_, Snapshots::Every(_)) => Condition::Present,
        };
        if !open.state.is_complete() {
            item.index = open_session(&open.state.session_id, &open.state.started_at.to_string());
        }
        batch.put(item, condition)
    }

    /// Keeps events, and the session's record where it is due: durable once this returns.
    ///
    /// # Errors
    /// When somebody else was faster, or the store cannot answer.
    pub(super) async fn keep(&self, open: &mut Open, events: Batch, item: Item) -> Result<(), StoreError> {
        let kept = Kept {
            created_at: item.created_at.clone(),
            version: item.version,
            ttl: item.ttl,
            events_ttl: open.stored.events_ttl,
            abandoned: open.state.abandoned_at.is_some(),
        };
        let Snapshots::Every(turns) = self.store.snapshots() else {
            self.store.apply(self.put_record(events, open, item)).await?;
            open.stored = kept;
            return Ok(());
        };
        self.store.apply(events).await?;
        let passed = open.version().saturating_sub(open.stored.version);
        let grown_old = match (open.stored.ttl, item.ttl) {
            (Some(before), Some(ttl)) => ttl - before > DAY,
            (before, ttl) => before != ttl,
        };
        if (turns > 0 && passed >= u64::from(turns)) || grown_old || kept.abandoned != open.stored.abandoned {
            self.snapshot(open, item, kept).await;
        }
        Ok(())
    }

    /// Writes a session's record apart from its turns. Where that fails, the record is as of an earlier turn until the next
    /// one is written; everybody who asks for the session folds its turns.
    async fn snapshot(&self, open: &mut Open, item: Item, kept: Kept) {
        let mut batch = self.put_record(Batch::new(), open, item);
        for write in &mut batch.writes {
            if let Write::Put { condition, .. } = write {
                *condition = Condition::Version(open.stored.version);
            }
        }
        match self.store.apply(batch).await {
            Ok(()) => open.stored = kept,
            Err(StoreError::Conflict { stored: Some(stored), .. }) => open.stored.version = stored.version,
            Err(error) => tracing::warn!(%error, "the record of an interview stays as it was"),
        }
    }

    /// Puts the removal of events into a batch. Where other processes may know the session, its turns stay without content
    /// for a while, and one more behind them, so that nobody goes on with what was removed.
    pub(super) fn blank(&self, key: Key, condition: Condition) -> Write {
        match self.store.snapshots() {
            Snapshots::Always => Write::Delete { key, condition },
            Snapshots::Every(_) => {
                let now = self.clock.now();
                let blank = Item::record(key, Attributes::from(Value::Null), now);
                let item = Box::new(blank.expiring(Self::ttl(now, BLANK_DAYS)));
                Write::Put { item, condition }
            }
        }
    }

    /// Gives all events of a session a new life where one of them would expire before its session.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub(super) async fn renew_events(&self, open: &mut Open, ttl: Option<i64>) -> Result<(), ServiceError> {
        let needed = if self.is_brief(&open.state) {
            Self::ttl(self.clock.now(), self.settings.sessions.abandoned_days.saturating_add(2))
        } else {
            ttl
        };
        let outlives = match (open.stored.events_ttl, needed) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(events), Some(session)) => events >= session,
        };
        if outlives {
            return Ok(());
        }
        let renewed = self.events_ttl(&open.state);
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
