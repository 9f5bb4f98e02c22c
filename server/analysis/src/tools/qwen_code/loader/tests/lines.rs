//! Front matter that is read line by line.

use super::*;

#[test]
fn what_is_no_yaml_is_read_by_lines() {
    check(Repaired, "name: xy\ndescription: a: b\n              ^ invalid YAML, read line by line\n");
    check(Repaired, "name: xy\ndescription: *star\n             ^^^^^ invalid YAML, read line by line\n");
    check(Repaired, "name: xy\ndescription: d\ntools:\n  - a\n  - \"open\n");
    check(Repaired, "name: xy\nname: xz\ndescription: d\n");
    check(Repaired, "name: xy\ndescription: d\n<example>\n");
    check(Dropped, "name: \"xy\ndescription: d\n");
    check(Dropped, "name: 'xy'\ndescription: a: b\n");
    check(Dropped, "name: xy # comment\ndescription: a: b\n");
    check(Dropped, "name:\n  xy\ndescription: a: b\n");
    check(Dropped, "nested:\n  name: xy\n  description: a: b\n");
    check(Dropped, "name: null\ndescription: a: b\n");
    check(Repaired, "name : xy\ndescription: a: b\n");
    check(Repaired, "name: \"xy\"\ndescription: a: b\n");
}

#[test]
fn lists_need_two_blanks() {
    check(Repaired, "name: xy\ndescription:\n  - a: b\n  - c\nother: d: e\n");
    check(Dropped, "name: xy\ndescription:\n- a\nother: d: e\n");
    check(Dropped, "name: xy\ndescription:\n    - a\nother: d: e\n");
}

#[test]
fn what_is_yaml_and_no_mapping_is_read_by_lines_too() {
    check(Loads, "name:scout\ndescription:Looks around\n");
    check(Dropped, "- name: scout\n- description: d\n");
    check(Dropped, "Looks around\n");
}

#[test]
fn what_npm_yaml_takes() {
    with(Loads, "x: !important a");
    with(Loads, "x: a\u{7f}b\u{feff}c");
    with(Loads, "<<: a");
    with(Loads, "x: [a, b: c]");
    with(Repaired, "x: \"a\nb\"");
    with(Repaired, "x: [a,\nb]");
    with(Repaired, "x: @a");
    with(Repaired, "x:\n\ty: z");
}

#[test]
fn a_byte_order_mark_is_a_blank() {
    check(Repaired, "\u{feff}name: xy\ndescription: a: b\n");
    check(Dropped, "\u{200b}name: xy\ndescription: a: b\n");
}

#[test]
fn tabs_below_a_text_are_no_yaml() {
    check(Repaired, "name: xy\ndescription: d\nnote: |\n  a\n\t\n");
    check(Loads, "name: xy\ndescription: d\nnote: |\n  a\n  \t\n");
    check(Repaired, "name: xy\ndescription: d\n\t\n  e\n");
    check(Loads, "name: xy\ndescription: d\n\t\n");
}
