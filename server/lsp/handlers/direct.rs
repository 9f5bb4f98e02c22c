//! Requests with long answers, or awaited at each key: their results are serialized without a tree of values.

use std::future::Future;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::to_raw_value;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Result};

use super::Backend;
use crate::transport::{DirectAnswers, WrittenResult};

impl DirectAnswers for Backend {
    fn direct_answer(&self, method: &str, params: &Value) -> Option<BoxFuture<'static, WrittenResult>> {
        let server = self.clone();
        match method {
            "textDocument/completion" => written(params, async move |it| server.completion(it).await),
            "textDocument/documentLink" => written(params, async move |it| server.document_link(it).await),
            "textDocument/documentSymbol" => {
                written(params, async move |it| server.document_symbol(it).await)
            }
            "textDocument/foldingRange" => written(params, async move |it| server.folding_range(it).await),
            "textDocument/references" => written(params, async move |it| server.references(it).await),
            "textDocument/rename" => written(params, async move |it| server.rename(it).await),
            "textDocument/semanticTokens/full" => {
                written(params, async move |it| server.semantic_tokens_full(it).await)
            }
            "textDocument/semanticTokens/range" => {
                written(params, async move |it| server.semantic_tokens_range(it).await)
            }
            _ => None,
        }
    }
}

/// Returns the serialized result of a method; `None` if the parameters are invalid.
fn written<P, R, F>(params: &Value, method: impl FnOnce(P) -> F) -> Option<BoxFuture<'static, WrittenResult>>
where
    P: DeserializeOwned,
    R: Serialize,
    F: Future<Output = Result<R>> + Send + 'static,
{
    let answer = method(P::deserialize(params).ok()?);
    let write = |result: Result<R>| to_raw_value(&result?).map_err(|_| Error::internal_error());
    Some(answer.map(write).boxed())
}
