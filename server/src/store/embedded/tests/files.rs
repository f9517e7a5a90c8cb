//! Files that are not what they should be: a clear error, and not one byte changed.

use std::path::Path;

use rusqlite::Connection;

use super::*;

fn open(folder: &Path) -> Result<EmbeddedStore, OpenError> {
    EmbeddedStore::open(folder, clock())
}

/// Opening must fail and leave the file as it is.
fn refused(folder: &Path) -> OpenError {
    let file = folder.join(FILE);
    let before = std::fs::read(&file).unwrap();
    let error = open(folder).expect_err("it was opened");
    assert_eq!(std::fs::read(&file).unwrap(), before, "the file was changed: {error}");
    error
}

async fn filled(folder: &Path) {
    let store = open(folder).unwrap();
    for n in 0..200 {
        let attributes = json!({"text": "kettlebell ".repeat(40)});
        contract::put(&store, contract::item(Key::session_turn("u", "s", n).unwrap(), attributes)).await;
    }
}

#[test]
fn foreign_files_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let contents =
        [Vec::new(), b"notes".to_vec(), vec![0; 8192], b"SQLite format 3\0".to_vec(), b"PK\x03\x04".repeat(99)];
    for content in contents {
        std::fs::write(&file, content).unwrap();
        assert!(matches!(refused(folder.path()), OpenError::Foreign(_)));
    }
    std::fs::remove_file(&file).unwrap();
    let db = Connection::open(&file).unwrap();
    db.execute_batch("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup');").unwrap();
    db.close().unwrap();
    let error = refused(folder.path());
    assert!(matches!(error, OpenError::Foreign(_)));
    assert!(error.to_string().contains("not a coachwright store"));
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    assert!(matches!(open(folder.path()), Err(OpenError::Io { .. })));
}

#[tokio::test]
async fn a_store_of_a_newer_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path()).await;
    let db = Connection::open(folder.path().join(FILE)).unwrap();
    db.pragma_update(None, "user_version", schema::VERSION + 1).unwrap();
    db.close().unwrap();
    assert!(matches!(refused(folder.path()), OpenError::Newer { .. }));
}

#[tokio::test]
async fn one_process_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    let error = open(folder.path()).expect_err("it was opened twice");
    assert!(matches!(error, OpenError::InUse(_)));
    assert!(error.to_string().contains("in use by another process"));
    contract::put(&store, contract::item(Key::user_profile("u").unwrap(), json!({}))).await;
    drop(store);
    open(folder.path()).unwrap();
}

#[tokio::test]
async fn a_truncated_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path()).await;
    let file = folder.path().join(FILE);
    let whole = std::fs::read(&file).unwrap();
    for length in [100, 1000, 4096, whole.len() / 2] {
        std::fs::write(&file, &whole[..length]).unwrap();
        assert!(matches!(refused(folder.path()), OpenError::Damaged { .. }), "{length} bytes");
    }
}

/// Damage in the middle is found when it is read, and said.
#[tokio::test]
async fn damage_is_reported_not_returned() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path()).await;
    let file = folder.path().join(FILE);
    let mut bytes = std::fs::read(&file).unwrap();
    let from = bytes.len() / 2;
    bytes[from..from + 20_000].fill(0xa5);
    std::fs::write(&file, &bytes).unwrap();
    let store = open(folder.path()).unwrap();
    let all = coachwright_core::table::pattern::session_turns("u", "s", 0).unwrap();
    assert!(matches!(store.query(&all).await, Err(StoreError::Damaged(_))));
}

#[tokio::test]
async fn a_changed_document_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    let path = "users/u/workouts/2025-06-20/w.json".to_owned();
    store.apply(Batch::new().put_document(path.clone(), b"{\"sets\": 5}".to_vec())).await.unwrap();
    let db = Connection::open(folder.path().join(FILE)).unwrap();
    for change in ["sha256 = zeroblob(32)", "size = size + 1", "size = 1", "body = zeroblob(50)", "body = x'1f8b'"] {
        db.execute_batch(&format!("SAVEPOINT change; UPDATE documents SET {change}; RELEASE change")).unwrap();
        let outcome = store.read(&path).await;
        assert!(matches!(outcome, Err(StoreError::Damaged(_))), "{change}: {outcome:?}");
        store.apply(Batch::new().put_document(path.clone(), b"{\"sets\": 5}".to_vec())).await.unwrap();
        assert!(store.read(&path).await.unwrap().is_some());
    }
}
