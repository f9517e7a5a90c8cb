//! The command line as people use it.
#![expect(clippy::unwrap_used, reason = "a test says no by a panic")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn coachwright(data: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_coachwright"))
        .args(arguments)
        .args(["--data".as_ref(), data.as_os_str()])
        .env("LANG", "en_US.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads nothing may be gone before it was written to.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[track_caller]
fn shown(output: &Output) -> String {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}{err}");
    out.into_owned()
}

#[track_caller]
fn refused(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const INTERVIEW: &str = "direct\nmore intensity\nseeing progress\n60 minutes\nsquats are good, presses are weak\n\
    desk job\nfinish\nyes\nyes\n";

#[test]
fn a_coach_from_two_sittings_then_everything_done_with_the_data() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let first = shown(&coachwright(&data, &["chat"], "I want to get stronger\n2 years of lifting\n/why\n/quit\n"));
    assert!(first.contains("an AI") && first.contains("░") && first.ends_with("takes it up again.\n"), "{first}");
    assert!(!first.contains('\u{1b}'), "colours are for terminals alone");
    let second = format!("4 days a week\nno injuries\na full gym\n{INTERVIEW}Back squat 5x5 @ 100 kg\n/quit\n");
    let second = shown(&coachwright(&data, &["chat"], &second));
    assert!(second.contains("Welcome back") && second.contains("Your coach is ready: "), "{second}");
    assert!(second.contains("Logged on ") && second.contains("back squat"), "{second}");
    let third = shown(&coachwright(&data, &["chat"], ""));
    assert!(third.contains("Your coach is ready: ") && !third.contains("Welcome back"), "{third}");

    assert_eq!(shown(&coachwright(&data, &["export"], "")), "terminal\n");
    let export: Value = serde_json::from_str(&shown(&coachwright(&data, &["export", "terminal"], ""))).unwrap();
    let types: Vec<&str> =
        export["items"].as_array().unwrap().iter().map(|item| item["entityType"].as_str().unwrap()).collect();
    assert_eq!(types, ["coachConfig", "coachCreatorSession", "workoutHistory"]);
    assert_eq!(export["documents"].as_object().unwrap().len(), 2);
    assert!(refused(&coachwright(&data, &["export", "nobody"], "")).contains("nothing is stored of `nobody`"));

    let coach = folder.path().join("coach.json");
    std::fs::write(&coach, format!("{:#}", export["items"][0])).unwrap();
    let prompts = Command::new(env!("CARGO_BIN_EXE_coachwright")).arg("prompts").arg(&coach).output().unwrap();
    assert!(shown(&prompts).contains("an AI fitness coach"));

    assert!(shown(&coachwright(&data, &["verify"], "")).ends_with("2 documents, 0 problems\n"));
    let copy = folder.path().join("copy.db");
    shown(&coachwright(&data, &["backup", copy.to_str().unwrap()], ""));
    shown(&coachwright(&data, &["verify", copy.to_str().unwrap()], ""));
    let other = folder.path().join("other");
    shown(&coachwright(&other, &["restore", copy.to_str().unwrap()], ""));
    let again: Value = serde_json::from_str(&shown(&coachwright(&other, &["export", "terminal"], ""))).unwrap();
    assert_eq!((&again["items"], &again["documents"]), (&export["items"], &export["documents"]));
    assert!(refused(&coachwright(&other, &["restore", copy.to_str().unwrap()], "")).contains("exists"));
}

