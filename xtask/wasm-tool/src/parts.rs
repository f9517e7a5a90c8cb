//! What each part of a module costs: its code by crate, and what is no code.
//!
//! A part's cost is what its own bytes take after brotli, so the costs of parts that resemble each other add up to a little more
//! than the whole.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use anyhow::{Result, ensure};
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::sizes::brotli;

/// The table of parts of a module that still has its function names.
pub fn table(module: &[u8]) -> Result<String> {
    let parts = code_by_crate(module)?;
    let names = names_section(module);
    let code: Vec<Range<usize>> = parts.values().flatten().cloned().collect();
    let mut rows = vec![row("data and tables", &without(module, &[names.clone(), code].concat()))?];
    for (name, ranges) in &parts {
        let bytes: Vec<u8> = ranges.iter().filter_map(|range| module.get(range.clone())).flatten().copied().collect();
        rows.push(row(name, &bytes)?);
    }
    rows.sort_by_key(|(_, _, cost)| std::cmp::Reverse(*cost));
    rows.push(row("whole module without names", &without(module, &names))?);
    let mut table = format!("{:<44}{:>10}{:>10}\n", "part", "raw", "brotli");
    for (name, raw, cost) in rows {
        writeln!(table, "{name:<44}{raw:>10}{cost:>10}")?;
    }
    Ok(table)
}

type Parts = BTreeMap<String, Vec<Range<usize>>>;

fn row(name: &str, bytes: &[u8]) -> Result<(String, usize, usize)> {
    Ok((name.to_owned(), bytes.len(), brotli(bytes)?))
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

/// The module without these ranges.
fn without(module: &[u8], cut: &[Range<usize>]) -> Vec<u8> {
    let mut cut = cut.to_vec();
    cut.sort_by_key(|range| range.start);
    let mut rest = Vec::with_capacity(module.len());
    let mut from = 0;
    for range in cut {
        rest.extend_from_slice(module.get(from..range.start).unwrap_or_default());
        from = range.end;
    }
    rest.extend_from_slice(module.get(from..).unwrap_or_default());
    rest
}
