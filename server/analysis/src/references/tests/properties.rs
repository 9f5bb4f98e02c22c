//! Scanning never panics, and scanning the parts of a text gives the same as scanning the whole.

use proptest::prelude::*;

use crate::fixture::pieces::markdown;
use crate::references::{Reference, Span, scan, scan_script};
use crate::syntax::markdown::parse_markdown;

/// Returns the references of the parts of a text between its cuts.
fn in_parts(text: &str, base: usize) -> Vec<Reference> {
    let mut cuts = parse_markdown(text, 0).cuts;
    cuts.push(text.len());
    let (mut found, mut at) = (Vec::new(), 0);
    for cut in cuts {
        let part = text.get(at..cut).expect("cuts lie between characters, in order");
        found.extend(scan(part, base + at));
        at = cut;
    }
    found
}

proptest! {
    #[test]
    fn parts_give_what_the_whole_gives(pieces in prop::collection::vec(markdown(), 0..40)) {
        let text = pieces.concat();
        prop_assert_eq!(scan(&text, 7), in_parts(&text, 7));
    }

    #[test]
    fn names_stand_where_they_are_said_to(pieces in prop::collection::vec(markdown(), 0..40)) {
        let text = pieces.concat();
        for found in scan(&text, 0).into_iter().chain(scan_script(&text, 0)) {
            prop_assert_eq!(text.get(found.span.range()), Some(&*found.name));
        }
    }

    #[test]
    fn every_byte_is_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes);
        scan(&text, 0);
        scan_script(&text, 0);
    }
}

#[test]
fn every_byte_value_in_every_place_of_a_call() {
    let call = "```\nTask(\"a\", `b ${c}`, \"coder\") agent: \"x\" /* */ npx claude-flow agent spawn y\n```";
    for byte in 0..=u8::MAX {
        for at in 0..call.len() {
            let mut bytes = call.as_bytes().to_vec();
            bytes[at] = byte;
            scan(&String::from_utf8_lossy(&bytes), 0);
        }
    }
    assert_eq!(scan(call, 0).len(), 3);
    assert_eq!(Span::from(3..5).range(), 3..5);
}
