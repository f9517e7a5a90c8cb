//! Clients, and what their errors mean to a caller.

use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};

use crate::store::StoreError;

/// Attempts at a request, the first one included; the pauses between them grow and are random (the SDK's own layer).
const ATTEMPTS: u32 = 4;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(2);

/// How long one attempt may take.
const ATTEMPT: Duration = Duration::from_secs(5);

/// How long a request may take with all its attempts.
const REQUEST: Duration = Duration::from_secs(15);

/// The names of a store, and how it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The table.
    pub table: String,
    /// The bucket.
    pub bucket: String,
    /// Turns after which the record of a conversation is written again; 0 for never before its status changes.
    pub snapshot_turns: u32,
}

/// Clients of both services; clones share their connections.
#[derive(Debug, Clone)]
pub struct Clients {
    /// The SDK's configuration, for clients of further services.
    pub config: SdkConfig,
    /// Items.
    pub dynamo: aws_sdk_dynamodb::Client,
    /// Documents.
    pub s3: aws_sdk_s3::Client,
}

impl Clients {
    /// Clients as the SDK's environment says: `AWS_REGION`, credentials, `AWS_ENDPOINT_URL_DYNAMODB`, `AWS_ENDPOINT_URL_S3`.
    /// `path_style` names the bucket in the path of an address, as most servers but Amazon's want it.
    pub async fn from_environment(path_style: bool) -> Self {
        let http = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
        let times = TimeoutConfig::builder()
            .connect_timeout(CONNECT)
            .operation_attempt_timeout(ATTEMPT)
            .operation_timeout(REQUEST)
            .build();
        let config = aws_config::defaults(BehaviorVersion::latest())
            .http_client(http)
            .retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS))
            .timeout_config(times)
            .load()
            .await;
        Self::new(config, path_style)
    }

    /// Clients with this configuration.
    #[must_use]
    pub fn new(config: SdkConfig, path_style: bool) -> Self {
        let dynamo = aws_sdk_dynamodb::Client::new(&config);
        let s3 = aws_sdk_s3::config::Builder::from(&config).force_path_style(path_style).build();
        Self { config, dynamo, s3: aws_sdk_s3::Client::from_conf(s3) }
    }
}

/// What an error means to a caller. Throttling comes here once the attempts are used up.
pub(super) fn failed<E, R>(error: SdkError<E, R>) -> StoreError
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    let code = error.as_service_error().and_then(ProvideErrorMetadata::code).unwrap_or_default().to_owned();
    let hint = match code.as_str() {
        "ValidationException" | "IdempotentParameterMismatchException" => {
            let message = error.as_service_error().and_then(ProvideErrorMetadata::message).unwrap_or_default();
            return StoreError::Invalid(format!("the table refuses it: {message}"));
        }
        "ResourceNotFoundException" | "NoSuchBucket" => "make the table and the bucket with `coachwright provision`",
        "AccessDenied" | "AccessDeniedException" => "grant what `coachwright provision --print iam` prints",
        "UnrecognizedClientException"
        | "InvalidSignatureException"
        | "InvalidAccessKeyId"
        | "SignatureDoesNotMatch" => "check the credentials",
        _ => "the service did not answer as it should",
    };
    StoreError::Unavailable(anyhow::Error::new(error).context(hint))
}
