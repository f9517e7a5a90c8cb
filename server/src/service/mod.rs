//! What the product does, whoever asks: the HTTP interface and the command line stand on this.
//!
//! Every call takes the user's id from identity and nothing else; core decides, the store keeps, and an answer is given
//! only once what it says is durable.

pub mod error;
pub mod ids;
pub mod setting;
pub mod workouts;

use std::sync::Arc;

use coachwright_core::Engine;

use crate::clock::Clock;
use crate::settings::Settings;
use crate::store::Store;

pub use error::ServiceError;
pub use ids::{Ids, RandomIds, SequentialIds};
pub use setting::Setting;

/// The product's parts.
#[derive(Debug)]
pub struct Service {
    /// What thinks.
    pub engine: Engine,
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where new ids come from.
    pub ids: Arc<dyn Ids>,
    /// What the operator set.
    pub settings: Settings,
}
