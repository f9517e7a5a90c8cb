//! Interviews from the first word to the coach.

use coachwright_tests::client::Client;
use hyper::Method;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::support::{World, problem, send, stored};

const SESSIONS: &str = "/v1/coach-creator-sessions";

/// Answers that fill an interview, in the order in which they are given until the recap.
const ANSWERS: &[&str] = &[
    "I want to get stronger and build some muscle",
    "I have been lifting for about 2 years, pretty consistently",
    "I can train 4 days a week",
    "no injuries",
    "a gym with barbells, racks and dumbbells",
    "direct and to the point",
    "more intensity, less volume",
    "seeing numbers go up keeps me going",
    "an hour per session, in the evening",
    "my squat is good, pressing is weak",
    "desk job, 7 hours of sleep",
    "I eat normally, no tracking",
    "no competitions",
    "a weekly check-in is fine",
    "a 140 kg squat would be success",
    "no preference for a method",
    "walking and stretching on rest days",
    "explain it, then I try it",
];

pub(crate) async fn begin(client: &mut Client) -> String {
    let body = json!({"locale": "en-US", "timeZone": "America/New_York", "units": "imperial"});
    let started = client.expect(Method::POST, SESSIONS, Some(&body)).await.unwrap();
    started["session"]["attributes"]["sessionId"].as_str().unwrap().to_owned()
}

async fn say(client: &mut Client, session: &str, text: &str) -> Value {
    client
        .expect(Method::POST, &format!("{SESSIONS}/{session}/messages"), Some(&json!({ "text": text })))
        .await
        .unwrap()
}

/// Talks until the coach can be made.
pub(crate) async fn talk(client: &mut Client, session: &str) -> Value {
    let mut last = Value::Null;
    for text in ANSWERS.iter().chain(&["no", "that is all", "nothing else", "skip", "skip", "skip", "yes"]) {
        last = say(client, session, text).await;
        if last["turn"]["readyToComplete"] == true {
            return last;
        }
    }
    panic!("the interview does not end: {last}");
}

#[tokio::test]
async fn an_interview_ends_with_a_coach_and_a_document() {
    let world = World::start().await;
    let mut client = world.client().await;
    let session = begin(&mut client).await;
    let user = session.strip_prefix("coach_creator_").unwrap().rsplit_once('_').unwrap().0.to_owned();
    assert!(session.ends_with("_1750413600000"));
    let path = format!("{SESSIONS}/{session}");

    let last = talk(&mut client, &session).await;
    let detail = client.expect(Method::GET, &format!("{path}?include=history"), None).await.unwrap();
    assert_eq!(detail["turn"], last["turn"]);
    assert_eq!(detail["session"], last["session"]);
    assert_eq!(detail["partial"], false);
    let said = detail["history"]["questionHistory"].as_array().unwrap().len();
    assert_eq!(detail["session"]["attributes"]["questionHistoryCount"], said);
    assert_eq!(detail["session"]["version"], said + 1);

    let told = client.expect(Method::GET, &format!("{path}?include=events"), None).await.unwrap();
    let events = told["events"].as_array().unwrap();
    assert_eq!((events.len(), &events[0]["seq"]), (said + 1, &json!(0)));
    let rest = client.expect(Method::GET, &format!("{path}?include=events&from=2"), None).await.unwrap();
    assert_eq!(rest["events"].as_array().unwrap()[..], events[2..]);
    let none = client.expect(Method::GET, &format!("{path}?include=events&from={}", said + 1), None).await.unwrap();
    assert_eq!(none["events"], json!([]));

    let done = client.expect(Method::POST, &format!("{path}/complete"), None).await.unwrap();
    let coach = &done["coach"]["attributes"];
    assert_eq!(coach["isPrimary"], true);
    assert!(coach["generated_prompts"]["personality_prompt"].as_str().unwrap().contains("AI"));
    let record = &done["session"]["attributes"];
    assert_eq!((&record["isComplete"], record["sessionProgress"].as_f64()), (&json!(true), Some(1.0)));
    assert_eq!(record["s3Key"], format!("users/{user}/coach_creator_sessions/{session}.json"));
    assert_eq!(done["coach"]["sk"], format!("coach#{}", record["generatedCoachId"].as_str().unwrap()));

    let complete = client.expect(Method::GET, &format!("{path}?include=history"), None).await.unwrap();
    assert_eq!(complete["history"]["finalGeneratedCoach"]["coachId"], record["generatedCoachId"]);
    assert_eq!(complete["history"]["allResponses"], detail["history"]["allResponses"]);
    let turns = coachwright_core::table::pattern::session_turns(&user, &session, 0).unwrap();
    assert!(world.store.query(&turns).await.unwrap().items.is_empty());

    let (status, refused) =
        client.call(Method::POST, &format!("{path}/messages"), Some(&json!({"text": "hello"}))).await.unwrap();
    assert_eq!((status.as_u16(), &refused["type"]), (409, &json!("/errors/session-complete")));
    assert_eq!(refused["current"]["attributes"]["sessionId"], session);
    world.stop().await;
}

