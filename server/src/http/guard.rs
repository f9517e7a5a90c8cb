//! What is refused before a request reaches its handler: foreign names, other sites, too many requests.
//!
//! A server on loopback has no password, so a page of another site must not reach it: neither by sending requests from the
//! person's browser (`Origin`, `Sec-Fetch-Site`) nor by pointing its own name at 127.0.0.1 (`Host`).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderName, Method, Uri, header};
use coachwright_core::Timestamp;

use super::problem::{Kind, Problem};
use crate::settings::Settings;

/// Callers whose rate is remembered; those who have been quiet for a minute are forgotten first.
const REMEMBERED: usize = 16_384;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// The guard of one server.
#[derive(Debug)]
pub(super) struct Guard {
    hosts: Vec<String>,
    loopback: bool,
    per_minute: u32,
    buckets: Mutex<BTreeMap<String, Bucket>>,
}

/// Requests that a caller may still send, filled up as time goes by.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: i64,
}

impl Guard {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            hosts: settings.server.hosts.iter().map(|host| host.to_ascii_lowercase()).collect(),
            loopback: settings.server.listen.ip().is_loopback(),
            per_minute: settings.limits.requests_per_minute,
            buckets: Mutex::default(),
        }
    }

    /// Refuses requests under foreign names and from pages of other sites.
    pub(super) fn check(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Problem> {
        // A probe asks by address, and learns nothing but that the server lives.
        if matches!(uri.path(), "/healthz" | "/readyz") {
            return Ok(());
        }
        let authority = match headers.get(header::HOST) {
            Some(host) => host.to_str().unwrap_or_default(),
            None => uri.authority().map_or("", |authority| authority.as_str()),
        };
        if !self.knows(host_of(authority)) {
            return Err(Problem::new(Kind::ForeignHost, "Use the address that the server printed when it started."));
        }
        let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        let foreign_origin = text(&header::ORIGIN).is_some_and(|origin| {
            let own = origin.split_once("://").is_some_and(|(_, own)| own.eq_ignore_ascii_case(authority));
            !own
        });
        let foreign_fetch = text(&FETCH_SITE).is_some_and(|site| {
            // A link on another page may open ours: that is how people come here.
            let visit =
                method == Method::GET && text(&FETCH_MODE) == Some("navigate") && !uri.path().starts_with("/v1");
            !matches!(site, "same-origin" | "none") && !visit
        });
        if foreign_origin || foreign_fetch {
            return Err(Problem::new(Kind::CrossSite, "Open this server's own page, or call it from a program."));
        }
        Ok(())
    }

    fn knows(&self, host: &str) -> bool {
        let local = || host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
        self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host)) || (self.loopback && local())
    }

    /// Counts a request of a caller; refuses it when the minute's are used up.
    pub(super) fn count(&self, caller: &str, now: Timestamp) -> Result<(), Problem> {
        if self.per_minute == 0 {
            return Ok(());
        }
        let (most, now) = (f64::from(self.per_minute), now.as_millisecond());
        let filled = |bucket: &Bucket| {
            let passed = (now - bucket.at).max(0) as f64 / 60_000.0;
            (bucket.left + passed * most).min(most)
        };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED && !buckets.contains_key(caller) {
            buckets.retain(|_, bucket| filled(bucket) < most);
            // Only when so many callers are busy at once: forget them all rather than grow without bound.
            if buckets.len() >= REMEMBERED {
                buckets.clear();
            }
        }
        let bucket = buckets.entry(caller.to_owned()).or_insert(Bucket { left: most, at: now });
        let left = filled(bucket);
        *bucket = Bucket { left: if left >= 1.0 { left - 1.0 } else { left }, at: now };
        if left >= 1.0 {
            return Ok(());
        }
        let seconds = ((1.0 - left) * 60.0 / most).ceil().max(1.0);
        let mut problem = Problem::new(Kind::RateLimited, format!("Wait {seconds} s and send the request again."));
        problem.retry_after = Some(seconds as u32);
        Err(problem)
    }
}

