//! The JSON of an item's entity: written once, and read only by those who look inside.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

/// The JSON of an entity as a tree, as text, or both; each is made from the other when it is first asked for.
///
/// A write renders its text once, for the store and for the answer; a list of items goes from the store to the answer
/// without being parsed. It reads like the [`Value`] it derefs to.
#[derive(Clone, Default)]
pub struct Attributes {
    tree: OnceLock<Value>,
    text: OnceLock<Box<RawValue>>,
}

impl Attributes {
    /// The JSON of an entity.
    ///
    /// # Errors
    /// When it has keys that are no text.
    pub fn of<T: Serialize + ?Sized>(entity: &T) -> serde_json::Result<Self> {
        Ok(Self { tree: OnceLock::new(), text: OnceLock::from(serde_json::value::to_raw_value(entity)?) })
    }

    /// Takes text that is JSON.
    ///
    /// # Errors
    /// When it is not.
    pub fn parse(text: String) -> serde_json::Result<Self> {
        Ok(Self { tree: OnceLock::new(), text: OnceLock::from(RawValue::from_string(text)?) })
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.raw().get()
    }

    /// The entity.
    ///
    /// # Errors
    /// When the JSON is another one's.
    pub fn read<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        match self.tree.get() {
            Some(tree) => T::deserialize(tree),
            None => serde_json::from_str(self.text()),
        }
    }

    fn raw(&self) -> &RawValue {
        // A tree has keys that are text only, so it always becomes text.
        self.text.get_or_init(|| {
            serde_json::value::to_raw_value(&self.tree.get()).unwrap_or_else(|_| RawValue::NULL.to_owned())
        })
    }
}

impl Deref for Attributes {
    type Target = Value;

    fn deref(&self) -> &Value {
        // Raw text was checked when it was taken in; only its depth may be more than a tree takes.
        self.tree
            .get_or_init(|| self.text.get().and_then(|text| serde_json::from_str(text.get()).ok()).unwrap_or_default())
    }
}

impl From<Value> for Attributes {
    fn from(tree: Value) -> Self {
        Self { tree: OnceLock::from(tree), text: OnceLock::new() }
    }
}

impl PartialEq for Attributes {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Attributes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, formatter)
    }
}

impl Serialize for Attributes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.text.get(), self.tree.get()) {
            (None, Some(tree)) => tree.serialize(serializer),
            _ => self.raw().serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Attributes {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Attributes".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        true.into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_filter("JSON has no such number", |number| number.is_finite()).prop_map(Value::from),
            ".*".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::btree_map(".*", inner, 0..5).prop_map(|fields| fields.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn tree_and_text_say_the_same(value in json()) {
            let tree = Attributes::from(value.clone());
            let text = Attributes::parse(tree.text().to_owned()).unwrap();
            prop_assert_eq!(&*text, &value);
            prop_assert_eq!(&tree, &text);
            prop_assert_eq!(serde_json::to_string(&text).unwrap(), serde_json::to_string(&value).unwrap());
            prop_assert_eq!(&serde_json::to_value(&text).unwrap(), &value);
            prop_assert_eq!(&text.read::<Value>().unwrap(), &value);
        }
    }

    #[test]
    fn an_entity_becomes_text_at_once() {
        let attributes = Attributes::of(&json!({"a": [1, "ü"]})).unwrap();
        assert_eq!(attributes.text(), r#"{"a":[1,"ü"]}"#);
        assert_eq!(attributes["a"][1], "ü");
        assert_eq!(attributes.clone(), attributes);
        assert!(Attributes::parse("{".to_owned()).is_err());
        assert_eq!(Attributes::default().text(), "null");
        assert_eq!(*Attributes::default(), Value::Null);
    }
}