#[tokio::test]
async fn a_repeated_request_gets_the_first_answer() {
    let world = World::start().await;
    let mut client = world.client().await;
    let start = json!({"locale": "en"});
    let (_, first) = client.call_with_key(Method::POST, SESSIONS, Some(&start), "start").await.unwrap();
    world.clock.advance(1);
    let (status, again) = client.call_with_key(Method::POST, SESSIONS, Some(&start), "start").await.unwrap();
    assert_eq!((status.as_u16(), &again), (201, &first));
    let (status, _) = client.call_with_key(Method::POST, SESSIONS, Some(&json!({})), "start").await.unwrap();
    assert_eq!(status.as_u16(), 422);
    world.clock.advance(86_400);
    let (_, later) = client.call_with_key(Method::POST, SESSIONS, Some(&start), "start").await.unwrap();
    assert_ne!(later["session"]["sk"], first["session"]["sk"]);

    let session = first["session"]["attributes"]["sessionId"].as_str().unwrap();
    let path = format!("{SESSIONS}/{session}/messages");
    let message = json!({"text": "I want to get stronger", "responseTime": 12});
    let (_, first) = client.call_with_key(Method::POST, &path, Some(&message), "a").await.unwrap();
    world.clock.advance(60);
    client.call_with_key(Method::POST, &path, Some(&json!({"text": "2 years"})), "b").await.unwrap();
    let (status, again) = client.call_with_key(Method::POST, &path, Some(&message), "a").await.unwrap();
    assert_eq!(status.as_u16(), 200);
    assert_eq!(again["turn"], first["turn"]);
    assert_eq!(again["session"]["attributes"], first["session"]["attributes"]);
    assert_eq!(again["session"]["version"], 2);
    for other in
        [json!({"text": "I want to get faster", "responseTime": 12}), json!({"text": "I want to get stronger"})]
    {
        let (status, refused) = client.call_with_key(Method::POST, &path, Some(&other), "a").await.unwrap();
        assert_eq!((status.as_u16(), &refused["type"]), (422, &json!("/errors/key-reused")));
    }
    let correction = format!("{SESSIONS}/{session}/responses/1");
    let (status, _) = client.call_with_key(Method::PUT, &correction, Some(&json!({"text": "x"})), "a").await.unwrap();
    assert_eq!(status.as_u16(), 422);
    let detail = client.expect(Method::GET, &format!("{SESSIONS}/{session}"), None).await.unwrap();
    assert_eq!(detail["session"]["version"], 3);
    world.stop().await;
}

#[tokio::test]
async fn a_completion_is_repeated_safely() {
    let world = World::start().await;
    let mut client = world.client().await;
    let session = begin(&mut client).await;
    let path = format!("{SESSIONS}/{session}/complete");
    let (status, refused) = client.call(Method::POST, &path, Some(&json!({}))).await.unwrap();
    assert_eq!((status.as_u16(), &refused["type"]), (409, &json!("/errors/session-not-ready")));
    assert_eq!(refused["current"]["attributes"]["sessionId"], session);
    talk(&mut client, &session).await;
    let (status, first) = client.call_with_key(Method::POST, &path, Some(&json!({})), "done").await.unwrap();
    assert_eq!(status.as_u16(), 201);
    let (status, again) = client.call_with_key(Method::POST, &path, Some(&json!({})), "done").await.unwrap();
    assert_eq!((status.as_u16(), again), (201, first));
    let (status, refused) = client.call(Method::POST, &path, Some(&json!({}))).await.unwrap();
    assert_eq!((status.as_u16(), &refused["type"]), (409, &json!("/errors/session-complete")));
    let coaches = client.expect(Method::GET, "/v1/coaches", None).await.unwrap();
    assert_eq!(coaches["items"].as_array().unwrap().len(), 1);
    world.stop().await;
}

