//! `/v1/coach-templates` and `/v1/coaches`.

use axum::extract::State;
use axum::response::Response;
use coachwright_core::coach::{Blend, Patch, TechnicalConfigPatch};
use coachwright_core::{Locale, Units};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::extract::{Empty, IfMatch, Language, Path, Query, Write};
use super::problem::Problem;
use super::respond::{self, with_version};
use super::schemas::query;
use crate::identity::Caller;
use crate::service::coaches::{CoachChange, CoachFilter};
use crate::service::{Answer, Paging};

query!(LocaleQuery, ListQuery, PromptsQuery);

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(templates))
        .routes(routes!(create, list))
        .routes(routes!(get, change, delete))
        .routes(routes!(prompts))
        .routes(routes!(versions))
        .routes(routes!(restore))
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct LocaleQuery {
    /// The language; that of `Accept-Language` where it is absent.
    locale: Option<Locale>,
}

/// The instant coaches.
#[utoipa::path(
    get,
    path = "/v1/coach-templates",
    tag = "coaches",
    params(LocaleQuery),
    responses((status = 200, description = "All templates", body = ref("#/components/schemas/ListOfTemplate"))),
)]
async fn templates(
    State(app): State<App>,
    _: Caller,
    language: Language,
    Query(query): Query<LocaleQuery>,
) -> Result<Response, Problem> {
    let items = app.service.templates(query.locale.unwrap_or_else(|| language.locale()));
    respond::json(&json!({ "items": items, "nextCursor": null }))
}

/// Where a new coach comes from: a template or an interview.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object with `template` or `sessionId`")]
#[schemars(rename = "NewCoach")]
pub(super) struct NewCoachBody {
    /// A template's id.
    #[serde(default)]
    template: Option<String>,
    /// An interview that has reached its recap.
    #[serde(default)]
    session_id: Option<String>,
    /// The language of a template's coach.
    #[serde(default)]
    locale: Option<Locale>,
}

/// Makes a coach from a template, or from an interview that has reached its recap.
#[utoipa::path(
    post,
    path = "/v1/coaches",
    tag = "coaches",
    request_body = ref("#/components/schemas/NewCoach"),
    responses((status = 201, description = "The coach", body = ref("#/components/schemas/Made"))),
)]
async fn create(
    State(app): State<App>,
    caller: Caller,
    language: Language,
    Write { body, once }: Write<NewCoachBody>,
) -> Result<Answer, Problem> {
    let locale = body.locale.unwrap_or_else(|| language.locale());
    match (body.template, body.session_id) {
        (Some(template), None) => Ok(app.service.coach_from_template(&caller.user, &template, locale, &once).await?),
        (None, Some(session)) => Ok(app.service.complete_session(&caller.user, &session, None, &once).await?),
        _ => Err(Problem::field("", "name either `template` or `sessionId`")),
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    /// Whether they may be talked to.
    active: Option<bool>,
    /// Whether it is the main one.
    primary: Option<bool>,
    /// At most so many items.
    limit: Option<u32>,
    /// `nextCursor` of the page before, with the same filters.
    cursor: Option<String>,
}

/// The caller's coaches.
#[utoipa::path(
    get,
    path = "/v1/coaches",
    tag = "coaches",
    params(ListQuery),
    responses((status = 200, description = "A page of coaches", body = ref("#/components/schemas/ListOfStoredCoachConfig"))),
)]
async fn list(State(app): State<App>, caller: Caller, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let filter = CoachFilter { active: query.active, primary: query.primary };
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    respond::json(&app.service.list_coaches(&caller.user, filter, &paging).await?)
}

/// One coach.
#[utoipa::path(
    get,
    path = "/v1/coaches/{coachId}",
    tag = "coaches",
    responses((status = 200, description = "The coach", body = ref("#/components/schemas/StoredCoachConfig"))),
)]
async fn get(State(app): State<App>, caller: Caller, Path(coach): Path<String>) -> Result<Response, Problem> {
    let item = app.service.coach(&caller.user, &coach).await?;
    with_version(&item, Some(item.version))
}

