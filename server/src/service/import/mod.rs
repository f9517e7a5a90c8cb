//! History in: our own exports, and the tables that other apps export. First a dry run that says what would be written;
//! its word of confirmation, sent back with the same content, writes exactly that.

mod own;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use coachwright_core::coach::RenderContext;
use coachwright_core::model::WorkoutHistory;
use coachwright_core::table::{Batch, Condition, Item, Key};
use coachwright_core::{Locale, Units};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::counts::Count;
use super::once::{Answer, Once};
use super::{Service, ServiceError, Setting};
use crate::store::StoreError;

/// Workouts shown by a dry run, and problems told.
const SHOWN: usize = 100;

/// The most items of one import.
const MOST: usize = 20_000;

/// The form of what is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ImportFormat {
    /// An export of this product.
    Coachwright,
    /// A table exported by Strong.
    Strong,
    /// A table exported by Hevy.
    Hevy,
}

/// What to import.
#[derive(Debug, Clone)]
pub struct NewImport {
    /// The export, or the text of the table.
    pub content: Value,
    /// Units of loads without one; those of the preferences where they are absent.
    pub units: Option<Units>,
    /// The word of a dry run's answer; none for a dry run.
    pub confirm: Option<String>,
}

/// What an import would write, or has written.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Imported {
    /// Whether nothing was written yet.
    pub dry_run: bool,
    /// What the content was taken for.
    pub format: Option<ImportFormat>,
    /// What to send as `confirm`, with the same content, to write it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm: Option<String>,
    /// Items by type.
    pub counts: BTreeMap<String, Counts>,
    /// The first hundred of the new workouts, oldest first.
    pub workouts: Vec<Preview>,
    /// What is left out, and why; the first hundred.
    pub problems: Vec<ImportProblem>,
}

/// How many items of a type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Those that are new.
    pub new: u64,
    /// Those that are there already and stay as they are.
    pub present: u64,
}

/// A workout as a dry run shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The calendar day.
    pub date: String,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Canonical movements.
    pub exercises: Vec<String>,
}

/// Something that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ImportProblem {
    /// Where: `line 12`, a key or a path.
    pub place: String,
    /// Why.
    pub detail: String,
}

/// Items that are written together, with their documents: the entity first.
#[derive(Debug, Clone)]
struct Unit {
    items: Vec<Item>,
    documents: Vec<(String, Vec<u8>)>,
}

/// What was read.
#[derive(Debug, Default)]
struct Plan {
    units: Vec<Unit>,
    problems: Vec<ImportProblem>,
}

impl Plan {
    fn problem(&mut self, place: impl Into<String>, detail: impl Into<String>) {
        if self.problems.len() < SHOWN {
            self.problems.push(ImportProblem { place: place.into(), detail: detail.into() });
        }
    }
}

impl Service {
    /// Says what an import would write; with the word of that dry run, writes it.
    ///
    /// # Errors
    /// When the content is none of the known forms, or the word belongs to another dry run.
    pub async fn import(&self, user: &str, new: NewImport, once: &Once) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let setting = Setting { units: new.units, ..Setting::default() };
        let person = self.person(user, &setting).await?;
        let setting = person.complete(setting);
        let (format, mut plan) = self.read_import(user, &new.content, &setting)?;
        if plan.units.iter().map(|unit| unit.items.len()).sum::<usize>() > MOST {
            return Err(ServiceError::field("/content", format!("import at most {MOST} items at once")));
        }
        // The same thing twice in one file is the same thing.
        let mut seen = BTreeSet::new();
        plan.units.retain(|unit| unit.items.first().is_some_and(|item| seen.insert(item.key.clone())));

