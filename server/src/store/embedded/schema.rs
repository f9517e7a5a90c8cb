//! The file's form: tables, indexes, and the way from an older form to this one.

use rusqlite::Connection;

/// Marks the file as ours: `cwrt` in ASCII, at byte 68 of the file.
pub(super) const APPLICATION_ID: i32 = 0x6377_7274;

/// The form this program reads and writes.
pub(super) const VERSION: i32 = MIGRATIONS.len() as i32;

/// Bytes of a page. Against 4 KB, a turn logs a third more bytes for the same time, but compressed documents, of two or
/// three kilobytes each, leave a tenth of their pages empty instead of two fifths.
pub(super) const PAGE_SIZE: i32 = 8192;

/// One step for each version: the form `n` is what the first `n` steps make.
///
/// Rows are found by `items_key`; the table itself is in order of insertion, so that the rows of the sessions of the
/// moment share pages. The columns that decide come before `attributes`, so that no long row hides them in an
/// overflow page. Indexes are partial: an item without a key in an index costs nothing there.
const MIGRATIONS: [&str; 1] = ["
CREATE TABLE items (
    id          INTEGER PRIMARY KEY,
    pk          TEXT NOT NULL,
    sk          TEXT NOT NULL,
    version     INTEGER NOT NULL,
    ttl         INTEGER,
    entity_type TEXT,
    gsi1pk      TEXT,
    gsi1sk      TEXT,
    gsi2pk      TEXT,
    gsi2sk      TEXT,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    attributes  ANY NOT NULL  -- JSON as text, or deflated as a blob
) STRICT;
CREATE UNIQUE INDEX items_key ON items (pk, sk);
CREATE INDEX items_gsi1 ON items (gsi1pk, gsi1sk, pk, sk) WHERE gsi1pk IS NOT NULL AND gsi1sk IS NOT NULL;
CREATE INDEX items_gsi2 ON items (gsi2pk, gsi2sk, pk, sk) WHERE gsi2pk IS NOT NULL AND gsi2sk IS NOT NULL;
CREATE INDEX items_entity_type ON items (entity_type, pk, sk) WHERE entity_type IS NOT NULL;
CREATE INDEX items_ttl ON items (ttl) WHERE ttl IS NOT NULL;
CREATE TABLE documents (
    id     INTEGER PRIMARY KEY,
    path   TEXT NOT NULL UNIQUE,
    sha256 BLOB NOT NULL,  -- of the uncompressed body
    size   INTEGER NOT NULL,
    body   BLOB NOT NULL  -- gzip
) STRICT;
"];

/// Makes an empty file ours.
pub(super) fn create(db: &mut Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "page_size", PAGE_SIZE)?;
    db.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    db.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate(db, 0)
}

/// Brings a file of an older form to this one, in one transaction.
pub(super) fn migrate(db: &mut Connection, from: i32) -> rusqlite::Result<()> {
    let steps = MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or(usize::MAX));
    let transaction = db.transaction()?;
    for step in steps {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

/// The form a file has.
pub(super) fn version(db: &Connection) -> rusqlite::Result<i32> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}
