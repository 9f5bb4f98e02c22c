//! The agent that is measured.

/// An agent of about that many bytes.
pub(crate) fn agent(size: usize) -> String {
    let mut text = "---\nname: benchmark\ntype: developer\ndescription: Measures how long things take, one at a time\n\
         color: \"#2196F3\"\ncapabilities:\n  - analysis\n  - benchmarking\npriority: high\nhooks:\n  pre: |\n    echo start\n\
         ---\n\n# Benchmark\n"
        .to_owned();
    for section in 0.. {
        if text.len() >= size {
            break;
        }
        text += &format!(
            "\n## Section {section}\n\nProse of some length, with `code`, *stress* and a [link](#benchmark).\n\n\
             - one item\n- another item\n\n```rust\nfn main() {{}}\n```\n"
        );
    }
    text
}

/// The first line in the second half of an agent that begins so.
pub(crate) fn middle_line(text: &str, start: &str) -> u32 {
    let middle = text.lines().count() / 2;
    let (line, _) = text.lines().enumerate().skip(middle).find(|(_, line)| line.starts_with(start)).unwrap();
    u32::try_from(line).unwrap()
}
