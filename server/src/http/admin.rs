//! `/v1/admin`: over all people, for the role `admin` alone.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::Response;
use coachwright_core::model::Subscription;
use schemars::JsonSchema;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::extract::{IfMatch, Path, Query, Write};
use super::problem::{Kind, Problem};
use super::respond;
use super::schemas::query;
use crate::identity::Caller;
use crate::service::{Answer, Paging};

query!(PageQuery, FormsQuery);

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(entities))
        .routes(routes!(performance))
        .routes(routes!(follow_ups))
        .routes(routes!(patterns))
        .routes(routes!(contact_forms))
        .routes(routes!(change_account))
}

/// A caller with the role `admin`.
#[derive(Debug)]
struct Admin(Caller);

impl FromRequestParts<App> for Admin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, app).await?;
        if caller.is_admin {
            return Ok(Self(caller));
        }
        Err(Problem::new(Kind::Forbidden, "This is for the role `admin`: ask the operator for it."))
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PageQuery {
    /// At most so many items.
    limit: Option<u32>,
    /// `nextCursor` of the page before.
    cursor: Option<String>,
}

impl From<PageQuery> for Paging {
    fn from(query: PageQuery) -> Self {
        Self { limit: query.limit, cursor: query.cursor }
    }
}

/// All items of one type, over all people.
#[utoipa::path(
    get,
    path = "/v1/admin/entities/{entityType}",
    tag = "admin",
    params(PageQuery),
    responses((status = 200, description = "A page of items", body = ref("#/components/schemas/ListOfStoredAnyValue"))),
)]
async fn entities(
    State(app): State<App>,
    _: Admin,
    Path(entity_type): Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    respond::json(&app.service.list_entities(&entity_type, &query.into()).await?)
}

/// How a coach did, newest period first.
#[utoipa::path(
    get,
    path = "/v1/admin/coaches/{coachId}/performance",
    tag = "admin",
    params(PageQuery),
    responses((status = 200, description = "A page of periods", body = ref("#/components/schemas/ListOfStoredCoachPerformance"))),
)]
async fn performance(
    State(app): State<App>,
    _: Admin,
    Path(coach): Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    respond::json(&app.service.list_performance(&coach, &query.into()).await?)
}

/// Conversations and workouts that somebody should come back to, newest first.
#[utoipa::path(
    get,
    path = "/v1/admin/follow-ups",
    tag = "admin",
    params(PageQuery),
    responses((status = 200, description = "A page of items", body = ref("#/components/schemas/ListOfStoredAnyValue"))),
)]
async fn follow_ups(State(app): State<App>, _: Admin, Query(query): Query<PageQuery>) -> Result<Response, Problem> {
    respond::json(&app.service.list_follow_ups(&query.into()).await?)
}

/// Patterns over many people, of which nobody can be told.
#[utoipa::path(
    get,
    path = "/v1/admin/patterns",
    tag = "admin",
    responses((status = 200, description = "The patterns", body = ref("#/components/schemas/PlatformPatterns"))),
)]
async fn patterns(State(app): State<App>, _: Admin) -> Result<Response, Problem> {
    respond::json(&app.service.platform_patterns().await?)
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct FormsQuery {
    /// Those of this address.
    email: Option<String>,
    /// At most so many items.
    limit: Option<u32>,
    /// `nextCursor` of the page before, with the same filters.
    cursor: Option<String>,
}

/// Contact forms of everybody or of one address, newest first.
#[utoipa::path(
    get,
    path = "/v1/admin/contact-forms",
    tag = "admin",
    params(FormsQuery),
    responses((status = 200, description = "A page of forms", body = ref("#/components/schemas/ListOfStoredContactForm"))),
)]
async fn contact_forms(State(app): State<App>, _: Admin, Query(query): Query<FormsQuery>) -> Result<Response, Problem> {
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    respond::json(&app.service.list_contact_forms(query.email.as_deref(), &paging).await?)
}

/// What to change of somebody's account; absent fields stay.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "an object")]
#[schemars(rename = "AccountPatch")]
pub(super) struct AccountPatch {
    /// What they subscribed to.
    subscription: Option<Subscription>,
    /// Whether the account is in use.
    is_active: Option<bool>,
}

/// Sets somebody's subscription, and whether their account is in use.
#[utoipa::path(
    patch,
    path = "/v1/admin/accounts/{userId}",
    tag = "admin",
    request_body = ref("#/components/schemas/AccountPatch"),
    responses((status = 200, description = "Their profile", body = ref("#/components/schemas/StoredUserProfile"))),
)]
async fn change_account(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(user): Path<String>,
    IfMatch(version): IfMatch,
    Write { body, once }: Write<AccountPatch>,
) -> Result<Answer, Problem> {
    let AccountPatch { subscription, is_active } = body;
    Ok(app.service.change_account(&admin.user, &user, subscription, is_active, version, &once).await?)
}
