//! The one thread that writes: it commits whatever waits in its queue together.
//!
//! It never waits for a fuller group: while one group is flushed to the disk, the next one gathers. A caller is
//! answered only after the commit that holds its batch, which is after the flush. A batch whose condition does not
//! hold has written nothing, because conditions are checked first; so it does not disturb the others of its group.

use coachwright_core::table::{Item, Key};
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use tokio::sync::{mpsc, oneshot};

use super::housekeeper::Bell;
use super::row::{self, COLUMNS, Encoded, ItemRow, Prepared, PreparedDocument, PreparedWrite};
use crate::clock::Clock;
use crate::store::StoreError;

/// The most requests one commit takes.
const MAX_GROUP: usize = 512;

/// About the most bytes one commit takes.
const MAX_GROUP_BYTES: usize = 8 << 20;

/// The most expired items one sweep removes, so that it never holds up a commit for long.
const SWEEP: usize = 200;

/// What the writer is asked for.
#[derive(Debug)]
pub(super) enum Task {
    /// Apply a batch.
    Apply(Prepared, oneshot::Sender<Result<(), StoreError>>),
    /// Remove some expired items and their documents; answers how many.
    Sweep(oneshot::Sender<Result<usize, StoreError>>),
    /// Copy what little a checkpoint left, so that the log starts anew.
    Checkpoint,
}

/// Runs until all senders are gone.
pub(super) fn run(mut db: Connection, clock: &dyn Clock, mut queue: mpsc::Receiver<Task>, bell: &Bell) {
    let mut group = Vec::new();
    while let Some(task) = queue.blocking_recv() {
        let mut next = Some(task);
        let mut size = 0;
        let mut chore = None;
        while let Some(task) = next.take() {
            match task {
                Task::Apply(batch, answer) => {
                    size += batch.size;
                    group.push((batch, answer));
                }
                other => {
                    chore = Some(other);
                    break;
                }
            }
            if group.len() < MAX_GROUP && size < MAX_GROUP_BYTES {
                next = queue.try_recv().ok();
            }
        }
        let now = || clock.now().as_second();
        if !group.is_empty() {
            commit_group(&mut db, now(), &mut group);
            bell.committed(size);
        }
        match chore {
            Some(Task::Sweep(answer)) => drop(answer.send(sweep(&mut db, now()))),
            Some(Task::Checkpoint) => drop(checkpoint(&db)),
            Some(Task::Apply(..)) | None => {}
        }
    }
}

type Waiting = (Prepared, oneshot::Sender<Result<(), StoreError>>);

/// Commits a group; when that fails, commits each batch alone, so that only the guilty one fails.
fn commit_group(db: &mut Connection, now: i64, group: &mut Vec<Waiting>) {
    let together = commit(db, now, group.iter().map(|(batch, _)| batch));
    match together {
        Ok(outcomes) => {
            for ((_, answer), outcome) in group.drain(..).zip(outcomes) {
                // A caller that went away does not undo what was committed.
                drop(answer.send(outcome));
            }
        }
        Err(error) if group.len() == 1 => {
            tracing::error!(%error, "a commit failed");
            if let Some((_, answer)) = group.pop() {
                drop(answer.send(Err(StoreError::from(error))));
            }
        }
        Err(error) => {
            tracing::warn!(%error, batches = group.len(), "a commit failed: each batch is tried alone");
            for waiting in group.drain(..) {
                commit_group(db, now, &mut vec![waiting]);
            }
        }
    }
}

fn commit<'a>(
    db: &mut Connection,
    now: i64,
    batches: impl Iterator<Item = &'a Prepared>,
) -> rusqlite::Result<Vec<Result<(), StoreError>>> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let outcomes = batches.map(|batch| apply(&transaction, now, batch)).collect::<rusqlite::Result<Vec<_>>>()?;
    transaction.commit()?;
    Ok(outcomes)
}

/// What decides about a stored row.
struct Stored {
    id: i64,
    version: u64,
    ttl: Option<i64>,
    /// Whether it is expired.
    gone: bool,
    /// `entity_type` and the index keys.
    index: [Option<String>; 5],
}

fn apply(db: &Connection, now: i64, batch: &Prepared) -> rusqlite::Result<Result<(), StoreError>> {
    let mut found = Vec::with_capacity(batch.writes.len());
    for (index, write) in batch.writes.iter().enumerate() {
        let stored = find(db, now, write.key())?;
        let version = stored.as_ref().filter(|stored| !stored.gone).map(|stored| stored.version);
        if !write.condition().holds(version) {
            let stored = match version {
                Some(_) => load(db, write.key())?.transpose(),
                None => Ok(None),
            };
            return Ok(Err(match stored {
                Ok(stored) => StoreError::Conflict { write: index, stored: stored.map(Box::new) },
                Err(error) => error,
            }));
        }
        found.push(stored);
    }
    for (write, stored) in batch.writes.iter().zip(found) {
        match (write, stored) {
            (PreparedWrite::Put { row, .. }, None) => insert(db, row)?,
            (PreparedWrite::Put { row, .. }, Some(stored)) => update(db, &stored, row)?,
            (PreparedWrite::Delete { .. }, Some(stored)) => {
                db.prepare_cached("DELETE FROM items WHERE id = ?1")?.execute([stored.id])?;
            }
            (PreparedWrite::Delete { .. }, None) => {}
        }
    }
    for document in &batch.documents {
        match document {
            PreparedDocument::Put { path, sha256, size, body } => {
                let sql = "INSERT INTO documents (path, sha256, size, body) VALUES (?1, ?2, ?3, ?4)
                    ON CONFLICT (path) DO UPDATE SET sha256 = ?2, size = ?3, body = ?4";
                db.prepare_cached(sql)?.execute(params![path, sha256, size, body])?;
            }
            PreparedDocument::Delete { path } => delete_document(db, path)?,
        }
    }
    Ok(Ok(()))
}

