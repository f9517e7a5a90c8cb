//! Everything that is stored of one person: taken out whole.
//!
//! An export is asked for, made aside, and fetched under its day. Its record and its document expire together.

use std::collections::{BTreeMap, BTreeSet};

use coachwright_core::table::{Attributes, Batch, Condition, EntityKey, Item, Key, path, pattern};
use coachwright_core::{Date, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::counts::Count;
use super::item::public;
use super::once::{Answer, Once};
use super::subscription::Counted;
use super::{Service, ServiceError};

/// Entities that are in people's partitions.
const OF_PEOPLE: [&str; 7] = [
    "coachConfig",
    "coachCreatorSession",
    "conversationHistory",
    "memory",
    "userPreferences",
    "userProfile",
    "workoutHistory",
];

/// Milliseconds after which an export that is not ready counts as lost.
const PATIENCE: i64 = 300_000;

/// Everything that is stored of one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Export {
    /// The version of this form.
    pub format_version: String,
    /// Whose.
    pub user_id: String,
    /// RFC 3339.
    pub exported_at: String,
    /// Items, in the order of their keys.
    #[schemars(with = "Vec<BTreeMap<String, Value>>")]
    pub items: Vec<Item>,
    /// Documents by path.
    pub documents: BTreeMap<String, Value>,
}

impl Export {
    /// The current version of the form.
    pub const VERSION: &'static str = "1.0";
}

/// How an export stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExportRecord {
    /// Its day, in UTC.
    pub date: Date,
    /// Whether it can be fetched.
    pub status: ExportStatus,
    /// RFC 3339.
    pub requested_at: String,
    /// Where its document is.
    pub s3_key: String,
    /// Items in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<u64>,
    /// Documents in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documents: Option<u64>,
    /// Bytes of its JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Of its JSON, hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// Whether an export can be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ExportStatus {
    /// It is being made.
    Pending,
    /// It is there.
    Ready,
}

/// What is found under an export's day.
#[derive(Debug, Clone, PartialEq)]
pub enum Fetched {
    /// It is being made.
    Pending(ExportRecord),
    /// Its JSON.
    Ready(Vec<u8>),
}

impl Service {
    /// Everything that is stored of one person; answers kept for repeated requests and earlier exports are no data of theirs.
    ///
    /// # Errors
    /// When the store cannot answer, or a document is damaged.
    pub async fn export(&self, user: &str) -> Result<Export, ServiceError> {
        let items = self.store.query(&pattern::everything_of(user)?).await?.items;
        let items = items.into_iter().filter(is_data).map(public).collect();
        let folder = path::user(user)?;
        let exports = format!("{folder}exports/");
        let mut documents = BTreeMap::new();
        for path in self.store.list(&folder).await? {
            if path.starts_with(&exports) {
                continue;
            }
            if let Some(bytes) = self.store.read(&path).await? {
                documents.insert(path, serde_json::from_slice(&bytes)?);
            }
        }
        let exported_at = self.clock.now().to_string();
        Ok(Export {
            format_version: Export::VERSION.to_owned(),
            user_id: user.to_owned(),
            exported_at,
            items,
            documents,
        })
    }

