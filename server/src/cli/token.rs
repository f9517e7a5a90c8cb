//! `token`: API tokens, made where the store is.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Subcommand, ValueEnum};
use coachwright_core::model::TokenScope;
use coachwright_core::table::id;

use super::output::say;
use super::place::{Place, open};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a token; its secret is shown this once
    Create {
        /// Whose: an id as `coachwright export` lists them, or a new one
        user: String,
        /// What to call it
        name: String,
        /// What it may do [default: read]
        #[arg(long = "scope", value_enum)]
        scopes: Vec<Scope>,
        /// Days it lives [default: for ever]
        #[arg(long)]
        days: Option<u32>,
        #[command(flatten)]
        place: Place,
    },
    /// List somebody's tokens
    List {
        /// Whose
        user: String,
        #[command(flatten)]
        place: Place,
    },
    /// End a token now
    Revoke {
        /// Whose
        user: String,
        /// Its id, as `list` shows it
        token: String,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Scope {
    /// Read its owner's data
    Read,
    /// Change its owner's data
    Write,
    /// See everybody's data: the role `admin`
    Admin,
}

impl From<Scope> for TokenScope {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Read => Self::Read,
            Scope::Write => Self::Write,
            Scope::Admin => Self::Admin,
        }
    }
}

pub(super) fn run(options: Options) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match options.action {
        Action::Create { user, name, scopes, days, place } => {
            let service = runtime.block_on(open(place.settings(&[])?))?;
            id::id("user", &user)?;
            let scopes = scopes.into_iter().map(TokenScope::from).collect();
            let made =
                runtime.block_on(service.create_token(&user, &name, scopes, days)).map_err(super::data::plain)?;
            say!("{}", made.secret);
            eprintln!(
                "keep it: it is stored nowhere; `coachwright token revoke {user} {}` ends it",
                made.token.token_id
            );
        }
        Action::List { user, place } => {
            let service = runtime.block_on(open(place.settings(&[])?))?;
            for token in runtime.block_on(service.list_tokens(&user))? {
                let scopes: Vec<String> =
                    token.scopes.iter().map(|scope| format!("{scope:?}").to_lowercase()).collect();
                let ends = token.expires_at.as_deref().unwrap_or("never");
                say!("{}  {}  {}  ends {ends}", token.token_id, scopes.join(","), token.name);
            }
        }
        Action::Revoke { user, token, place } => {
            let service = runtime.block_on(open(place.settings(&[])?))?;
            runtime.block_on(service.revoke_token(&user, &token)).map_err(super::data::plain)?;
            say!("{token} is valid no more");
        }
    }
    Ok(ExitCode::SUCCESS)
}
