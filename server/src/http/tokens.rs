//! `/v1/me/tokens`: API tokens of the caller.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use coachwright_core::model::TokenScope;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::extract::{Empty, Path, Write};
use super::problem::{Kind, Problem};
use super::respond;
use crate::identity::Caller;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(revoke))
}

/// A token to make.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an object with `name`")]
#[schemars(rename = "NewTokenRequest")]
pub(super) struct TokenBody {
    /// What to call it.
    name: String,
    /// What it may do; to read where it is absent. `admin` only for those who have the role.
    #[serde(default)]
    scopes: Vec<TokenScope>,
    /// Days it lives; for ever where it is absent.
    #[serde(default)]
    days: Option<u32>,
}

/// A token may not make, end or list tokens: whoever finds one must not keep access with it.
fn in_person(caller: &Caller) -> Result<(), Problem> {
    if caller.by_token {
        return Err(Problem::new(Kind::Forbidden, "Tokens are managed by their owner in person, not by a token."));
    }
    Ok(())
}

/// The caller's API tokens, newest first; their secrets are nowhere.
#[utoipa::path(
    get,
    path = "/v1/me/tokens",
    tag = "me",
    responses((status = 200, description = "All tokens", body = ref("#/components/schemas/ListOfTokenInfo"))),
)]
async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    in_person(&caller)?;
    let items = app.service.list_tokens(&caller.user).await?;
    respond::json(&json!({ "items": items, "nextCursor": null }))
}

/// Makes an API token. Its secret is in this answer alone, so a repeated request makes another one.
#[utoipa::path(
    post,
    path = "/v1/me/tokens",
    tag = "me",
    request_body = ref("#/components/schemas/NewTokenRequest"),
    responses((status = 201, description = "The token with its secret", body = ref("#/components/schemas/NewToken"))),
)]
async fn create(
    State(app): State<App>,
    caller: Caller,
    Write { body, .. }: Write<TokenBody>,
) -> Result<Response, Problem> {
    in_person(&caller)?;
    if body.scopes.contains(&TokenScope::Admin) && !caller.is_admin {
        return Err(Problem::new(Kind::Forbidden, "Only those who have the role `admin` can pass it on."));
    }
    let made = app.service.create_token(&caller.user, &body.name, body.scopes, body.days).await?;
    let mut response = respond::json(&made)?;
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

/// Ends an API token now.
#[utoipa::path(
    delete,
    path = "/v1/me/tokens/{tokenId}",
    tag = "me",
    responses((status = 204, description = "It is valid no more")),
)]
async fn revoke(
    State(app): State<App>,
    caller: Caller,
    Path(token): Path<String>,
    _: Write<Empty>,
) -> Result<StatusCode, Problem> {
    in_person(&caller)?;
    app.service.revoke_token(&caller.user, &token).await?;
    Ok(StatusCode::NO_CONTENT)
}
