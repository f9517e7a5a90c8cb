//! The project's safety fixtures, read one by one, and what must hold for any message.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::{Context, Engine, text::Text};

#[derive(Debug, Deserialize)]
struct Case {
    id: String,
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

fn cases(lines: &str) -> Vec<Case> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn finds_the_danger_of_every_fixture_and_no_other() {
    let engine = Engine::load().unwrap();
    let mut wrong = Vec::new();
    for lines in [
        include_str!("../../../tests/fixtures/safety/en.jsonl"),
        include_str!("../../../tests/fixtures/safety/es.jsonl"),
        include_str!("../../../tests/fixtures/safety/fr.jsonl"),
    ] {
        for case in cases(lines) {
            let text = Text::read(&engine.lexicon, &case.text);
            let flags = triage(&engine, &text);
            let missed = case.flags.iter().filter(|gold| {
                !flags.iter().any(|flag| {
                    let words = case.text.find(&gold.words).map(|at| Span::new(at, at + gold.words.len())).unwrap();
                    (flag.tier, &flag.code, flag.somebody_else) == (gold.tier, &gold.code, gold.somebody_else)
                        && flag.span.overlaps(words)
                })
            });
            let missed: Vec<_> = missed.map(|gold| format!("{:?}/{}", gold.tier, gold.code)).collect();
            let extra = flags.iter().filter(|flag| !case.flags.iter().any(|gold| gold.tier >= flag.tier));
            let extra: Vec<_> =
                extra.map(|flag| format!("{:?}/{} `{}`", flag.tier, flag.code, flag.span.of(&case.text))).collect();
            if !missed.is_empty() || !extra.is_empty() {
                let found: Vec<_> = flags.iter().map(|flag| format!("{:?}/{}", flag.tier, flag.code)).collect();
                wrong.push(format!("{} {}\n    missed {missed:?} extra {extra:?} found {found:?}", case.id, case.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

static ENGINE: std::sync::LazyLock<Engine> = std::sync::LazyLock::new(|| Engine::load().unwrap());

proptest! {
    #[test]
    fn flags_of_any_message_point_at_its_words(source in ".{0,200}") {
        let engine = &*ENGINE;
        let text = Text::read(&engine.lexicon, &source);
        for flag in triage(engine, &text) {
            prop_assert!(!flag.span.of(&source).is_empty());
        }
    }
}

#[test]
fn answers_name_the_local_number_and_never_invent_one() {
    let engine = Engine::load().unwrap();
    let mut context = Context::at("2025-06-20T12:00:00Z".parse().unwrap());
    let text = Text::read(&engine.lexicon, "crushing chest pain");
    let flags = triage(&engine, &text);
    let unknown = answer(&engine, &flags, &context).unwrap();
    assert!(unknown.contains("local emergency number") && !unknown.contains(|letter: char| letter.is_ascii_digit()));
    context.region = Some(*b"GB");
    assert!(answer(&engine, &flags, &context).unwrap().contains("999"));
    assert_eq!(answer(&engine, &[], &context), None);
}
