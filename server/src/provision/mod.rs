//! Making what the cloud store stands on: the table with its indexes and its care, the bucket with its rules.
//!
//! Each part is compared with what is there and changed only where it differs, so a second run changes nothing.

mod table;

pub use table::ensure_table;
