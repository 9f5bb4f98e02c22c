//! Answers that need other documents than the requested one: open documents as they are now, the others from disk.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::slice::from_ref;
use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::ide::navigate::{self, Occurrence, SymbolTarget};
use agentls_analysis::ide::rename::Rename;
use agentls_analysis::ide::{links, moves};
use agentls_analysis::index::{AgentIndex, DocumentSummary};
use agentls_analysis::lint::Replacement;
use agentls_workspace::walk;
use rayon::prelude::*;
use tower_lsp::gen_lsp_types as lsp;

use crate::client::ClientFlags;
use crate::session::SharedSession;
use crate::to_proto::{self, ToProto};

/// The snapshot for answers across documents.
pub(crate) struct IndexSnapshot {
    pub(crate) session: Arc<SharedSession>,
    pub(crate) index: Arc<AgentIndex>,
    pub(crate) flags: ClientFlags,
}

/// A document that was looked up by its path.
pub(crate) struct Source {
    pub(crate) uri: lsp::Uri,
    pub(crate) document: Arc<Document>,
    /// Whether the client has it open, so that its version is meaningful.
    pub(crate) open: bool,
}

impl Source {
    /// Whether the file on disk has the document's text.
    fn is_saved(&self) -> bool {
        let path = to_proto::path(&self.uri).filter(|path| Path::new(&**path).is_file());
        let file = path.and_then(|path| std::fs::read(&*path).ok());
        !self.open || file.is_some_and(|file| file == self.document.text.to_string().as_bytes())
    }

    pub(crate) fn converter<'a>(&'a self, flags: &'a ClientFlags) -> ToProto<'a> {
        ToProto::new(&self.document, &self.uri, flags)
    }
}

/// Documents with their edits, by path.
type Edited = BTreeMap<Arc<str>, (Source, Vec<Replacement>)>;

/// Returns the documents that have edits, with the edits in the order of the text.
fn in_order(edited: Edited) -> Vec<(Source, Vec<Replacement>)> {
    let mut edited: Vec<_> = edited.into_values().filter(|(_, edits)| !edits.is_empty()).collect();
    for (_, edits) in &mut edited {
        edits.sort_by_key(|edit| edit.range.start);
    }
    edited
}

/// Whether another file has the path that one is to be moved to. On a case-insensitive disk, a change of case finds the
/// file itself.
fn is_taken(old: &str, new: &str) -> bool {
    let other_case = old.to_lowercase() == new.to_lowercase();
    let real = |path: &str| Path::new(path).canonicalize().ok();
    Path::new(new).exists() && !(other_case && real(old) == real(new))
}

impl IndexSnapshot {
    /// Returns the URI of a file: the client's own spelling if it is open, or else ours.
    pub(crate) fn uri(&self, path: &str) -> Option<lsp::Uri> {
        let open = self.session.lock().index_state().uri(path).cloned();
        open.or_else(|| to_proto::uri(path))
    }

    /// Returns the document at a path; `None` if it is not open and cannot be read.
    pub(crate) fn source(&self, path: &str) -> Option<Source> {
        let open = self.session.lock().open_at(path).map(|(uri, document)| (uri.clone(), document.clone()));
        if let Some((uri, document)) = open {
            return Some(Source { uri, document, open: true });
        }
        let project = self.session.lock().settings.clone().project_for(Some(Path::new(path)));
        let Some(document) = walk::read_document(path, &project.dialects, self.index.get(path)).map(Arc::new)
        else {
            // Some clients do not report files that were deleted with their folder.
            if !Path::new(path).exists() {
                self.session.lock().index_state().update_from_disk(&path.into(), None);
            }
            return None;
        };
        Some(Source { uri: to_proto::uri(path)?, document, open: false })
    }

    /// Returns the paths that reach each file once, though links may point to it: one in `asked`, or else the open
    /// documents, or else the file itself, or else the first link. An edit through two paths would be applied twice.
    fn once(&self, paths: &[Arc<str>], asked: &[&str]) -> HashSet<Arc<str>> {
        let settings = self.session.lock().settings.clone();
        let mut files: HashMap<PathBuf, Vec<&Arc<str>>> = HashMap::new();
        for path in paths {
            let real = settings.real(Path::new(&**path)).unwrap_or_else(|| PathBuf::from(&**path));
            files.entry(real).or_default().push(path);
        }
        let session = self.session.lock();
        let mut once = HashSet::new();
        for (real, paths) in files {
            let find = |wanted: &dyn Fn(&str) -> bool| paths.iter().find(|path| wanted(path)).copied();
            let open = |path: &str| session.open_at(path).is_some();
            match find(&|path| asked.contains(&path)) {
                Some(one) => once.extend([one.clone()]),
                None if find(&open).is_some() => {
                    once.extend(paths.into_iter().filter(|path| open(path)).cloned());
                }
                None => {
                    let itself = find(&|path| Path::new(path) == real);
                    once.extend(itself.or(paths.first().copied()).cloned());
                }
            }
        }
        once
    }

