//! Running other programs, and saying which one failed.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;
use std::{env, io};

use anyhow::{Context as _, Result, bail};

/// The workspace's root folder.
pub(crate) fn root() -> PathBuf {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().map(PathBuf::from).unwrap_or(manifest)
}

/// The `cargo` that runs this chore, in the workspace's root.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// A binary of the release build.
pub(crate) fn release_binary(name: &str) -> Command {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let mut command = Command::new(target.join("release").join(name).with_extension(env::consts::EXE_EXTENSION));
    command.current_dir(root());
    command
}

/// The product's own binary.
pub(crate) fn product() -> Command {
    release_binary("coachwright")
}

/// Runs a command with its output shown; an error names the step and the command.
pub(crate) fn run(step: &str, command: &mut Command) -> Result<()> {
    eprintln!("\n▸ {step}");
    let started = Instant::now();
    let status = command.status().map_err(missing).with_context(|| format!("{step}: cannot start {command:?}"))?;
    if !status.success() {
        bail!("{step} failed ({status}): {command:?}");
    }
    eprintln!("  {step}: {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

/// Runs a command and gives what it prints.
pub(crate) fn output(step: &str, command: &mut Command) -> Result<String> {
    let output = command.output().map_err(missing).with_context(|| format!("{step}: cannot start {command:?}"))?;
    if !output.status.success() {
        bail!("{step} failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn missing(error: io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::NotFound => anyhow::anyhow!("the program is not installed"),
        _ => error.into(),
    }
}
