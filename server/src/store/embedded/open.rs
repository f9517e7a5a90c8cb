//! Opening the file: ours or nobody's, never overwritten, never shared with another process.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::schema;

/// The file's name in the data folder.
pub const FILE: &str = "coachwright.db";

/// Why the store's file could not be opened. The file was not changed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it open.
    #[error("`{0}` is in use by another process: stop that one first, or choose another data folder")]
    InUse(PathBuf),
    /// It is not a store of this product.
    #[error(
        "`{0}` is not a coachwright store and was left as it is: choose another data folder or move that file away"
    )]
    Foreign(PathBuf),
    /// A newer program wrote it.
    #[error(
        "`{path}` has form {found}, newer than the {known} known here: use the program that wrote it, or a newer one"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its form.
        found: i32,
        /// The newest form known here.
        known: i32,
    },
    /// It cannot be read.
    #[error("`{path}` is damaged and was left as it is: restore a backup with `coachwright restore`")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        #[source]
        source: anyhow::Error,
    },
    /// There is something where a file was to be made.
    #[error("`{0}` exists and was left as it is: choose another name, or say that it may be replaced")]
    Exists(PathBuf),
    /// The operating system refuses.
    #[error("cannot open `{path}`")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Its reason.
        #[source]
        source: anyhow::Error,
    },
}

impl OpenError {
    pub(super) fn io(path: &Path, source: impl Into<anyhow::Error>) -> Self {
        Self::Io { path: path.to_owned(), source: source.into() }
    }

    pub(super) fn sqlite(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged { path, source: source.into() },
            _ => Self::Io { path, source: source.into() },
        }
    }
}

/// The lock on a store, held while it is open. The system takes it back when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// Takes the lock beside the file: never on the file itself, whose locks are SQLite's.
pub(super) fn lock(path: &Path) -> Result<Lock, OpenError> {
    let beside = path.with_extension("lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&beside);
    let file = file.map_err(|error| OpenError::io(&beside, error))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(OpenError::io(&beside, error)),
    }
}

/// Opens the file for writing; makes it if there is none. The caller holds the lock.
pub(super) fn writable(path: &Path) -> Result<Connection, OpenError> {
    if !recognise(path)? {
        create(path)?;
    }
    let mut db = connect(path, false)?;
    let failed = |error| OpenError::sqlite(path, error);
    let found = schema::version(&db).map_err(failed)?;
    if found > schema::VERSION {
        return Err(OpenError::Newer { path: path.to_owned(), found, known: schema::VERSION });
    }
    if found < schema::VERSION {
        schema::migrate(&mut db, found).map_err(failed)?;
    }
    Ok(db)
}

/// A connection with the settings that all of them share.
pub(super) fn connect(path: &Path, read_only: bool) -> Result<Connection, OpenError> {
    let failed = |error| OpenError::sqlite(path, error);
    // A reading connection, too, may write: the last one to close tidies up the log, which a read-only one cannot.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).map_err(failed)?;
    configure(&db, read_only).map_err(failed)?;
    Ok(db)
}

fn configure(db: &Connection, read_only: bool) -> rusqlite::Result<()> {
    // Only a foreign tool that looks inside can make us wait.
    db.busy_timeout(Duration::from_secs(5))?;
    db.set_prepared_statement_cache_capacity(64);
    // A plan depends on the statement alone: else statements are prepared anew when a bound value changes.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.pragma_update(None, "cache_size", if read_only { -2_000 } else { -16_000 })?;
    if read_only {
        db.pragma_update(None, "query_only", true)?;
    } else {
        // A restored copy does not have it yet.
        db.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        db.pragma_update(None, "synchronous", "FULL")?;
        // The housekeeper checkpoints, off the commit path.
        db.pragma_update(None, "wal_autocheckpoint", 0)?;
    }
    Ok(())
}

/// Whether the file is there and ours, from its first bytes alone: nothing foreign is opened as a database.
pub(super) fn recognise(path: &Path) -> Result<bool, OpenError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(OpenError::io(path, error)),
    };
    let mut header = [0; 100];
    let read = file.read_exact(&mut header);
    let id = header.get(68..72).and_then(|bytes| bytes.try_into().ok()).map(i32::from_be_bytes);
    match read {
        Ok(()) if header.starts_with(b"SQLite format 3\0") && id == Some(schema::APPLICATION_ID) => Ok(true),
        Ok(()) => Err(OpenError::Foreign(path.to_owned())),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Err(OpenError::Foreign(path.to_owned())),
        Err(error) => Err(OpenError::io(path, error)),
    }
}

/// Makes the file under another name first, so that a file under its own name is always whole.
fn create(path: &Path) -> Result<(), OpenError> {
    let unborn = path.with_extension("new");
    remove(&unborn)?;
    let failed = |error| OpenError::sqlite(&unborn, error);
    let mut db = Connection::open(&unborn).map_err(failed)?;
    schema::create(&mut db).map_err(failed)?;
    db.close().map_err(|(_, error)| failed(error))?;
    publish(&unborn, path)
}

/// Gives a finished file its name, durably.
pub(super) fn publish(from: &Path, to: &Path) -> Result<(), OpenError> {
    let file = File::open(from).and_then(|file| file.sync_all());
    file.map_err(|error| OpenError::io(from, error))?;
    std::fs::rename(from, to).map_err(|error| OpenError::io(to, error))?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|error| OpenError::io(folder, error))
}

/// Removes a database file and what SQLite keeps beside it.
pub(super) fn remove(path: &Path) -> Result<(), OpenError> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(OpenError::io(path, error)),
            _ => {}
        }
    }
    Ok(())
}
