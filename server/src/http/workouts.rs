//! `/v1/workouts` and `/v1/records`.

use axum::extract::State;
use axum::response::Response;
use coachwright_core::model::UserFeedback;
use coachwright_core::workout::Workout;
use coachwright_core::{Date, Units};
use serde::Deserialize;
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::extract::{Empty, IfMatch, Json, Path, Query, Write};
use super::problem::Problem;
use super::respond::{self, with_version};
use crate::identity::Caller;
use crate::service::workouts::{NewWorkouts, WorkoutChange, WorkoutFilter};
use crate::service::{Answer, Paging, Setting};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(extract))
        .routes(routes!(log, list))
        .routes(routes!(get, change, delete))
        .routes(routes!(records))
}

/// A text to read workouts from.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object with `text`")]
struct ExtractBody {
    text: String,
    #[serde(default)]
    today: Option<Date>,
    #[serde(default)]
    time_zone: Option<String>,
    #[serde(default)]
    units: Option<Units>,
    #[serde(default)]
    locale: Option<String>,
}

/// What would be logged of a text, each value with the words it came from; nothing is stored.
#[utoipa::path(post, path = "/v1/workouts:extract", tag = "workouts", responses((status = 200)))]
async fn extract(State(app): State<App>, _: Caller, Json(body): Json<ExtractBody>) -> Result<Response, Problem> {
    let setting = Setting {
        locale: body.locale.as_deref(),
        time_zone: body.time_zone.as_deref(),
        units: body.units,
        today: body.today,
    };
    respond::json(&app.service.extract(&body.text, &setting)?)
}

/// What to log: a text, with the workouts that the person made of it where they edited them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object with `text`")]
struct LogBody {
    text: String,
    #[serde(default)]
    workouts: Option<Vec<Workout>>,
    #[serde(default)]
    coach_id: Option<String>,
    #[serde(default)]
    today: Option<Date>,
    #[serde(default)]
    time_zone: Option<String>,
    #[serde(default)]
    units: Option<Units>,
    #[serde(default)]
    locale: Option<String>,
}

/// Logs what was trained.
#[utoipa::path(post, path = "/v1/workouts", tag = "workouts", responses((status = 201)))]
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

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    from: Option<Date>,
    to: Option<Date>,
    completed: Option<bool>,
    limit: Option<u32>,
    cursor: Option<String>,
}

/// The caller's workouts, newest first; both days are included.
#[utoipa::path(get, path = "/v1/workouts", tag = "workouts", responses((status = 200)))]
async fn list(State(app): State<App>, caller: Caller, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let filter = WorkoutFilter { from: query.from, to: query.to, completed: query.completed };
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    respond::json(&app.service.list_workouts(&caller.user, filter, &paging).await?)
}

/// One workout with its words and spans.
#[utoipa::path(get, path = "/v1/workouts/{workoutDate}/{sessionId}", tag = "workouts", responses((status = 200)))]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Path((date, session)): Path<(Date, String)>,
) -> Result<Response, Problem> {
    let detail = app.service.workout(&caller.user, date, &session).await?;
    with_version(&detail, Some(detail.workout.version))
}

/// What to change of a workout; absent fields stay.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "an object")]
struct ChangeBody {
    text: Option<String>,
    workout: Option<Workout>,
    workout_date: Option<Date>,
    is_completed: Option<bool>,
    needs_follow_up: Option<bool>,
    user_feedback: Option<UserFeedback>,
    today: Option<Date>,
    time_zone: Option<String>,
    units: Option<Units>,
    locale: Option<String>,
}

/// Changes a workout; other words are read anew.
#[utoipa::path(patch, path = "/v1/workouts/{workoutDate}/{sessionId}", tag = "workouts", responses((status = 200)))]
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
#[utoipa::path(delete, path = "/v1/workouts/{workoutDate}/{sessionId}", tag = "workouts", responses((status = 204)))]
async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path((date, session)): Path<(Date, String)>,
    IfMatch(version): IfMatch,
    Write { once, .. }: Write<Empty>,
) -> Result<Answer, Problem> {
    Ok(app.service.delete_workout(&caller.user, (date, &session), version, &once).await?)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordsQuery {
    units: Option<Units>,
}

/// Personal records, each with the workout and the words it rests on.
#[utoipa::path(get, path = "/v1/records", tag = "workouts", responses((status = 200)))]
async fn records(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<RecordsQuery>,
) -> Result<Response, Problem> {
    let items = app.service.records(&caller.user, query.units).await?;
    respond::json(&json!({ "items": items, "nextCursor": null }))
}
