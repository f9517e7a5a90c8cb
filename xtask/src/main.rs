//! The project's chores. `cargo xtask run` starts the product, `cargo xtask test` runs everything that must pass.

mod checks;
mod command;
mod page;
mod parity;
mod servers;
mod tools;
mod wasm;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "The project's chores")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Build the server and start it; the page is at <http://127.0.0.1:8080>
    Run {
        /// Options for `coachwright serve`, such as `--listen 127.0.0.1:9000`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// Run everything that must pass: format, lints, purity, WebAssembly, tests, documentation
    Test,
    /// Build the page into build/web, where the server takes it from
    Web,
    /// Build the page and use it as people do, in Chromium
    Browser {
        /// Names or parts of names of tests, such as `offline`; all where there is none
        names: Vec<String>,
    },
    /// Build the npm package into build/npm and check what it weighs
    Wasm(wasm::Options),
    /// Compare the package in build/npm with the native engine, in Node and in Chromium, and install it into fresh projects
    Parity,
    /// Measure how well messages are understood, on the project's own fixtures
    Eval {
        /// Options such as `--worst 20`, `--accept`, or `--workouts FILE` to score other cases
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// Run the tests that need servers of DynamoDB's and S3's protocols, which are installed and started for them
    Aws {
        /// Options for the tests, such as the name of one
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// Measure speed: criterion benchmarks, then turns per second through HTTP
    Bench,
    /// Measure durable turns per second through HTTP against a fresh server
    Load {
        /// Options for the load generator, such as `--sessions 32 --seconds 10`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// Kill a server under load, 200 times: nothing acknowledged may be lost or doubled
    Kill {
        /// Options for the tool, such as `--times 1000 --seed 7`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
}

fn main() -> Result<()> {
    let cargo = || command::cargo();
    match Arguments::parse().chore {
        Chore::Run { options } => {
            page::build()?;
            let mut build = cargo();
            build.args(["build", "--release", "--package", "coachwright-server"]);
            command::run("building the server (a few minutes the first time)", &mut build)?;
            let mut serve = command::product();
            serve.arg("serve").args(options);
            command::run("starting; stop it with Ctrl-C", &mut serve)
        }
        Chore::Test => checks::all(),
        Chore::Web => page::build(),
        Chore::Browser { names } => {
            page::build()?;
            page::check(&names)
        }
        Chore::Wasm(options) => wasm::build(options).map(|_| ()),
        Chore::Parity => parity::check(&wasm::package()),
        Chore::Eval { options } => checks::eval(&options),
        Chore::Aws { options } => servers::test(&options),
        Chore::Bench => {
            let mut bench = cargo();
            bench.args(["bench", "--workspace"]);
            command::run("benchmarks", &mut bench)?;
            parity::bench(&wasm::build(wasm::Options::default())?)?;
            load(&[])
        }
        Chore::Load { options } => load(&options),
        Chore::Kill { options } => kill(&options),
    }
}

fn load(options: &[String]) -> Result<()> {
    against_server("load", "load through HTTP", options)
}

/// Kills an optimised server under load; a test, run by `cargo xtask test`.
fn kill(options: &[String]) -> Result<()> {
    against_server("kill", "kills under load", options)
}

/// Runs a tool of the tests' crate against an optimised server.
fn against_server(tool: &str, step: &str, options: &[String]) -> Result<()> {
    let mut build = command::cargo();
    build.args(["build", "--release", "--package", "coachwright-server", "--package", "coachwright-tests"]);
    command::run("building the server and the tools that test it", &mut build)?;
    let mut tool = command::release_binary(tool);
    tool.arg("--server").arg(command::release_binary("coachwright").get_program()).args(options);
    command::run(step, &mut tool)
}
