//! What the client can do, resolved once into flags.

use agentls_analysis::text::Encoding;
use tower_lsp::gen_lsp_types::{
    ClientCapabilities, DiagnosticTag, FoldingRangeKind, InsertTextMode, MarkupKind, PositionEncodingKind,
    ResourceOperationKind,
};

/// What the client can do, as far as answers depend on it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ClientFlags {
    /// The unit of columns.
    pub(crate) encoding: Encoding,
    pub(crate) snippets: bool,
    /// Completions may have two ranges.
    pub(crate) insert_replace: bool,
    /// Lines after the first of a completion are indented by the client, when told so.
    pub(crate) adjusts_indentation: bool,
    pub(crate) completion_markdown: bool,
    /// A list of completions may say once which range they replace.
    pub(crate) default_ranges: bool,
    /// A list of completions may say once that they are snippets.
    pub(crate) default_format: bool,
    /// The client asks what is said about a completion when a person looks at it. One that asks for a command as well asks
    /// again when the completion is taken, and puts a snippet in only when the answer is there: what is typed meanwhile would
    /// be in its place (Neovim 0.12.4, `vim/lsp/completion.lua`, `on_complete_done`).
    pub(crate) resolves_docs: bool,
    pub(crate) hover_markdown: bool,
    pub(crate) related_information: bool,
    pub(crate) code_description: bool,
    pub(crate) unnecessary_tag: bool,
    pub(crate) deprecated_tag: bool,
    pub(crate) diagnostic_version: bool,
    /// Document symbols may have children.
    pub(crate) nested_symbols: bool,
    /// The client takes no more folds of a document.
    pub(crate) most_folds: Option<u32>,
    /// Folds may be called comments.
    pub(crate) comment_folds: bool,
    /// Folds may be called regions.
    pub(crate) region_folds: bool,
    /// Code actions may be more than commands; a client without that is offered none.
    pub(crate) code_actions: bool,
    pub(crate) preferred_actions: bool,
    /// The client asks for the edit of an action when it is taken.
    pub(crate) resolves_edits: bool,
    /// Edits may be `documentChanges`, which name the version of the document that they are for. Operations on files are
    /// possible there alone, so a client that lists some takes those changes, whatever it says of them: Neovim 0.12
    /// (`vim/lsp/util.lua`, `apply_workspace_edit`) and yegappan/lsp (`textedit.vim`, `ApplyWorkspaceEdit`) say nothing.
    pub(crate) document_changes: bool,
    /// The client itself says that it takes `documentChanges`.
    pub(crate) declares_document_changes: bool,
    /// Edits may be snippets.
    pub(crate) snippet_edits: bool,
    /// The client watches files when asked to.
    pub(crate) watches_files: bool,
    /// The client shows progress that the server begins.
    pub(crate) work_done_progress: bool,
    /// A definition may say what in the document leads to it.
    pub(crate) definition_links: bool,
    /// Edits may rename files.
    pub(crate) renames_files: bool,
    /// Edits may make files.
    pub(crate) creates_files: bool,
    /// The client asks for findings (LSP 3.17, pull diagnostics), and is not sent any.
    pub(crate) pulls_diagnostics: bool,
    /// The client asks for findings again when told to.
    pub(crate) refreshes_diagnostics: bool,
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
        // The kinds are older than the clients that list them.
        let folds_as = |kind| kinds.is_none_or(|kinds| kinds.contains(&kind));
        let actions = text.and_then(|text| text.code_action.as_ref());
        let edits = client.workspace.as_ref().and_then(|it| it.workspace_edit.as_ref());
        let operations = edits.and_then(|it| it.resource_operations.as_ref());
        let declared = edits.and_then(|it| it.document_changes).unwrap_or_default();
        let does = |kind| operations.is_some_and(|kinds| kinds.contains(&kind));
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
            watches_files: watch.and_then(|it| it.dynamic_registration).unwrap_or_default(),
        }
    }
}

/// The first encoding of the client's list that we know, and all three are known; UTF-16 without a list (LSP 3.17,
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
