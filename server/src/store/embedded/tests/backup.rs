//! A copy made under load is whole, and takes the store's place only when it is one.

use coachwright_core::table::pattern;

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_under_load_is_a_moment_of_the_store() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
    let store = Arc::new(EmbeddedStore::open(folder.path(), clock.clone()).unwrap());
    let writing = tokio::spawn({
        let store = store.clone();
        async move {
            for seq in 1..=300 {
                let turn = contract::item(Key::session_turn("u", "s", seq).unwrap(), json!({"seq": seq}));
                let version = u64::from(seq);
                let session = Item { version, ..contract::item(Key::session("u", "s").unwrap(), json!({"seq": seq})) };
                store.apply(Batch::new().put(turn, Condition::Absent).put(session, Condition::None)).await.unwrap();
            }
        }
    });
    while store.get(&Key::session("u", "s").unwrap()).await.unwrap().is_none_or(|session| session.version < 50) {
        tokio::task::yield_now().await;
    }
    let copy = folder.path().join("copy.db");
    store.backup(&copy).await.unwrap();
    writing.await.unwrap();
    assert!(matches!(store.backup(&copy).await, Err(OpenError::Exists(_))));
    check(&copy).unwrap();

    let other = tempfile::tempdir().unwrap();
    assert_eq!(restore(&copy, other.path(), false).unwrap(), None);
    let restored = EmbeddedStore::open(other.path(), clock).unwrap();
    let session = restored.get(&Key::session("u", "s").unwrap()).await.unwrap().unwrap();
    let turns = contract::walk(&restored, pattern::session_turns("u", "s", 0).unwrap()).await;
    assert_eq!(turns.len() as u64, session.version);
    assert!(session.version >= 50);
    contract::put(&restored, contract::item(Key::user_profile("u").unwrap(), json!({}))).await;
}

#[tokio::test]
async fn a_store_is_replaced_only_when_told_so_and_kept_beside() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
    let write = async |name: &str| {
        let store = EmbeddedStore::open(folder.path(), clock.clone()).unwrap();
        contract::put(&store, contract::item(Key::coach("u", name).unwrap(), json!({}))).await;
        store
    };
    let copy = folder.path().join("copy.db");
    let store = write("before").await;
    store.backup(&copy).await.unwrap();
    assert!(matches!(restore(&copy, folder.path(), true), Err(OpenError::InUse(_))));
    drop(store);
    drop(write("after").await);
    assert!(matches!(restore(&copy, folder.path(), false), Err(OpenError::Exists(_))));

    let kept = restore(&copy, folder.path(), true).unwrap().unwrap();
    let names = async || {
        let store = EmbeddedStore::open(folder.path(), clock.clone()).unwrap();
        let coaches = contract::walk(&store, pattern::coaches("u").unwrap()).await;
        coaches.into_iter().map(|coach| coach.key.sk).collect::<Vec<_>>()
    };
    assert_eq!(names().await, ["coach#before"]);
    // What was replaced is a store as well.
    let again = restore(&kept, folder.path(), true).unwrap().unwrap();
    assert_ne!(kept, again);
    assert_eq!(names().await, ["coach#before", "coach#after"]);
}

#[tokio::test]
async fn a_damaged_copy_is_refused_and_nothing_is_touched() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
    let store = EmbeddedStore::open(folder.path(), clock).unwrap();
    for n in 0..300 {
        let attributes = json!({"text": "dumbbell ".repeat(50)});
        contract::put(&store, contract::item(Key::session_turn("u", "s", n).unwrap(), attributes)).await;
    }
    let copy = folder.path().join("copy.db");
    store.backup(&copy).await.unwrap();
    assert_eq!(store.verify().await.unwrap().items, 300);
    drop(store);
    let before = std::fs::read(folder.path().join(FILE)).unwrap();
    let whole = std::fs::read(&copy).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2..whole.len() / 2 + 9000].fill(0);
    for broken in [flipped, whole[..whole.len() / 3].to_vec(), b"not a store".to_vec()] {
        std::fs::write(&copy, broken).unwrap();
        let refused = restore(&copy, folder.path(), true);
        assert!(matches!(refused, Err(OpenError::Damaged { .. } | OpenError::Foreign(_))), "{refused:?}");
    }
    assert!(matches!(restore(&folder.path().join("none"), folder.path(), true), Err(OpenError::Io { .. })));
    assert_eq!(std::fs::read(folder.path().join(FILE)).unwrap(), before);
}
