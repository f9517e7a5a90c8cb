//! Golden dialogues: the lines of `tests/fixtures/dialogues`, held as the command line and the browser hold them, written
//! down as a reader sees them. After a change, read the difference and accept it with `INSTA_UPDATE=always`.

use std::fmt::Write as _;

use serde_json::Value;

use crate::Engine;

fn transcript(lines: &str) -> String {
    let engine = Engine::load().unwrap();
    let mut transcript = String::new();
    for line in lines.lines() {
        let dialogue: Value = serde_json::from_str(line).unwrap();
        let held: Value = serde_json::from_str(&crate::lines::interview(&engine, line).unwrap()).unwrap();
        writeln!(transcript, "\n## {}", dialogue["id"].as_str().unwrap()).unwrap();
        let turns = held["turns"].as_array().unwrap();
        for (message, turn) in dialogue["messages"].as_array().unwrap().iter().zip(turns) {
            let reply = turn["reply"].as_str().unwrap();
            writeln!(transcript, "\n> {}\n{reply}\n  {}", message.as_str().unwrap(), margin(turn)).unwrap();
        }
        if let Some(coach) = held["coach"].as_object() {
            writeln!(transcript, "\n= {}", coach["coachName"].as_str().unwrap()).unwrap();
        }
    }
    transcript
}

/// What is not in the text: moves, question, progress, level, flags.
fn margin(turn: &Value) -> String {
    let names = |list: &Value, name: &str| {
        let of = |item: &Value| item.get(name).unwrap_or(item).as_str().unwrap_or_default().to_owned();
        list.as_array().unwrap().iter().map(of).collect::<Vec<_>>().join(" ")
    };
    let mut margin = format!("[{}] {}", names(&turn["moves"], ""), turn["level"].as_str().unwrap());
    write!(margin, " {} %", (turn["progress"].as_f64().unwrap() * 100.0).round()).unwrap();
    if let Some(topic) = turn["topic"].as_str() {
        write!(margin, ", asks {topic}").unwrap();
    }
    if turn["readyToComplete"] == true {
        margin.push_str(", ready");
    }
    if turn["flags"].as_array().is_some_and(|flags| !flags.is_empty()) {
        write!(margin, ", flags {}", names(&turn["flags"], "code")).unwrap();
    }
    margin
}

/// Compares with the file beside the lines.
fn check(language: &str, lines: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path("../../../tests/fixtures/dialogues");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(language, transcript(lines)));
}

#[test]
fn english() {
    check("en", include_str!("../../../tests/fixtures/dialogues/en.jsonl"));
}

#[test]
fn spanish() {
    check("es", include_str!("../../../tests/fixtures/dialogues/es.jsonl"));
}

#[test]
fn french() {
    check("fr", include_str!("../../../tests/fixtures/dialogues/fr.jsonl"));
}
