//! The client's capabilities, resolved once into flags.

mod token_support;

use agentls_analysis::text::Encoding;
pub(crate) use token_support::TokenSupport;
use tower_lsp::gen_lsp_types::{
    ClientCapabilities, DiagnosticTag, FoldingRangeKind, InsertTextMode, MarkupKind, PositionEncodingKind,
    ResourceOperationKind,
};

/// The client's capabilities, as far as answers depend on them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ClientFlags {
    /// The unit of columns.
    pub(crate) encoding: Encoding,
    pub(crate) snippets: bool,
    /// Completions may have an insert and a replace range.
    pub(crate) insert_replace: bool,
    /// The client indents the lines of a completion after the first, when told so.
    pub(crate) adjusts_indentation: bool,
    pub(crate) completion_markdown: bool,
    /// A completion list may have a default edit range.
    pub(crate) default_ranges: bool,
    /// A completion list may have a default insert text format.
    pub(crate) default_format: bool,
    /// The client requests the documentation of a completion when it is selected. One that also resolves commands
    /// resolves again on acceptance, and inserts a snippet only after the answer: what is typed meanwhile would be in
    /// its place (Neovim 0.12.4, `vim/lsp/completion.lua`, `on_complete_done`).
    pub(crate) resolves_docs: bool,
    pub(crate) hover_markdown: bool,
    pub(crate) related_information: bool,
    pub(crate) code_description: bool,
    pub(crate) unnecessary_tag: bool,
    pub(crate) deprecated_tag: bool,
    pub(crate) diagnostic_version: bool,
    /// Document symbols may have children.
    pub(crate) nested_symbols: bool,
    /// The maximum number of folds per document.
    pub(crate) most_folds: Option<u32>,
    /// Folds may have the kind `comment`.
    pub(crate) comment_folds: bool,
    /// Folds may have the kind `region`.
    pub(crate) region_folds: bool,
    /// The client supports code action literals; without that, none are offered.
    pub(crate) code_actions: bool,
    pub(crate) preferred_actions: bool,
    /// The client resolves the edit of an action when it is chosen.
    pub(crate) resolves_edits: bool,
    /// Edits may be `documentChanges`, which name the document's version. File operations are possible only there, so a
    /// client that lists any is taken to support them, whatever it declares: Neovim 0.12 (`vim/lsp/util.lua`,
    /// `apply_workspace_edit`) and yegappan/lsp (`textedit.vim`, `ApplyWorkspaceEdit`) declare nothing.
    pub(crate) document_changes: bool,
    /// The client itself declares `documentChanges`.
    pub(crate) declares_document_changes: bool,
    /// Edits may be snippets.
    pub(crate) snippet_edits: bool,
    /// The client watches files when asked to.
    pub(crate) watches_files: bool,
    /// The client learns at any time that documents can be formatted.
    pub(crate) registers_formatting: bool,
    /// The client shows progress that the server starts.
    pub(crate) work_done_progress: bool,
    /// Definitions may be location links, with the range in the document that leads there.
    pub(crate) definition_links: bool,
    /// Edits may rename files.
    pub(crate) renames_files: bool,
    /// Edits may create files.
    pub(crate) creates_files: bool,
    /// The client pulls diagnostics (LSP 3.17), and is not sent any.
    pub(crate) pulls_diagnostics: bool,
    /// The client pulls diagnostics again when asked to.
    pub(crate) refreshes_diagnostics: bool,
    /// The semantic tokens that the client takes.
    pub(crate) tokens: TokenSupport,
    /// The client asks for semantic tokens again when asked to.
    pub(crate) refreshes_tokens: bool,
    /// The client asks for code lenses again when asked to.
    pub(crate) refreshes_lenses: bool,
    /// The client has the command `agentls.showReferences`.
    pub(crate) shows_references: bool,
    /// The client has the command `agentls.showVerdict`.
    pub(crate) shows_verdict: bool,
}

