//! Interviews: an event log with a snapshot.
//!
//! A turn appends its event, which must not exist yet: that is the lock, the idempotency and the durability in one. The
//! session's record is a snapshot of the fold: written in the same transaction where that costs nothing, else now and then
//! ([`Snapshots`](crate::store::Snapshots)). The state is the fold of the events and is kept in memory while the interview goes
//! on. A session's version is the number of its events.

mod call;
mod finish;
mod live;
mod offline;
mod start;
#[cfg(test)]
mod tests;
mod view;

pub use call::{Call, Turned};
pub use finish::Finished;
pub use live::{Live, Open};
pub use offline::{OfflineEvent, Replayed};
pub use start::{Begun, NewSession};
pub use view::{Added, Detail, SessionFilter, Status};
