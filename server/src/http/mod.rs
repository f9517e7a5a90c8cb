//! The HTTP interface.
//!
//! A request passes [`serve`] (connections), the shell (identity, refusals, headers, logs) and the router, whose handlers
//! only translate between HTTP and [`crate::service`].

mod admin;
mod assets;
mod coaches;
mod contact;
mod conversations;
mod extract;
mod guard;
mod health;
mod me;
pub mod metrics;
mod openapi;
pub mod problem;
mod progress;
mod respond;
mod schemas;
pub mod serve;
mod sessions;
mod shell;
mod sse;
mod tokens;
mod workouts;

use std::ops::Deref;
use std::sync::Arc;

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;

use crate::identity::Identity;
use crate::service::Service;

pub use shell::Shell;

/// What every handler shares.
#[derive(Debug, Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
#[derive(Debug)]
pub struct Parts {
    /// What the product does.
    pub service: Service,
    /// Who callers are.
    pub identity: Identity,
    /// What is counted.
    pub metrics: metrics::Metrics,
}

impl App {
    /// An application of these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// All routes, and the description of those under `/v1`.
fn routes() -> (Router<App>, utoipa::openapi::OpenApi) {
    let (api, description) = OpenApiRouter::new()
        .merge(sessions::routes())
        .merge(coaches::routes())
        .merge(workouts::routes())
        .merge(progress::routes())
        .merge(me::routes())
        .merge(conversations::routes())
        .merge(contact::routes())
        .merge(tokens::routes())
        .merge(admin::routes())
        .split_for_parts();
    let router = api
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/openapi.json", get(openapi::document))
        .route("/docs", get(openapi::page))
        .route("/docs/{file}", get(openapi::asset))
        .route("/errors/{kind}", get(openapi::error_page))
        .route("/", get(assets::page))
        .route("/{*file}", get(assets::file))
        .fallback(async || problem::Problem::not_found())
        .method_not_allowed_fallback(wrong_method)
        .route_layer(axum::middleware::from_fn(label));
    (router, description)
}

/// The application's routes, ready to answer.
pub fn router(app: App) -> Router {
    routes().0.with_state(app)
}

async fn wrong_method(request: Request) -> problem::Problem {
    let detail = format!("This path does not take {}; `Allow` names what it takes.", request.method());
    problem::Problem::new(problem::Kind::MethodNotAllowed, detail)
}

/// Tells the shell which route answered: logs and counters name routes, because paths name people.
async fn label(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}
