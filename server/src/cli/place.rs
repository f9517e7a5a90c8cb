//! Where settings and data are; the same for every command that opens the store.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use coachwright_core::Engine;

use crate::clock::SystemClock;
use crate::service::{RandomIds, Service};
use crate::settings::{Layers, Override, Settings, StoreKind};
use crate::store::{CheckedStore, EmbeddedStore, MemoryStore, Store};

#[derive(Debug, Default, clap::Args)]
pub(super) struct Place {
    /// The settings file [default: coachwright.toml in this folder, if there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder of the store and the identity key
    #[arg(long, value_name = "DIR")]
    data: Option<String>,
    /// The store: embedded, aws or memory
    #[arg(long, value_name = "KIND")]
    store: Option<String>,
    /// Any other setting, such as `limits.body_bytes=100000`
    #[arg(long = "set", value_name = "SETTING=VALUE")]
    set: Vec<String>,
}

impl Place {
    /// Reads the settings, with these flags over them; `more` are flags of the command itself: setting, flag, value.
    pub(super) fn settings(self, more: &[(&str, &str, Option<String>)]) -> Result<Settings> {
        let own = [("store.data", "--data", self.data), ("store.kind", "--store", self.store)];
        let given = own.into_iter().chain(more.iter().cloned());
        let mut flags: Vec<Override> = given
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

/// The product on the store that the settings name; used on the runtime it was opened on.
pub(super) async fn open(settings: Settings) -> Result<Service> {
    let clock = Arc::new(SystemClock);
    let store: Arc<dyn Store> = match settings.store.kind {
        StoreKind::Embedded => Arc::new(CheckedStore::new(EmbeddedStore::open(&settings.store.data, clock.clone())?)?),
        StoreKind::Memory => Arc::new(CheckedStore::new(MemoryStore::new(clock.clone()))?),
        StoreKind::Aws => aws(&settings, clock.clone()).await?,
    };
    Ok(Service::new(Arc::new(Engine::load()?), store, clock, Arc::new(RandomIds), settings))
}

#[cfg(feature = "aws")]
async fn aws(settings: &Settings, clock: Arc<SystemClock>) -> Result<Arc<dyn Store>> {
    use crate::store::aws::{AwsStore, Clients, Place};

    let clients = Clients::from_environment(settings.store.path_style).await;
    let place = Place {
        table: settings.store.table.clone(),
        bucket: settings.store.bucket.clone(),
        snapshot_turns: settings.store.snapshot_turns,
    };
    Ok(Arc::new(CheckedStore::new(AwsStore::new(clients, place, clock))?))
}

#[cfg(not(feature = "aws"))]
async fn aws(_: &Settings, _: Arc<SystemClock>) -> Result<Arc<dyn Store>> {
    anyhow::bail!("this program was built without DynamoDB and S3: build it with the feature `aws`")
}
