//! `/v1/coach-creator-sessions`.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use coachwright_core::Units;
use coachwright_core::level::Level;
use coachwright_core::model::CreationType;
use schemars::JsonSchema;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::extract::{Conditions, Empty, IfMatch, Json, Language, Path, Query, WantsEvents, Write};
use super::problem::Problem;
use super::respond::{json, with_version};
use super::schemas::query;
use super::shell::Occurrence;
use super::sse;
use crate::identity::Caller;
use crate::service::sessions::{Added, Call, NewSession, OfflineEvent, SessionFilter, Status, Turned};
use crate::service::{Answer, Paging, Setting};

query!(ListQuery, GetQuery);

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(start, list))
        .routes(routes!(get, delete))
        .routes(routes!(say))
        .routes(routes!(correct))
        .routes(routes!(replay))
        .routes(routes!(resume))
        .routes(routes!(abandon))
        .routes(routes!(complete))
}

/// What an interview begins with.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "an object")]
#[schemars(rename = "NewSession")]
pub(super) struct NewSessionBody {
    /// Why it is held; `modification` where only a coach is named.
    creation_type: Option<CreationType>,
    /// The coach to change or to make anew.
    coach_id: Option<String>,
    /// The instant coach to begin from.
    template: Option<String>,
    /// A language tag such as `en-US`; the first one of `Accept-Language` where it is absent.
    locale: Option<String>,
    /// An IANA time zone such as `Europe/Paris`.
    time_zone: Option<String>,
    /// The person's units.
    units: Option<Units>,
}

/// Begins an interview.
#[utoipa::path(
    post,
    path = "/v1/coach-creator-sessions",
    tag = "interviews",
    request_body = ref("#/components/schemas/NewSession"),
    responses((status = 201, description = "The session and its first question", body = ref("#/components/schemas/Begun"))),
)]
async fn start(
    State(app): State<App>,
    caller: Caller,
    Language(tag): Language,
    Write { body, once }: Write<NewSessionBody>,
) -> Result<Answer, Problem> {
    let new = NewSession {
        creation_type: body.creation_type,
        coach_id: body.coach_id.as_deref(),
        template: body.template.as_deref(),
        setting: Setting {
            locale: body.locale.as_deref().or(tag.as_deref()),
            time_zone: body.time_zone.as_deref(),
            units: body.units,
            today: None,
        },
    };
    Ok(app.service.start_session(&caller.user, new, &once).await?)
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    /// How they stand.
    status: Option<Status>,
    /// The level detected.
    level: Option<Level>,
    /// At most so many items.
    limit: Option<u32>,
    /// `nextCursor` of the page before, with the same filters.
    cursor: Option<String>,
}

/// The caller's interviews, newest first.
#[utoipa::path(
    get,
    path = "/v1/coach-creator-sessions",
    tag = "interviews",
    params(ListQuery),
    responses((status = 200, description = "A page of sessions", body = ref("#/components/schemas/ListOfStoredCoachCreatorSession"))),
)]
async fn list(State(app): State<App>, caller: Caller, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let filter = SessionFilter { status: query.status, level: query.level };
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    json(&app.service.list_sessions(&caller.user, filter, &paging).await?)
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetQuery {
    /// What to add.
    include: Option<Include>,
    /// With `include=events`, the number of the first event wanted.
    from: Option<u32>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Include {
    /// The history in the form of its document.
    History,
    /// The events, which the engine replays to the same interview; none once it is complete.
    Events,
}

/// One interview, with its history or its events if that is asked for.
#[utoipa::path(
    get,
    path = "/v1/coach-creator-sessions/{sessionId}",
    tag = "interviews",
    params(GetQuery),
    responses((status = 200, description = "The session", body = ref("#/components/schemas/Detail"))),
)]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Path(session): Path<String>,
    Query(query): Query<GetQuery>,
) -> Result<Response, Problem> {
    let added = query.include.map(|include| match include {
        Include::History => Added::History,
        Include::Events => Added::Events { from: query.from.unwrap_or_default() },
    });
    let detail = app.service.session(&caller.user, &session, added).await?;
    with_version(&detail, Some(detail.session.version))
}

/// Removes an interview, its history included.
#[utoipa::path(
    delete,
    path = "/v1/coach-creator-sessions/{sessionId}",
    tag = "interviews",
    responses((status = 204, description = "It is gone")),
)]
async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(session): Path<String>,
    IfMatch(version): IfMatch,
    Write { once, .. }: Write<Empty>,
) -> Result<Answer, Problem> {
    Ok(app.service.delete_session(&caller.user, &session, version, &once).await?)
}

/// A message.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object with `text`")]
#[schemars(rename = "Message")]
pub(super) struct MessageBody {
    /// The person's words.
    text: String,
    /// Seconds the person took.
    #[serde(default)]
    response_time: Option<u32>,
}

