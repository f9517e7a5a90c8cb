//! What commands print.

use std::fmt;
use std::io::{self, Write as _};

use anyhow::{Context as _, Result};

/// Prints a line.
///
/// # Errors
/// When nobody reads any more (`coachwright … | head`); [`is_unread`] knows that error.
pub(super) fn line(line: fmt::Arguments<'_>) -> Result<()> {
    writeln!(io::stdout(), "{line}").context("cannot write to standard output")
}

/// Whether the reader of the output went away: no failure of ours.
pub(super) fn is_unread(error: &anyhow::Error) -> bool {
    let io = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    io.map(io::Error::kind).any(|kind| kind == io::ErrorKind::BrokenPipe)
}

/// Prints a line as `println!` does, but gives the error back.
macro_rules! say {
    ($($line:tt)*) => { crate::cli::output::line(format_args!($($line)*))? };
}
pub(super) use say;
