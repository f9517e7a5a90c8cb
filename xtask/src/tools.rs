//! Tools from outside Cargo: installed by the chore that needs them, into `build/`, from committed lock files.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::command::{cargo, output, root, run};

const WASM: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target to the toolchain where it is missing.
pub(crate) fn wasm_target() -> Result<&'static str> {
    let sysroot = output("the toolchain", Command::new("rustc").args(["--print", "sysroot"]).current_dir(root()))?;
    if !Path::new(sysroot.trim()).join("lib/rustlib").join(WASM).is_dir() {
        run("adding the WebAssembly target", Command::new("rustup").args(["target", "add", WASM]).current_dir(root()))?;
    }
    Ok(WASM)
}

/// The project's own tool for WebAssembly modules, built on first use.
pub(crate) fn wasm_tool() -> Result<PathBuf> {
    run("building the tool for WebAssembly modules (a minute the first time)", &mut in_wasm_tool("build"))?;
    Ok(wasm_tool_target().join("debug/wasm-tool").with_extension(std::env::consts::EXE_EXTENSION))
}

/// Checks that tool, which is no member of the workspace, as strictly as the workspace.
pub(crate) fn wasm_tool_lints() -> Command {
    let mut clippy = in_wasm_tool("clippy");
    clippy.args(["--", "-D", "warnings"]);
    clippy
}

fn in_wasm_tool(command: &str) -> Command {
    let mut cargo = cargo();
    cargo.args([command, "--quiet", "--locked", "--manifest-path", "xtask/wasm-tool/Cargo.toml", "--target-dir"]);
    cargo.arg(wasm_tool_target());
    cargo
}

fn wasm_tool_target() -> PathBuf {
    root().join("build/wasm-tool")
}

/// The folder with the npm packages that build and test ours.
pub(crate) fn node_modules() -> Result<PathBuf> {
    let folder = root().join("build/tools");
    install(&root().join("wasm/tools"), &folder)?;
    Ok(folder.join("node_modules"))
}

/// Installs exactly what the lock file in `from` says into `to` (which may be the same folder), unless it is there already.
pub(crate) fn install(from: &Path, to: &Path) -> Result<()> {
    let lock =
        std::fs::read(from.join("package-lock.json")).context("a folder to install from has a package-lock.json")?;
    let note = to.join("node_modules/.installed");
    if std::fs::read(&note).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    if from != to {
        std::fs::create_dir_all(to)?;
        for file in ["package.json", "package-lock.json"] {
            std::fs::copy(from.join(file), to.join(file))?;
        }
    }
    run("installing npm packages", Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(to))?;
    std::fs::create_dir_all(to.join("node_modules"))?;
    std::fs::write(note, lock).context("cannot note what was installed")
}

/// A Chromium to test in: `$CHROMIUM`, one that is installed, or Debian's, installed now.
pub(crate) fn chromium() -> Result<PathBuf> {
    let known = [std::env::var_os("CHROMIUM").map(PathBuf::from), Some("/usr/bin/chromium".into())];
    let find = || known.iter().flatten().find(|path| path.exists()).cloned();
    if let Some(found) = find() {
        return Ok(found);
    }
    run("refreshing the list of Debian packages", Command::new("apt-get").args(["update", "-qq"]))?;
    let install = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
    run("installing Chromium", Command::new("apt-get").args(install).env("DEBIAN_FRONTEND", "noninteractive"))?;
    match find() {
        Some(found) => Ok(found),
        None => bail!("there is no Chromium to test in: set CHROMIUM to the path of one"),
    }
}
