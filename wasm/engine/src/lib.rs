//! The engine in the browser: conversion between JavaScript and core, nothing else.
//!
//! This is the module that loads first: it reads messages, rates levels and holds interviews. A second one renders prompts.

#[path = "../../error.rs"]
mod error;

use coachwright_core::lines::{self, BadLine};
use wasm_bindgen::prelude::*;

use crate::error::{CoachwrightError, broken_data};

/// The loaded engine: lexicons and questions.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    core: coachwright_core::Engine,
}

#[wasm_bindgen]
impl Engine {
    /// Loads the embedded data.
    ///
    /// # Errors
    /// When the module's own data does not load.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Engine, CoachwrightError> {
        coachwright_core::Engine::load().map(|core| Self { core }).map_err(|error| broken_data(&error))
    }

    /// The version of the package.
    #[must_use]
    pub fn version(&self) -> String {
        env!("CARGO_PKG_VERSION").to_owned()
    }

    /// One line of `coachwright extract --jsonl`.
    #[wasm_bindgen(js_name = extractLine)]
    pub fn extract_line(&self, line: &str) -> String {
        answered(lines::extract(&self.core, line))
    }

    /// One line of `coachwright detect --jsonl`.
    #[wasm_bindgen(js_name = detectLine)]
    pub fn detect_line(&self, line: &str) -> String {
        answered(lines::detect(&self.core, line))
    }

    /// One line of `coachwright interview --jsonl`.
    #[wasm_bindgen(js_name = interviewLine)]
    pub fn interview_line(&self, line: &str) -> String {
        answered(lines::interview(&self.core, line))
    }
}

/// A bad line is answered by a line that says what is wrong, as on the command line.
fn answered(answer: Result<String, BadLine>) -> String {
    answer.unwrap_or_else(|bad| bad.to_line())
}
