//! What the product does, whoever asks: the HTTP interface and the command line stand on this.
//!
//! Every call takes the user's id from identity and nothing else; core decides, the store keeps, and an answer is given
//! only once what it says is durable.

pub mod admin;
pub mod body;
mod cache;
pub mod coaches;
pub mod contact;
pub mod conversations;
mod counts;
pub mod erase;
pub mod error;
pub mod export;
pub mod ids;
pub mod import;
pub mod item;
pub mod memories;
pub mod notices;
pub mod once;
pub mod paging;
pub mod performance;
pub mod profile;
pub mod progress;
mod rate;
pub mod sessions;
pub mod setting;
mod subscription;
pub mod tokens;
pub mod workouts;

use std::sync::Arc;

use coachwright_core::Engine;

use crate::clock::Clock;
use crate::settings::Settings;
use crate::store::Store;

pub use error::ServiceError;
pub use ids::{Ids, RandomIds, SequentialIds};
pub use once::{Answer, Once};
pub use paging::{Listed, Paging};
pub use setting::Setting;

use self::cache::Cache;
use self::counts::Counts;
use self::rate::Rate;
use self::sessions::Live;

/// The product's parts.
#[derive(Debug)]
pub struct Service {
    /// What thinks.
    pub engine: Arc<Engine>,
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where new ids come from.
    pub ids: Arc<dyn Ids>,
    /// What the operator set.
    pub settings: Settings,
    /// The interviews that are going on.
    sessions: Cache<Live>,
    /// Contact forms that everybody together may still send.
    contact_rate: Rate,
    /// What happened since the start.
    counts: Counts,
}

impl Service {
    /// The product on these components.
    #[must_use]
    pub fn new(
        engine: Arc<Engine>,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        settings: Settings,
    ) -> Self {
        let sessions = Cache::new(settings.sessions.cached);
        Self { engine, store, clock, ids, settings, sessions, contact_rate: Rate::default(), counts: Counts::default() }
    }

    /// What is counted: name, help, value.
    #[must_use]
    pub fn counters(&self) -> Vec<(&'static str, &'static str, u64)> {
        let cached = ("coachwright_sessions_cached", "Interviews in memory.", self.sessions.len() as u64);
        self.counts.all().chain(std::iter::once(cached)).collect()
    }
}
