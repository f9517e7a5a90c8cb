//! The images of the engine's data that the browser's modules load.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use coachwright_core::Engine;
use coachwright_core::engine::Extent;

/// Writes `english.data`, `everything.data` and `coaches.data` into a folder.
pub(crate) fn write(folder: &Path) -> Result<()> {
    let (english, everything) = (Engine::load_in(Extent::English)?, Engine::load()?);
    let images = [
        ("english.data", english.reading_image()),
        ("everything.data", everything.reading_image()),
        ("coaches.data", everything.coaches_image()),
    ];
    for (name, image) in images {
        let path = folder.join(name);
        fs::write(&path, image).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
