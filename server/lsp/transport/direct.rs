//! Answers that are serialized directly, without a tree of values in between.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::{AbortHandle, Aborted, BoxFuture, abortable};
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request};

use super::asked::{Answer, WrittenResult};

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

    /// Makes an answer that is not ready cancellable, until [`Self::end`].
    pub(super) fn cancellable(
        &self,
        id: &Id,
        answer: BoxFuture<'static, Answer>,
    ) -> BoxFuture<'static, Answer> {
        let (answer, handle) = abortable(answer);
        self.handles().insert(id.clone(), handle);
        answer.map(|outcome| outcome.unwrap_or_else(|Aborted| Answer::Written(Err(cancelled())))).boxed()
    }

    /// Forgets a request that has ended.
    pub(super) fn end(&self, id: &Id) {
        self.handles().remove(id);
    }
}

fn cancelled() -> Error {
    Error { code: ErrorCode::RequestCancelled, message: "Canceled".into(), data: None }
}
