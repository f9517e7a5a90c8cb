//! A store that refuses items which are not what their key and type say: the last check before every write.

use std::collections::BTreeMap;

use async_trait::async_trait;
use coachwright_core::model::schema::schemas;
use coachwright_core::table::{Batch, Cursor, EntityKey, Item, Key, Query, Write};
use jsonschema::Validator;

use super::{Documents, Page, Snapshots, StoreError, Table};

/// The schemas of all entities, compiled.
#[derive(Debug)]
pub struct Schemas(BTreeMap<&'static str, Validator>);

impl Schemas {
    /// Compiles the schemas; takes milliseconds, so it is done once.
    ///
    /// # Errors
    /// When a schema does not compile, which the tests exclude.
    pub fn new() -> anyhow::Result<Self> {
        let compiled = schemas().into_iter().map(|(entity_type, schema)| {
            Ok::<_, anyhow::Error>((entity_type, jsonschema::validator_for(&schema.to_value())?))
        });
        compiled.collect::<Result<_, _>>().map(Self)
    }

    /// Checks that an item's key, type and attributes belong together.
    ///
    /// # Errors
    /// Says what does not, naming the place in the schema and nothing of the item: it goes into logs, where a person's
    /// words must not.
    pub fn check(&self, item: &Item) -> Result<(), String> {
        let key = EntityKey::parse(&item.key).map_err(|error| format!("an item's key: {error}"))?;
        if key.entity_type() != item.entity_type.as_deref() {
            return Err("an item's key belongs to another entity type".to_owned());
        }
        // Turns and records of requests are no entities; their form is the engine's.
        let Some(entity_type) = key.entity_type() else { return Ok(()) };
        let Some(validator) = self.0.get(entity_type) else {
            return Err(format!("there is no schema for `{entity_type}`"));
        };
        if validator.is_valid(&item.attributes) {
            return Ok(());
        }
        let first = validator.iter_errors(&item.attributes).next();
        let place = first.map(|error| error.evaluation_path().to_string()).unwrap_or_default();
        Err(format!("a {entity_type} does not match its schema at `{place}`"))
    }
}

/// Checks every item before the inner store writes it.
#[derive(Debug)]
pub struct CheckedStore<S> {
    inner: S,
    schemas: Schemas,
}

impl<S> CheckedStore<S> {
    /// Compiles the schemas once.
    ///
    /// # Errors
    /// When a schema does not compile, which the tests exclude.
    pub fn new(inner: S) -> anyhow::Result<Self> {
        Ok(Self { inner, schemas: Schemas::new()? })
    }

    /// The inner store.
    pub fn inner(&self) -> &S {
        &self.inner
    }
}

#[async_trait]
impl<S: Table> Table for CheckedStore<S> {
    async fn get(&self, key: &Key) -> Result<Option<Item>, StoreError> {
        self.inner.get(key).await
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Item>>, StoreError> {
        self.inner.get_many(keys).await
    }

    async fn query(&self, query: &Query) -> Result<Page, StoreError> {
        self.inner.query(query).await
    }

    async fn scan(&self, after: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        self.inner.scan(after, limit).await
    }

    async fn apply(&self, batch: Batch) -> Result<(), StoreError> {
        for write in &batch.writes {
            if let Write::Put { item, .. } = write {
                self.schemas.check(item).map_err(StoreError::Invalid)?;
            }
        }
        self.inner.apply(batch).await
    }

    fn snapshots(&self) -> Snapshots {
        self.inner.snapshots()
    }
}

#[async_trait]
impl<S: Documents> Documents for CheckedStore<S> {
    async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.read(path).await
    }

    async fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.inner.list(prefix).await
    }

    async fn deliver(&self) -> Result<usize, StoreError> {
        self.inner.deliver().await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use coachwright_core::table::Condition;
    use serde_json::{Value, json};

    use super::*;
    use crate::clock::{Clock as _, SystemClock};
    use crate::store::MemoryStore;

    fn store() -> CheckedStore<MemoryStore> {
        CheckedStore::new(MemoryStore::new(Arc::new(SystemClock))).unwrap()
    }

    fn goldens() -> Vec<Item> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/tests/golden");
        let files =
            std::fs::read_dir(folder).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
        files.filter_map(|text| serde_json::from_str(&text).ok()).collect()
    }

    async fn refusal(store: &CheckedStore<MemoryStore>, item: &Item) -> Option<String> {
        match store.apply(Batch::new().put(item.clone(), Condition::None)).await {
            Ok(()) => None,
            Err(StoreError::Invalid(reason)) => Some(reason),
            Err(other) => panic!("{other}"),
        }
    }

    #[tokio::test]
    async fn every_example_of_the_schema_document_is_accepted() {
        let (store, goldens) = (store(), goldens());
        assert_eq!(goldens.len(), 9);
        for item in goldens {
            assert_eq!(refusal(&store, &item).await, None);
            assert_eq!(store.get(&item.key).await.unwrap(), Some(item));
        }
    }

    /// Breaks each field in turn, adds one, and takes the form away.
    #[tokio::test]
    async fn what_does_not_match_is_refused_with_the_place_and_without_the_words() {
        let store = store();
        for item in goldens() {
            let attributes = item.attributes.as_object().unwrap();
            for name in attributes.keys() {
                let mut broken = attributes.clone();
                broken.insert(name.clone(), json!({"secret words": []}));
                let broken = Item { attributes: Value::Object(broken).into(), ..item.clone() };
                let reason = refusal(&store, &broken).await.unwrap_or_else(|| panic!("{name} was accepted"));
                assert!(reason.contains(&format!("/{name}")) && !reason.contains("secret"), "{reason}");
            }
            let mut more = attributes.clone();
            more.insert("unheardOf".to_owned(), json!(1));
            assert!(refusal(&store, &Item { attributes: Value::Object(more).into(), ..item.clone() }).await.is_some());
            assert!(refusal(&store, &Item { attributes: json!([]).into(), ..item }).await.is_some());
        }
    }

    #[tokio::test]
    async fn key_and_type_must_agree() {
        let store = store();
        let turn = Item::record(Key::session_turn("u", "s", 1).unwrap(), json!({"any": "form"}), SystemClock.now());
        assert_eq!(refusal(&store, &turn).await, None);
        let typed = Item { entity_type: Some("coachConfig".to_owned()), ..turn.clone() };
        assert!(refusal(&store, &typed).await.is_some());
        let foreign = Item { key: Key { pk: "user#u".into(), sk: "note".into() }, ..turn };
        assert!(refusal(&store, &foreign).await.is_some());
    }
}
