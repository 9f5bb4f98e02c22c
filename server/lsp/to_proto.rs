//! The only conversion between byte offsets and positions, and between plain values and LSP types.

pub(crate) mod actions;
mod completion;
pub(crate) mod formatting;
mod semantic_tokens;
pub(crate) mod structure;
pub(crate) mod watching;

use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

use agentls_analysis::dialect;
use agentls_analysis::document::Document;
use agentls_analysis::ide::colors::{ColorAt, Presentation};
use agentls_analysis::ide::hover::Hover;
use agentls_analysis::ide::navigate::Occurrence;
use agentls_analysis::ide::symbols::{Symbol, SymbolKind};
use agentls_analysis::lint::{Diagnostic, Severity, Tag};
use agentls_analysis::markup::Markup;
use agentls_analysis::printable::printable;
use agentls_analysis::text::{self, Encoding};
use agentls_workspace::paths;
use agentls_workspace::settings::{self, SettingsError};
use tower_lsp::gen_lsp_types as lsp;

use crate::client::ClientFlags;

/// Converts for one document, as the client's flags ask.
pub(crate) struct ToProto<'a> {
    pub(crate) document: &'a Document,
    pub(crate) uri: &'a lsp::Uri,
    pub(crate) flags: &'a ClientFlags,
    /// The last line that was looked up, with its byte range: the next lookup is usually near.
    line: Cell<(u32, usize, usize)>,
}

/// Returns the path of a `file:` URI; `None` for another scheme or an invalid URI.
pub(crate) fn path(uri: &lsp::Uri) -> Option<Arc<str>> {
    paths::of_uri(uri.as_ref())
}

/// Returns the path of a folder's `file:` URI, with its last `/`.
pub(crate) fn folder(uri: &lsp::Uri) -> Option<Arc<str>> {
    let path = path(uri)?;
    Some(if path.ends_with('/') { path } else { format!("{path}/").into() })
}

/// Returns the `file:` URI of a path.
pub(crate) fn uri(path: &str) -> Option<lsp::Uri> {
    Some(paths::uri(path)?.as_str().into())
}

/// Makes a text from a file or a path printable on one line. For display only, never for text written to files.
pub(crate) fn shown(text: &str) -> String {
    printable(text).into_owned()
}

/// Converts a position of the client.
pub(crate) fn from_position(position: lsp::Position) -> text::Position {
    text::Position { line: position.line, column: position.character }
}

/// Converts an error in a settings file with that text.
pub(crate) fn problem(found: &SettingsError, text: &text::Text, flags: &ClientFlags) -> lsp::Diagnostic {
    let position = |offset: usize| {
        let text::Position { line, column } = text.position(offset, flags.encoding);
        lsp::Position { line, character: column }
    };
    let address = flags.code_description.then(|| lsp::CodeDescription { href: settings::ADDRESS.into() });
    lsp::Diagnostic {
        range: lsp::Range { start: position(found.range.start), end: position(found.range.end) },
        severity: Some(lsp::DiagnosticSeverity::Error),
        code: Some(lsp::Code::String(settings::CODE.to_owned())),
        code_description: address,
        source: Some("agentls".to_owned()),
        message: lsp::Message::String(shown(&found.message)),
        tags: None,
        related_information: None,
        data: None,
    }
}

impl<'a> ToProto<'a> {
    pub(crate) fn new(document: &'a Document, uri: &'a lsp::Uri, flags: &'a ClientFlags) -> Self {
        Self { document, uri, flags, line: Cell::default() }
    }

    fn encoding(&self) -> Encoding {
        self.flags.encoding
    }

    /// Returns the byte offset of a position.
    pub(crate) fn offset(&self, position: lsp::Position) -> usize {
        self.document.text.offset(from_position(position), self.encoding())
    }

    /// Returns the byte range of a range.
    pub(crate) fn bytes(&self, range: lsp::Range) -> Range<usize> {
        self.offset(range.start)..self.offset(range.end)
    }

    fn position(&self, offset: usize) -> lsp::Position {
        let text = &self.document.text;
        let (mut line, mut start, end) = self.line.get();
        if !(start..end).contains(&offset) {
            let number = text.line_at(offset);
            (line, start) = (u32::try_from(number).unwrap_or(u32::MAX), text.line_start(number));
            self.line.set((line, start, text.line_start(number + 1)));
        }
        lsp::Position { line, character: text.column(start, offset, self.encoding()) }
    }

    /// Returns the range of a byte range.
    pub(crate) fn range(&self, range: &Range<usize>) -> lsp::Range {
        lsp::Range { start: self.position(range.start), end: self.position(range.end) }
    }

    pub(crate) fn diagnostic(&self, found: &Diagnostic) -> lsp::Diagnostic {
        let related = self.flags.related_information.then(|| self.related(found));
        let tag = match found.tag {
            Some(Tag::Unnecessary) if self.flags.unnecessary_tag => Some(lsp::DiagnosticTag::Unnecessary),
            Some(Tag::Deprecated) if self.flags.deprecated_tag => Some(lsp::DiagnosticTag::Deprecated),
            _ => None,
        };
        lsp::Diagnostic {
            range: self.range(&found.range),
            severity: Some(match found.severity {
                Severity::Error => lsp::DiagnosticSeverity::Error,
                Severity::Warning => lsp::DiagnosticSeverity::Warning,
                Severity::Information => lsp::DiagnosticSeverity::Information,
                Severity::Hint => lsp::DiagnosticSeverity::Hint,
            }),
            code: Some(lsp::Code::String(found.rule.code.to_owned())),
            code_description: self
                .flags
                .code_description
                .then(|| lsp::CodeDescription { href: found.rule.address().into() }),
            source: Some("agentls".to_owned()),
            message: lsp::Message::String(shown(&found.full_message())),
            tags: tag.map(|tag| vec![tag]),
            related_information: related.filter(|related| !related.is_empty()),
            data: None,
        }
    }

