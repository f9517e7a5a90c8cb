//! Our own exports, of this account or another one: everything that is whole is taken over into the caller's partition.

use std::collections::BTreeMap;

use coachwright_core::coach::{self, RenderContext};
use coachwright_core::interview::Event;
use coachwright_core::model::{CoachConfig, CoachCreatorSession, Memory, Subscription, UserProfile, WorkoutDocument};
use coachwright_core::table::{Attributes, EntityKey, Item};
use serde_json::Value;

use super::{Plan, Unit};
use crate::service::export::Export;
use crate::service::setting::check_text;
use crate::service::workouts::check_spans;
use crate::service::{Service, ServiceError, body};
use crate::store::checked::Schemas;

impl Service {
    pub(super) fn read_export(
        &self,
        user: &str,
        content: &Value,
        setting: RenderContext,
    ) -> Result<Plan, ServiceError> {
        let mut export: Export = body::read(content).map_err(|error| match error {
            ServiceError::Fields(mut fields) => {
                for field in &mut fields {
                    field.pointer.insert_str(0, "/content");
                }
                ServiceError::Fields(fields)
            }
            other => other,
        })?;
        if export.format_version != Export::VERSION {
            return Err(ServiceError::field("/content/formatVersion", "this version cannot be read here"));
        }
        let schemas = Schemas::new().map_err(ServiceError::Internal)?;
        let owner = export.user_id.clone();
        let mut documents = BTreeMap::new();
        for (path, mut document) in std::mem::take(&mut export.documents) {
            belongs_to(&mut document, &owner, user);
            if let Some(path) = moved(&path, &owner, user) {
                documents.insert(path, document);
            }
        }
        let mut plan = Plan::default();
        let mut turns: BTreeMap<String, Vec<Item>> = BTreeMap::new();
        let mut entities = Vec::new();
        for mut item in std::mem::take(&mut export.items) {
            let place = item.key.sk.clone();
            let expected = format!("user#{owner}");
            if item.key.pk != expected {
                plan.problem(place, "it belongs to somebody else");
                continue;
            }
            item.key.pk = format!("user#{user}");
            let mut attributes = (*item.attributes).clone();
            belongs_to(&mut attributes, &owner, user);
            item.attributes = Attributes::from(attributes);
            match EntityKey::parse(&item.key) {
                Ok(EntityKey::SessionTurn { session, .. }) => {
                    let key = format!("coachCreatorSession#{session}");
                    turns.entry(key).or_default().push(item);
                }
                Ok(EntityKey::ConversationTurn { conversation, .. }) => {
                    let key = format!("conversation#{conversation}");
                    turns.entry(key).or_default().push(item);
                }
                Ok(key) if key.entity_type().is_some() => entities.push(item),
                Ok(_) => {}
                Err(error) => plan.problem(place, error.to_string()),
            }
        }
        for item in entities {
            let place = item.key.sk.clone();
            match self.unit(item, setting, &mut documents, &mut turns, &schemas) {
                Ok(unit) => plan.units.push(unit),
                Err(detail) => plan.problem(place, detail),
            }
        }
        for path in documents.into_keys() {
            plan.problem(path, "nothing that is imported names this document");
        }
        Ok(plan)
    }

    /// An entity with what belongs to it, checked like one that is made here.
    fn unit(
        &self,
        item: Item,
        setting: RenderContext,
        documents: &mut BTreeMap<String, Value>,
        turns: &mut BTreeMap<String, Vec<Item>>,
        schemas: &Schemas,
    ) -> Result<Unit, String> {
        schemas.check(&item)?;
        let mut item = self.renewed(item, setting)?;
        let mut own = Vec::new();
        let path = item.attributes.get("s3Key").and_then(Value::as_str).map(str::to_owned);
        if let Some(path) = &path {
            let document = documents.remove(path);
            let metadata = path.strip_suffix(".json").map(|stem| format!("{stem}_metadata.json"));
            let metadata = metadata.and_then(|path| Some((path.clone(), documents.remove(&path)?)));
            own.extend(document.map(|document| (path.clone(), document)));
            own.extend(metadata);
        }
        let mut items = Vec::new();
        match EntityKey::parse(&item.key).map_err(|error| error.to_string())? {
            EntityKey::WorkoutHistory { .. } => {
                let (_, document) = own.first().ok_or("its document is missing")?;
                let document: WorkoutDocument = serde_json::from_value(document.clone())
                    .map_err(|error| format!("its document cannot be read: {error}"))?;
                check_spans("", &document.workout, &document.text)
                    .map_err(|_| "its document points at words that are not there".to_owned())?;
            }
            EntityKey::CoachCreatorSession { session, .. } => {
                let entity: CoachCreatorSession = item.entity().map_err(|error| error.to_string())?;
                let events = turns.remove(&format!("coachCreatorSession#{session}")).unwrap_or_default();
                if entity.is_complete {
                    if own.is_empty() {
                        return Err("its document is missing".to_owned());
                    }
                } else {
                    check_events(&events)?;
                    items = events;
                }
            }
            EntityKey::ConversationHistory { conversation, .. } => {
                items = turns.remove(&format!("conversation#{conversation}")).unwrap_or_default();
            }
            _ => {}
        }
        item.index = coachwright_core::table::IndexKeys::default();
        let mut documents = Vec::new();
        for (path, document) in own {
            documents.push((path, serde_json::to_vec(&document).map_err(|error| error.to_string())?));
        }
        let item = reindexed(item)?;
        items.insert(0, item);
        Ok(Unit { items, documents })
    }

