//! New ids as a component, so that tests know them.

use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

/// Gives ids that were never given before, in the order of time.
pub trait Ids: std::fmt::Debug + Send + Sync {
    /// The next id: lower-case letters and digits.
    fn next(&self) -> String;
}

/// UUIDs of version 7.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    fn next(&self) -> String {
        Uuid::now_v7().simple().to_string()
    }
}

/// `000001`, `000002`, …
#[derive(Debug, Default)]
pub struct SequentialIds(AtomicU64);

impl Ids for SequentialIds {
    fn next(&self) -> String {
        format!("{:06}", self.0.fetch_add(1, Ordering::Relaxed) + 1)
    }
}
