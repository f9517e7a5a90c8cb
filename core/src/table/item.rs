//! The envelope of a stored item and the writes that change it.

use serde::{Deserialize, Serialize};

use super::attributes::Attributes;

/// The primary key of an item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Key {
    /// Partition key, such as `user#123`.
    pub pk: String,
    /// Sort key, such as `profile` or `coach#456`.
    pub sk: String,
}

/// One item of the table: exactly the JSON of the schema document, with `version` and `ttl` beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Partition key and sort key.
    #[serde(flatten)]
    pub key: Key,
    /// The entity's type; absent on turn items, so that they cost no index write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity_type: Option<String>,
    /// RFC 3339 instant of the first write.
    pub created_at: String,
    /// RFC 3339 instant of the last write.
    pub updated_at: String,
    /// Keys of the two generic indexes.
    #[serde(flatten)]
    pub index: IndexKeys,
    /// The entity itself.
    pub attributes: Attributes,
    /// Optimistic lock: 1 at the first write, one more at each change.
    #[serde(default)]
    pub version: u64,
    /// Unix seconds after which the item counts as gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl: Option<i64>,
}

/// Keys of the generic indexes GSI-1 and GSI-2; sparse: an item without them is not in the index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IndexKeys {
    /// Partition key of GSI-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gsi1pk: Option<String>,
    /// Sort key of GSI-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gsi1sk: Option<String>,
    /// Partition key of GSI-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gsi2pk: Option<String>,
    /// Sort key of GSI-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gsi2sk: Option<String>,
}

/// What must hold for a write to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Anything.
    None,
    /// No item under this key (an expired one counts as none).
    Absent,
    /// An item under this key.
    Present,
    /// The stored item has this version.
    Version(u64),
}

/// One change of the table.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// Writes the whole item.
    Put {
        /// The item to store.
        item: Box<Item>,
        /// What must hold.
        condition: Condition,
    },
    /// Removes the item.
    Delete {
        /// The key to remove.
        key: Key,
        /// What must hold.
        condition: Condition,
    },
}

/// One change of the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentWrite {
    /// Writes the whole document; compressed and checksummed by the store.
    Put {
        /// The path of the schema document's layout, such as `users/123/workouts/2025-06-20/w1.json`.
        path: String,
        /// The document's JSON text.
        body: Vec<u8>,
    },
    /// Removes the document.
    Delete {
        /// The path to remove.
        path: String,
    },
}

/// Changes that belong together. An embedded store applies them in one transaction; a cloud store writes
/// the documents first, then the items in one transaction, so that no item names a missing document.
///
/// All conditions are checked against the state before the batch; so a key, like a path, occurs at most once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// Changes of items, at most [`Batch::MAX_WRITES`].
    pub writes: Vec<Write>,
    /// Changes of documents.
    pub documents: Vec<DocumentWrite>,
}

impl Batch {
    /// The most items one transaction may change (DynamoDB's `TransactWriteItems`).
    pub const MAX_WRITES: usize = 100;

    /// The greatest size of an item, in bytes of its JSON (DynamoDB's 400 KB, less its own overhead).
    pub const MAX_ITEM: usize = 380_000;

    /// An empty batch.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes an item if the condition holds.
    #[must_use]
    pub fn put(mut self, item: Item, condition: Condition) -> Self {
        self.writes.push(Write::Put { item: Box::new(item), condition });
        self
    }

    /// Removes an item if the condition holds.
    #[must_use]
    pub fn delete(mut self, key: Key, condition: Condition) -> Self {
        self.writes.push(Write::Delete { key, condition });
        self
    }

    /// Writes a document.
    #[must_use]
    pub fn put_document(mut self, path: String, body: Vec<u8>) -> Self {
        self.documents.push(DocumentWrite::Put { path, body });
        self
    }

    /// Removes a document.
    #[must_use]
    pub fn delete_document(mut self, path: String) -> Self {
        self.documents.push(DocumentWrite::Delete { path });
        self
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.documents.is_empty()
    }

    /// Checks what every store asks of a batch; every store calls it first.
    ///
    /// # Errors
    /// When the batch is too large, names a key or a path twice, or a key or path that cannot be stored.
    pub fn check(&self) -> Result<(), BatchError> {
        if self.writes.len() > Self::MAX_WRITES {
            return Err(BatchError::TooManyWrites(self.writes.len()));
        }
        let mut keys: Vec<&Key> = self.writes.iter().map(Write::key).collect();
        if !keys.iter().all(|key| (1..=2048).contains(&key.pk.len()) && (1..=1024).contains(&key.sk.len())) {
            return Err(BatchError::Key);
        }
        keys.sort_unstable();
        if keys.windows(2).any(|pair| matches!(pair, [first, second] if first == second)) {
            return Err(BatchError::KeyTwice);
        }
        let mut paths: Vec<&str> = self.documents.iter().map(DocumentWrite::path).collect();
        if !paths.iter().all(|path| is_path(path)) {
            return Err(BatchError::Path);
        }
        paths.sort_unstable();
        if paths.windows(2).any(|pair| matches!(pair, [first, second] if first == second)) {
            return Err(BatchError::PathTwice);
        }
        Ok(())
    }
}

impl Write {
    /// The key that is changed.
    #[must_use]
    pub fn key(&self) -> &Key {
        match self {
            Self::Put { item, .. } => &item.key,
            Self::Delete { key, .. } => key,
        }
    }

    /// What must hold.
    #[must_use]
    pub fn condition(&self) -> Condition {
        match self {
            Self::Put { condition, .. } | Self::Delete { condition, .. } => *condition,
        }
    }
}

impl Condition {
    /// Whether the condition holds where an unexpired item of this version, or none, is stored.
    #[must_use]
    pub fn holds(self, stored: Option<u64>) -> bool {
        match self {
            Self::None => true,
            Self::Absent => stored.is_none(),
            Self::Present => stored.is_some(),
            Self::Version(version) => stored == Some(version),
        }
    }
}

impl DocumentWrite {
    /// The path that is changed.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Put { path, .. } | Self::Delete { path } => path,
        }
    }
}

impl Item {
    /// Whether the item counts as gone at this instant, in Unix seconds.
    #[must_use]
    pub fn expired(&self, now: i64) -> bool {
        self.ttl.is_some_and(|ttl| ttl <= now)
    }
}

/// Why a batch cannot be applied by any store: a mistake of the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// More than [`Batch::MAX_WRITES`] items.
    #[error("{0} items in one transaction: at most {max} go together", max = Batch::MAX_WRITES)]
    TooManyWrites(usize),
    /// A key that is empty or too long.
    #[error("a key is empty or too long")]
    Key,
    /// A key occurs twice.
    #[error("a key occurs twice in one transaction")]
    KeyTwice,
    /// A path that no document can have.
    #[error("a document's path is empty, too long or climbs out of its folder")]
    Path,
    /// A path occurs twice.
    #[error("a document's path occurs twice in one transaction")]
    PathTwice,
}

fn is_path(path: &str) -> bool {
    path.len() <= 1024
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && !path.contains(char::is_control)
}
