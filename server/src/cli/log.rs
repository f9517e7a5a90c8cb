//! Where logs go: standard error, as text or as JSON.

use anyhow::{Context as _, Result};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::settings::Log;

/// Starts logging.
pub(super) fn start(settings: &Log) -> Result<()> {
    let targets: Targets = settings.level.parse().with_context(|| {
        format!("log.level cannot be `{}`: say error, warn, info, debug, or TARGET=LEVEL", settings.level)
    })?;
    let format = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry().with(targets);
    if settings.json {
        registry.with(format.json().flatten_event(true)).try_init()?;
    } else {
        use std::io::IsTerminal as _;
        registry.with(format.with_ansi(std::io::stderr().is_terminal()).with_target(false)).try_init()?;
    }
    Ok(())
}
