//! What formatting must preserve.

use std::ops::Range;

use crate::document::Document;
use crate::loading::yaml::read_alike;
use crate::loading::{IgnoredPart, Loaded};
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::Node;
use crate::verdicts::{Targets, ToolVerdict, tool_verdicts};

/// Whether two versions of a document are the same to people and programs: the same YAML values in every library,
/// the same comments at the same values, and the same verdict of every tool, which reads the same keys.
pub(super) fn is_same_to_readers(before: &Document, after: &Document) -> bool {
    let (Some(old), Some(new)) = (before.front_matter(), after.front_matter()) else { return false };
    let kind = |document: &Document| document.detection.as_ref().map(|found| found.document.id.clone());
    let means = match (&old.yaml.root, &new.yaml.root) {
        (Some(old), Some(new)) => old.means(new),
        _ => false,
    };
    means
        && new.yaml.faults.is_empty()
        && kind(before) == kind(after)
        && comments(old) == comments(new)
        && read_alike(&before.as_file(), &after.as_file())
        && are_loaded_alike(before, after)
}

/// Returns the comments, each with the number of keys and values before it.
fn comments(front: &FrontMatter) -> Vec<(usize, &str)> {
    let mut starts = Vec::new();
    if let Some(root) = &front.yaml.root {
        collect_starts(root, &mut starts);
    }
    starts.sort_unstable();
    let comment = |range: &Range<usize>| {
        (starts.partition_point(|start| *start < range.start), front.text_at(range.clone()).trim_end())
    };
    front.yaml.comments.iter().map(comment).collect()
}

/// Collects where keys and single values start.
fn collect_starts(node: &Node, starts: &mut Vec<usize>) {
    if node.scalar().is_some() && !node.span.is_empty() {
        starts.push(node.span.start);
    }
    node.items().iter().for_each(|item| collect_starts(item, starts));
    for entry in node.entries() {
        collect_starts(&entry.key, starts);
        collect_starts(&entry.value, starts);
    }
}

/// Whether every tool does the same with both versions, and has the same keys of them.
fn are_loaded_alike(before: &Document, after: &Document) -> bool {
    let targets = Targets::default();
    let (old, new) = (tool_verdicts(before, &targets), tool_verdicts(after, &targets));
    let same = |(old, new): (&ToolVerdict, &ToolVerdict)| {
        let losses = |reading: &ToolVerdict| -> Vec<String> {
            reading.verdict.ignored.iter().map(IgnoredPart::to_clause).collect()
        };
        let read = |document: &Document| -> Option<Loaded> { Some((old.loader.read?)(&document.as_file())) };
        old.loader.id == new.loader.id
            && old.verdict.outcome == new.verdict.outcome
            && old.verdict.part == new.verdict.part
            && losses(old) == losses(new)
            && read(before).map(|loaded| loaded.map) == read(after).map(|loaded| loaded.map)
    };
    old.len() == new.len() && std::iter::zip(&old, &new).all(same)
}
