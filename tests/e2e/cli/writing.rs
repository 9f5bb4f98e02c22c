//! What the commands write, and what they leave alone.

use std::io::Read;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::formats::Killed;
use super::*;

const FAULTY: &str = "---\nname: x\ndescription: Use this: now\n---\n";

#[test]
fn a_baseline_takes_the_place_of_a_baseline_alone() {
    let folder = Folder::new("baseline-place");
    let file = folder.write(".claude/agents/x.md", FAULTY);
    let package = folder.write("package.json", "{ \"name\": \"mine\" }\n");
    let write = |path: &Path| agentls(&[&file, Path::new("--write-baseline"), Path::new("--baseline"), path]);
    for (path, text) in [(&package, "{ \"name\": \"mine\" }\n"), (&file, FAULTY)] {
        let (code, out, err) = write(path);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.ends_with(": not a baseline, and left as it is\n"), "{err}");
        assert_eq!(fs::read_to_string(path).unwrap(), text);
    }
    let (code, _, err) = write(&folder.0);
    assert_eq!(code, 2, "{err}");
    let new = folder.0.join("known.json");
    for _ in 0..2 {
        assert_eq!(write(&new).0, 0);
        assert_eq!(agentls(&[&file, Path::new("--baseline"), &new]).0, 0);
    }
    let empty = folder.write("empty.json", "");
    assert_eq!(write(&empty).0, 0, "as `mktemp` leaves it");
    fs::hard_link(&empty, folder.0.join("linked.json")).unwrap();
    let (code, out, err) = write(&empty);
    assert!(code == 0 && out.ends_with("empty.json\n"), "{out}{err}");
    assert!(
        !cfg!(unix) || err.ends_with("empty.json: its other hard links (1) keep the old text\n"),
        "{err}"
    );
    let names: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with(".agentls")), "{names:?}");
}

#[cfg(unix)]
#[test]
fn settings_behind_a_link_out_of_the_project_are_not_shown() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    };
    let file = write(".claude/agents/x.md", "---\nname: x\ndescription: d\n---\n");
    let secret = other.path().join("secret");
    fs::write(&secret, "token = hunter2\n").unwrap();
    std::os::unix::fs::symlink(&secret, folder.path().join("agentls.toml")).unwrap();
    for format in ["human", "json", "github", "sarif", "junit"] {
        let (code, out, err) = agentls(&[&file, Path::new("--format"), Path::new(format)]);
        assert_eq!(code, 2, "{out}{err}");
        assert!(!out.contains("hunter2") && !err.contains("hunter2"), "{format}: {out}{err}");
        assert!(out.contains("must not lead out of the project"), "{format}: {out}");
    }
    // Within the project, it may.
    fs::remove_file(folder.path().join("agentls.toml")).unwrap();
    write("shared/agentls.toml", "[rules]\nno-effect = 'off'\n");
    std::os::unix::fs::symlink("shared/agentls.toml", folder.path().join("agentls.toml")).unwrap();
    let (code, out, err) = agentls(&[&file]);
    assert_eq!(code, 0, "{out}{err}");
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_refused() {
    let folder = Folder::new("pipes");
    let pipe = folder.0.join("pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [&*pipe, Path::new("/dev/zero")] {
        for command in ["check", "fix", "dialects"] {
            let (code, _, err) = run(&[Path::new(command), path]);
            assert_eq!(code, 2, "{err}");
            assert!(err.contains("not a regular file; `-` reads standard input"), "{err}");
        }
        let (code, _, err) = agentls(&[&folder.0, Path::new("--baseline"), path]);
        assert!(code == 2 && err.contains("not a regular file"), "{err}");
        let (code, _, err) = run(&[Path::new("server"), Path::new("--log-file"), path]);
        assert!(code == 2 && err.contains("not a regular file; `--log-level`"), "{err}");
    }
    assert!(Command::new("mkfifo").arg(folder.0.join(".git")).status().unwrap().success());
    let (code, _, err) = agentls(&[&folder.0]);
    assert_eq!(code, 0, "one in a folder is passed over: {err}");
}

