//! The HTTP interface through a real socket: every endpoint, every refusal.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by a panic")]

mod admin;
mod coaches;
mod contact;
mod conversations;
mod data;
mod me;
mod openapi;
mod refusals;
mod sessions;
mod streams;
mod support;
mod tokens;
mod workouts;
