//! `/v1/workouts`.

use axum::Json as JsonBody;
use axum::extract::State;
use coachwright_core::workout::Log;
use coachwright_core::{Date, Units};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::extract::Json;
use super::problem::Problem;
use crate::identity::Caller;
use crate::service::Setting;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(extract))
}

/// A text to read workouts from.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object with `text`")]
struct Extract {
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

impl Extract {
    fn setting(&self) -> Setting<'_> {
        Setting {
            locale: self.locale.as_deref(),
            time_zone: self.time_zone.as_deref(),
            units: self.units,
            today: self.today,
        }
    }
}

/// What would be logged of a text, each value with the words it came from; nothing is stored.
#[utoipa::path(post, path = "/v1/workouts:extract", tag = "workouts", responses((status = 200)))]
async fn extract(State(app): State<App>, _: Caller, Json(body): Json<Extract>) -> Result<JsonBody<Log>, Problem> {
    Ok(JsonBody(app.service.extract(&body.text, &body.setting())?))
}
