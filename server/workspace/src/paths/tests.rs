use proptest::prelude::*;

use super::*;

#[test]
fn uris_of_clients_on_windows() {
    for (uri, path) in [
        ("file:///c%3A/Users/x%20y/a.md", Some("C:/Users/x y/a.md")),
        ("file:///c%3a/Users/a.md", Some("C:/Users/a.md")),
        ("file:///C:/Users/a.md", Some("C:/Users/a.md")),
        ("file:///c:/Users/a.md", Some("C:/Users/a.md")),
        ("file://localhost/c:/a.md", Some("C:/a.md")),
        ("file:///C:/a%5Cb/%C3%BC/100%25.md", Some("C:/a/b/ü/100%.md")),
        ("file:///D:", Some("D:/")),
        ("file:///D:/", Some("D:/")),
        ("file://Server/share/x/a.md", Some("//server/share/x/a.md")),
        ("file://wsl%24/Ubuntu/home/a.md", Some("//wsl$/Ubuntu/home/a.md")),
        ("file://wsl.localhost/Ubuntu/home/a.md", Some("//wsl.localhost/Ubuntu/home/a.md")),
        ("file:///w/a.md", None),
        ("file:///C:a.md", None),
        ("file:///", None),
        ("untitled:Untitled-1", None),
        ("vscode-remote://x/c:/a.md", None),
        ("", None),
    ] {
        assert_eq!(System::Windows.path_of(uri).as_deref(), path, "{uri}");
    }
}

#[test]
fn uris_of_clients_on_unix() {
    for (uri, path) in [
        ("file:///a%20b/c.md", Some("/a b/c.md")),
        ("file://localhost/w/a.md", Some("/w/a.md")),
        ("file:///w/%C3%BC%25.md", Some("/w/ü%.md")),
        ("file:///w/a%5Cb.md", Some("/w/a\\b.md")),
        ("file:///w/", Some("/w/")),
        ("file:///", Some("/")),
        ("file://host/w/a.md#f", None),
        ("untitled:Untitled-1", None),
        ("vscode-remote://x/y.md", None),
        ("::", None),
    ] {
        assert_eq!(System::Unix.path_of(uri).as_deref(), path, "{uri}");
    }
}

#[test]
fn uris_of_paths() {
    for (system, path, uri) in [
        (System::Windows, "C:/Users/x y/ü.md", Some("file:///C:/Users/x%20y/%C3%BC.md")),
        (System::Windows, "C:/", Some("file:///C:/")),
        (System::Windows, "//server/share/100%.md", Some("file://server/share/100%25.md")),
        (System::Windows, "/w/a.md", None),
        (System::Windows, "C:a.md", None),
        (System::Windows, "a.md", None),
        (System::Unix, "/w/x y/#?.md", Some("file:///w/x%20y/%23%3F.md")),
        (System::Unix, "/w/a\\b.md", Some("file:///w/a%5Cb.md")),
        (System::Unix, "/", Some("file:///")),
        (System::Unix, "a.md", None),
    ] {
        assert_eq!(system.uri_of(path).as_deref(), uri, "{path}");
    }
}

#[test]
fn references_of_paths() {
    for (path, reference) in [
        ("a b/ü.md", "a%20b/%C3%BC.md"),
        ("../other/x.md", "../other/x.md"),
        ("../../#?%.md", "../../%23%3F%25.md"),
        ("mailto:x/c:d.md", "mailto%3Ax/c%3Ad.md"),
        ("[id]/^|`.md", "%5Bid%5D/%5E%7C%60.md"),
        ("a\\b", "a%5Cb"),
        ("a/../b", "a/../b"),
        ("", ""),
    ] {
        assert_eq!(super::reference(path), reference, "{path}");
    }
}

#[test]
fn paths_of_the_system() {
    for (path, slashed) in [
        (r"c:\Users\x\a.md", "C:/Users/x/a.md"),
        (r"\\?\C:\Users\a.md", "C:/Users/a.md"),
        (r"\\?\UNC\server\share\a.md", "//server/share/a.md"),
        (r"\\server\share\a.md", "//server/share/a.md"),
        (r"\\?\Volume{b75e}\a.md", "//?/Volume{b75e}/a.md"),
        (r".claude\agents\a.md", ".claude/agents/a.md"),
        ("", ""),
        ("é:", "é:"),
    ] {
        assert_eq!(System::Windows.to_slash(path.into()), slashed, "{path}");
        assert_eq!(System::Unix.to_slash(path.into()), path);
    }
}

#[test]
fn paths_from_a_root_and_spellings() {
    for (path, whole) in
        [("/w", true), (r"\w", true), ("C:/w", true), ("c:w", true), ("w/C:", false), ("", false)]
    {
        assert_eq!(is_whole(path), whole, "{path}");
    }
    assert!(differs_in_case("C:/w/.claude/Agents/Ü.md", "C:/W/.claude/agents/ü.md"));
    assert!(!differs_in_case("/w/a.md", "/w/a.md") && !differs_in_case("/w/a.md", "/w/b.md"));
}

proptest! {
    #[test]
    fn a_path_is_that_of_its_uri(names in prop::collection::vec("[^/\\\\\0:|]{1,8}", 1..5)) {
        prop_assume!(names.iter().all(|name| name != "." && name != ".."));
        let below = names.join("/");
        let paths = [
            (System::Unix, format!("/{below}")),
            (System::Windows, format!("C:/{below}")),
            (System::Windows, format!("//server/{below}")),
        ];
        for (system, path) in paths {
            let uri = system.uri_of(&path).unwrap();
            prop_assert_eq!(system.path_of(&uri), Some(path), "{}", uri);
        }
    }

    #[test]
    fn a_reference_leads_to_its_path(up in 0..4usize, names in prop::collection::vec("[^/\0]{1,8}", 1..5)) {
        prop_assume!(names.iter().all(|name| name != "." && name != ".."));
        let below = names.join("/");
        let reference = reference(&format!("{}{below}", "../".repeat(up)));
        let is_character = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=@%/".contains(c);
        prop_assert!(reference.chars().all(is_character), "{}", reference);
        let base = Url::parse("file:///a/b/c/").unwrap();
        let path = System::Unix.path_of(base.join(&reference).unwrap().as_str());
        let folder = ["/a/b/c/", "/a/b/", "/a/", "/"][up];
        prop_assert_eq!(path, Some(format!("{folder}{below}")), "{}", reference);
    }

    /// The crate knows the system that it is built for.
    #[cfg(unix)]
    #[test]
    fn paths_are_those_of_the_crate(names in prop::collection::vec("[^/\0]{1,8}", 1..5), uri in "file://(localhost)?/([a-zA-Z\\\\é ./]|%[0-9a-fA-F]{2}|%){0,12}") {
        prop_assume!(names.iter().all(|name| name != "."));
        let path = format!("/{}", names.join("/"));
        let expected = Url::from_file_path(&path).ok().map(String::from);
        prop_assert_eq!(System::Unix.uri_of(&path), expected);
        let expected = Url::parse(&uri).ok().and_then(|uri| uri.to_file_path().ok());
        let expected = expected.map(|path| path.to_string_lossy().into_owned());
        // It takes a last part of one letter for a drive.
        prop_assume!(!expected.as_ref().is_some_and(|path| path.ends_with(":/") || path.ends_with("|/")));
        prop_assert_eq!(System::Unix.path_of(&uri), expected);
    }
}
