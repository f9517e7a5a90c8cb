//! Whether what is stored is whole: items against their schemas, documents against their checksums, and both against
//! each other.

use std::collections::BTreeSet;
use std::fmt;

use coachwright_core::table::Item;

use super::checked::Schemas;
use super::{Store, StoreError};

/// What was looked at and what is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Items looked at.
    pub items: usize,
    /// Documents looked at.
    pub documents: usize,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The store's own structure is damaged.
    Structure(String),
    /// An item is not what its key and type say.
    Item {
        /// Its key.
        key: String,
        /// What is wrong.
        reason: String,
    },
    /// An item names a document that is not there.
    MissingDocument {
        /// The item's key.
        key: String,
        /// The document's path.
        path: String,
    },
    /// A document does not match its checksum.
    Document(String),
    /// A document that no item names.
    Orphan(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Structure(reason) => write!(formatter, "structure: {reason}"),
            Self::Item { key, reason } => write!(formatter, "item {key}: {reason}"),
            Self::MissingDocument { key, path } => write!(formatter, "item {key}: its document {path} is missing"),
            Self::Document(path) => write!(formatter, "document {path}: does not match its checksum"),
            Self::Orphan(path) => write!(formatter, "document {path}: no item names it"),
        }
    }
}

/// Reads everything once and says what is wrong. What is written meanwhile may be reported wrongly.
///
/// # Errors
/// When the store cannot be read, other than because something in it is damaged.
pub async fn verify(store: &dyn Store) -> Result<Report, StoreError> {
    let schemas = Schemas::new().map_err(StoreError::Unavailable)?;
    let mut report = Report::default();
    let mut named = BTreeSet::new();
    let mut missing = Vec::new();
    let paths: BTreeSet<String> = store.list("").await?.into_iter().collect();
    let mut after = None;
    loop {
        let page = match store.scan(after.as_ref(), 500).await {
            Err(StoreError::Damaged(reason)) => {
                report.problems.push(Problem::Structure(reason));
                return Ok(report);
            }
            page => page?,
        };
        report.items += page.items.len();
        for item in &page.items {
            let key = || format!("{} / {}", item.key.pk, item.key.sk);
            if let Err(reason) = schemas.check(item) {
                report.problems.push(Problem::Item { key: key(), reason });
            }
            if let Some(path) = document(item) {
                if is_due(item) && !paths.contains(path) {
                    missing.push(Problem::MissingDocument { key: key(), path: path.to_owned() });
                }
                named.insert(path.to_owned());
            }
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    report.problems.append(&mut missing);
    for path in paths {
        report.documents += 1;
        match store.read(&path).await {
            Err(StoreError::Damaged(_)) => report.problems.push(Problem::Document(path.clone())),
            outcome => drop(outcome?),
        }
        if belongs_to_an_item(&path) && !named.contains(&path) {
            report.problems.push(Problem::Orphan(path));
        }
    }
    Ok(report)
}

fn document(item: &Item) -> Option<&str> {
    item.attributes.get("s3Key")?.as_str()
}

/// Whether the document must be there: an interview's is written when it completes, a conversation's when it is put away.
fn is_due(item: &Item) -> bool {
    let finished = match item.entity_type.as_deref() {
        Some("coachCreatorSession") => "isComplete",
        Some("conversationHistory") => "isArchived",
        _ => return true,
    };
    item.attributes.get(finished).and_then(serde_json::Value::as_bool) == Some(true)
}

/// Whether an item must name the document: those of sessions, workouts and conversations, but not exports and what the
/// platform keeps.
fn belongs_to_an_item(path: &str) -> bool {
    let mut parts = path.split('/');
    let (root, _, folder) = (parts.next(), parts.next(), parts.next());
    let named = matches!(folder, Some("coach_creator_sessions" | "workouts" | "conversations"));
    root == Some("users") && named && !path.ends_with("_metadata.json")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use coachwright_core::table::{Batch, Condition};
    use serde_json::json;

    use super::*;
    use crate::clock::SystemClock;
    use crate::store::{MemoryStore, Table as _};

    fn golden(name: &str) -> Item {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/tests/golden");
        serde_json::from_str(&std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap()).unwrap()
    }

    #[tokio::test]
    async fn finds_what_is_missing_left_over_or_wrong() {
        let store = MemoryStore::new(Arc::new(SystemClock));
        let workout = golden("workoutHistory");
        let path = document(&workout).unwrap().to_owned();
        let whole = Batch::new()
            .put(workout.clone(), Condition::None)
            .put(golden("coachCreatorSession"), Condition::None)
            .put(golden("conversationHistory"), Condition::None)
            .put_document(path.clone(), b"{}".to_vec())
            .put_document("users/user123/exports/2025-06-20_full_history.json".into(), b"{}".to_vec());
        store.apply(whole).await.unwrap();
        assert_eq!(verify(&store).await.unwrap(), Report { items: 3, documents: 2, problems: vec![] });

        let mut wrong = golden("coachConfig");
        let mut attributes = (*wrong.attributes).clone();
        attributes["isActive"] = json!("yes");
        wrong.attributes = attributes.into();
        let harm = Batch::new()
            .delete_document(path.clone())
            .put_document("users/user123/workouts/2025-06-21/lost.json".into(), b"{}".to_vec())
            .put(wrong, Condition::None);
        store.apply(harm).await.unwrap();
        let problems = verify(&store).await.unwrap().problems;
        let [Problem::Item { key, .. }, missing, orphan] = &problems[..] else { panic!("{problems:?}") };
        assert_eq!(key, "user#user123 / coach#coach_67890");
        let key = format!("{} / {}", workout.key.pk, workout.key.sk);
        assert_eq!(missing, &Problem::MissingDocument { key, path });
        assert_eq!(orphan, &Problem::Orphan("users/user123/workouts/2025-06-21/lost.json".into()));
    }
}
