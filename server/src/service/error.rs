//! Why a call is refused.

use serde_json::Value;

use crate::store::StoreError;

/// Why a call is refused; nothing was changed unless a kind says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// A field of the request cannot be used.
    #[error("{pointer}: {detail}")]
    Field {
        /// A JSON pointer into the request.
        pointer: String,
        /// What is wrong with it.
        detail: String,
    },
    /// The caller has no such thing.
    #[error("there is nothing of yours with this id")]
    NotFound,
    /// The caller's version is not the current one.
    #[error("it has changed since it was read")]
    Stale(Option<Box<Value>>),
    /// Somebody else changed it at the same moment.
    #[error("it was changed at the same moment by another request")]
    Conflict(Option<Box<Value>>),
    /// The store cannot answer; whether the change was kept is unknown.
    #[error("the store cannot answer now")]
    Unavailable(#[source] StoreError),
    /// A mistake of the program, or damaged data.
    #[error("something went wrong that should not")]
    Internal(#[source] anyhow::Error),
}

impl ServiceError {
    /// A field that cannot be used.
    pub fn field(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Field { pointer: pointer.into(), detail: detail.into() }
    }
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { stored, .. } => {
                Self::Conflict(stored.map(|item| Box::new(serde_json::to_value(item).unwrap_or_default())))
            }
            StoreError::Unavailable(_) => Self::Unavailable(error),
            StoreError::Damaged(_) | StoreError::Invalid(_) => Self::Internal(error.into()),
        }
    }
}
