//! One keep-alive connection to the server, with the identity cookie it was given.

use anyhow::{Context as _, Result, bail};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{COOKIE, HOST, HeaderMap, SET_COOKIE};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// A connection.
#[derive(Debug)]
pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    cookie: Option<String>,
    keys: u64,
}

impl Client {
    /// Connects to `host:port`.
    ///
    /// # Errors
    /// When nobody listens there.
    pub async fn connect(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await.with_context(|| format!("cannot connect to {address}"))?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, host: address.to_owned(), cookie: None, keys: 0 })
    }

    /// Takes over the identity of another connection.
    pub fn identify(&mut self, cookie: &str) {
        self.cookie = Some(cookie.to_owned());
    }

    /// The identity cookie the server gave.
    #[must_use]
    pub fn cookie(&self) -> Option<&str> {
        self.cookie.as_deref()
    }

    /// Sends a request with a fresh idempotency key and gives status and body.
    ///
    /// # Errors
    /// When the connection breaks or the answer is no JSON.
    pub async fn call(&mut self, method: Method, path: &str, body: Option<&Value>) -> Result<(StatusCode, Value)> {
        self.keys += 1;
        let key = format!("key-{}", self.keys);
        self.call_with_key(method, path, body, &key).await
    }

    /// Sends a request with this idempotency key.
    ///
    /// # Errors
    /// When the connection breaks or the answer is no JSON.
    pub async fn call_with_key(
        &mut self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        key: &str,
    ) -> Result<(StatusCode, Value)> {
        let bytes = body.map(serde_json::to_vec).transpose()?.unwrap_or_default();
        let headers = [("content-type", "application/json"), ("idempotency-key", key)];
        let answer = self.send(method, path, &headers, bytes).await?;
        Ok((answer.status, answer.json()?))
    }

    /// Sends these bytes with these headers, and the identity; headers given here replace `Host` and `Cookie`.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Result<Answer> {
        let mut request = Request::builder().method(method).uri(path);
        let given = |name: &str| headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
        if !given("host") {
            request = request.header(HOST, &self.host);
        }
        if let Some(cookie) = self.cookie.as_ref().filter(|_| !given("cookie")) {
            request = request.header(COOKIE, cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.sender.ready().await?;
        let answer = self.sender.send_request(request.body(Full::from(body.into()))?).await?;
        if let Some(cookie) = answer.headers().get(SET_COOKIE).and_then(|cookie| cookie.to_str().ok()) {
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        let (parts, body) = answer.into_parts();
        Ok(Answer { status: parts.status, headers: parts.headers, body: body.collect().await?.to_bytes() })
    }

    /// Sends a request that must succeed.
    ///
    /// # Errors
    /// When it does not.
    pub async fn expect(&mut self, method: Method, path: &str, body: Option<&Value>) -> Result<Value> {
        let (status, json) = self.call(method.clone(), path, body).await?;
        if !status.is_success() {
            bail!("{method} {path}: {status}: {json}");
        }
        Ok(json)
    }
}

/// An answer as it came.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Answer {
    /// The body as JSON; null where it is empty.
    ///
    /// # Errors
    /// When it is something else.
    pub fn json(&self) -> Result<Value> {
        if self.body.is_empty() { Ok(Value::Null) } else { Ok(serde_json::from_slice(&self.body)?) }
    }

    /// A header's text; empty where it is missing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
