//! The envelope of a stored item and the writes that change it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The primary key of an item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// Partition key, such as `user#123`.
    pub pk: String,
    /// Sort key, such as `profile` or `coach#456`.
    pub sk: String,
}

/// One item of the table: exactly the JSON of the schema document, with `version` and `ttl` beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    pub attributes: Value,
    /// Optimistic lock: 1 at the first write, one more at each change.
    #[serde(default)]
    pub version: u64,
    /// Unix seconds after which the item counts as gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl: Option<i64>,
}

/// Keys of the generic indexes GSI-1 and GSI-2; sparse: an item without them is not in the index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// Changes of items.
    pub writes: Vec<Write>,
    /// Changes of documents.
    pub documents: Vec<DocumentWrite>,
}
