//! `coachwright serve`.

use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use tokio::net::TcpListener;

use super::log;
use super::place::{Place, open};
use crate::http::{App, Parts, Shell, metrics::Metrics, serve};
use crate::identity::Identity;
use crate::jobs;
use crate::settings::Settings;

#[derive(Debug, Default, clap::Args)]
pub(super) struct Options {
    /// The address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    #[command(flatten)]
    place: Place,
}

pub(super) fn run(options: Options) -> Result<ExitCode> {
    let settings = options.place.settings(&[("server.listen", "--listen", options.listen)])?;
    log::start(&settings.log)?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(listen(settings))?;
    Ok(ExitCode::SUCCESS)
}

async fn listen(settings: Settings) -> Result<()> {
    let listener = bind(settings.server.listen).await?;
    let address = listener.local_addr()?;
    let identity = Identity::new(&settings.identity, &settings.store.data)?;
    let service = open(settings).await?;
    let app = App::new(Parts { service, identity, metrics: Metrics::default() });
    let shell = Shell::new(app.clone())?;
    let chores = tokio::spawn(async move { jobs::run(&app.service).await });
    tracing::info!(%address, "listening: open http://{address}");
    let served = serve::serve(shell, listener, stop()).await;
    chores.abort();
    // Waits until the chores have let go of the store, so that it is closed in order.
    let _ = chores.await;
    served
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}: choose another address with --listen, or stop what uses this one")
    })
}

/// Resolves when the process is asked to stop.
async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(terminate) => terminate,
            Err(_) => return drop(interrupt.await),
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
