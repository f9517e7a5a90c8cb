//! `cargo xtask wasm`: builds the npm package into `build/npm`, prints what it weighs and fails when it weighs too much.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::command::{cargo, output, root, run};
use crate::tools;

/// The WebAssembly modules, each with the crate it comes from.
const MODULES: &[(&str, &str)] = &[("engine", "coachwright-wasm-engine"), ("coaches", "coachwright-wasm-coaches")];

/// What may be loaded at most, in bytes after brotli, glue included: first what the build fails over, then what is aimed at.
/// The ceilings only ever go down; `docs/performance.md` says what each part costs.
const GATES: &[(&str, usize, usize, &[&str])] = &[
    ("engine", 395_000, 150_000, &["engine_bg.wasm", "english.data", "engine.js", "index.js", "api.js", "error.js"]),
    ("coaches", 225_000, 130_000, &["coaches_bg.wasm", "coaches.data", "coaches.js"]),
    ("languages", 200_000, 150_000, &["everything.data"]),
];

/// The files whose text is locked: what a front end compiles against.
const TYPES: &[&str] = &["index.d.ts", "api.d.ts", "error.d.ts", "types.d.ts"];

#[derive(Debug, Default, Clone, Copy, clap::Args)]
pub(crate) struct Options {
    /// Also print what each part of the modules costs (two minutes)
    #[arg(long)]
    parts: bool,
    /// Take the types as they are now for the locked ones
    #[arg(long)]
    accept: bool,
}

/// Where the package is built.
pub(crate) fn package() -> PathBuf {
    root().join("build/npm")
}

/// Builds the package unless it is there and newer than everything it is made of; gives its folder.
pub(crate) fn up_to_date() -> Result<PathBuf> {
    let package = package();
    let made_at = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
    let Some(built) = made_at(&package.join("package.json")) else { return build(Options::default()) };
    let mut sources: Vec<PathBuf> = Vec::new();
    for (name, krate) in MODULES {
        sources.push(compile(name, krate, tools::wasm_target()?)?);
    }
    for entry in fs::read_dir(root().join("wasm/npm/src"))? {
        sources.push(entry?.path());
    }
    let current = sources.iter().all(|source| made_at(source).is_some_and(|changed| changed < built));
    if current { Ok(package) } else { build(Options::default()) }
}

/// Compiles a module; gives its file.
fn compile(name: &str, krate: &str, target: &str) -> Result<PathBuf> {
    let mut compile = cargo();
    compile.args(["build", "--quiet", "--profile", "wasm", "--target", target, "--package", krate]);
    // Its own target folder: whoever sets CARGO_TARGET_DIR or other profiles does not change what is shipped.
    let compiled = root().join("target");
    run(&format!("compiling the module `{name}`"), compile.arg("--target-dir").arg(&compiled))?;
    Ok(compiled.join(target).join("wasm").join(format!("{name}.wasm")))
}

/// Builds, measures and checks the package; gives its folder.
pub(crate) fn build(options: Options) -> Result<PathBuf> {
    let (target, tool, modules) = (tools::wasm_target()?, tools::wasm_tool()?, tools::node_modules()?);
    let (work, package) = (root().join("build/wasm"), package());
    for folder in [&work, &package] {
        remove(folder)?;
        fs::create_dir_all(folder)?;
    }
    for (name, krate) in MODULES {
        let compiled = compile(name, krate, target)?;
        let mut bind = Command::new(&tool);
        run("generating the bindings", bind.arg("bind").arg(compiled).arg(&work).arg(name))?;
        optimise(&modules, &work, &package, name)?;
        if options.parts {
            run("what each part costs", Command::new(&tool).arg("parts").arg(work.join(format!("{name}.named.wasm"))))?;
        }
    }
    images(&package)?;
    scripts(&modules, &work, &package)?;
    metadata(&package)?;
    types(&package, options.accept)?;
    let mut sizes = Command::new(&tool);
    sizes.arg("sizes");
    for (name, gate, aim, files) in GATES {
        let files: Vec<String> = files.iter().map(|file| package.join(file).display().to_string()).collect();
        sizes.arg(format!("{name}={gate}/{aim}:{}", files.join(",")));
    }
    run("what is shipped", &mut sizes)?;
    Ok(package)
}

