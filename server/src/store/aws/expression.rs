//! Expressions of the table's protocol: conditions, key ranges, filters.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use coachwright_core::table::{Condition, Filter, Index, Query, SortRange};
use serde_json::Value;

use super::codec::{self, PACKED};

/// A text with the names and values it speaks of.
#[derive(Debug, Default)]
pub(super) struct Expression {
    pub(super) text: String,
    pub(super) names: HashMap<String, String>,
    pub(super) values: HashMap<String, AttributeValue>,
}

impl Expression {
    /// The placeholder of a name.
    fn name(&mut self, name: &str) -> String {
        let placeholder = format!("#{name}");
        self.names.insert(placeholder.clone(), name.to_owned());
        placeholder
    }

    /// The placeholder of a value.
    fn value(&mut self, value: AttributeValue) -> String {
        let placeholder = format!(":v{}", self.values.len());
        self.values.insert(placeholder.clone(), value);
        placeholder
    }

    fn text_value(&mut self, text: &str) -> String {
        self.value(AttributeValue::S(text.to_owned()))
    }

    /// What must hold of the stored item; none where anything may be stored. An expired item counts as absent.
    pub(super) fn condition(condition: Condition, now: i64) -> Option<Self> {
        if condition == Condition::None {
            return None;
        }
        let mut this = Self::default();
        let (ttl, now) = (this.name("ttl"), this.value(AttributeValue::N(now.to_string())));
        let lives = format!("(attribute_not_exists({ttl}) OR {ttl} > {now})");
        this.text = match condition {
            Condition::None | Condition::Absent => format!("attribute_not_exists(pk) OR {ttl} <= {now}"),
            Condition::Present => format!("attribute_exists(pk) AND {lives}"),
            Condition::Version(version) => {
                let name = this.name("version");
                let version = this.value(AttributeValue::N(version.to_string()));
                format!("{name} = {version} AND {lives}")
            }
        };
        Some(this)
    }

    /// The partition and the range of a query; none where the range is empty.
    pub(super) fn range(query: &Query) -> Option<Self> {
        if query.partition.is_empty() {
            return None;
        }
        let mut this = Self::default();
        let (partition, sort) = keys(query.index);
        let (partition, sort) = (this.name(partition), this.name(sort));
        let value = this.text_value(&query.partition);
        this.text = format!("{partition} = {value}");
        let more = match &query.range {
            SortRange::All => String::new(),
            SortRange::BeginsWith(prefix) if prefix.is_empty() => String::new(),
            SortRange::BeginsWith(prefix) => format!(" AND begins_with({sort}, {})", this.text_value(prefix)),
            SortRange::Equals(only) if only.is_empty() => return None,
            SortRange::Equals(only) => format!(" AND {sort} = {}", this.text_value(only)),
            SortRange::Between(first, last) if first > last || last.is_empty() => return None,
            SortRange::Between(first, last) if first.is_empty() => format!(" AND {sort} <= {}", this.text_value(last)),
            SortRange::Between(first, last) => {
                let (first, last) = (this.text_value(first), this.text_value(last));
                format!(" AND {sort} BETWEEN {first} AND {last}")
            }
        };
        if more.is_empty() {
            this.names.remove(&sort);
        }
        this.text.push_str(&more);
        Some(this)
    }

    /// Adds a filter, as its own text. What it lets through is looked at again: packed items cannot be judged there.
    pub(super) fn filter(&mut self, filter: &Filter) -> Option<String> {
        let text = self.filter_text(filter, false)?;
        let packed = self.name(PACKED);
        Some(format!("attribute_exists({packed}) OR {text}"))
    }

    /// The protocol refuses parentheses that are not needed: `AND` binds before `OR`.
    fn filter_text(&mut self, filter: &Filter, joined: bool) -> Option<String> {
        Some(match filter {
            // Null is never equal to anything.
            Filter::Equals(_, Value::Null) => return None,
            Filter::Equals(path, value) => {
                let path = self.path(path);
                format!("{path} = {}", self.value(codec::value(value)))
            }
            Filter::NotNull(path) => {
                let (path, null) = (self.path(path), self.text_value("NULL"));
                format!("attribute_exists({path}) AND NOT attribute_type({path}, {null})")
            }
            Filter::Null(path) => {
                let (path, null) = (self.path(path), self.text_value("NULL"));
                let text = format!("attribute_not_exists({path}) OR attribute_type({path}, {null})");
                if joined { format!("({text})") } else { text }
            }
            Filter::All(filters) => {
                let joined = joined || filters.len() > 1;
                let texts = filters.iter().filter_map(|filter| self.filter_text(filter, joined));
                let texts: Vec<String> = texts.collect();
                if texts.is_empty() {
                    return None;
                }
                texts.join(" AND ")
            }
        })
    }

    fn path(&mut self, path: &str) -> String {
        let steps: Vec<String> = path.split('.').map(|step| self.name(step)).collect();
        steps.join(".")
    }
}

/// The table's indexes: name, partition key, sort key.
pub const INDEXES: [(&str, (&str, &str)); 3] =
    [("gsi1", keys(Index::Gsi1)), ("gsi2", keys(Index::Gsi2)), ("gsi3", keys(Index::EntityType))];

/// The names of an index's keys.
pub(super) const fn keys(index: Index) -> (&'static str, &'static str) {
    match index {
        Index::Primary => ("pk", "sk"),
        Index::Gsi1 => ("gsi1pk", "gsi1sk"),
        Index::Gsi2 => ("gsi2pk", "gsi2sk"),
        Index::EntityType => ("entityType", "pk"),
    }
}

/// The name of an index; none for the table itself.
pub(super) fn index(index: Index) -> Option<&'static str> {
    match index {
        Index::Primary => None,
        Index::Gsi1 => Some("gsi1"),
        Index::Gsi2 => Some("gsi2"),
        Index::EntityType => Some("gsi3"),
    }
}
