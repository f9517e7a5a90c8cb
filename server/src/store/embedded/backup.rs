//! Copies of the file: made while the store is in use, checked before they take its place.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::open::{self, FILE, OpenError};
use super::schema;

/// Copies the store in `folder` into a file of its own, also while another process uses it.
///
/// # Errors
/// When there is no store, the file exists already, or the copy cannot be written.
pub fn backup(folder: &Path, to: &Path) -> Result<(), OpenError> {
    let from = folder.join(FILE);
    if !open::recognise(&from)? {
        return Err(OpenError::io(&from, std::io::Error::from(std::io::ErrorKind::NotFound)));
    }
    copy(&from, to)
}

/// Copies the store into a file of its own as of one moment. Writing goes on meanwhile.
///
/// SQLite writes the copy anew, so it is compact and every page of the original was read; it gets its name when it is
/// whole and flushed.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), OpenError> {
    if to.exists() {
        return Err(OpenError::Exists(to.to_owned()));
    }
    let unborn = with_suffix(to, ".part");
    open::remove(&unborn)?;
    let db = open::connect(from, false)?;
    let not_text = || std::io::Error::other("SQLite takes only names that are UTF-8");
    let target = unborn.to_str().ok_or_else(|| OpenError::io(to, not_text()))?;
    let copied = db.execute("VACUUM INTO ?1", [target]);
    copied.map_err(|error| OpenError::sqlite(from, error))?;
    open::publish(&unborn, to)
}

/// Puts a copy in the place of the store in `folder`. With `replace`, a store that is there is kept beside it, under the
/// name that is returned.
///
/// # Errors
/// When the copy is foreign, newer or damaged; when a store is there and may not be replaced, or is in use. Nothing is
/// changed then.
pub fn restore(copy: &Path, folder: &Path, replace: bool) -> Result<Option<PathBuf>, OpenError> {
    check(copy)?;
    std::fs::create_dir_all(folder).map_err(|error| OpenError::io(folder, error))?;
    let path = folder.join(FILE);
    let _lock = open::lock(&path)?;
    if path.exists() && !replace {
        return Err(OpenError::Exists(path));
    }
    let unborn = path.with_extension("new");
    open::remove(&unborn)?;
    std::fs::copy(copy, &unborn).map_err(|error| OpenError::io(&unborn, error))?;
    let kept = path.exists().then(|| free_name(&path));
    if let Some(kept) = &kept {
        // The log first: without it the old file is still whole, only older.
        for suffix in ["-wal", "-shm", ""] {
            let from = with_suffix(&path, suffix);
            if from.exists() {
                std::fs::rename(&from, with_suffix(kept, suffix)).map_err(|error| OpenError::io(&from, error))?;
            }
        }
    }
    open::publish(&unborn, &path)?;
    Ok(kept)
}

/// Checks that a file is a store of this product that can be opened, and that its structure is whole.
///
/// # Errors
/// Says what it is instead.
pub fn check(file: &Path) -> Result<(), OpenError> {
    if !open::recognise(file)? {
        return Err(OpenError::io(file, std::io::Error::from(std::io::ErrorKind::NotFound)));
    }
    let failed = |error| OpenError::sqlite(file, error);
    // Immutable: the file is read as it is, no log is looked for or left beside it.
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let db = Connection::open_with_flags(immutable(file), flags).map_err(failed)?;
    let found = schema::version(&db).map_err(failed)?;
    if found > schema::VERSION {
        return Err(OpenError::Newer { path: file.to_owned(), found, known: schema::VERSION });
    }
    let problems = structure(&db).map_err(failed)?;
    match problems.first() {
        None => Ok(()),
        Some(first) => Err(OpenError::Damaged { path: file.to_owned(), source: anyhow::anyhow!(first.clone()) }),
    }
}

/// What SQLite finds wrong with the structure of the file.
pub(super) fn structure(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = db.prepare("PRAGMA integrity_check")?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    lines.filter(|line| line.as_deref() != Ok("ok")).collect()
}

fn immutable(file: &Path) -> String {
    let mut uri = "file:".to_owned();
    for byte in file.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri + "?immutable=1"
}

fn free_name(path: &Path) -> PathBuf {
    let names = (1..).map(|number| with_suffix(path, &format!(".replaced-{number}")));
    names.into_iter().find(|name| !name.exists()).unwrap_or_else(|| with_suffix(path, ".replaced"))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
