//! The types of requests and answers, described by JSON Schemas made from the types themselves.

use coachwright_core::coach::{Template, Version};
use coachwright_core::model::{
    CoachConfig, CoachCreatorSession, CoachPerformance, ContactForm, ConversationHistory, ConversationSummary, Memory,
    UserPreferences, UserProfile, WorkoutHistory,
};
use coachwright_core::workout::{Log, Record};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::{Ref, RefOr, Required};

use super::problem::Body as Problem;
use super::{admin, coaches, contact, conversations, me, sessions, tokens, workouts};
use crate::service::Listed;
use crate::service::admin::PlatformPatterns;
use crate::service::body::ChangeOf;
use crate::service::coaches::{Made, Prompts};
use crate::service::contact::Received;
use crate::service::conversations::ConversationDetail;
use crate::service::erase::Erased;
use crate::service::export::{Export, ExportRecord};
use crate::service::import::Imported;
use crate::service::item::Stored;
use crate::service::notices::Notice;
use crate::service::progress::PersonProgress;
use crate::service::sessions::{Begun, Detail, Finished, Replayed, Turned};
use crate::service::tokens::{NewToken, TokenInfo};
use crate::service::workouts::{LoggedWorkouts, WorkoutDetail};

/// Where named types are in the description.
const PLACE: &str = "/components/schemas";

/// The named types, and all that they hold.
pub(super) fn components() -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = PLACE.into());
    let mut generator = settings.into_generator();
    let types: &[fn(&mut SchemaGenerator) -> Schema] = &[
        SchemaGenerator::subschema_for::<Problem<'_>>,
        SchemaGenerator::subschema_for::<sessions::NewSessionBody>,
        SchemaGenerator::subschema_for::<sessions::MessageBody>,
        SchemaGenerator::subschema_for::<sessions::CorrectionBody>,
        SchemaGenerator::subschema_for::<sessions::EventsBody>,
        SchemaGenerator::subschema_for::<Begun<'_>>,
        SchemaGenerator::subschema_for::<Turned>,
        SchemaGenerator::subschema_for::<Replayed>,
        SchemaGenerator::subschema_for::<Detail>,
        SchemaGenerator::subschema_for::<Finished<'_>>,
        SchemaGenerator::subschema_for::<Listed<Stored<CoachCreatorSession>>>,
        SchemaGenerator::subschema_for::<coaches::NewCoachBody>,
        SchemaGenerator::subschema_for::<coaches::ChangeBody>,
        SchemaGenerator::subschema_for::<Listed<Template>>,
        SchemaGenerator::subschema_for::<Listed<Stored<CoachConfig>>>,
        SchemaGenerator::subschema_for::<Listed<Version>>,
        SchemaGenerator::subschema_for::<Stored<CoachConfig>>,
        SchemaGenerator::subschema_for::<Made<'_>>,
        SchemaGenerator::subschema_for::<Prompts>,
        SchemaGenerator::subschema_for::<workouts::ExtractBody>,
        SchemaGenerator::subschema_for::<workouts::LogBody>,
        SchemaGenerator::subschema_for::<workouts::ChangeBody>,
        SchemaGenerator::subschema_for::<Log>,
        SchemaGenerator::subschema_for::<LoggedWorkouts<'_>>,
        SchemaGenerator::subschema_for::<WorkoutDetail>,
        SchemaGenerator::subschema_for::<Stored<WorkoutHistory>>,
        SchemaGenerator::subschema_for::<Listed<Stored<WorkoutHistory>>>,
        SchemaGenerator::subschema_for::<Listed<Record>>,
        SchemaGenerator::subschema_for::<PersonProgress>,
        SchemaGenerator::subschema_for::<conversations::ConversationBody>,
        SchemaGenerator::subschema_for::<conversations::ConversationPatch>,
        SchemaGenerator::subschema_for::<ConversationDetail>,
        SchemaGenerator::subschema_for::<Stored<ConversationHistory>>,
        SchemaGenerator::subschema_for::<Listed<Stored<ConversationHistory>>>,
        SchemaGenerator::subschema_for::<Stored<ConversationSummary>>,
        SchemaGenerator::subschema_for::<tokens::TokenBody>,
        SchemaGenerator::subschema_for::<NewToken>,
        SchemaGenerator::subschema_for::<Listed<TokenInfo>>,
        SchemaGenerator::subschema_for::<admin::AccountPatch>,
        SchemaGenerator::subschema_for::<PlatformPatterns>,
        SchemaGenerator::subschema_for::<Listed<Stored<Value>>>,
        SchemaGenerator::subschema_for::<Listed<Stored<CoachPerformance>>>,
        SchemaGenerator::subschema_for::<Listed<Stored<ContactForm>>>,
        SchemaGenerator::subschema_for::<contact::ContactBody>,
        SchemaGenerator::subschema_for::<Received>,
        SchemaGenerator::subschema_for::<me::MemoryBody>,
        SchemaGenerator::subschema_for::<me::MemoryPatch>,
        SchemaGenerator::subschema_for::<Stored<Memory>>,
        SchemaGenerator::subschema_for::<Listed<Stored<Memory>>>,
        SchemaGenerator::subschema_for::<ExportRecord>,
        SchemaGenerator::subschema_for::<Listed<ExportRecord>>,
        SchemaGenerator::subschema_for::<Export>,
        SchemaGenerator::subschema_for::<me::ImportBody>,
        SchemaGenerator::subschema_for::<Imported>,
        SchemaGenerator::subschema_for::<Erased>,
        SchemaGenerator::subschema_for::<Listed<Notice>>,
        SchemaGenerator::subschema_for::<ChangeOf<UserProfile>>,
        SchemaGenerator::subschema_for::<ChangeOf<UserPreferences>>,
        SchemaGenerator::subschema_for::<Stored<UserProfile>>,
        SchemaGenerator::subschema_for::<Stored<UserPreferences>>,
    ];
    for register in types {
        register(&mut generator);
    }
    generator.take_definitions(true)
}