/// The host of an authority, without port and brackets.
fn host_of(authority: &str) -> &str {
    if let Some((host, _)) = authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return host;
    }
    authority.rsplit_once(':').map_or(authority, |(host, _)| host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(settings: &Settings, method: &Method, path: &str, headers: &[(&'static str, &str)]) -> Option<Kind> {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        let uri = path.parse().unwrap();
        Guard::new(settings).check(method, &uri, &HeaderMap::from_iter(headers)).err().map(|problem| problem.kind)
    }

    #[test]
    fn only_own_names_are_answered() {
        let mut settings = Settings::default();
        for (host, wanted) in [
            ("localhost:8080", None),
            ("127.0.0.1:8080", None),
            ("[::1]:8080", None),
            ("127.0.0.1", None),
            ("evil.example", Some(Kind::ForeignHost)),
            ("evil.example:8080", Some(Kind::ForeignHost)),
            ("localhost.evil.example", Some(Kind::ForeignHost)),
            ("10.0.0.1", Some(Kind::ForeignHost)),
            ("", Some(Kind::ForeignHost)),
        ] {
            assert_eq!(check(&settings, &Method::GET, "/v1/coaches", &[("host", host)]), wanted, "{host}");
        }
        assert_eq!(check(&settings, &Method::GET, "/v1/coaches", &[]), Some(Kind::ForeignHost));
        assert_eq!(check(&settings, &Method::GET, "/healthz", &[("host", "10.0.0.1")]), None);
        settings.server.listen = "0.0.0.0:80".parse().unwrap();
        settings.server.hosts = vec!["Coach.example.org".to_owned()];
        assert_eq!(check(&settings, &Method::GET, "/", &[("host", "coach.example.org")]), None);
        assert_eq!(check(&settings, &Method::GET, "/", &[("host", "localhost")]), Some(Kind::ForeignHost));
    }

    #[test]
    fn pages_of_other_sites_are_refused() {
        let settings = Settings::default();
        let own = ("host", "localhost:8080");
        for (method, path, headers, wanted) in [
            (Method::POST, "/v1/coaches", &[own][..], None),
            (Method::POST, "/v1/coaches", &[own, ("origin", "http://localhost:8080")], None),
            (Method::POST, "/v1/coaches", &[own, ("origin", "http://localhost:3000")], Some(Kind::CrossSite)),
            (Method::POST, "/v1/coaches", &[own, ("origin", "https://evil.example")], Some(Kind::CrossSite)),
            (Method::POST, "/v1/coaches", &[own, ("origin", "null")], Some(Kind::CrossSite)),
            (Method::GET, "/v1/coaches", &[own, ("sec-fetch-site", "same-origin")], None),
            (Method::GET, "/v1/coaches", &[own, ("sec-fetch-site", "same-site")], Some(Kind::CrossSite)),
            (Method::GET, "/v1/coaches", &[own, ("sec-fetch-site", "cross-site")], Some(Kind::CrossSite)),
            (Method::GET, "/", &[own, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")], None),
            (
                Method::GET,
                "/v1/coaches",
                &[own, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")],
                Some(Kind::CrossSite),
            ),
        ] {
            assert_eq!(check(&settings, &method, path, headers), wanted, "{method} {path} {headers:?}");
        }
    }

    #[test]
    fn a_minute_holds_so_many_requests() {
        let mut settings = Settings::default();
        settings.limits.requests_per_minute = 3;
        let guard = Guard::new(&settings);
        let at = |second: i64| Timestamp::from_millisecond((1_750_000_000 + second) * 1000).unwrap();
        for _ in 0..3 {
            guard.count("a", at(0)).unwrap();
        }
        let refused = guard.count("a", at(0)).unwrap_err();
        assert_eq!((refused.kind, refused.retry_after), (Kind::RateLimited, Some(20)));
        guard.count("b", at(0)).unwrap();
        guard.count("a", at(20)).unwrap();
        guard.count("a", at(20)).unwrap_err();
        for caller in 0..100_000 {
            guard.count(&caller.to_string(), at(20)).unwrap();
        }
        assert!(guard.buckets.lock().unwrap().len() <= REMEMBERED);
    }
}
