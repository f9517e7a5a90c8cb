//! What a configuration may hold, and what a person must bring for it.

use serde::Serialize;

use super::catalogue::{Catalogue, Methodology};
use crate::Engine;
use crate::model::{CoachConfig, ExperienceLevel, Intensity, TechnicalConfig};

/// The most codes in one list of a configuration.
pub(super) const MAX_CODES: usize = 40;
/// The longest code, in bytes.
const CODE_LIMIT: usize = 40;
/// The longest custom instructions, in characters.
pub(super) const INSTRUCTIONS_LIMIT: usize = 3000;
/// What a goal's timeline may be.
pub(super) const TIMELINES: [&str; 4] = ["3_months", "6_months", "1_year", "ongoing"];
const WEEK: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A value that a configuration may not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// JSON pointer to it, from the entity's attributes.
    pub pointer: String,
    /// What is wrong, and what would be right.
    pub detail: String,
}

/// Whether this is a canonical code: lower-case words joined by underscores.
pub(super) fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= CODE_LIMIT
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// How hard sessions may be at most: level, age and health bind, whatever the person prefers.
pub(super) fn ceiling(catalogue: &Catalogue, config: &TechnicalConfig) -> Intensity {
    let marks = &catalogue.rules.considerations;
    let has = |mark: &String| config.injury_considerations.contains(mark);
    if has(&marks.clearance) {
        Intensity::Low
    } else if has(&marks.screening) || has(&marks.minor) || config.experience_level == ExperienceLevel::Beginner {
        Intensity::Moderate
    } else {
        Intensity::High
    }
}

/// The first thing that this configuration lacks for a methodology: the need and the value that is needed.
pub(super) fn unmet(
    catalogue: &Catalogue,
    method: &Methodology,
    config: &TechnicalConfig,
) -> Option<(&'static str, String)> {
    let needs = &method.needs;
    if needs.level > config.experience_level {
        return Some(("level", code(needs.level)));
    }
    if let Some(intensity) = needs.intensity.filter(|needed| *needed > ceiling(catalogue, config)) {
        return Some(("intensity", code(intensity)));
    }
    if needs.days > config.training_frequency {
        return Some(("days", needs.days.to_string()));
    }
    if needs.minutes > config.time_constraints.session_length {
        return Some(("minutes", needs.minutes.to_string()));
    }
    let lacking =
        needs.equipment.iter().find(|group| !group.iter().any(|item| config.equipment_available.contains(item)));
    lacking.map(|group| ("equipment", group.first().cloned().unwrap_or_default()))
}

fn code(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Everything in a coach that may not be so; empty when it may be stored and rendered.
#[must_use]
pub fn validate(engine: &Engine, coach: &CoachConfig) -> Vec<Problem> {
    let catalogue = &engine.coaching;
    let mut problems = Vec::new();
    let mut wrong = |pointer: &str, detail: String| problems.push(Problem { pointer: pointer.to_owned(), detail });
    let name = coach.coach_name.trim();
    if name.is_empty() || name.chars().count() > super::NAME_LIMIT || name.chars().any(char::is_control) {
        wrong("/coachName", format!("give 1 to {} characters on one line", super::NAME_LIMIT));
    }
    if coach.custom_instructions.chars().count() > INSTRUCTIONS_LIMIT {
        wrong("/customInstructions", format!("give at most {INSTRUCTIONS_LIMIT} characters"));
    }
    let config = &coach.technical_config;
    match catalogue.methodology(&config.methodology) {
        None => wrong("/technical_config/methodology", "it is not one of the known methodologies".to_owned()),
        Some(method) => match unmet(catalogue, method, config) {
            Some(("level", level)) => wrong(
                "/technical_config/methodology",
                format!("it is written for the {level} level and above; choose another one"),
            ),
            Some(("intensity", _)) => wrong(
                "/technical_config/methodology",
                "it is harder than level, age and health allow now; choose another one".to_owned(),
            ),
            // Days, minutes and equipment are the person's to weigh.
            _ => {}
        },
    }
    if config.preferred_intensity > ceiling(catalogue, config) {
        wrong(
            "/technical_config/preferred_intensity",
            format!("level, age and health allow at most {} now", code(ceiling(catalogue, config))),
        );
    }
    if !(1..=7).contains(&config.training_frequency) {
        wrong("/technical_config/training_frequency", "give 1 to 7 days a week".to_owned());
    }
    if !TIMELINES.contains(&config.goal_timeline.as_str()) {
        wrong("/technical_config/goal_timeline", format!("give one of {}", TIMELINES.join(", ")));
    }
    let time = &config.time_constraints;
    if !(5..=300).contains(&time.session_length) {
        wrong("/technical_config/time_constraints/session_length", "give 5 to 300 minutes".to_owned());
    }
    let mut days = time.available_days.clone();
    days.dedup();
    if days.len() != time.available_days.len() || !days.iter().all(|day| WEEK.contains(&day.as_str())) {
        let detail = format!("give days of {}, each once", WEEK.join(", "));
        wrong("/technical_config/time_constraints/available_days", detail);
    }
    let lists = [
        ("programming_focus", &config.programming_focus),
        ("specializations", &config.specializations),
        ("injury_considerations", &config.injury_considerations),
        ("equipment_available", &config.equipment_available),
    ];
    for (field, codes) in lists {
        if codes.len() > MAX_CODES {
            wrong(&format!("/technical_config/{field}"), format!("give at most {MAX_CODES}"));
        }
        if let Some(place) = codes.iter().position(|code| !is_code(code)) {
            wrong(
                &format!("/technical_config/{field}/{place}"),
                format!(
                    "give lower-case words joined by underscores, at most {CODE_LIMIT} characters, such as knee_pain"
                ),
            );
        }
    }
    problems
}
