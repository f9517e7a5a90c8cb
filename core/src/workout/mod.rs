//! Free text to workouts, every value with the words it came from.
