//! A bound on what everybody together may do in a minute.

use std::sync::{Mutex, PoisonError};

use coachwright_core::Timestamp;

use super::ServiceError;

/// A bucket that fills up as time goes by.
#[derive(Debug, Default)]
pub(super) struct Rate(Mutex<Option<(f64, i64)>>);

impl Rate {
    /// Takes one of `per_minute`; 0 for no bound.
    ///
    /// # Errors
    /// When the minute's are used up.
    pub(super) fn take(&self, per_minute: u32, now: Timestamp) -> Result<(), ServiceError> {
        if per_minute == 0 {
            return Ok(());
        }
        let (most, now) = (f64::from(per_minute), now.as_millisecond());
        let mut bucket = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (left, at) = bucket.unwrap_or((most, now));
        let left = (left + (now - at).max(0) as f64 / 60_000.0 * most).min(most);
        let taken = left >= 1.0;
        *bucket = Some((if taken { left - 1.0 } else { left }, now));
        if taken {
            return Ok(());
        }
        Err(ServiceError::TooMany { retry_after: ((1.0 - left) * 60.0 / most).ceil().max(1.0) as u32 })
    }
}
