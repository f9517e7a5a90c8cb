//! The single table: items, keys, index keys, document paths, and every access pattern as a value. No storage here.
//!
//! `pk` and `sk` are built and read only by [`key`], paths of documents only by [`path`], queries only by
//! [`pattern`]; nothing else in the product concatenates a key.

pub mod attributes;
pub mod id;
pub mod item;
pub mod key;
pub mod path;
pub mod pattern;
pub mod query;
#[cfg(test)]
mod tests;

pub use attributes::Attributes;
pub use id::IdError;
pub use item::{Batch, BatchError, Condition, DocumentWrite, IndexKeys, Item, Key, Write};
pub use key::EntityKey;
pub use query::{Cursor, Filter, Index, Order, Query, SortRange};
