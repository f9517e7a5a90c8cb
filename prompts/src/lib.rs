//! What the engine knows, as data: questions, lexicons, personas, methodologies, templates.
//!
//! Data files live beside this crate's `src`; the build embeds TOML as JSON, everything else as it is.

#![no_std]

/// All data files by path relative to this crate, in order; a TOML file `a/b.toml` is here as JSON under `a/b.json`.
pub static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The file at exactly this path.
#[must_use]
pub fn file(path: &str) -> Option<&'static str> {
    let position = FILES.binary_search_by_key(&path, |(name, _)| name).ok()?;
    FILES.get(position).map(|(_, text)| *text)
}

/// The files whose path begins so, in order.
pub fn files_in(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied().filter(move |(name, _)| name.starts_with(folder))
}
