//! Agents that run elsewhere.

use super::*;

#[test]
fn executors() {
    with(Loads, "executor: {kind: acp, command: x}");
    with(Loads, "executor:\n  kind: codex\n  command: x\n  args: [a]");
    with(Loads, "nested:\n  executor: x");
    with(Dropped, "executor: codex\n          ^^^^^ `executor` is not valid");
    with(Dropped, "executor:\n^^^^^^^^ `executor` is not valid");
    with(Dropped, "executor: {kind: other, command: x}");
    with(Dropped, "executor: {kind: acp, command: \" \"}");
    with(Dropped, "executor: {kind: acp, command: x, args: a}");
    with(Dropped, "executor: {kind: acp, command: x, args: [5]}");
    with(Dropped, "executor: {kind: acp, command: x, args: ~}");
}

#[test]
fn executors_are_not_guessed_at() {
    with(Dropped, "executor: {kind: acp, command: x}\nother: a: b\n        ^ invalid YAML");
    with(Dropped, "other: a: b\nexecutor: {kind: acp, command: x}");
    with(Dropped, "other: a: b\nnested:\n  executor: x");
    with(Dropped, "other: a: b\n\"executor\" : x");
    with(Repaired, "other: a: b\nexecutors: x");
    with(Repaired, "name: scout\nexecutor: {kind: acp, command: x}");
    with(Dropped, "executor: {kind: acp, command: x}\nname: scout");
}

#[test]
fn backends() {
    with(Loads, "executionBackend: container");
    with(Loads, "nested:\n  executionBackend: other");
    with(
        Dropped,
        "executionBackend: docker\n                  ^^^^^^ `executionBackend` must be `container`",
    );
    with(Dropped, "executionBackend:\n^^^^^^^^^^^^^^^^ `executionBackend` must be `container`");
    with(Dropped, "executionBackend: container\nother: a: b");
    with(Dropped, "other: a: b\nnested:\n  executionBackend: container");
}
