//! Between items and the table's maps.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use coachwright_core::table::{Attributes, Batch, IndexKeys, Item, Key};
use serde_json::{Number, Value};

use super::pack::{pack, unpack};
use crate::store::{StoreError, check_size};

/// The name under which packed attributes are stored.
pub(super) const PACKED: &str = "packed";

/// Bytes of attributes, as the table counts them, above which they are packed: 400 KB less keys and envelope.
const PLAIN: usize = 400 * 1024 - 8 * 1024;

/// An item of the table's protocol.
pub(super) type Map = HashMap<String, AttributeValue>;

/// An item as the table stores it.
pub(super) fn encode(item: &Item) -> Result<Map, StoreError> {
    check_size(item.attributes.text().len())?;
    let mut map = key(&item.key);
    let mut text = |name: &str, value: &str| map.insert(name.to_owned(), AttributeValue::S(value.to_owned()));
    text("createdAt", &item.created_at);
    // A turn never changes: its second instant would say nothing.
    if item.entity_type.is_some() || item.updated_at != item.created_at {
        text("updatedAt", &item.updated_at);
    }
    let IndexKeys { gsi1pk, gsi1sk, gsi2pk, gsi2sk } = &item.index;
    for (name, value) in [
        ("entityType", &item.entity_type),
        ("gsi1pk", gsi1pk),
        ("gsi1sk", gsi1sk),
        ("gsi2pk", gsi2pk),
        ("gsi2sk", gsi2sk),
    ] {
        if let Some(value) = value {
            text(name, value);
        }
    }
    map.insert("version".to_owned(), AttributeValue::N(item.version.to_string()));
    if let Some(ttl) = item.ttl {
        map.insert("ttl".to_owned(), AttributeValue::N(ttl.to_string()));
    }
    if item.entity_type.is_some() && size(&item.attributes).is_some_and(|size| size <= PLAIN) {
        map.insert("attributes".to_owned(), value(&item.attributes));
    } else {
        let packed = pack(item.attributes.text());
        let packed = packed.ok_or_else(|| StoreError::Invalid("an item that cannot be packed".to_owned()))?;
        map.insert(PACKED.to_owned(), AttributeValue::B(Blob::new(packed)));
    }
    Ok(map)
}

/// An item from what the table stores.
pub(super) fn decode(mut map: Map) -> Result<Item, StoreError> {
    let key = key_of(&map).ok_or_else(|| StoreError::Damaged("an item has no key".to_owned()))?;
    let damaged = || StoreError::Damaged(format!("the item `{}` / `{}` is not readable", key.pk, key.sk));
    let attributes = match (map.remove("attributes"), map.remove(PACKED)) {
        (Some(attributes), None) => Attributes::from(json(attributes).ok_or_else(damaged)?),
        (None, Some(AttributeValue::B(packed))) => {
            let text = unpack(packed.as_ref(), Batch::MAX_ITEM).ok_or_else(damaged)?;
            Attributes::parse(text).map_err(|_| damaged())?
        }
        _ => return Err(damaged()),
    };
    let number = |name: &str| match map.get(name) {
        Some(AttributeValue::N(number)) => number.parse::<i64>().map(Some).map_err(|_| damaged()),
        Some(_) => Err(damaged()),
        None => Ok(None),
    };
    let (version, ttl) = (number("version")?.unwrap_or_default().cast_unsigned(), number("ttl")?);
    let mut text = |name: &str| match map.remove(name) {
        Some(AttributeValue::S(text)) => Some(text),
        _ => None,
    };
    let created_at = text("createdAt").ok_or_else(damaged)?;
    Ok(Item {
        updated_at: text("updatedAt").unwrap_or_else(|| created_at.clone()),
        created_at,
        entity_type: text("entityType"),
        index: IndexKeys {
            gsi1pk: text("gsi1pk"),
            gsi1sk: text("gsi1sk"),
            gsi2pk: text("gsi2pk"),
            gsi2sk: text("gsi2sk"),
        },
        attributes,
        version,
        ttl,
        key,
    })
}

/// A key as the table takes it.
pub(super) fn key(key: &Key) -> Map {
    [("pk", &key.pk), ("sk", &key.sk)]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), AttributeValue::S(value.clone())))
        .collect()
}

/// The key of an item of the table.
pub(super) fn key_of(map: &Map) -> Option<Key> {
    match (map.get("pk"), map.get("sk")) {
        (Some(AttributeValue::S(pk)), Some(AttributeValue::S(sk))) => Some(Key { pk: pk.clone(), sk: sk.clone() }),
        _ => None,
    }
}

/// A JSON value as the table has it.
pub(super) fn value(value: &Value) -> AttributeValue {
    match value {
        Value::Null => AttributeValue::Null(true),
        Value::Bool(truth) => AttributeValue::Bool(*truth),
        Value::Number(number) => AttributeValue::N(number.to_string()),
        Value::String(text) => AttributeValue::S(text.clone()),
        Value::Array(values) => AttributeValue::L(values.iter().map(self::value).collect()),
        Value::Object(fields) => {
            AttributeValue::M(fields.iter().map(|(name, value)| (name.clone(), self::value(value))).collect())
        }
    }
}

/// A JSON value from the table; none for what JSON does not have.
fn json(value: AttributeValue) -> Option<Value> {
    Some(match value {
        AttributeValue::Null(_) => Value::Null,
        AttributeValue::Bool(truth) => Value::Bool(truth),
        AttributeValue::N(number) => Value::Number(serde_json::from_str::<Number>(&number).ok()?),
        AttributeValue::S(text) => Value::String(text),
        AttributeValue::L(values) => Value::Array(values.into_iter().map(json).collect::<Option<_>>()?),
        AttributeValue::M(fields) => {
            let fields = fields.into_iter().map(|(name, value)| Some((name, json(value)?)));
            Value::Object(fields.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

/// The size of a value as the table counts it; none where it holds a number that the table does not take.
/// Source: "DynamoDB item sizes and formats" in the service's developer guide.
fn size(value: &Value) -> Option<usize> {
    Some(match value {
        Value::Null | Value::Bool(_) => 1,
        Value::Number(number) => {
            let magnitude = number.as_f64()?.abs();
            if magnitude != 0.0 && !(1e-130..1e125).contains(&magnitude) {
                return None;
            }
            21
        }
        Value::String(text) => text.len(),
        Value::Array(values) => values.iter().try_fold(3, |sum, value| Some(sum + 1 + size(value)?))?,
        Value::Object(fields) => {
            fields.iter().try_fold(3, |sum, (name, value)| Some(sum + 1 + name.len() + size(value)?))?
        }
    })
}
