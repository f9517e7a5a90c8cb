//! Reading JSON into typed values, and writing it, with little code.
//!
//! Serde writes for each type one reader for objects and another, a third of its size, for sequences. [`Node`] finds an object's
//! fields itself and hands them over in the order of the type's fields, so only the smaller reader is built into the
//! browser's modules. One `Node` serves all types; formats of their own would multiply them.

mod write;

use std::fmt;

use serde::Deserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, Unexpected, Visitor};
use serde_json::{Map, Value};

pub use write::write;

/// Text that is not JSON, or not JSON of the expected shape; the message names the field and says what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self(format!("invalid type: {}, expected {expected}", found_text(found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self(format!("invalid value: {}, expected {expected}", found_text(found)))
    }
}

/// What was found, in serde's words. Its own describe every kind of value, and escape texts with large tables.
fn found_text(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => format!("boolean `{value}`"),
        Unexpected::Unsigned(value) => format!("integer `{value}`"),
        Unexpected::Signed(value) => format!("integer `{value}`"),
        Unexpected::Float(value) => format!("number `{}`", write(&value)),
        Unexpected::Str(value) => format!("string {}", write(value)),
        Unexpected::Unit => "null".to_owned(),
        Unexpected::Seq => "sequence".to_owned(),
        Unexpected::Map => "map".to_owned(),
        _ => "a variant".to_owned(),
    }
}

impl From<Error> for String {
    fn from(error: Error) -> Self {
        error.0
    }
}

/// Reads what somebody sends: fields that the type does not know are passed over.
///
/// # Errors
/// When the text is no JSON, or a field is missing or of another type.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    from_value(parse(text)?)
}

/// Reads the project's own data: a field that the type does not know is a mistake.
///
/// # Errors
/// As for [`read`], and when a field is unknown.
pub fn read_strict<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    T::deserialize(Node { value: Some(parse(text)?), strict: true, key: false })
}

/// Reads a value that is parsed already, as [`read`] does.
///
/// # Errors
/// When a field is missing or of another type.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    T::deserialize(Node { value: Some(value), strict: false, key: false })
}

fn parse(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text).map_err(|error| Error(error.to_string()))
}

/// A value being read; none where the object has no such field.
struct Node {
    value: Option<Value>,
    strict: bool,
    /// Whether it is an object's key, which JSON writes as text even where it is a number.
    key: bool,
}

impl Node {
    fn mismatch(self, visitor: &dyn de::Expected) -> Error {
        let found = match &self.value {
            None => return Error(MISSING.to_owned()),
            Some(Value::Null) => "null",
            Some(Value::Bool(_)) => "true or false",
            Some(Value::Number(_)) => "a number",
            Some(Value::String(_)) => "a text",
            Some(Value::Array(_)) => "a list",
            Some(Value::Object(_)) => "an object",
        };
        Error(format!("expected {visitor}, found {found}"))
    }

    /// The fields of an object in the order of the type's fields.
    fn fields(self, names: &'static [&'static str]) -> Result<Fields, Error> {
        let (strict, value) = (self.strict, self.value);
        let Some(Value::Object(object)) = value else {
            return Err(Self { value, strict, key: false }.mismatch(&"an object"));
        };
        if strict && let Some(unknown) = object.keys().find(|key| !names.contains(&key.as_str())) {
            return Err(Error(format!("unknown field `{unknown}`")));
        }
        Ok(Fields { object, names: names.iter(), strict, missing: None })
    }
}

const MISSING: &str = "missing";

