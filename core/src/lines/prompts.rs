use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{BadLine, Read, read, to_line};
use crate::coach::{self, Blend, Block, RenderContext};
use crate::model::{CoachConfig, CoachMetadata, CoachType, GeneratedPrompts, TechnicalConfig};
use crate::{Engine, json};

/// A coach as far as it is given: the stored item, its attributes, or the technical configuration alone.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Coach {
    coach_name: Option<String>,
    #[serde(default)]
    coach_type: CoachType,
    #[serde(rename = "technical_config")]
    technical_config: TechnicalConfig,
    persona: Option<Blend>,
    metadata: Option<CoachMetadata>,
    #[serde(default)]
    custom_instructions: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    coach_name: String,
    persona: Blend,
    blocks: Vec<Block>,
    #[serde(rename = "generated_prompts")]
    generated_prompts: GeneratedPrompts,
    system_prompt: String,
}

/// Renders the prompts of a coach: `{"id","technical_config","locale","units"}` (or a stored coach, or a technical
/// configuration alone) to `{"id","coachName","persona","blocks","generated_prompts","systemPrompt"}`.
///
/// # Errors
/// When the line is no coach, or its methodology is not known.
pub fn prompts(engine: &Engine, line: &str) -> Result<String, BadLine> {
    let Read { id, context, line } = read::<Value>(line)?;
    let bad = |error: String| BadLine { id: id.clone(), error };
    let coach = coach_of(line).map_err(|error| bad(error.to_string()))?;
    let mut config = CoachConfig {
        coach_name: coach.coach_name.unwrap_or_default(),
        coach_type: coach.coach_type,
        technical_config: coach.technical_config,
        generated_prompts: GeneratedPrompts::default(),
        metadata: coach.metadata.unwrap_or_default(),
        is_active: true,
        is_primary: false,
        custom_instructions: coach.custom_instructions,
    };
    if let Some(persona) = coach.persona {
        config.take_persona(&persona);
    }
    let persona = config.persona(engine);
    if config.coach_name.is_empty() {
        config.coach_name = coach::name(&engine.coaching, &persona, &config.technical_config, context.locale);
    }
    let context = RenderContext::from(&context);
    let rendered = coach::render(engine, &config, &context).map_err(|error| bad(error.to_string()))?;
    Ok(to_line(&Answer {
        id: id.clone(),
        coach_name: config.coach_name,
        persona,
        generated_prompts: rendered.generated_prompts(),
        blocks: rendered.blocks,
        system_prompt: rendered.system_prompt,
    }))
}

fn coach_of(mut value: Value) -> Result<Coach, json::Error> {
    if let Some(attributes) = value.get_mut("attributes") {
        value = attributes.take();
    }
    if value.get("technical_config").is_none() {
        value = serde_json::json!({ "technical_config": value });
    }
    json::from_value(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = r#"{"methodology":"prvn_fitness","programming_focus":["strength"],"experience_level":"intermediate",
        "training_frequency":4,"specializations":[],"injury_considerations":["knee_surgery"],"goal_timeline":"6_months",
        "preferred_intensity":"moderate","equipment_available":["barbell"],
        "time_constraints":{"session_length":60,"available_days":["monday"]}}"#;

    fn answer(line: &str) -> Value {
        let engine = Engine::load().unwrap();
        serde_json::from_str(&prompts(&engine, line).unwrap()).unwrap()
    }

    #[test]
    fn a_configuration_a_coach_and_an_item_give_the_same_prompts() {
        let bare = answer(CONFIG);
        assert_eq!(bare["persona"], "marcus");
        assert!(bare["systemPrompt"].as_str().unwrap().contains("PRVN Fitness"));
        let coach = answer(&format!(r#"{{"id":7,"technical_config":{CONFIG}}}"#));
        assert_eq!((&coach["id"], &coach["blocks"]), (&7.into(), &bare["blocks"]));
        let item = answer(&format!(r#"{{"pk":"user#1","attributes":{{"technical_config":{CONFIG}}}}}"#));
        assert_eq!(item["blocks"], bare["blocks"]);
        for block in bare["blocks"].as_array().unwrap() {
            assert!(block["from"].is_array() && !block["text"].as_str().unwrap().is_empty(), "{block}");
        }
    }

    #[test]
    fn persona_language_and_units_can_be_chosen() {
        let line =
            format!(r#"{{"technical_config":{CONFIG},"persona":"emma+alex","locale":"es-MX","units":"imperial"}}"#);
        let answer = answer(&line);
        assert_eq!((&answer["persona"], &answer["coachName"]), (&"emma+alex".into(), &"Emma · Fuerza".into()));
        let talk = answer["generated_prompts"]["communication_style"].as_str().unwrap();
        assert!(talk.contains("Spanish") && talk.contains("pounds"), "{talk}");
    }

    #[test]
    fn what_is_no_coach_is_refused_with_its_id() {
        let engine = Engine::load().unwrap();
        let refused = prompts(&engine, r#"{"id":"a","technical_config":{"methodology":"x"}}"#).unwrap_err();
        assert_eq!(refused.id, Some("a".into()));
        assert!(prompts(&engine, "7").is_err());
        let unknown = CONFIG.replace("prvn_fitness", "moon_boots");
        assert!(prompts(&engine, &unknown).unwrap_err().error.contains("methodology"));
    }
}
