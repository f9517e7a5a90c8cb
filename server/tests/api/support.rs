//! A server in this process on a free port, with a clock and ids that the tests own.

use std::sync::{Arc, LazyLock};

use coachwright_core::Engine;
use coachwright_core::table::pattern;
use coachwright_server::clock::ManualClock;
use coachwright_server::http::{App, Parts, Shell, metrics::Metrics, serve};
use coachwright_server::identity::{CookieKey, Identity};
use coachwright_server::service::{SequentialIds, Service};
use coachwright_server::settings::Settings;
use coachwright_server::store::{CheckedStore, MemoryStore, Store};
use coachwright_tests::client::{Answer, Client};
use hyper::Method;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// The engine, loaded once for all tests.
fn engine() -> Arc<Engine> {
    static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| Arc::new(Engine::load().unwrap()));
    ENGINE.clone()
}

/// A running server.
pub(crate) struct World {
    pub(crate) address: String,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) app: App,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<anyhow::Result<()>>,
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::with(Settings::default()).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        let clock = Arc::new(ManualClock::at("2025-06-20T10:00:00Z".parse().unwrap()));
        let store: Arc<dyn Store> = Arc::new(CheckedStore::new(MemoryStore::new(clock.clone())).unwrap());
        Self::on(settings, clock, store).await
    }

    pub(crate) async fn on(settings: Settings, clock: Arc<ManualClock>, store: Arc<dyn Store>) -> Self {
        let identity = Identity::Local(CookieKey::new([1; 32], false));
        let ids = Arc::new(SequentialIds::default());
        let service = Service::new(engine(), store.clone(), clock.clone(), ids, settings);
        let app = App::new(Parts { service, identity, metrics: Metrics::default() });
        let shell = Shell::new(app.clone()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(serve::serve(shell, listener, async { drop(stopped.await) }));
        Self { address, clock, store, app, stop: Some(stop), serving }
    }

    /// A caller of their own.
    pub(crate) async fn client(&self) -> Client {
        Client::connect(&self.address).await.unwrap()
    }

    /// Stops the server as SIGTERM does, and waits for it.
    pub(crate) async fn stop(mut self) {
        drop(self.stop.take());
        self.serving.await.unwrap().unwrap();
    }
}

/// Every item in the store of these entity types, to prove that a refusal stored nothing.
pub(crate) async fn stored(store: &Arc<dyn Store>) -> usize {
    let mut count = 0;
    for entity in ["coachCreatorSession", "coachConfig", "workoutHistory"] {
        count += store.query(&pattern::entities(entity)).await.unwrap().items.len();
    }
    count + store.list("users/").await.unwrap().len()
}

/// Sends JSON text as it is.
pub(crate) async fn send(client: &mut Client, method: Method, path: &str, body: &str) -> Answer {
    client.send(method, path, &[("content-type", "application/json")], body.to_owned()).await.unwrap()
}

/// Asserts that an answer is this documented problem, and gives its body.
#[track_caller]
pub(crate) fn problem(answer: &Answer, slug: &str) -> Value {
    let body = answer.json().unwrap();
    assert_eq!(body["type"], format!("/errors/{slug}"), "{} {body}", answer.status);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(body["status"], answer.status.as_u16());
    assert!(body["title"].as_str().is_some_and(|title| !title.is_empty()));
    assert!(body["detail"].as_str().is_some_and(|detail| detail.ends_with('.')), "{body}");
    assert_eq!(body["instance"], format!("urn:uuid:{}", answer.header("x-request-id")));
    body
}
