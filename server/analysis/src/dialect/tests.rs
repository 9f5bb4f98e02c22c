use super::*;

#[test]
fn every_dialect_file_is_read() {
    for (stem, text) in FILES {
        let file = DialectFile::parse(text).unwrap_or_else(|error| panic!("{stem}.yaml: {error}"));
        assert_eq!(&file.id, stem, "the id is the file's stem");
    }
}
