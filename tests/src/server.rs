//! A server process of its own: a free loopback port, a data folder, stopped when dropped.

use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use tokio::process::{Child, Command};

use crate::client::Client;

/// A running server.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// `127.0.0.1:port`.
    pub address: String,
    /// How long it took from the start of the process to the first answered request.
    pub started_in: Duration,
}

impl Server {
    /// Starts `binary` on `data` and waits until it answers.
    ///
    /// # Errors
    /// When it stops or does not answer within 20 seconds.
    pub async fn start(binary: &Path, data: &Path) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let begun = Instant::now();
        let mut child = Command::new(binary)
            .args(["serve", "--set", "log.level=warn", "--listen", &address, "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}", binary.display()))?;
        while begun.elapsed() < Duration::from_secs(20) {
            if let Ok(mut client) = Client::connect(&address).await
                && client.call(hyper::Method::GET, "/healthz", None).await.is_ok()
            {
                return Ok(Self { child, address, started_in: begun.elapsed() });
            }
            if let Some(status) = child.try_wait()? {
                bail!("the server stopped at once: {status}");
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        bail!("the server did not answer within 20 s")
    }

    /// Kills it as a power cut would, as far as a process can be.
    ///
    /// # Errors
    /// When it was gone already.
    pub async fn kill(mut self) -> Result<()> {
        self.child.start_kill()?;
        self.child.wait().await?;
        Ok(())
    }

    /// The processor time it has used so far (Linux only).
    #[must_use]
    pub fn processor_time(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()?)).ok()?;
        // Behind the name in parentheses: the 12th and 13th field are ticks of 10 ms, in the program and in the kernel.
        let (_, fields) = stat.rsplit_once(')')?;
        let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
        Some(Duration::from_millis(10 * ticks.sum::<Result<u64, _>>().ok()?))
    }

    /// Its resident memory in megabytes (Linux only).
    #[must_use]
    pub fn resident_megabytes(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()?)).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kilobytes / 1024.0)
    }
}
