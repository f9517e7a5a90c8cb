//! The page people use, embedded in the binary.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse as _;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::problem::Problem;

/// The page's files, as `cargo xtask web` built them; none in a plain `cargo build` of a fresh clone.
#[derive(RustEmbed)]
#[folder = "../build/web"]
struct Web;

/// What stands in for a page that was not built.
#[derive(RustEmbed)]
#[folder = "assets/unbuilt"]
struct Unbuilt;

/// `GET /`.
pub(super) async fn page(headers: HeaderMap) -> Response<Body> {
    match Web::get("index.html") {
        Some(_) => built("index.html", &headers),
        None => answer(Unbuilt::get("index.html"), "index.html", &headers),
    }
}

/// `GET /{file}`.
pub(super) async fn file(Path(path): Path<String>, headers: HeaderMap) -> Response<Body> {
    built(&path, &headers)
}

/// Answers with a file of the page; in brotli where the build has it so and the caller takes it.
fn built(name: &str, headers: &HeaderMap) -> Response<Body> {
    let small = Web::get(&format!("{name}.br"));
    let varies = small.is_some();
    let small = small.filter(|_| takes_brotli(headers));
    let is_small = small.is_some();
    let mut response = answer(small.or_else(|| Web::get(name)), name, headers);
    if varies {
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if is_small {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

/// Whether a caller takes brotli: names it, and does not refuse it with `q=0`.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
        name.trim().eq_ignore_ascii_case("br") && weight.is_ok_and(|weight| weight > 0.0)
    })
}

/// Answers with an embedded file, or with 304 where the caller has it.
pub(super) fn answer(file: Option<EmbeddedFile>, name: &str, headers: &HeaderMap) -> Response<Body> {
    let Some(file) = file else { return Problem::not_found().into_response() };
    let digest =
        file.metadata.sha256_hash().iter().take(16).fold(String::new(), |tag, byte| format!("{tag}{byte:02x}"));
    let etag = format!("\"{digest}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|known| known.split(',').any(|tag| tag.trim() == etag));
    let mut response = Response::new(if is_known { Body::empty() } else { Body::from(file.data) });
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    // Files under `assets/` have their content's hash in their names. All others are asked for anew, mostly answered
    // with 304: a new version is never mixed with an old one.
    let hashed = name.starts_with("assets/");
    let cache = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(etag) = HeaderValue::try_from(etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "md" => "text/markdown; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_goes_to_those_who_take_it() {
        let takes = |value: &'static str| {
            takes_brotli(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))]))
        };
        assert!(takes("gzip, deflate, br") && takes("BR;q=0.5") && takes("br"));
        assert!(!takes("gzip, br;q=0") && !takes("brx") && !takes("br;q=much") && !takes_brotli(&HeaderMap::new()));
    }
}
