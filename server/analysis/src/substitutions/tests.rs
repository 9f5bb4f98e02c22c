//! What is found where, in small texts.

use super::*;
use crate::syntax::markdown::parse_markdown;

/// The places as written, those of code with `!`, those of a price with `%`.
fn shown(text: &str) -> Vec<String> {
    let mark = |form| match form {
        SubstitutionForm::Index(IndexOwner::Code) => "!",
        SubstitutionForm::Index(IndexOwner::Price) => "%",
        _ => "",
    };
    let found = scan_substitutions(text, &parse_markdown(text, 0));
    found.iter().map(|it| format!("{}{}", &text[it.span.range()], mark(it.form))).collect()
}

#[test]
fn every_form_is_found() {
    let text = "$0 $ARGUMENTS ${A:b} {{args}} \\$1 $$2 $x1 $100 $1M $ {a} ${1} {{open\n}}";
    assert_eq!(shown(text), ["$0", "$ARGUMENTS", "${A:b}", "{{args}}", "$x1"]);
}

#[test]
fn fields_of_awk_and_groups_of_perl_belong_to_the_code() {
    assert_eq!(shown("`awk -F'|' '{print $1}' x $2`"), ["$1!", "$2"]);
    assert_eq!(
        shown("```bash\nps | awk -v a='$1' '\n$2 ~ /x/ { print }' | x $3\n```\n"),
        ["$1", "$2!", "$3"]
    );
    assert_eq!(shown("```sh\nperl -pe 's/(x)/$1/' $2\nawk \"{print \\$1}\" $2\n```\n"), ["$1!", "$2", "$2"]);
    assert_eq!(shown("```awk\n{ print $1 }\n```\n{ print $1 }\n"), ["$1!", "$1"]);
}

#[test]
fn parameters_of_functions_belong_to_the_code_and_those_of_a_script_may_be_the_commands() {
    let text =
        "```bash\nrun() {\n  echo $1\n}\nrun $1\nfunction f { echo $2; }\nif x; then\n  echo $1\nfi\n```\n";
    assert_eq!(shown(text), ["$1!", "$1", "$2!", "$1"]);
    assert_eq!(shown("```bash\nrun() {\n  echo $1\n```\n"), ["$1"]);
}

#[test]
fn groups_of_replacements_and_parameters_of_queries_belong_to_the_code() {
    assert_eq!(shown("```js\nf('$1'.replace(/(x)/, '$1'))\n```\n"), ["$1", "$1!"]);
    assert_eq!(shown("```ts\nquery('SELECT a WHERE id = $1', [$id])\n```\n"), ["$1!", "$id"]);
    assert_eq!(shown("```sql\nSELECT a WHERE id = $1\n```\n"), ["$1"]);
    assert_eq!(shown("```nginx\nrewrite ^/(.*)$ /$1;\n```\n"), ["$1!"]);
}

#[test]
fn prices_are_no_arguments() {
    assert_eq!(shown("costs $0.10, $5 or $10,000; see $1. 20"), ["$0%", "$5", "$10%", "$1"]);
}

/// The commands as written, with what becomes of them.
fn commands(text: &str) -> Vec<(String, ShellUse)> {
    let found = scan_substitutions(text, &parse_markdown(text, 0)).into_iter();
    let command = |it: Substitution| match it.form {
        SubstitutionForm::Shell(used) => Some((text[it.span.range()].to_owned(), used)),
        _ => None,
    };
    found.filter_map(command).collect()
}

#[test]
fn commands_run_at_the_start_of_a_line_or_behind_a_space() {
    use ShellUse::{Documented, Glued, Runs};
    let one = |text: &str| commands(text).into_iter().map(|(_, used)| used).next();
    assert_eq!(one("!`git status`"), Some(Runs));
    assert_eq!(one("- now: !`git status`"), Some(Runs));
    assert_eq!(one("now!`git status`"), Some(Glued));
    assert_eq!(one("(!`git status`)"), None);
    assert_eq!(one("\\!`git status`"), None);
    assert_eq!(one("`` !`git status` ``"), Some(Documented));
    assert_eq!(one("write !`command` there"), Some(Documented));
    assert_eq!(one("```\n!`git status`\n```\n"), Some(Runs));
    assert_eq!(one("```md\nx: !`git status`\n```\n"), Some(Documented));
    // Prose between two code spans.
    assert_eq!(one("use `if !` for what `x` is"), None);
    assert_eq!(one("use `vec!`; not `x`"), None);
}

#[test]
fn commands_in_fences_and_braces_run() {
    use ShellUse::{Braces, Fence};
    let all = |text: &str| {
        commands(text).into_iter().filter(|(_, used)| matches!(used, Braces | Fence)).collect::<Vec<_>>()
    };
    let fence = "- x\n\n  ```!\n  git log\n  ls\n  ```\n\n```!bash\nls\n```\n";
    assert_eq!(all(fence), [("```!\n  git log\n  ls\n  ```".to_owned(), Fence)]);
    assert_eq!(all("```!\nls"), [("```!\nls".to_owned(), Fence)]);
    let braces = "a!{x {y} z} !{} !{open\n!{two\nlines} !{a\n# b} !{a\r# b}";
    assert_eq!(all(braces), [("!{x {y} z}".to_owned(), Braces), ("!{two\nlines}".to_owned(), Braces)]);
    for (text, used, inside) in [
        ("!`ls`", ShellUse::Runs, "ls"),
        ("!{ls}", Braces, "ls"),
        ("```!\n  git log\n  ls\n  ```", Fence, "  git log\n  ls\n"),
        ("```!\nls", Fence, "ls"),
        ("```!\n```", Fence, ""),
        ("```!", Fence, ""),
    ] {
        assert_eq!(&text[used.commands_in(text)], inside, "{text}");
    }
}
