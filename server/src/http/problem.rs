//! Refusals as `application/problem+json` (RFC 9457).
//!
//! Every refusal of the server is one of the kinds here; `docs/errors` describes each for those who call, and the server
//! serves these pages under the kind's `type`.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::service::ServiceError;
use crate::service::error::FieldError;

/// What kind of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The body is no JSON.
    MalformedJson,
    /// A parameter of the query, the path or a header is wrong.
    InvalidParameter,
    /// No or no valid identity.
    Unauthenticated,
    /// Another site's page sent the request.
    CrossSite,
    /// The caller lacks the role.
    Forbidden,
    /// The caller's subscription includes no more.
    LimitReached,
    /// There is no such thing.
    NotFound,
    /// The path does not take this method.
    MethodNotAllowed,
    /// The body took too long to arrive.
    RequestTimeout,
    /// The state does not allow it.
    Conflict,
    /// The interview is complete.
    SessionComplete,
    /// The interview is not ready to be completed.
    SessionNotReady,
    /// `If-Match` names another version.
    StaleVersion,
    /// The body is too large.
    BodyTooLarge,
    /// The body is of another type than JSON.
    UnsupportedMediaType,
    /// The server has no such name.
    ForeignHost,
    /// A field is missing, unknown or wrong.
    InvalidRequest,
    /// The idempotency key was used for another request.
    KeyReused,
    /// Too many requests.
    RateLimited,
    /// A mistake of the server.
    Internal,
    /// The store cannot answer now.
    Unavailable,
    /// The request took too long.
    Overdue,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::MalformedJson,
        Self::InvalidParameter,
        Self::Unauthenticated,
        Self::CrossSite,
        Self::Forbidden,
        Self::LimitReached,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::RequestTimeout,
        Self::Conflict,
        Self::SessionComplete,
        Self::SessionNotReady,
        Self::StaleVersion,
        Self::BodyTooLarge,
        Self::UnsupportedMediaType,
        Self::ForeignHost,
        Self::InvalidRequest,
        Self::KeyReused,
        Self::RateLimited,
        Self::Internal,
        Self::Unavailable,
        Self::Overdue,
    ];

    /// The stable name: the last part of `type`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.parts().1
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(self) -> StatusCode {
        self.parts().0
    }

    /// The short name for people; the same for every occurrence.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.parts().2
    }

    fn parts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::MalformedJson => (StatusCode::BAD_REQUEST, "malformed-json", "The body is no JSON"),
            Self::InvalidParameter => (StatusCode::BAD_REQUEST, "invalid-parameter", "A parameter is wrong"),
            Self::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated", "Who are you?"),
            Self::CrossSite => (StatusCode::FORBIDDEN, "cross-site", "Another site sent this request"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden", "Not allowed"),
            Self::LimitReached => (StatusCode::FORBIDDEN, "limit-reached", "The subscription includes no more"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found", "Not found"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "Wrong method"),
            Self::RequestTimeout => (StatusCode::REQUEST_TIMEOUT, "request-timeout", "The body did not arrive"),
            Self::Conflict => (StatusCode::CONFLICT, "conflict", "Changed meanwhile"),
            Self::SessionComplete => (StatusCode::CONFLICT, "session-complete", "The interview is complete"),
            Self::SessionNotReady => (StatusCode::CONFLICT, "session-not-ready", "The interview is not finished"),
            Self::StaleVersion => (StatusCode::PRECONDITION_FAILED, "stale-version", "Not the current version"),
            Self::BodyTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "body-too-large", "The body is too large"),
            Self::UnsupportedMediaType => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body is not JSON")
            }
            Self::ForeignHost => (StatusCode::MISDIRECTED_REQUEST, "foreign-host", "Not a name of this server"),
            Self::InvalidRequest => (StatusCode::UNPROCESSABLE_ENTITY, "invalid-request", "A field is wrong"),
            Self::KeyReused => (StatusCode::UNPROCESSABLE_ENTITY, "key-reused", "The idempotency key is taken"),
            Self::RateLimited => (StatusCode::TOO_MANY_REQUESTS, "rate-limited", "Too many requests"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal", "A mistake of the server"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Not available now"),
            Self::Overdue => (StatusCode::SERVICE_UNAVAILABLE, "overdue", "It took too long"),
        }
    }
}

/// A refusal as callers see it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(super) struct Body<'p> {
    /// What kind of refusal: the path of its description on this server.
    r#type: String,
    /// The kind in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What happened this time, and what to do.
    detail: &'p str,
    /// This occurrence, as the log names it.
    instance: &'p str,
    /// The fields at fault.
    #[serde(skip_serializing_if = "<[FieldError]>::is_empty")]
    errors: &'p [FieldError],
    /// What is stored now, where a change came too late.
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<&'p Value>,
}

