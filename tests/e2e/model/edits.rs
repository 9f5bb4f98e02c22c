//! Random edits, one after the other: after each, a document is what a first reading of its text gives. `AGENTLS_EDITS` says how
//! many there are, `AGENTLS_SEED` which.

use std::sync::Arc;

use agentls_analysis::document::{Change, Document};
use agentls_analysis::ide::{colors, symbols};
use agentls_analysis::index::{AgentIndex, DocumentSummary};
use agentls_analysis::lint::cross_file::{CrossFileContext, diagnostics as among_others};
use agentls_analysis::lint::{Policy, diagnostics};
use agentls_analysis::text::Encoding;

use super::dice::{Dice, given};

/// What edits put in place of something: what structures a text, in all that is told apart.
const PIECES: &[&str] = &[
    "---\n",
    "name: x\n",
    "description: é 🦀\r\n",
    "color: \"#1200ff\"\n",
    "color: #12\n",
    "priority: hihg\n",
    "tools: [a, b\n",
    "  - a\n",
    "k: a: b\n",
    "\"",
    "'",
    "|\n  x\n",
    "\t",
    "# H\n",
    "## I `c`\n",
    "```\n",
    "~~~sh\n",
    "> ",
    "- ",
    "1. ",
    "    ",
    "<!-- ",
    "-->",
    "agentls: ignore[unknown-value]",
    "[a](b.md#c)",
    "[d]: e.md\n",
    "Use the `x` agent.\n",
    "Task(\"y\")",
    "=\n",
    "***\n",
    "&a ",
    "*a",
    "# agentls: ignore[misspelt-key]\n",
    "\r",
    "\n",
    "\n\n",
    "<div>\n",
    "|a|b|\n|-|-|\n",
    "{",
    "}",
    "x",
    "",
];

const PATHS: &[&str] =
    &["/w/.claude/agents/x.md", "/w/.claude/skills/x/SKILL.md", "/w/.github/agents/x.agent.md"];

/// A text is left for a new one at this length in bytes.
const LONGEST: usize = 1_500;

fn told(document: &Document) -> String {
    let mut fleet = AgentIndex::default();
    fleet.set_complete(true);
    if let Some(path) = &document.path {
        fleet.set(path, DocumentSummary::from_document(document));
    }
    let policy = Policy::default();
    let among = CrossFileContext { exists: &|_| Some(false), ..CrossFileContext::of_index(&fleet, &policy) };
    let tree = document.syntax.blocks(&document.text).map(|tree| tree.root_node().to_sexp());
    format!(
        "{:#?}\n{tree:?}\n{:#?}\n{:#?}\n{:#?}\n{:#?}\n{:#?}",
        document.syntax.front_matter(),
        document.sections().references().collect::<Vec<_>>(),
        symbols::symbols(document),
        colors::colors(document),
        diagnostics(document),
        among_others(document, &among),
    )
}

#[test]
fn edits_by_the_thousand_give_what_a_first_reading_gives() {
    let mut dice = Dice::of(given("AGENTLS_SEED", 7));
    let mut document = Document::new(Some(PATHS[0].into()), 0, "");
    for edit in 0..given("AGENTLS_EDITS", 500) {
        if document.text.len() > LONGEST || dice.roll(200) == 0 {
            let path: Arc<str> = PATHS[dice.roll(PATHS.len())].into();
            document = Document::new(Some(path), 0, "---\nname: x\ndescription: d\n---\n# H\n\ntext\n");
        }
        let text = document.text.to_string();
        let places: Vec<_> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        // One half of the edits is made in the front matter.
        let places = if dice.roll(2) == 0 { &places[..places.len().min(80)] } else { &places[..] };
        let from = dice.roll(places.len());
        let length = if dice.roll(8) == 0 { dice.roll(40) } else { dice.roll(3) };
        let to = (from + length).min(places.len() - 1);
        let at = |place: usize| document.text.position(places[place], Encoding::Utf8);
        let change = Change { range: Some((at(from), at(to))), text: PIECES[dice.roll(PIECES.len())] };
        let version = i32::try_from(edit % 1_000).unwrap();
        document = document.changed(version, &[change], Encoding::Utf8);
        let now = document.text.to_string();
        let fresh = Document::new(document.path.clone(), version, &now);
        assert_eq!(document.sections(), fresh.sections(), "edit {edit}: {text:?} to {now:?}");
        let (told, wanted) = (told(&document), told(&fresh));
        assert!(told == wanted, "edit {edit}: {text:?} to {now:?}\n{told}\nfrom the start:\n{wanted}");
    }
}