#[tokio::test]
async fn versions_guard_changes() {
    let world = World::start().await;
    let mut client = world.client().await;
    let session = begin(&mut client).await;
    let path = format!("{SESSIONS}/{session}");
    let answer = client.send(Method::GET, &path, &[], "").await.unwrap();
    assert_eq!(answer.header("etag"), "\"1\"");
    let json = ("content-type", "application/json");
    let body = r#"{"text":"I want to get stronger"}"#;
    let messages = format!("{path}/messages");
    let told = client.send(Method::POST, &messages, &[json, ("if-match", "\"1\"")], body).await.unwrap();
    assert_eq!((told.status.as_u16(), told.header("etag")), (200, "\"2\""));
    let stale = client.send(Method::POST, &messages, &[json, ("if-match", "\"1\"")], body).await.unwrap();
    assert_eq!(problem(&stale, "stale-version")["current"]["version"], 2);
    let stale = client.send(Method::DELETE, &path, &[("if-match", "\"1\"")], "").await.unwrap();
    problem(&stale, "stale-version");
    for wrong in ["1", "\"x\"", "W/\"1\""] {
        problem(&client.send(Method::DELETE, &path, &[("if-match", wrong)], "").await.unwrap(), "invalid-parameter");
    }
    let gone =
        client.send(Method::DELETE, &path, &[("if-match", "\"2\""), ("idempotency-key", "d")], "").await.unwrap();
    assert_eq!((gone.status.as_u16(), gone.body.len()), (204, 0));
    let again =
        client.send(Method::DELETE, &path, &[("if-match", "\"2\""), ("idempotency-key", "d")], "").await.unwrap();
    assert_eq!(again.status.as_u16(), 204);
    problem(&client.send(Method::DELETE, &path, &[], "").await.unwrap(), "not-found");
    problem(&client.send(Method::GET, &path, &[], "").await.unwrap(), "not-found");
    problem(&send(&mut client, Method::POST, &messages, body).await, "not-found");
    assert_eq!(stored(&world.store).await, 0);
    world.stop().await;
}

