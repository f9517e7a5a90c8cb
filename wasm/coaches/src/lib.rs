//! Coaches in the browser: conversion between JavaScript and core, nothing else.
//!
//! This module is loaded when the first coach is made or looked at: it chooses persona and methodology and renders prompts.

#[path = "../../error.rs"]
mod error;

use coachwright_core::coach::{self, Ids, Profile, RenderContext};
use coachwright_core::context::Setting;
use coachwright_core::lines::{self, Wanted};
use coachwright_core::model::{CoachConfig, GeneratedCoach};
use coachwright_core::{Context, json};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::error::{CoachwrightError, broken_data, invalid_request, not_possible};

/// Personas, methodologies and templates of prompts.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Coaches {
    core: coachwright_core::Engine,
}

/// A coach with what the interview keeps of it.
#[derive(Debug, Serialize)]
struct Made<'g> {
    generated: &'g coach::Generated,
    summary: GeneratedCoach,
}

#[wasm_bindgen]
impl Coaches {
    /// Loads the image of the data.
    ///
    /// # Errors
    /// When the image is damaged, or of another version.
    #[wasm_bindgen(constructor)]
    pub fn new(image: &[u8]) -> Result<Coaches, CoachwrightError> {
        let core = coachwright_core::Engine::of_coaches_image(image);
        core.map(|core| Self { core }).map_err(|error| broken_data(&error))
    }

    /// Makes a coach of a `Profile`, `Ids` and a `Setting`: `{"generated": Generated, "summary": GeneratedCoach}`.
    ///
    /// # Errors
    /// When one of them is not of that shape.
    pub fn generate(&self, profile: &str, ids: &str, setting: &str) -> Result<String, CoachwrightError> {
        let profile: Profile = json::read(profile).map_err(invalid_request)?;
        let ids: Ids = json::read(ids).map_err(invalid_request)?;
        let generated = coach::generate(&self.core, &profile, ids, context(setting)?.now);
        Ok(json::write(&Made { summary: generated.summary(), generated: &generated }))
    }

    /// The instant coaches there are, in the setting's language: a list of `Template`.
    ///
    /// # Errors
    /// When the setting is none.
    pub fn templates(&self, setting: &str) -> Result<String, CoachwrightError> {
        Ok(json::write(&coach::templates(&self.core, context(setting)?.locale)))
    }

    /// Makes an instant coach from the template of this id: a `Generated`.
    ///
    /// # Errors
    /// When there is no such template.
    #[wasm_bindgen(js_name = fromTemplate)]
    pub fn from_template(&self, template: &str, ids: &str, setting: &str) -> Result<String, CoachwrightError> {
        let ids: Ids = json::read(ids).map_err(invalid_request)?;
        let context = context(setting)?;
        let generated = coach::from_template(&self.core, template, ids, context.now, context.locale);
        Ok(json::write(&generated.map_err(|error| not_possible(&error))?))
    }

    /// Everything a coach is told: a `CoachConfig` and a `Setting` to `RenderedPrompts`.
    ///
    /// # Errors
    /// When the coach is not of that shape, or its methodology or persona is not known.
    pub fn render(&self, config: &str, setting: &str) -> Result<String, CoachwrightError> {
        let config: CoachConfig = json::read(config).map_err(invalid_request)?;
        let rendered = coach::render(&self.core, &config, &RenderContext::from(&context(setting)?));
        Ok(json::write(&rendered.map_err(|error| not_possible(&error))?))
    }

    /// One line of `coachwright prompts --jsonl`.
    #[wasm_bindgen(js_name = promptsLine)]
    pub fn prompts_line(&self, line: &str) -> String {
        lines::prompts(&self.core, line).unwrap_or_else(|bad| bad.to_line())
    }

    /// The coach that a held line of interviews wants.
    ///
    /// # Errors
    /// When the line wants none.
    pub fn make(&self, wanted: &str) -> Result<String, CoachwrightError> {
        let wanted: Wanted = json::read(wanted).map_err(invalid_request)?;
        Ok(json::write(&wanted.make(&self.core)))
    }
}

fn context(setting: &str) -> Result<Context, CoachwrightError> {
    let setting: Setting = json::read(setting).map_err(invalid_request)?;
    setting.context().map_err(invalid_request)
}
