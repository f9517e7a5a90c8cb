//! `/v1/me`: what is told of the caller themselves.

use axum::extract::State;
use axum::response::Response;
use serde_json::{Map, Value};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::extract::{IfMatch, Write};
use super::problem::Problem;
use super::respond::with_version;
use crate::identity::Caller;
use crate::service::Answer;
use crate::service::body::Change;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(profile, replace_profile, change_profile)).routes(routes!(
        preferences,
        replace_preferences,
        change_preferences
    ))
}

/// The caller's profile; the default one with version 0 where none is stored.
#[utoipa::path(
    get,
    path = "/v1/me/profile",
    tag = "me",
    responses((status = 200, description = "The profile", body = ref("#/components/schemas/StoredUserProfile"))),
)]
async fn profile(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let item = app.service.profile(&caller.user).await?;
    with_version(&item, Some(item.version))
}

/// Replaces the profile; `userId`, `subscription` and `isActive` stay.
#[utoipa::path(
    put,
    path = "/v1/me/profile",
    tag = "me",
    request_body = ref("#/components/schemas/ChangeOfUserProfile"),
    responses((status = 200, description = "The profile", body = ref("#/components/schemas/StoredUserProfile"))),
)]
async fn replace_profile(
    State(app): State<App>,
    caller: Caller,
    IfMatch(version): IfMatch,
    Write { body, once }: Write<Map<String, Value>>,
) -> Result<Answer, Problem> {
    Ok(app.service.change_profile(&caller.user, Change::Replace(body), version, &once).await?)
}

/// Changes the profile by a merge patch (RFC 7396): what is named changes, null removes.
#[utoipa::path(
    patch,
    path = "/v1/me/profile",
    tag = "me",
    request_body = ref("#/components/schemas/ChangeOfUserProfile"),
    responses((status = 200, description = "The profile", body = ref("#/components/schemas/StoredUserProfile"))),
)]
async fn change_profile(
    State(app): State<App>,
    caller: Caller,
    IfMatch(version): IfMatch,
    Write { body, once }: Write<Map<String, Value>>,
) -> Result<Answer, Problem> {
    Ok(app.service.change_profile(&caller.user, Change::Merge(body), version, &once).await?)
}

/// The caller's preferences; the default ones with version 0 where none are stored.
#[utoipa::path(
    get,
    path = "/v1/me/preferences",
    tag = "me",
    responses((status = 200, description = "The preferences", body = ref("#/components/schemas/StoredUserPreferences"))),
)]
async fn preferences(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let item = app.service.preferences(&caller.user).await?;
    with_version(&item, Some(item.version))
}

/// Replaces the preferences; what is not named gets its default.
#[utoipa::path(
    put,
    path = "/v1/me/preferences",
    tag = "me",
    request_body = ref("#/components/schemas/ChangeOfUserPreferences"),
    responses((status = 200, description = "The preferences", body = ref("#/components/schemas/StoredUserPreferences"))),
)]
async fn replace_preferences(
    State(app): State<App>,
    caller: Caller,
    IfMatch(version): IfMatch,
    Write { body, once }: Write<Map<String, Value>>,
) -> Result<Answer, Problem> {
    Ok(app.service.change_preferences(&caller.user, Change::Replace(body), version, &once).await?)
}

/// Changes the preferences by a merge patch (RFC 7396): what is named changes, null removes.
#[utoipa::path(
    patch,
    path = "/v1/me/preferences",
    tag = "me",
    request_body = ref("#/components/schemas/ChangeOfUserPreferences"),
    responses((status = 200, description = "The preferences", body = ref("#/components/schemas/StoredUserPreferences"))),
)]
async fn change_preferences(
    State(app): State<App>,
    caller: Caller,
    IfMatch(version): IfMatch,
    Write { body, once }: Write<Map<String, Value>>,
) -> Result<Answer, Problem> {
    Ok(app.service.change_preferences(&caller.user, Change::Merge(body), version, &once).await?)
}
