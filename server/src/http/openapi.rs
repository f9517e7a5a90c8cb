//! The description of the interface: OpenAPI 3.1, a page that shows it, and the pages of the problems.

use std::sync::OnceLock;

use axum::body::Body;
use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Response};
use axum::response::IntoResponse;
use rust_embed::RustEmbed;
use utoipa::openapi::OpenApi;

use super::assets::answer;

/// The page that shows the description.
#[derive(RustEmbed)]
#[folder = "assets/docs"]
struct Page;

/// What each problem means.
#[derive(RustEmbed)]
#[folder = "../docs/errors"]
struct Errors;

/// `GET /openapi.json`.
pub(super) async fn document() -> impl IntoResponse {
    static DOCUMENT: OnceLock<String> = OnceLock::new();
    let document = DOCUMENT.get_or_init(|| describe(super::routes().1).to_json().unwrap_or_default());
    ([(CONTENT_TYPE, "application/json")], document.as_str())
}

/// Completes the description of the routes.
fn describe(mut description: OpenApi) -> OpenApi {
    description.info.title = "coachwright".to_owned();
    description.info.version = env!("CARGO_PKG_VERSION").to_owned();
    description
}

/// `GET /docs`.
pub(super) async fn page(headers: HeaderMap) -> Response<Body> {
    answer(Page::get("index.html"), "index.html", &headers)
}

/// `GET /docs/{file}`.
pub(super) async fn asset(Path(file): Path<String>, headers: HeaderMap) -> Response<Body> {
    answer(Page::get(&file), &file, &headers)
}

/// `GET /errors/{kind}`.
pub(super) async fn error_page(Path(kind): Path<String>, headers: HeaderMap) -> Response<Body> {
    let file = format!("{kind}.md");
    answer(Errors::get(&file), &file, &headers)
}
