//! Kills a server under load, many times.

use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use clap::Parser;

#[derive(Debug, Parser)]
#[command(about = "Kills a server under load, many times: nothing acknowledged may be lost or doubled")]
struct Arguments {
    /// The server binary
    #[arg(long)]
    server: PathBuf,
    /// How often
    #[arg(long, default_value_t = 200)]
    times: usize,
    /// People who talk at the same time
    #[arg(long, default_value_t = 8)]
    people: usize,
    /// What decides the moments of the kills [default: the time]
    #[arg(long)]
    seed: Option<u64>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let seed = arguments.seed.unwrap_or_else(|| u64::from(now.subsec_nanos()));
    let (begun, folder) = (Instant::now(), tempfile::tempdir()?);
    let killed =
        coachwright_tests::kill::kill(&arguments.server, folder.path(), arguments.people, arguments.times, seed)
            .await?;
    println!(
        "killed {} times in {:.1} s (seed {seed}): {} turns and {} coaches acknowledged, all there once; {} requests repeated",
        arguments.times,
        begun.elapsed().as_secs_f64(),
        killed.turns,
        killed.coaches,
        killed.repeated
    );
    Ok(())
}
