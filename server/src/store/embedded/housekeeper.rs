//! Chores off the commit path: checkpoints, and the removal of expired items.
//!
//! A checkpoint moves the log's pages into the file while commits go on. Under load it never catches up by itself, so
//! the writer is then asked to copy the little that is left; after that the log starts anew. The log stays short, and
//! with it the time to open the store after a crash.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::writer::{Task, checkpoint};

/// Bytes of rows between two checkpoints. Their pages are about four times as many bytes in the log.
const CHECKPOINT_AFTER: usize = 1 << 20;

/// Pages in the log from which the writer is asked to let it start anew: 8 MB.
const RESTART_AFTER: i64 = 1_000;

/// How long after the last commit the log is emptied.
const QUIET: Duration = Duration::from_secs(1);

/// How often expired items are removed.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// Counts what is committed and wakes the housekeeper.
#[derive(Debug)]
pub(super) struct Bell {
    bytes: AtomicUsize,
    wake: SyncSender<()>,
}

impl Bell {
    /// A bell and the end that hears it.
    pub(super) fn new() -> (Self, Receiver<()>) {
        let (wake, woken) = sync_channel(1);
        (Self { bytes: AtomicUsize::new(0), wake }, woken)
    }

    /// Notes a commit of about so many bytes.
    pub(super) fn committed(&self, bytes: usize) {
        let before = self.bytes.fetch_add(bytes + 1, Ordering::Relaxed);
        if before == 0 || before + bytes >= CHECKPOINT_AFTER {
            // A full channel means that the housekeeper is on its way; a closed one that the store closes.
            let _ = self.wake.try_send(());
        }
    }
}

/// Runs until the writer, which holds the bell, is gone.
pub(super) fn run(
    db: &Connection,
    bell: &std::sync::Weak<Bell>,
    woken: &Receiver<()>,
    writer: &mpsc::WeakSender<Task>,
) {
    // The log of a crash may be waiting.
    let mut dirty = true;
    let mut swept = Instant::now();
    loop {
        let patience = if dirty { QUIET } else { SWEEP_EVERY.saturating_sub(swept.elapsed()) };
        let heard = woken.recv_timeout(patience);
        let Some(bell) = bell.upgrade() else { return };
        match heard {
            Err(RecvTimeoutError::Disconnected) => return,
            Ok(()) if bell.bytes.load(Ordering::Relaxed) < CHECKPOINT_AFTER => dirty = true,
            Err(RecvTimeoutError::Timeout) if !dirty => {}
            Ok(()) | Err(RecvTimeoutError::Timeout) => {
                bell.bytes.store(0, Ordering::Relaxed);
                dirty = heard.is_ok();
                if checkpoint(db) > RESTART_AFTER
                    && let Some(writer) = writer.upgrade()
                {
                    drop(writer.blocking_send(Task::Checkpoint));
                }
            }
        }
        drop(bell);
        if swept.elapsed() >= SWEEP_EVERY {
            swept = Instant::now();
            sweep(writer);
        }
    }
}

fn sweep(writer: &mpsc::WeakSender<Task>) {
    while let Some(writer) = writer.upgrade() {
        let (answer, removed) = oneshot::channel();
        if writer.blocking_send(Task::Sweep(answer)).is_err() {
            return;
        }
        drop(writer);
        match removed.blocking_recv() {
            Ok(Ok(0)) | Err(_) => return,
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                tracing::warn!(%error, "expired items could not be removed; the next round tries again");
                return;
            }
        }
    }
}
