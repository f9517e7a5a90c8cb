//! Whether the server lives, is ready, and what it has counted.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use coachwright_core::table::Key;

use super::App;
use super::problem::{Kind, Problem};

/// Whether the process answers at all.
pub(super) async fn alive() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], r#"{"status":"ok"}"#)
}

/// Whether the store answers.
pub(super) async fn ready(State(app): State<App>) -> Result<impl IntoResponse, Problem> {
    let probe = Key::user_profile("readiness").map_err(|error| Problem::internal(&error))?;
    match app.service.store.get(&probe).await {
        Ok(_) => Ok(alive().await),
        Err(error) => {
            tracing::error!(%error, "not ready");
            let mut problem = Problem::new(Kind::Unavailable, "The store does not answer; the log says why.");
            problem.retry_after = Some(1);
            Err(problem)
        }
    }
}

/// The counters for Prometheus.
pub(super) async fn metrics(State(app): State<App>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], app.metrics.render(&app.service.counters()))
}