#[cfg(unix)]
#[test]
fn ignore_files_that_never_end_are_not_read() {
    let folder = Folder::new("ignore-pipes");
    folder.write(".claude/agents/a.md", FAULTY);
    folder.write("sub/.claude/agents/b.md", FAULTY);
    let pipe = folder.0.join("sub/.gitignore");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let (code, out, err) = agentls(&[&folder.0]);
    assert_eq!(code, 2, "{out}{err}");
    assert!(
        err.contains("sub/.gitignore: not a regular file, or larger than 16 MB; its folder is not"),
        "{err}"
    );
    assert!(out.contains("a.md") && !out.contains("b.md"), "{out}");
    // Around what is checked, it does not count; in it, nothing can be looked for.
    let (code, out, _) = agentls(&[&folder.0.join("sub/.claude")]);
    assert!(code == 1 && out.contains("b.md"), "{code}: {out}");
    let (code, _, err) = agentls(&[&folder.0.join("sub")]);
    assert!(code == 2 && err.contains("its folder is not looked into"), "{err}");
}

#[cfg(unix)]
#[test]
fn what_could_not_be_written_is_counted() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new("fix-unwritten");
    let first = folder.write(".claude/agents/a.md", FAULTY);
    folder.write(".claude/agents/b.md", FAULTY);
    fs::set_permissions(&first, fs::Permissions::from_mode(0o444)).unwrap();
    let (code, out, err) = run(&[Path::new("fix"), &folder.0]);
    assert_eq!(code, 2);
    assert!(out.ends_with("1 problem fixed in 1 file; 1 file not written\n"), "{out}");
    assert!(err.contains("a.md: not written: the file is read-only"), "{err}");
    let (_, out, _) = run(&[Path::new("fix"), &first]);
    assert_eq!(out, "nothing fixed; 1 file not written\n");
    let (other, linked) = (folder.0.join(".claude/agents/c.md"), folder.0.join("linked"));
    fs::write(&other, FAULTY.replace("name: x", "name: c")).unwrap();
    fs::hard_link(&other, &linked).unwrap();
    let (code, _, err) = run(&[Path::new("fix"), &other]);
    assert_eq!(code, 0, "{err}");
    assert!(err.ends_with("c.md: its other hard links (1) keep the old text\n"), "{err}");
}

#[test]
fn a_watch_rests_when_nothing_changes() {
    let folder = Folder::new("watch-rest");
    let file = folder.write(".claude/agents/x.md", FAULTY);
    let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
    let watch = command.args([Path::new("check"), Path::new("--watch"), &folder.0]);
    let mut child = Killed(watch.stdout(Stdio::piped()).spawn().unwrap());
    let mut stdout = child.0.stdout.take().unwrap();
    let (sender, text) = mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(length @ 1..) = stdout.read(&mut buffer) {
            if sender.send(String::from_utf8_lossy(&buffer[..length]).into_owned()).is_err() {
                break;
            }
        }
    });
    let mut seen = String::new();
    let mut reports = |wanted: usize, within: Duration| {
        let start = Instant::now();
        while seen.matches("checked").count() < wanted {
            match text.recv_timeout(within.saturating_sub(start.elapsed())) {
                Ok(more) => seen += &more,
                Err(_) => break,
            }
        }
        seen.matches("checked").count()
    };
    let long = Duration::from_secs(20);
    assert_eq!(reports(1, long), 1);
    // Somebody reads the file, or writes it as it is, or another one, and nothing more is said.
    fs::read(&file).unwrap();
    fs::write(&file, FAULTY).unwrap();
    folder.write("README.md", "# Notes\n");
    assert_eq!(reports(2, Duration::from_secs(2)), 1);
    fs::write(&file, FAULTY.replace("this: now", "that: now")).unwrap();
    assert_eq!(reports(2, long), 2);
    assert_eq!(reports(3, Duration::from_secs(2)), 2);
}