    /// What an export may not decide is made anew: what somebody pays for, and what a coach is told.
    fn renewed(&self, mut item: Item, setting: RenderContext) -> Result<Item, String> {
        let text = |error: &dyn std::fmt::Display| error.to_string();
        match EntityKey::parse(&item.key).map_err(|error| text(&error))? {
            EntityKey::UserProfile { .. } => {
                let mut profile: UserProfile = item.entity().map_err(|error| text(&error))?;
                (profile.subscription, profile.is_active) = (Subscription::default(), true);
                self.check_profile(&mut profile).map_err(|_| "a field of it cannot be used".to_owned())?;
                item.attributes = Attributes::of(&profile).map_err(|error| text(&error))?;
            }
            EntityKey::CoachConfig { .. } => {
                let mut config: CoachConfig = item.entity().map_err(|error| text(&error))?;
                if let Some(problem) = coach::validate(&self.engine, &config).into_iter().next() {
                    return Err(format!("{}: {}", problem.pointer, problem.detail));
                }
                let rendered = coach::render(&self.engine, &config, &setting);
                config.generated_prompts = rendered.map_err(|error| text(&error))?.generated_prompts();
                item.attributes = Attributes::of(&config).map_err(|error| text(&error))?;
            }
            EntityKey::Memory { .. } => {
                let memory: Memory = item.entity().map_err(|error| text(&error))?;
                check_text("", &memory.text, 500).map_err(|_| "its text cannot be used".to_owned())?;
            }
            _ => {}
        }
        if let Some(bucket) = item.attributes.get("s3Bucket").cloned()
            && bucket.as_str() != Some(&self.settings.store.bucket)
        {
            let mut attributes = (*item.attributes).clone();
            if let Some(place) = attributes.get_mut("s3Bucket") {
                *place = self.settings.store.bucket.clone().into();
            }
            item.attributes = Attributes::from(attributes);
        }
        Ok(item)
    }
}

/// An unfinished interview goes on from its events: all of them, in order, readable.
fn check_events(turns: &[Item]) -> Result<(), String> {
    for (place, turn) in turns.iter().enumerate() {
        let event: Event = turn.attributes.read().map_err(|_| "a turn of it cannot be read".to_owned())?;
        if usize::try_from(event.seq) != Ok(place) {
            return Err("a turn of it is missing".to_owned());
        }
    }
    if turns.is_empty() { Err("its turns are missing".to_owned()) } else { Ok(()) }
}

/// The keys of indexes, which exports leave out.
fn reindexed(item: Item) -> Result<Item, String> {
    use coachwright_core::model as entity;
    fn of<E: entity::Entity>(item: Item) -> Result<Item, String> {
        let entity: E = item.entity().map_err(|error| error.to_string())?;
        Ok(Item { index: entity.index(&item.key), ..item })
    }
    match item.entity_type.as_deref() {
        Some("coachConfig") => of::<entity::CoachConfig>(item),
        Some("workoutHistory") => of::<entity::WorkoutHistory>(item),
        Some("conversationHistory") => of::<entity::ConversationHistory>(item),
        _ => Ok(item),
    }
}

/// Replaces the owner in the members that name them.
fn belongs_to(value: &mut Value, owner: &str, user: &str) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), &*value) {
                    ("userId" | "user_id", Value::String(id)) if id == owner => *value = user.into(),
                    ("s3Key", Value::String(path)) => {
                        if let Some(path) = moved(path, owner, user) {
                            *value = path.into();
                        }
                    }
                    _ => belongs_to(value, owner, user),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| belongs_to(value, owner, user)),
        _ => {}
    }
}

/// The path of a document under its new owner; none for what is not the owner's.
fn moved(path: &str, owner: &str, user: &str) -> Option<String> {
    let rest = path.strip_prefix("users/")?.strip_prefix(owner)?.strip_prefix('/')?;
    Some(format!("users/{user}/{rest}"))
}
