//! The page of the command line, which is made from the definition of the arguments.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use clap::{Arg, Command, CommandFactory};

use crate::Arguments;

#[test]
fn the_page_of_the_command_line() {
    let mut command = Arguments::command();
    command.build();
    let mut text = "# The command line\n\n\
        Made from the definition of the arguments by a test. `agentls help COMMAND` prints the same. Severities have two names:\n\
        `warn` is `warning`, and `info` is `information`. `FORCE_COLOR` and `NO_COLOR` decide where `--color` does not.\n\
        What the exit codes mean is at the end of each command.\n"
        .to_owned();
    add_command(&command, "agentls", &mut text);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("server/docs/command-line.md");
    if fs::read_to_string(&path).unwrap_or_default() != text {
        fs::write(&path, text).unwrap();
        panic!(
            "server/docs/command-line.md was stale. It is written anew now; look at the change and keep it."
        );
    }
}

fn add_command(command: &Command, name: &str, text: &mut String) {
    write!(text, "\n## `{name}`\n\n{}.\n\n", command.get_about().unwrap().to_string().trim_end_matches('.'))
        .unwrap();
    text.push_str("| Argument | Meaning | Values | Default |\n| --- | --- | --- | --- |\n");
    let mut arguments: Vec<_> =
        command.get_arguments().filter(|argument| !is_of_all(argument, name)).collect();
    arguments.sort_by_key(|argument| (!argument.is_positional(), argument.get_id().as_str().to_owned()));
    for argument in arguments {
        let meaning =
            argument.get_help().unwrap_or_else(|| panic!("{name}: {} has no help", argument.get_id()));
        let values: Vec<_> = argument
            .get_possible_values()
            .iter()
            .filter(|_| argument.get_action().takes_values())
            .map(|value| format!("`{}`", value.get_name()))
            .collect();
        let defaults: Vec<_> = argument
            .get_default_values()
            .iter()
            .map(|value| format!("`{}`", value.to_string_lossy()))
            .collect();
        let defaults = if argument.get_action().takes_values() { defaults.join(", ") } else { String::new() };
        let meaning = meaning.to_string().replace('|', "\\|");
        writeln!(text, "| {} | {meaning} | {} | {defaults} |", spelled(argument), values.join(", ")).unwrap();
    }
    if let Some(codes) = command.get_after_help() {
        write!(text, "\n```text\n{codes}\n```\n").unwrap();
    }
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        add_command(inner, &format!("{name} {}", inner.get_name()), text);
    }
}

/// Whether every command has an argument, which is shown once.
fn is_of_all(argument: &Arg, name: &str) -> bool {
    name != "agentls" && (argument.is_global_set() || argument.get_id() == "help")
}

/// Returns how an argument is written.
fn spelled(argument: &Arg) -> String {
    let value = argument.get_value_names().map(|names| names[0].to_string());
    let value = value.filter(|_| argument.is_positional() || argument.get_action().takes_values());
    let short = argument.get_short().map(|short| format!("-{short}"));
    let long = argument.get_long().map(|long| format!("--{long}"));
    let names: Vec<_> = short.into_iter().chain(long).collect();
    let spelled: Vec<_> = names.join(", ").split(' ').map(ToOwned::to_owned).chain(value).collect();
    format!("`{}`", spelled.join(" ").trim())
}
