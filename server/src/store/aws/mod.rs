//! The store past one machine: items in DynamoDB, documents in S3, or in any servers that speak their protocols.
//!
//! Entities are stored as maps, so that every client of the table reads the schema document's JSON; turns and records of
//! requests, which nobody else reads, are packed. The indexes hold keys alone: their items are read from the table, so that an
//! index costs a write only where an item enters or leaves it, and what an index answers is never older than the table.

mod codec;
mod connect;
mod documents;
mod expression;
mod pack;
mod pending;
mod read;
#[cfg(test)]
mod tests;
mod write;

use std::sync::Arc;

use async_trait::async_trait;
use coachwright_core::table::{Batch, Cursor, Item, Key, Query};

pub use self::connect::{Clients, Place};
pub use self::expression::INDEXES;
use super::{Documents, Page, Snapshots, StoreError, Table};
use crate::clock::Clock;

/// Items in a DynamoDB table, documents in an S3 bucket.
#[derive(Debug, Clone)]
pub struct AwsStore {
    clients: Clients,
    place: Place,
    clock: Arc<dyn Clock>,
}

impl AwsStore {
    /// The store at this place; nothing is asked of it yet.
    #[must_use]
    pub fn new(clients: Clients, place: Place, clock: Arc<dyn Clock>) -> Self {
        Self { clients, place, clock }
    }

    fn now(&self) -> i64 {
        self.clock.now().as_second()
    }
}

#[async_trait]
impl Table for AwsStore {
    async fn get(&self, key: &Key) -> Result<Option<Item>, StoreError> {
        self.read_item(key).await
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Item>>, StoreError> {
        self.read_items(keys).await
    }

    async fn query(&self, query: &Query) -> Result<Page, StoreError> {
        self.read_page(query).await
    }

    async fn scan(&self, after: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        self.read_all(after, limit).await
    }

    async fn apply(&self, batch: Batch) -> Result<(), StoreError> {
        self.write(batch).await
    }

    fn snapshots(&self) -> Snapshots {
        Snapshots::Every(self.place.snapshot_turns)
    }
}

#[async_trait]
impl Documents for AwsStore {
    async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.read_document(path).await
    }

    async fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.list_documents(prefix).await
    }

    async fn deliver(&self) -> Result<usize, StoreError> {
        self.deliver_pending().await
    }
}
