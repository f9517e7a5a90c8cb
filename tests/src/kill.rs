//! Kills a server under load again and again: every acknowledged turn must be there exactly once, and everything goes on.
#![expect(clippy::indexing_slicing, reason = "a missing member of a JSON value is null")]

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use crate::client::Client;
use crate::server::Server;

const SESSIONS: &str = "/v1/coach-creator-sessions";

/// Answers that lead through an interview; each is sent with a number of its own, so that each turn can be told apart.
const ANSWERS: &[&str] = &[
    "I want to get stronger",
    "lifting for 2 years",
    "4 days a week",
    "no injuries",
    "a full gym with barbells",
    "direct please",
    "more intensity",
    "seeing progress",
    "60 minutes in the evening",
    "squats are good, presses weak",
    "desk job",
    "that is all, create my coach",
    "yes",
    "skip",
    "yes",
];

/// What was found out.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Turns that were acknowledged.
    pub turns: usize,
    /// Interviews that ended with a coach.
    pub coaches: usize,
    /// Requests whose answer a kill took away, and that were sent again.
    pub repeated: usize,
}

/// One person: a session after the other, each answer sent after the last one was acknowledged.
#[derive(Debug, Default)]
struct Person {
    cookie: Option<String>,
    /// The session's id and the texts acknowledged in it, in order.
    session: Option<(String, Vec<String>)>,
    /// What was sent and not acknowledged.
    pending: Option<Sent>,
    /// Ids of the sessions that ended, each with its number of turns.
    ended: Vec<(String, usize)>,
    sent: u64,
    repeated: usize,
}

#[derive(Debug, Clone)]
struct Sent {
    key: String,
    path: String,
    body: Value,
}

/// Kills the server `times` times while `people` talk to it.
///
/// # Errors
/// When a turn is lost or doubled, a session cannot go on, or the server does not start.
pub async fn kill(binary: &Path, data: &Path, people: usize, times: usize, seed: u64) -> Result<Outcome> {
    let mut people: Vec<Person> = (0..people).map(|_| Person::default()).collect();
    let mut random = seed | 1;
    for round in 0..=times {
        let server = Server::start(binary, data).await.with_context(|| format!("round {round}"))?;
        let mut talking = Vec::new();
        for mut person in people {
            let address = server.address.clone();
            talking.push(tokio::spawn(async move {
                let talked = person.talk(&address).await;
                (person, talked)
            }));
        }
        // xorshift64: the moment of the kill differs from round to round, the same seed repeats a run.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        tokio::time::sleep(Duration::from_micros(2_000 + random % 60_000)).await;
        server.kill().await?;
        people = Vec::new();
        for task in talking {
            let (person, talked) = task.await?;
            talked.with_context(|| format!("round {round}, seed {seed}"))?;
            people.push(person);
        }
    }
    let server = Server::start(binary, data).await?;
    let mut outcome = Outcome::default();
    for person in &mut people {
        person.check_all(&server.address).await?;
        outcome.turns += person.ended.iter().map(|(_, turns)| turns).sum::<usize>();
        outcome.turns += person.session.as_ref().map_or(0, |(_, said)| said.len());
        outcome.coaches += person.ended.len();
        outcome.repeated += person.repeated;
    }
    server.kill().await?;
    Ok(outcome)
}

impl Person {
    /// Checks what was acknowledged, sends again what was not, and goes on until the server is gone. Only a broken
    /// promise is an error.
    async fn talk(&mut self, address: &str) -> Result<()> {
        let Ok(mut client) = Client::connect(address).await else { return Ok(()) };
        if let Some(cookie) = &self.cookie {
            client.identify(cookie);
        }
        if self.session.is_some() && self.check(&mut client).await?.is_none() {
            return Ok(());
        }
        loop {
            let sent = match self.pending.take() {
                Some(sent) => {
                    self.repeated += 1;
                    sent
                }
                None => self.next(),
            };
            self.pending = Some(sent.clone());
            let answer = client.call_with_key(Method::POST, &sent.path, Some(&sent.body), &sent.key).await;
            let Ok((status, answer)) = answer else { return Ok(()) };
            if !status.is_success() {
                bail!("{} {}: {status}: {answer}", sent.path, sent.body);
            }
            self.cookie = client.cookie().map(str::to_owned);
            self.pending = None;
            self.acknowledged(&sent, status, &answer)?;
        }
    }

