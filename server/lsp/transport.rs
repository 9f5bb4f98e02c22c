//! The transport: frames over stdin and stdout, in wire order.
//!
//! Replaces tower-lsp's `Server`, which handles four messages at once in any order, stops at one malformed message, and
//! cannot cancel while four requests wait. Here messages take effect in their order: each is handed to the service in
//! turn and its future polled once on the spot; only futures that have to wait go to the runtime. Nothing a client
//! sends ends the loop, except `exit` and the end of the input.
//!
//! This module knows JSON-RPC, and nothing about agents.

mod asked;
mod direct;
mod frame;
pub(crate) mod lenient;
mod message;
mod outbox;

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Poll, Waker};

use agentls_analysis::printable::printable;
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{ClientSocket, LanguageServer, Loopback, LspService};
use tower_service::Service;
use tracing::{debug, warn};

pub use asked::WrittenResult;
use asked::{Answer, Asked, Trace};
pub use direct::DirectAnswers;
use direct::Waiting;
use frame::{Frame, Frames};
use message::Message;
pub use outbox::Outbox;

/// Maximum size of a message body, in bytes.
pub const LONGEST_BODY: usize = 64 * 1024 * 1024;

/// Maximum number of warnings about malformed input: garbage would cause one per line.
const MOST_COMPLAINTS: usize = 20;

/// Serves until the client sends `exit`, closes the input, or stops reading; then closes the outbox.
///
/// Runs on the calling thread; futures that have to wait run on `runtime`. `fit` may change a message before it is
/// handled, or consume it. Calls `idle` after a message if no other one has arrived yet. Returns the exit code that the
/// specification requires: 0 after a `shutdown`, else 1.
pub fn serve<S: LanguageServer + DirectAnswers>(
    input: impl Read,
    longest_body: usize,
    outbox: &Outbox,
    (service, socket): (LspService<S>, ClientSocket),
    runtime: &Handle,
    mut fit: impl FnMut(Request) -> Option<Request>,
    mut idle: impl FnMut(),
) -> i32 {
    let (mut requests, answers) = socket.split();
    let to_client = outbox.clone();
    runtime.spawn(async move {
        while let Some(request) = requests.next().await {
            to_client.send(&without_null(request));
        }
    });
    let _runtime = runtime.enter();
    let mut frames = Frames::new(input, longest_body);
    let trace = Trace::default();
    let waiting = Waiting::default();
    let mut server = Server {
        service,
        answers,
        outbox,
        runtime,
        trace,
        waiting,
        ready: false,
        shut_down: false,
        complaints: 0,
    };
    while let Ok(Some(frame)) = frames.next() {
        let goes_on = match frame {
            Frame::Body(body) => match message::parse(&body) {
                Ok(Message::Request(request)) => {
                    fit(request).is_none_or(|request| server.handle_request(request))
                }
                Ok(Message::Response(response)) => {
                    // The sink is ready at once; it fails only after `exit`.
                    let _ = server.answers.send(response).now_or_never();
                    true
                }
                Err(bad) => {
                    frames.resume_after(&body);
                    server.refuse(bad.id, bad.code, &bad.reason);
                    true
                }
            },
            Frame::Refused(reason) => {
                server.refuse(Id::Null, ErrorCode::InvalidRequest, &reason);
                true
            }
            Frame::Skipped(reason) => {
                server.complain(&reason);
                true
            }
        };
        outbox.wait_for_room();
        if !goes_on || outbox.is_dead() {
            break;
        }
        if frames.is_drained() {
            idle();
        }
    }
    outbox.close();
    i32::from(!server.shut_down)
}

/// Removes `null` params, which tower-lsp sends for none: they may only be absent (JSON-RPC 2.0, "Request object").
fn without_null(request: Request) -> Request {
    if request.params() != Some(&Value::Null) {
        return request;
    }
    let (method, id, _) = request.into_parts();
    let bare = Request::build(method);
    match id {
        Some(id) => bare.id(id).finish(),
        None => bare.finish(),
    }
}

struct Server<'a, S> {
    service: LspService<S>,
    answers: <ClientSocket as Loopback>::ResponseSink,
    outbox: &'a Outbox,
    runtime: &'a Handle,
    trace: Trace,
    /// Requests that wait for a direct answer.
    waiting: Waiting,
    /// Whether the client has sent `initialized`.
    ready: bool,
    shut_down: bool,
    complaints: usize,
}

impl<S: LanguageServer + DirectAnswers> Server<'_, S> {
    /// Handles one request or notification. Returns false on `exit`.
    fn handle_request(&mut self, request: Request) -> bool {
        let exits = request.method() == "exit";
        self.ready |= request.method() == "initialized";
        self.shut_down |= request.method() == "shutdown" && request.id().is_some();
        self.call(request);
        !exits
    }

    fn call(&mut self, request: Request) {
        self.trace.hear(&request);
        self.waiting.hear(&request);
        let asked = Asked::new(&request, &self.trace, self.outbox);
        let (direct, mut future) = match self.direct_answer(&request) {
            Some((id, answer)) => (Some(id), answer),
            None => {
                let ready = self.service.poll_ready(&mut Context::from_waker(Waker::noop()));
                if !matches!(ready, Poll::Ready(Ok(()))) {
                    return;
                }
                (None, self.service.call(request).map(Answer::Service).boxed())
            }
        };
        match catch_unwind(AssertUnwindSafe(|| (&mut future).now_or_never())) {
            Ok(Some(answer)) => asked.answer(answer),
            Ok(None) => {
                // The service cancels its own requests.
                let waiting = self.waiting.clone();
                let future = match &direct {
                    Some(id) => waiting.cancellable(id, future),
                    None => future,
                };
                self.runtime.spawn(async move {
                    let outcome = AssertUnwindSafe(future).catch_unwind().await;
                    direct.iter().for_each(|id| waiting.end(id));
                    match outcome {
                        Ok(answer) => asked.answer(answer),
                        Err(_) => asked.fail(),
                    }
                });
            }
            Err(_) => asked.fail(),
        }
    }

    /// Returns the answer that the server serializes itself. Before `initialized` and after `shutdown` the service answers
    /// with the proper error.
    fn direct_answer(&self, request: &Request) -> Option<(Id, BoxFuture<'static, Answer>)> {
        let (id, params) = (request.id()?, request.params()?);
        let server = Some(self.service.inner()).filter(|_| self.ready && !self.shut_down)?;
        let answer = server.direct_answer(request.method(), params)?;
        Some((id.clone(), answer.map(Answer::Written).boxed()))
    }

    /// Answers an invalid message with an error.
    fn refuse(&mut self, id: Id, code: ErrorCode, reason: &str) {
        warn!(code = code.code(), "rejected a message");
        let error = Error { code, message: printable(reason).into_owned().into(), data: None };
        self.outbox.send(&Response::from_error(id, error));
        self.complain(reason);
    }

    /// Warns the user with `window/logMessage`.
    fn complain(&mut self, reason: &str) {
        // The reason may quote the client's input.
        debug!(reason, "notified the client");
        self.complaints += 1;
        if self.complaints <= MOST_COMPLAINTS {
            const WARNING: u8 = 2;
            let params = json!({ "type": WARNING, "message": format!("agentls: {}", printable(reason)) });
            self.outbox.send(&Request::build("window/logMessage").params(params).finish());
        }
    }
}
