//! The coaching engine's adapter to the outside world: HTTP, storage, command line.

pub mod cli;
pub mod clock;
pub mod store;
