//! A turn as a stream of events: `turn`, `delta` …, `done`, or `error`.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use coachwright_core::interview::Reply;
use hyper::body::Frame;
use serde::Serialize;
use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::problem::Problem;
use super::shell::Occurrence;

/// Where a turn tells what happens.
#[derive(Debug, Clone)]
pub(super) struct Events(UnboundedSender<Result<Bytes, Problem>>);

impl Events {
    /// Sends an event; a caller who is gone misses it.
    fn send(&self, name: &str, data: &impl Serialize) {
        if let Ok(data) = serde_json::to_string(data) {
            let _ = self.0.send(Ok(Bytes::from(format!("event: {name}\ndata: {data}\n\n"))));
        }
    }

    /// The reply, before it is durable: what was understood, then the text sentence by sentence.
    pub(super) fn reply(&self, reply: &Reply) {
        if let Ok(serde_json::Value::Object(mut turn)) = serde_json::to_value(reply) {
            turn.remove("reply");
            self.send("turn", &turn);
        }
        for sentence in reply.reply.split_inclusive(['.', '?', '!', '\n']) {
            self.send("delta", &json!({ "text": sentence }));
        }
    }
}

/// Runs a turn in a task of its own, so that it is finished even when the caller goes away, and streams its events.
/// A turn that is refused before it has told anything is answered with the problem itself.
pub(super) async fn stream<A, F>(occurrence: Occurrence, turn: impl FnOnce(Events) -> F) -> Result<Response, Problem>
where
    A: Serialize + Send,
    F: Future<Output = Result<A, Problem>> + Send + 'static,
{
    let (sender, mut receiver) = unbounded_channel();
    let events = Events(sender);
    let turn = turn(events.clone());
    tokio::spawn(async move {
        match turn.await {
            Ok(answer) => events.send("done", &answer),
            Err(problem) => drop(events.0.send(Err(problem))),
        }
    });
    match receiver.recv().await {
        Some(Ok(first)) => Ok(response(Body::new(Stream { first: Some(first), receiver, occurrence }))),
        Some(Err(problem)) => Err(problem),
        None => Err(Problem::internal(&"a turn ended without an answer")),
    }
}

fn response(body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

/// The events as a body; it ends with the turn, so it never holds up a shutdown.
struct Stream {
    first: Option<Bytes>,
    receiver: UnboundedReceiver<Result<Bytes, Problem>>,
    occurrence: Occurrence,
}

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        self.receiver.poll_recv(context).map(|event| {
            let event = event?.unwrap_or_else(|problem| {
                let mut text = b"event: error\ndata: ".to_vec();
                text.extend(problem.to_json(&self.occurrence.urn()));
                text.extend(b"\n\n");
                Bytes::from(text)
            });
            Some(Ok(Frame::data(event)))
        })
    }
}