        let keys: Vec<Key> = plan.units.iter().filter_map(|unit| Some(unit.items.first()?.key.clone())).collect();
        let mut stored = Vec::with_capacity(keys.len());
        for some in keys.chunks(Batch::MAX_WRITES) {
            stored.extend(self.store.get_many(some).await?);
        }
        let mut imported =
            Imported { dry_run: true, format: Some(format), problems: plan.problems, ..Imported::default() };
        let mut fresh = Vec::new();
        for (unit, stored) in plan.units.into_iter().zip(stored) {
            let counts = imported.counts.entry(kind(&unit)).or_default();
            if stored.is_some() {
                counts.present += 1;
            } else {
                counts.new += 1;
                fresh.push(unit);
            }
        }
        imported.workouts = previews(&fresh);
        let word = word(user, &fresh)?;
        match &new.confirm {
            None => {
                imported.confirm = Some(word).filter(|_| !fresh.is_empty());
                Ok(Answer::changed(None, serde_json::to_value(imported)?))
            }
            Some(confirm) if *confirm != word => Err(ServiceError::field(
                "/confirm",
                "it belongs to another content, or something was stored since: look at a new dry run",
            )),
            Some(_) => {
                imported.dry_run = false;
                for unit in fresh {
                    let kind = kind(&unit);
                    if !self.write_unit(unit).await? {
                        let counts = imported.counts.entry(kind).or_default();
                        (counts.new, counts.present) = (counts.new.saturating_sub(1), counts.present + 1);
                    }
                }
                let answer = Answer::changed(None, serde_json::to_value(imported)?);
                self.counts.add(Count::Imports, 1);
                self.apply_once(user, once, Batch::new(), answer).await
            }
        }
    }

    fn read_import(
        &self,
        user: &str,
        content: &Value,
        setting: &Setting<'_>,
    ) -> Result<(ImportFormat, Plan), ServiceError> {
        let locale = setting.locale.map_or_else(Locale::default, Locale::from_tag);
        let render = RenderContext { locale, units: setting.units, limit: None };
        match content {
            Value::Object(_) => Ok((ImportFormat::Coachwright, self.read_export(user, content, render)?)),
            Value::String(text) if text.trim_start().starts_with('{') => {
                let content: Value = serde_json::from_str(text)
                    .map_err(|error| ServiceError::field("/content", format!("it is no JSON: {error}")))?;
                Ok((ImportFormat::Coachwright, self.read_export(user, &content, render)?))
            }
            Value::String(text) => self.read_table(user, text, setting.units),
            _ => Err(ServiceError::field("/content", "send an export of this product, or the text of a table")),
        }
    }

    /// Writes a unit: what belongs to the entity first, so that a crash between leaves nothing half; false when the entity
    /// was there.
    async fn write_unit(&self, unit: Unit) -> Result<bool, ServiceError> {
        let mut items = unit.items.into_iter();
        let Some(entity) = items.next() else { return Ok(false) };
        let rest: Vec<Item> = items.collect();
        for some in rest.chunks(Batch::MAX_WRITES) {
            let batch = some.iter().fold(Batch::new(), |batch, item| batch.put(item.clone(), Condition::None));
            self.store.apply(batch).await?;
        }
        let batch = Batch::new().put(entity, Condition::Absent);
        let batch = unit.documents.into_iter().fold(batch, |batch, (path, body)| batch.put_document(path, body));
        match self.store.apply(batch).await {
            Ok(()) => Ok(true),
            Err(StoreError::Conflict { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

fn kind(unit: &Unit) -> String {
    unit.items.first().and_then(|item| item.entity_type.clone()).unwrap_or_default()
}

fn previews(units: &[Unit]) -> Vec<Preview> {
    let workouts = units.iter().filter_map(|unit| unit.items.first()?.entity::<WorkoutHistory>().ok());
    let mut previews: Vec<Preview> = workouts
        .map(|workout| Preview {
            date: workout.workout_date,
            name: workout.extracted_data.workout_name,
            exercises: workout.extracted_data.exercises,
        })
        .collect();
    previews.sort_by(|one, other| one.date.cmp(&other.date));
    previews.truncate(SHOWN);
    previews
}

/// The word that stands for exactly this import into this account.
fn word(user: &str, units: &[Unit]) -> Result<String, ServiceError> {
    let mut hash = Sha256::new();
    hash.update(user.as_bytes());
    for item in units.iter().flat_map(|unit| &unit.items) {
        hash.update(serde_json::to_vec(&(&item.key, &item.attributes))?);
    }
    for (path, body) in units.iter().flat_map(|unit| &unit.documents) {
        hash.update(path.as_bytes());
        // Documents carry the instant of the import; what they tell is in their items.
        hash.update((body.len() as u64).to_be_bytes());
    }
    Ok(hash.finalize().iter().take(16).fold(String::new(), |text, byte| format!("{text}{byte:02x}")))
}

/// An id made of what a workout is, so that the same one read again is recognised.
fn id_of(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    digest.iter().take(12).fold("import_".to_owned(), |text, byte| format!("{text}{byte:02x}"))
}
