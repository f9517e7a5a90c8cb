//! Queries as values: what every store must be able to answer.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The index a query runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Index {
    /// The table itself: `pk`, `sk`.
    Primary,
    /// GSI-1: `gsi1pk`, `gsi1sk`.
    Gsi1,
    /// GSI-2: `gsi2pk`, `gsi2sk`.
    Gsi2,
    /// GSI-3: `entityType`, `pk`.
    EntityType,
}

/// The condition on the sort key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortRange {
    /// Every sort key.
    All,
    /// Exactly this one.
    Equals(String),
    /// Those that begin so.
    BeginsWith(String),
    /// From the first to the second, both included, in byte order.
    Between(String, String),
}

/// A condition on an item's content, applied before the limit counts.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// The value at the path (such as `attributes.isActive`) equals this one.
    Equals(String, Value),
    /// The path exists and is not null.
    NotNull(String),
    /// The path is missing or null.
    Null(String),
    /// All hold.
    All(Vec<Filter>),
}

/// The order of the answer by sort key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Smallest sort key first.
    Ascending,
    /// Greatest sort key first.
    #[default]
    Descending,
}

/// Where the next page starts: the position of the last item that was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Primary key of that item.
    pub key: super::item::Key,
    /// Its sort key in the index asked; equal to `key.sk` on the primary index.
    pub sort: String,
}

/// A query: one partition, a range of sort keys, a filter, an order, a limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The index asked.
    pub index: Index,
    /// The partition key's value.
    pub partition: String,
    /// The range of sort keys.
    pub range: SortRange,
    /// The filter; expired items are never answered.
    pub filter: Option<Filter>,
    /// The order.
    pub order: Order,
    /// At most so many items, counted after the filter; none for all.
    pub limit: Option<u32>,
    /// Where to go on.
    pub after: Option<Cursor>,
}
