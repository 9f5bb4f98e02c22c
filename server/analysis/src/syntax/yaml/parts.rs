//! What the parser made of the parts of a source that is not valid YAML, so that the parts that an edit leaves alone are
//! not parsed again.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::build::{ParseError, build};
use super::shift::Shift;
use super::{SyntaxError, Yaml};

/// What the parser made of each text, with offsets in that text.
type Results = FxHashMap<Arc<str>, Result<Arc<Yaml>, ParseError>>;

/// The parts of one version of a source. Empty if the source was parsed as a whole.
#[derive(Clone, Debug, Default)]
pub struct ParsedParts(Arc<Results>);

/// The parts of a source while it is recovered.
pub(super) struct PartCache<'a> {
    before: &'a ParsedParts,
    now: RefCell<Results>,
}

impl<'a> PartCache<'a> {
    /// Creates a cache that takes the parts of another version where the text is the same.
    pub(super) fn new(before: &'a ParsedParts) -> Self {
        Self { before, now: RefCell::default() }
    }

    /// Like [`build`], once for each text.
    pub(super) fn build(&self, source: &str, base: usize) -> Result<Yaml, ParseError> {
        let known = self.now.borrow().get(source).cloned();
        let result = known.unwrap_or_else(|| self.add(source, || build(source, 0).map(Arc::new)));
        result.map(|yaml| yaml.shifted(base))
    }

    /// Like [`build`] for the whole source, which is remembered only if it is invalid.
    pub(super) fn build_whole(&self, source: &str, base: usize) -> Result<Yaml, ParseError> {
        let known = self.before.0.get(source).and_then(|result| result.as_ref().err());
        let result = known.map_or_else(|| build(source, base), |error| Err(*error));
        result.inspect_err(|error| drop(self.add(source, || Err(*error))))
    }

    /// Adds what the other version had, or what is given.
    fn add(
        &self,
        source: &str,
        result: impl FnOnce() -> Result<Arc<Yaml>, ParseError>,
    ) -> Result<Arc<Yaml>, ParseError> {
        let known = self.before.0.get_key_value(source);
        let (source, result) = known.map_or_else(
            || (Arc::from(source), result()),
            |(source, result)| (source.clone(), result.clone()),
        );
        self.now.borrow_mut().insert(source, result.clone());
        result
    }

    /// Returns the parts for the next version.
    pub(super) fn finish(self) -> ParsedParts {
        ParsedParts(Arc::new(self.now.into_inner()))
    }
}

impl Yaml {
    /// Returns the content of a part, with all offsets moved to where that begins.
    fn shifted(&self, base: usize) -> Self {
        let shift = Shift { from: 0, by: base.cast_signed() };
        let fault = |fault: &SyntaxError| SyntaxError {
            kind: fault.kind.clone(),
            range: shift.range(&fault.range),
            value: shift.range(&fault.value),
            key: fault.key.clone(),
        };
        Self {
            root: self.root.as_ref().map(|root| shift.node(root)),
            faults: self.faults.iter().map(fault).collect(),
            rest: self.rest.as_ref().map(|rest| shift.range(rest)),
            comments: self.comments.iter().map(|comment| shift.range(comment)).collect(),
            parts: ParsedParts::default(),
        }
    }
}
