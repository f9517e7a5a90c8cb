//! `/v1/me`: what is told of the caller themselves.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use coachwright_core::model::MemoryKind;
use coachwright_core::{Date, Units};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::extract::{Empty, IfMatch, Large, Path, Query, Write};
use super::problem::Problem;
use super::respond::{self, with_version};
use super::schemas::query;
use crate::identity::Caller;
use crate::service::body::Change;
use crate::service::export::Fetched;
use crate::service::import::NewImport;
use crate::service::memories::MemoryChange;
use crate::service::{Answer, Paging};

query!(MemoryQuery);

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(profile, replace_profile, change_profile))
        .routes(routes!(preferences, replace_preferences, change_preferences))
        .routes(routes!(memories, remember))
        .routes(routes!(change_memory, forget_memory))
        .routes(routes!(exports, request_export))
        .routes(routes!(fetch_export))
        .routes(routes!(notices))
        .routes(routes!(import))
        .routes(routes!(erase))
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

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MemoryQuery {
    /// What it is about.
    kind: Option<MemoryKind>,
    /// Whether coaches keep it in mind.
    active: Option<bool>,
    /// At most so many items.
    limit: Option<u32>,
    /// `nextCursor` of the page before, with the same filters.
    cursor: Option<String>,
}

/// What the caller's coaches remember, newest first.
#[utoipa::path(
    get,
    path = "/v1/me/memories",
    tag = "me",
    params(MemoryQuery),
    responses((status = 200, description = "A page of memories", body = ref("#/components/schemas/ListOfStoredMemory"))),
)]
async fn memories(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<MemoryQuery>,
) -> Result<Response, Problem> {
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    respond::json(&app.service.list_memories(&caller.user, query.kind, query.active, &paging).await?)
}

/// Something to remember.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an object with `kind` and `text`")]
#[schemars(rename = "NewMemory")]
pub(super) struct MemoryBody {
    /// What it is about.
    kind: MemoryKind,
    /// In one sentence.
    text: String,
}

/// Tells the caller's coaches something to remember.
#[utoipa::path(
    post,
    path = "/v1/me/memories",
    tag = "me",
    request_body = ref("#/components/schemas/NewMemory"),
    responses((status = 201, description = "The memory", body = ref("#/components/schemas/StoredMemory"))),
)]
async fn remember(
    State(app): State<App>,
    caller: Caller,
    Write { body, once }: Write<MemoryBody>,
) -> Result<Answer, Problem> {
    Ok(app.service.remember(&caller.user, body.kind, &body.text, &once).await?)
}

/// What to change of a memory; absent fields stay.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "an object")]
#[schemars(rename = "MemoryPatch")]
pub(super) struct MemoryPatch {
    /// Other words.
    text: Option<String>,
    /// Another kind.
    kind: Option<MemoryKind>,
    /// Whether coaches keep it in mind.
    is_active: Option<bool>,
}

/// Corrects or retires a memory.
#[utoipa::path(
    patch,
    path = "/v1/me/memories/{memoryId}",
    tag = "me",
    request_body = ref("#/components/schemas/MemoryPatch"),
    responses((status = 200, description = "The memory", body = ref("#/components/schemas/StoredMemory"))),
)]
async fn change_memory(
    State(app): State<App>,
    caller: Caller,
    Path(memory): Path<String>,
    IfMatch(version): IfMatch,
    Write { body, once }: Write<MemoryPatch>,
) -> Result<Answer, Problem> {
    let change = MemoryChange { text: body.text, kind: body.kind, is_active: body.is_active };
    Ok(app.service.change_memory(&caller.user, &memory, change, version, &once).await?)
}

/// Forgets something for good.
#[utoipa::path(
    delete,
    path = "/v1/me/memories/{memoryId}",
    tag = "me",
    responses((status = 204, description = "It is gone")),
)]
async fn forget_memory(
    State(app): State<App>,
    caller: Caller,
    Path(memory): Path<String>,
    IfMatch(version): IfMatch,
    Write { once, .. }: Write<Empty>,
) -> Result<Answer, Problem> {
    Ok(app.service.forget_memory(&caller.user, &memory, version, &once).await?)
}

