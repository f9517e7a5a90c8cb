//! The table.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection, ProjectionType,
    ScalarAttributeType, TableStatus,
};

use crate::store::aws::{Clients, INDEXES, Place};

/// How long a new table may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Makes the table where it is missing. Gives what was done.
///
/// # Errors
/// When the service refuses, or does not finish in time.
pub async fn ensure_table(clients: &Clients, place: &Place) -> Result<Vec<String>> {
    let found = clients.dynamo.describe_table().table_name(&place.table).send().await;
    match found {
        Ok(_) => return Ok(Vec::new()),
        Err(error) if error.as_service_error().is_some_and(|error| error.is_resource_not_found_exception()) => {}
        Err(error) => return Err(error).context("the table cannot be looked at"),
    }
    let mut create = clients.dynamo.create_table().table_name(&place.table).billing_mode(BillingMode::PayPerRequest);
    for element in keys("pk", "sk")? {
        create = create.key_schema(element);
    }
    let mut names = vec!["pk", "sk"];
    for (name, (partition, sort)) in INDEXES {
        let index = GlobalSecondaryIndex::builder()
            .index_name(name)
            .set_key_schema(Some(keys(partition, sort)?))
            .projection(Projection::builder().projection_type(ProjectionType::KeysOnly).build())
            .build()?;
        create = create.global_secondary_indexes(index);
        names.extend([partition, sort].into_iter().filter(|name| *name != "pk"));
    }
    for name in names {
        let definition = AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S);
        create = create.attribute_definitions(definition.build()?);
    }
    create.send().await.context("the table cannot be made")?;
    active(clients, place).await?;
    Ok(vec![format!("made the table {}", place.table)])
}

/// Waits until the table can be used.
async fn active(clients: &Clients, place: &Place) -> Result<()> {
    let begun = std::time::Instant::now();
    while begun.elapsed() < PATIENCE {
        let described = clients.dynamo.describe_table().table_name(&place.table).send().await?;
        if described.table.and_then(|table| table.table_status) == Some(TableStatus::Active) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    bail!("the table is not ready after {} s: run the command again", PATIENCE.as_secs())
}

fn keys(partition: &str, sort: &str) -> Result<Vec<KeySchemaElement>> {
    let element = |name: &str, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
    Ok(vec![element(partition, KeyType::Hash)?, element(sort, KeyType::Range)?])
}
