//! References in real agent files: how many lead to a definition of their repository, and which do not. They are
//! printed to be read; what is asserted is that ranges hold names, and that a large fleet is small in memory.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use agentls_analysis::document::Document;
use agentls_analysis::index::{AgentIndex, DocumentSummary};
use agentls_analysis::references::Reference;

use crate::corpus::files;
use crate::shared;

/// So many unresolved references are printed.
const SHOWN: usize = 50;

/// The line that holds a byte, and its number.
fn line(text: &str, at: usize) -> (usize, &str) {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    (text[..start].matches('\n').count() + 1, line)
}

#[test]
fn references_lead_to_definitions() {
    let Some(folder) = shared("corpus/dev") else { return };
    let all = files(&folder);
    let mut fleet = AgentIndex::default();
    let mut texts = BTreeMap::new();
    for (path, text) in all {
        let path: Arc<str> = path.to_string_lossy().replace('\\', "/").as_str().into();
        fleet.set(&path, DocumentSummary::from_document(&Document::new(Some(path.clone()), 0, &text)));
        texts.insert(path, text);
    }
    let root = format!("{}/", folder.to_string_lossy());
    let mut shares: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    let mut unresolved: Vec<(&str, usize, &Reference)> = Vec::new();
    for (path, text) in &texts {
        let Some(facts) = fleet.get(path) else { continue };
        let repository = path.trim_start_matches(&root).split('/').next().unwrap();
        let share = shares.entry(repository).or_default();
        for (range, found) in facts.references() {
            if found.renamable {
                assert_eq!(&text[range.clone()], &*found.name, "{path}");
            }
            let resolved = fleet.resolve(found.kind, &found.name, path).is_some();
            share[2 * usize::from(found.prose) + usize::from(!resolved)] += 1;
            if !resolved {
                unresolved.push((path, range.start, found));
            }
        }
    }
    println!("resolved and not, then candidates in prose that are references and that are not:");
    for (repository, share) in shares.iter().filter(|(_, share)| share.iter().sum::<usize>() > 0) {
        println!("{share:?} {repository}");
    }
    let certain: Vec<_> = unresolved.iter().filter(|(_, _, found)| !found.prose).collect();
    println!("{} unresolved, of which {} are certain", unresolved.len(), certain.len());
    let all = std::env::var_os("AGENTLS_ALL").is_some();
    let step = if all { 1 } else { certain.len().div_ceil(SHOWN).max(1) };
    for (path, at, found) in certain.into_iter().step_by(step) {
        let (number, line) = line(&texts[*path], *at);
        let path = path.trim_start_matches(&root);
        println!("{:?} `{}` {path}:{number}: {}", found.form, found.name, line.trim());
    }
}

/// The memory that the process holds, in bytes, where Linux says so.
fn memory() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(0) * 4096
}

#[test]
fn a_fleet_of_ten_thousand_files() {
    let Some(folder) = shared("corpus/dev") else { return };
    let all = files(&folder);
    let (start, mut told) = (Instant::now(), Vec::new());
    for (path, text) in &all {
        let path: Arc<str> = path.to_string_lossy().as_ref().into();
        told.extend(
            DocumentSummary::from_document(&Document::new(Some(path), 0, text))
                .map(|facts| (text.len(), facts)),
        );
    }
    let each = start.elapsed() / u32::try_from(all.len().max(1)).unwrap();
    println!("{each:?} for each of {} files, of which {} tell something", all.len(), told.len());
    let (before, start, mut bytes) = (memory(), Instant::now(), 0);
    let mut fleet = AgentIndex::default();
    for (number, (length, facts)) in told.iter().cycle().take(10_000).enumerate() {
        fleet.set(&format!("/w/{number}/.claude/agents/x.md").as_str().into(), Some(facts.clone()));
        bytes += length;
    }
    let grown = memory().saturating_sub(before);
    println!("10,000 files of {bytes} bytes: {:?}, {grown} bytes of memory", start.elapsed());
    assert!(grown < 100_000_000, "a fleet of 10,000 files takes {grown} bytes");
}
