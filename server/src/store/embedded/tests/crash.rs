//! A process killed at any moment: every acknowledged batch is there, whole; what survives of the log is a prefix.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use coachwright_core::table::pattern;

use super::*;

/// Set in the child: the folder it writes to.
const FOLDER: &str = "COACHWRIGHT_TEST_CRASH_FOLDER";

const CALLERS: u32 = 4;

/// Not a test by itself: what the killed process does. It prints each turn once it is acknowledged.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let store = Arc::new(EmbeddedStore::open(Path::new(&folder), Arc::new(crate::clock::SystemClock)).unwrap());
    runtime.block_on(async {
        let callers: Vec<_> = (0..CALLERS).map(|caller| tokio::spawn(converse(store.clone(), caller))).collect();
        for caller in callers {
            caller.await.unwrap();
        }
    });
}

async fn converse(store: Arc<EmbeddedStore>, caller: u32) {
    let user = format!("u{caller}");
    let key = Key::session(&user, "s").unwrap();
    let begun = store.get(&key).await.unwrap().map_or(0, |session| session.version);
    for seq in u32::try_from(begun).unwrap() + 1.. {
        let version = u64::from(seq);
        let turn = contract::item(Key::session_turn(&user, "s", seq).unwrap(), json!({"seq": seq}));
        let session = Item { version, ..contract::item(key.clone(), json!({"seq": seq})) };
        let condition = if seq == 1 { Condition::Absent } else { Condition::Version(version - 1) };
        let path = format!("users/{user}/{seq}.json");
        let batch = Batch::new().put(turn, Condition::Absent).put(session, condition);
        store.apply(batch.put_document(path, seq.to_string().into_bytes())).await.unwrap();
        println!("\nacknowledged {caller} {seq}");
    }
}

/// Runs the child for a while, kills it, and gives the last acknowledged turn of each caller.
fn killed_after(folder: &Path, time: Duration) -> Vec<u32> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::embedded::tests::crash::child", "--nocapture", "--test-threads", "1"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let reader = std::thread::spawn(move || {
        let mut acknowledged = vec![0; CALLERS as usize];
        for line in lines.map_while(Result::ok) {
            if let Some(rest) = line.strip_prefix("acknowledged ")
                && let Some((caller, seq)) = rest.split_once(' ')
                && let (Ok(caller), Ok(seq)) = (caller.parse::<usize>(), seq.parse::<u32>())
            {
                acknowledged[caller] = seq;
            }
        }
        acknowledged
    });
    std::thread::sleep(time);
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

/// The number of whole turns of each caller; panics where a batch is torn.
async fn whole_turns(folder: &Path) -> Vec<u32> {
    let store = EmbeddedStore::open(folder, clock()).unwrap();
    let mut turns = Vec::new();
    for caller in 0..CALLERS {
        let user = format!("u{caller}");
        let found = contract::walk(&store, pattern::session_turns(&user, "s", 0).unwrap()).await;
        let last = u32::try_from(found.len()).unwrap();
        let numbers: Vec<_> = found.iter().map(|turn| turn.attributes["seq"].as_u64().unwrap()).collect();
        assert_eq!(numbers, (1..=u64::from(last)).collect::<Vec<_>>());
        let session = store.get(&Key::session(&user, "s").unwrap()).await.unwrap();
        assert_eq!(session.map_or(0, |session| session.version), u64::from(last));
        assert_eq!(store.list(&format!("users/{user}/")).await.unwrap().len(), found.len());
        turns.push(last);
    }
    turns
}

#[tokio::test]
async fn every_acknowledged_batch_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut before = vec![0; CALLERS as usize];
    let mut acknowledged_ever = false;
    for round in 0..6 {
        let acknowledged = killed_after(folder.path(), Duration::from_millis(120 + round * 35));
        acknowledged_ever |= acknowledged.iter().any(|&seq| seq > 0);
        let there = whole_turns(folder.path()).await;
        for ((&there, &acknowledged), &before) in there.iter().zip(&acknowledged).zip(&before) {
            // One batch a caller may be committed but not yet acknowledged.
            let known = acknowledged.max(before);
            assert!((known..=known + 1).contains(&there), "{there} where {known} were acknowledged");
        }
        before = there;
    }
    assert!(acknowledged_ever, "no round got far enough to tell anything");
}

/// Power loss: the log ends anywhere. Whatever is left of it, batches are whole.
#[tokio::test]
async fn any_prefix_of_the_log_is_whole_batches() {
    let folder = tempfile::tempdir().unwrap();
    // Short, so that nothing was moved from the log into the file yet.
    killed_after(folder.path(), Duration::from_millis(400));
    let log = |folder: &Path| folder.join(format!("{FILE}-wal"));
    let whole = std::fs::read(log(folder.path())).unwrap_or_default();
    let mut seen = Vec::new();
    for part in 0..=8 {
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(folder.path().join(FILE), copy.path().join(FILE)).unwrap();
        let mut rest = whole[..whole.len() * part / 8].to_vec();
        if let Some(last) = rest.last_mut() {
            // A torn last page.
            *last ^= 0x5a;
        }
        std::fs::write(log(copy.path()), rest).unwrap();
        seen.push(whole_turns(copy.path()).await.iter().sum::<u32>());
    }
    assert!(seen.is_sorted(), "{seen:?}");
    assert!(seen.last() > Some(&0), "the log held nothing");
}
