//! The page: types checked, built with the engine of `build/npm` into `build/web`, where the server takes it from.

use std::process::Command;

use anyhow::Result;

use crate::command::{cargo, product, root, run};
use crate::{tools, wasm};

/// Builds the page, and the package it is built with where that is not up to date.
pub(crate) fn build() -> Result<()> {
    wasm::up_to_date()?;
    let folder = root().join("web");
    tools::install(&folder, &folder)?;
    run("building the page", Command::new("npm").args(["run", "--silent", "build"]).current_dir(folder))
}

/// Uses the page as people do: in Chromium, against an optimised server that embeds it. With names, only those tests.
pub(crate) fn check(names: &[String]) -> Result<()> {
    let mut server = cargo();
    run("building the server", server.args(["build", "--release", "--package", "coachwright-server"]))?;
    let mut tests = Command::new("node");
    tests.arg(root().join("web/tests/run.mjs")).arg(product().get_program());
    tests.args([tools::node_modules()?, tools::chromium()?]).args(names);
    run("the page in Chromium", &mut tests)
}