    /// Returns the documents that may mention a target's name, with the occurrences, by path.
    fn occurrences(&self, subject: &SymbolTarget) -> Vec<(Source, Vec<Occurrence>)> {
        let found = |path: &Arc<str>| {
            let source = self.source(path)?;
            let found = navigate::occurrences(subject, &source.document, &self.index);
            Some((source, found))
        };
        let documents = navigate::naming_documents(subject, &self.index);
        let once = self.once(&documents, subject.definition().as_slice());
        documents.par_iter().filter(|path| once.contains(*path)).filter_map(found).collect()
    }

    /// Returns where a target is defined.
    pub(crate) fn definition_location(&self, subject: &SymbolTarget) -> Option<lsp::Location> {
        let path = match subject {
            SymbolTarget::Named { path, .. } => path,
            SymbolTarget::File { path, anchor } => return self.file(path, anchor.as_deref()),
            SymbolTarget::Unknown { .. } | SymbolTarget::Word { .. } => return None,
        };
        let source = self.source(path)?;
        let found = navigate::occurrences(subject, &source.document, &self.index);
        let name = found.into_iter().find(|it| it.definition).map(|it| it.range);
        let range = source.converter(&self.flags).range(&name.unwrap_or(0..0));
        Some(lsp::Location { uri: source.uri, range })
    }

    /// Returns the file that a link points to, at a heading if that exists.
    fn file(&self, path: &str, anchor: Option<&str>) -> Option<lsp::Location> {
        let range = anchor.and_then(|anchor| self.heading(path, anchor)).unwrap_or_default();
        let there = self.session.lock().open_at(path).is_some() || Path::new(path).is_file();
        Some(lsp::Location { uri: self.uri(path).filter(|_| there)?, range })
    }

    /// Returns the range of a heading in a document.
    pub(crate) fn heading(&self, path: &str, anchor: &str) -> Option<lsp::Range> {
        let source = self.source(path)?;
        let range = links::anchor_at(&DocumentSummary::from_document(&source.document)?, anchor)?;
        Some(source.converter(&self.flags).range(&range))
    }

    /// Returns every occurrence of a target's name.
    pub(crate) fn reference_locations(
        &self,
        subject: &SymbolTarget,
        with_definition: bool,
    ) -> Vec<lsp::Location> {
        let locations = |(source, found): (Source, Vec<Occurrence>)| {
            let wanted = found.into_iter().filter(|it| with_definition || !it.definition);
            let range = |it: Occurrence| source.converter(&self.flags).range(&it.range);
            let ranges: Vec<_> = wanted.map(range).collect();
            ranges.into_iter().map(move |range| lsp::Location { uri: source.uri.clone(), range })
        };
        self.occurrences(subject).into_iter().flat_map(locations).collect()
    }

    /// Returns the edits that rename a target, with the move of its file.
    ///
    /// # Errors
    /// A sentence for the user about why it cannot have that name.
    pub(crate) fn rename(&self, subject: SymbolTarget, new: &str) -> Result<lsp::WorkspaceEdit, String> {
        let rename = Rename::new(subject, new, &self.index)?;
        let moved = rename.moved.clone().filter(|(old, new)| old != new);
        let moved = match moved {
            Some((old, new)) if is_taken(&old, &new) => {
                return Err(format!("A file of that name already exists: {new}"));
            }
            Some(_) if !self.flags.renames_files && rename.needs_move(&self.index) => {
                return Err("The file must be renamed too, and this editor does not support that.".to_owned());
            }
            moved => moved.filter(|_| self.flags.renames_files),
        };
        let edits = |path: &Arc<str>| match self.source(path) {
            Some(source) => {
                let edits = rename.edits(&source.document, &self.index)?;
                Ok(Some((source, edits)))
            }
            None if !Path::new(&**path).exists() => Ok(None),
            None => Err(format!("{path} cannot be read, or is not UTF-8, and would keep the old name.")),
        };
        let mut documents = rename.affected_documents(&self.index);
        let linking = moved.as_slice().iter().flat_map(|moved| moves::linking(from_ref(moved), &self.index));
        let linking: Vec<_> = linking.collect();
        let once = self.once(&[&documents[..], &linking].concat(), rename.definition().as_slice());
        documents.retain(|path| once.contains(path));
        let documents: Result<Vec<_>, String> = documents.par_iter().map(edits).collect();
        let mut edited = Edited::new();
        for (source, edits) in documents?.into_iter().flatten() {
            edited.insert(source.document.path.clone().unwrap_or_default(), (source, edits));
        }
        if let Some(moved) = &moved {
            let linking = linking.into_iter().filter(|path| once.contains(path));
            self.follow(from_ref(moved), linking, &mut edited);
        }
        Ok(self.workspace_edit(in_order(edited), moved))
    }

