//! Reading: a small pool of connections, each seeing everything that was acknowledged before it asked.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use coachwright_core::table::{Cursor, Index, Item, Key, Order, Query, SortRange};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter};

use super::open::{OpenError, connect};
use super::row::{self, COLUMNS};
use crate::store::{Page, StoreError};

/// Connections kept open; more are opened when more reads overlap.
const KEPT: usize = 4;

/// The pool.
#[derive(Debug)]
pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// A pool that holds one open connection.
    pub(super) fn open(path: PathBuf) -> Result<Self, OpenError> {
        let first = connect(&path, true)?;
        Ok(Self { path, idle: Mutex::new(vec![first]) })
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Lends a connection to `read`.
    pub(super) fn with<T>(&self, read: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let db = match idle {
            Some(db) => db,
            None => connect(&self.path, true).map_err(|error| StoreError::Unavailable(error.into()))?,
        };
        let outcome = read(&db);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(db);
        }
        outcome
    }
}

/// The unexpired item under a key.
pub(super) fn get(db: &Connection, now: i64, key: &Key) -> Result<Option<Item>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM items WHERE pk = ?1 AND sk = ?2 AND (ttl IS NULL OR ttl > ?3)");
    let mut statement = db.prepare_cached(&sql)?;
    let read = |row: &rusqlite::Row<'_>| Ok(row::item(row));
    statement.query_row(params![key.pk, key.sk, now], read).optional()?.transpose()
}

/// The unexpired items under these keys, in their order, as of one moment.
pub(super) fn get_many(db: &Connection, now: i64, keys: &[Key]) -> Result<Vec<Option<Item>>, StoreError> {
    let snapshot = db.unchecked_transaction()?;
    let found = keys.iter().map(|key| get(&snapshot, now, key)).collect();
    snapshot.commit()?;
    found
}

/// One page of a query.
pub(super) fn query(db: &Connection, now: i64, query: &Query) -> Result<Page, StoreError> {
    query.check()?;
    let (sql, values) = select(query, now);
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let limit = query.limit.map_or(usize::MAX, |limit| limit as usize);
    let mut page = Page::default();
    while let Some(row) = rows.next()? {
        let item = row::item(row)?;
        if !query.filter.as_ref().is_none_or(|filter| filter.holds(&item.attributes)) {
            continue;
        }
        if page.items.len() == limit {
            page.next = page.items.last().and_then(|last| Cursor::of(query.index, last));
            break;
        }
        page.items.push(item);
    }
    Ok(page)
}

/// One page of all unexpired items, in the order of their keys.
pub(super) fn scan(db: &Connection, now: i64, after: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM items WHERE (pk, sk) > (?1, ?2) AND (ttl IS NULL OR ttl > ?3) ORDER BY pk, sk LIMIT ?4"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let (pk, sk) = after.map_or(("", ""), |after| (&after.key.pk, &after.key.sk));
    let mut rows = statement.query(params![pk, sk, now, i64::from(limit) + 1])?;
    let mut page = Page::default();
    while let Some(row) = rows.next()? {
        if page.items.len() == limit as usize {
            page.next = page.items.last().and_then(|last| Cursor::of(Index::Primary, last));
            break;
        }
        page.items.push(row::item(row)?);
    }
    Ok(page)
}

