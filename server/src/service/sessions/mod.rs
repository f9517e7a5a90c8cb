//! Interviews: an event log with a snapshot.
//!
//! A turn is one transaction: its event, which must not exist yet, and the session's record. The state is the fold of the
//! events and is kept in memory while the interview goes on. A session's version is the number of its events.

mod call;
mod finish;
mod live;
mod offline;
mod start;
mod view;

pub use call::{Call, Turned};
pub use finish::Finished;
pub use live::{Live, Open};
pub use offline::{OfflineEvent, Replayed};
pub use start::{Begun, NewSession};
pub use view::{Added, Detail, SessionFilter, Status};
