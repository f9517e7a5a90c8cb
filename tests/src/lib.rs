//! Tools for tests that need the whole product: a server process on a free port and a lean HTTP client; and the evaluation of
//! understanding on labelled fixtures.

pub mod client;
pub mod eval;
pub mod hostile;
pub mod kill;
pub mod server;
