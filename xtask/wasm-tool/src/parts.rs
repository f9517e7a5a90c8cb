//! What each part of a module costs: code by crate, embedded data by domain and language.
//!
//! A part's cost is what the whole module shrinks by after brotli when the part's bytes are cut out, so the costs of parts
//! that resemble each other add up to less than the whole.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Mutex;

use anyhow::{Result, ensure};
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::sizes::brotli;

/// The table of parts of a module that still has its function names.
pub fn table(module: &[u8]) -> Result<String> {
    let mut parts = code_by_crate(module)?;
    for (path, text) in coachwright_prompts::FILES {
        if let Some(at) = find(module, text.as_bytes()) {
            parts.entry(data_name(path)).or_default().push(at..at + text.len());
        }
    }
    let names = names_section(module);
    let shipped = without(module, names.as_slice());
    let whole = brotli(&shipped)?;
    let mut rows = measure(module, &names, &parts, whole)?;
    rows.sort_by_key(|(_, _, cost)| std::cmp::Reverse(*cost));
    let mut table = format!("{:<44}{:>10}{:>10}\n", "part", "raw", "brotli");
    for (name, raw, cost) in rows {
        writeln!(table, "{name:<44}{raw:>10}{cost:>10}")?;
    }
    writeln!(table, "{:<44}{:>10}{whole:>10}", "whole module without names", shipped.len())?;
    Ok(table)
}

type Parts = BTreeMap<String, Vec<Range<usize>>>;

/// `data lexicon/movement (en)` of `lexicon/movement/en.json`.
fn data_name(path: &str) -> String {
    let stem = path.strip_suffix(".json").unwrap_or(path);
    match stem.rsplit_once('/') {
        Some((folder, file)) => format!("data {folder} ({file})"),
        None => format!("data {stem}"),
    }
}

fn measure(module: &[u8], names: &[Range<usize>], parts: &Parts, whole: usize) -> Result<Vec<(String, usize, i64)>> {
    let queue = Mutex::new(parts.iter());
    let rows = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let work = || -> Result<()> {
            loop {
                let next = queue.lock().ok().and_then(|mut queue| queue.next());
                let Some((name, ranges)) = next else { return Ok(()) };
                let mut cut = [ranges.as_slice(), names].concat();
                cut.sort_by_key(|range| range.start);
                let rest = brotli(&without(module, &cut))?;
                let raw = ranges.iter().map(ExactSizeIterator::len).sum();
                if let Ok(mut rows) = rows.lock() {
                    rows.push((name.clone(), raw, i64::try_from(whole)? - i64::try_from(rest)?));
                }
            }
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| anyhow::bail!("a measurement failed")))
    })?;
    Ok(rows.into_inner().unwrap_or_default())
}

/// The bodies of all functions, grouped by the crate that their names tell.
fn code_by_crate(module: &[u8]) -> Result<Parts> {
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    let mut imported = 0_u32;
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(subsections) = section.as_known() else { continue };
                for subsection in subsections {
                    let Name::Function(functions) = subsection? else { continue };
                    for function in functions {
                        let function = function?;
                        names.insert(function.index, function.name.to_owned());
                    }
                }
            }
            _ => {}
        }
    }
    ensure!(!names.is_empty(), "the module has no function names; measure it before it is stripped");
    let mut parts = Parts::new();
    for (index, body) in (imported..).zip(bodies) {
        let name = names.get(&index).map_or("", String::as_str);
        parts.entry(format!("code {}", owner(name))).or_default().push(body);
    }
    Ok(parts)
}

/// The crate, with the module for core, of a mangled function name.
fn owner(mangled: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(mangled));
    let path = name.trim_start_matches(['<', '&', '*', '[', '(']).trim_start_matches("mut ").trim_start_matches("dyn ");
    let is_path = |character: char| character.is_alphanumeric() || character == '_' || character == ':';
    let path = path.split(|character| !is_path(character)).next().unwrap_or(path);
    let mut segments = path.split("::");
    match (segments.next(), segments.next()) {
        (Some(own @ "coachwright_core"), Some(module)) => format!("{own}::{module}"),
        (Some(owner), Some(_)) => owner.to_owned(),
        _ => "(exports and compiler's own)".to_owned(),
    }
}

fn names_section(module: &[u8]) -> Vec<Range<usize>> {
    let sections = Parser::new(0).parse_all(module).filter_map(Result::ok);
    let custom = sections.filter_map(|payload| match payload {
        Payload::CustomSection(section) => Some(section.range()),
        _ => None,
    });
    custom.collect()
}

fn without(module: &[u8], cut: &[Range<usize>]) -> Vec<u8> {
    let mut rest = Vec::with_capacity(module.len());
    let mut from = 0;
    for range in cut {
        rest.extend_from_slice(module.get(from..range.start).unwrap_or_default());
        from = range.end;
    }
    rest.extend_from_slice(module.get(from..).unwrap_or_default());
    rest
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(haystack, needle)
}