    /// Adds the edits that keep links working when files are moved.
    fn follow(
        &self,
        moves: &[(String, String)],
        linking: impl IntoIterator<Item = Arc<str>>,
        edited: &mut Edited,
    ) {
        for path in linking {
            let Some(source) = self.source(&path) else { continue };
            let edits = moves::links(moves, &source.document);
            edited.entry(path).or_insert((source, Vec::new())).1.extend(edits);
        }
    }

    /// Returns the edits that follow from moving files; `None` if there are none.
    pub(crate) fn moves(&self, moves: &[(String, String)]) -> Option<lsp::WorkspaceEdit> {
        let renames = moves::renames(moves, &self.index);
        let linking = moves::linking(moves, &self.index);
        let named = renames.iter().flat_map(|rename| rename.affected_documents(&self.index));
        let asked: Vec<_> = renames.iter().filter_map(Rename::definition).collect();
        let once = self.once(&linking.iter().cloned().chain(named).collect::<Vec<_>>(), &asked);
        let mut edited = Edited::new();
        for rename in &renames {
            for path in rename.affected_documents(&self.index).into_iter().filter(|path| once.contains(path))
            {
                let Some(source) = self.source(&path) else { continue };
                // Occurrences that cannot be edited stay as they are; the move itself is the user's.
                let edits = rename.edits(&source.document, &self.index).unwrap_or_default();
                edited.entry(path).or_insert((source, Vec::new())).1.extend(edits);
            }
        }
        self.follow(moves, linking.into_iter().filter(|path| once.contains(path)), &mut edited);
        let edited = in_order(edited);
        (!edited.is_empty()).then(|| self.workspace_edit(edited, None))
    }

    /// Merges the edits of several documents, and the move of a file.
    ///
    /// The move is last, so that the edits match the versions that clients have, and Neovim saves the moved file. Of
    /// the clients that do not declare `documentChanges`, yegappan/lsp moves the file only on disk, and would save its
    /// buffer under the old name; so for them the move is first, unless the text on disk differs from the edited one.
    pub(crate) fn workspace_edit(
        &self,
        mut edited: Vec<(Source, Vec<Replacement>)>,
        moved: Option<(String, String)>,
    ) -> lsp::WorkspaceEdit {
        if !self.flags.document_changes {
            let edits = |(source, edits): (Source, Vec<Replacement>)| {
                let edits = edits.iter().map(|edit| source.converter(&self.flags).text_edit(edit)).collect();
                (source.uri, edits)
            };
            let changes: HashMap<_, _> = edited.into_iter().map(edits).collect();
            return lsp::WorkspaceEdit { changes: Some(changes), ..lsp::WorkspaceEdit::default() };
        }
        let moved = moved.and_then(|(old, new)| Some((self.uri(&old)?, to_proto::uri(&new)?)));
        let (mut first, mut last) = (None, None);
        if let Some((old_uri, new_uri)) = moved {
            let source = edited.iter_mut().map(|(source, _)| source).find(|source| source.uri == old_uri);
            let is_first =
                !self.flags.declares_document_changes && source.as_ref().is_none_or(|it| it.is_saved());
            if let Some(source) = source.filter(|_| is_first) {
                (source.uri, source.open) = (new_uri.clone(), false);
            }
            let change = lsp::RenameFile { old_uri, new_uri, options: None, annotation_id: None }.into();
            *(if is_first { &mut first } else { &mut last }) = Some(change);
        }
        let edits = edited.into_iter().map(|(source, edits)| {
            let converter = source.converter(&self.flags);
            let edits = edits.iter().map(|edit| lsp::Edit::TextEdit(converter.text_edit(edit))).collect();
            let text_document = lsp::OptionalVersionedTextDocumentIdentifier {
                version: source.open.then_some(source.document.version),
                text_document_identifier: lsp::TextDocumentIdentifier { uri: source.uri.clone() },
            };
            lsp::TextDocumentEdit { text_document, edits }.into()
        });
        let changes = first.into_iter().chain(edits).chain(last).collect();
        lsp::WorkspaceEdit { document_changes: Some(changes), ..lsp::WorkspaceEdit::default() }
    }
}
