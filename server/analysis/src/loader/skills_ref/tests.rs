use crate::loader::Outcome::{self, Dropped, Loads, Repaired};
use crate::loader::tests;

fn check(expected: Outcome, source: &str) {
    tests::check("agent-skills.skill", "/w/.agents/skills/pdf/SKILL.md", expected, source);
}

#[test]
fn the_header_is_what_stands_between_dashes_anywhere() {
    check(Loads, "---\nname: pdf\ndescription: d\n---\n");
    check(Loads, "---\r\nname: pdf\r\ndescription: d\r\n---\r\n");
    check(Loads, "---\nname: pdf\ndescription: d---");
    check(Dropped, "---\nname: pdf\n---\ndescription: d\n");
    check(Dropped, "\u{feff}---\nname: pdf\ndescription: d\n---\n");
    check(Dropped, "---\n^^^ here\nname: pdf\ndescription: d\n");
}

#[test]
fn strictyaml_takes_less_than_yaml() {
    check(Loads, "---\nname: pdf\ndescription: |\n  a\tb\nmetadata:\n  version: 1.0\n---\n");
    check(Dropped, "---\nname: pdf\ndescription: d\nmetadata: {a: b}\n---\n");
    check(Dropped, "---\nname: pdf\ndescription: &a d\n---\n");
    check(Dropped, "---\nname: pdf\ndescription: a\tb\n---\n");
    check(Dropped, "---\nname: pdf\nname: pdf\ndescription: d\n---\n");
    check(Dropped, "---\nname: pdf\ndescription: a: b\n              ^ here\n---\n");
}

#[test]
fn what_it_warns_of() {
    check(Repaired, "---\nname: pdf\ndescription: d\nmodel: opus\n^^^^^ here\n---\n");
    check(Repaired, "---\nname: Pdf\n      ^^^ here\ndescription: d\n---\n");
    check(Repaired, "---\nname: other\n      ^^^^^ here\ndescription: d\n---\n");
    check(Repaired, "---\nname: p--df\n      ^^^^^ here\ndescription: d\n---\n");
    check(Dropped, "---\n^^^ here\nname: pdf\n---\n");
    check(Dropped, "---\nname: pdf\ndescription: \"\"\n             ^^ here\n---\n");
    let long = format!("---\nname: pdf\ndescription: {}\n---\n", "x".repeat(1025));
    check(Repaired, &long);
}
