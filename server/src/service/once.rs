//! Requests that may be repeated: the answer of a write is kept for a day under its idempotency key, in the same transaction
//! as what it wrote.

use coachwright_core::table::{Attributes, Batch, Condition, Item, Key};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{Service, ServiceError};
use crate::store::StoreError;

/// Seconds that an answer is kept.
const KEPT: i64 = 86_400;

/// The identity of a request: the digest of its key and that of its content; empty for a request without a key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Once(Option<(String, String)>);

/// The answer of a write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// 200, 201, 202 or 204.
    pub status: u16,
    /// The version of what was written, where it is one item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// Where it is from now on, where it is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The body; null for none.
    #[serde(default)]
    pub body: Value,
}

impl Answer {
    /// Something new is there.
    #[must_use]
    pub fn created(version: Option<u64>, body: Value) -> Self {
        Self { status: 201, version, location: None, body }
    }

    /// The same answer, with the path of what is new.
    #[must_use]
    pub fn at(self, path: String) -> Self {
        Self { location: Some(path), ..self }
    }

    /// Something was changed.
    #[must_use]
    pub fn changed(version: Option<u64>, body: Value) -> Self {
        Self { status: 200, version, location: None, body }
    }

    /// Something was asked for and is being done.
    #[must_use]
    pub fn accepted(body: Value) -> Self {
        Self { status: 202, version: None, location: None, body }
    }

    /// Something is gone.
    #[must_use]
    pub fn gone() -> Self {
        Self { status: 204, version: None, location: None, body: Value::Null }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Record {
    content: String,
    #[serde(flatten)]
    answer: Answer,
}

impl Once {
    /// The identity of the request with this key; `content` is all that makes two requests different.
    #[must_use]
    pub fn new(key: &str, content: &[&[u8]]) -> Self {
        Self(Some((digest(&[key.as_bytes()]), digest(content))))
    }
}

/// Whether a text can be an idempotency key: 1 to 128 visible ASCII characters.
#[must_use]
pub fn is_key(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The digest of parts that are kept apart by their lengths.
pub(super) fn digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(16).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

impl Service {
    /// The answer that this request got before.
    ///
    /// # Errors
    /// When the key was used for another request.
    pub(super) async fn answered(&self, user: &str, once: &Once) -> Result<Option<Answer>, ServiceError> {
        let Some((key, content)) = &once.0 else { return Ok(None) };
        let Some(item) = self.store.get(&Key::idempotency(user, key)?).await? else { return Ok(None) };
        let record: Record = item.attributes.read()?;
        if record.content == *content { Ok(Some(record.answer)) } else { Err(ServiceError::KeyReused) }
    }

    /// Applies a batch and keeps its answer. Where the same request was faster, its answer is given and nothing is done.
    ///
    /// # Errors
    /// When a condition of the batch does not hold, or the store cannot answer.
    pub(super) async fn apply_once(
        &self,
        user: &str,
        once: &Once,
        mut batch: Batch,
        answer: Answer,
    ) -> Result<Answer, ServiceError> {
        if let Some((key, content)) = &once.0 {
            let now = self.clock.now();
            let record = Record { content: content.clone(), answer };
            let item = Item::record(Key::idempotency(user, key)?, Attributes::of(&record)?, now);
            batch = batch.put(item.expiring(Some(now.as_second() + KEPT)), Condition::Absent);
            return match self.store.apply(batch).await {
                Ok(()) => Ok(record.answer),
                Err(StoreError::Conflict { write, stored }) => {
                    let first = self.answered(user, once).await?;
                    first.ok_or_else(|| StoreError::Conflict { write, stored }.into())
                }
                Err(error) => Err(error.into()),
            };
        }
        self.store.apply(batch).await?;
        Ok(answer)
    }
}
