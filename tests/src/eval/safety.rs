//! Danger: `{"id","lang","text","flags":[{"tier","code","words","somebodyElse"?}]}`, an empty list for the harmless.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;
use coachwright_core::safety::{Flag, Tier, triage};
use coachwright_core::text::Text;
use coachwright_core::{Engine, Span};
use serde::Deserialize;
use serde_json::Value;

use super::{Fault, Report, share};

#[derive(Debug, Deserialize)]
struct Case {
    id: String,
    lang: String,
    text: String,
    flags: Vec<Gold>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Gold {
    tier: Tier,
    code: String,
    words: String,
    #[serde(default)]
    somebody_else: bool,
}

impl Gold {
    fn is(&self, flag: &Flag, text: &str) -> bool {
        let at = text.find(&self.words);
        let overlaps = at.is_some_and(|at| flag.span.overlaps(Span::new(at, at + self.words.len())));
        (flag.tier, flag.somebody_else) == (self.tier, self.somebody_else) && overlaps
    }
}

/// Recall by tier (the right tier at the right words), codes, and how often the harmless is left in peace.
///
/// # Errors
/// When a case is malformed.
pub fn measure(engine: &Engine, cases: &[Value]) -> Result<Report> {
    let mut report = Report::default();
    let mut recall: BTreeMap<(Tier, String), (usize, usize)> = BTreeMap::new();
    let (mut codes, mut golds, mut harmless, mut quiet, mut unalarmed, mut astray) = (0, 0, 0, 0, 0, 0);
    for case in cases {
        let case: Case = serde_json::from_value(case.clone())?;
        let text = Text::read(&engine.lexicon, &case.text);
        let flags = triage(engine, &text);
        let mut what = Vec::new();
        let mut weight = 0.0;
        for gold in &case.flags {
            let found = flags.iter().find(|flag| gold.is(flag, &case.text));
            let tally = recall.entry((gold.tier, case.lang.clone())).or_default();
            tally.1 += 1;
            golds += 1;
            match found {
                Some(flag) => {
                    tally.0 += 1;
                    codes += usize::from(flag.code == gold.code);
                }
                None => {
                    weight += 1.0 + f64::from(gold.tier as u8);
                    what.push(format!("missed {:?} {} `{}`", gold.tier, gold.code, gold.words));
                }
            }
        }
        if case.flags.is_empty() {
            harmless += 1;
            quiet += usize::from(flags.is_empty());
            unalarmed += usize::from(flags.iter().all(|flag| flag.tier != Tier::Emergency));
            for flag in &flags {
                weight += 1.0 + f64::from(flag.tier as u8);
                what.push(format!("false {:?} {} `{}`", flag.tier, flag.code, flag.span.of(&case.text)));
            }
        }
        astray += flags.iter().filter(|flag| flag.span.of(&case.text).is_empty()).count();
        if !what.is_empty() {
            report.worst.push(Fault { weight, id: case.id, text: case.text, what });
        }
    }
    for tier in [Tier::Emergency, Tier::Urgent, Tier::Clearance, Tier::Care] {
        let mut line = String::new();
        let (mut found, mut all) = (0, 0);
        for ((_, lang), (part, whole)) in recall.iter().filter(|((known, _), _)| *known == tier) {
            write!(line, "  {lang} {part}/{whole}")?;
            (found, all) = (found + part, all + whole);
        }
        let name = format!("{tier:?}").to_lowercase();
        writeln!(report.tables, "{:<26}{:.3}  {found}/{all} {line}", format!("{name} recall"), share(found, all))?;
        report.figure(&format!("{name}Recall"), share(found, all));
    }
    writeln!(report.tables, "{:<26}{:.3}  {codes}/{golds}", "right code", share(codes, golds))?;
    writeln!(report.tables, "{:<26}{:.3}  {quiet}/{harmless}", "harmless left in peace", share(quiet, harmless))?;
    writeln!(report.tables, "{:<26}{:.3}  {unalarmed}/{harmless}", "harmless not alarmed", share(unalarmed, harmless))?;
    report.figure("rightCode", share(codes, golds));
    report.figure("harmlessQuiet", share(quiet, harmless));
    report.figure("harmlessNotAlarmed", share(unalarmed, harmless));
    report.figure("spansInText", if astray == 0 { 1.0 } else { 0.0 });
    report.sort();
    Ok(report)
}
