//! Embeds the data files: TOML as compact JSON, everything else as it is.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut files = Vec::new();
    for entry in fs::read_dir(&root)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !matches!(name.as_str(), "src" | "target") {
            println!("cargo::rerun-if-changed={}", path.display());
            collect(&path, &mut files)?;
        }
    }
    files.sort();
    let mut table = String::from("&[\n");
    for (number, path) in files.iter().enumerate() {
        let name = path.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
        let source = fs::read_to_string(path)?;
        let (name, text) = match name.strip_suffix(".toml") {
            Some(stem) => {
                let value: toml::Value = toml::from_str(&source).map_err(|error| format!("{name}: {error}"))?;
                (format!("{stem}.json"), serde_json::to_string(&value)?)
            }
            None => (name, source),
        };
        let target = out.join(format!("{number}.data"));
        fs::write(&target, text)?;
        writeln!(table, "    ({name:?}, include_str!({:?})),", target.display().to_string())?;
    }
    table.push_str("]\n");
    fs::write(out.join("files.rs"), table)?;
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if matches!(path.extension().and_then(|ext| ext.to_str()), Some("toml" | "jinja" | "md" | "json")) {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    Ok(())
}