macro_rules! number {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match &self.value {
                Some(Value::String(text)) if self.key => match text.parse() {
                    Ok(number) => visitor.visit_u64(number),
                    Err(_) => Err(self.mismatch(&visitor)),
                },
                _ => self.deserialize_any(visitor),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Node {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            None => Err(self.mismatch(&visitor)),
            Some(Value::Null) => visitor.visit_unit(),
            Some(Value::Bool(value)) => visitor.visit_bool(value),
            Some(Value::String(value)) => visitor.visit_string(value),
            Some(Value::Number(value)) => match (value.as_u64(), value.as_i64(), value.as_f64()) {
                (Some(value), _, _) => visitor.visit_u64(value),
                (_, Some(value), _) => visitor.visit_i64(value),
                (_, _, Some(value)) => visitor.visit_f64(value),
                _ => Err(Error("a number too large".to_owned())),
            },
            Some(Value::Array(items)) => {
                let mut items = Items { items: items.into_iter(), at: 0, strict: self.strict };
                let read = visitor.visit_seq(&mut items)?;
                if items.items.len() == 0 { Ok(read) } else { Err(Error("too many items".to_owned())) }
            }
            Some(Value::Object(object)) => {
                visitor.visit_map(Entries { entries: object.into_iter(), value: None, strict: self.strict })
            }
        }
    }

    number! { deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            None | Some(Value::Null) => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut fields = self.fields(names)?;
        visitor.visit_seq(&mut fields).map_err(|error| fields.explain(error))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let strict = self.strict;
        let (name, content) = match self.value {
            Some(Value::String(name)) => (name, None),
            Some(Value::Object(object)) if object.len() == 1 => {
                let Some((name, content)) = object.into_iter().next() else { return Err(Error(MISSING.to_owned())) };
                (name, Some(content))
            }
            _ => return Err(self.mismatch(&visitor)),
        };
        visitor.visit_enum(Variant { name, content: Self { value: content, strict, key: false } })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map identifier
    }
}

/// An object's values in the order of a type's fields.
struct Fields {
    object: Map<String, Value>,
    names: std::slice::Iter<'static, &'static str>,
    strict: bool,
    /// The field that was asked for last, where the object has none.
    missing: Option<&'static str>,
}

impl Fields {
    fn explain(&self, error: Error) -> Error {
        self.missing.map_or(error, |name| Error(format!("missing field `{name}`")))
    }
}

impl<'de> de::SeqAccess<'de> for Fields {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.missing = None;
        let Some(name) = self.names.next() else { return Ok(None) };
        let value = self.object.remove(*name);
        let missing = value.is_none();
        match seed.deserialize(Node { value, strict: self.strict, key: false }) {
            Ok(read) => Ok(Some(read)),
            // Only an option can be made of nothing; for anything else the type has a default, or says that it has none.
            Err(_) if missing => {
                self.missing = Some(name);
                Ok(None)
            }
            Err(error) => Err(within(name, &error)),
        }
    }
}

/// The error with the path to its place: `turns.3.text: expected a string, found null`.
fn within(place: &str, error: &Error) -> Error {
    let path = error.0.split(": ").next().filter(|path| !path.contains(' '));
    let join = if path.is_some() && error.0.contains(": ") { "." } else { ": " };
    Error(format!("{place}{join}{}", error.0))
}

struct Items {
    items: std::vec::IntoIter<Value>,
    at: usize,
    strict: bool,
}

impl<'de> de::SeqAccess<'de> for Items {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(value) = self.items.next() else { return Ok(None) };
        self.at += 1;
        let read = seed.deserialize(Node { value: Some(value), strict: self.strict, key: false });
        read.map(Some).map_err(|error| within(&(self.at - 1).to_string(), &error))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Entries {
    entries: serde_json::map::IntoIter,
    value: Option<(String, Value)>,
    strict: bool,
}

impl<'de> de::MapAccess<'de> for Entries {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((name, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some((name.clone(), value));
        seed.deserialize(Node { value: Some(Value::String(name)), strict: self.strict, key: true }).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        let Some((name, value)) = self.value.take() else { return Err(Error(MISSING.to_owned())) };
        let read = seed.deserialize(Node { value: Some(value), strict: self.strict, key: false });
        read.map_err(|error| within(&name, &error))
    }
}

struct Variant {
    name: String,
    content: Node,
}

impl<'de> de::EnumAccess<'de> for Variant {
    type Error = Error;
    type Variant = Node;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Node), Error> {
        let name: de::value::StringDeserializer<Error> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self.content))
    }
}

