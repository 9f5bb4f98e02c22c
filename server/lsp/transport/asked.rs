//! A message of the client from arrival to answer, and its reports: to the client, the log, and the client's trace (LSP
//! 3.17, `$/setTrace` and `$/logTrace`).

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tower_lsp::ExitedError;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tracing::{debug, error, warn};

use super::Outbox;

/// Answers that take longer are logged as slow.
const SLOW: Duration = Duration::from_millis(500);

/// The serialized result of a request.
pub type WrittenResult = tower_lsp::jsonrpc::Result<Box<RawValue>>;

/// The answer to a message.
pub(super) enum Answer {
    /// From the service; none for notifications and for methods that it ignores.
    Service(Result<Option<Response>, ExitedError>),
    /// Serialized by the server.
    Written(WrittenResult),
}

/// A request or notification that was passed to the service.
pub(super) struct Asked {
    id: Option<Id>,
    method: String,
    arrived: Instant,
    trace: Trace,
    outbox: Outbox,
}

impl Asked {
    pub(super) fn new(request: &Request, trace: &Trace, outbox: &Outbox) -> Self {
        Self {
            id: request.id().cloned(),
            method: request.method().to_owned(),
            arrived: Instant::now(),
            trace: trace.clone(),
            outbox: outbox.clone(),
        }
    }

    /// Sends the answer.
    pub(super) fn answer(self, answer: Answer) {
        let error = match &answer {
            Answer::Service(Ok(Some(response))) => response.error(),
            Answer::Written(Err(error)) => Some(error),
            _ => None,
        };
        let error = error.map(|error| error.code.code());
        match (answer, &self.id) {
            (Answer::Service(Ok(Some(response))), _) => self.outbox.send(&response),
            // tower-lsp ignores unknown methods that start with `$/`; a request still needs an answer.
            (Answer::Service(Ok(None)), Some(id)) => {
                self.outbox.send(&Response::from_error(id.clone(), Error::method_not_found()));
            }
            (Answer::Written(Ok(result)), Some(id)) => {
                self.outbox.send(&WrittenResponse { jsonrpc: "2.0", id, result: &result });
            }
            (Answer::Written(Err(error)), Some(id)) => {
                self.outbox.send(&Response::from_error(id.clone(), error));
            }
            _ => {}
        }
        self.trace_outcome(error);
    }

    /// Answers that the handler panicked. Its changes to the state remain.
    pub(super) fn fail(self) {
        error!(method = self.method, "internal error in a request; the server keeps running");
        let code = ErrorCode::InternalError;
        if let Some(id) = &self.id {
            let message =
                "Internal error in this request. The server keeps running; please report it.".into();
            self.outbox.send(&Response::from_error(id.clone(), Error { code, message, data: None }));
        }
        self.trace_outcome(Some(code.code()));
    }

    fn trace_outcome(&self, error: Option<i64>) {
        let took = self.arrived.elapsed();
        let (method, ms) = (&self.method, took.as_secs_f64() * 1e3);
        if took > SLOW {
            warn!(method, "slow: {ms:.0} ms");
        } else {
            debug!(method, error, "done in {ms:.3} ms");
        }
        let level = self.trace.0.load(Ordering::Relaxed);
        if level > OFF {
            let id = self.id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
            let mut params = json!({ "message": format!("{method}{id} took {ms:.1} ms") });
            if level > MESSAGES {
                let outcome =
                    error.map_or_else(|| "without an error".to_owned(), |code| format!("error {code}"));
                params["verbose"] = outcome.into();
            }
            self.outbox.send(&Request::build("$/logTrace").params(params).finish());
        }
    }
}

/// A response with a serialized result.
#[derive(Serialize)]
struct WrittenResponse<'a> {
    jsonrpc: &'static str,
    id: &'a Id,
    result: &'a RawValue,
}

const OFF: u8 = 0;
const MESSAGES: u8 = 1;
const VERBOSE: u8 = 2;

/// The trace level that the client set. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Trace(Arc<AtomicU8>);

impl Trace {
    /// Sets the level if a message contains one.
    pub(super) fn hear(&self, request: &Request) {
        let key = match request.method() {
            "initialize" => "trace",
            "$/setTrace" => "value",
            _ => return,
        };
        let wanted = request.params().and_then(|params| params.get(key)).and_then(Value::as_str);
        let level = match wanted {
            Some("off") => OFF,
            Some("messages") => MESSAGES,
            Some("verbose") => VERBOSE,
            _ => return,
        };
        self.0.store(level, Ordering::Relaxed);
    }
}
