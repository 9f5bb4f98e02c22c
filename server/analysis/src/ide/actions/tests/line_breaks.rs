//! Inserted text has the line breaks of the file.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::properties::{PATHS, source};
use super::*;

/// The title of an action, and the rules that it fixes.
type What = (String, Vec<&'static str>);

/// Returns the kinds of line breaks in a text.
fn kinds(text: &str) -> BTreeSet<&'static str> {
    let plain = text.replace("\r\n", "");
    let there =
        [("\r\n", plain.len() < text.len()), ("\n", plain.contains('\n')), ("\r", plain.contains('\r'))];
    there.into_iter().filter_map(|(kind, there)| there.then_some(kind)).collect()
}

/// Returns everything offered anywhere in a document, with the rules it fixes, the resulting text, and that of the
/// created file.
fn offered(path: &str, text: &str) -> Vec<(What, String, Option<String>)> {
    let document = document(path, text);
    let found = diagnostics(&document);
    let policy = Policy::default();
    let again = |document: &Document| diagnostics(document);
    let whole = 0..text.len();
    let mut actions = fixes_at(&document, &whole);
    actions.extend(safe_fixes(&document));
    actions.extend(fix_picked(&document, &found, &policy, |_, fix| fix.safe || fix.preferred));
    actions.extend(suppressions(&document, &found, &whole, &again));
    for line in 0..document.text.line_count() {
        let at = document.text.line_range(line).end;
        actions.extend(rewrites(&document, &(at..at)));
        actions.extend(extraction(&document, &(at..at), &|_| false));
    }
    let tools = conversions(&document, &|_| false);
    actions.extend(tools.iter().filter_map(|it| convert(&document, it.tool)));
    let given = |action: Action| {
        let fixed = action.fixed.iter().map(|found| found.rule.code).collect();
        // A converted agent keeps its line breaks, and a script has those that shells read.
        let anew = action.kind == ActionKind::Rewrite;
        let file = action.file.map(|it| if anew { it.text.replace("\r\n", "\n") } else { it.text });
        ((action.title, fixed), applied(text, &action.edits), file)
    };
    actions.into_iter().map(given).collect()
}

/// A text with mixed line breaks, or with lone CRs.
fn mixed() -> impl Strategy<Value = String> {
    let breaks = prop::collection::vec(prop::sample::select(vec!["\n", "\r\n"]), 1..4);
    (source(), prop_oneof![4 => breaks, 1 => Just(vec!["\r"])]).prop_map(|(text, breaks)| {
        let text = text.replace("\r\n", "\n");
        let mut breaks = breaks.into_iter().cycle();
        text.split_inclusive('\n')
            .flat_map(|line| match line.strip_suffix('\n') {
                Some(line) => [line, breaks.next().unwrap_or_default()],
                None => [line, ""],
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Some tools read a file differently depending on its line breaks. So other actions may be offered, a suppression
    /// may be at another place, and fewer fixes may be combined. A single fix gives the same.
    #[test]
    fn what_mends_a_file_mends_the_same_with_other_line_breaks(path in PATHS, text in source()) {
        let text = text.replace("\r\n", "\n");
        prop_assume!(text.contains('\n'));
        let windows = |text: &str| text.replace('\n', "\r\n");
        let others = offered(&path, &windows(&text));
        for (what, new, file) in offered(&path, &text) {
            if ["Ignore", "Apply all", "Fix all"].iter().any(|several| what.0.starts_with(several)) {
                continue;
            }
            let same: Vec<_> = others.iter().filter(|other| other.0 == what).collect();
            let expected = (what, windows(&new), file);
            prop_assert!(
                same.is_empty() || same.iter().any(|other| **other == expected),
                "{:?}\nof {:?}\nand not {:?}", expected, text, same
            );
        }
    }

    #[test]
    fn no_other_kinds_of_line_breaks_come_into_a_file(path in PATHS, text in mixed()) {
        let before = kinds(&text);
        for (what, new, _) in offered(&path, &text) {
            prop_assert!(before.is_empty() || kinds(&new).is_subset(&before), "{what:?}\nof {text:?}\ngives {new:?}");
        }
    }
}
