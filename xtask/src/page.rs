//! The page: types checked, built with the engine of `build/npm` into `build/web`, where the server takes it from.

use std::process::Command;

use anyhow::Result;

use crate::command::{root, run};
use crate::{tools, wasm};

/// Builds the page, and the package it is built with where that is not up to date.
pub(crate) fn build() -> Result<()> {
    wasm::up_to_date()?;
    let folder = root().join("web");
    tools::install(&folder, &folder)?;
    run("building the page", Command::new("npm").args(["run", "--silent", "build"]).current_dir(folder))
}
