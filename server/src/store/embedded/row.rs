//! Between items and rows, documents and rows. All encoding happens on the caller's thread, none on the writer's.

use std::io::{Read as _, Write as _};

use coachwright_core::table::{Attributes, Batch, Condition, DocumentWrite, IndexKeys, Item, Key, Write};
use flate2::read::{DeflateDecoder, GzDecoder};
use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, GzBuilder};
use rusqlite::Row;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::store::{StoreError, check_size};

/// The columns of an item, in the order [`item`] reads them.
pub(super) const COLUMNS: &str =
    "pk, sk, version, ttl, entity_type, gsi1pk, gsi1sk, gsi2pk, gsi2sk, created_at, updated_at, attributes";

/// Attributes from this length on are deflated.
const DEFLATE_FROM: usize = 2 * 1024;

/// The same for a finished conversation, which is only read from now on.
const DEFLATE_FINISHED_FROM: usize = 512;

/// The same for a running one, which is rewritten with every turn.
const DEFLATE_RUNNING_FROM: usize = 8 * 1024;

/// A batch as the writer needs it.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) writes: Vec<PreparedWrite>,
    pub(super) documents: Vec<PreparedDocument>,
    /// Bytes to write, about.
    pub(super) size: usize,
}

#[derive(Debug)]
pub(super) enum PreparedWrite {
    Put { row: Box<ItemRow>, condition: Condition },
    Delete { key: Key, condition: Condition },
}

/// An item with its attributes encoded.
#[derive(Debug)]
pub(super) struct ItemRow {
    /// The item; its attributes are null.
    pub(super) item: Item,
    pub(super) attributes: Encoded,
}

#[derive(Debug)]
pub(super) enum Encoded {
    Plain(Attributes),
    Deflated(Vec<u8>),
}

#[derive(Debug)]
pub(super) enum PreparedDocument {
    Put { path: String, sha256: [u8; 32], size: i64, body: Vec<u8> },
    Delete { path: String },
}

impl PreparedWrite {
    pub(super) fn key(&self) -> &Key {
        match self {
            Self::Put { row, .. } => &row.item.key,
            Self::Delete { key, .. } => key,
        }
    }

    pub(super) fn condition(&self) -> Condition {
        match self {
            Self::Put { condition, .. } | Self::Delete { condition, .. } => *condition,
        }
    }
}

impl ToSql for Encoded {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Plain(attributes) => ValueRef::Text(attributes.text().as_bytes()),
            Self::Deflated(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Checks and encodes a batch.
pub(super) fn prepare(batch: Batch) -> Result<Prepared, StoreError> {
    batch.check()?;
    let mut size = 0;
    let mut writes = Vec::with_capacity(batch.writes.len());
    for write in batch.writes {
        writes.push(match write {
            Write::Put { mut item, condition } => {
                let attributes = encode(item.entity_type.is_some(), std::mem::take(&mut item.attributes))?;
                size += attributes.len();
                PreparedWrite::Put { row: Box::new(ItemRow { item: *item, attributes }), condition }
            }
            Write::Delete { key, condition } => PreparedWrite::Delete { key, condition },
        });
    }
    let mut documents = Vec::with_capacity(batch.documents.len());
    for document in batch.documents {
        documents.push(match document {
            DocumentWrite::Put { path, body } => {
                let sha256 = Sha256::digest(&body).into();
                let length = i64::try_from(body.len()).unwrap_or(i64::MAX);
                let body = gzip(&body)?;
                size += body.len();
                PreparedDocument::Put { path, sha256, size: length, body }
            }
            DocumentWrite::Delete { path } => PreparedDocument::Delete { path },
        });
    }
    Ok(Prepared { writes, documents, size })
}

impl Encoded {
    fn len(&self) -> usize {
        match self {
            Self::Plain(attributes) => attributes.text().len(),
            Self::Deflated(bytes) => bytes.len(),
        }
    }
}

fn encode(is_entity: bool, attributes: Attributes) -> Result<Encoded, StoreError> {
    check_size(attributes.text().len())?;
    // Turns are small and many: nobody looks inside.
    let complete = if is_entity { attributes.get("isComplete") } else { None };
    let threshold = match complete {
        Some(Value::Bool(true)) => DEFLATE_FINISHED_FROM,
        Some(Value::Bool(false)) => DEFLATE_RUNNING_FROM,
        _ => DEFLATE_FROM,
    };
    let text = attributes.text();
    if text.len() < threshold {
        return Ok(Encoded::Plain(attributes));
    }
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(text.len() / 2), Compression::default());
    let written = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish());
    written.map(Encoded::Deflated).map_err(|error| StoreError::Unavailable(error.into()))
}

fn gzip(body: &[u8]) -> Result<Vec<u8>, StoreError> {
    // No time and no name in the header: equal documents are equal bytes.
    let mut encoder: GzEncoder<Vec<u8>> =
        GzBuilder::new().write(Vec::with_capacity(body.len() / 4 + 64), Compression::default());
    let written = encoder.write_all(body).and_then(|()| encoder.finish());
    written.map_err(|error| StoreError::Unavailable(error.into()))
}

/// Unpacks a document and checks that it is what was stored.
pub(super) fn document(path: &str, sha256: &[u8], size: i64, body: &[u8]) -> Result<Vec<u8>, StoreError> {
    let damaged = || StoreError::Damaged(format!("the document `{path}` does not match its checksum"));
    let size = usize::try_from(size).map_err(|_| damaged())?;
    let mut text = Vec::with_capacity(size.min(1 << 20));
    // One byte more than promised is enough to tell that it is wrong.
    let limit = u64::try_from(size).unwrap_or(u64::MAX).saturating_add(1);
    GzDecoder::new(body).take(limit).read_to_end(&mut text).map_err(|_| damaged())?;
    if text.len() == size && Sha256::digest(&text).as_slice() == sha256 { Ok(text) } else { Err(damaged()) }
}

/// Reads an item from a row of [`COLUMNS`].
pub(super) fn item(row: &Row<'_>) -> Result<Item, StoreError> {
    let key = Key { pk: row.get(0)?, sk: row.get(1)? };
    let attributes = match row.get_ref(11)? {
        ValueRef::Text(text) => String::from_utf8(text.to_vec()).ok(),
        ValueRef::Blob(deflated) => {
            let mut text = String::with_capacity(deflated.len() * 4);
            let limit = (Batch::MAX_ITEM as u64).saturating_add(1);
            DeflateDecoder::new(deflated).take(limit).read_to_string(&mut text).is_ok().then_some(text)
        }
        _ => None,
    };
    let Some(attributes) = attributes.and_then(|text| Attributes::parse(text).ok()) else {
        return Err(StoreError::Damaged(format!("the item `{}` / `{}` is not readable", key.pk, key.sk)));
    };
    Ok(Item {
        key,
        version: row.get::<_, i64>(2)?.cast_unsigned(),
        ttl: row.get(3)?,
        entity_type: row.get(4)?,
        index: IndexKeys { gsi1pk: row.get(5)?, gsi1sk: row.get(6)?, gsi2pk: row.get(7)?, gsi2sk: row.get(8)? },
        created_at: row.get(9)?,
        updated_at: row.get(10)?,
        attributes,
    })
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match error.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged(error.to_string()),
            None => Self::Damaged(format!("a row is not readable: {error}")),
            Some(_) => Self::Unavailable(error.into()),
        }
    }
}