/// The caller's exports, newest first.
#[utoipa::path(
    get,
    path = "/v1/me/exports",
    tag = "me",
    responses((status = 200, description = "All exports", body = ref("#/components/schemas/ListOfExportRecord"))),
)]
async fn exports(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let items = app.service.list_exports(&caller.user).await?;
    respond::json(&json!({ "items": items, "nextCursor": null }))
}

/// Asks for everything that is stored of the caller, as one document; it takes the place of one made earlier that day.
#[utoipa::path(
    post,
    path = "/v1/me/exports",
    tag = "me",
    responses((status = 202, description = "It is being made; `Location` has it", body = ref("#/components/schemas/ExportRecord"))),
)]
async fn request_export(
    State(app): State<App>,
    caller: Caller,
    Write { once, .. }: Write<Empty>,
) -> Result<Answer, Problem> {
    let (answer, begin) = app.service.request_export(&caller.user, &once).await?;
    if let Some(day) = begin {
        // Made aside: it goes on when the caller does not wait.
        tokio::spawn(async move { app.service.make_export(&caller.user, day).await });
    }
    Ok(answer)
}

/// The export of a day: its document, or 202 while it is being made.
#[utoipa::path(
    get,
    path = "/v1/me/exports/{date}",
    tag = "me",
    responses(
        (status = 200, description = "Everything that is stored of the caller", body = ref("#/components/schemas/Export")),
        (status = 202, description = "It is being made", body = ref("#/components/schemas/ExportRecord")),
    ),
)]
async fn fetch_export(State(app): State<App>, caller: Caller, Path(day): Path<Date>) -> Result<Response, Problem> {
    match app.service.fetch_export(&caller.user, day).await? {
        Fetched::Pending(record) => {
            let mut response = respond::json(&record)?;
            *response.status_mut() = StatusCode::ACCEPTED;
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            Ok(response)
        }
        Fetched::Ready(body) => {
            let name = format!("attachment; filename=\"coachwright-{day}.json\"");
            let name = HeaderValue::try_from(name).map_err(|error| Problem::internal(&error))?;
            let kind = HeaderValue::from_static("application/json");
            Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], body).into_response())
        }
    }
}

/// What of the caller's will soon be gone, the first to go first.
#[utoipa::path(
    get,
    path = "/v1/me/notices",
    tag = "me",
    responses((status = 200, description = "All notices", body = ref("#/components/schemas/ListOfNotice"))),
)]
async fn notices(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let items = app.service.notices(&caller.user).await?;
    respond::json(&json!({ "items": items, "nextCursor": null }))
}

/// History to import.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an object with `content`")]
#[schemars(rename = "NewImport")]
pub(super) struct ImportBody {
    /// An export of this product, or the text of a table that Strong or Hevy exported.
    content: Value,
    /// Units of loads without one; those of the preferences where they are absent.
    #[serde(default)]
    units: Option<Units>,
    /// The word of a dry run; absent for a dry run.
    #[serde(default)]
    confirm: Option<String>,
}

/// Reads history and says what it would write; with `confirm` from that answer, writes it.
#[utoipa::path(
    post,
    path = "/v1/me/imports",
    tag = "me",
    request_body = ref("#/components/schemas/NewImport"),
    responses((status = 200, description = "What would be written, or was", body = ref("#/components/schemas/Imported"))),
)]
async fn import(
    State(app): State<App>,
    caller: Caller,
    Large(Write { body, once }): Large<ImportBody>,
) -> Result<Answer, Problem> {
    let new = NewImport { content: body.content, units: body.units, confirm: body.confirm };
    Ok(app.service.import(&caller.user, new, &once).await?)
}

/// Erases everything that is stored of the caller, and counts what was there and what is left.
#[utoipa::path(
    delete,
    path = "/v1/me",
    tag = "me",
    responses((status = 200, description = "The proof", body = ref("#/components/schemas/Erased"))),
)]
async fn erase(State(app): State<App>, caller: Caller, _: Write<Empty>) -> Result<Response, Problem> {
    respond::json(&app.service.erase(&caller.user).await?)
}
