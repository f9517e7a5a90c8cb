//! `/v1/conversations`: their records.

use axum::extract::State;
use axum::response::Response;
use schemars::JsonSchema;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::extract::{Empty, IfMatch, Path, Query, Write};
use super::problem::Problem;
use super::respond::{self, with_version};
use super::schemas::query;
use crate::identity::Caller;
use crate::service::conversations::{ConversationChange, ConversationFilter};
use crate::service::{Answer, Paging};

query!(ListQuery);

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(begin, list)).routes(routes!(get, change, delete)).routes(routes!(summary))
}

/// A conversation to begin.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "an object")]
#[schemars(rename = "NewConversation")]
pub(super) struct ConversationBody {
    /// The coach to talk to; the preferred one, else the main one where it is absent.
    coach_id: Option<String>,
}

/// Begins a conversation with a coach.
#[utoipa::path(
    post,
    path = "/v1/conversations",
    tag = "conversations",
    request_body = ref("#/components/schemas/NewConversation"),
    responses((status = 201, description = "The conversation, without turns yet", body = ref("#/components/schemas/ConversationDetail"))),
)]
async fn begin(
    State(app): State<App>,
    caller: Caller,
    Write { body, once }: Write<ConversationBody>,
) -> Result<Answer, Problem> {
    Ok(app.service.begin_conversation(&caller.user, body.coach_id.as_deref(), &once).await?)
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ListQuery {
    /// Whether somebody should come back to it.
    needs_follow_up: Option<bool>,
    /// Whether it is put away.
    archived: Option<bool>,
    /// At most so many items.
    limit: Option<u32>,
    /// `nextCursor` of the page before, with the same filters.
    cursor: Option<String>,
}

/// The caller's conversations, newest first.
#[utoipa::path(
    get,
    path = "/v1/conversations",
    tag = "conversations",
    params(ListQuery),
    responses((status = 200, description = "A page of conversations", body = ref("#/components/schemas/ListOfStoredConversationHistory"))),
)]
async fn list(State(app): State<App>, caller: Caller, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let filter = ConversationFilter { needs_follow_up: query.needs_follow_up, archived: query.archived };
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    respond::json(&app.service.list_conversations(&caller.user, filter, &paging).await?)
}

/// One conversation with its turns.
#[utoipa::path(
    get,
    path = "/v1/conversations/{conversationId}",
    tag = "conversations",
    responses((status = 200, description = "The conversation", body = ref("#/components/schemas/ConversationDetail"))),
)]
async fn get(State(app): State<App>, caller: Caller, Path(conversation): Path<String>) -> Result<Response, Problem> {
    let detail = app.service.conversation(&caller.user, &conversation).await?;
    with_version(&detail, Some(detail.conversation.version))
}

/// What to change of a conversation; absent fields stay.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "an object")]
#[schemars(rename = "ConversationPatch")]
pub(super) struct ConversationPatch {
    /// Whether it is put away.
    is_archived: Option<bool>,
    /// Whether somebody should come back to it.
    needs_follow_up: Option<bool>,
}

/// Puts a conversation away or takes it out, marks it for a follow-up or unmarks it.
#[utoipa::path(
    patch,
    path = "/v1/conversations/{conversationId}",
    tag = "conversations",
    request_body = ref("#/components/schemas/ConversationPatch"),
    responses((status = 200, description = "The changed conversation", body = ref("#/components/schemas/StoredConversationHistory"))),
)]
async fn change(
    State(app): State<App>,
    caller: Caller,
    Path(conversation): Path<String>,
    IfMatch(version): IfMatch,
    Write { body, once }: Write<ConversationPatch>,
) -> Result<Answer, Problem> {
    let change = ConversationChange { is_archived: body.is_archived, needs_follow_up: body.needs_follow_up };
    Ok(app.service.change_conversation(&caller.user, &conversation, change, version, &once).await?)
}

/// Removes a conversation: its turns, its summary, its documents.
#[utoipa::path(
    delete,
    path = "/v1/conversations/{conversationId}",
    tag = "conversations",
    responses((status = 204, description = "It is gone")),
)]
async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(conversation): Path<String>,
    IfMatch(version): IfMatch,
    Write { once, .. }: Write<Empty>,
) -> Result<Answer, Problem> {
    Ok(app.service.delete_conversation(&caller.user, &conversation, version, &once).await?)
}

/// What is worth remembering of a conversation.
#[utoipa::path(
    get,
    path = "/v1/conversations/{conversationId}/summary",
    tag = "conversations",
    responses((status = 200, description = "The summary", body = ref("#/components/schemas/StoredConversationSummary"))),
)]
async fn summary(
    State(app): State<App>,
    caller: Caller,
    Path(conversation): Path<String>,
) -> Result<Response, Problem> {
    let item = app.service.conversation_summary(&caller.user, &conversation).await?;
    with_version(&item, Some(item.version))
}
