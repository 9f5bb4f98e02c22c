//! Converts completions to lists as short as the client allows.

use std::ops::Range;

use agentls_analysis::ide::completion::{Completion, CompletionKind, without_stops};
use tower_lsp::gen_lsp_types as lsp;

use super::{ToProto, markup, shown};

/// What all completions of a list share, written once as item defaults.
struct Common {
    /// The bytes that each replaces: up to the cursor, and the whole word.
    ranges: Option<(Range<usize>, Range<usize>)>,
    /// Whether each is a snippet.
    snippets: bool,
    /// The number of digits of the last rank.
    digits: usize,
}

impl ToProto<'_> {
    /// Returns the completions at a position, best first.
    pub(crate) fn completions(
        &self,
        found: &[Completion],
        at: lsp::Position,
        is_incomplete: bool,
    ) -> lsp::CompletionList {
        let flags = self.flags;
        let ranges = |it: &Completion| (it.insert.clone(), it.replace.clone());
        let first = found.first().map(ranges).filter(|_| flags.default_ranges);
        let common = Common {
            ranges: first
                .filter(|first| found.iter().all(|it| it.insert == first.0 && it.replace == first.1)),
            snippets: flags.default_format && flags.snippets && found.iter().all(|it| it.snippet),
            digits: found.len().max(1).ilog10() as usize + 1,
        };
        let edit_range = common.ranges.as_ref().map(|(insert, replace)| {
            let (insert, replace) = (self.range(insert), self.range(replace));
            match flags.insert_replace {
                true => lsp::EditRange::EditRangeWithInsertReplace(lsp::EditRangeWithInsertReplace {
                    insert,
                    replace,
                }),
                false => lsp::EditRange::Range(replace),
            }
        });
        let defaults = lsp::CompletionItemDefaults {
            edit_range,
            insert_text_format: common.snippets.then_some(lsp::InsertTextFormat::Snippet),
            data: flags.resolves_docs.then(|| serde_json::json!([self.uri, at.line, at.character])),
            ..lsp::CompletionItemDefaults::default()
        };
        let items = found.iter().enumerate().map(|(rank, it)| self.completion(rank, it, &common)).collect();
        let item_defaults = Some(defaults).filter(|it| *it != lsp::CompletionItemDefaults::default());
        lsp::CompletionList { is_incomplete, item_defaults, items, ..lsp::CompletionList::default() }
    }

    /// Returns the documentation of a completion.
    pub(crate) fn documentation(&self, completion: &Completion) -> Option<lsp::Documentation> {
        let doc = &completion.doc;
        (!doc.is_empty()).then(|| markup(doc, self.flags.completion_markdown).into())
    }

    /// Converts a completion; `rank` becomes its sort text, since clients would otherwise sort by label.
    fn completion(&self, rank: usize, completion: &Completion, common: &Common) -> lsp::CompletionItem {
        let flags = self.flags;
        let snippet = completion.snippet && flags.snippets;
        let new_text = match (&completion.text, snippet) {
            (text, true) => text.clone(),
            (text, false) => {
                let text = if completion.snippet { without_stops(text) } else { text.clone() };
                // Clients that expand snippets adjust line breaks and indentation; plain text is inserted as it is.
                if text.contains('\n') { self.lines(&text, completion.insert.start) } else { text }
            }
        };
        let label = shown(&completion.label);
        let is_shared = common.ranges.is_some();
        let (text_edit, text_edit_text) = match is_shared {
            true => (None, (new_text != label).then_some(new_text)),
            false => (Some(self.completion_edit(completion, new_text)), None),
        };
        lsp::CompletionItem {
            kind: Some(match completion.kind {
                CompletionKind::Key => lsp::CompletionItemKind::Property,
                CompletionKind::Value => lsp::CompletionItemKind::EnumMember,
                CompletionKind::Color => lsp::CompletionItemKind::Color,
                CompletionKind::Name(_) | CompletionKind::Anchor => lsp::CompletionItemKind::Reference,
                CompletionKind::File => lsp::CompletionItemKind::File,
                CompletionKind::Skeleton => lsp::CompletionItemKind::Snippet,
            }),
            detail: completion.detail.as_deref().map(shown),
            documentation: self.documentation(completion),
            sort_text: Some(format!("{rank:0width$}", width = common.digits)),
            // Clients filter by label by default.
            filter_text: (!is_shared || completion.filter != label).then(|| completion.filter.clone()),
            insert_text_format: (snippet && !common.snippets).then_some(lsp::InsertTextFormat::Snippet),
            insert_text_mode: (flags.adjusts_indentation && completion.text.contains('\n'))
                .then_some(lsp::InsertTextMode::AdjustIndentation),
            text_edit,
            text_edit_text,
            label,
            ..lsp::CompletionItem::default()
        }
    }

    fn completion_edit(&self, completion: &Completion, new_text: String) -> lsp::CompletionItemTextEdit {
        let range = self.range(&completion.replace);
        if !self.flags.insert_replace {
            return lsp::CompletionItemTextEdit::TextEdit(lsp::TextEdit { range, new_text });
        }
        let (insert, replace) = (self.range(&completion.insert), range);
        lsp::CompletionItemTextEdit::InsertReplaceEdit(lsp::InsertReplaceEdit { new_text, insert, replace })
    }

    /// Returns a text with the line breaks of the document. Lines after the first are indented like the line at `at`,
    /// unless the client does that.
    fn lines(&self, text: &str, at: usize) -> String {
        let line = self.document.text.line(self.document.text.line_at(at));
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let indent = line.get(..indent).filter(|_| !self.flags.adjusts_indentation).unwrap_or_default();
        text.replace('\n', &format!("{}{indent}", self.document.text.line_break()))
    }
}
