//! Queries as values: what every store must be able to answer.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::item::{Item, Key};

/// The index a query runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Index {
    /// The table itself: `pk`, `sk`.
    Primary,
    /// GSI-1: `gsi1pk`, `gsi1sk`.
    Gsi1,
    /// GSI-2: `gsi2pk`, `gsi2sk`.
    Gsi2,
    /// GSI-3: `entityType`, `pk`.
    EntityType,
}

/// The condition on the sort key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortRange {
    /// Every sort key.
    All,
    /// Exactly this one.
    Equals(String),
    /// Those that begin so.
    BeginsWith(String),
    /// From the first to the second, both included, in byte order.
    Between(String, String),
}

/// A condition on an item's content, applied before the limit counts.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// The value at the path (such as `attributes.isActive`) equals this one.
    Equals(String, Value),
    /// The path exists and is not null.
    NotNull(String),
    /// The path is missing or null.
    Null(String),
    /// All hold.
    All(Vec<Filter>),
}

/// The order of the answer by sort key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Smallest sort key first.
    Ascending,
    /// Greatest sort key first.
    #[default]
    Descending,
}

/// Where the next page starts: the position of the last item that was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Primary key of that item.
    pub key: Key,
    /// Its sort key in the index asked; equal to `key.sk` on the primary index.
    pub sort: String,
}

/// A query: one partition, a range of sort keys, a filter, an order, a limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The index asked.
    pub index: Index,
    /// The partition key's value.
    pub partition: String,
    /// The range of sort keys.
    pub range: SortRange,
    /// The filter; expired items are never answered.
    pub filter: Option<Filter>,
    /// The order.
    pub order: Order,
    /// At most so many items, counted after the filter; none for all.
    pub limit: Option<u32>,
    /// Where to go on.
    pub after: Option<Cursor>,
}

impl Query {
    /// All items of a partition, greatest sort key first.
    #[must_use]
    pub fn new(index: Index, partition: String) -> Self {
        Self {
            index,
            partition,
            range: SortRange::All,
            filter: None,
            order: Order::Descending,
            limit: None,
            after: None,
        }
    }

    /// Narrows the range of sort keys.
    #[must_use]
    pub fn range(self, range: SortRange) -> Self {
        Self { range, ..self }
    }

    /// Adds a filter; all of them must hold.
    #[must_use]
    pub fn filter(self, filter: Filter) -> Self {
        let filter = match self.filter {
            None => filter,
            Some(Filter::All(mut filters)) => {
                filters.push(filter);
                Filter::All(filters)
            }
            Some(first) => Filter::All(vec![first, filter]),
        };
        Self { filter: Some(filter), ..self }
    }

    /// Sets the order.
    #[must_use]
    pub fn order(self, order: Order) -> Self {
        Self { order, ..self }
    }

    /// Answers at most so many items.
    #[must_use]
    pub fn limit(self, limit: u32) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// Goes on after the last item of a page; none starts at the beginning.
    #[must_use]
    pub fn after(self, after: Option<Cursor>) -> Self {
        Self { after, ..self }
    }

    /// Checks what every store asks of a query; every store calls it first.
    ///
    /// # Errors
    /// When the limit is 0, a filter looks outside `attributes`, or the cursor belongs to another query.
    pub fn check(&self) -> Result<(), QueryError> {
        if self.limit == Some(0) {
            return Err(QueryError::Limit);
        }
        if !self.filter.as_ref().is_none_or(Filter::is_inside_attributes) {
            return Err(QueryError::Filter);
        }
        let fits = |cursor: &Cursor| match self.index {
            Index::Primary => cursor.key.pk == self.partition && cursor.sort == cursor.key.sk,
            Index::EntityType => cursor.sort == cursor.key.pk,
            Index::Gsi1 | Index::Gsi2 => true,
        };
        if !self.after.as_ref().is_none_or(|cursor| fits(cursor) && self.range.contains(&cursor.sort)) {
            return Err(QueryError::Cursor);
        }
        Ok(())
    }
}

/// Why a query cannot be answered by any store: a mistake of the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// A limit of 0.
    #[error("a page must hold at least one item")]
    Limit,
    /// A filter's path does not begin with `attributes.`.
    #[error("a filter must look into `attributes`")]
    Filter,
    /// The cursor belongs to another query.
    #[error("the cursor belongs to another list")]
    Cursor,
}

impl Index {
    /// The partition and the sort key of an item in this index; none where the item is not in it.
    #[must_use]
    pub fn keys(self, item: &Item) -> Option<(&str, &str)> {
        match self {
            Self::Primary => Some((&item.key.pk, &item.key.sk)),
            Self::Gsi1 => item.index.gsi1pk.as_deref().zip(item.index.gsi1sk.as_deref()),
            Self::Gsi2 => item.index.gsi2pk.as_deref().zip(item.index.gsi2sk.as_deref()),
            Self::EntityType => Some((item.entity_type.as_deref()?, &item.key.pk)),
        }
    }
}

impl SortRange {
    /// Whether a sort key is in the range.
    #[must_use]
    pub fn contains(&self, sort: &str) -> bool {
        match self {
            Self::All => true,
            Self::Equals(only) => sort == only,
            Self::BeginsWith(prefix) => sort.starts_with(prefix.as_str()),
            Self::Between(first, last) => first.as_str() <= sort && sort <= last.as_str(),
        }
    }
}

impl Filter {
    /// Whether the filter holds for an item's attributes.
    #[must_use]
    pub fn holds(&self, attributes: &Value) -> bool {
        let found = |path: &str| {
            let mut steps = path.split('.').skip(1);
            steps.try_fold(attributes, |value, step| value.get(step)).filter(|value| !value.is_null())
        };
        match self {
            Self::Equals(path, wanted) => found(path).is_some_and(|value| value == wanted),
            Self::NotNull(path) => found(path).is_some(),
            Self::Null(path) => found(path).is_none(),
            Self::All(filters) => filters.iter().all(|filter| filter.holds(attributes)),
        }
    }

    fn is_inside_attributes(&self) -> bool {
        match self {
            Self::Equals(path, _) | Self::NotNull(path) | Self::Null(path) => path.starts_with("attributes."),
            Self::All(filters) => filters.iter().all(Self::is_inside_attributes),
        }
    }
}

impl Cursor {
    /// The position of an item in an index; none where the item is not in it.
    #[must_use]
    pub fn of(index: Index, item: &Item) -> Option<Self> {
        index.keys(item).map(|(_, sort)| Self { key: item.key.clone(), sort: sort.to_owned() })
    }
}
