//! `/v1/contact-forms`: open to anyone.

use axum::extract::State;
use coachwright_core::model::ContactForm;
use schemars::JsonSchema;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;
use super::extract::Write;
use super::problem::Problem;
use crate::service::Answer;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(contact))
}

/// What somebody writes to the operator.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a contact form")]
#[schemars(rename = "NewContactForm")]
pub(super) struct ContactBody {
    /// First name.
    first_name: String,
    /// Last name.
    last_name: String,
    /// Where to answer.
    email: String,
    /// What it is about.
    subject: String,
    /// The words.
    message: String,
    /// What kind of request it is: `support`, `feedback`, …
    contact_type: String,
}

/// Writes to the operator; the same words from the same address are kept once.
#[utoipa::path(
    post,
    path = "/v1/contact-forms",
    tag = "contact",
    security(()),
    request_body = ref("#/components/schemas/NewContactForm"),
    responses(
        (status = 201, description = "It has arrived", body = ref("#/components/schemas/Received")),
        (status = 200, description = "It had arrived before", body = ref("#/components/schemas/Received")),
    ),
)]
async fn contact(State(app): State<App>, Write { body, once }: Write<ContactBody>) -> Result<Answer, Problem> {
    let form = ContactForm {
        first_name: body.first_name,
        last_name: body.last_name,
        email: body.email,
        subject: body.subject,
        message: body.message,
        contact_type: body.contact_type,
    };
    Ok(app.service.contact(form, &once).await?)
}