impl ClientFlags {
    pub(crate) fn new(client: &ClientCapabilities) -> Self {
        let text = client.text_document.as_ref();
        let completions = text.and_then(|text| text.completion.as_ref());
        let completion = completions.and_then(|it| it.completion_item.as_ref());
        let defaults = completions.and_then(|it| it.completion_list.as_ref()?.item_defaults.as_ref());
        let has_default = |name: &str| defaults.is_some_and(|it| it.iter().any(|known| known == name));
        let resolved = completion.and_then(|it| it.resolve_support.as_ref());
        let resolves =
            |name: &str| resolved.is_some_and(|it| it.properties.iter().any(|known| known == name));
        let diagnostics = text.and_then(|text| text.publish_diagnostics.as_ref());
        let common = diagnostics.map(|it| &it.diagnostics_capabilities);
        let tags = common.and_then(|it| it.tag_support.as_ref()).map_or(&[][..], |it| &it.value_set);
        let modes = completion.and_then(|it| it.insert_text_mode_support.as_ref());
        let markdown =
            |formats: Option<&Vec<MarkupKind>>| formats.is_some_and(|it| it.contains(&MarkupKind::Markdown));
        let hover = text.and_then(|text| text.hover.as_ref()).and_then(|it| it.content_format.as_ref());
        let symbols = text.and_then(|text| text.document_symbol.as_ref());
        let folds = text.and_then(|text| text.folding_range.as_ref());
        let kinds = folds.and_then(|it| it.folding_range_kind.as_ref()).and_then(|it| it.value_set.as_ref());
        // These kinds are older than the capability that lists them.
        let folds_as = |kind| kinds.is_none_or(|kinds| kinds.contains(&kind));
        let actions = text.and_then(|text| text.code_action.as_ref());
        let edits = client.workspace.as_ref().and_then(|it| it.workspace_edit.as_ref());
        let operations = edits.and_then(|it| it.resource_operations.as_ref());
        let declared = edits.and_then(|it| it.document_changes).unwrap_or_default();
        let does = |kind| operations.is_some_and(|kinds| kinds.contains(&kind));
        let workspace = client.workspace.as_ref();
        // As rust-analyzer has it: LSP has no capability for the commands of a client.
        let commands =
            client.experimental.as_ref().and_then(|it| it.pointer("/commands/commands")?.as_array());
        let runs = |name: &str| commands.is_some_and(|it| it.iter().any(|known| known == name));
        let watch = client.workspace.as_ref().and_then(|it| it.did_change_watched_files.as_ref());
        Self {
            encoding: encoding(client),
            snippets: completion.and_then(|it| it.snippet_support).unwrap_or_default(),
            insert_replace: completion.and_then(|it| it.insert_replace_support).unwrap_or_default(),
            adjusts_indentation: modes
                .is_some_and(|it| it.value_set.contains(&InsertTextMode::AdjustIndentation)),
            completion_markdown: markdown(completion.and_then(|it| it.documentation_format.as_ref())),
            default_ranges: has_default("editRange"),
            default_format: has_default("insertTextFormat"),
            resolves_docs: has_default("data") && resolves("documentation") && !resolves("command"),
            hover_markdown: markdown(hover),
            related_information: common.and_then(|it| it.related_information).unwrap_or_default(),
            code_description: common.and_then(|it| it.code_description_support).unwrap_or_default(),
            unnecessary_tag: tags.contains(&DiagnosticTag::Unnecessary),
            deprecated_tag: tags.contains(&DiagnosticTag::Deprecated),
            diagnostic_version: diagnostics.and_then(|it| it.version_support).unwrap_or_default(),
            nested_symbols: symbols
                .and_then(|it| it.hierarchical_document_symbol_support)
                .unwrap_or_default(),
            most_folds: folds.and_then(|it| it.range_limit),
            comment_folds: folds_as(FoldingRangeKind::Comment),
            region_folds: folds_as(FoldingRangeKind::Region),
            code_actions: actions.is_some_and(|it| it.code_action_literal_support.is_some()),
            preferred_actions: actions.and_then(|it| it.is_preferred_support).unwrap_or_default(),
            resolves_edits: actions.is_some_and(|it| {
                let resolved = it.resolve_support.as_ref().map_or(&[][..], |it| &it.properties);
                it.data_support.unwrap_or_default() && resolved.iter().any(|property| property == "edit")
            }),
            document_changes: declared || operations.is_some_and(|kinds| !kinds.is_empty()),
            declares_document_changes: declared,
            snippet_edits: edits.and_then(|it| it.snippet_edit_support).unwrap_or_default(),
            work_done_progress: client
                .window
                .as_ref()
                .and_then(|window| window.work_done_progress)
                .unwrap_or_default(),
            definition_links: text
                .and_then(|text| text.definition.as_ref())
                .and_then(|it| it.link_support)
                .unwrap_or_default(),
            renames_files: does(ResourceOperationKind::Rename),
            creates_files: does(ResourceOperationKind::Create),
            pulls_diagnostics: text.is_some_and(|text| text.diagnostic.is_some()),
            refreshes_diagnostics: client
                .workspace
                .as_ref()
                .and_then(|workspace| workspace.diagnostics.as_ref())
                .and_then(|diagnostics| diagnostics.refresh_support)
                .unwrap_or_default(),
            registers_formatting: text
                .and_then(|text| text.formatting.as_ref())
                .and_then(|it| it.dynamic_registration)
                .unwrap_or_default(),
            tokens: text
                .and_then(|text| text.semantic_tokens.as_ref())
                .map(TokenSupport::new)
                .unwrap_or_default(),
            refreshes_tokens: workspace
                .and_then(|workspace| workspace.semantic_tokens.as_ref()?.refresh_support)
                .unwrap_or_default(),
            refreshes_lenses: workspace
                .and_then(|workspace| workspace.code_lens.as_ref()?.refresh_support)
                .unwrap_or_default(),
            shows_references: runs("agentls.showReferences"),
            shows_verdict: runs("agentls.showVerdict"),
            watches_files: watch.and_then(|it| it.dynamic_registration).unwrap_or_default(),
        }
    }
}

/// Returns the first supported encoding of the client's list; UTF-16 without a list (LSP 3.17,
/// `general.positionEncodings`: the list is in the client's order of preference).
fn encoding(client: &ClientCapabilities) -> Encoding {
    let offered = client.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    let known = |kind: &PositionEncodingKind| match kind {
        PositionEncodingKind::UTF8 => Some(Encoding::Utf8),
        PositionEncodingKind::UTF16 => Some(Encoding::Utf16),
        PositionEncodingKind::UTF32 => Some(Encoding::Utf32),
        PositionEncodingKind::Custom(_) => None,
    };
    offered.and_then(|offered| offered.iter().find_map(known)).unwrap_or_default()
}
