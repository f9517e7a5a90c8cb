//! The store against real servers of its protocols, which `cargo xtask aws` starts.

use std::sync::Arc;

use super::*;
use crate::clock::ManualClock;
use crate::provision;
use crate::store::{MemoryStore, contract};

/// An empty store of its own on the servers of the environment.
async fn store(name: &str, clock: Arc<ManualClock>) -> AwsStore {
    assert!(
        std::env::var_os("AWS_ENDPOINT_URL_DYNAMODB").is_some() && std::env::var_os("AWS_ENDPOINT_URL_S3").is_some(),
        "there are no servers to test with: `cargo xtask aws` installs and starts them"
    );
    let clients = Clients::from_environment(true).await;
    let name = format!("{name}-{:08x}", getrandom::u32().unwrap());
    let place = Place { table: name.clone(), bucket: name, snapshot_turns: 8 };
    provision::ensure_table(&clients, &place).await.unwrap();
    clients.s3.create_bucket().bucket(&place.bucket).send().await.unwrap();
    let versioning = aws_sdk_s3::types::VersioningConfiguration::builder()
        .status(aws_sdk_s3::types::BucketVersioningStatus::Enabled)
        .build();
    clients.s3.put_bucket_versioning().bucket(&place.bucket).versioning_configuration(versioning).send().await.unwrap();
    AwsStore::new(clients, place, clock)
}

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at(contract::start()))
}

#[tokio::test]
#[ignore = "needs servers: cargo xtask aws"]
async fn keeps_the_contract() {
    let clock = clock();
    contract::holds(&store("contract", clock.clone()).await, &clock).await;
}

#[test]
#[ignore = "needs servers: cargo xtask aws"]
fn agrees_with_the_model() {
    let clock = clock();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let store = runtime.block_on(store("model", clock.clone()));
    let model = MemoryStore::new(clock.clone());
    contract::random::agree(&runtime, 24, &store, &model, &clock, async || ());
}
