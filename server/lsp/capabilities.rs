//! The server's capabilities.

use agentls_analysis::dialect::other_globs;
use agentls_analysis::ide::actions::ActionKind;
use agentls_analysis::text::Encoding;
use tower_lsp::gen_lsp_types::{
    CallHierarchyProvider, ChangeNotifications, CodeActionOptions, CodeActionProvider, CodeLensOptions,
    ColorProvider, CompletionOptions, DeclarationProvider, DefinitionProvider, DiagnosticOptions,
    DiagnosticProvider, DocumentFormattingProvider, DocumentHighlightProvider, DocumentLinkOptions,
    DocumentSymbolProvider, FileOperationFilter, FileOperationOptions, FileOperationPattern,
    FileOperationPatternKind, FileOperationRegistrationOptions, FoldingRangeProvider, Full, HoverProvider,
    PositionEncodingKind, ReferencesProvider, RenameOptions, RenameProvider, Save, SelectionRangeProvider,
    SemanticTokensLegend, SemanticTokensOptions, SemanticTokensOptionsRange, SemanticTokensProvider,
    ServerCapabilities, TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions, WorkspaceSymbolProvider,
};

use crate::client::{ClientFlags, TokenSupport};
use crate::to_proto::actions::kind;

/// Returns the server's capabilities for a client.
pub(crate) fn server(flags: &ClientFlags) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(Save::Bool(true)),
        ..TextDocumentSyncOptions::default()
    };
    // Letters trigger completion where editors request it for nothing else: Neovim itself, VS Code in markdown.
    let letters = ('a'..='z').chain('A'..='Z');
    let triggers =
        [':', ' ', '-', ',', '[', '"', '\'', '#', '`', '(', '/', '=', '|'].into_iter().chain(letters);
    ServerCapabilities {
        position_encoding: Some(match flags.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSync::Options(sync)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(triggers.map(String::from).collect()),
            resolve_provider: Some(flags.resolves_docs),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProvider::Bool(true)),
        code_action_provider: Some(CodeActionProvider::CodeActionOptions(CodeActionOptions {
            code_action_kinds: Some(
                [ActionKind::Fix, ActionKind::Rewrite, ActionKind::Extract, ActionKind::FixAll]
                    .map(kind)
                    .to_vec(),
            ),
            resolve_provider: Some(flags.resolves_edits),
            ..CodeActionOptions::default()
        })),
        // Whether a document has any is for its settings to say. Neovim 0.10 asks for them and has no capability for it.
        code_lens_provider: Some(CodeLensOptions {
            resolve_provider: Some(flags.shows_references),
            ..CodeLensOptions::default()
        }),
        color_provider: Some(ColorProvider::Bool(true)),
        diagnostic_provider: flags.pulls_diagnostics.then(|| {
            DiagnosticProvider::DiagnosticOptions(DiagnosticOptions {
                identifier: Some("agentls".to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                ..DiagnosticOptions::default()
            })
        }),
        definition_provider: Some(DefinitionProvider::Bool(true)),
        declaration_provider: Some(DeclarationProvider::Bool(true)),
        references_provider: Some(ReferencesProvider::Bool(true)),
        document_highlight_provider: Some(DocumentHighlightProvider::Bool(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(true),
            ..DocumentLinkOptions::default()
        }),
        workspace_symbol_provider: Some(WorkspaceSymbolProvider::Bool(true)),
        call_hierarchy_provider: Some(CallHierarchyProvider::Bool(true)),
        rename_provider: Some(RenameProvider::RenameOptions(RenameOptions {
            prepare_provider: Some(true),
            ..RenameOptions::default()
        })),
        workspace: Some(workspace()),
        document_symbol_provider: Some(DocumentSymbolProvider::Bool(true)),
        document_formatting_provider: (!flags.registers_formatting)
            .then_some(DocumentFormattingProvider::Bool(true)),
        folding_range_provider: Some(FoldingRangeProvider::Bool(true)),
        selection_range_provider: Some(SelectionRangeProvider::Bool(true)),
        semantic_tokens_provider: flags.tokens.any().then(|| semantic_tokens(&flags.tokens)),
        ..ServerCapabilities::default()
    }
}

/// Returns the semantic tokens, as far as a client takes them.
fn semantic_tokens(support: &TokenSupport) -> SemanticTokensProvider {
    SemanticTokensProvider::SemanticTokensOptions(SemanticTokensOptions {
        legend: SemanticTokensLegend { token_types: support.types(), token_modifiers: support.modifiers() },
        range: support.range.then_some(SemanticTokensOptionsRange::Bool(true)),
        full: support.full.then_some(Full::Bool(true)),
        ..SemanticTokensOptions::default()
    })
}

/// Returns the notifications about folders and files that the server wants.
fn workspace() -> WorkspaceOptions {
    let filter = |glob: &str, matches| FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern { glob: glob.to_owned(), matches: Some(matches), options: None },
    };
    let files = FileOperationRegistrationOptions {
        filters: [filter("**/*.{md,mdc}", FileOperationPatternKind::File)]
            .into_iter()
            .chain(other_globs().map(|glob| filter(glob, FileOperationPatternKind::File)))
            .chain([filter("**/*", FileOperationPatternKind::Folder)])
            .collect(),
    };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(ChangeNotifications::Bool(true)),
    };
    let operations = FileOperationOptions {
        did_create: Some(files.clone()),
        did_rename: Some(files.clone()),
        will_rename: Some(files.clone()),
        did_delete: Some(files),
        ..FileOperationOptions::default()
    };
    WorkspaceOptions {
        workspace_folders: Some(folders),
        file_operations: Some(operations),
        text_document_content: None,
    }
}
