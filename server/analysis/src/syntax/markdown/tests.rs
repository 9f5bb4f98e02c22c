//! Code, links, headings and cuts.

use super::*;

#[test]
fn code_links_and_headings() {
    let text = "# A `b` c\n\nSee [x](y.md \"t\"), ![i](p.png) and ``a`b``.\n\n- one\n  ```js x\n  two\n  ```\n\n[d]: e.md\n";
    let found = parse_markdown(text, 0);
    let texts =
        |ranges: &[Range<usize>]| ranges.iter().map(|it| text[it.clone()].to_owned()).collect::<Vec<_>>();
    assert_eq!(texts(&found.codes), ["b", "a`b"]);
    assert_eq!(&*found.headings[0].text, "A b c");
    assert_eq!(
        (found.blocks[0].language.as_deref(), &text[found.blocks[0].content.clone()]),
        (Some("js"), "two\n")
    );
    let links: Vec<_> = found.links.iter().map(|link| (&*link.address, link.image)).collect();
    assert_eq!(links, [("y.md", false), ("p.png", true), ("e.md", false)]);
    assert_eq!(&text[found.links[0].address_from..found.links[0].range.end], "](y.md \"t\")");
    assert_eq!(found.cuts, [0]);
}

#[test]
fn cuts_are_headings_that_nothing_is_around() {
    let text = "a\n# One\n- x\n# Two\n ## no\n> # no\n\n```\n# no\n```\n<div>\n# no\n\nNo\n==\n### Three";
    let found = parse_markdown(text, 0);
    let cuts: Vec<_> = found.cuts.iter().map(|cut| text[*cut..].lines().next().unwrap_or_default()).collect();
    assert_eq!(cuts, ["# One", "# Two", "### Three"]);
}