    /// Asks for today's export; says its day where it is to be made now, by [`Service::make_export`].
    ///
    /// # Errors
    /// When the day's exports are used up, or the store cannot answer.
    pub async fn request_export(&self, user: &str, once: &Once) -> Result<(Answer, Option<Date>), ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok((answer, None));
        }
        let now = self.clock.now();
        let day = now.date();
        let key = Key::export(user, day)?;
        let location = format!("/v1/me/exports/{day}");
        let stored = self.store.get(&key).await?;
        if let Some(record) = stored.as_ref().map(record).transpose()?.filter(|record| is_running(record, now)) {
            return Ok((Answer::accepted(serde_json::to_value(record)?).at(location), None));
        }
        self.count(user, Counted::Exports).await?;
        let record = ExportRecord {
            date: day,
            status: ExportStatus::Pending,
            requested_at: now.to_string(),
            s3_key: path::export(user, day)?,
            items: None,
            documents: None,
            bytes: None,
            sha256: None,
        };
        let (item, condition) = self.export_item(key, &record, stored.as_ref(), now)?;
        let answer = Answer::accepted(serde_json::to_value(record)?).at(location);
        let answer = self.apply_once(user, once, Batch::new().put(item, condition), answer).await?;
        Ok((answer, Some(day)))
    }

    /// Makes the export of a day; where that fails its record goes, so that it can be asked for again.
    pub async fn make_export(&self, user: &str, day: Date) {
        if let Err(error) = self.try_export(user, day).await {
            tracing::error!(%error, "an export could not be made");
            let Ok(key) = Key::export(user, day) else { return };
            drop(self.store.apply(Batch::new().delete(key, Condition::None)).await);
        }
    }

    async fn try_export(&self, user: &str, day: Date) -> Result<(), ServiceError> {
        let key = Key::export(user, day)?;
        let Some(stored) = self.store.get(&key).await? else { return Ok(()) };
        let export = self.export(user).await?;
        let body = serde_json::to_vec(&export)?;
        let digest = Sha256::digest(&body).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        let record = ExportRecord {
            status: ExportStatus::Ready,
            items: Some(export.items.len() as u64),
            documents: Some(export.documents.len() as u64),
            bytes: Some(body.len() as u64),
            sha256: Some(digest),
            ..record(&stored)?
        };
        let (item, condition) = self.export_item(key, &record, Some(&stored), self.clock.now())?;
        let batch = Batch::new().put(item, condition).put_document(path::export(user, day)?, body);
        self.store.apply(batch).await?;
        self.counts.add(Count::Exports, 1);
        Ok(())
    }

    fn export_item(
        &self,
        key: Key,
        record: &ExportRecord,
        stored: Option<&Item>,
        now: Timestamp,
    ) -> Result<(Item, Condition), ServiceError> {
        let fresh = Item::record(key, Attributes::of(record)?, now);
        let days = self.settings.retention.exports_days;
        let item = fresh.expiring((days > 0).then(|| now.as_second() + i64::from(days) * 86_400));
        Ok(match stored {
            Some(stored) => (Item { version: stored.version + 1, ..item }, Condition::Version(stored.version)),
            None => (item, Condition::Absent),
        })
    }

    /// A person's exports, newest first.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn list_exports(&self, user: &str) -> Result<Vec<ExportRecord>, ServiceError> {
        self.store.query(&pattern::exports(user)?).await?.items.iter().map(record).collect()
    }

    /// The export of a day.
    ///
    /// # Errors
    /// When there is none.
    pub async fn fetch_export(&self, user: &str, day: Date) -> Result<Fetched, ServiceError> {
        let key = Key::export(user, day).map_err(|_| ServiceError::NotFound)?;
        let record = record(&self.store.get(&key).await?.ok_or(ServiceError::NotFound)?)?;
        match record.status {
            ExportStatus::Pending if is_running(&record, self.clock.now()) => Ok(Fetched::Pending(record)),
            ExportStatus::Pending => Err(ServiceError::NotFound),
            ExportStatus::Ready => {
                let body = self.store.read(&record.s3_key).await?;
                Ok(Fetched::Ready(body.ok_or_else(|| ServiceError::damaged("an export's document is missing"))?))
            }
        }
    }

    /// Everybody of whom something is stored.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn people(&self) -> Result<BTreeSet<String>, ServiceError> {
        let mut people = BTreeSet::new();
        for entity in OF_PEOPLE {
            let items = self.store.query(&pattern::entities(entity)).await?.items;
            people.extend(items.iter().filter_map(|item| item.key.pk.strip_prefix("user#").map(str::to_owned)));
        }
        Ok(people)
    }
}

fn record(item: &Item) -> Result<ExportRecord, ServiceError> {
    Ok(item.attributes.read()?)
}

fn is_running(record: &ExportRecord, now: Timestamp) -> bool {
    let requested: Option<Timestamp> = record.requested_at.parse().ok();
    record.status == ExportStatus::Pending && requested.is_some_and(|at| now.since(at) < PATIENCE)
}

/// Whether an item is data of the person, and not a trace of requests.
fn is_data(item: &Item) -> bool {
    let trace = |key| matches!(key, EntityKey::Idempotency { .. } | EntityKey::Usage { .. } | EntityKey::Export { .. });
    !EntityKey::parse(&item.key).is_ok_and(trace)
}
