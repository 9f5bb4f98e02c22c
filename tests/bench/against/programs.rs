//! The two programs: that of a revision, or one that was built elsewhere, and that of today.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The program that an argument names: the file itself, or that of a git revision, which is built once.
pub(crate) fn program(argument: &str) -> PathBuf {
    let file = Path::new(argument);
    if file.is_file() { file.canonicalize().unwrap() } else { of_revision(argument) }
}

/// The program of a revision, which is kept in `against/<commit>` of the target folder. It is built with the settings for
/// profiles that the environment holds, as that of today is.
fn of_revision(revision: &str) -> PathBuf {
    let mut resolve = git(&["rev-parse", "--verify", "--quiet"]);
    let output = resolve.arg(format!("{revision}^{{commit}}")).output().unwrap();
    assert!(output.status.success(), "{revision} is neither a program nor a git revision");
    let commit = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("against").join(&commit);
    let name = format!("agentls{}", std::env::consts::EXE_SUFFIX);
    let kept = folder.join(&name);
    if kept.is_file() {
        return kept;
    }
    println!("building {commit}");
    fs::create_dir_all(&folder).unwrap();
    let build = tempfile::tempdir_in(&folder).unwrap();
    let (sources, archive) = (build.path().join("sources"), build.path().join("sources.tar"));
    fs::create_dir(&sources).unwrap();
    done(git(&["archive", "--output"]).arg(&archive).arg(&commit));
    done(Command::new("tar").arg("-xf").arg(&archive).arg("-C").arg(&sources));
    let target = build.path().join("target");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(["build", "--release", "--locked", "--bin", "agentls"]).current_dir(&sources);
    done(cargo.env("CARGO_TARGET_DIR", &target));
    fs::rename(target.join("release").join(name), &kept).unwrap();
    kept
}

fn git(arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments);
    git
}

fn done(command: &mut Command) {
    assert!(command.stdin(Stdio::null()).status().unwrap().success(), "failed: {command:?}");
}
