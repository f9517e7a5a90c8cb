//! Lets the binary embed the page that `cargo xtask web` built, or none.

use std::path::Path;
use std::{fs, io};

fn main() -> io::Result<()> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../build/web");
    // It must exist so that cargo can watch it; while it is empty, the server says how to build the page.
    fs::create_dir_all(&page)?;
    println!("cargo::rerun-if-changed={}", page.display());
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
