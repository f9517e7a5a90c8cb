//! From entities to items and back.

use serde::{Serialize, de::DeserializeOwned};

use crate::Timestamp;
use crate::table::{Attributes, EntityKey, IndexKeys, Item, Key, pattern};

/// A stored entity: the `attributes` of an item.
pub trait Entity: Serialize + DeserializeOwned {
    /// The item's `entityType`.
    const TYPE: &'static str;

    /// The keys of the generic indexes for the entity under this key; none unless an access pattern needs them,
    /// because each costs another write.
    fn index(&self, _key: &Key) -> IndexKeys {
        IndexKeys::default()
    }
}

/// Why an item and an entity do not belong together.
#[derive(Debug, thiserror::Error)]
pub enum EntityError {
    /// The key is another entity's.
    #[error("the key does not belong to a {0}")]
    Key(&'static str),
    /// The attributes have another form.
    #[error("the attributes are not those of a {entity_type}: {source}")]
    Attributes {
        /// The entity's type.
        entity_type: &'static str,
        /// What is wrong.
        source: serde_json::Error,
    },
}

impl Item {
    /// The item of a new entity: version 1.
    ///
    /// # Errors
    /// When the key belongs to another entity.
    pub fn new<E: Entity>(key: Key, entity: &E, now: Timestamp) -> Result<Self, EntityError> {
        if EntityKey::parse(&key).ok().and_then(|key| key.entity_type()) != Some(E::TYPE) {
            return Err(EntityError::Key(E::TYPE));
        }
        Ok(Self {
            index: entity.index(&key),
            entity_type: Some(E::TYPE.to_owned()),
            ..Self::record(key, attributes(entity)?, now)
        })
    }

    /// The item that follows this one when its entity changed: one version more.
    ///
    /// # Errors
    /// When the item holds another entity.
    pub fn next<E: Entity>(&self, entity: &E, now: Timestamp) -> Result<Self, EntityError> {
        Ok(Self {
            created_at: self.created_at.clone(),
            version: self.version + 1,
            ttl: self.ttl,
            ..Self::new(self.key.clone(), entity, now)?
        })
    }

    /// An item that is no entity, such as a turn: version 1, in no index.
    #[must_use]
    pub fn record(key: Key, attributes: impl Into<Attributes>, now: Timestamp) -> Self {
        let at = now.to_string();
        Self {
            key,
            entity_type: None,
            created_at: at.clone(),
            updated_at: at,
            index: IndexKeys::default(),
            attributes: attributes.into(),
            version: 1,
            ttl: None,
        }
    }

    /// The same item, gone at this instant, in Unix seconds; none for never.
    #[must_use]
    pub fn expiring(self, ttl: Option<i64>) -> Self {
        Self { ttl, ..self }
    }

    /// The entity that the item holds.
    ///
    /// # Errors
    /// When it holds another one.
    pub fn entity<E: Entity>(&self) -> Result<E, EntityError> {
        if self.entity_type.as_deref() != Some(E::TYPE) {
            return Err(EntityError::Key(E::TYPE));
        }
        self.attributes.read().map_err(|source| EntityError::Attributes { entity_type: E::TYPE, source })
    }
}

fn attributes<E: Entity>(entity: &E) -> Result<Attributes, EntityError> {
    Attributes::of(entity).map_err(|source| EntityError::Attributes { entity_type: E::TYPE, source })
}

/// Index keys of what belongs to a coach (GSI-1, sorted like the item itself) and may need a follow-up (GSI-2, by time).
pub(super) fn indexed(key: &Key, coach: Option<&str>, needs_follow_up: bool) -> IndexKeys {
    let time = key.sk.split_once('#').filter(|_| needs_follow_up).map(|(_, time)| time.to_owned());
    IndexKeys {
        gsi1pk: coach.map(|coach| format!("coach#{coach}")),
        gsi1sk: coach.map(|_| key.sk.clone()),
        gsi2pk: time.as_ref().map(|_| pattern::FOLLOW_UP.to_owned()),
        gsi2sk: time,
    }
}
