//! The coaching engine's adapter to the outside world: HTTP, storage, command line.

pub mod cli;
pub mod clock;
pub mod http;
pub mod identity;
pub mod jobs;
pub mod mcp;
#[cfg(feature = "aws")]
pub mod provision;
pub mod service;
pub mod settings;
pub mod store;