/// The statement and its values. The text depends only on the query's shape, so that it is prepared once.
fn select(query: &Query, now: i64) -> (String, Vec<Value>) {
    let (partition, sort, order_by) = match query.index {
        Index::Primary => ("pk", "sk", &["sk"][..]),
        Index::Gsi1 => ("gsi1pk", "gsi1sk", &["gsi1sk", "pk", "sk"][..]),
        Index::Gsi2 => ("gsi2pk", "gsi2sk", &["gsi2sk", "pk", "sk"][..]),
        Index::EntityType => ("entity_type", "pk", &["pk", "sk"][..]),
    };
    let (direction, beyond) = match query.order {
        Order::Ascending => ("ASC", ">"),
        Order::Descending => ("DESC", "<"),
    };
    let mut sql = format!("SELECT {COLUMNS} FROM items WHERE (ttl IS NULL OR ttl > ?) AND {partition} = ?");
    let mut values = vec![Value::Integer(now), Value::Text(query.partition.clone())];
    if matches!(query.index, Index::Gsi1 | Index::Gsi2) {
        // So that SQLite sees that the partial index serves.
        sql.push_str(&format!(" AND {sort} IS NOT NULL"));
    }
    let mut bound = |comparison: &str, value: &str| {
        sql.push_str(&format!(" AND {sort} {comparison} ?"));
        values.push(Value::Text(value.to_owned()));
    };
    match &query.range {
        SortRange::All => {}
        SortRange::Equals(only) => bound("=", only),
        SortRange::BeginsWith(prefix) => {
            bound(">=", prefix);
            if let Some(end) = successor(prefix) {
                bound("<", &end);
            }
        }
        SortRange::Between(first, last) => {
            bound(">=", first);
            bound("<=", last);
        }
    }
    if let Some(Cursor { key, sort }) = &query.after {
        let position = match query.index {
            Index::Primary => vec![&key.sk],
            Index::Gsi1 | Index::Gsi2 => vec![sort, &key.pk, &key.sk],
            Index::EntityType => vec![&key.pk, &key.sk],
        };
        let marks = vec!["?"; position.len()].join(", ");
        sql.push_str(&format!(" AND ({}) {beyond} ({marks})", order_by.join(", ")));
        values.extend(position.into_iter().map(|part| Value::Text(part.clone())));
    }
    let order: Vec<String> = order_by.iter().map(|column| format!("{column} {direction}")).collect();
    sql.push_str(&format!(" ORDER BY {}", order.join(", ")));
    (sql, values)
}

/// The smallest text greater than every text that begins with `prefix`; none where there is none.
fn successor(prefix: &str) -> Option<String> {
    let mut text = prefix.to_owned();
    while let Some(last) = text.pop() {
        // Byte order of UTF-8 is the order of code points; surrogates are none.
        let next = if last == '\u{d7ff}' { Some('\u{e000}') } else { char::from_u32(u32::from(last) + 1) };
        if let Some(next) = next {
            text.push(next);
            return Some(text);
        }
    }
    None
}

/// A document's body, unpacked and checked.
pub(super) fn document(db: &Connection, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = db.prepare_cached("SELECT sha256, size, body FROM documents WHERE path = ?1")?;
    let mut rows = statement.query([path])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let blob = |index| row.get_ref(index).and_then(|value| value.as_blob().map_err(rusqlite::Error::from));
    row::document(path, blob(0)?, row.get(1)?, blob(2)?).map(Some)
}

/// The paths that begin so, in order.
pub(super) fn list(db: &Connection, prefix: &str) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT path FROM documents WHERE path >= ?1 AND (?2 IS NULL OR path < ?2) ORDER BY path";
    let (mut statement, end) = (db.prepare_cached(sql)?, successor(prefix));
    let paths = statement.query_map(params![prefix, end], |row| row.get(0))?;
    Ok(paths.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::successor;

    proptest! {
        #[test]
        fn the_successor_ends_a_prefix(prefix in "\\PC{0,3}", rest in "\\PC{0,3}", other in "\\PC{0,4}") {
            let end = successor(&prefix);
            let inside = |text: &str| text >= prefix.as_str() && end.as_deref().is_none_or(|end| text < end);
            let longer = format!("{prefix}{rest}");
            prop_assert!(inside(&longer));
            prop_assert_eq!(inside(&other), other.starts_with(&prefix));
        }
    }

    #[test]
    fn the_last_code_points_have_successors() {
        assert_eq!(successor("a\u{10ffff}"), Some("b".to_owned()));
        assert_eq!(successor("\u{d7ff}"), Some("\u{e000}".to_owned()));
        assert_eq!(successor("\u{10ffff}"), None);
        assert_eq!(successor(""), None);
    }
}
