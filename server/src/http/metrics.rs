//! Counters in the Prometheus text format.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use axum::http::Method;

/// Upper bounds of the duration buckets, in microseconds.
const BOUNDS: [u64; 12] = [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 500_000, 2_500_000, 10_000_000];

/// What the server counts.
#[derive(Debug, Default)]
pub struct Metrics {
    requests: RwLock<BTreeMap<String, Vec<Series>>>,
    durations: [AtomicU64; BOUNDS.len() + 1],
    duration_sum: AtomicU64,
    in_flight: AtomicI64,
    connections: AtomicI64,
    panics: AtomicU64,
}

/// The answers of one route with one method and status.
#[derive(Debug)]
struct Series {
    method: &'static str,
    status: u16,
    count: AtomicU64,
}

impl Metrics {
    /// Counts an answered request by its route (never its path, which names people).
    pub fn request(&self, method: &Method, route: &str, status: u16, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let bucket = BOUNDS.iter().position(|bound| micros <= *bound).unwrap_or(BOUNDS.len());
        if let Some(bucket) = self.durations.get(bucket) {
            bucket.fetch_add(1, Relaxed);
        }
        self.duration_sum.fetch_add(micros, Relaxed);
        let method = name_of(method);
        let counted = |known: &[Series]| {
            let series = known.iter().find(|series| series.method == method && series.status == status);
            series.map(|series| series.count.fetch_add(1, Relaxed)).is_some()
        };
        let requests = self.requests.read().unwrap_or_else(PoisonError::into_inner);
        if requests.get(route).is_some_and(|known| counted(known)) {
            return;
        }
        drop(requests);
        let mut requests = self.requests.write().unwrap_or_else(PoisonError::into_inner);
        let known = requests.entry(route.to_owned()).or_default();
        if !counted(known) {
            known.push(Series { method, status, count: AtomicU64::new(1) });
        }
    }

    /// Counts a panic that was caught.
    pub fn panic(&self) {
        self.panics.fetch_add(1, Relaxed);
    }

    /// A request in flight, until the guard is dropped.
    pub fn in_flight(&self) -> Gauge<'_> {
        Gauge::on(&self.in_flight)
    }

    /// An open connection, until the guard is dropped.
    pub fn connection(&self) -> Gauge<'_> {
        Gauge::on(&self.connections)
    }

    /// The text that `/metrics` answers, with more lines from elsewhere.
    #[must_use]
    pub fn render(&self, more: &[(&str, &str, u64)]) -> String {
        let mut text = String::with_capacity(4096);
        let mut line = |arguments: std::fmt::Arguments<'_>| {
            // Writing to a text never fails.
            let _ = text.write_fmt(arguments);
            text.push('\n');
        };
        line(format_args!("# HELP coachwright_requests_total Requests answered."));
        line(format_args!("# TYPE coachwright_requests_total counter"));
        for (route, known) in self.requests.read().unwrap_or_else(PoisonError::into_inner).iter() {
            for Series { method, status, count } in known {
                let count = count.load(Relaxed);
                line(format_args!(
                    "coachwright_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {count}"
                ));
            }
        }
        line(format_args!("# HELP coachwright_request_seconds Time from the request's head to the answer's head."));
        line(format_args!("# TYPE coachwright_request_seconds histogram"));
        let mut total = 0;
        for (bound, count) in BOUNDS.iter().zip(&self.durations) {
            total += count.load(Relaxed);
            let seconds = *bound as f64 / 1e6;
            line(format_args!("coachwright_request_seconds_bucket{{le=\"{seconds}\"}} {total}"));
        }
        total += self.durations.last().map_or(0, |count| count.load(Relaxed));
        line(format_args!("coachwright_request_seconds_bucket{{le=\"+Inf\"}} {total}"));
        line(format_args!("coachwright_request_seconds_sum {}", self.duration_sum.load(Relaxed) as f64 / 1e6));
        line(format_args!("coachwright_request_seconds_count {total}"));
        let gauges = [
            ("coachwright_requests_in_flight", "Requests being answered.", &self.in_flight),
            ("coachwright_connections", "Open connections.", &self.connections),
        ];
        for (name, help, value) in gauges {
            line(format_args!("# HELP {name} {help}\n# TYPE {name} gauge\n{name} {}", value.load(Relaxed)));
        }
        let panics = ("coachwright_panics_total", "Requests that ended in a panic.", self.panics.load(Relaxed));
        for (name, help, value) in std::iter::once(&panics).chain(more) {
            let kind = if name.ends_with("_total") { "counter" } else { "gauge" };
            line(format_args!("# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}"));
        }
        text
    }
}

/// A method's name; callers may invent methods, but no more counters.
fn name_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Holds a gauge one higher while it lives.
#[derive(Debug)]
pub struct Gauge<'m>(&'m AtomicI64);

impl<'m> Gauge<'m> {
    fn on(gauge: &'m AtomicI64) -> Self {
        gauge.fetch_add(1, Relaxed);
        Self(gauge)
    }
}

impl Drop for Gauge<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}