/// A refusal.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// What kind.
    pub kind: Kind,
    /// What happened this time, and what to do.
    pub detail: String,
    /// The fields at fault.
    pub errors: Vec<FieldError>,
    /// What is stored now, where a change came too late.
    pub current: Option<Box<Value>>,
    /// Seconds after which it is worth trying again.
    pub retry_after: Option<u32>,
}

impl Problem {
    /// A refusal with its detail.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), errors: Vec::new(), current: None, retry_after: None }
    }

    /// A refusal of one field.
    pub fn field(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::fields(vec![FieldError { pointer: pointer.into(), detail: detail.into() }])
    }

    /// A refusal of fields.
    #[must_use]
    pub fn fields(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [FieldError { pointer, detail }] if pointer.is_empty() => format!("Correct the body: {detail}."),
            [FieldError { pointer, detail }] => format!("Correct `{pointer}`: {detail}."),
            _ => "Correct the fields in `errors`.".to_owned(),
        };
        Self { errors, ..Self::new(Kind::InvalidRequest, detail) }
    }

    /// A refusal of a parameter.
    pub fn parameter(name: &str, problem: &str) -> Self {
        Self::new(Kind::InvalidParameter, format!("Correct `{name}`: {problem}."))
    }

    /// A refusal of a path that names nothing of the caller's.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(Kind::NotFound, "There is nothing of yours under this path: check the id.")
    }

    /// A mistake of the server; the cause goes to the log, never to the caller.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "a request failed");
        Self::new(Kind::Internal, "Try again with the same `Idempotency-Key`; if it stays, report the instance.")
    }

    /// The body, for the occurrence with this id.
    #[must_use]
    pub fn to_json(&self, instance: &str) -> Vec<u8> {
        let body = Body {
            r#type: format!("/errors/{}", self.kind.slug()),
            title: self.kind.title(),
            status: self.kind.status().as_u16(),
            detail: &self.detail,
            instance,
            errors: &self.errors,
            current: self.current.as_deref(),
        };
        // Text and string keys always serialise.
        serde_json::to_vec(&body).unwrap_or_default()
    }

    /// The response, for the occurrence with this id.
    #[must_use]
    pub fn into_response_for(self, instance: &str) -> Response {
        let mut response = Response::new(self.to_json(instance).into());
        *response.status_mut() = self.kind.status();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self.kind == Kind::Unauthenticated {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// Handlers answer with the refusal itself; the shell around them writes it, because it knows the occurrence.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(axum::body::Body::empty());
        *response.status_mut() = self.kind.status();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Fields(errors) => Self::fields(errors),
            ServiceError::Parameter { name, detail } => Self::parameter(name, &detail),
            ServiceError::NotFound => Self::not_found(),
            ServiceError::Stale(current) => Self {
                current,
                ..Self::new(Kind::StaleVersion, "Read it again and base the change on the current version.")
            },
            ServiceError::Conflict(current) => Self {
                current,
                ..Self::new(Kind::Conflict, "Look at the current state and send the change again, based on it.")
            },
            ServiceError::SessionComplete(current) => {
                let detail = "Change the coach, or begin a new interview.";
                Self { current: Some(current), ..Self::new(Kind::SessionComplete, detail) }
            }
            ServiceError::SessionNotReady(current) => {
                let detail = "Answer the pending question, or say that you want to finish.";
                Self { current: Some(current), ..Self::new(Kind::SessionNotReady, detail) }
            }
            ServiceError::KeyReused => Self::new(Kind::KeyReused, "Send this request with a fresh `Idempotency-Key`."),
            ServiceError::LimitReached { what, most, retry_after } => {
                let detail =
                    format!("Your subscription includes {most} {what}: make room, wait, or take a larger one.");
                Self { retry_after, ..Self::new(Kind::LimitReached, detail) }
            }
            ServiceError::TooMany { retry_after } => {
                let detail = format!("Wait {retry_after} s and send the request again.");
                Self { retry_after: Some(retry_after), ..Self::new(Kind::RateLimited, detail) }
            }
            ServiceError::Unavailable(cause) => {
                tracing::error!(%cause, "the store is unavailable");
                let detail = "Try again with the same `Idempotency-Key`: it is never applied twice.";
                Self { retry_after: Some(1), ..Self::new(Kind::Unavailable, detail) }
            }
            ServiceError::Internal(cause) => Self::internal(&format_args!("{cause:#}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_documented_and_nothing_else() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/errors");
        let mut pages: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|page| page.unwrap().file_name().into_string().unwrap()).collect();
        pages.sort_unstable();
        let mut kinds: Vec<String> = Kind::ALL.iter().map(|kind| format!("{}.md", kind.slug())).collect();
        kinds.sort_unstable();
        assert_eq!(pages, kinds);
        for kind in Kind::ALL {
            let page = std::fs::read_to_string(format!("{folder}/{}.md", kind.slug())).unwrap();
            let head = format!("# {} ({})\n", kind.title(), kind.status().as_u16());
            assert!(page.starts_with(&head), "{}.md must begin with `{head}`", kind.slug());
        }
    }
}
