//! The page: types checked, built into `build/web`, where the server takes it from.

use std::process::Command;

use anyhow::Result;

use crate::command::{root, run};
use crate::tools;

/// Builds the page.
pub(crate) fn build() -> Result<()> {
    let folder = root().join("web");
    tools::install(&folder, &folder)?;
    run("building the page", Command::new("npm").args(["run", "--silent", "build"]).current_dir(folder))
}
