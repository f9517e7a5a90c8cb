//! Prints how well the engine understands what people write, and compares it with the committed baseline.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Parser;
use coachwright_tests::eval::{Sources, baseline, measure};

#[derive(Debug, Parser)]
#[command(name = "eval", about = "Measures understanding on labelled cases")]
struct Arguments {
    /// Show this many of the worst cases of each domain.
    #[arg(long, default_value_t = 0)]
    worst: usize,
    /// Make the figures the new baseline.
    #[arg(long)]
    accept: bool,
    /// Score these workout cases (a JSONL file or a folder of them) instead of the project's own.
    #[arg(long)]
    workouts: Option<PathBuf>,
    /// Score these level cases.
    #[arg(long)]
    level: Option<PathBuf>,
    /// Score these safety cases.
    #[arg(long)]
    safety: Option<PathBuf>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let own = Sources::default();
    let foreign = arguments.workouts.is_some() || arguments.level.is_some() || arguments.safety.is_some();
    // With foreign cases, only the domains that were named are measured.
    let choose =
        |given: Option<PathBuf>, own: PathBuf| given.unwrap_or(if foreign { PathBuf::from("none") } else { own });
    let sources = Sources {
        workouts: choose(arguments.workouts, own.workouts),
        level: choose(arguments.level, own.level),
        safety: choose(arguments.safety, own.safety),
    };
    let reports = measure(&sources)?;
    for (domain, report) in &reports {
        println!("== {domain}\n{}", report.tables);
        for fault in report.worst.iter().take(arguments.worst) {
            let text: String = fault.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect();
            println!("- {} {text}", fault.id);
            for line in fault.what.iter().take(10) {
                println!("    {line}");
            }
        }
    }
    if foreign {
        return Ok(());
    }
    let figures = baseline::figures(&reports);
    if arguments.accept {
        baseline::accept(&figures)?;
        println!("the baseline now holds these figures");
        return Ok(());
    }
    let fallen = baseline::fallen(&figures, &baseline::load()?);
    if !fallen.is_empty() {
        bail!("below the baseline:\n{}\nimprove it, or say with `--accept` that it is meant", fallen.join("\n"));
    }
    println!("no figure is below the baseline");
    Ok(())
}
