//! Connections: accepting them, bounding them, ending them without losing a turn.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::body::Body;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::Shell;

/// Bytes of a request's head.
const HEAD_BYTES: usize = 32 * 1024;

/// How long to wait when the machine has no more file descriptors.
const BREATH: Duration = Duration::from_millis(100);

/// Answers connections until `stop` resolves; then lets requests in flight finish, as long as the settings grant.
///
/// # Errors
/// When the listener breaks.
pub async fn serve(shell: Shell, listener: TcpListener, stop: impl Future<Output = ()>) -> anyhow::Result<()> {
    let shell = Arc::new(shell);
    let settings = &shell.app().service.settings.server;
    let grace = Duration::from_secs(settings.shutdown_seconds);
    let permits = Arc::new(Semaphore::new(settings.connections));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(settings.idle_seconds))
        .max_buf_size(HEAD_BYTES)
        .pipeline_flush(true);
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            listener.accept().await.map(|(stream, _)| (stream, permit))
        };
        let (stream, permit) = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = accepted => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(BREATH).await;
                    continue;
                }
            },
        };
        let shell = Arc::clone(&shell);
        let watcher = graceful.watcher();
        let http = http.clone();
        tokio::spawn(async move {
            let _permit = permit;
            let _open = shell.app().metrics.connection();
            let _ = stream.set_nodelay(true);
            let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| {
                let shell = Arc::clone(&shell);
                async move { Ok::<_, std::convert::Infallible>(shell.answer(request.map(Body::new)).await) }
            });
            let connection = http.serve_connection(TokioIo::<TcpStream>::new(stream), service);
            // A connection that breaks is the caller's affair.
            let _ = watcher.watch(connection).await;
        });
    }
    drop(listener);
    tracing::info!("stopping: no new connections, requests in flight are finished");
    tokio::time::timeout(grace, graceful.shutdown()).await.ok().context("some requests did not finish in time")
}
