//! The tools, on the same service as the HTTP interface.

use coachwright_core::{Date, Units};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::service::workouts::{NewWorkouts, WorkoutFilter};
use crate::service::{Once, Paging, Service, ServiceError, Setting, body};

/// A text to read workouts from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Extract {
    /// The person's own words, unchanged.
    text: String,
    /// The person's calendar day, such as `2025-06-20`.
    today: Option<Date>,
    /// An IANA time zone such as `Europe/Paris`.
    time_zone: Option<String>,
    /// Units of bare numbers.
    units: Option<Units>,
}

/// A text to log.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LogWorkout {
    /// The person's own words, unchanged.
    text: String,
    /// The coach it is logged with; the main one where it is absent.
    coach_id: Option<String>,
    /// The person's calendar day, such as `2025-06-20`.
    today: Option<Date>,
    /// An IANA time zone such as `Europe/Paris`.
    time_zone: Option<String>,
    /// Units of bare numbers.
    units: Option<Units>,
}

/// Which workouts to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ListWorkouts {
    /// From this day.
    from: Option<Date>,
    /// To this day, included.
    to: Option<Date>,
    /// Whether they were finished.
    completed: Option<bool>,
    /// At most so many.
    limit: Option<u32>,
    /// `nextCursor` of the page before, with the same filters.
    cursor: Option<String>,
}

/// Which coach.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct GetCoach {
    /// Its id; the main one where it is absent.
    coach_id: Option<String>,
}

/// How to read records.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct GetRecords {
    /// Units of loads that were logged without one.
    units: Option<Units>,
}

/// A tool: its name, what it does, whether it changes something, the form of its arguments.
type Tool = (&'static str, &'static str, bool, fn() -> Value);

const TOOLS: [Tool; 5] = [
    (
        "extract_workouts",
        "What would be logged of a text, each value with the words it came from; nothing is stored.",
        false,
        form::<Extract>,
    ),
    (
        "log_workout",
        "Logs what was trained, told in plain words. Gives the items, the records they broke, and one question worth asking.",
        true,
        form::<LogWorkout>,
    ),
    ("list_workouts", "The person's workouts, newest first; both days are included.", false, form::<ListWorkouts>),
    ("get_coach", "One of the person's coaches: its configuration and what it is told.", false, form::<GetCoach>),
    (
        "get_records",
        "The person's records, each with the workout and the words it rests on.",
        false,
        form::<GetRecords>,
    ),
];

/// The tools as `tools/list` gives them.
pub(super) fn list() -> Vec<Value> {
    let tool = |(name, about, writes, form): &Tool| {
        json!({ "name": name, "description": about, "inputSchema": form(),
            "annotations": { "readOnlyHint": !writes, "destructiveHint": false, "openWorldHint": false } })
    };
    TOOLS.iter().map(tool).collect()
}

fn form<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// Calls a tool; none when there is none of this name.
pub(super) async fn call(
    service: &Service,
    user: &str,
    name: &str,
    arguments: Value,
) -> Option<Result<Value, ServiceError>> {
    Some(match name {
        "extract_workouts" => extract(service, user, &arguments).await,
        "log_workout" => log(service, user, &arguments).await,
        "list_workouts" => workouts(service, user, &arguments).await,
        "get_coach" => coach(service, user, &arguments).await,
        "get_records" => records(service, user, &arguments).await,
        _ => return None,
    })
}

async fn extract(service: &Service, user: &str, arguments: &Value) -> Result<Value, ServiceError> {
    let Extract { text, today, time_zone, units } = body::read(arguments)?;
    let setting = Setting { locale: None, time_zone: time_zone.as_deref(), units, today };
    Ok(serde_json::to_value(service.extract(user, &text, &setting).await?)?)
}

async fn log(service: &Service, user: &str, arguments: &Value) -> Result<Value, ServiceError> {
    let LogWorkout { text, coach_id, today, time_zone, units } = body::read(arguments)?;
    let setting = Setting { locale: None, time_zone: time_zone.as_deref(), units, today };
    let new = NewWorkouts { text: &text, workouts: None, coach_id: coach_id.as_deref(), setting };
    Ok(service.log_workouts(user, new, &Once::default()).await?.body)
}

async fn workouts(service: &Service, user: &str, arguments: &Value) -> Result<Value, ServiceError> {
    let ListWorkouts { from, to, completed, limit, cursor } = body::read(arguments)?;
    let filter = WorkoutFilter { from, to, completed };
    Ok(serde_json::to_value(service.list_workouts(user, filter, &Paging { limit, cursor }).await?)?)
}

async fn coach(service: &Service, user: &str, arguments: &Value) -> Result<Value, ServiceError> {
    let GetCoach { coach_id } = body::read(arguments)?;
    let item = match coach_id {
        Some(coach) => service.coach(user, &coach).await?,
        None => service.primary(user).await?.ok_or(ServiceError::NotFound)?,
    };
    Ok(serde_json::to_value(item)?)
}

async fn records(service: &Service, user: &str, arguments: &Value) -> Result<Value, ServiceError> {
    let GetRecords { units } = body::read(arguments)?;
    Ok(json!({ "items": service.records(user, units).await? }))
}
