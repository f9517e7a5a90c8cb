//! The interviews that are going on: each with its state, so that a turn reads nothing from the store.
//!
//! An entry is a lock around what is known. A call takes the content out, works, and puts the new content back once it is
//! durable; whatever ends a call early leaves the entry empty, and the next call reads the store again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex as Lock, PoisonError};

use tokio::sync::Mutex;

/// An entry: locked while a call works on it, which keeps calls on one interview in order.
pub(super) type Entry<T> = Arc<Mutex<Option<T>>>;

/// A bounded number of entries; those used longest ago go first.
#[derive(Debug)]
pub(super) struct Cache<T> {
    most: usize,
    inner: Lock<Inner<T>>,
}

#[derive(Debug)]
struct Inner<T> {
    entries: HashMap<String, (Entry<T>, u64)>,
    uses: u64,
}

impl<T> Cache<T> {
    pub(super) fn new(most: usize) -> Self {
        Self { most: most.max(1), inner: Lock::new(Inner { entries: HashMap::new(), uses: 0 }) }
    }

    /// The entry under this key, empty if it was not known.
    pub(super) fn entry(&self, key: &str) -> Entry<T> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.uses += 1;
        let uses = inner.uses;
        if let Some((entry, used)) = inner.entries.get_mut(key) {
            *used = uses;
            return entry.clone();
        }
        if inner.entries.len() >= self.most {
            inner.forget();
        }
        let entry = Entry::default();
        inner.entries.insert(key.to_owned(), (entry.clone(), uses));
        entry
    }

    /// The entries whose keys begin so.
    pub(super) fn entries_of(&self, prefix: &str) -> Vec<Entry<T>> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let found = inner.entries.iter().filter(|(key, _)| key.starts_with(prefix));
        found.map(|(_, (entry, _))| entry.clone()).collect()
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).entries.len()
    }
}

impl<T> Inner<T> {
    /// Drops an eighth of the entries, those used longest ago; never one that a call holds, or two calls on one interview
    /// would have two locks.
    fn forget(&mut self) {
        let mut used: Vec<u64> = self.entries.values().map(|(_, used)| *used).collect();
        let eighth = used.len() / 8;
        let (_, limit, _) = used.select_nth_unstable(eighth);
        let limit = *limit;
        self.entries.retain(|_, (entry, used)| *used > limit || Arc::strong_count(entry) > 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn entries_are_bounded_and_the_oldest_go() {
        let cache = Cache::<u32>::new(16);
        let held = cache.entry("held");
        *held.lock().await = Some(7);
        for number in 0..1000 {
            *cache.entry(&number.to_string()).lock().await = Some(number);
            assert!(cache.len() <= 17);
            assert_eq!(*cache.entry(&number.to_string()).lock().await, Some(number));
        }
        assert_eq!(*cache.entry("0").lock().await, None);
        assert!(Arc::ptr_eq(&held, &cache.entry("held")));
    }
}