#[tokio::test]
async fn an_answer_can_be_corrected() {
    let world = World::start().await;
    let mut client = world.client().await;
    let session = begin(&mut client).await;
    say(&mut client, &session, "I want to get stronger").await;
    say(&mut client, &session, "I have been lifting for 2 years").await;
    let path = format!("{SESSIONS}/{session}/responses");
    let turned =
        client.expect(Method::PUT, &format!("{path}/1"), Some(&json!({"text": "I want to run a marathon"}))).await;
    let turned = turned.unwrap();
    assert_eq!(turned["session"]["attributes"]["responses"]["1"], "I want to run a marathon");
    for (question, slug) in [("99", "not-found"), ("0", "not-found"), ("x", "not-found"), ("-1", "not-found")] {
        problem(&send(&mut client, Method::PUT, &format!("{path}/{question}"), r#"{"text":"a"}"#).await, slug);
    }
    problem(&send(&mut client, Method::PUT, &format!("{path}/1"), r#"{"text":" "}"#).await, "invalid-request");
    world.stop().await;
}

#[tokio::test]
async fn what_was_written_offline_is_taken_once_and_in_order() {
    let world = World::start().await;
    let mut client = world.client().await;
    let session = begin(&mut client).await;
    world.clock.advance(3600);
    let path = format!("{SESSIONS}/{session}/events");
    let event = |key: &str, at: &str, text: &str| json!({"key": key, "at": at, "text": text});
    let first = [
        event("a", "2025-06-20T10:01:00Z", "I want to get stronger"),
        event("b", "2025-06-20T10:02:00Z", "I have been lifting for 2 years"),
    ];
    let taken = client.expect(Method::POST, &path, Some(&json!({ "events": first }))).await.unwrap();
    assert_eq!((&taken["taken"], &taken["known"], &taken["session"]["version"]), (&json!(2), &json!(0), &json!(3)));
    let more = [
        first[1].clone(),
        event("c", "2099-01-01T00:00:00Z", "4 days a week"),
        event("d", "1999-01-01T00:00:00Z", "no injuries"),
        event("d", "1999-01-01T00:00:00Z", "no injuries"),
    ];
    let taken = client.expect(Method::POST, &path, Some(&json!({ "events": more }))).await.unwrap();
    assert_eq!((&taken["taken"], &taken["known"], &taken["session"]["version"]), (&json!(2), &json!(2), &json!(5)));
    let detail = client.expect(Method::GET, &format!("{SESSIONS}/{session}?include=history"), None).await.unwrap();
    let times: Vec<&str> = detail["history"]["questionHistory"]
        .as_array()
        .unwrap()
        .iter()
        .map(|turn| turn["timestamp"].as_str().unwrap())
        .collect();
    assert_eq!(times, ["2025-06-20T10:01:00Z", "2025-06-20T10:02:00Z", "2025-06-20T11:00:00Z", "2025-06-20T11:00:00Z"]);
    // The same person, the same words, one by one: the same questions and answers.
    let twin_world = World::start().await;
    let mut other = twin_world.client().await;
    other.identify(client.cookie().unwrap());
    let twin = begin(&mut other).await;
    for text in ["I want to get stronger", "I have been lifting for 2 years", "4 days a week", "no injuries"] {
        say(&mut other, &twin, text).await;
    }
    let twin = other.expect(Method::GET, &format!("{SESSIONS}/{twin}?include=history"), None).await.unwrap();
    let told = |detail: &Value| -> Vec<Value> {
        let turns = detail["history"]["questionHistory"].as_array().unwrap();
        turns.iter().map(|turn| turn["aiResponse"].clone()).collect()
    };
    assert_eq!(told(&detail), told(&twin));
    twin_world.stop().await;

    for (events, pointer) in [
        (json!([]), "/events"),
        (json!([event("a", "2025-06-20T10:01:00Z", "something else")]), "/events/0/key"),
        (json!([event("x", "2025-06-20T10:01:00Z", "1"), event("x", "2025-06-20T10:01:00Z", "2")]), "/events/1/key"),
        (json!([event("x y", "2025-06-20T10:01:00Z", "1")]), "/events/0/key"),
        (json!([event("x", "2025-06-20T10:01:00Z", "")]), "/events/0/text"),
        (json!([event("x", "yesterday", "1")]), "/events/0/at"),
        (json!([{"key": "x", "at": "2025-06-20T10:01:00Z"}]), "/events/0"),
    ] {
        let refused = send(&mut client, Method::POST, &path, &json!({ "events": events }).to_string()).await;
        let refused = problem(&refused, "invalid-request");
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused}");
    }
    let detail = client.expect(Method::GET, &format!("{SESSIONS}/{session}"), None).await.unwrap();
    assert_eq!(detail["session"]["version"], 5);
    world.stop().await;
}

#[tokio::test]
async fn a_pause_an_end_and_a_return() {
    let world = World::start().await;
    let mut client = world.client().await;
    let session = begin(&mut client).await;
    let path = format!("{SESSIONS}/{session}");
    client.expect(Method::POST, &format!("{path}/abandon"), None).await.unwrap();
    let listed = client.expect(Method::GET, &format!("{SESSIONS}?status=abandoned"), None).await.unwrap();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    world.clock.advance(3600);
    let (_, resumed) = client.call_with_key(Method::POST, &format!("{path}/resume"), None, "r").await.unwrap();
    assert_eq!(resumed["session"]["attributes"]["resumeCount"], 1);
    assert_eq!(resumed["session"]["attributes"]["abandonedAt"], Value::Null);
    let (_, again) = client.call_with_key(Method::POST, &format!("{path}/resume"), None, "r").await.unwrap();
    assert_eq!(again["session"]["attributes"]["resumeCount"], 1);
    world.stop().await;
}

#[tokio::test]
async fn lists_are_filtered_and_paged() {
    let world = World::start().await;
    let mut client = world.client().await;
    for _ in 0..5 {
        world.clock.advance(1);
        begin(&mut client).await;
    }
    let first = client.expect(Method::GET, &format!("{SESSIONS}?limit=2"), None).await.unwrap();
    let mut seen: Vec<Value> = first["items"].as_array().unwrap().clone();
    assert_eq!(seen.len(), 2);
    assert!(seen[0].get("gsi1pk").is_none());
    let mut cursor = first["nextCursor"].as_str().map(str::to_owned);
    while let Some(next) = cursor {
        let page = client.expect(Method::GET, &format!("{SESSIONS}?limit=2&cursor={next}"), None).await.unwrap();
        seen.extend(page["items"].as_array().unwrap().clone());
        cursor = page["nextCursor"].as_str().map(str::to_owned);
    }
    let ids: Vec<&str> = seen.iter().map(|item| item["sk"].as_str().unwrap()).collect();
    let mut newest_first = ids.clone();
    newest_first.sort_unstable();
    newest_first.reverse();
    newest_first.dedup();
    assert_eq!((ids.len(), &ids), (5, &newest_first));
    for (query, count) in [
        ("status=incomplete", 5),
        ("status=complete", 0),
        ("status=abandoned", 0),
        ("level=UNKNOWN", 5),
        ("level=ADVANCED&status=incomplete", 0),
    ] {
        let page = client.expect(Method::GET, &format!("{SESSIONS}?{query}"), None).await.unwrap();
        assert_eq!(page["items"].as_array().unwrap().len(), count, "{query}");
    }
    for query in ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=YWJj", "status=done", "level=best", "page=2"] {
        problem(&client.send(Method::GET, &format!("{SESSIONS}?{query}"), &[], "").await.unwrap(), "invalid-parameter");
    }
    let mut stranger = world.client().await;
    let nothing = stranger.expect(Method::GET, SESSIONS, None).await.unwrap();
    assert_eq!(nothing, json!({"items": [], "nextCursor": null}));
    world.stop().await;
}

#[tokio::test]
async fn what_belongs_to_others_does_not_exist() {
    let world = World::start().await;
    let mut owner = world.client().await;
    let session = begin(&mut owner).await;
    let mut stranger = world.client().await;
    let before = stored(&world.store).await;
    let hostile = ["..", "a%2Fb", "a%23b", "%00", "coach_creator_x_1", &"x".repeat(3000), "%F0%9F%92%AA", &session];
    for id in hostile {
        let path = format!("{SESSIONS}/{id}");
        for (method, path, body) in [
            (Method::GET, path.clone(), ""),
            (Method::GET, format!("{path}?include=history"), ""),
            (Method::DELETE, path.clone(), ""),
            (Method::POST, format!("{path}/messages"), r#"{"text":"hello"}"#),
            (Method::PUT, format!("{path}/responses/1"), r#"{"text":"hello"}"#),
            (
                Method::POST,
                format!("{path}/events"),
                r#"{"events":[{"key":"k","at":"2025-06-20T10:01:00Z","text":"a"}]}"#,
            ),
            (Method::POST, format!("{path}/complete"), "{}"),
            (Method::POST, format!("{path}/resume"), "{}"),
            (Method::POST, format!("{path}/abandon"), "{}"),
        ] {
            let headers = [("content-type", "application/json"), ("idempotency-key", "k")];
            let answer = stranger.send(method, &path, &headers, body).await.unwrap();
            problem(&answer, "not-found");
        }
    }
    assert_eq!(stored(&world.store).await, before);
    world.stop().await;
}

#[tokio::test]
async fn messages_out_of_bounds_store_nothing() {
    let world = World::start().await;
    let mut client = world.client().await;
    let session = begin(&mut client).await;
    let path = format!("{SESSIONS}/{session}/messages");
    for (body, slug) in [
        (json!({"text": "x".repeat(4001)}).to_string(), "invalid-request"),
        (json!({"text": "\u{1b}[31mred"}).to_string(), "invalid-request"),
        (json!({"text": "a\u{0}b"}).to_string(), "invalid-request"),
        (json!({"text": "   "}).to_string(), "invalid-request"),
        (json!({"text": "a", "responseTime": -1}).to_string(), "invalid-request"),
        (json!({"text": "a", "responseTime": 1e30}).to_string(), "invalid-request"),
        (json!({"text": "a", "userId": "somebody"}).to_string(), "invalid-request"),
        (json!({"text": ["a"]}).to_string(), "invalid-request"),
        ("{\"text\":\"a".to_owned(), "malformed-json"),
    ] {
        problem(&send(&mut client, Method::POST, &path, &body).await, slug);
    }
    let headers = [("content-type", "application/json"), ("idempotency-key", "with space")];
    let answer = client.send(Method::POST, &path, &headers, r#"{"text":"a"}"#).await.unwrap();
    problem(&answer, "invalid-parameter");
    let detail = client.expect(Method::GET, &format!("{SESSIONS}/{session}"), None).await.unwrap();
    assert_eq!(detail["session"]["version"], 1);
    let kept = say(&mut client, &session, &"ü".repeat(4000)).await;
    assert_eq!(kept["session"]["version"], 2);
    world.stop().await;
}

#[tokio::test]
async fn beginnings_that_make_no_sense() {
    let world = World::start().await;
    let mut client = world.client().await;
    for (body, pointer) in [
        (json!({"creationType": "modification"}), "/coachId"),
        (json!({"coachId": "nobody"}), "/coachId"),
        (json!({"coachId": "a#b"}), "/coachId"),
        (json!({"template": "nothing"}), "/template"),
        (json!({"coachId": "a", "template": "b"}), "/template"),
        (json!({"creationType": "initial", "coachId": "a"}), "/creationType"),
        (json!({"creationType": "other"}), "/creationType"),
        (json!({"locale": "x".repeat(40)}), "/locale"),
        (json!({"timeZone": "../../etc/passwd"}), "/timeZone"),
        (json!({"units": 1}), "/units"),
        (json!({"userId": "somebody"}), "/userId"),
    ] {
        let refused = problem(&send(&mut client, Method::POST, SESSIONS, &body.to_string()).await, "invalid-request");
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused}");
    }
    assert_eq!(stored(&world.store).await, 0);
    world.stop().await;
}

#[tokio::test]
async fn callers_who_only_look_leave_nothing() {
    let world = World::start().await;
    for _ in 0..200 {
        let mut client = world.client().await;
        let answer = client.send(Method::GET, SESSIONS, &[], "").await.unwrap();
        assert!(!answer.header("set-cookie").is_empty());
    }
    assert_eq!(stored(&world.store).await, 0);
    world.stop().await;
}

#[tokio::test]
async fn unfinished_interviews_live_as_long_as_they_are_used() {
    let world = World::start().await;
    let mut client = world.client().await;
    let session = begin(&mut client).await;
    // Nine months of one answer every two: the session, and the events it is folded from, outlive each pause.
    for text in ["stronger", "2 years", "4 days a week", "no injuries"] {
        world.clock.advance(60 * 86_400);
        say(&mut client, &session, text).await;
    }
    let detail = client.expect(Method::GET, &format!("{SESSIONS}/{session}?include=history"), None).await.unwrap();
    assert_eq!(detail["history"]["questionHistory"].as_array().unwrap().len(), 4);
    assert_eq!(detail["session"]["version"], 5);
    world.clock.advance(91 * 86_400);
    let listed = client.expect(Method::GET, SESSIONS, None).await.unwrap();
    assert_eq!(listed["items"], json!([]));
    world.stop().await;
}

#[tokio::test]
async fn quiet_interviews_are_closed_and_can_be_taken_up_again() {
    let world = World::start().await;
    let mut client = world.client().await;
    let quiet = begin(&mut client).await;
    world.clock.advance(10 * 86_400);
    let lively = begin(&mut client).await;
    world.clock.advance(5 * 86_400);
    assert_eq!(world.app.service.close_quiet_sessions().await.unwrap(), 1);
    assert_eq!(world.app.service.close_quiet_sessions().await.unwrap(), 0);
    let listed = client.expect(Method::GET, &format!("{SESSIONS}?status=abandoned"), None).await.unwrap();
    assert_eq!(listed["items"][0]["attributes"]["sessionId"], quiet);
    let back = say(&mut client, &quiet, "I want to get stronger").await;
    assert_eq!(back["session"]["attributes"]["abandonedAt"], Value::Null);
    say(&mut client, &lively, "I want to get stronger").await;
    world.stop().await;
}

#[tokio::test]
async fn a_template_is_where_an_interview_may_begin() {
    let world = World::start().await;
    let mut client = world.client().await;
    let templates = client.expect(Method::GET, "/v1/coach-templates", None).await.unwrap();
    let template = templates["items"][0]["id"].as_str().unwrap();
    let started = client.expect(Method::POST, SESSIONS, Some(&json!({ "template": template }))).await.unwrap();
    assert_eq!(started["session"]["attributes"]["creationType"], "modification");
    assert!(!started["turn"]["slots"].as_array().unwrap().is_empty());
    let session = started["session"]["attributes"]["sessionId"].as_str().unwrap().to_owned();
    talk(&mut client, &session).await;
    let done = client.expect(Method::POST, &format!("{SESSIONS}/{session}/complete"), None).await.unwrap();
    assert_eq!(done["coach"]["version"], 1);
    world.stop().await;
}
