//! Edits to their diagnostics, and a document opened in a process that has just begun.

use crate::agent::agent;
use crate::client::capabilities;
use crate::comparison::{Comparison, by_turns};
use crate::faulty::{LIST, QUOTE};
use crate::figures::micros;
use crate::requests::URI;
use crate::servers;

/// How often a part is edited.
const EDITS: usize = 2000;

/// How often a process is started.
const STARTS: usize = 40;

pub(crate) fn rows(comparison: &mut Comparison) {
    let text = agent(2 << 10);
    let edits = [("value", 20), ("key", 3)];
    for (part, column) in edits {
        edit(comparison, &format!("edit of a {part} of 2 KB, µs above echo"), &text, column, true);
    }
    for (what, [sound, faulty]) in [("quote", QUOTE), ("list", LIST)] {
        let text = text.replacen(sound, faulty, 1);
        edit(comparison, &format!("edit beside an unclosed {what} of 2 KB, µs"), &text, 20, false);
    }
    let cold = "opening 2 KB in a cold process, ms";
    if comparison.wants(cold) {
        let [time] = by_turns(&comparison.servers(), STARTS, |place| [open(comparison, place, &text)]);
        comparison.row(cold, &time);
    }
    comparison.row("program, MB", &comparison.sizes());
}

/// Edits the description of an agent with all servers, and with the one that does nothing.
fn edit(comparison: &mut Comparison, row: &str, text: &str, column: u32, is_above_echo: bool) {
    if !comparison.wants(row) {
        return;
    }
    let mut places = comparison.servers();
    let start = |place: &usize| comparison.client(*place, None, &capabilities());
    let mut clients: Vec<_> = places.iter().map(start).collect();
    places.push(clients.len());
    clients.push(servers::echo());
    clients.iter_mut().for_each(|client| client.open(URI, text));
    let [mut times] =
        by_turns(&places, EDITS, |place| [clients[place].timed(|client| client.type_or_delete(3, column)).1]);
    let echo = times.pop().flatten().filter(|_| is_above_echo).unwrap_or_default();
    times.iter_mut().flatten().for_each(|time| *time -= echo);
    comparison.row(row, &times);
}

/// From the start of a process to the diagnostics of a document, in milliseconds.
fn open(comparison: &Comparison, place: usize, text: &str) -> f64 {
    let start = || {
        let mut client = comparison.client(place, None, &capabilities());
        client.open(URI, text);
        client
    };
    micros(start) / 1e3
}