/// What to change of a coach; absent fields stay.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "an object")]
#[schemars(rename = "CoachPatch")]
pub(super) struct ChangeBody {
    /// Its name, at most 25 characters.
    coach_name: Option<String>,
    /// A persona, or two joined by `+`.
    #[schemars(with = "Option<String>")]
    persona: Option<Blend>,
    /// Other wishes in the person's words.
    custom_instructions: Option<String>,
    /// What to change of its configuration.
    #[serde(rename = "technical_config")]
    technical_config: TechnicalConfigPatch,
    /// Whether it may be talked to.
    is_active: Option<bool>,
    /// Whether it is the main coach; making it so ends that of another.
    is_primary: Option<bool>,
}

/// Changes a coach: its prompts are rendered anew and its version is raised.
#[utoipa::path(
    patch,
    path = "/v1/coaches/{coachId}",
    tag = "coaches",
    request_body = ref("#/components/schemas/CoachPatch"),
    responses((status = 200, description = "The changed coach", body = ref("#/components/schemas/StoredCoachConfig"))),
)]
async fn change(
    State(app): State<App>,
    caller: Caller,
    language: Language,
    Path(coach): Path<String>,
    IfMatch(version): IfMatch,
    Write { body, once }: Write<ChangeBody>,
) -> Result<Answer, Problem> {
    let patch = Patch {
        coach_name: body.coach_name,
        persona: body.persona,
        custom_instructions: body.custom_instructions,
        technical_config: body.technical_config,
    };
    let change = CoachChange { patch, is_active: body.is_active, is_primary: body.is_primary };
    Ok(app.service.change_coach(&caller.user, &coach, change, language.locale(), version, &once).await?)
}

/// Removes a coach.
#[utoipa::path(
    delete,
    path = "/v1/coaches/{coachId}",
    tag = "coaches",
    responses((status = 204, description = "It is gone")),
)]
async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(coach): Path<String>,
    IfMatch(version): IfMatch,
    Write { once, .. }: Write<Empty>,
) -> Result<Answer, Problem> {
    Ok(app.service.delete_coach(&caller.user, &coach, version, &once).await?)
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PromptsQuery {
    /// The language the coach answers in.
    locale: Option<Locale>,
    /// The person's units.
    units: Option<Units>,
}

/// What a coach is told: each block with the configuration it comes from, and all of it as a model is given it.
#[utoipa::path(
    get,
    path = "/v1/coaches/{coachId}/prompts",
    tag = "coaches",
    params(PromptsQuery),
    responses((status = 200, description = "The blocks and the whole", body = ref("#/components/schemas/Prompts"))),
)]
async fn prompts(
    State(app): State<App>,
    caller: Caller,
    language: Language,
    Path(coach): Path<String>,
    Query(query): Query<PromptsQuery>,
) -> Result<Response, Problem> {
    let locale = query.locale.unwrap_or_else(|| language.locale());
    respond::json(&app.service.prompts(&caller.user, &coach, locale, query.units).await?)
}

/// The versions of a coach, newest first, each with what it changed.
#[utoipa::path(
    get,
    path = "/v1/coaches/{coachId}/versions",
    tag = "coaches",
    responses((status = 200, description = "All versions", body = ref("#/components/schemas/ListOfVersion"))),
)]
async fn versions(State(app): State<App>, caller: Caller, Path(coach): Path<String>) -> Result<Response, Problem> {
    let items = app.service.coach_versions(&caller.user, &coach).await?;
    respond::json(&json!({ "items": items, "nextCursor": null }))
}

/// Brings a coach back to an earlier version, as a new one.
#[utoipa::path(
    post,
    path = "/v1/coaches/{coachId}/versions/{version}/restore",
    tag = "coaches",
    responses((status = 200, description = "The restored coach", body = ref("#/components/schemas/StoredCoachConfig"))),
)]
async fn restore(
    State(app): State<App>,
    caller: Caller,
    language: Language,
    Path((coach, wanted)): Path<(String, String)>,
    IfMatch(version): IfMatch,
    Write { once, .. }: Write<Empty>,
) -> Result<Answer, Problem> {
    Ok(app.service.restore_coach(&caller.user, &coach, &wanted, language.locale(), version, &once).await?)
}
