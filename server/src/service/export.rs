//! Everything that is stored of one person.

use std::collections::{BTreeMap, BTreeSet};

use coachwright_core::table::{Item, path, pattern};
use serde::Serialize;
use serde_json::Value;

use super::item::public;
use super::{Service, ServiceError};

/// Everything that is stored of one person.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Export {
    /// Whose.
    pub user_id: String,
    /// RFC 3339.
    pub exported_at: String,
    /// Items, in the order of their keys.
    pub items: Vec<Item>,
    /// Documents by path.
    pub documents: BTreeMap<String, Value>,
}

impl Service {
    /// Everything that is stored of one person; answers kept for repeated requests are no data of theirs.
    ///
    /// # Errors
    /// When the store cannot answer, or a document is damaged.
    pub async fn export(&self, user: &str) -> Result<Export, ServiceError> {
        let items = self.store.query(&pattern::everything_of(user)?).await?.items;
        let items = items.into_iter().filter(|item| !item.key.sk.starts_with("idempotency#")).map(public).collect();
        let mut documents = BTreeMap::new();
        for path in self.store.list(&path::user(user)?).await? {
            if let Some(bytes) = self.store.read(&path).await? {
                documents.insert(path, serde_json::from_slice(&bytes)?);
            }
        }
        Ok(Export { user_id: user.to_owned(), exported_at: self.clock.now().to_string(), items, documents })
    }

    /// Everybody of whom something is stored.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn people(&self) -> Result<BTreeSet<String>, ServiceError> {
        let mut people = BTreeSet::new();
        for entity in ["coachConfig", "coachCreatorSession", "workoutHistory", "userProfile", "userPreferences"] {
            let items = self.store.query(&pattern::entities(entity)).await?.items;
            people.extend(items.iter().filter_map(|item| item.key.pk.strip_prefix("user#").map(str::to_owned)));
        }
        Ok(people)
    }
}
