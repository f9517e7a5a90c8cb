//! Bodies that become entities: read with the place of each mistake, changed by a merge patch (RFC 7396).

use std::borrow::Cow;
use std::marker::PhantomData;

use coachwright_core::model::Entity;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::Segment;

use super::ServiceError;
use super::error::FieldError;

/// How a body changes what is stored.
#[derive(Debug, Clone)]
pub enum Change {
    /// It is the new whole.
    Replace(Map<String, Value>),
    /// What it names changes, null removes, the rest stays.
    Merge(Map<String, Value>),
}

/// A body that names some fields of an entity; its form in descriptions.
#[derive(Debug)]
pub struct ChangeOf<E>(PhantomData<E>);

impl<E: JsonSchema> JsonSchema for ChangeOf<E> {
    fn schema_name() -> Cow<'static, str> {
        format!("ChangeOf{}", E::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = E::json_schema(generator);
        schema.remove("required");
        schema
    }
}

impl Change {
    /// The entity after the change; `fixed` are fields that the caller may repeat but not change.
    ///
    /// # Errors
    /// Names every field that is unknown, fixed, or cannot be read.
    pub(super) fn apply<E: Entity>(self, before: &E, fixed: &[&str]) -> Result<E, ServiceError> {
        let before = serde_json::to_value(before)?;
        let mut after = match self {
            Self::Replace(body) => Value::Object(body),
            Self::Merge(patch) => {
                let mut after = before.clone();
                merge(&mut after, Value::Object(patch));
                after
            }
        };
        let mut errors = Vec::new();
        for name in fixed {
            let (Some(stored), Some(fields)) = (before.get(name), after.as_object_mut()) else { continue };
            let given = fields.entry(*name).or_insert_with(|| stored.clone());
            if given != stored {
                let detail = "it cannot be changed here: leave it out".to_owned();
                errors.push(FieldError { pointer: format!("/{name}"), detail });
            }
        }
        if !errors.is_empty() {
            return Err(ServiceError::Fields(errors));
        }
        let entity: E = read(&after)?;
        unknown(&after, &serde_json::to_value(&entity)?, "", &mut errors);
        if errors.is_empty() { Ok(entity) } else { Err(ServiceError::Fields(errors)) }
    }
}

/// Reads a value, saying where it is wrong.
///
/// # Errors
/// Names the field that cannot be read.
pub fn read<T: DeserializeOwned>(value: &Value) -> Result<T, ServiceError> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let pointer = pointer(error.path());
        ServiceError::field(pointer, error.into_inner().to_string())
    })
}

/// The JSON pointer (RFC 6901) of a place.
#[must_use]
pub fn pointer(path: &serde_path_to_error::Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        let name = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => escaped(key),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&name);
    }
    pointer
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Some(fields) = target.as_object_mut() else { return };
    for (name, value) in patch {
        if value.is_null() {
            fields.remove(&name);
        } else {
            merge(fields.entry(name).or_insert(Value::Null), value);
        }
    }
}

/// Members of `given` that its entity did not keep.
fn unknown(given: &Value, kept: &Value, place: &str, errors: &mut Vec<FieldError>) {
    match (given, kept) {
        (Value::Object(given), Value::Object(kept)) => {
            for (name, value) in given.iter().filter(|(_, value)| !value.is_null()) {
                let place = format!("{place}/{}", escaped(name));
                match kept.get(name) {
                    Some(kept) => unknown(value, kept, &place, errors),
                    None => errors.push(FieldError { pointer: place, detail: "there is no such field".to_owned() }),
                }
            }
        }
        (Value::Array(given), Value::Array(kept)) => {
            for (index, (given, kept)) in given.iter().zip(kept).enumerate() {
                unknown(given, kept, &format!("{place}/{index}"), errors);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    #[test]
    fn merges_as_the_standard_says() {
        // The cases of RFC 7396, appendix A, whose patch is an object.
        for (target, patch, wanted) in [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "b"}), json!({"b": "c"}), json!({"a": "b", "b": "c"})),
            (json!({"a": "b"}), json!({"a": null}), json!({})),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": {"b": "c"}}), json!({"a": {"b": "d", "c": null}}), json!({"a": {"b": "d"}})),
            (json!({"a": [{"b": "c"}]}), json!({"a": [1]}), json!({"a": [1]})),
            (json!({"e": null}), json!({"a": 1}), json!({"e": null, "a": 1})),
            (json!([1, 2]), json!({"a": "b", "c": null}), json!({"a": "b"})),
            (json!({}), json!({"a": {"bb": {"ccc": null}}}), json!({"a": {"bb": {}}})),
        ] {
            let mut merged = target.clone();
            merge(&mut merged, patch.clone());
            assert_eq!(merged, wanted, "{target} {patch}");
        }
    }
}
