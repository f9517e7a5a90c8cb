//! Generates the bindings of the browser's modules and measures what each part of them costs.
//!
//! `wasm-tool bind MODULE FOLDER NAME` writes the bindings; `wasm-tool sizes NAME=MOST/AIM:FILE,FILE …` prints the size of each
//! group of files and fails when one is over its gate; `wasm-tool parts MODULE` prints what each part of a module costs.

mod parts;
mod sizes;

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["bind", module, folder, name] => bind(module, folder, name),
        ["sizes", groups @ ..] => sizes::check(groups),
        ["parts", module] => {
            let module = std::fs::read(module).with_context(|| format!("cannot read {module}"))?;
            print!("{}", parts::table(&module)?);
            Ok(())
        }
        _ => bail!("usage: wasm-tool bind MODULE FOLDER NAME | sizes NAME=MOST/AIM:FILE,… | parts MODULE"),
    }
}

/// Writes `NAME.js`, `NAME.d.ts` and `NAME_bg.wasm`. Function names stay: they are stripped after they were counted.
fn bind(module: &str, folder: &str, name: &str) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(PathBuf::from(module)).out_name(name).typescript(true).omit_default_module_path(true);
    bindgen.web(true)?.generate(folder)
}
