//! What a history tells beyond its single workouts and messages.

pub mod patterns;
pub mod performance;
pub mod progress;

pub use patterns::{Patterns, Sample, Shared, patterns};
pub use performance::{Held, Report, Trained, mean, performance};
pub use progress::{Period, Progress, progress};
