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
    /// The store: embedded or memory
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

/// The product on the store that the settings name.
pub(super) fn open(settings: Settings) -> Result<Service> {
    let clock = Arc::new(SystemClock);
    let store: Arc<dyn Store> = match settings.store.kind {
        StoreKind::Embedded => Arc::new(CheckedStore::new(EmbeddedStore::open(&settings.store.data, clock.clone())?)?),
        StoreKind::Memory => Arc::new(CheckedStore::new(MemoryStore::new(clock.clone()))?),
    };
    Ok(Service::new(Arc::new(Engine::load()?), store, clock, Arc::new(RandomIds), settings))
}
