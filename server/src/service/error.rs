//! Why a call is refused.

use coachwright_core::coach::{self, ConfigError};
use coachwright_core::model::EntityError;
use coachwright_core::table::IdError;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::store::StoreError;

/// A field at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FieldError {
    /// Where in the body, a JSON pointer (RFC 6901); empty for the body as a whole.
    pub pointer: String,
    /// What is wrong.
    pub detail: String,
}

/// Why a call is refused; nothing was changed unless a kind says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Fields of the request cannot be used.
    #[error("fields of the request cannot be used")]
    Fields(Vec<FieldError>),
    /// A parameter of the request cannot be used.
    #[error("{name}: {detail}")]
    Parameter {
        /// Its name.
        name: &'static str,
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
    /// The interview is complete. Holds its item.
    #[error("the interview is complete")]
    SessionComplete(Box<Value>),
    /// The interview has not reached its recap. Holds its item.
    #[error("the interview has not reached its recap")]
    SessionNotReady(Box<Value>),
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The caller's subscription includes no more.
    #[error("the subscription includes {most} {what}")]
    LimitReached {
        /// Of what.
        what: &'static str,
        /// How many it includes.
        most: u32,
        /// Seconds after which there is more.
        retry_after: Option<u32>,
    },
    /// Too many of one kind in a short time.
    #[error("too many at once")]
    TooMany {
        /// Seconds after which it is worth trying again.
        retry_after: u32,
    },
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
        Self::Fields(vec![FieldError { pointer: pointer.into(), detail: detail.into() }])
    }

    /// A parameter that cannot be used.
    pub fn parameter(name: &'static str, detail: impl Into<String>) -> Self {
        Self::Parameter { name, detail: detail.into() }
    }

    /// Stored data that a person must look at.
    #[must_use]
    pub fn damaged(what: &str) -> Self {
        Self::Internal(anyhow::anyhow!("stored data is damaged: {what}"))
    }
}

impl From<ConfigError> for ServiceError {
    fn from(error: ConfigError) -> Self {
        let field = |problem: coach::Problem| FieldError { pointer: problem.pointer, detail: problem.detail };
        Self::Fields(error.problems.into_iter().map(field).collect())
    }
}

/// Ids come from identity or were checked before: one that may not stand in a key is a mistake of the program.
impl From<IdError> for ServiceError {
    fn from(error: IdError) -> Self {
        Self::Internal(error.into())
    }
}

impl From<EntityError> for ServiceError {
    fn from(error: EntityError) -> Self {
        Self::Internal(error.into())
    }
}

impl From<serde_json::Error> for ServiceError {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.into())
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
