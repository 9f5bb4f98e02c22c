//! Which semantic tokens a client takes.
//!
//! The types are standard ones, chosen by what the default themes of editors do with them. An agent has the colour of a
//! type, a skill that of a module, and a command that of a function, as in the outline. A placeholder is a `parameter`:
//! Neovim's default colours show no `variable`. A command that runs at load is a `macro`: it is replaced before anybody
//! reads the text. What is ignored is a `comment`, which every theme shows faintly, and `deprecated`, which Neovim strikes
//! out; a reference in it keeps its type.

use agentls_analysis::ide::semantic_tokens::TokenKind;
use agentls_analysis::references::DefinitionKind;
use tower_lsp::gen_lsp_types::{
    ClientSemanticTokensRequestOptionsFull, ClientSemanticTokensRequestOptionsRange,
    SemanticTokensClientCapabilities,
};

/// The types of tokens.
const TYPES: [&str; 6] = ["class", "namespace", "function", "parameter", "macro", "comment"];

/// The modifier of what is ignored.
const IGNORED: &str = "deprecated";

/// The semantic tokens that a client takes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TokenSupport {
    /// Whether the client takes each type.
    types: [bool; TYPES.len()],
    /// Whether it takes the modifier.
    ignored: bool,
    /// Whether it asks for the tokens of a document.
    pub(crate) full: bool,
    /// Whether it asks for the tokens of a range.
    pub(crate) range: bool,
}

impl TokenSupport {
    pub(super) fn new(client: &SemanticTokensClientCapabilities) -> Self {
        let has = |list: &[String], name: &str| list.iter().any(|known| known == name);
        Self {
            types: TYPES.map(|name| has(&client.token_types, name)),
            ignored: has(&client.token_modifiers, IGNORED),
            full: client
                .requests
                .full
                .as_ref()
                .is_some_and(|full| !matches!(full, ClientSemanticTokensRequestOptionsFull::Bool(false))),
            range: client
                .requests
                .range
                .as_ref()
                .is_some_and(|range| !matches!(range, ClientSemanticTokensRequestOptionsRange::Bool(false))),
        }
    }

    /// Whether the client takes any token.
    pub(crate) fn any(&self) -> bool {
        self.types.contains(&true) && (self.full || self.range)
    }

    /// Returns the names of the types, in the order of their numbers.
    pub(crate) fn types(&self) -> Vec<String> {
        let taken = TYPES.iter().zip(self.types).filter(|(_, taken)| *taken);
        taken.map(|(name, _)| (*name).to_owned()).collect()
    }

    /// Returns the names of the modifiers, in the order of their bits.
    pub(crate) fn modifiers(&self) -> Vec<String> {
        self.ignored.then(|| IGNORED.to_owned()).into_iter().collect()
    }

    /// Returns the number of a type; `None` for one that the client does not take.
    pub(crate) fn type_of(&self, kind: TokenKind) -> Option<u32> {
        let at = match kind {
            TokenKind::Reference(DefinitionKind::Agent) => 0,
            TokenKind::Reference(DefinitionKind::Skill) => 1,
            TokenKind::Reference(DefinitionKind::Command) => 2,
            TokenKind::Placeholder => 3,
            TokenKind::Shell => 4,
            TokenKind::Ignored => 5,
        };
        let before = self.types.get(..at)?.iter().filter(|taken| **taken).count();
        self.types.get(at).filter(|taken| **taken).and_then(|_| u32::try_from(before).ok())
    }

    /// Returns the bits of the modifiers.
    pub(crate) fn modifiers_of(&self, ignored: bool) -> u32 {
        u32::from(self.ignored && ignored)
    }
}
