//! Where items and documents are kept.
//!
//! [`Table`] and [`Documents`] have one small vocabulary for every engine; one contract suite runs on all of them. Vendor
//! errors become [`StoreError`], whose kinds say what the caller should do. [`Table::apply`] is the only way to write.

use async_trait::async_trait;
use coachwright_core::table::query::QueryError;
use coachwright_core::table::{Batch, BatchError, Cursor, Item, Key, Query};

#[cfg(feature = "aws")]
pub mod aws;
pub mod checked;
#[cfg(test)]
pub(crate) mod contract;
pub mod embedded;
#[cfg(test)]
pub(crate) mod faults;
pub mod memory;
pub mod verify;

#[cfg(feature = "aws")]
pub use aws::AwsStore;
pub use checked::CheckedStore;
pub use embedded::EmbeddedStore;
pub use memory::MemoryStore;
pub use verify::{Report, verify};

/// When the record of a conversation that goes on is written beside its turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Snapshots {
    /// With every turn, in the same transaction: it costs nothing more, and only one process writes.
    Always,
    /// At its start, at changes of status, and once so many turns have passed (0 for never): each write is paid for, and
    /// other processes write to the same conversation.
    Every(u32),
}

/// One page of a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The items, in the query's order.
    pub items: Vec<Item>,
    /// Where the next page starts; none after the last one.
    pub next: Option<Cursor>,
}

/// Items: one table keyed by partition and sort key, with three indexes.
#[async_trait]
pub trait Table: std::fmt::Debug + Send + Sync {
    /// The item under this key; an expired one counts as absent.
    async fn get(&self, key: &Key) -> Result<Option<Item>, StoreError>;
    /// The items under these keys, in their order.
    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Item>>, StoreError>;
    /// One page of the items that answer a query; its limit counts after its filter.
    async fn query(&self, query: &Query) -> Result<Page, StoreError>;
    /// A page of all items of all people, in an order of the store's own; for checks and moves, never for requests.
    async fn scan(&self, after: Option<&Cursor>, limit: u32) -> Result<Page, StoreError>;
    /// Applies changes together: all or none of them, durable once acknowledged.
    ///
    /// Every condition is checked against the state before the batch. On [`StoreError::Conflict`] and
    /// [`StoreError::Invalid`] nothing was written; on [`StoreError::Unavailable`] nobody knows, so the caller repeats
    /// the same batch under conditions that make a second application fail.
    async fn apply(&self, batch: Batch) -> Result<(), StoreError>;
    /// When the record of a conversation that goes on is to be written.
    fn snapshots(&self) -> Snapshots {
        Snapshots::Always
    }
}

/// Documents: JSON texts under paths, compressed and checksummed.
#[async_trait]
pub trait Documents: std::fmt::Debug + Send + Sync {
    /// The document under this path.
    async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError>;
    /// The paths that begin so, in order.
    async fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError>;
    /// Moves documents to their place that had to wait elsewhere, and gives their number; stores without such a place have
    /// none.
    async fn deliver(&self) -> Result<usize, StoreError> {
        Ok(0)
    }
}

/// A whole store: its items and its documents.
pub trait Store: Table + Documents {}

impl<S: Table + Documents + ?Sized> Store for S {}

/// Why a store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A condition did not hold: read again, decide again. Holds the index of the write and the item that is stored.
    #[error("a condition did not hold")]
    Conflict {
        /// Which write of the batch.
        write: usize,
        /// What is stored under its key.
        stored: Option<Box<Item>>,
    },
    /// The store cannot answer now: try again later.
    #[error("the store is unavailable")]
    Unavailable(#[source] anyhow::Error),
    /// What is stored is damaged or foreign: a person must look.
    #[error("stored data is damaged: {0}")]
    Damaged(String),
    /// The request itself is wrong: a mistake of the caller.
    #[error("the request to the store is wrong: {0}")]
    Invalid(String),
}

impl From<BatchError> for StoreError {
    fn from(error: BatchError) -> Self {
        Self::Invalid(error.to_string())
    }
}

impl From<QueryError> for StoreError {
    fn from(error: QueryError) -> Self {
        Self::Invalid(error.to_string())
    }
}

/// Refuses an item whose attributes are longer than any store takes, in bytes of their JSON.
fn check_size(attributes: usize) -> Result<(), StoreError> {
    if attributes > Batch::MAX_ITEM {
        let max = Batch::MAX_ITEM;
        return Err(StoreError::Invalid(format!(
            "an item of {attributes} bytes: at most {max} fit, put more into a document"
        )));
    }
    Ok(())
}
