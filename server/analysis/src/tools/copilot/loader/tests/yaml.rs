//! What libyaml and `serde_yaml` accept and reject.

use super::*;

fn takes(lines: &str) {
    with(Loads, &format!("{lines}\n"));
}

fn refuses(lines: &str) {
    with(Dropped, &format!("{lines}\n"));
}

#[test]
fn nothing_is_repaired() {
    check(
        Dropped,
        r#"
        ---
        description: a: b
                      ^ invalid YAML
        ---
        "#,
    );
    refuses("x: [a\n   ^ invalid YAML");
    refuses("x: @a");
    refuses("x: *a");
    refuses("x: 'it's'");
    refuses("x: \"a\" b");
    refuses("x:\n  - a\n - b");
    takes("x: {a: b, c: [d]}");
    takes("x: \"a\nb\"");
    takes("x: [a,\nb]");
}

#[test]
fn keys_may_not_repeat() {
    refuses("description: again");
    refuses("x:\n  a: b\n  a: c");
    takes("x:\n  a: b\ny:\n  a: c");
}

#[test]
fn numbers_fit_64_bits() {
    takes("x: 18446744073709551615");
    takes("x: -9223372036854775808");
    takes("x: \"18446744073709551616\"");
    takes("x: a 99999999999999999999");
    refuses("x: 18446744073709551616\n   ^^^^^^^^^^^^^^^^^^^^ a number too large for 64 bits");
    refuses("x: -9223372036854775809");
    refuses("x: [99999999999999999999] # comment");
    refuses("x: 0xffffffffffffffffff");
}

#[test]
fn tags_mean_what_they_say() {
    takes("x: !important text");
    takes("name: !!str 5");
    takes("x: !!int \"5\"");
    refuses("x: !!int five");
    refuses("x: !!bool yes");
    refuses("x: !!null text");
    refuses("x: !h!tag text");
    refuses("name: !!int 5");
}

#[test]
fn anchors_are_words() {
    takes("x: &one a\ny: *one");
    refuses("x: &one.two a");
    refuses("x: &nbsp; a");
    refuses("x: &one [*one]");
    takes("x: a &nbsp; b");
}

#[test]
fn tabs_indent_nothing() {
    takes("x:\ta\t# comment");
    takes("x: [a,\n\tb]");
    takes("x: \"a\n\tb\"");
    takes("x: a\n \t\ny: b");
    refuses("x: a\n\t\ny: b");
    refuses("x: \"a\"\n\t# comment\ny: b");
    refuses("x: |\n  a\n\t\ny: b");
    refuses("x:\n  -\ta");
    refuses("x:\n\ty: a");
}

#[test]
fn characters() {
    takes("x: a\u{feff}b \u{1f680} \u{e000}");
    takes("x: \"\\U0001F680\"");
    refuses("x: \"\\ud83d\\ude80\"");
    refuses("x: \"\\q\"");
    refuses("x: a\u{7f}b");
    // Line breaks in YAML 1.1.
    refuses("x: a\u{2028}b");
    takes("x: a\u{2028}y: b");
    takes("x: a\n  \u{85}  b");
}

#[test]
fn colons_have_keys() {
    refuses(": a");
    refuses("x: {: a}");
    takes("? x\n: a");
}
