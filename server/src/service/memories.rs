//! What a person's coaches remember: seen, corrected, removed by the person.

use coachwright_core::model::{Memory, MemoryKind, MemoryOrigin, MemorySource};
use coachwright_core::table::{Batch, Condition, Filter, Item, Key, pattern};

use super::item::public;
use super::once::{Answer, Once};
use super::paging::{Listed, Paging};
use super::setting::check_text;
use super::{Service, ServiceError};

/// Characters of a memory.
const LONGEST: usize = 500;

/// What to change of a memory; absent fields stay.
#[derive(Debug, Clone, Default)]
pub struct MemoryChange {
    /// Other words.
    pub text: Option<String>,
    /// Another kind.
    pub kind: Option<MemoryKind>,
    /// Whether coaches keep it in mind.
    pub is_active: Option<bool>,
}

impl Service {
    /// What is remembered, newest first.
    ///
    /// # Errors
    /// When the page cannot be asked for so.
    pub async fn list_memories(
        &self,
        user: &str,
        kind: Option<MemoryKind>,
        active: Option<bool>,
        paging: &Paging,
    ) -> Result<Listed<Item>, ServiceError> {
        let mut query = pattern::memories(user)?;
        if let Some(kind) = kind {
            query = query.filter(Filter::Equals("attributes.kind".to_owned(), serde_json::to_value(kind)?));
        }
        if let Some(active) = active {
            query = query.filter(Filter::Equals("attributes.isActive".to_owned(), active.into()));
        }
        self.page(query, paging).await
    }

    /// Remembers something that the person wrote.
    ///
    /// # Errors
    /// When the text cannot be used.
    pub async fn remember(
        &self,
        user: &str,
        kind: MemoryKind,
        text: &str,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        check_text("/text", text, LONGEST)?;
        let now = self.clock.now();
        let memory = Memory {
            memory_id: self.ids.next(),
            kind,
            text: text.trim().to_owned(),
            source: MemorySource {
                from: MemoryOrigin::Person,
                id: None,
                message: None,
                span: None,
                at: now.to_string(),
            },
            is_active: true,
        };
        let item = Item::new(Key::memory(user, &memory.memory_id)?, &memory, now)?;
        let answer = Answer::created(Some(item.version), serde_json::to_value(public(item.clone()))?)
            .at(format!("/v1/me/memories/{}", memory.memory_id));
        self.apply_once(user, once, Batch::new().put(item, Condition::Absent), answer).await
    }

    /// Corrects or retires a memory; other words are the person's own from then on.
    ///
    /// # Errors
    /// When the person has none with this id, it has another version, or the text cannot be used.
    pub async fn change_memory(
        &self,
        user: &str,
        memory: &str,
        change: MemoryChange,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let item = self.one_memory(user, memory, version).await?;
        let mut entity: Memory = item.entity()?;
        let now = self.clock.now();
        if let Some(text) = change.text {
            check_text("/text", &text, LONGEST)?;
            text.trim().clone_into(&mut entity.text);
            let source = MemorySource { from: MemoryOrigin::Person, span: None, at: now.to_string(), ..entity.source };
            entity.source = source;
        }
        entity.kind = change.kind.unwrap_or(entity.kind);
        entity.is_active = change.is_active.unwrap_or(entity.is_active);
        let next = item.next(&entity, now)?;
        let answer = Answer::changed(Some(next.version), serde_json::to_value(public(next.clone()))?);
        self.apply_once(user, once, Batch::new().put(next, Condition::Version(item.version)), answer).await
    }

    /// Forgets something for good.
    ///
    /// # Errors
    /// When the person has none with this id, or it has another version.
    pub async fn forget_memory(
        &self,
        user: &str,
        memory: &str,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let item = self.one_memory(user, memory, version).await?;
        let batch = Batch::new().delete(item.key, Condition::Version(item.version));
        self.apply_once(user, once, batch, Answer::gone()).await
    }

    async fn one_memory(&self, user: &str, memory: &str, version: Option<u64>) -> Result<Item, ServiceError> {
        let key = Key::memory(user, memory).map_err(|_| ServiceError::NotFound)?;
        let item = self.store.get(&key).await?.ok_or(ServiceError::NotFound)?;
        if version.is_some_and(|version| version != item.version) {
            return Err(ServiceError::Stale(Some(Box::new(serde_json::to_value(public(item))?))));
        }
        Ok(item)
    }
}
