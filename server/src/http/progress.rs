//! `/v1/progress`.

use axum::extract::State;
use axum::response::Response;
use coachwright_core::{Date, Units};
use schemars::JsonSchema;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::extract::Query;
use super::problem::Problem;
use super::respond;
use super::schemas::query;
use crate::identity::Caller;
use crate::service::Setting;

query!(ProgressQuery);

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(progress))
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ProgressQuery {
    /// From this day; 52 weeks where it is absent.
    from: Option<Date>,
    /// To this day, included; today where it is absent.
    to: Option<Date>,
    /// The person's calendar day.
    today: Option<Date>,
    /// An IANA time zone such as `Europe/Paris`; that of the profile where it is absent.
    time_zone: Option<String>,
    /// Units of loads that were logged without one; those of the preferences where they are absent.
    units: Option<Units>,
}

/// Series for charts: calendar, weeks, streaks, lifts, benchmarks, each value with its evidence.
#[utoipa::path(
    get,
    path = "/v1/progress",
    tag = "workouts",
    params(ProgressQuery),
    responses((status = 200, description = "The series", body = ref("#/components/schemas/PersonProgress"))),
)]
async fn progress(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ProgressQuery>,
) -> Result<Response, Problem> {
    let setting =
        Setting { locale: None, time_zone: query.time_zone.as_deref(), units: query.units, today: query.today };
    respond::json(&app.service.progress(&caller.user, query.from, query.to, &setting).await?)
}
