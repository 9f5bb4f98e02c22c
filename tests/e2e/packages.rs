//! What lies beside the program and says the same as it: settings, versions, templates.

use std::fs;
use std::path::Path;
use std::process::Command;

use agentls_workspace::settings::Settings;
use serde_json::Value;

use crate::support::{Client, of};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap()
}

#[test]
fn vs_code_has_the_settings_of_the_server() {
    const OWN: [&str; 3] = ["server.path", "leaveOutBuiltInFindings", "trace.server"];
    let schema = Settings::schema();
    let known = schema["properties"].as_object().unwrap();
    let package = json("editors/vscode/package.json");
    let offered = package["contributes"]["configuration"]["properties"].as_object().unwrap();
    for (name, property) in known {
        let setting = offered.get(&format!("agentls.{name}"));
        let text = property["description"].as_str().unwrap().replace('\n', " ");
        let shown = setting.and_then(|setting| setting["markdownDescription"].as_str());
        let same = shown.is_some_and(|shown| shown.starts_with(&text));
        let setting = setting.cloned().unwrap_or_default();
        let members = ["items", "enum", "additionalProperties", "properties"];
        let whole = members.iter().all(|member| setting.get(member) == property.get(member));
        assert!(same && whole, "{name} has changed: `npm run settings` in editors/vscode takes it over");
    }
    let readme = read("editors/vscode/README.md");
    for name in offered.keys() {
        let short = name.strip_prefix("agentls.").unwrap();
        assert!(known.contains_key(short) || OWN.contains(&short), "{name} is a setting of nothing");
        assert!(readme.contains(&format!("`{name}`")), "the extension's README.md does not tell of {name}");
    }
}

#[test]
fn one_version_stands_everywhere() {
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(json("editors/vscode/package.json")["version"], version);
    let npm = json("server/packages/npm/package.json");
    assert_eq!(npm["version"], version);
    assert!(npm["optionalDependencies"].as_object().unwrap().values().all(|it| it == version), "{npm}");
    let mason = read("editors/neovim/mason/package.yaml");
    assert!(mason.contains(&format!("id: pkg:github/agentls/agentls@v{version}\n")), "{mason}");
    let action = read(".github/actions/check/action.yml");
    assert!(action.contains(&format!("default: \"{version}\"")), "{action}");
    for zed in ["editors/zed/extension.toml", "editors/zed/Cargo.toml"] {
        assert!(read(zed).contains(&format!("\nversion = \"{version}\"\n")), "{zed}");
    }
    let flake = read("server/packages/nix/flake.nix");
    assert!(flake.contains(&format!("version = \"{version}\";")), "{flake}");
    let ci = read("server/docs/ci.md");
    let named = ["check@v", "agentls==", "agentls@", "rev: v", "the version of agentls | `"];
    for named in named {
        let mut places = ci.match_indices(named).filter_map(|(at, _)| ci.get(at + named.len()..)).peekable();
        assert!(places.peek().is_some() && places.all(|rest| rest.starts_with(version)), "{named} in {ci}");
    }
}

/// Cargo's `binstall` finds each archive of a release by the name that server/packages/pack.sh gives it.
#[test]
fn binstall_is_told_of_every_archive_of_a_release() {
    let manifest = read("Cargo.toml");
    let npm = json("server/packages/npm/package.json");
    for package in npm["optionalDependencies"].as_object().unwrap().keys() {
        let platform = &package["@agentls/".len()..];
        let ending = if platform.starts_with("win32") { "zip" } else { "tar.gz" };
        assert!(
            manifest.contains(&format!("/agentls-{platform}.{ending}\"\nbin-dir = \"agentls-{platform}/")),
            "{platform}"
        );
    }
}

#[test]
fn schemastore_has_the_schema_of_the_settings() {
    let path = "server/packages/schemastore/agentls.json";
    let printed =
        Command::new(env!("CARGO_BIN_EXE_agentls")).args(["schema", "agentls.toml"]).output().unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    if read(path) != printed {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(path), printed).unwrap();
        panic!("{path} was stale. It is written anew now; look at the change and keep it.");
    }
}

/// Mason calls platforms by names of its own (`schemas/enums/platform.json` in its registry). The archives, and
/// what is in them, are called as server/packages/pack.sh calls them, which tests/packages/run.sh holds for one of them.
#[test]
fn mason_is_told_of_every_archive_of_a_release() {
    let mason: Value = serde_yaml::from_str(&read("editors/neovim/mason/package.yaml")).unwrap();
    let assets = mason["source"]["asset"].as_array().unwrap();
    let npm = json("server/packages/npm/package.json");
    let platforms: Vec<_> =
        npm["optionalDependencies"].as_object().unwrap().keys().map(|it| &it["@agentls/".len()..]).collect();
    assert_eq!(assets.len(), platforms.len());
    for platform in platforms {
        let target = platform.replace("win32", "win").replace('-', "_");
        let asset = assets.iter().find(|asset| asset["target"] == *target);
        let (archive, program) =
            if platform.starts_with("win32") { ("zip", "agentls.exe") } else { ("tar.gz", "agentls") };
        let wanted = serde_json::json!({
            "target": target,
            "file": format!("agentls-{platform}.{archive}"),
            "bin": format!("agentls-{platform}/{program}"),
        });
        assert_eq!(asset, Some(&wanted));
    }
    assert_eq!(mason["bin"]["agentls"], "{{source.asset.bin}}");
}

#[test]
fn a_new_agent_has_no_findings_and_is_loaded() {
    let templates = json("editors/vscode/templates.json");
    for template in templates.as_array().unwrap() {
        let tool = template["tool"].as_str().unwrap();
        let uri =
            format!("file:///w/{}", template["path"].as_str().unwrap().replace("NAME", "code-reviewer"));
        let lines: Vec<_> =
            template["text"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        let mut client = Client::ready();
        client.open(&uri, &lines.join("\n").replace("NAME", "code-reviewer"));
        assert_eq!(client.findings(&uri), Vec::<Value>::new(), "{tool}");
        let verdict = client.call("agentls/verdict", of(&uri)).unwrap();
        assert!(verdict["kind"].as_str().unwrap().starts_with(tool), "{tool}: {}", verdict["kind"]);
        for reading in verdict["tools"].as_array().unwrap().iter().filter(|reading| reading["target"] == true)
        {
            assert_eq!(reading["outcome"], "loads", "{tool}: {reading}");
            assert_eq!(reading["losses"], serde_json::json!([]), "{tool}: {reading}");
        }
        client.finish();
    }
}
