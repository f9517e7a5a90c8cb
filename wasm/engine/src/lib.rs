//! The engine in the browser: conversion between JavaScript and core, nothing else.
//!
//! This is the module that loads first: it reads messages, rates levels and holds interviews. A second one makes coaches.
//! Requests and answers cross as JSON text, once each; an interview's state stays here, behind a handle.

#[path = "../../error.rs"]
mod error;
mod interview;

use coachwright_core::context::Setting;
use coachwright_core::lines::{self, BadLine, Held};
use coachwright_core::text::Text;
use coachwright_core::{Context, json, workout};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::error::{CoachwrightError, broken_data, invalid_request};

/// The loaded engine: lexicons, questions, rules of danger.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    core: coachwright_core::Engine,
}

#[wasm_bindgen]
impl Engine {
    /// Loads the image of the data.
    ///
    /// # Errors
    /// When the image is damaged, or of another version.
    #[wasm_bindgen(constructor)]
    pub fn new(image: &[u8]) -> Result<Engine, CoachwrightError> {
        let core = coachwright_core::Engine::of_reading_image(image);
        core.map(|core| Self { core }).map_err(|error| broken_data(&error))
    }

    /// The version of the package.
    #[must_use]
    pub fn version(&self) -> String {
        env!("CARGO_PKG_VERSION").to_owned()
    }

    /// Reads what was trained: a `TextRequest` to a `Log`.
    ///
    /// # Errors
    /// When the request is not of that shape.
    #[wasm_bindgen(js_name = extractWorkouts)]
    pub fn extract_workouts(&self, request: &str) -> Result<String, CoachwrightError> {
        let (TextRequest { text }, context) = read(request)?;
        let text = Text::read(&self.core.lexicon, &text);
        Ok(json::write(&workout::read(&self.core, &text, &context)))
    }

    /// Rates a self-description: a `DetectRequest` to a `Detection`.
    ///
    /// # Errors
    /// When the request is not of that shape.
    pub fn detect(&self, request: &str) -> Result<String, CoachwrightError> {
        lines::detect(&self.core, request).map_err(|bad| invalid_request(bad.error))
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

    /// One line of `coachwright interview --jsonl`: holds it. What follows is up to the [`HeldLine`].
    #[wasm_bindgen(js_name = interviewLine)]
    pub fn interview_line(&self, line: &str) -> HeldLine {
        HeldLine { held: Held::of(&self.core, line) }
    }
}

/// An interview of a line that was held and may want a coach, which the other module makes.
#[wasm_bindgen]
#[derive(Debug)]
pub struct HeldLine {
    held: Result<Held, BadLine>,
}

#[wasm_bindgen]
impl HeldLine {
    /// What the other module's `make` is to be called with, if with anything.
    #[must_use]
    pub fn wanted(&self) -> Option<String> {
        let wanted = self.held.as_ref().ok().and_then(Held::wanted);
        wanted.map(|wanted| json::write(&wanted))
    }

    /// The answer, with the coach where one was wanted.
    ///
    /// # Errors
    /// When that coach is none.
    pub fn answer(self, engine: &Engine, made: Option<String>) -> Result<String, CoachwrightError> {
        let made = made.map(|made| json::read(&made)).transpose().map_err(invalid_request)?;
        Ok(answered(self.held.map(|held| held.answer(&engine.core, made))))
    }
}

#[derive(Debug, Deserialize)]
struct TextRequest {
    text: String,
}

/// Reads a request with the moment and the person's setting, which stand beside its own fields.
fn read<T: DeserializeOwned>(request: &str) -> Result<(T, Context), CoachwrightError> {
    let setting: Setting = json::read(request).map_err(invalid_request)?;
    let context = setting.context().map_err(invalid_request)?;
    Ok((json::read(request).map_err(invalid_request)?, context))
}

/// A bad line is answered by a line that says what is wrong, as on the command line.
fn answered(answer: Result<String, BadLine>) -> String {
    answer.unwrap_or_else(|bad| bad.to_line())
}