/// Shrinks a module; first with its names, which are then counted, then without.
fn optimise(modules: &Path, work: &Path, package: &Path, name: &str) -> Result<()> {
    let wasm_opt = || Command::new(modules.join(".bin/wasm-opt"));
    let (bound, named) = (work.join(format!("{name}_bg.wasm")), work.join(format!("{name}.named.wasm")));
    run("shrinking", wasm_opt().args(["-Oz", "-g"]).arg(bound).arg("-o").arg(&named))?;
    let strip = ["--strip-debug", "--strip-producers", "--strip-target-features"];
    let mut strip_names = wasm_opt();
    strip_names.arg(named).args(strip).arg("-o").arg(package.join(format!("{name}_bg.wasm")));
    run("stripping", &mut strip_names)?;
    // Their types stay behind: front ends see those of `api.ts`, which need no newer library than they have.
    let file = format!("{name}.js");
    fs::copy(work.join(&file), package.join(&file)).map(|_| ()).with_context(|| format!("cannot copy {file}"))
}

/// Writes the images of the data.
fn images(package: &Path) -> Result<()> {
    let mut images = cargo();
    images.args(["run", "--quiet", "--package", "coachwright-wasm-package", "--", "images"]);
    run("writing the images of the data", images.arg(package))
}

/// Compiles the hand-written scripts against the generated types.
fn scripts(modules: &Path, work: &Path, package: &Path) -> Result<()> {
    let source = root().join("wasm/npm");
    for entry in fs::read_dir(source.join("src"))? {
        let entry = entry?;
        fs::copy(entry.path(), work.join(entry.file_name()))?;
    }
    let mut types = cargo();
    types.args(["run", "--quiet", "--package", "coachwright-wasm-package", "--", "types"]);
    fs::write(work.join("types.ts"), output("the types, from the Rust types", &mut types)?)?;
    for file in ["tsconfig.json", "package.json"] {
        fs::copy(source.join(file), work.join(file))?;
    }
    let link = work.join("node_modules");
    if !link.exists() {
        std::os::unix::fs::symlink(modules, &link).context("cannot link the npm packages")?;
    }
    run("compiling the scripts", Command::new(modules.join(".bin/tsc")).args(["--project", "."]).current_dir(work))?;
    // The types of the raw exports are nobody's business.
    remove(&package.join("node.d.ts"))
}

/// `package.json` with the workspace's version, the licences and the manual.
fn metadata(package: &Path) -> Result<()> {
    let source = fs::read_to_string(root().join("wasm/npm/package.json"))?;
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    fs::write(package.join("package.json"), source.replacen("\"version\": \"0.0.0\"", &version, 1))?;
    fs::copy(root().join("wasm/npm/README.md"), package.join("README.md"))?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(root().join(licence), package.join(licence))?;
    }
    Ok(())
}

/// Compares the types with the locked ones, so that nobody changes them unawares.
fn types(package: &Path, accept: bool) -> Result<()> {
    let locked = root().join("wasm/npm/types");
    fs::create_dir_all(&locked)?;
    for file in TYPES {
        let (now, locked) = (fs::read(package.join(file))?, locked.join(file));
        if accept {
            fs::write(&locked, now)?;
        } else if fs::read(&locked).ok().as_ref() != Some(&now) {
            bail!(
                "the types of the npm package changed: compare build/npm/{file} with wasm/npm/types/{file}; \
                 if the change is meant, `cargo xtask wasm --accept` and commit it"
            );
        }
    }
    Ok(())
}

fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}
