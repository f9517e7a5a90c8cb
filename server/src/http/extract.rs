//! What handlers take from a request, each refusing with a problem.

use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use super::App;
use super::problem::{Kind, Problem};
use crate::identity::{Caller, IdentityError};

/// How long a body may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(15);

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        match parts.extensions.remove::<Result<Self, IdentityError>>() {
            Some(recognised) => recognised.map_err(|error| Problem::new(Kind::Unauthenticated, sentence(&error))),
            None => Err(Problem::internal(&"a route outside /v1 asks for the caller")),
        }
    }
}

/// A message with a capital letter and a full stop.
pub(super) fn sentence(message: &dyn std::fmt::Display) -> String {
    let text = message.to_string();
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).chain(std::iter::once('.')).collect()
}

/// A JSON body; unknown fields are refused where the type says so.
#[derive(Debug)]
pub(super) struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        check_type(request.headers())?;
        let bytes = read_body(request.into_body(), app.service.settings.limits.body_bytes).await?;
        parse(&bytes).map(Self)
    }
}

fn check_type(headers: &HeaderMap) -> Result<(), Problem> {
    let content = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content.split(';').next().unwrap_or_default().trim();
    let is_json = essence.eq_ignore_ascii_case("application/json")
        || (essence.len() > 17
            && essence.to_ascii_lowercase().starts_with("application/")
            && essence.to_ascii_lowercase().ends_with("+json"));
    if is_json {
        return Ok(());
    }
    Err(Problem::new(Kind::UnsupportedMediaType, "Send the body as JSON with `Content-Type: application/json`."))
}

async fn read_body(body: Body, most: usize) -> Result<Bytes, Problem> {
    let too_large = || Problem::new(Kind::BodyTooLarge, format!("Send at most {most} bytes at once."));
    if body.size_hint().lower() > most as u64 {
        return Err(too_large());
    }
    match tokio::time::timeout(BODY_TIME, axum::body::to_bytes(body, most)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) if is_length(&error) => Err(too_large()),
        Ok(Err(_)) => Err(Problem::new(Kind::MalformedJson, "The body broke off: send it again.")),
        Err(_) => Err(Problem::new(Kind::RequestTimeout, "The body did not arrive: send it again.")),
    }
}

fn is_length(error: &axum::Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if inner.to_string().contains("length limit") {
            return true;
        }
        cause = inner.source();
    }
    false
}

/// Reads a body, saying where it is wrong.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer(error.path());
        let inner = error.into_inner();
        if inner.is_data() { Problem::field(pointer, reason(&inner)) } else { malformed(&inner) }
    })?;
    reader.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn malformed(error: &serde_json::Error) -> Problem {
    Problem::new(Kind::MalformedJson, format!("Send one JSON object: {error}."))
}

/// The message without the position, which the pointer says better.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(reason, _)| reason.to_owned())
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        let name = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&name);
    }
    pointer
}

/// The refusal of a path that names nothing.
pub(super) fn not_found() -> Problem {
    Problem::new(Kind::NotFound, "There is nothing of yours under this path: check the id.")
}
