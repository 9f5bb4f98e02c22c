//! Rewriting values without changing their meaning.

use proptest::prelude::*;

use super::properties::{PATHS, source};
use super::*;
use crate::verdicts::tool_verdicts;

/// Asserts that the rewrites at the cursor give these texts.
fn check_ways(path: &str, source: &str, expected: &[(&str, &str)]) {
    let fixture = Fixture::parse(source);
    let at = fixture.cursor.unwrap_or_default();
    let actions = rewrites(&document(path, &fixture.text), &(at..at));
    let found: Vec<_> =
        actions.iter().map(|it| (it.title.as_str(), applied(&fixture.text, &it.edits))).collect();
    let found: Vec<_> = found.iter().map(|(title, text)| (*title, text.as_str())).collect();
    assert_eq!(found, expected, "in:\n{source}");
    assert!(actions.iter().all(|it| it.kind == ActionKind::Rewrite && !it.preferred));
}

fn ways(lines: &str, expected: &[(&str, &str)]) {
    let around = |lines: &str| format!("---\nname: x\ndescription: d\npriority: high\n{lines}\n---\nbody\n");
    let expected: Vec<_> = expected.iter().map(|(title, lines)| (*title, around(lines))).collect();
    let expected: Vec<_> = expected.iter().map(|(title, text)| (*title, text.as_str())).collect();
    check_ways(CLAUDE, &around(lines), &expected);
}

#[test]
fn lists_in_lines_are_sorted_with_their_comments() {
    ways(
        "capabilities: # all\n  # checks\n  - testing # unit\n\n  - code_review\n  - \"analysis\"$0\n  - code_review",
        &[(
            "Sort `capabilities` and remove duplicates",
            "capabilities: # all\n  - \"analysis\"\n\n  - code_review\n  # checks\n  - testing # unit",
        )],
    );
    ways("capabilities:\n- b$0\n- a", &[("Sort `capabilities`", "capabilities:\n- a\n- b")]);
    ways(
        "capabilities:\n- a$0\n- b\n- b",
        &[("Remove the duplicates in `capabilities`", "capabilities:\n- a\n- b")],
    );
    // An item with a comment is not removed as a duplicate.
    ways("capabilities:\n- a$0\n- b # one\n- b # two", &[]);
}

#[test]
fn lists_on_one_line_stay_there() {
    ways(
        "capabilities: [ b, 'c' ,a,  b ]$0",
        &[("Sort `capabilities` and remove duplicates", "capabilities: [ a, b ,'c' ]")],
    );
    ways("tools: Read, Bash(git diff *), Edit$0", &[("Sort `tools`", "tools: Bash(git diff *), Edit, Read")]);
    ways("tools: \"Read, Edit\"$0", &[("Sort `tools`", "tools: \"Edit, Read\"")]);
    ways("tools: Read, $0read, Read", &[("Sort `tools` and remove duplicates", "tools: Read, read")]);
}

#[test]
fn what_is_sorted_or_has_an_order_is_left_alone() {
    for lines in [
        "tools: Edit, $0Read",
        "capabilities: [a$0]",
        "capabilities:\n  - b$0\n  - a: c",
        "capabilities: [b$0, # so\n  a]",
        "hooks:\n  Stop: [b$0, a]",
        "skills: [b$0, *x]",
        "tools: Read, $0Edit\nhint: \"a",
    ] {
        ways(lines, &[]);
    }
    check_ways("/w/x.agent.md", "---\ndescription: d\nmodels: [b$0, a]\n---\n", &[]);
    check_ways("/w/README.md", "---\ntools: [b$0, a]\n---\n", &[]);
}

#[test]
fn a_text_goes_below_a_sign_and_back() {
    let words =
        "One two three four five six seven eight nine ten eleven twelve thirteen  fourteen fifteen: it's";
    let one = format!("---\nname: x\ndescription: \"{words}\"\n---\n");
    let below = "---\nname: x\ndescription: >-\n  One two three four five six seven eight nine ten eleven twelve\n  thirteen  fourteen fifteen: it's\n---\n";
    let at = |text: &str| text.replacen("One", "$0One", 1);
    check_ways(CLAUDE, &at(&one), &[("Convert `description` to a block scalar (`>-`)", below)]);
    check_ways(CLAUDE, &at(below), &[("Put `description` on one line", &one)]);
}

#[test]
fn lines_stay_lines() {
    let quoted =
        "---\r\nname: x\r\ndescription: \"Use \\\"it\\\":\\n\\n  - now\\n\"\r\nmodel: opus\r\n---\r\n";
    let below =
        "---\r\nname: x\r\ndescription: |\r\n  Use \"it\":\r\n\r\n    - now\r\nmodel: opus\r\n---\r\n";
    check_ways(
        CLAUDE,
        &quoted.replace("Use", "$0Use"),
        &[("Convert `description` to a block scalar (`|`)", below)],
    );
    check_ways(CLAUDE, &below.replace("Use", "$0Use"), &[("Put `description` on one line", quoted)]);
}