    fn next(&mut self) -> Sent {
        self.sent += 1;
        let key = format!("key-{}", self.sent);
        match &self.session {
            None => Sent { key, path: SESSIONS.to_owned(), body: json!({"locale": "en"}) },
            Some((session, said)) if said.last().is_some_and(|last| last == "ready") => {
                Sent { key, path: format!("{SESSIONS}/{session}/complete"), body: json!({}) }
            }
            Some((session, said)) => {
                let answer = ANSWERS.get(said.len() % ANSWERS.len()).copied().unwrap_or_default();
                let text = format!("{answer} (no. {})", self.sent);
                Sent { key, path: format!("{SESSIONS}/{session}/messages"), body: json!({ "text": text }) }
            }
        }
    }

    fn acknowledged(&mut self, sent: &Sent, status: StatusCode, answer: &Value) -> Result<()> {
        if sent.path.ends_with("/complete") {
            let (session, mut said) = self.session.take().context("only a session is completed")?;
            said.pop();
            ensure!(status == StatusCode::CREATED, "a completion answers 201, not {status}");
            self.ended.push((session, said.len()));
        } else if sent.path.ends_with("/messages") {
            let (_, said) = self.session.as_mut().context("only a session takes messages")?;
            said.push(sent.body["text"].as_str().unwrap_or_default().to_owned());
            if answer["turn"]["readyToComplete"] == true {
                said.push("ready".to_owned());
            }
        } else {
            let id = answer["session"]["attributes"]["sessionId"].as_str().context("a session has an id")?;
            self.session = Some((id.to_owned(), Vec::new()));
        }
        Ok(())
    }

    /// Compares the stored history with what was acknowledged. None when the server is gone again.
    async fn check(&self, client: &mut Client) -> Result<Option<()>> {
        let Some((session, said)) = &self.session else { return Ok(Some(())) };
        let path = format!("{SESSIONS}/{session}?include=history");
        let Ok((status, detail)) = client.call(Method::GET, &path, None).await else { return Ok(None) };
        ensure!(status.is_success(), "{path}: {status}: {detail}");
        ensure!(detail["partial"] == false, "the history of {session} is incomplete");
        let history = detail["history"]["questionHistory"].as_array().context("a history has turns")?;
        let stored: Vec<&str> = history.iter().filter_map(|turn| turn["userResponse"].as_str()).collect();
        let acknowledged: Vec<&str> = said.iter().map(String::as_str).filter(|text| *text != "ready").collect();
        let pending = self.pending.as_ref().and_then(|sent| sent.body["text"].as_str());
        let kept = stored.strip_prefix(acknowledged.as_slice());
        let kept = kept.with_context(|| format!("acknowledged: {acknowledged:?}, stored: {stored:?}"))?;
        // The turn whose answer was lost may have been kept, once.
        ensure!(kept.len() <= 1 && kept.iter().all(|text| Some(*text) == pending), "stored beyond that: {kept:?}");
        Ok(Some(()))
    }

    /// Checks every session of this person.
    async fn check_all(&self, address: &str) -> Result<()> {
        let mut client = Client::connect(address).await?;
        let Some(cookie) = &self.cookie else { return Ok(()) };
        client.identify(cookie);
        self.check(&mut client).await?.context("the server is gone")?;
        for (session, turns) in &self.ended {
            let path = format!("{SESSIONS}/{session}?include=history");
            let detail = client.expect(Method::GET, &path, None).await?;
            let record = &detail["session"]["attributes"];
            let stored = detail["history"]["questionHistory"].as_array().map(Vec::len);
            ensure!(stored == Some(*turns), "{session}: {turns} turns acknowledged, {stored:?} stored");
            let coach = record["generatedCoachId"].as_str().context("a complete session names its coach")?;
            client.expect(Method::GET, &format!("/v1/coaches/{coach}"), None).await?;
        }
        // A completion whose answer was lost may have made one more.
        let mut coaches = 0;
        let mut path = "/v1/coaches?limit=100".to_owned();
        loop {
            let page = client.expect(Method::GET, &path, None).await?;
            coaches += page["items"].as_array().map_or(0, Vec::len);
            let Some(next) = page["nextCursor"].as_str() else { break };
            path = format!("/v1/coaches?limit=100&cursor={next}");
        }
        let ended = self.ended.len();
        ensure!((ended..=ended + 1).contains(&coaches), "{ended} interviews ended, {coaches} coaches are stored");
        Ok(())
    }
}
