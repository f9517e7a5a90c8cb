//! The single table: items, keys, index keys, and every access pattern as a value. No storage here.

pub mod item;
pub mod query;
