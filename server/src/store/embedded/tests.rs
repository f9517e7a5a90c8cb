//! The embedded store against the contract, the model, crashes and foreign files.

use std::sync::Arc;

use super::*;
use crate::clock::ManualClock;
use crate::store::contract;

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at(contract::start()))
}

#[tokio::test]
async fn keeps_the_contract() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
    let store = EmbeddedStore::open(folder.path(), clock.clone()).unwrap();
    contract::holds(&store, &clock).await;
}
