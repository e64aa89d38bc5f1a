//! Names as text. A file's name is bytes; what is not UTF-8 is written as `\xFF`, and a backslash as two, so that no two names
//! become one.

use std::fmt::Write;

/// The text of a name, and whether it is all UTF-8.
pub(super) fn text(bytes: &[u8]) -> (String, bool) {
    let mut text = String::with_capacity(bytes.len());
    let mut whole = true;
    for chunk in bytes.utf8_chunks() {
        match chunk.valid().contains('\\') {
            true => text.push_str(&chunk.valid().replace('\\', "\\\\")),
            false => text.push_str(chunk.valid()),
        }
        for byte in chunk.invalid() {
            whole = false;
            // Writing to a string cannot fail.
            let _ = write!(text, "\\x{byte:02X}");
        }
    }
    (text, whole)
}

/// Folder and name of a path; the folder of what lies at the top is empty.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::text;

    /// The bytes that a text stands for.
    fn bytes(text: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let Some((first, after)) = rest.split_first() {
            (rest, _) = match (first, after) {
                (b'\\', [b'\\', after @ ..]) => (after, bytes.push(b'\\')),
                (b'\\', [b'x', a, b, after @ ..]) => {
                    let digits = [*a, *b];
                    let digits = std::str::from_utf8(&digits).unwrap();
                    (after, bytes.push(u8::from_str_radix(digits, 16).unwrap()))
                }
                _ => (after, bytes.push(*first)),
            };
        }
        bytes
    }

    proptest! {
        #[test]
        fn no_name_is_lost(name in proptest::collection::vec(prop_oneof![any::<u8>(), Just(b'\\'), Just(b'x')], 0..20)) {
            prop_assert_eq!(bytes(&text(&name).0), name);
        }
    }

    #[test]
    fn ordinary_names_are_themselves() {
        assert_eq!(text("Müller & Söhne.pdf".as_bytes()), ("Müller & Söhne.pdf".to_owned(), true));
        assert_eq!(text(b"caf\xe9"), ("caf\\xE9".to_owned(), false));
    }
}
