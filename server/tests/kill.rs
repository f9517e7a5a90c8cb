//! A few kills of the binary under test; `cargo xtask test` kills an optimised one 200 times.

use std::path::Path;

use coachwright_tests::kill::kill;

#[tokio::test]
async fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let killed = kill(Path::new(env!("CARGO_BIN_EXE_coachwright")), folder.path(), 4, 3, 20_250_620).await.unwrap();
    assert!(killed.turns > 0);
}
