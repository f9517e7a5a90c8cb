//! What a history tells beyond its single workouts and messages.

pub mod progress;

pub use progress::{Period, Progress, progress};
