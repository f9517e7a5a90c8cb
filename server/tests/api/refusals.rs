//! What is refused before any handler decides, and how.

use coachwright_server::settings::Settings;
use hyper::Method;

use super::support::{World, problem, send};

const EXTRACT: &str = "/v1/workouts:extract";

#[tokio::test]
async fn bodies_that_cannot_be_read() {
    let world = World::start().await;
    let mut client = world.client().await;
    let json = [("content-type", "application/json")];
    for (body, slug, pointer) in [
        ("", "invalid-request", Some("")),
        ("{", "malformed-json", None),
        ("{\"text\":\"a\"} x", "malformed-json", None),
        ("{\"text\":\"\u{0001}\"}", "malformed-json", None),
        ("[]", "invalid-request", Some("")),
        ("null", "invalid-request", Some("")),
        ("{}", "invalid-request", Some("")),
        ("{\"text\":1}", "invalid-request", Some("/text")),
        ("{\"text\":null}", "invalid-request", Some("/text")),
        ("{\"text\":\"a\",\"txt\":1}", "invalid-request", Some("/txt")),
        ("{\"text\":\"a\",\"text\":\"b\"}", "invalid-request", None),
        ("{\"text\":\"a\",\"units\":\"stone\"}", "invalid-request", Some("/units")),
        ("{\"text\":\"a\",\"today\":\"2025-02-30\"}", "invalid-request", Some("/today")),
        ("{\"text\":\"a\",\"timeZone\":\"Mars/Olympus\"}", "invalid-request", Some("/timeZone")),
        ("{\"text\":\"a\",\"locale\":\"<script>\"}", "invalid-request", Some("/locale")),
        ("{\"text\":\"\"}", "invalid-request", Some("/text")),
        ("{\"text\":\"a\\u0000b\"}", "invalid-request", Some("/text")),
    ] {
        let refused = problem(&send(&mut client, Method::POST, EXTRACT, body).await, slug);
        if let Some(pointer) = pointer {
            assert_eq!(refused["errors"][0]["pointer"], pointer, "{body} {refused}");
        }
    }
    let deep = format!("{{\"text\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
    problem(&send(&mut client, Method::POST, EXTRACT, &deep).await, "invalid-request");
    let bad_utf8 = client.send(Method::POST, EXTRACT, &json, b"{\"text\":\"\xff\"}".to_vec()).await.unwrap();
    problem(&bad_utf8, "malformed-json");
    let long = format!("{{\"text\":\"{}\"}}", "a".repeat(16_001));
    problem(&send(&mut client, Method::POST, EXTRACT, &long).await, "invalid-request");
    let large = format!("{{\"text\":\"{}\"}}", "a".repeat(1 << 20));
    let mut other = world.client().await;
    problem(&send(&mut other, Method::POST, EXTRACT, &large).await, "body-too-large");
    for media in ["text/plain", "", "application/x-www-form-urlencoded", "application/jsonp"] {
        let answer = client.send(Method::POST, EXTRACT, &[("content-type", media)], "{\"text\":\"a\"}").await.unwrap();
        problem(&answer, "unsupported-media-type");
    }
    let fine = [("content-type", "Application/JSON; charset=utf-8")];
    let answer = client.send(Method::POST, EXTRACT, &fine, "{\"text\":\"a\"}").await.unwrap();
    assert_eq!(answer.status, 200);
    world.stop().await;
}

#[tokio::test]
async fn paths_and_methods_that_do_not_exist() {
    let world = World::start().await;
    let mut client = world.client().await;
    for path in ["/v1", "/v1/", "/v1/nothing", "/nothing", "/v2/coaches", "/..%2f..%2fetc%2fpasswd", "/errors/none"] {
        problem(&client.send(Method::GET, path, &[], "").await.unwrap(), "not-found");
    }
    for (method, path, allow) in [
        (Method::GET, EXTRACT, "POST"),
        (Method::DELETE, "/healthz", "GET,HEAD"),
        (Method::OPTIONS, EXTRACT, "POST"),
        (Method::from_bytes(b"FOO").unwrap(), EXTRACT, "POST"),
    ] {
        let answer = client.send(method, path, &[], "").await.unwrap();
        problem(&answer, "method-not-allowed");
        assert_eq!(answer.header("allow"), allow);
    }
    world.stop().await;
}

#[tokio::test]
async fn foreign_names_and_sites() {
    let world = World::start().await;
    let mut client = world.client().await;
    let get = |headers| (Method::GET, "/v1/nothing", headers);
    for ((method, path, headers), slug) in [
        (get(&[("host", "evil.example")][..]), "foreign-host"),
        (get(&[("origin", "https://evil.example")]), "cross-site"),
        (get(&[("sec-fetch-site", "cross-site")]), "cross-site"),
        (get(&[("sec-fetch-site", "same-origin")]), "not-found"),
    ] {
        let answer = client.send(method, path, headers, "").await.unwrap();
        problem(&answer, slug);
        assert_eq!(answer.header("set-cookie").is_empty(), slug != "not-found", "{slug}");
    }
    world.stop().await;
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect() {
    let world = World::start().await;
    let mut client = world.client().await;
    for path in ["/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/docs", "/docs/docs.js", "/errors/conflict"]
    {
        let answer = client.send(Method::GET, path, &[], "").await.unwrap();
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'self'; script-src 'self' "));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(!answer.header("x-request-id").is_empty());
        if path == "/" || path.starts_with("/docs") {
            let page = String::from_utf8(answer.body.to_vec()).unwrap();
            assert!(!page.contains("<script>") && !page.contains("style=") && !page.contains("https://"), "{path}");
            let tag = answer.header("etag").to_owned();
            let again = client.send(Method::GET, path, &[("if-none-match", &tag)], "").await.unwrap();
            assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
        }
    }
    let refused = client.send(Method::GET, "/v1/nothing", &[], "").await.unwrap();
    assert_eq!(refused.header("cache-control"), "no-store");
    world.stop().await;
}

#[tokio::test]
async fn a_browser_gets_one_identity() {
    let world = World::start().await;
    let mut client = world.client().await;
    let page = client.send(Method::GET, "/", &[], "").await.unwrap();
    let cookie = page.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"));
    let call = client.send(Method::GET, "/v1/nothing", &[], "").await.unwrap();
    assert_eq!(call.header("set-cookie"), "");
    let asset = client.send(Method::GET, "/icon.svg", &[("cookie", "")], "").await.unwrap();
    assert_eq!(asset.header("set-cookie"), "");
    world.stop().await;
}

#[tokio::test]
async fn too_many_requests_wait() {
    let mut settings = Settings::default();
    settings.limits.requests_per_minute = 5;
    let world = World::with(settings).await;
    let mut client = world.client().await;
    client.send(Method::GET, "/", &[], "").await.unwrap();
    for _ in 0..5 {
        problem(&client.send(Method::GET, "/v1/nothing", &[], "").await.unwrap(), "not-found");
    }
    let refused = client.send(Method::GET, "/v1/nothing", &[], "").await.unwrap();
    problem(&refused, "rate-limited");
    assert_eq!(refused.header("retry-after"), "12");
    world.clock.advance(12);
    problem(&client.send(Method::GET, "/v1/nothing", &[], "").await.unwrap(), "not-found");
    world.stop().await;
}
