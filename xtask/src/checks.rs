//! Everything that must pass before a change lands.

use anyhow::{Result, bail};

use crate::command::{cargo, output, run};
use crate::{page, parity, servers, tools, wasm};

/// Crates that mean I/O, a clock or randomness: none may appear below core.
const IMPURE: &[&str] = &[
    "tokio",
    "async-std",
    "reqwest",
    "hyper",
    "rusqlite",
    "libsqlite3-sys",
    "getrandom",
    "rand",
    "js-sys",
    "web-sys",
    "wasm-bindgen",
    "socket2",
    "mio",
    "tempfile",
    "time",
    "chrono",
    "jiff",
    "regex",
];

/// Runs every check, in the order in which a mistake is cheapest to find.
pub(crate) fn all() -> Result<()> {
    run("format", cargo().args(["fmt", "--all", "--check"]))?;
    core_is_pure()?;
    run("lints", cargo().args(["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"]))?;
    let doc = ["doc", "--workspace", "--no-deps", "--document-private-items"];
    run("documentation", cargo().args(doc).env("RUSTDOCFLAGS", "-D warnings"))?;
    run("lints of the tool for WebAssembly modules", &mut tools::wasm_tool_lints())?;
    // Only checked: the fuzzer's runtime is C++ that nobody needs before fuzzing.
    let fuzz = ["check", "--manifest-path", "fuzz/Cargo.toml", "--target-dir", "target", "--locked"];
    run("fuzz targets compile", cargo().args(fuzz).env("CUSTOM_LIBFUZZER_PATH", "none/libfuzzer.a"))?;
    tools::wasm_target()?;
    let wasm = ["check", "--package", "coachwright-core", "--target", "wasm32-unknown-unknown"];
    run("core builds for WebAssembly", cargo().args(wasm))?;
    run("core builds for WebAssembly without prompts", cargo().args(wasm).arg("--no-default-features"))?;
    let package = wasm::build(wasm::Options::default())?;
    page::build()?;
    run("tests", cargo().args(["test", "--workspace", "--all-features", "--no-fail-fast"]).env("INSTA_UPDATE", "no"))?;
    servers::test(&[])?;
    crate::kill(&[])?;
    page::check(&[])?;
    parity::check(&package)?;
    run("benchmarks compile and run once", cargo().args(["test", "--workspace", "--bench", "*"]))
}

/// Runs the evaluation on the project's own fixtures and compares it with the committed baseline.
pub(crate) fn eval(options: &[String]) -> Result<()> {
    let eval = ["run", "--quiet", "--package", "coachwright-tests", "--bin", "eval", "--"];
    run("evaluation", cargo().args(eval).args(options))
}

/// Fails when core's dependency tree gains I/O.
fn core_is_pure() -> Result<()> {
    let tree = ["tree", "--package", "coachwright-core", "--edges", "normal", "--prefix", "none", "--format", "{p}"];
    let tree = output("core's dependencies", cargo().args(tree))?;
    let found: Vec<&str> =
        tree.lines().filter_map(|line| line.split(' ').next()).filter(|name| IMPURE.contains(name)).collect();
    if !found.is_empty() {
        bail!("core must stay pure, but its dependencies now include {found:?}; see `cargo tree -p coachwright-core`");
    }
    eprintln!(
        "▸ core is pure: {} dependencies, none with I/O",
        tree.lines().collect::<std::collections::BTreeSet<_>>().len()
    );
    Ok(())
}
