//! `export`, `import`, `backup`, `restore`, `verify`.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use coachwright_core::Units;
use coachwright_core::table::id;

use super::output::say;
use super::place::{Place, open};
use crate::clock::SystemClock;
use crate::service::import::NewImport;
use crate::service::{Once, ServiceError};
use crate::settings::StoreKind;
use crate::store::embedded::{self, EmbeddedStore};

#[derive(Debug, clap::Args)]
pub(super) struct ExportOptions {
    /// Whose data; without it the people are listed
    user: Option<String>,
    /// The file to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

/// Writes everything that is stored of one person as one JSON document.
pub(super) fn export(options: ExportOptions) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let service = runtime.block_on(open(options.place.settings(&[])?))?;
    let Some(user) = options.user else {
        let people = runtime.block_on(service.people())?;
        ensure!(!people.is_empty(), "nothing is stored yet");
        for user in people {
            say!("{user}");
        }
        return Ok(ExitCode::SUCCESS);
    };
    let export = runtime.block_on(service.export(&user))?;
    ensure!(!export.items.is_empty(), "nothing is stored of `{user}`: `coachwright export` lists the people");
    let text = serde_json::to_string_pretty(&export)?;
    match options.output {
        Some(file) => {
            std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
            say!("{} items and {} documents in {}", export.items.len(), export.documents.len(), file.display());
        }
        None => writeln!(std::io::stdout().lock(), "{text}")?,
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Debug, clap::Args)]
pub(super) struct ImportOptions {
    /// Whose history it becomes
    user: String,
    /// An export of this product, or a table that Strong or Hevy exported
    file: PathBuf,
    /// Write it; without this it is only said what would be written
    #[arg(long)]
    write: bool,
    /// The table's loads without a unit are kilograms
    #[arg(long, conflicts_with = "pounds")]
    kilograms: bool,
    /// The table's loads without a unit are pounds
    #[arg(long)]
    pounds: bool,
    #[command(flatten)]
    place: Place,
}

/// Takes history in: says what it would write, and with `--write` writes it.
pub(super) fn import(options: ImportOptions) -> Result<ExitCode> {
    id::id("user", &options.user)?;
    let text =
        std::fs::read_to_string(&options.file).with_context(|| format!("cannot read {}", options.file.display()))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let service = runtime.block_on(open(options.place.settings(&[])?))?;
    let units = match (options.kilograms, options.pounds) {
        (true, _) => Some(Units::Metric),
        (_, true) => Some(Units::Imperial),
        _ => None,
    };
    let mut new = NewImport { content: text.into(), units, confirm: None };
    let once = Once::default();
    let mut answer = runtime.block_on(service.import(&options.user, new.clone(), &once)).map_err(plain)?.body;
    if options.write {
        new.confirm = answer.get("confirm").and_then(|word| word.as_str()).map(str::to_owned);
        if new.confirm.is_some() {
            answer = runtime.block_on(service.import(&options.user, new, &once)).map_err(plain)?.body;
        }
    }
    say!("{}", serde_json::to_string_pretty(&answer)?);
    Ok(ExitCode::SUCCESS)
}

/// An error of the service for people at a terminal: the fields at fault, where there are any.
pub(super) fn plain(error: ServiceError) -> anyhow::Error {
    match error {
        ServiceError::Fields(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|field| format!("{}: {}", field.pointer.trim_start_matches('/'), field.detail))
                .collect();
            anyhow::anyhow!("{}", fields.join("; "))
        }
        other => other.into(),
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct BackupOptions {
    /// The file to write; there must be none of this name
    to: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// Copies the store as of one moment, also while a server uses it.
pub(super) fn backup(options: BackupOptions) -> Result<ExitCode> {
    let settings = options.place.settings(&[])?;
    ensure!(settings.store.kind == StoreKind::Embedded, "only an embedded store is backed up like this");
    embedded::backup(&settings.store.data, &options.to)?;
    say!("{} is a copy of the store; `coachwright restore` puts it back", options.to.display());
    say!(
        "keep {} beside it: it is what browsers are recognised by",
        settings.store.data.join("identity.key").display()
    );
    Ok(ExitCode::SUCCESS)
}

#[derive(Debug, clap::Args)]
pub(super) struct RestoreOptions {
    /// The copy that `backup` made
    from: PathBuf,
    /// Replace the store that is there; it is kept under another name
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    place: Place,
}

/// Puts a copy in the place of the store.
pub(super) fn restore(options: RestoreOptions) -> Result<ExitCode> {
    let settings = options.place.settings(&[])?;
    let kept = embedded::restore(&options.from, &settings.store.data, options.replace)?;
    say!("{} is the store in {} now", options.from.display(), settings.store.data.display());
    if let Some(kept) = kept {
        say!("the store before it is {}", kept.display());
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Debug, clap::Args)]
pub(super) struct VerifyOptions {
    /// A copy to look at instead of the store: its form and structure
    copy: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

/// Reads everything once and says what is wrong.
pub(super) fn verify(options: VerifyOptions) -> Result<ExitCode> {
    let settings = options.place.settings(&[])?;
    if let Some(copy) = options.copy {
        embedded::check(&copy)?;
        say!("{} is a whole copy of a store", copy.display());
        return Ok(ExitCode::SUCCESS);
    }
    let store = EmbeddedStore::open(&settings.store.data, Arc::new(SystemClock))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let report = runtime.block_on(store.verify())?;
    for problem in &report.problems {
        say!("{problem}");
    }
    say!("{} items, {} documents, {} problems", report.items, report.documents, report.problems.len());
    Ok(if report.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
