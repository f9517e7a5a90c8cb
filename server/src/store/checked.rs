//! A store that refuses items which are not what their key and type say: the last check before every write.

use std::collections::BTreeMap;

use async_trait::async_trait;
use coachwright_core::model::schema::schemas;
use coachwright_core::table::{Batch, EntityKey, Item, Key, Query, Write};
use jsonschema::Validator;

use super::{Documents, Page, StoreError, Table};

/// Checks every item against the JSON Schema of its entity, then lets the inner store write it.
#[derive(Debug)]
pub struct CheckedStore<S> {
    inner: S,
    validators: BTreeMap<&'static str, Validator>,
}

impl<S> CheckedStore<S> {
    /// Compiles the schemas once.
    ///
    /// # Errors
    /// When a schema does not compile, which the tests exclude.
    pub fn new(inner: S) -> anyhow::Result<Self> {
        let mut validators = BTreeMap::new();
        for (entity_type, schema) in schemas() {
            validators.insert(entity_type, jsonschema::validator_for(&schema.to_value())?);
        }
        Ok(Self { inner, validators })
    }

    /// The inner store.
    pub fn inner(&self) -> &S {
        &self.inner
    }

    fn check(&self, item: &Item) -> Result<(), StoreError> {
        let invalid = |reason: String| Err(StoreError::Invalid(reason));
        let key = match EntityKey::parse(&item.key) {
            Ok(key) => key,
            Err(error) => return invalid(format!("an item's key: {error}")),
        };
        if key.entity_type() != item.entity_type.as_deref() {
            return invalid("an item's key belongs to another entity type".to_owned());
        }
        // Turns and records of requests are no entities; their form is the engine's.
        let Some(entity_type) = key.entity_type() else { return Ok(()) };
        let Some(validator) = self.validators.get(entity_type) else {
            return invalid(format!("there is no schema for `{entity_type}`"));
        };
        if validator.is_valid(&item.attributes) {
            return Ok(());
        }
        // The place in the schema and nothing of the item: the message goes into logs, the person's words must not.
        let first = validator.iter_errors(&item.attributes).next();
        let place = first.map(|error| error.evaluation_path().to_string()).unwrap_or_default();
        invalid(format!("a {entity_type} does not match its schema at `{place}`"))
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

    async fn apply(&self, batch: Batch) -> Result<(), StoreError> {
        for write in &batch.writes {
            if let Write::Put { item, .. } = write {
                self.check(item)?;
            }
        }
        self.inner.apply(batch).await
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
                let broken = Item { attributes: Value::Object(broken), ..item.clone() };
                let reason = refusal(&store, &broken).await.unwrap_or_else(|| panic!("{name} was accepted"));
                assert!(reason.contains(&format!("/{name}")) && !reason.contains("secret"), "{reason}");
            }
            let mut more = attributes.clone();
            more.insert("unheardOf".to_owned(), json!(1));
            assert!(refusal(&store, &Item { attributes: Value::Object(more), ..item.clone() }).await.is_some());
            assert!(refusal(&store, &Item { attributes: json!([]), ..item }).await.is_some());
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
