//! JSON Schemas of the stored entities, made from their types: what every store is checked against before a write.

use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema, generate::SchemaSettings};

use super::{
    ApiToken, CoachConfig, CoachCreatorSession, CoachPerformance, ContactForm, ConversationHistory,
    ConversationSummary, Entity, Memory, UserPreferences, UserProfile, WorkoutHistory,
};

/// The schema of each entity's `attributes`, by `entityType`. No other field than the named ones may occur.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        schema::<ApiToken>(),
        schema::<CoachConfig>(),
        schema::<CoachCreatorSession>(),
        schema::<CoachPerformance>(),
        schema::<ContactForm>(),
        schema::<ConversationHistory>(),
        schema::<ConversationSummary>(),
        schema::<Memory>(),
        schema::<UserPreferences>(),
        schema::<UserProfile>(),
        schema::<WorkoutHistory>(),
    ]
}

fn schema<E: Entity + JsonSchema>() -> (&'static str, Schema) {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<E>();
    RecursiveTransform(close).transform(&mut schema);
    (E::TYPE, schema)
}

/// Refuses fields that an object does not name.
fn close(schema: &mut Schema) {
    if schema.get("properties").is_some() && schema.get("additionalProperties").is_none() {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
}
