//! The same bytes natively, in Node and in Chromium: every text of the fixtures through every line function. Then the packed
//! package in projects that know nothing of this one.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::command::{cargo, root, run};
use crate::tools;

/// Runs everything against the package in this folder.
pub(crate) fn check(package: &Path) -> Result<()> {
    let lines = root().join("build/parity");
    fs::create_dir_all(&lines)?;
    native(&lines)?;
    let script = |name: &str| root().join("tests/parity").join(name);
    let mut node = Command::new("node");
    run("parity in Node", node.arg(script("node.mjs")).args([package, &lines]))?;
    let (modules, chromium) = (tools::node_modules()?, tools::chromium()?);
    let mut browser = Command::new("node");
    browser.arg(script("chromium.mjs")).args([package, &lines]).args([&modules, &chromium]);
    run("parity in Chromium", &mut browser)?;
    let project = root().join("build/packaging");
    tools::install(&script("vite"), &project)?;
    let mut packaging = Command::new("node");
    packaging.arg(script("packaging.mjs")).args([package, &project]).args([modules, chromium]);
    run("the packed package in fresh projects", &mut packaging)
}

/// Measures in Chromium how long the package takes until its first answer, and for one message.
pub(crate) fn bench(package: &Path) -> Result<()> {
    let mut bench = Command::new("node");
    bench.arg(root().join("tests/parity/bench.mjs")).arg(package).args([tools::node_modules()?, tools::chromium()?]);
    run("the package in Chromium", &mut bench)
}

/// The commands of `coachwright` that answer lines.
const COMMANDS: [&str; 4] = ["extract", "detect", "interview", "prompts"];

/// Writes `<command>.in.jsonl` with what the fixtures hold, and `<command>.out.jsonl` with the native answers.
fn native(lines: &Path) -> Result<()> {
    let mut inputs: [Vec<String>; 4] = Default::default();
    let mut files = Vec::new();
    walk(&root().join("tests/fixtures"), &mut files)?;
    files.sort();
    for file in &files {
        let content = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        for line in content.lines().filter(|line| !line.trim().is_empty()) {
            sort_in(line, &mut inputs);
        }
    }
    let mut build = cargo();
    run(
        "building the native command",
        build.args(["build", "--quiet", "--package", "coachwright-server", "--bin", "coachwright"]),
    )?;
    for (command, input) in COMMANDS.iter().zip(inputs) {
        ensure!(!input.is_empty(), "no fixture has a line for `coachwright {command}`");
        let (from, to) = (lines.join(format!("{command}.in.jsonl")), lines.join(format!("{command}.out.jsonl")));
        fs::write(&from, input.join("\n"))?;
        let mut answer = cargo();
        answer.args([
            "run",
            "--quiet",
            "--package",
            "coachwright-server",
            "--bin",
            "coachwright",
            "--",
            command,
            "--jsonl",
        ]);
        answer.stdin(File::open(&from)?).stdout(File::create(&to)?);
        // Some fixtures are bad lines on purpose, which the command says with its exit code; the comparison counts answers.
        answer.status().with_context(|| format!("cannot run `coachwright {command}`"))?;
    }
    Ok(())
}

/// Every line goes where its fields fit: a text is logged, rated and said in an interview; so is each message.
fn sort_in(line: &str, [extract, detect, interview, prompts]: &mut [Vec<String>; 4]) {
    let Ok(value) = serde_json::from_str::<Value>(line) else {
        // Broken on purpose: every command must refuse it with the same words.
        return [extract, detect, interview, prompts].into_iter().for_each(|lines| lines.push(line.to_owned()));
    };
    let settings = || {
        let kept = ["id", "now", "today", "locale", "units", "timeZone"];
        let kept = kept.iter().filter_map(|name| Some(((*name).to_owned(), value.get(name)?.clone())));
        kept.collect::<serde_json::Map<_, _>>()
    };
    let with = |name: &str, content: Value| {
        let mut object = settings();
        object.insert(name.to_owned(), content);
        Value::Object(object).to_string()
    };
    if let Some(text) = value.get("text") {
        extract.push(with("text", text.clone()));
        detect.push(with("text", text.clone()));
        interview.push(with("messages", Value::Array(vec![text.clone()])));
    }
    if value.get("technical_config").is_some() {
        prompts.push(line.to_owned());
    }
    if let Some(answers) = value.get("answers") {
        detect.push(with("answers", answers.clone()));
    }
    if let Some(messages) = value.get("messages").and_then(Value::as_array) {
        interview.push(with("messages", Value::Array(messages.clone())));
        for message in messages.iter().filter(|message| message.is_string()) {
            extract.push(with("text", message.clone()));
            detect.push(with("text", message.clone()));
        }
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "jsonl") {
            files.push(path);
        }
    }
    Ok(())
}
