//! The model of a store: ordered maps under one lock, simple enough to be obviously right.
//!
//! Tests compare every other store with it; nothing survives the process.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use coachwright_core::table::{Batch, Cursor, DocumentWrite, Index, Item, Key, Order, Query, Write};

use super::{Documents, Page, Snapshots, StoreError, Table, check_size};
use crate::clock::Clock;

/// Items and documents in memory.
#[derive(Debug)]
pub struct MemoryStore {
    clock: Arc<dyn Clock>,
    snapshots: Snapshots,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    items: BTreeMap<Key, Item>,
    documents: BTreeMap<String, Vec<u8>>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, snapshots: Snapshots::Always, state: Mutex::default() }
    }

    /// The same store, for callers that keep conversations as this says.
    #[must_use]
    pub fn with_snapshots(self, snapshots: Snapshots) -> Self {
        Self { snapshots, ..self }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> i64 {
        self.clock.now().as_second()
    }
}

impl State {
    fn live(&self, key: &Key, now: i64) -> Option<&Item> {
        self.items.get(key).filter(|item| !item.expired(now))
    }
}

#[async_trait]
impl Table for MemoryStore {
    async fn get(&self, key: &Key) -> Result<Option<Item>, StoreError> {
        Ok(self.state().live(key, self.now()).cloned())
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Item>>, StoreError> {
        let state = self.state();
        Ok(keys.iter().map(|key| state.live(key, self.now()).cloned()).collect())
    }

    async fn query(&self, query: &Query) -> Result<Page, StoreError> {
        query.check()?;
        let (state, now) = (self.state(), self.now());
        let position = |item: &Item| {
            let (partition, sort) = query.index.keys(item)?;
            let inside = partition == query.partition && query.range.contains(sort);
            inside.then(|| (sort.to_owned(), item.key.clone()))
        };
        let mut found: Vec<_> = state.items.values().filter_map(|item| Some((position(item)?, item))).collect();
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        if query.order == Order::Descending {
            found.reverse();
        }
        let after = query.after.as_ref().map(|Cursor { key, sort }| (sort.clone(), key.clone()));
        let is_later = |at: &(String, Key)| match (&after, query.order) {
            (None, _) => true,
            (Some(after), Order::Ascending) => at > after,
            (Some(after), Order::Descending) => at < after,
        };
        let holds = |item: &Item| query.filter.as_ref().is_none_or(|filter| filter.holds(&item.attributes));
        let mut matching = found
            .into_iter()
            .filter(|(at, item)| is_later(at) && !item.expired(now) && holds(item))
            .map(|(_, item)| item);
        let limit = query.limit.map_or(usize::MAX, |limit| limit as usize);
        let items: Vec<Item> = matching.by_ref().take(limit).cloned().collect();
        let next = matching.next().and(items.last()).and_then(|last| Cursor::of(query.index, last));
        Ok(Page { items, next })
    }

    async fn scan(&self, after: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let (state, now) = (self.state(), self.now());
        let live = state.items.values().filter(|item| !item.expired(now));
        let mut rest = live.filter(|item| after.is_none_or(|after| item.key > after.key));
        let items: Vec<Item> = rest.by_ref().take(limit as usize).cloned().collect();
        let next = rest.next().and(items.last()).and_then(|last| Cursor::of(Index::Primary, last));
        Ok(Page { items, next })
    }

    async fn apply(&self, batch: Batch) -> Result<(), StoreError> {
        batch.check()?;
        for write in &batch.writes {
            if let Write::Put { item, .. } = write {
                check_size(item.attributes.text().len())?;
            }
        }
        let (mut state, now) = (self.state(), self.now());
        for (index, write) in batch.writes.iter().enumerate() {
            let stored = state.live(write.key(), now);
            if !write.condition().holds(stored.map(|item| item.version)) {
                return Err(StoreError::Conflict { write: index, stored: stored.cloned().map(Box::new) });
            }
        }
        for write in batch.writes {
            match write {
                Write::Put { item, .. } => state.items.insert(item.key.clone(), *item),
                Write::Delete { key, .. } => state.items.remove(&key),
            };
        }
        for document in batch.documents {
            match document {
                DocumentWrite::Put { path, body } => state.documents.insert(path, body),
                DocumentWrite::Delete { path } => state.documents.remove(&path),
            };
        }
        Ok(())
    }

    fn snapshots(&self) -> Snapshots {
        self.snapshots
    }
}

#[async_trait]
impl Documents for MemoryStore {
    async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.state().documents.get(path).cloned())
    }

    async fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let state = self.state();
        let from = state.documents.range(prefix.to_owned()..).map(|(path, _)| path);
        Ok(from.take_while(|path| path.starts_with(prefix)).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use crate::store::contract;

    #[tokio::test]
    async fn keeps_the_contract() {
        let clock = Arc::new(ManualClock::at(contract::start()));
        contract::holds(&MemoryStore::new(clock.clone()), &clock).await;
    }
}
