//! Durable turns per second through HTTP: whole interviews on keep-alive connections, each answer sent after the last
//! one was acknowledged.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use coachwright_tests::client::Client;
use coachwright_tests::server::Server;
use hyper::Method;
use serde_json::json;

#[derive(Debug, Parser)]
#[command(about = "Durable turns per second through HTTP")]
struct Arguments {
    /// The server binary to start on an empty data folder
    #[arg(long)]
    server: PathBuf,
    /// Concurrent sessions; several runs when given several times
    #[arg(long, default_values_t = [1, 8, 32, 256])]
    sessions: Vec<usize>,
    /// Seconds per run
    #[arg(long, default_value_t = 5)]
    seconds: u64,
}

/// Plain answers of about 110 characters, so that no two questions are filled by one.
const ANSWERS: &[&str] = &[
    "I want to get stronger overall and improve my conditioning for hiking with my family in the mountains next summer",
    "I have been going to a regular gym for about two years now, mostly machines and dumbbells, pretty consistently",
    "I can realistically train four days per week if the sessions are planned well and nothing unusual happens at work",
    "Nothing hurts at the moment and no doctor has ever told me to avoid exercise, I feel healthy and ready to start",
    "There is a well equipped commercial gym near my office with barbells, racks, dumbbells, rowers and cable machines",
    "I like a coach who is direct and explains the reason behind things without too much small talk or cheering about",
    "More intensity and less volume would suit me, and I like to know what the next few weeks are going to look like",
    "Seeing numbers go up keeps me going, and I do better when somebody notices that I have missed a planned session",
    "An hour is what I have on weekdays, in the evening after work, a little longer when I train on Saturday mornings",
    "My legs are strong for my size, pulling is fine as well, but pressing overhead and anything gymnastic is weak",
    "I work at a desk, sleep about seven hours, stress is moderate, two children who need to be driven around a lot",
    "I eat at home mostly, plenty of vegetables and meat, no tracking, maybe too many sweets late in the evening hours",
    "No competitions for me, perhaps a fun run with colleagues in autumn but nothing that I would prepare for seriously",
    "A short check in once a week is enough, otherwise I am happy to follow the plan on my own without being reminded",
    "Success would be carrying a heavy pack uphill without being out of breath and doing five clean pull ups in a row",
    "I have no strong preference for a method, as long as it is sensible and keeps me free of injuries in the long run",
    "Walking and stretching on rest days, a sauna sometimes, and I try to go to bed early before the harder sessions",
    "Show me a short video or describe it in two sentences, then I try it and correct it with feedback afterwards",
];

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    println!(
        "{:>9} {:>10} {:>9} {:>9} {:>9} {:>9} {:>8}",
        "sessions", "turns/s", "p50 µs", "p99 µs", "CPU µs", "RSS MB", "turns"
    );
    for &sessions in &arguments.sessions {
        let folder = tempfile::tempdir()?;
        let server = Server::start(&arguments.server, folder.path()).await?;
        let until = Instant::now() + Duration::from_secs(arguments.seconds);
        let begun = Instant::now();
        let workers: Vec<_> = (0..sessions).map(|_| tokio::spawn(interviews(server.address.clone(), until))).collect();
        let mut times = Vec::new();
        for worker in workers {
            times.extend(worker.await??);
        }
        let elapsed = begun.elapsed().as_secs_f64();
        times.sort_unstable();
        let percentile = |share: usize| times.get(times.len() * share / 100).map_or(0, Duration::as_micros);
        let processor = server.processor_time().unwrap_or_default().as_secs_f64() * 1e6;
        println!(
            "{sessions:>9} {:>10.0} {:>9} {:>9} {:>9.0} {:>9.1} {:>8}",
            times.len() as f64 / elapsed,
            percentile(50),
            percentile(99),
            processor / times.len().max(1) as f64,
            server.resident_megabytes().unwrap_or_default(),
            times.len()
        );
    }
    Ok(())
}

/// Interviews one after another until the time is over; gives the time of every turn.
async fn interviews(address: String, until: Instant) -> Result<Vec<Duration>> {
    let mut client = Client::connect(&address).await?;
    let mut times = Vec::new();
    while Instant::now() < until {
        let started = client.expect(Method::POST, "/v1/coach-creator-sessions", Some(&json!({"locale": "en"}))).await?;
        let session = started.get("session").context("no session in the answer")?;
        let session = session.get("attributes").unwrap_or(session);
        let id = session.get("sessionId").and_then(|id| id.as_str()).context("no sessionId in the answer")?;
        let path = format!("/v1/coach-creator-sessions/{id}/messages");
        for answer in ANSWERS {
            let body = json!({ "text": answer }).to_string();
            let key = format!("{}-{}", id, times.len());
            let headers = [("content-type", "application/json"), ("idempotency-key", key.as_str())];
            let sent = Instant::now();
            // The answer is received, but not parsed: client and server share the processors.
            let answer = client.send(Method::POST, &path, &headers, body).await?;
            times.push(sent.elapsed());
            ensure!(answer.status.is_success(), "{path}: {}: {:?}", answer.status, answer.body);
        }
    }
    Ok(times)
}
