//! Layers of settings and the files that they apply to.

use std::collections::BTreeMap;

use agentls_analysis::code_span::code_excerpt;
use agentls_analysis::dialect::Glob;
use agentls_analysis::lint::{Policy, Severity, capitalized, rules};
use agentls_analysis::verdicts::{Targets, UnknownTarget, check_target};

use super::additions::SettingNames;
use super::format::{ALL_RULES, Level, Override};
use super::globs::glob;
use super::problem::{MOST, SettingsError};
use super::read::ParsedSettings;
use super::suggestion;
use super::tree::Step;

/// Settings for some files. Later layers override earlier ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer {
    /// A folder with a trailing `/` and globs relative to it; `None` for all files.
    files: Option<(String, Vec<Glob>)>,
    targets: Option<Targets>,
    severities: BTreeMap<&'static str, Option<Severity>>,
}

impl Layer {
    /// Whether the layer applies to a file at that path.
    fn is_for(&self, path: Option<&str>) -> bool {
        let Some((root, globs)) = &self.files else { return true };
        let below = path.and_then(|path| path.strip_prefix(&**root));
        below.is_some_and(|below| globs.iter().any(|glob| glob.is_match(below)))
    }

    /// Applies the layer to a policy.
    fn apply(&self, policy: &mut Policy) {
        if let Some(targets) = &self.targets {
            policy.targets = targets.clone();
        }
        policy.severities.extend(self.severities.iter().map(|(code, severity)| (*code, *severity)));
    }
}

/// Returns the policy for a file at a path.
pub(super) fn policy(layers: &[Layer], path: Option<&str>) -> Policy {
    let mut policy = Policy::default();
    layers.iter().filter(|layer| layer.is_for(path)).for_each(|layer| layer.apply(&mut policy));
    policy
}

/// Returns the layers of one file or section in a folder, given with a trailing `/`. Without a folder, its globs match
/// nothing.
pub(super) fn layers(
    read: &ParsedSettings,
    root: Option<&str>,
    known: SettingNames<'_>,
    problems: &mut Vec<SettingsError>,
) -> Vec<Layer> {
    let settings = &read.settings;
    let steps = [Step::Key("targets")];
    let mut layers = vec![Layer {
        files: None,
        targets: targets(settings.targets.as_deref(), read, &steps, known, problems),
        severities: severities(&settings.rules),
    }];
    for (index, part) in settings.overrides.iter().enumerate() {
        let Override { files, targets: names, rules } = part;
        let at = [Step::Key("overrides"), Step::Item(index)];
        let globs = globs(files, read, &[&at[..], &[Step::Key("files")]].concat(), problems);
        let targets =
            targets(names.as_deref(), read, &[&at[..], &[Step::Key("targets")]].concat(), known, problems);
        let Some(root) = root else { continue };
        layers.push(Layer { files: Some((root.to_owned(), globs)), targets, severities: severities(rules) });
    }
    layers
}

fn severities(levels: &BTreeMap<String, Level>) -> BTreeMap<&'static str, Option<Severity>> {
    let known = |code: &str| rules().find(|rule| rule.code == code).map(|rule| rule.code);
    // The level of all rules can only be `off`.
    let all = rules().filter(|_| levels.contains_key(ALL_RULES)).map(|rule| (rule.code, None));
    all.chain(levels.iter().filter_map(|(code, level)| Some((known(code)?, level.severity())))).collect()
}

/// Returns the named targets, or `None` if there are none or none is valid.
fn targets(
    names: Option<&[String]>,
    read: &ParsedSettings,
    steps: &[Step<'_>],
    known: SettingNames<'_>,
    problems: &mut Vec<SettingsError>,
) -> Option<Targets> {
    let names = names?;
    let ids = || known.known.target_ids();
    let unknown = |(index, name): (usize, &String)| {
        Some((index, check_target(name, known.known).err().filter(|_| known.whole)?))
    };
    for (index, fault) in names.iter().enumerate().filter_map(unknown).take(MOST + 1) {
        let message = match fault {
            UnknownTarget::Tool(id) => {
                let hint = match suggestion(&id, ids()) {
                    hint if hint.is_empty() => " `agentls dialects` lists all tools.".to_owned(),
                    hint => hint,
                };
                format!("Unknown tool {}.{hint}", code_excerpt(&id))
            }
            UnknownTarget::Version(clause) => format!("{}.", capitalized(&clause)),
        };
        problems.push(read.problem(&[steps, &[Step::Item(index)]].concat(), message));
    }
    let (targets, unknown) = Targets::new(names.iter().map(String::as_str), known.known);
    (names.is_empty() || unknown.len() < names.len()).then_some(targets)
}

/// Returns the valid globs of a list.
fn globs(
    files: &[String],
    read: &ParsedSettings,
    steps: &[Step<'_>],
    problems: &mut Vec<SettingsError>,
) -> Vec<Glob> {
    let mut globs = Vec::new();
    for (index, text) in files.iter().enumerate() {
        match glob(text) {
            Ok(glob) => globs.push(glob),
            Err(message) => problems.push(read.problem(&[steps, &[Step::Item(index)]].concat(), message)),
        }
    }
    globs
}
