//! The blocks of the markdown body, by tree-sitter's block grammar.
//!
//! An edit does not parse: it is recorded in the last tree, and the next query reparses incrementally, reusing
//! everything that no edit touched. The inline grammar is not used: it is quadratic, and wrong after edits.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tree_sitter::{InputEdit, ParseOptions, Parser, Point, Range, Tree};

use super::markdown::too_deep;
use crate::text::{Edit, Text};

/// Maximum size of a text, in bytes: its tree takes 27 times its memory, and half a microsecond per byte where there is
/// much markup.
const LONGEST: usize = 128 * 1024;

/// Time budget of a parse.
const BUDGET: Duration = Duration::from_millis(500);

/// Maximum time counted for a step of a parse, which normally takes far less. A longer one was waiting for a busy or
/// sleeping machine, so that no short text is ever given up.
const LONGEST_STEP: Duration = Duration::from_millis(5);

/// The blocks of one version of a text, parsed lazily.
#[derive(Debug, Default)]
pub(crate) struct Body {
    /// The tree of an earlier version, with all edits since then recorded.
    stale: Option<Tree>,
    fresh: OnceLock<Option<Tree>>,
}

impl Body {
    /// Returns the body after an edit.
    pub(crate) fn edit(&self, edit: &Edit) -> Self {
        let mut stale = self.fresh.get().map_or_else(|| self.stale.clone(), Clone::clone);
        if let Some(tree) = &mut stale {
            tree.edit(&InputEdit {
                start_byte: edit.start,
                old_end_byte: edit.old_end,
                new_end_byte: edit.new_end,
                start_position: point(edit.start_point),
                old_end_position: point(edit.old_end_point),
                new_end_position: point(edit.new_end_point),
            });
        }
        Self { stale, fresh: OnceLock::new() }
    }

    /// Returns the block tree of the text from byte `start`; `None` if the text is too long or took too long.
    pub(crate) fn tree(&self, text: &Text, start: usize) -> Option<&Tree> {
        self.fresh.get_or_init(|| parse(text, start, self.stale.as_ref())).as_ref()
    }
}

fn point((row, column): (usize, usize)) -> Point {
    Point { row, column }
}

fn parse(text: &Text, start: usize, old: Option<&Tree>) -> Option<Tree> {
    thread_local! {
        static PARSER: RefCell<Option<Parser>> = const { RefCell::new(None) };
    }
    if text.len() > LONGEST || too_deep(&text.slice(start..text.len())).is_some() {
        return None;
    }
    PARSER.with_borrow_mut(|slot| {
        if slot.is_none() {
            let mut parser = Parser::new();
            parser.set_language(&tree_sitter_md::LANGUAGE.into()).ok()?;
            *slot = Some(parser);
        }
        let parser = slot.as_mut()?;
        let end = text.len();
        let body = Range {
            start_byte: start.min(end),
            end_byte: end,
            start_point: point(text.point(start)),
            end_point: point(text.point(end)),
        };
        parser.set_included_ranges(&[body]).ok()?;
        let tree = run_parser(parser, text, old)?;
        // Error recovery in tree-sitter depends on what could be reused, and the blocks must not.
        if old.is_some() && tree.root_node().has_error() {
            run_parser(parser, text, None)
        } else {
            Some(tree)
        }
    })
}

/// Measures the working time of a parse.
struct Watch {
    last: Instant,
    spent: Duration,
}

impl Watch {
    /// Counts a step that ends now, and breaks if the parse has used up its budget.
    fn step(&mut self, now: Instant) -> ControlFlow<()> {
        self.spent += (now - self.last).min(LONGEST_STEP);
        self.last = now;
        if self.spent > BUDGET { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

fn run_parser(parser: &mut Parser, text: &Text, old: Option<&Tree>) -> Option<Tree> {
    let mut watch = Watch { last: Instant::now(), spent: Duration::ZERO };
    let mut watch = |_: &_| watch.step(Instant::now());
    let options = ParseOptions::new().progress_callback(&mut watch);
    let tree = parser.parse_with_options(&mut |at, _| text.chunk_from(at), old, Some(options));
    if tree.is_none() {
        // Otherwise the aborted parse would be resumed with the next text.
        parser.reset();
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_for_the_machine_is_no_work() {
        let start = Instant::now();
        let steps = |length: Duration| {
            let mut watch = Watch { last: start, spent: Duration::ZERO };
            (1..).take_while(|step| watch.step(start + length * *step).is_continue()).count()
        };
        let least = BUDGET.div_duration_f64(LONGEST_STEP) as usize;
        assert_eq!(steps(Duration::from_secs(3600)), least);
        assert_eq!(steps(LONGEST_STEP / 5), least * 5);
    }
}
