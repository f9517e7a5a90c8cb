//! The HTTP interface through a real socket: every endpoint, every refusal.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says no by a panic")]

mod refusals;
mod support;