impl<'de> de::VariantAccess<'de> for Node {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        if self.value.is_none() { Ok(()) } else { Err(self.mismatch(&"a name alone")) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, names: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        let mut fields = self.fields(names)?;
        visitor.visit_seq(&mut fields).map_err(|error| fields.explain(error))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use pretty_assertions::assert_eq;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct All {
        number: f64,
        #[serde(default)]
        count: u8,
        #[serde(skip_serializing_if = "Option::is_none")]
        maybe: Option<i64>,
        text: String,
        list: Vec<Choice>,
        #[serde(default)]
        by_number: BTreeMap<u8, bool>,
        by_code: BTreeMap<Code, [u32; 2]>,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    enum Code {
        FirstCode,
        Second,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    enum Choice {
        Nothing,
        Whole(Box<Inner>),
        Parts { from: i32, to: Option<Code> },
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind", rename_all = "camelCase")]
    enum Inner {
        Tagged { codes: Vec<String> },
        Bare,
    }

    prop_compose! {
        fn all()(eighths: i32, count: u8, maybe: Option<i64>, text: String, from: i32, codes: Vec<String>,
                 by_number: BTreeMap<u8, bool>, pair: [u32; 2]) -> All {
            let tagged = Inner::Tagged { codes };
            let list = vec![Choice::Nothing, Choice::Whole(Box::new(tagged)), Choice::Whole(Box::new(Inner::Bare)),
                Choice::Parts { from, to: Some(Code::Second) }, Choice::Parts { from, to: None }];
            let by_code = BTreeMap::from([(Code::FirstCode, pair)]);
            All { number: f64::from(eighths) / 8.0, count, maybe, text, list, by_number, by_code }
        }
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(all in all()) {
            let text = serde_json::to_string(&all).unwrap();
            prop_assert_eq!(read::<All>(&text), Ok(serde_json::from_str(&text).unwrap()));
            prop_assert_eq!(read_strict::<All>(&text), Ok(all));
        }

        #[test]
        fn nothing_panics(text in r#"[\[\]{}":,a-e0-9 .n-]{0,40}"#) {
            let _ = read::<All>(&text);
            let _ = read::<Choice>(&text);
        }
    }

    #[test]
    fn defaults_stand_in_and_options_are_empty() {
        let read: All = read(r#"{"number":1,"text":"","list":[],"byCode":{},"extra":1}"#).unwrap();
        assert_eq!((read.count, read.maybe, read.by_number.len()), (0, None, 0));
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        let start = r#"{"number":1,"text":"","byCode":{},"#;
        for (rest, message) in [
            (r#""list":5}"#, "list: invalid type: integer `5`, expected a sequence"),
            (r#""lost":5}"#, "missing field `list`"),
            (r#""list":["nothing",{"parts":{"from":"x"}}]}"#, "list.1.from: invalid type: string \"x\", expected i32"),
            (r#""list":[{"parts":{}}]}"#, "list.0: missing field `from`"),
            (r#""list":["other"]}"#, "list.0: unknown variant `other`, expected one of `nothing`, `whole`, `parts`"),
            (r#""list":[],"count":300}"#, "count: invalid value: integer `300`, expected u8"),
            (r#""list":[],"byNumber":{"x":true}}"#, "byNumber: expected u8, found a text"),
        ] {
            assert_eq!(read::<All>(&format!("{start}{rest}")).map_err(String::from), Err(message.to_owned()));
        }
        let unknown = format!(r#"{start}"list":[],"lost":5}}"#);
        assert_eq!(read_strict::<All>(&unknown).map_err(String::from), Err("unknown field `lost`".to_owned()));
        assert_eq!(read::<All>("[]").map_err(String::from), Err("expected an object, found a list".to_owned()));
        assert!(String::from(read::<All>("{").unwrap_err()).contains("line 1 column 1"));
    }
}
