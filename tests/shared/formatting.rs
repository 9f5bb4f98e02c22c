//! Formatting, held over real agent files, the cases of the oracles and mutations of both: it is stable, and changes no value
//! and no comment. How many mutations are tried says `AGENTLS_MUTATIONS`.
//!
//! What a text says is read by `serde_yaml` here, and not by what the formatter is held with.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use agentls_analysis::document::Document;
use agentls_analysis::ide::formatting::{Unformatted, format};
use rayon::prelude::*;
use serde_yaml::Value;

use crate::law::mutate::Numbers;
use crate::law::{MUTATIONS, asked_mutations, sources};

/// What is put somewhere into a front matter: layout, and what gives layout a meaning.
const PIECES: &[&str] = &[
    " ", "  ", "\n", "\n\n", "\t", "\r\n", "#", " # c\n", "\n# c\n", ":", ": ", "- ", "? ", "[", "]", "{",
    "}", ",", ", ", "'", "\"", "''", "\\", "\\n", "|\n  ", ">-\n    ", "|2\n   ", "|+\n", "&a ", "*a",
    "!!str ", "~", "%", "@", "é", "\u{a0}", "\u{2028}", "a: b\n", "  - a\n", "...\n", "<<: ",
];

/// What was seen.
#[derive(Default)]
struct Seen {
    formatted: AtomicUsize,
    unsure: AtomicUsize,
    invalid: AtomicUsize,
    breaches: Mutex<Vec<String>>,
}

#[test]
fn formatting_is_stable_and_changes_no_value() {
    let (texts, seen) = (sources(), Seen::default());
    let count = asked_mutations().unwrap_or(MUTATIONS);
    texts.par_iter().enumerate().for_each(|(seed, (place, text))| {
        look_at(place, text, &seen);
        let end = text.get(3..).and_then(|rest| rest.find("\n---")).map_or(0, |at| at + 3);
        let mut numbers = Numbers::from_seed(seed as u64);
        let each = (seed + 1) * count / texts.len() - seed * count / texts.len();
        for _ in 0..each {
            look_at(place, &mutated(text, end, &mut numbers), &seen);
        }
    });
    let number = |count: &AtomicUsize| count.load(Ordering::Relaxed);
    println!(
        "{} formatted, {} left as they are, {} invalid",
        number(&seen.formatted),
        number(&seen.unsure),
        number(&seen.invalid)
    );
    let breaches = seen.breaches.into_inner().unwrap();
    let shown = breaches.iter().take(20).cloned().collect::<Vec<_>>().join("\n\n");
    assert!(breaches.is_empty(), "{} breaches:\n{shown}", breaches.len());
    assert!(number(&seen.formatted) > 100, "hardly anything was formatted");
}

/// A text with some pieces put into its first bytes, or cut out of them.
fn mutated(text: &str, end: usize, numbers: &mut Numbers) -> String {
    let mut text = text.to_owned();
    for _ in 0..=numbers.below(3) {
        let at = text.floor_char_boundary(numbers.below(end + 1));
        if numbers.below(4) == 0 {
            let to = text.ceil_char_boundary((at + 1 + numbers.below(5)).min(text.len()));
            text.replace_range(at..to, "");
        } else {
            text.insert_str(at, PIECES[numbers.below(PIECES.len())]);
        }
    }
    text
}

fn look_at(place: &str, text: &str, seen: &Seen) {
    let document = Document::new(Some(place.into()), 0, text);
    let edit = match format(&document) {
        Ok(None) => return,
        Ok(Some(edit)) => edit,
        Err(reason) => {
            let count = if reason == Unformatted::Unsure { &seen.unsure } else { &seen.invalid };
            count.fetch_add(1, Ordering::Relaxed);
            return;
        }
    };
    seen.formatted.fetch_add(1, Ordering::Relaxed);
    let mut new = text.to_owned();
    new.replace_range(edit.range.clone(), &edit.text);
    let after = Document::new(Some(place.into()), 0, &new);
    let value = |yaml: &str| serde_yaml::from_str::<Value>(yaml).ok();
    let body = |document: &Document, text: &str| text[document.syntax.body_start()..].to_owned();
    let fault = match () {
        () if format(&after) != Ok(None) => "another format of it differs",
        () if value(&text[edit.range.clone()]) != value(&edit.text) => "a value differs",
        () if comments(&document) != comments(&after) => "a comment differs",
        () if body(&document, text) != body(&after, &new) => "the body differs",
        () => return,
    };
    seen.breaches.lock().unwrap().push(format!("{fault}: {place}\n{text}\n=== becomes\n{new}"));
}

/// The comments of a front matter.
fn comments(document: &Document) -> Vec<String> {
    let Some(front) = document.front_matter() else { return Vec::new() };
    front.yaml.comments.iter().map(|range| front.text_at(range.clone()).trim_end().to_owned()).collect()
}