    /// Returns the related information of a diagnostic.
    fn related(&self, found: &Diagnostic) -> Vec<lsp::DiagnosticRelatedInformation> {
        let here = found.related.iter().map(|(range, message)| {
            let location = lsp::Location { uri: self.uri.clone(), range: self.range(range) };
            lsp::DiagnosticRelatedInformation { location, message: shown(message) }
        });
        let elsewhere = found.elsewhere.iter().filter_map(|it| {
            let start = lsp::Position { line: it.line, character: 0 };
            let location = lsp::Location { uri: uri(&it.path)?, range: lsp::Range { start, end: start } };
            Some(lsp::DiagnosticRelatedInformation { location, message: shown(&it.message) })
        });
        here.chain(elsewhere).collect()
    }

    pub(crate) fn hover(&self, hover: &Hover) -> lsp::Hover {
        let contents = lsp::Contents::MarkupContent(markup(&hover.text, self.flags.hover_markdown));
        lsp::Hover { contents, range: Some(self.range(&hover.range)) }
    }

    pub(crate) fn highlight(&self, found: &Occurrence) -> lsp::DocumentHighlight {
        let kind = if found.definition {
            lsp::DocumentHighlightKind::Write
        } else {
            lsp::DocumentHighlightKind::Read
        };
        lsp::DocumentHighlight { range: self.range(&found.range), kind: Some(kind) }
    }

    pub(crate) fn color(&self, found: &ColorAt) -> lsp::ColorInformation {
        let [red, green, blue, alpha] = found.color.rgba.map(|byte| f32::from(byte) / 255.0);
        let color = lsp::Color { red, green, blue, alpha };
        lsp::ColorInformation { range: self.range(&found.range), color }
    }

    pub(crate) fn presentation(&self, range: lsp::Range, way: Presentation) -> lsp::ColorPresentation {
        let text_edit = Some(lsp::TextEdit { range, new_text: way.text });
        lsp::ColorPresentation { label: shown(&way.label), text_edit, additional_text_edits: None }
    }

    pub(crate) fn symbols(&self, symbols: Vec<Symbol>) -> lsp::DocumentSymbolResponse {
        if self.flags.nested_symbols {
            let nested = symbols.into_iter().map(|symbol| self.symbol(symbol)).collect();
            return lsp::DocumentSymbolResponse::DocumentSymbolList(nested);
        }
        let mut flat = Vec::new();
        self.flatten(symbols, None, &mut flat);
        lsp::DocumentSymbolResponse::SymbolInformationList(flat)
    }

    fn symbol(&self, symbol: Symbol) -> lsp::DocumentSymbol {
        let children: Vec<_> = symbol.children.into_iter().map(|child| self.symbol(child)).collect();
        #[expect(deprecated, reason = "the structure has a deprecated field and no default")]
        lsp::DocumentSymbol {
            name: shown(&symbol.name),
            detail: symbol.detail.as_deref().map(shown),
            kind: symbol_kind(symbol.kind),
            tags: None,
            deprecated: None,
            range: self.range(&symbol.range),
            selection_range: self.range(&symbol.selection),
            children: (!children.is_empty()).then_some(children),
        }
    }

    fn flatten(&self, symbols: Vec<Symbol>, container: Option<&str>, flat: &mut Vec<lsp::SymbolInformation>) {
        for symbol in symbols {
            #[expect(deprecated, reason = "the structure has a deprecated field and no default")]
            flat.push(lsp::SymbolInformation {
                deprecated: None,
                location: lsp::Location { uri: self.uri.clone(), range: self.range(&symbol.range) },
                base_symbol_information: lsp::BaseSymbolInformation {
                    name: shown(&symbol.name),
                    kind: symbol_kind(symbol.kind),
                    tags: None,
                    container_name: container.map(shown),
                },
            });
            self.flatten(symbol.children, Some(&symbol.name), flat);
        }
    }
}

/// Converts a colour of the client.
pub(crate) fn from_color(color: &lsp::Color) -> dialect::Color {
    let byte = |part: f32| (part.clamp(0.0, 1.0) * 255.0).round() as u8;
    dialect::Color { rgba: [color.red, color.green, color.blue, color.alpha].map(byte) }
}

fn symbol_kind(kind: SymbolKind) -> lsp::SymbolKind {
    match kind {
        SymbolKind::Key => lsp::SymbolKind::Property,
        // The kind that markdown servers use for headings.
        SymbolKind::Heading => lsp::SymbolKind::String,
        SymbolKind::Command => lsp::SymbolKind::Event,
    }
}

fn markup(text: &Markup, markdown: bool) -> lsp::MarkupContent {
    if markdown {
        lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: text.markdown() }
    } else {
        lsp::MarkupContent { kind: lsp::MarkupKind::PlainText, value: text.plain() }
    }
}
