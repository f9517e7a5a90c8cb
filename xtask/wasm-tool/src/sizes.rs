//! Sizes of what is shipped, and the gates over them.

use std::io::Write as _;

use anyhow::{Context as _, Result, bail};

/// Sizes in bytes: as it is, gzip at its highest level, brotli at its highest level.
pub struct Sizes {
    pub raw: usize,
    pub gzip: usize,
    pub brotli: usize,
}

impl Sizes {
    pub fn of(bytes: &[u8]) -> Result<Self> {
        Ok(Self { raw: bytes.len(), gzip: gzip(bytes)?, brotli: brotli(bytes)? })
    }
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// The size after brotli 11, as a web server would send the file.
pub fn brotli(bytes: &[u8]) -> Result<usize> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed.len())
}

/// Prints each group's files with their sizes and fails when the brotli sum of a group is over its gate.
pub fn check(groups: &[&str]) -> Result<()> {
    println!("{:<34}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip 9", "brotli 11");
    let mut over = Vec::new();
    for group in groups {
        let parsed = group
            .split_once('=')
            .and_then(|(name, rest)| rest.split_once(':').map(|(gate, files)| (name, gate, files)));
        let (name, gate, files) = parsed.with_context(|| format!("not a group of files: {group}"))?;
        let (gate, aim) = gate.split_once('/').with_context(|| format!("not a gate and an aim: {gate}"))?;
        let gate: usize = gate.parse().with_context(|| format!("not a number of bytes: {gate}"))?;
        let mut sum = Sizes { raw: 0, gzip: 0, brotli: 0 };
        for file in files.split(',') {
            let sizes = Sizes::of(&std::fs::read(file).with_context(|| format!("cannot read {file}"))?)?;
            let short = file.rsplit('/').next().unwrap_or(file);
            println!("  {short:<32}{:>10}{:>10}{:>10}", sizes.raw, sizes.gzip, sizes.brotli);
            sum = Sizes { raw: sum.raw + sizes.raw, gzip: sum.gzip + sizes.gzip, brotli: sum.brotli + sizes.brotli };
        }
        println!("{name:<34}{:>10}{:>10}{:>10}  at most {gate}, aim {aim}", sum.raw, sum.gzip, sum.brotli);
        if sum.brotli > gate {
            over.push(format!("{name}: {} bytes, allowed are {gate}", sum.brotli));
        }
    }
    if !over.is_empty() {
        bail!("too large after brotli; `cargo xtask wasm --parts` says what each part costs:\n{}", over.join("\n"));
    }
    Ok(())
}