#[test]
fn history_is_taken_in_and_tokens_are_made() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let table = folder.path().join("strong.csv");
    let rows = "Date;Workout Name;Exercise Name;Set Order;Weight (kg);Reps;RPE;Distance (meters);Seconds;Notes\n\
        2025-03-27 18:03:21;Push;Bench Press (Barbell);1;80;5;8;;;\n";
    std::fs::write(&table, rows).unwrap();
    let table = table.to_str().unwrap();
    let json = |output: &Output| serde_json::from_str::<Value>(&shown(output)).unwrap();
    let dry = json(&coachwright(&data, &["import", "kim", table], ""));
    assert_eq!((&dry["dryRun"], &dry["counts"]["workoutHistory"]["new"]), (&true.into(), &1.into()));
    assert!(refused(&coachwright(&data, &["export", "kim"], "")).contains("nothing is stored"));
    let done = json(&coachwright(&data, &["import", "kim", table, "--write"], ""));
    assert_eq!((&done["dryRun"], &done["counts"]), (&false.into(), &dry["counts"]));
    let export = json(&coachwright(&data, &["export", "kim"], ""));
    assert_eq!((export["items"].as_array().unwrap().len(), export["documents"].as_object().unwrap().len()), (1, 1));
    assert!(shown(&coachwright(&data, &["verify"], "")).ends_with("1 documents, 0 problems\n"));

    let secret =
        shown(&coachwright(&data, &["token", "create", "kim", "laptop", "--scope", "write", "--days", "9"], ""));
    assert!(secret.starts_with("cw_"), "{secret}");
    let listed = shown(&coachwright(&data, &["token", "list", "kim"], ""));
    let [id, scopes, name, ..] = &listed.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{listed}") };
    assert_eq!((*scopes, *name), ("read,write", "laptop"));
    shown(&coachwright(&data, &["token", "revoke", "kim", id], ""));
    assert_eq!(shown(&coachwright(&data, &["token", "list", "kim"], "")), "");
    assert!(!refused(&coachwright(&data, &["token", "revoke", "kim", id], "")).is_empty());

    let requests = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}\n\
        {\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n\n\
        {\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"get_records\"}}\n";
    let answers = shown(&coachwright(&data, &["mcp", "kim"], requests));
    let answers: Vec<Value> = answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((answers.len(), &answers[1]["id"]), (2, &2.into()));
    assert!(answers[1]["result"]["structuredContent"].to_string().contains("bench_press"));
}

#[test]
fn mistakes_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, wanted) in [
        (&["serve", "--listen", "somewhere"][..], "the flag --listen: `server.listen` cannot be \"somewhere\""),
        (&["serve", "--set", "limits.body=1"], "there is no setting `limits.body`"),
        (&["serve", "--set", "limits"], "say --set SETTING=VALUE"),
        (&["serve", "--listen", "0.0.0.0:0"], "server.hosts"),
        (&["chat", "--units", "stone"], "say metric or imperial"),
        (&["interview"], "--jsonl"),
        (&["backup", "/nonexistent/copy.db"], "coachwright.db"),
        (&["import", "kim", "/nonexistent/table.csv"], "/nonexistent/table.csv"),
        (&["token", "create", "a#b", "x"], "may hold only"),
        (&["token", "create", "kim", "x", "--days", "0"], "days: name 1 to"),
        (&["brew"], "unrecognized subcommand"),
    ] {
        let output = if arguments[0] == "interview" || arguments[0] == "brew" {
            Command::new(env!("CARGO_BIN_EXE_coachwright")).args(arguments).output().unwrap()
        } else {
            coachwright(folder.path(), arguments, "")
        };
        let error = refused(&output);
        assert!(error.contains(wanted), "{arguments:?}: {error}");
        assert!(!error.contains("panicked"), "{error}");
    }
}

/// The command alone, without a data folder.
fn bare(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coachwright"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn texts_are_read_for_people() {
    let text = shown(&bare(&["extract", "Fran", "5:20", "rx,", "knee", "hurts"]).output().unwrap());
    assert!(text.contains("“5:20”") && text.contains("knee_pain"), "{text}");
    let answer = shown(&bare(&["detect", "--json", "never trained before"]).output().unwrap());
    assert_eq!(serde_json::from_str::<Value>(&answer).unwrap()["level"], "BEGINNER");
}

#[test]
fn a_reader_may_go_away() {
    let mut child = bare(&["extract", "--json", "5k in 25:10"]).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
