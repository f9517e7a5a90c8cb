//! Faults on purpose: a store that fails at a chosen request, and one that hands control back before each of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use coachwright_core::table::{Batch, Cursor, Item, Key, Query};

use super::{Documents, Page, Snapshots, Store, StoreError, Table};

/// When a request fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Before it reaches the store.
    Lost,
    /// After the store did it: only the answer is lost.
    Unanswered,
}

/// Fails one request of many, or lets others run before each.
#[derive(Debug)]
pub(crate) struct FaultyStore {
    inner: Arc<dyn Store>,
    requests: AtomicUsize,
    fault: Option<(usize, Fault)>,
    steps: bool,
}

impl FaultyStore {
    /// Fails the request of this number, counted from 0.
    pub(crate) fn failing(inner: Arc<dyn Store>, fault: Option<(usize, Fault)>) -> Self {
        Self { inner, requests: AtomicUsize::new(0), fault, steps: false }
    }

    /// Hands control back once before each request.
    pub(crate) fn stepping(inner: Arc<dyn Store>) -> Self {
        Self { inner, requests: AtomicUsize::new(0), fault: None, steps: true }
    }

    /// How many requests there were.
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    async fn pass<T>(&self, request: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        if self.steps {
            let mut waited = false;
            std::future::poll_fn(|context| {
                if std::mem::replace(&mut waited, true) {
                    return std::task::Poll::Ready(());
                }
                context.waker().wake_by_ref();
                std::task::Poll::Pending
            })
            .await;
        }
        let number = self.requests.fetch_add(1, Ordering::SeqCst);
        let fault = self.fault.filter(|(failing, _)| *failing == number).map(|(_, fault)| fault);
        let failed = || Err(StoreError::Unavailable(anyhow::anyhow!("a fault on purpose")));
        match fault {
            None => request.await,
            Some(Fault::Lost) => failed(),
            Some(Fault::Unanswered) => {
                request.await?;
                failed()
            }
        }
    }
}

#[async_trait]
impl Table for FaultyStore {
    async fn get(&self, key: &Key) -> Result<Option<Item>, StoreError> {
        self.pass(self.inner.get(key)).await
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Item>>, StoreError> {
        self.pass(self.inner.get_many(keys)).await
    }

    async fn query(&self, query: &Query) -> Result<Page, StoreError> {
        self.pass(self.inner.query(query)).await
    }

    async fn scan(&self, after: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        self.pass(self.inner.scan(after, limit)).await
    }

    async fn apply(&self, batch: Batch) -> Result<(), StoreError> {
        self.pass(self.inner.apply(batch)).await
    }

    fn snapshots(&self) -> Snapshots {
        self.inner.snapshots()
    }
}

#[async_trait]
impl Documents for FaultyStore {
    async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.pass(self.inner.read(path)).await
    }

    async fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.pass(self.inner.list(prefix)).await
    }
}