/// Takes a message and answers with the next question.
#[utoipa::path(
    post,
    path = "/v1/coach-creator-sessions/{sessionId}/messages",
    tag = "interviews",
    request_body = ref("#/components/schemas/Message"),
    responses((status = 200, description = "The session and the next question", body = ref("#/components/schemas/Turned"))),
)]
async fn say(
    State(app): State<App>,
    caller: Caller,
    Path(session): Path<String>,
    Conditions { key, version }: Conditions,
    WantsEvents(events): WantsEvents,
    occurrence: Occurrence,
    Json(body): Json<MessageBody>,
) -> Result<Response, Problem> {
    if events {
        return sse::stream(occurrence, move |events| async move {
            let call = Call::Say { text: &body.text, response_time: body.response_time };
            let told = |reply: &_| events.reply(reply);
            Ok(app.service.call(&caller.user, &session, call, key.as_deref(), version, told).await?)
        })
        .await;
    }
    let call = Call::Say { text: &body.text, response_time: body.response_time };
    turned(&app.service.call(&caller.user, &session, call, key.as_deref(), version, |_| ()).await?)
}

fn turned(turned: &Turned) -> Result<Response, Problem> {
    with_version(turned, Some(turned.version))
}

/// Another answer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an object with `text`")]
#[schemars(rename = "Correction")]
pub(super) struct CorrectionBody {
    /// The new answer.
    text: String,
}

/// Replaces the answer to one question; what follows from it is read anew.
#[utoipa::path(
    put,
    path = "/v1/coach-creator-sessions/{sessionId}/responses/{questionId}",
    tag = "interviews",
    request_body = ref("#/components/schemas/Correction"),
    responses((status = 200, description = "The session and the next question", body = ref("#/components/schemas/Turned"))),
)]
async fn correct(
    State(app): State<App>,
    caller: Caller,
    Path((session, question)): Path<(String, u8)>,
    Conditions { key, version }: Conditions,
    Json(body): Json<CorrectionBody>,
) -> Result<Response, Problem> {
    let call = Call::Correct { question, text: &body.text };
    turned(&app.service.call(&caller.user, &session, call, key.as_deref(), version, |_| ()).await?)
}

/// Messages that were written offline.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an object with `events`")]
#[schemars(rename = "OfflineEvents")]
pub(super) struct EventsBody {
    /// The messages, in the order they were written.
    events: Vec<OfflineEvent>,
}

/// Takes messages that were written offline, in their order; those that are known are left out.
#[utoipa::path(
    post,
    path = "/v1/coach-creator-sessions/{sessionId}/events",
    tag = "interviews",
    request_body = ref("#/components/schemas/OfflineEvents"),
    responses((status = 200, description = "What became of them", body = ref("#/components/schemas/Replayed"))),
)]
async fn replay(
    State(app): State<App>,
    caller: Caller,
    Path(session): Path<String>,
    Json(body): Json<EventsBody>,
) -> Result<Response, Problem> {
    let replayed = app.service.replay(&caller.user, &session, &body.events).await?;
    with_version(&replayed, Some(replayed.version))
}

/// Takes the interview up again after a pause.
#[utoipa::path(
    post,
    path = "/v1/coach-creator-sessions/{sessionId}/resume",
    tag = "interviews",
    responses((status = 200, description = "The session and the pending question", body = ref("#/components/schemas/Turned"))),
)]
async fn resume(
    State(app): State<App>,
    caller: Caller,
    Path(session): Path<String>,
    Conditions { key, version }: Conditions,
    Json(Empty {}): Json<Empty>,
) -> Result<Response, Problem> {
    turned(&app.service.call(&caller.user, &session, Call::Resume, key.as_deref(), version, |_| ()).await?)
}

/// Gives the interview up; a later message takes it up again.
#[utoipa::path(
    post,
    path = "/v1/coach-creator-sessions/{sessionId}/abandon",
    tag = "interviews",
    responses((status = 200, description = "The session", body = ref("#/components/schemas/Turned"))),
)]
async fn abandon(
    State(app): State<App>,
    caller: Caller,
    Path(session): Path<String>,
    Conditions { key, version }: Conditions,
    Json(Empty {}): Json<Empty>,
) -> Result<Response, Problem> {
    turned(&app.service.call(&caller.user, &session, Call::Abandon, key.as_deref(), version, |_| ()).await?)
}

/// Makes the coach: the recap is confirmed.
#[utoipa::path(
    post,
    path = "/v1/coach-creator-sessions/{sessionId}/complete",
    tag = "interviews",
    responses((status = 201, description = "The coach", body = ref("#/components/schemas/Finished"))),
)]
async fn complete(
    State(app): State<App>,
    caller: Caller,
    Path(session): Path<String>,
    IfMatch(version): IfMatch,
    Write { once, .. }: Write<Empty>,
) -> Result<Response, Problem> {
    Ok(app.service.complete_session(&caller.user, &session, version, &once).await?.into_response())
}
