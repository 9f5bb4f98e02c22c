//! The built-in dialects.
//!
//! A start reads what finds files: globs, markers, places. The keys and values of a kind of file, nine tenths of the text,
//! are read when somebody first asks for them; most workspaces have files of a few kinds.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

use super::catalog::Dialects;
use super::lazy_part::{LazyPart, Place};
use super::load::{Details, Resolver, inherit_budgets, resolve_head};
use super::schema::{DialectFile, FileKind};
use super::sets::Set;

/// A tool's folder, its dialect file without what is read later, its value sets, and the details of each kind; as JSON.
/// `build.rs` lists the folder.
pub(super) type ToolTexts = (&'static str, &'static str, &'static str, &'static [&'static str]);

/// Every dialect file.
pub(super) static FILES: &[ToolTexts] = include!(concat!(env!("OUT_DIR"), "/dialects.rs"));

/// The built-in dialects, in the order of their file names. Parsed once, on first use.
///
/// A file that does not parse is skipped, since analysis cannot fail; the test `every_dialect_file_is_read` verifies
/// that none is.
static BUILT_IN: LazyLock<BuiltInDialects> = LazyLock::new(|| {
    let (mut files, mut parts) = (Vec::new(), Vec::new());
    for &(_, head, sets, kinds) in FILES {
        if let Ok(mut file) = serde_json::from_str::<DialectFile>(head) {
            resolve_head(&mut file);
            name_parts(&mut file, parts.len());
            parts.push(LazyParts {
                sets: Later::new(sets),
                kinds: kinds.iter().copied().map(Later::new).collect(),
            });
            files.push(file);
        }
    }
    inherit_budgets(&mut files, &[]);
    let files: Vec<_> = files.into_iter().map(Arc::new).collect();
    BuiltInDialects { dialects: Arc::new(Dialects::from_files(files, Vec::new())), parts }
});

struct BuiltInDialects {
    dialects: Arc<Dialects>,
    /// The parts of each file.
    parts: Vec<LazyParts>,
}

/// What is read later of a file.
struct LazyParts {
    sets: Later<BTreeMap<String, Arc<Set>>>,
    kinds: Vec<Later<Details>>,
}

/// A value, and the JSON from which it is read on first use.
struct Later<T> {
    text: &'static str,
    value: OnceLock<T>,
}

impl<T> Later<T> {
    fn new(text: &'static str) -> Self {
        Self { text, value: OnceLock::new() }
    }
}

impl Dialects {
    /// Returns the built-in dialects.
    pub fn built_in() -> &'static Arc<Self> {
        &BUILT_IN.dialects
    }
}

/// Says where the parts of a file are found.
fn name_parts(file: &mut DialectFile, index: usize) {
    file.sets = LazyPart::BuiltIn(sets, Place { file: index, kind: 0 });
    for (kind, document) in file.documents.iter_mut().map(Arc::make_mut).enumerate() {
        let place = Place { file: index, kind };
        document.fields = LazyPart::BuiltIn(|place| &details(place).fields, place);
        document.foreign = LazyPart::BuiltIn(|place| &details(place).foreign, place);
        document.mistakes = LazyPart::BuiltIn(|place| &details(place).mistakes, place);
        document.relations = LazyPart::BuiltIn(|place| &details(place).relations, place);
        document.sent = LazyPart::BuiltIn(|place| &details(place).sent, place);
    }
}

/// Returns the value sets of a file.
fn sets(place: Place) -> &'static BTreeMap<String, Arc<Set>> {
    static NONE: BTreeMap<String, Arc<Set>> = BTreeMap::new();
    let Some(LazyParts { sets, .. }) = BUILT_IN.parts.get(place.file) else { return &NONE };
    sets.value.get_or_init(|| serde_json::from_str(sets.text).unwrap_or_default())
}

/// Returns the complete details of a kind of file.
fn details(place: Place) -> &'static Details {
    static NONE: Details = Details::NONE;
    let found = BUILT_IN.parts.get(place.file).and_then(|parts| parts.kinds.get(place.kind));
    let file = BUILT_IN.dialects.files().get(place.file);
    let (Some(later), Some(file)) = (found, file) else { return &NONE };
    let Some(kind) = file.documents.get(place.kind) else { return &NONE };
    later.value.get_or_init(|| {
        let own = BUILT_IN.dialects.files().iter().map(|file| &**file).collect();
        Resolver { own, known: &[], written: &kind_as_written }.details(file, kind)
    })
}

/// Returns what is written of a kind of file.
fn kind_as_written(kind: &FileKind) -> Details {
    let LazyPart::BuiltIn(_, place) = &kind.fields else { return Details::NONE };
    let parts = BUILT_IN.parts.get(place.file).and_then(|parts| parts.kinds.get(place.kind));
    parts.and_then(|later| serde_json::from_str(later.text).ok()).unwrap_or_default()
}
