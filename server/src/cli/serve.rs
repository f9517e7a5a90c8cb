//! `coachwright serve`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use coachwright_core::Engine;
use tokio::net::TcpListener;

use super::log;
use crate::clock::SystemClock;
use crate::http::{App, Parts, Shell, metrics::Metrics, serve};
use crate::identity::Identity;
use crate::service::{RandomIds, Service};
use crate::settings::{Layers, Override, Settings, StoreKind};
use crate::store::{CheckedStore, EmbeddedStore, MemoryStore, Store};

/// Where settings and data are; the same for every command that opens the store.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Place {
    /// The settings file [default: coachwright.toml in this folder, if there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder of the store and the identity key
    #[arg(long, value_name = "DIR")]
    data: Option<String>,
    /// The store: embedded or memory
    #[arg(long, value_name = "KIND")]
    store: Option<String>,
    /// Any other setting, such as `limits.body_bytes=100000`
    #[arg(long = "set", value_name = "SETTING=VALUE")]
    set: Vec<String>,
}

#[derive(Debug, Default, clap::Args)]
pub(super) struct Options {
    /// The address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    #[command(flatten)]
    place: Place,
}

impl Place {
    /// Reads the settings, with these flags over them.
    pub(super) fn settings(self, more: &[(&str, Option<String>)]) -> Result<Settings> {
        let named = [("store.data", "--data", self.data), ("store.kind", "--store", self.store)];
        let more = more.iter().map(|(setting, value)| (*setting, "--listen", value.clone()));
        let mut flags: Vec<Override> = named
            .into_iter()
            .chain(more)
            .filter_map(|(setting, flag, value)| {
                Some(Override { flag: flag.to_owned(), setting: setting.to_owned(), value: value? })
            })
            .collect();
        for set in self.set {
            let (setting, value) = set.split_once('=').context("say --set SETTING=VALUE, such as log.json=true")?;
            flags.push(Override { flag: "--set".to_owned(), setting: setting.to_owned(), value: value.to_owned() });
        }
        Ok(Layers::of_process(self.config, flags).load()?)
    }
}

pub(super) fn run(options: Options) -> Result<ExitCode> {
    let settings = options.place.settings(&[("server.listen", options.listen)])?;
    log::start(&settings.log)?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(listen(settings))?;
    Ok(ExitCode::SUCCESS)
}

async fn listen(settings: Settings) -> Result<()> {
    let listener = bind(settings.server.listen).await?;
    let address = listener.local_addr()?;
    let identity = Identity::new(&settings.identity, &settings.store.data)?;
    let clock = Arc::new(SystemClock);
    let store: Arc<dyn Store> = match settings.store.kind {
        StoreKind::Embedded => Arc::new(CheckedStore::new(EmbeddedStore::open(&settings.store.data, clock.clone())?)?),
        StoreKind::Memory => Arc::new(CheckedStore::new(MemoryStore::new(clock.clone()))?),
    };
    let service = Service::new(Arc::new(Engine::load()?), store, clock, Arc::new(RandomIds), settings);
    let shell = Shell::new(App::new(Parts { service, identity, metrics: Metrics::default() }))?;
    tracing::info!(%address, "listening: open http://{address}");
    serve::serve(shell, listener, stop()).await
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}: choose another address with --listen, or stop what uses this one")
    })
}

/// Resolves when the process is asked to stop.
async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(terminate) => terminate,
            Err(_) => return drop(interrupt.await),
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