fn find(db: &Connection, now: i64, key: &Key) -> rusqlite::Result<Option<Stored>> {
    let sql =
        "SELECT id, version, ttl, entity_type, gsi1pk, gsi1sk, gsi2pk, gsi2sk FROM items WHERE pk = ?1 AND sk = ?2";
    let mut statement = db.prepare_cached(sql)?;
    let read = |row: &rusqlite::Row<'_>| {
        let ttl: Option<i64> = row.get(2)?;
        Ok(Stored {
            id: row.get(0)?,
            version: row.get::<_, i64>(1)?.cast_unsigned(),
            ttl,
            gone: ttl.is_some_and(|ttl| ttl <= now),
            index: [row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?],
        })
    };
    statement.query_row(params![key.pk, key.sk], read).optional()
}

fn load(db: &Connection, key: &Key) -> rusqlite::Result<Option<Result<Item, StoreError>>> {
    let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM items WHERE pk = ?1 AND sk = ?2"))?;
    let read = |row: &rusqlite::Row<'_>| Ok(row::item(row));
    statement.query_row(params![key.pk, key.sk], read).optional()
}

fn insert(db: &Connection, ItemRow { item, attributes }: &ItemRow) -> rusqlite::Result<()> {
    let sql =
        "INSERT INTO items (pk, sk, version, ttl, entity_type, gsi1pk, gsi1sk, gsi2pk, gsi2sk, created_at, updated_at,
        attributes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    let index = &item.index;
    db.prepare_cached(sql)?.execute(params![
        item.key.pk,
        item.key.sk,
        item.version.cast_signed(),
        item.ttl,
        item.entity_type,
        index.gsi1pk,
        index.gsi1sk,
        index.gsi2pk,
        index.gsi2sk,
        item.created_at,
        item.updated_at,
        attributes,
    ])?;
    Ok(())
}

/// Changes a row, naming no more columns than changed: a column that is named has its indexes rewritten.
fn update(db: &Connection, stored: &Stored, ItemRow { item, attributes }: &ItemRow) -> rusqlite::Result<()> {
    let Item { created_at, updated_at, index, entity_type, ttl, .. } = item;
    let version = item.version.cast_signed();
    let new = [entity_type, &index.gsi1pk, &index.gsi1sk, &index.gsi2pk, &index.gsi2sk];
    let content: (_, _, _, _, &Encoded) = (stored.id, version, created_at, updated_at, attributes);
    if stored.index.iter().ne(new) {
        let sql = "UPDATE items SET version = ?2, created_at = ?3, updated_at = ?4, attributes = ?5, ttl = ?6,
            entity_type = ?7, gsi1pk = ?8, gsi1sk = ?9, gsi2pk = ?10, gsi2sk = ?11 WHERE id = ?1";
        let (id, version, created_at, updated_at, attributes) = content;
        let [entity_type, gsi1pk, gsi1sk, gsi2pk, gsi2sk] = new;
        db.prepare_cached(sql)?.execute(params![
            id,
            version,
            created_at,
            updated_at,
            attributes,
            ttl,
            entity_type,
            gsi1pk,
            gsi1sk,
            gsi2pk,
            gsi2sk
        ])?;
    } else if stored.ttl != *ttl {
        let sql =
            "UPDATE items SET version = ?2, created_at = ?3, updated_at = ?4, attributes = ?5, ttl = ?6 WHERE id = ?1";
        let (id, version, created_at, updated_at, attributes) = content;
        db.prepare_cached(sql)?.execute(params![id, version, created_at, updated_at, attributes, ttl])?;
    } else {
        let sql = "UPDATE items SET version = ?2, created_at = ?3, updated_at = ?4, attributes = ?5 WHERE id = ?1";
        db.prepare_cached(sql)?.execute(content)?;
    }
    Ok(())
}

fn delete_document(db: &Connection, path: &str) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM documents WHERE path = ?1")?.execute([path])?;
    Ok(())
}

/// Removes some expired items, and with each the document it names, so that none is left without its item.
fn sweep(db: &mut Connection, now: i64) -> Result<usize, StoreError> {
    let expired = format!("SELECT {COLUMNS}, id FROM items WHERE ttl <= ?1 LIMIT {SWEEP}");
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut found: Vec<(i64, Option<String>)> = Vec::new();
    {
        let mut statement = transaction.prepare_cached(&expired)?;
        let mut rows = statement.query([now])?;
        while let Some(row) = rows.next()? {
            let path = |item: Item| item.attributes.get("s3Key")?.as_str().map(str::to_owned);
            found.push((row.get(12)?, row::item(row).ok().and_then(path)));
        }
    }
    for (id, path) in &found {
        transaction.prepare_cached("DELETE FROM items WHERE id = ?1")?.execute([id])?;
        if let Some(path) = path {
            delete_document(&transaction, path)?;
        }
    }
    transaction.commit()?;
    Ok(found.len())
}

/// Moves committed pages from the log into the file without waiting for anybody; answers how many pages the log has.
pub(super) fn checkpoint(db: &Connection) -> i64 {
    let outcome = db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(1));
    outcome.unwrap_or_else(|error| {
        tracing::warn!(%error, "a checkpoint failed; the log grows until one succeeds");
        0
    })
}
