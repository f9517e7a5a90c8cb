//! Stored items as callers see them.

use coachwright_core::table::{IndexKeys, Item};
use schemars::JsonSchema;

/// An item as callers see it: without the keys of indexes.
pub(super) fn public(item: Item) -> Item {
    Item { index: IndexKeys::default(), ..item }
}

/// A stored item: the entity and what is kept beside it.
// The form of an `Item` in descriptions, where the entity has a name.
#[derive(Debug, JsonSchema)]
#[schemars(rename = "Stored{E}", rename_all = "camelCase")]
#[expect(dead_code, reason = "only its schema is used")]
pub struct Stored<E> {
    /// Partition key: whose it is.
    pk: String,
    /// Sort key: what it is.
    sk: String,
    /// The entity's type.
    entity_type: String,
    /// When it was first written.
    #[schemars(extend("format" = "date-time"))]
    created_at: String,
    /// When it was last written.
    #[schemars(extend("format" = "date-time"))]
    updated_at: String,
    /// The entity.
    attributes: E,
    /// Its version, which `ETag` and `If-Match` carry.
    version: u64,
    /// When it expires, in Unix seconds; absent for never.
    ttl: Option<i64>,
}
