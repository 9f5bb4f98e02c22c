//! Converts semantic tokens.

use agentls_analysis::ide::semantic_tokens::SemanticToken;
use tower_lsp::gen_lsp_types as lsp;

use super::ToProto;

impl ToProto<'_> {
    /// Returns those of the types that the client takes, each relative to the one before.
    pub(crate) fn semantic_tokens(&self, tokens: &[SemanticToken]) -> lsp::SemanticTokens {
        let (support, mut last) = (self.flags.tokens, lsp::Position::default());
        let relative = |token: &SemanticToken| {
            let token_type = support.type_of(token.kind)?;
            let lsp::Range { start, end } = self.range(&token.range);
            let delta_line = start.line - last.line;
            let delta_start =
                if delta_line == 0 { start.character - last.character } else { start.character };
            last = start;
            Some(lsp::SemanticToken {
                delta_line,
                delta_start,
                length: end.character - start.character,
                token_type,
                token_modifiers_bitset: support.modifiers_of(token.ignored),
            })
        };
        lsp::SemanticTokens { result_id: None, data: tokens.iter().filter_map(relative).collect() }
    }
}
