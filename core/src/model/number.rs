//! Whole numbers without a decimal point, so that every store and every language gives back the same JSON.

use serde::{Serialize as _, Serializer};

/// Numbers below this are exact in every reader (2^53).
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Writes 45 as `45`, 4.5 as `4.5`.
pub(super) fn plain<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if value.fract() == 0.0 && value.abs() < EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "checked to be a whole number in range")]
        return serializer.serialize_i64(*value as i64);
    }
    serializer.serialize_f64(*value)
}

/// The same for a value that may be missing.
pub(super) fn plain_option<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    struct Plain(f64);
    impl serde::Serialize for Plain {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            plain(&self.0, serializer)
        }
    }
    value.map(Plain).serialize(serializer)
}
