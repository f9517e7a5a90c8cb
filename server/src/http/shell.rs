//! What surrounds every request: the guard, the caller, a time limit, panics, problems, headers, counters, logs.
//!
//! One function instead of a stack of layers: every step is visible in order, and nothing is boxed twice.

use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::task::Poll;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, Request, header};
use axum::response::{IntoResponse as _, Response};
use tower::ServiceExt as _;
use uuid::{Builder, Uuid};

use super::guard::Guard;
use super::problem::{Kind, Problem};
use super::{App, router};
use crate::identity::{Identity, IdentityError, Recognised};

/// A request that takes longer is logged.
const SLOW: Duration = Duration::from_secs(1);

/// Sent with every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The application as the connections see it.
#[derive(Debug)]
pub struct Shell {
    app: App,
    router: Router,
    guard: Guard,
    occurrences: Occurrences,
    limit: Duration,
}

impl Shell {
    /// Puts the shell around an application.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn new(app: App) -> anyhow::Result<Self> {
        Ok(Self {
            guard: Guard::new(&app.service.settings),
            occurrences: Occurrences::new()?,
            limit: Duration::from_secs(app.service.settings.server.request_seconds),
            router: router(app.clone()),
            app,
        })
    }

    /// The application inside.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Answers one request.
    pub async fn answer(&self, mut request: Request<Body>) -> Response {
        let begun = Instant::now();
        let _in_flight = self.app.metrics.in_flight();
        let occurrence = Occurrence(self.occurrences.next());
        let id = occurrence.0;
        request.extensions_mut().insert(occurrence);
        let method = request.method().clone();
        let api = request.uri().path().starts_with("/v1");
        let mut response = self.guarded(request, api).await;
        let status = response.status();
        let problem = response.extensions_mut().remove::<Problem>();
        if let Some(problem) = problem {
            tracing::debug!(%id, kind = problem.kind.slug(), "refused");
            response = merge(problem.into_response_for(&occurrence.urn()), &response);
        }
        let route = response.extensions().get::<MatchedPath>().map_or("none", |route| route.as_str());
        let took = begun.elapsed();
        self.app.metrics.request(&method, route, status.as_u16(), took);
        let duration_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        if status.is_server_error() {
            tracing::error!(%id, %method, route, status = status.as_u16(), duration_us, "request failed");
        } else if took > SLOW {
            tracing::warn!(%id, %method, route, status = status.as_u16(), duration_us, "slow request");
        } else {
            tracing::debug!(%id, %method, route, status = status.as_u16(), duration_us, "request");
        }
        let headers = response.headers_mut();
        // Once for all, with room for the few that are added behind.
        headers.reserve(HEADERS.len() + 6);
        for (name, value) in &HEADERS {
            headers.entry(name).or_insert(HeaderValue::from_static(value));
        }
        if let Ok(id) = HeaderValue::try_from(id.to_string()) {
            headers.insert(HeaderName::from_static("x-request-id"), id);
        }
        if api {
            headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        }
        response
    }

    async fn guarded(&self, mut request: Request<Body>, api: bool) -> Response {
        if let Err(problem) = self.guard.check(request.method(), request.uri(), request.headers()) {
            return problem.into_response();
        }
        let mut set_cookie = None;
        // The page gives the cookie before its first call, so that no two calls make two people of one browser.
        if api || request.uri().path() == "/" {
            let now = self.app.service.clock.now();
            let recognised = match Identity::secret(request.headers()).filter(|_| api) {
                None => self.app.identity.recognise(request.headers(), now),
                Some(secret) => match self.app.service.bearer(secret).await {
                    Ok(Some(caller)) => Ok(Recognised { caller, set_cookie: None }),
                    Ok(None) => Err(IdentityError::Token),
                    Err(error) => return Problem::from(error).into_response(),
                },
            };
            if let Ok(recognised) = &recognised
                && !recognised.caller.may_write
                && writes(request.method(), request.uri().path())
            {
                let detail = "This token may read alone: make one with the scope `write`.";
                return Problem::new(Kind::Forbidden, detail).into_response();
            }
            if let Ok(recognised) = &recognised
                && api
                && let Err(problem) = self.guard.count(&recognised.caller.user, now)
            {
                return problem.into_response();
            }
            let recognised = recognised.map(|recognised| {
                set_cookie = recognised.set_cookie;
                recognised.caller
            });
            request.extensions_mut().insert(recognised);
        }
        let answer = self.router.clone().oneshot(request);
        let mut response = match tokio::time::timeout(self.limit, caught(answer)).await {
            Ok(Ok(Ok(response))) => response,
            Ok(Ok(Err(never))) => match never {},
            Ok(Err(panic)) => {
                self.app.metrics.panic();
                Problem::internal(&format_args!("panic: {panic}")).into_response()
            }
            Err(_) => {
                let mut problem = Problem::new(Kind::Overdue, "Try again with the same `Idempotency-Key`.");
                problem.retry_after = Some(1);
                problem.into_response()
            }
        };
        if let Some(cookie) = set_cookie.and_then(|cookie| HeaderValue::try_from(cookie).ok()) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// Whether a request may change something.
fn writes(method: &Method, path: &str) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) && !path.ends_with(":extract")
}

/// Carries headers such as `Allow` and `Set-Cookie`, and the route, over to a problem's response.
fn merge(mut problem: Response, from: &Response) -> Response {
    for (name, value) in from.headers() {
        if !matches!(*name, header::CONTENT_TYPE | header::CONTENT_LENGTH) {
            problem.headers_mut().append(name, value.clone());
        }
    }
    if let Some(route) = from.extensions().get::<MatchedPath>() {
        problem.extensions_mut().insert(route.clone());
    }
    problem
}

/// Awaits a future; a panic inside becomes an error with its message.
async fn caught<F: Future>(future: F) -> Result<F::Output, String> {
    let mut future = pin!(future);
    std::future::poll_fn(|context| {
        let polled = std::panic::catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        match polled {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
            Err(panic) => {
                let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
                Poll::Ready(Err(text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()))
            }
        }
    })
    .await
}

/// The id of one request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence(Uuid);

impl Occurrence {
    /// As a problem's `instance`.
    pub(super) fn urn(self) -> String {
        format!("urn:uuid:{}", self.0)
    }
}

impl FromRequestParts<App> for Occurrence {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        parts.extensions.get().copied().ok_or_else(|| Problem::internal(&"a request came around the shell"))
    }
}

/// Ids of requests: unique without asking the machine for randomness each time.
#[derive(Debug)]
struct Occurrences {
    random: [u8; 8],
    count: AtomicU64,
}

impl Occurrences {
    fn new() -> anyhow::Result<Self> {
        let mut random = [0; 8];
        getrandom::fill(&mut random)?;
        Ok(Self { random, count: AtomicU64::new(0) })
    }

    fn next(&self) -> Uuid {
        let mut bytes = [0; 16];
        let (first, last) = bytes.split_at_mut(8);
        first.copy_from_slice(&self.random);
        last.copy_from_slice(&self.count.fetch_add(1, Relaxed).to_be_bytes());
        Builder::from_custom_bytes(bytes).into_uuid()
    }
}