/// The parameters of a query: one for each field of its type, none of them required.
pub(super) fn parameters<T: JsonSchema>() -> Vec<Parameter> {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let fields = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let parameter = |(name, field): (&String, &Value)| {
        let mut field = field.clone();
        let description = field.as_object_mut().and_then(|field| field.remove("description"));
        forget_null(&mut field);
        let schema = serde_json::from_value(field).map_or_else(|_| RefOr::Ref(Ref::new("#")), RefOr::T);
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Query)
            .required(Required::False)
            .description(description.as_ref().and_then(Value::as_str))
            .schema(Some(schema))
            .build()
    };
    fields.map(parameter).collect()
}

/// A parameter is absent or has a value; it is never null. Named values become one enumeration.
fn forget_null(schema: &mut Value) {
    let Some(fields) = schema.as_object_mut() else { return };
    if let Some(options) = fields.get("oneOf").and_then(Value::as_array) {
        let values: Vec<Value> = options.iter().filter_map(|option| option.get("const").cloned()).collect();
        if values.len() == options.len() {
            *schema = serde_json::json!({ "type": "string", "enum": values });
            return;
        }
    }
    if let Some(Value::Array(types)) = fields.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            fields.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(values)) = fields.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    let is_null = |option: &Value| option.get("type").is_some_and(|kind| kind == "null");
    if let Some(Value::Array(options)) = fields.get_mut("anyOf") {
        options.retain(|option| !is_null(option));
        if let [only] = options.as_slice() {
            *schema = only.clone();
            forget_null(schema);
        }
    }
}

/// Describes the fields of these types as parameters of queries.
macro_rules! query {
    ($($type:ty),+) => {$(
        impl utoipa::IntoParams for $type {
            fn into_params(
                _: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>,
            ) -> Vec<utoipa::openapi::path::Parameter> {
                crate::http::schemas::parameters::<Self>()
            }
        }
    )+};
}
pub(super) use query;
