//! Answers that are serialized directly, without a tree of values in between.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::{AbortHandle, BoxFuture, abortable};
use serde_json::Value;
use tokio::runtime::Handle;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request};

use super::asked::{Asked, WrittenResult};

/// A server that serializes the results of some requests itself.
pub trait DirectAnswers {
    /// Returns the answer; `None` leaves other methods and invalid parameters to the service.
    fn direct_answer(&self, method: &str, params: &Value) -> Option<BoxFuture<'static, WrittenResult>> {
        let _ = (method, params);
        None
    }
}

/// Requests that wait for a direct answer, so that they can be cancelled. Clones share them.
#[derive(Clone, Default)]
pub(super) struct Waiting(Arc<Mutex<HashMap<Id, AbortHandle>>>);

impl Waiting {
    fn handles(&self) -> MutexGuard<'_, HashMap<Id, AbortHandle>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Cancels a request if the message is `$/cancelRequest`.
    pub(super) fn hear(&self, request: &Request) {
        if request.method() == "$/cancelRequest"
            && let Some(id) = request.params().and_then(|params| params.get("id"))
            && let Ok(id) = serde_json::from_value::<Id>(id.clone())
            && let Some(handle) = self.handles().remove(&id)
        {
            handle.abort();
        }
    }

    /// Sends the answer at once if it is ready, or else from the runtime.
    pub(super) fn answer(
        &self,
        id: Id,
        asked: Asked,
        mut future: BoxFuture<'static, WrittenResult>,
        runtime: &Handle,
    ) {
        match catch_unwind(AssertUnwindSafe(|| (&mut future).now_or_never())) {
            Ok(Some(result)) => asked.answer_written(result),
            Ok(None) => {
                let (future, handle) = abortable(AssertUnwindSafe(future).catch_unwind());
                self.handles().insert(id.clone(), handle);
                let waiting = self.clone();
                runtime.spawn(async move {
                    let outcome = future.await;
                    waiting.handles().remove(&id);
                    match outcome {
                        Ok(Ok(result)) => asked.answer_written(result),
                        Ok(Err(_)) => asked.fail(),
                        Err(_) => asked.answer_written(Err(cancelled())),
                    }
                });
            }
            Err(_) => asked.fail(),
        }
    }
}

fn cancelled() -> Error {
    Error { code: ErrorCode::RequestCancelled, message: "Canceled".into(), data: None }
}
