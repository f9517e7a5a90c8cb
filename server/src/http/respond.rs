//! Answers of the service as HTTP responses.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::problem::Problem;
use crate::service::Answer;

/// 200 with a JSON body.
pub(super) fn json(value: &impl Serialize) -> Result<Response, Problem> {
    with_version(value, None)
}

/// 200 with a JSON body and the version of what it shows.
pub(super) fn with_version(value: &impl Serialize, version: Option<u64>) -> Result<Response, Problem> {
    let body = serde_json::to_vec(value).map_err(|error| Problem::internal(&error))?;
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(etag) = version.and_then(|version| HeaderValue::try_from(format!("\"{version}\"")).ok()) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    Ok(response)
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        if self.body.is_null() {
            return status.into_response();
        }
        match with_version(&self.body, self.version) {
            Ok(mut response) => {
                *response.status_mut() = status;
                if let Some(location) = self.location.and_then(|location| HeaderValue::try_from(location).ok()) {
                    response.headers_mut().insert(header::LOCATION, location);
                }
                response
            }
            Err(problem) => problem.into_response(),
        }
    }
}
