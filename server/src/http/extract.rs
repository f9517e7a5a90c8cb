//! What handlers take from a request, each refusing with a problem.

use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};
use coachwright_core::Locale;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::App;
use super::problem::{Kind, Problem};
use crate::identity::{Caller, IdentityError};
use crate::service::Once;
use crate::service::body::pointer;
use crate::service::once::is_key;
use crate::service::setting::is_tag;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

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

/// A JSON body; unknown fields are refused where the type says so. No body at all is taken for an empty object.
#[derive(Debug)]
pub(super) struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        parse(&body(request, app.service.settings.limits.body_bytes).await?).map(Self)
    }
}

/// The JSON body of a write that may be repeated under its idempotency key.
#[derive(Debug)]
pub(super) struct Write<T> {
    pub(super) body: T,
    pub(super) once: Once,
}

impl<T: DeserializeOwned> FromRequest<App> for Write<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        Self::bounded(request, app.service.settings.limits.body_bytes).await
    }
}

impl<T: DeserializeOwned> Write<T> {
    async fn bounded(request: Request, most: usize) -> Result<Self, Problem> {
        let key = idempotency_key(request.headers())?.map(str::to_owned);
        let (method, uri) = (request.method().clone(), request.uri().to_string());
        let bytes = body(request, most).await?;
        let once = key.map(|key| Once::new(&key, &[method.as_str().as_bytes(), uri.as_bytes(), &bytes]));
        Ok(Self { body: parse(&bytes)?, once: once.unwrap_or_default() })
    }
}

/// The JSON body of an import, which may be much larger than others.
#[derive(Debug)]
pub(super) struct Large<T>(pub(super) Write<T>);

impl<T: DeserializeOwned> FromRequest<App> for Large<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        Write::bounded(request, app.service.settings.limits.import_bytes).await.map(Self)
    }
}

/// A request without content.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an empty object")]
pub(super) struct Empty {}

async fn body(request: Request, most: usize) -> Result<Bytes, Problem> {
    if request.body().is_end_stream() {
        return Ok(Bytes::from_static(b"{}"));
    }
    check_type(request.headers())?;
    read_body(request.into_body(), most).await
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
        // A number where a name is expected counts as bad syntax for the reader, but the text is JSON.
        let text = || std::str::from_utf8(bytes).ok();
        let is_json = inner.is_data() || text().is_some_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok());
        if is_json { Problem::field(pointer, reason(&inner)) } else { malformed(&inner) }
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

/// The query's parameters; unknown ones are refused where the type says so.
#[derive(Debug)]
pub(super) struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        match axum::extract::Query::try_from_uri(&parts.uri) {
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(error) => {
                let mut text = error.body_text();
                if let Some(cut) = text.find(": ").map(|cut| cut + 2) {
                    text = text.split_off(cut);
                }
                Err(Problem::parameter("the query", &text))
            }
        }
    }
}

/// The parts of the path.
#[derive(Debug)]
pub(super) struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let found = axum::extract::Path::from_request_parts(parts, app).await;
        // A part that cannot be what it stands for names nothing that exists.
        found.map(|axum::extract::Path(path)| Self(path)).map_err(|_| Problem::not_found())
    }
}

/// The conditions of a change to an interview: `Idempotency-Key` and `If-Match`, where they were sent.
#[derive(Debug, Clone)]
pub(super) struct Conditions {
    pub(super) key: Option<String>,
    pub(super) version: Option<u64>,
}

impl FromRequestParts<App> for Conditions {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let IfMatch(version) = IfMatch::from_request_parts(parts, app).await?;
        Ok(Self { key: idempotency_key(&parts.headers)?.map(str::to_owned), version })
    }
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let Some(value) = headers.get(&IDEMPOTENCY_KEY) else { return Ok(None) };
    let wrong = || Problem::parameter("Idempotency-Key", "send 1 to 128 visible ASCII characters, such as a UUID");
    let key = value.to_str().map_err(|_| wrong())?;
    if is_key(key) { Ok(Some(key)) } else { Err(wrong()) }
}

/// The person's first language tag, where the request names one.
#[derive(Debug, Clone)]
pub(super) struct Language(pub Option<String>);

impl Language {
    /// The language that answers are in.
    pub(super) fn locale(&self) -> Locale {
        self.0.as_deref().map_or_else(Locale::default, Locale::from_tag)
    }
}

impl FromRequestParts<App> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let first = accepted.and_then(|tags| tags.split([',', ';']).next()).map(str::trim);
        Ok(Self(first.filter(|tag| is_tag(tag)).map(str::to_owned)))
    }
}

/// The version that `If-Match` names, where it was sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct IfMatch(pub Option<u64>);

impl FromRequestParts<App> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else { return Ok(Self(None)) };
        let text = value.to_str().unwrap_or_default().trim();
        if text == "*" {
            return Ok(Self(None));
        }
        let version = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).and_then(|text| text.parse().ok());
        match version {
            Some(version) => Ok(Self(Some(version))),
            None => Err(Problem::parameter("If-Match", "send the `ETag` of the version that you change, in quotes")),
        }
    }
}

/// Whether the caller takes a stream of events.
#[derive(Debug, Clone, Copy)]
pub(super) struct WantsEvents(pub bool);

impl FromRequestParts<App> for WantsEvents {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        let accept = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
        Ok(Self(accept.is_some_and(|accept| accept.contains("text/event-stream"))))
    }
}
