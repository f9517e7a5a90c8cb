//! Tools for tests that need the whole product: a server process on a free port and a lean HTTP client.

pub mod client;
pub mod kill;
pub mod server;