#[test]
fn a_text_over_several_lines_goes_either_way() {
    let words = "one two three four five six seven eight nine";
    let text = format!("---\nname: x\ndescription: {}\n---\n", words.replace("two ", "$0two\n  "));
    let of = |written: &str| format!("---\nname: x\ndescription: {written}\n---\n");
    check_ways(
        CLAUDE,
        &text,
        &[
            ("Convert `description` to a block scalar (`>-`)", &of(&format!(">-\n  {words}"))),
            ("Put `description` on one line", &of(words)),
        ],
    );
    check_ways(CLAUDE, &of("on$0e\n  two"), &[("Put `description` on one line", &of("one two"))]);
    check_ways(CLAUDE, &of("on$0e two"), &[]);
}

#[test]
fn comments_and_words_of_a_vocabulary_stay_where_they_are() {
    for text in [
        "---\nname: x\ndescription: one two three four five six seven eight nine$0 # a comment\n---\n",
        "---\nname: x\ndescription: > # a comment\n  $0d\n---\n",
        "---\nname: x\ndescription: d\nmodel: op$0us\n---\n",
        "---\n{name: x, description: one two three four five six seven eight nine$0}\n---\n",
        "---\nname: x\ndescription: \" one two three four five six seven eight nine $0\"\n---\n",
    ] {
        check_ways(CLAUDE, text, &[]);
    }
}

/// Lists and strings in many forms.
const VALUES: &str = "(description: [a-z]{1,9}( {1,2}[a-z:#'\"-]{1,9}){0,30}|description: \"[a-z ]{1,9}(\\\\\\\\n {0,2}[a-z #:]{0,9}){0,4}\"\
|description: [|>][+-]?\n(  [a-z #:'\"]{1,30}\n|\n){0,5}  [a-z]{1,9}|description: [a-z]{1,9}\n  [a-z]{1,9}\n\n  b\
|tools: [a-zA-Z]{1,2}(,  ?[a-zA-Z]{1,2}){0,5}|tools:(\n  - [a-c\"]{1,2}( # n)?|\n  # n|\n){1,6}|tools: \\[([a-c'],? ?){1,6}\\]\
|capabilities: (\n- [a-c]){1,5}|capabilities: \\[a(, ?\n? ?[b\\]#]){1,4}\\])";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Every value stays the same, apart from the order of lists, and so do all verdicts.
    #[test]
    fn another_way_says_the_same(
        path in PATHS,
        values in prop::collection::vec(VALUES, 1..4),
        other in source(),
        crlf in any::<bool>(),
    ) {
        let text = format!("---\nname: x\n{}\n---\nYou.\n", values.join("\n"));
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        for text in [&text, &other] {
            let before = document(&path, text);
            let places: Vec<_> = text.match_indices('\n').map(|(at, _)| at).collect();
            for action in places.into_iter().flat_map(|at| rewrites(&before, &(at..at))) {
                let new = applied(text, &action.edits);
                let after = document(&path, &new);
                let about = format!("{} in\n{text}\n--- gives\n{new}", action.title);
                prop_assert!(new != *text, "{}", about);
                prop_assert_eq!(new.contains('\r'), text.contains('\r'), "{}", about);
                let outcome = |document: &Document| {
                    let all = tool_verdicts(document, &Policy::default().targets).into_iter();
                    all.map(|it| it.verdict.outcome).collect::<Vec<_>>()
                };
                prop_assert_eq!(outcome(&after), outcome(&before), "{}", about);
                prop_assert!(diagnostics(&after).len() <= diagnostics(&before).len(), "{}", about);
                let entries = |document: &Document| {
                    let front = document.front_matter().and_then(|front| front.yaml.root.clone());
                    front.map(|root| root.entries().to_vec()).unwrap_or_default()
                };
                let (old, new) = (entries(&before), entries(&after));
                prop_assert_eq!(old.len(), new.len(), "{}", about);
                let sorted = action.title.contains("Sort") || action.title.contains("duplicates");
                for (one, other) in std::iter::zip(&old, &new) {
                    let touched = action.edits.iter().any(|edit| {
                        edit.range.start <= one.span().end && one.span().start <= edit.range.end
                    });
                    prop_assert!(one.value.means(&other.value) || sorted && touched, "{}", about);
                }
                if sorted {
                    let words = |text: &str| {
                        let mut words: Vec<_> = text
                            .split(|char: char| !char.is_alphanumeric())
                            .map(str::to_owned)
                            .collect();
                        words.sort();
                        words.dedup();
                        words
                    };
                    prop_assert_eq!(words(text), words(&after.text.to_string()), "{}", about);
                }
            }
        }
    }
}
