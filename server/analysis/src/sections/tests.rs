//! After every edit, the sections are the same as those parsed from scratch.

use proptest::prelude::*;

use super::*;
use crate::fixture::pieces::markdown;

fn edited(mut text: Text, body: &Body, (at, length, new): &(usize, usize, String)) -> (Text, Body) {
    let at = at % (text.len() + 1);
    let edit = text.replace(at..at + length, new);
    let body = body.edit(&text, &edit);
    (text, body)
}

/// Everything that sections hold, with its bytes in the document.
fn contents(sections: &Sections) -> String {
    let span = Span::default();
    let references = sections.references().map(|(range, it)| (range, Reference { span, ..it.clone() }));
    let links = sections.links().map(|(range, it)| (range, Link { span, ..it.clone() }));
    let headings = sections.headings().map(|(range, it)| (range, LinkedHeading { span, ..it.clone() }));
    let substitutions =
        sections.substitutions().map(|(range, it)| (range, Substitution { span, ..it.clone() }));
    format!(
        "{:?} {:?} {:?} {:?}",
        references.collect::<Vec<_>>(),
        links.collect::<Vec<_>>(),
        headings.collect::<Vec<_>>(),
        substitutions.collect::<Vec<_>>()
    )
}

proptest! {
    #[test]
    fn sections_after_edits_are_those_of_a_first_reading(
        pieces in prop::collection::vec(markdown(), 0..40),
        edits in prop::collection::vec(((any::<prop::sample::Index>(), 0..12usize, markdown()), any::<bool>()), 1..8),
    ) {
        let mut text = Text::from(pieces.concat().as_str());
        let mut body = Body::default();
        body.sections(&text, 0).has_anchor("");
        for ((at, length, new), asked) in edits {
            let at = at.index(text.len() + 1);
            (text, body) = edited(text, &body, &(at, length, new));
            body.read_within(&text, 0, 40);
            if asked {
                let (found, read) = (body.sections(&text, 0), Sections::parse(&text, 0));
                prop_assert_eq!(found, &read);
                prop_assert_eq!(found.titles.title_counts(found.iter()), read.titles.title_counts(read.iter()));
            }
        }
        prop_assert_eq!(body.sections(&text, 0), &Sections::parse(&text, 0));
    }

    #[test]
    fn sections_that_are_merged_say_the_same(
        pieces in prop::collection::vec(markdown(), 0..40),
        start in 0..40usize,
        edit in (any::<prop::sample::Index>(), 0..12usize, markdown()),
    ) {
        let text = Text::from(pieces.concat().as_str());
        let start = text.line_start(text.line_at(start));
        let parsed = Sections::parse(&text, start);
        let merged = parsed.merged();
        prop_assert_eq!(contents(&merged), contents(&parsed));
        prop_assert!(merged.same_summary(&parsed) && merged.limit() == parsed.limit());
        prop_assert_eq!(format!("{:?}", merged.anchors()), format!("{:?}", parsed.anchors()));
        // An edit takes them apart again.
        let body = Body::default();
        body.take(&merged);
        let at = start + edit.0.index(text.len() + 1 - start);
        let (text, body) = edited(text, &body, &(at, edit.1, edit.2));
        prop_assert_eq!(body.sections(&text, start), &Sections::parse(&text, start));
    }
}

#[test]
fn what_an_edit_touched_is_read_at_once_if_it_is_little() {
    let text = Text::from("# One\na\n# Two\nb\n");
    let body = Body::default();
    body.sections(&text, 0);
    let (text, body) = edited(text, &body, &(6, 0, "c".to_owned()));
    body.read_within(&text, 0, 4);
    assert!(!body.is_read());
    body.read_within(&text, 0, 40);
    assert!(body.is_read());
    assert_eq!(body.sections(&text, 0), &Sections::parse(&text, 0));
}

#[test]
fn an_edit_leaves_the_other_sections_alone() {
    let text = Text::from("a\n# One\n`/x`\n# Two\nTask(\"a\", \"b\", \"coder\")\n# Three\nend\n");
    let body = Body::default();
    let before = body.sections(&text, 0).clone();
    let at = text.to_string().find("coder").expect("it is there");
    let (text, body) = edited(text, &body, &(at, 5, "tester".to_owned()));
    let after = body.sections(&text, 0);
    let (new, old) = after.differences(&before);
    assert_eq!((new.len(), old.len()), (1, 1));
    assert_eq!(after.references().map(|(_, found)| &*found.name).collect::<Vec<_>>(), ["x", "tester"]);
    // A fenced code block swallows the headings up to its end.
    let (text, body) = edited(text, &body, &(0, 0, "```\n".to_owned()));
    assert_eq!(body.sections(&text, 0).headings().count(), 0);
    let (text, body) = edited(text, &body, &(0, 4, String::new()));
    assert_eq!(body.sections(&text, 0).headings().count(), 3);
}

#[test]
fn the_start_of_the_body_may_move() {
    let mut text = Text::from("---\nname: x\n---\n# One\na\n# Two\nb\n");
    let body = Body::default();
    assert_eq!(body.sections(&text, 16).headings().count(), 2);
    let edit = text.replace(12..16, "");
    let body = body.edit(&text, &edit);
    assert_eq!(body.sections(&text, 0), &Sections::parse(&text, 0));
    let edit = text.replace(12..12, "---\n");
    let body = body.edit(&text, &edit);
    assert_eq!(body.sections(&text, 16), &Sections::parse(&text, 16));
}

#[test]
fn a_body_with_too_much_in_it_tells_nothing_and_is_edited_as_others_are() {
    let text = Text::from("# A part\n[a](b.md)\n".repeat(MOST / 2).as_str());
    let body = Body::default();
    assert_eq!(body.sections(&text, 0).limit(), None);
    let (text, body) = edited(text, &body, &(9, 0, "[one](more.md)\n".to_owned()));
    let full = body.sections(&text, 0).clone();
    assert_eq!(full.limit(), Some(Limit::Count));
    assert_eq!(full.links().count() + full.headings().count() + full.iter().count(), 0);
    // An edit still reparses one section of thousands.
    let (text, body) = edited(text, &body, &(9, 0, "prose\n".to_owned()));
    let after = body.sections(&text, 0);
    let (head, tail) = after.all.shared(&full.all);
    assert_eq!((after.limit(), after.all.len() - head - tail), (Some(Limit::Count), 1));
    assert_eq!(after, &Sections::parse(&text, 0));
    let (text, body) = edited(text, &body, &(15, 15, String::new()));
    assert_eq!((body.sections(&text, 0).limit(), body.sections(&text, 0).links().count()), (None, MOST / 2));
}
