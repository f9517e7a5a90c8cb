//! The coaching engine: a pure library with the same behaviour on every target.
//!
//! Nothing here reads a clock, a file, the network or a random source: `now`, `today`, ids, locale and
//! units are arguments, and equal input gives equal bytes natively and in WebAssembly.
//!
//! A message passes through these modules in this order:
//! 1. [`text`] turns it into words, numbers and known terms, each with its byte span and scope
//!    (negated, asked, planned, somebody else's …);
//! 2. [`safety`] looks for danger before anything else;
//! 3. [`level`] and [`facts`] gather evidence of training experience and typed facts;
//! 4. [`workout`] reads what was trained;
//! 5. [`interview`] decides the next question and folds events into the session's state;
//! 6. [`coach`] turns the collected facts into a coach: configuration and prompts;
//! 7. [`insight`] derives progress, the performance of coaches, and patterns from histories.
//!
//! [`model`] and [`table`] describe what is stored, without knowing any storage.

pub mod coach;
pub mod context;
pub mod engine;
pub mod facts;
mod image;
pub mod insight;
pub mod interview;
pub mod json;
pub mod level;
pub mod lines;
pub mod map;
pub mod model;
mod order;
pub mod safety;
pub mod span;
pub mod table;
pub mod text;
pub mod time;
pub mod workout;

pub use context::{Context, Locale, Units};
pub use engine::Engine;
pub use map::Map;
pub use span::Span;
pub use time::{Date, Timestamp};
