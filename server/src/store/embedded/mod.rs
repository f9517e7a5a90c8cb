//! The embedded store: one SQLite file, one writer thread with group commit, a few reading connections.
//!
//! Acknowledged means flushed to the disk. Items and documents change in one transaction. Reads see every acknowledged
//! write, because they begin after it; they never wait for the writer.

mod backup;
mod housekeeper;
mod open;
mod reader;
mod row;
mod schema;
#[cfg(test)]
mod tests;
mod writer;

use std::path::Path;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use async_trait::async_trait;
use coachwright_core::table::{Batch, Cursor, DocumentWrite, Item, Key, Query};
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};
use tokio::task::spawn_blocking;

pub use self::backup::{backup, check, restore};
use self::housekeeper::Bell;
pub use self::open::{FILE, OpenError};
use self::reader::Readers;
use self::writer::Task;
use super::verify::{Problem, Report, verify};
use super::{Documents, Page, StoreError, Table};
use crate::clock::Clock;

/// Requests that may wait for the writer; more callers wait for a place.
const QUEUE: usize = 1024;

/// Documents longer than this are compressed away from the threads that serve requests.
const LARGE: usize = 64 * 1024;

/// Items and documents in one file. Dropping it commits what waits and closes the file.
#[derive(Debug)]
pub struct EmbeddedStore {
    clock: Arc<dyn Clock>,
    queue: Option<mpsc::Sender<Task>>,
    readers: Arc<Readers>,
    threads: Vec<JoinHandle<()>>,
    _lock: open::Lock,
}

impl EmbeddedStore {
    /// Opens the store in this folder, making both if need be.
    ///
    /// # Errors
    /// When the file is in use, foreign, newer, damaged or out of reach; it is then left as it is.
    pub fn open(folder: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        std::fs::create_dir_all(folder).map_err(|error| OpenError::io(folder, error))?;
        let path = folder.join(FILE);
        let lock = open::lock(&path)?;
        let db = open::writable(&path)?;
        let readers = Arc::new(Readers::open(path.clone())?);
        let keeper = open::connect(&path, false)?;

        let (queue, tasks) = mpsc::channel(QUEUE);
        let (bell, woken) = Bell::new();
        let bell = Arc::new(bell);
        let (weak_bell, weak_queue) = (Arc::downgrade(&bell), queue.downgrade());
        let writers_clock = clock.clone();
        let writer = move |db: Connection| writer::run(db, &*writers_clock, tasks, &bell);
        let housekeeper = move |db: Connection| housekeeper::run(&db, &weak_bell, &woken, &weak_queue);
        let threads = vec![spawn("store-writer", db, writer)?, spawn("store-housekeeper", keeper, housekeeper)?];
        Ok(Self { clock, queue: Some(queue), readers, threads, _lock: lock })
    }

    /// Removes some of the expired items, and the documents they name; the housekeeper does so every minute.
    ///
    /// # Errors
    /// When the store cannot write.
    pub async fn sweep(&self) -> Result<usize, StoreError> {
        let (answer, done) = oneshot::channel();
        self.ask(Task::Sweep(answer)).await?;
        done.await.map_err(closed)?
    }

    /// Copies the store into a file of its own, as of one moment, while it is in use. `restore` puts it back.
    ///
    /// # Errors
    /// When there is a file already, or the copy cannot be written.
    pub async fn backup(&self, to: &Path) -> Result<(), OpenError> {
        let (from, to) = (self.readers.path().to_owned(), to.to_owned());
        let failed = |error| OpenError::io(&to, error);
        let copied = spawn_blocking({
            let to = to.clone();
            move || backup::copy(&from, &to)
        });
        copied.await.map_err(failed)?
    }

    /// Reads everything once and says what is wrong.
    ///
    /// # Errors
    /// When the store cannot be read, other than because something in it is damaged.
    pub async fn verify(&self) -> Result<Report, StoreError> {
        let structure = self.read_aside(|db| Ok(backup::structure(db)?)).await?;
        if structure.is_empty() {
            return verify(self).await;
        }
        let problems = structure.into_iter().map(Problem::Structure).collect();
        Ok(Report { problems, ..Report::default() })
    }

    async fn ask(&self, task: Task) -> Result<(), StoreError> {
        let queue = self.queue.as_ref().ok_or_else(|| closed("the queue is gone"))?;
        queue.send(task).await.map_err(|_| closed("the writer is gone"))
    }

    fn now(&self) -> i64 {
        self.clock.now().as_second()
    }

    /// Reads away from the threads that serve requests: whatever may take longer than a few rows.
    async fn read_aside<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let readers = self.readers.clone();
        spawn_blocking(move || readers.with(read)).await.map_err(closed)?
    }
}

fn spawn(
    name: &str,
    db: Connection,
    run: impl FnOnce(Connection) + Send + 'static,
) -> Result<JoinHandle<()>, OpenError> {
    let spawned = Builder::new().name(name.to_owned()).spawn(move || run(db));
    spawned.map_err(|error| OpenError::io(Path::new(FILE), error))
}

fn closed(reason: impl std::fmt::Display) -> StoreError {
    StoreError::Unavailable(anyhow::anyhow!("the store is closed: {reason}"))
}

impl Drop for EmbeddedStore {
    fn drop(&mut self) {
        self.queue = None;
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a thread of the store had panicked");
            }
        }
    }
}

#[async_trait]
impl Table for EmbeddedStore {
    async fn get(&self, key: &Key) -> Result<Option<Item>, StoreError> {
        // A point read takes microseconds; handing it to another thread would take longer.
        self.readers.with(|db| reader::get(db, self.now(), key))
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Item>>, StoreError> {
        let (keys, now) = (keys.to_vec(), self.now());
        self.read_aside(move |db| reader::get_many(db, now, &keys)).await
    }

    async fn query(&self, query: &Query) -> Result<Page, StoreError> {
        let (query, now) = (query.clone(), self.now());
        self.read_aside(move |db| reader::query(db, now, &query)).await
    }

    async fn scan(&self, after: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let (after, now) = (after.cloned(), self.now());
        self.read_aside(move |db| reader::scan(db, now, after.as_ref(), limit)).await
    }

    async fn apply(&self, batch: Batch) -> Result<(), StoreError> {
        let large =
            |document: &DocumentWrite| matches!(document, DocumentWrite::Put { body, .. } if body.len() > LARGE);
        let prepared = if batch.documents.iter().any(large) {
            spawn_blocking(move || row::prepare(batch)).await.map_err(closed)??
        } else {
            row::prepare(batch)?
        };
        let (answer, done) = oneshot::channel();
        self.ask(Task::Apply(prepared, answer)).await?;
        done.await.map_err(closed)?
    }
}

#[async_trait]
impl Documents for EmbeddedStore {
    async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = path.to_owned();
        self.read_aside(move |db| reader::document(db, &path)).await
    }

    async fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let prefix = prefix.to_owned();
        self.read_aside(move |db| reader::list(db, &prefix)).await
    }
}
