//! `/v1/workouts` and `/v1/records`.

use axum::extract::State;
use axum::response::Response;
use coachwright_core::model::UserFeedback;
use coachwright_core::workout::Workout;
use coachwright_core::{Date, Units};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::extract::{Empty, IfMatch, Json, Path, Query, Write};
use super::problem::Problem;
use super::respond::{self, with_version};
use super::schemas::query;
use crate::identity::Caller;
use crate::service::workouts::{NewWorkouts, WorkoutChange, WorkoutFilter};
use crate::service::{Answer, Paging, Setting};

query!(ListQuery, RecordsQuery);

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(extract))
        .routes(routes!(log, list))
        .routes(routes!(get, change, delete))
        .routes(routes!(records))
}

/// A text to read workouts from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object with `text`")]
#[schemars(rename = "Extract")]
pub(super) struct ExtractBody {
    /// The person's words.
    text: String,
    /// The person's calendar day.
    #[serde(default)]
    today: Option<Date>,
    /// An IANA time zone such as `Europe/Paris`.
    #[serde(default)]
    time_zone: Option<String>,
    /// Units of bare numbers.
    #[serde(default)]
    units: Option<Units>,
    /// A language tag.
    #[serde(default)]
    locale: Option<String>,
}

/// What would be logged of a text, each value with the words it came from; nothing is stored.
#[utoipa::path(
    post,
    path = "/v1/workouts:extract",
    tag = "workouts",
    request_body = ref("#/components/schemas/Extract"),
    responses((status = 200, description = "What was read", body = ref("#/components/schemas/Log"))),
)]
async fn extract(State(app): State<App>, caller: Caller, Json(body): Json<ExtractBody>) -> Result<Response, Problem> {
    let setting = Setting {
        locale: body.locale.as_deref(),
        time_zone: body.time_zone.as_deref(),
        units: body.units,
        today: body.today,
    };
    respond::json(&app.service.extract(&caller.user, &body.text, &setting).await?)
}

/// What to log: a text, with the workouts that the person made of it where they edited them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object with `text`")]
#[schemars(rename = "NewWorkouts")]
pub(super) struct LogBody {
    /// The person's words.
    text: String,
    /// What the person made of their reading; absent to log what is read.
    #[serde(default)]
    workouts: Option<Vec<Workout>>,
    /// The coach it is logged with; the main one where it is absent.
    #[serde(default)]
    coach_id: Option<String>,
    /// The person's calendar day.
    #[serde(default)]
    today: Option<Date>,
    /// An IANA time zone such as `Europe/Paris`.
    #[serde(default)]
    time_zone: Option<String>,
    /// Units of bare numbers.
    #[serde(default)]
    units: Option<Units>,
    /// A language tag.
    #[serde(default)]
    locale: Option<String>,
}

/// Logs what was trained.
#[utoipa::path(
    post,
    path = "/v1/workouts",
    tag = "workouts",
    request_body = ref("#/components/schemas/NewWorkouts"),
    responses((status = 201, description = "What was logged", body = ref("#/components/schemas/LoggedWorkouts"))),
)]
async fn log(State(app): State<App>, caller: Caller, Write { body, once }: Write<LogBody>) -> Result<Answer, Problem> {
    let new = NewWorkouts {
        text: &body.text,
        workouts: body.workouts,
        coach_id: body.coach_id.as_deref(),
        setting: Setting {
            locale: body.locale.as_deref(),
            time_zone: body.time_zone.as_deref(),
            units: body.units,
            today: body.today,
        },
    };
    Ok(app.service.log_workouts(&caller.user, new, &once).await?)
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    /// From this day.
    from: Option<Date>,
    /// To this day, included.
    to: Option<Date>,
    /// Whether they were finished.
    completed: Option<bool>,
    /// At most so many items.
    limit: Option<u32>,
    /// `nextCursor` of the page before, with the same filters.
    cursor: Option<String>,
}

