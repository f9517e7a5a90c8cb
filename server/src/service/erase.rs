//! Everything of one person gone, with proof.

use std::collections::{BTreeMap, BTreeSet};

use coachwright_core::table::{Batch, Condition, EntityKey, Item, Key, path, pattern};
use schemars::JsonSchema;
use serde::Serialize;

use super::counts::Count;
use super::{Service, ServiceError};
use crate::store::StoreError;

/// How often it is looked again whether something was written meanwhile.
const ROUNDS: usize = 10;

/// Documents removed at once.
const DOCUMENTS: usize = 50;

/// What was there before an erasure and what is left after it, by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Erased {
    /// RFC 3339.
    pub erased_at: String,
    /// Counted before.
    pub before: BTreeMap<String, u64>,
    /// Counted in the store after: zeros.
    pub after: BTreeMap<String, u64>,
}

/// Where a person's data is.
#[derive(Debug, Default)]
struct Traces {
    counts: BTreeMap<String, u64>,
    keys: BTreeSet<Key>,
    documents: BTreeSet<String>,
    coaches: BTreeSet<String>,
}

impl Service {
    /// Removes every item and document of a person, their tokens, and what is measured of their coaches; then counts again.
    ///
    /// # Errors
    /// When the store cannot answer, or the person goes on writing. What is gone then stays gone: ask again.
    pub async fn erase(&self, user: &str) -> Result<Erased, ServiceError> {
        let first = self.traces(user, &BTreeSet::new()).await?;
        let coaches = first.coaches.clone();
        let mut before = BTreeMap::new();
        let mut traces = first;
        for _ in 0..ROUNDS {
            for (kind, count) in &traces.counts {
                *before.entry(kind.clone()).or_insert(0) += count;
            }
            if traces.keys.is_empty() && traces.documents.is_empty() {
                let left = |kind: &String| traces.counts.get(kind).copied().unwrap_or(0);
                let after = before.keys().map(|kind| (kind.clone(), left(kind))).collect();
                self.counts.add(Count::Erasures, 1);
                tracing::info!(items = before.values().sum::<u64>(), "a person's data was erased");
                return Ok(Erased { erased_at: self.clock.now().to_string(), before, after });
            }
            self.remove(&traces).await?;
            // Interviews in memory must not outlive those in the store.
            for entry in self.sessions.entries_of(&Self::cache_key(user, "")) {
                *entry.lock().await = None;
            }
            traces = self.traces(user, &coaches).await?;
        }
        Err(StoreError::Unavailable(anyhow::anyhow!("somebody writes while they are erased")).into())
    }

    async fn traces(&self, user: &str, coaches: &BTreeSet<String>) -> Result<Traces, ServiceError> {
        let mut traces = Traces { coaches: coaches.clone(), ..Traces::default() };
        for item in self.store.query(&pattern::everything_of(user)?).await?.items {
            if let Ok(EntityKey::CoachConfig { coach, .. }) = EntityKey::parse(&item.key) {
                traces.coaches.insert(coach.to_owned());
            }
            traces.add(item);
        }
        for item in self.store.query(&pattern::api_tokens_of(user)?).await?.items {
            traces.add(item);
        }
        let mut folders = vec![path::user(user)?];
        for coach in traces.coaches.clone() {
            for item in self.store.query(&pattern::coach_performance(&coach)?).await?.items {
                traces.add(item);
            }
            folders.push(path::coach(&coach)?);
        }
        for folder in folders {
            traces.documents.extend(self.store.list(&folder).await?);
        }
        if !traces.documents.is_empty() {
            traces.counts.insert("documents".to_owned(), traces.documents.len() as u64);
        }
        Ok(traces)
    }

    /// Documents first: whatever stops this, no item forgets a document.
    async fn remove(&self, traces: &Traces) -> Result<(), ServiceError> {
        let documents: Vec<&String> = traces.documents.iter().collect();
        for some in documents.chunks(DOCUMENTS) {
            let batch = some.iter().fold(Batch::new(), |batch, path| batch.delete_document((*path).clone()));
            self.store.apply(batch).await?;
        }
        let keys: Vec<&Key> = traces.keys.iter().collect();
        for some in keys.chunks(Batch::MAX_WRITES) {
            let batch = some.iter().fold(Batch::new(), |batch, key| batch.delete((*key).clone(), Condition::None));
            self.store.apply(batch).await?;
        }
        Ok(())
    }
}

impl Traces {
    fn add(&mut self, item: Item) {
        let kind = item.entity_type.unwrap_or_else(|| {
            // What has no type is told by its key: `sessionTurn#…`.
            item.key.sk.split('#').next().unwrap_or_default().to_owned()
        });
        *self.counts.entry(kind).or_insert(0) += 1;
        self.keys.insert(item.key);
    }
}
