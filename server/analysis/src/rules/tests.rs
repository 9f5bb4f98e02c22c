use super::*;
use crate::fixture::Fixture;

/// Fails unless the findings are those that the carets mark, for a file of that path.
fn check_at(path: &str, source: &str) {
    let fixture = Fixture::parse(source);
    let document = Document::new(Some(path.into()), 0, &fixture.text);
    fixture.check(diagnostics(&document).into_iter().map(|found| (found.range, found.rule.code.to_owned())));
}

fn check(source: &str) {
    check_at("/w/.claude/agents/x.md", source);
}

/// The text below a heading of a page, in its fence.
fn example<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, section) = page.split_once(heading).unwrap_or_else(|| panic!("no `{heading}`"));
    let (_, fenced) = section.split_once("```markdown\n").unwrap_or_else(|| panic!("no fence below `{heading}`"));
    fenced.split_once("\n```\n").map(|(text, _)| text).unwrap_or_else(|| panic!("an open fence below `{heading}`"))
}

#[test]
fn every_rule_has_a_page_whose_examples_do_what_it_says() {
    for rule in rules() {
        let page = rule.page();
        assert!(page.starts_with(&format!("# {}\n", rule.code)), "{} has no page", rule.code);
        for heading in ["## Why\n", "## Source\n"] {
            assert!(page.contains(heading), "{}: no `{heading}`", rule.code);
        }
        // An example of 64 KB is made here and not kept in the page.
        let too_long = format!("---\nname: x\ndescription: |\n{}", "  more and more\n".repeat(6000));
        let fails = example(page, "## Fails\n").replace("@too-long@", &too_long) + "\n";
        let passes = example(page, "## Passes\n").to_owned() + "\n";
        let codes = |text: &str| {
            let document = Document::new(Some("/w/.claude/agents/example.md".into()), 0, text);
            diagnostics(&document).into_iter().map(|found| found.rule.code).collect::<Vec<_>>()
        };
        assert!(codes(&fails).iter().all(|code| *code == rule.code), "{}: {:?}", rule.code, codes(&fails));
        assert!(!codes(&fails).is_empty(), "{}: the failing example passes", rule.code);
        assert!(codes(&passes).is_empty(), "{}: the passing example gives {:?}", rule.code, codes(&passes));
    }
}

#[test]
fn every_page_has_a_rule() {
    let known: Vec<_> = rules().map(|rule| rule.code).collect();
    for (code, _) in PAGES {
        assert!(known.contains(code), "{code}.md is the page of no rule");
    }
}

#[test]
fn codes_are_unique_and_in_kebab_case() {
    let mut codes: Vec<_> = rules().map(|rule| rule.code).collect();
    let count = codes.len();
    assert!(codes.iter().all(|code| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), count);
}
