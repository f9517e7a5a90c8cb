//! The adapter to the outside world.