/// The caller's workouts, newest first; both days are included.
#[utoipa::path(
    get,
    path = "/v1/workouts",
    tag = "workouts",
    params(ListQuery),
    responses((status = 200, description = "A page of workouts", body = ref("#/components/schemas/ListOfStoredWorkoutHistory"))),
)]
async fn list(State(app): State<App>, caller: Caller, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let filter = WorkoutFilter { from: query.from, to: query.to, completed: query.completed };
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    respond::json(&app.service.list_workouts(&caller.user, filter, &paging).await?)
}

/// One workout with its words and spans.
#[utoipa::path(
    get,
    path = "/v1/workouts/{workoutDate}/{sessionId}",
    tag = "workouts",
    responses((status = 200, description = "The workout", body = ref("#/components/schemas/WorkoutDetail"))),
)]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Path((date, session)): Path<(Date, String)>,
) -> Result<Response, Problem> {
    let detail = app.service.workout(&caller.user, date, &session).await?;
    with_version(&detail, Some(detail.workout.version))
}

/// What to change of a workout; absent fields stay.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "an object")]
#[schemars(rename = "WorkoutPatch")]
pub(super) struct ChangeBody {
    /// Other words, to be read anew.
    text: Option<String>,
    /// Another reading of the words.
    workout: Option<Workout>,
    /// Another day.
    workout_date: Option<Date>,
    /// Whether it was finished.
    is_completed: Option<bool>,
    /// Whether something should be asked.
    needs_follow_up: Option<bool>,
    /// What the person thought of it.
    user_feedback: Option<UserFeedback>,
    /// The person's calendar day.
    today: Option<Date>,
    /// An IANA time zone such as `Europe/Paris`.
    time_zone: Option<String>,
    /// Units of bare numbers.
    units: Option<Units>,
    /// A language tag.
    locale: Option<String>,
}

/// Changes a workout; other words are read anew.
#[utoipa::path(
    patch,
    path = "/v1/workouts/{workoutDate}/{sessionId}",
    tag = "workouts",
    request_body = ref("#/components/schemas/WorkoutPatch"),
    responses((status = 200, description = "The changed workout", body = ref("#/components/schemas/StoredWorkoutHistory"))),
)]
async fn change(
    State(app): State<App>,
    caller: Caller,
    Path((date, session)): Path<(Date, String)>,
    IfMatch(version): IfMatch,
    Write { body, once }: Write<ChangeBody>,
) -> Result<Answer, Problem> {
    let setting = Setting {
        locale: body.locale.as_deref(),
        time_zone: body.time_zone.as_deref(),
        units: body.units,
        today: body.today,
    };
    let change = WorkoutChange {
        text: body.text,
        workout: body.workout,
        workout_date: body.workout_date,
        is_completed: body.is_completed,
        needs_follow_up: body.needs_follow_up,
        user_feedback: body.user_feedback,
    };
    let which = (date, session.as_str());
    Ok(app.service.change_workout(&caller.user, which, change, &setting, version, &once).await?)
}

/// Removes a workout.
#[utoipa::path(
    delete,
    path = "/v1/workouts/{workoutDate}/{sessionId}",
    tag = "workouts",
    responses((status = 204, description = "It is gone")),
)]
async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path((date, session)): Path<(Date, String)>,
    IfMatch(version): IfMatch,
    Write { once, .. }: Write<Empty>,
) -> Result<Answer, Problem> {
    Ok(app.service.delete_workout(&caller.user, (date, &session), version, &once).await?)
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RecordsQuery {
    /// Units of loads that were logged without one.
    units: Option<Units>,
}

/// Personal records, each with the workout and the words it rests on.
#[utoipa::path(
    get,
    path = "/v1/records",
    tag = "workouts",
    params(RecordsQuery),
    responses((status = 200, description = "All records", body = ref("#/components/schemas/ListOfRecord"))),
)]
async fn records(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<RecordsQuery>,
) -> Result<Response, Problem> {
    let items = app.service.records(&caller.user, query.units).await?;
    respond::json(&json!({ "items": items, "nextCursor": null }))
}
