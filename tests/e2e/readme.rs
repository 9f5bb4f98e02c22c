//! README.md shows what the program really prints.

use std::path::Path;
use std::process::Command;

/// The blocks of README.md that follow a command, by the command's arguments.
#[test]
fn the_output_in_the_readme_is_real() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let mut shown = 0;
    for part in readme.split("cargo run --release -- ").skip(1) {
        let (arguments, rest) = part.split_once("\n```\n").unwrap();
        let Some(block) = rest.trim_start().strip_prefix("```text\n") else { continue };
        let (expected, _) = block.split_once("\n```\n").unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_agentls"))
            .args(arguments.split_whitespace())
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert_eq!(expected.trim_end(), printed.trim_end(), "agentls {arguments}");
        shown += 1;
    }
    assert!(shown >= 2, "README.md shows only {shown} outputs");
}
