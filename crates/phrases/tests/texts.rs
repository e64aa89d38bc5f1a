//! The texts of all crates: each is there in each language, and there because something says it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_bundle::FluentResource;
use fluent_syntax::ast;

/// Every message and attribute of the file, with what is put into it.
fn keys(file: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(file).expect("a crate has texts in both languages");
    let messages = FluentResource::try_new(text).expect("the messages can be read");
    let mut keys = BTreeMap::new();
    for entry in messages.entries() {
        let ast::Entry::Message(message) = entry else { continue };
        let name = message.id.name;
        let own = message.value.iter().map(|value| (name.to_owned(), value));
        let attributes = message.attributes.iter();
        let attributes =
            attributes.map(|attribute| (format!("{name}.{}", attribute.id.name), &attribute.value));
        for (key, pattern) in own.chain(attributes) {
            let was = keys.insert(key.clone(), variables(pattern));
            assert!(was.is_none(), "{key} is there twice");
        }
    }
    keys
}

/// What a pattern has put into it.
fn variables(pattern: &ast::Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            in_expression(expression, &mut found);
        }
    }
    found
}

fn in_expression(expression: &ast::Expression<&str>, found: &mut BTreeSet<String>) {
    let inline = match expression {
        ast::Expression::Inline(inline) => inline,
        ast::Expression::Select { selector, variants } => {
            found.extend(variants.iter().flat_map(|variant| variables(&variant.value)));
            selector
        }
    };
    if let ast::InlineExpression::VariableReference { id } = inline {
        found.insert(id.name.to_owned());
    }
}

/// The crates that have texts.
fn crates() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let all = fs::read_dir(all).expect("the crates are beside this one");
    let all = all.map(|entry| entry.expect("a folder can be read").path());
    let found: Vec<PathBuf> = all.filter(|path| path.join("texts/en.ftl").exists()).collect();
    assert!(found.len() > 1);
    found
}

/// The code in the folder, without its tests in files of their own.
fn code(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("a crate has a folder of code") {
        let path = entry.expect("a folder can be read").path();
        if path.is_dir() {
            text += &code(&path);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            let lines = fs::read_to_string(&path).expect("code can be read");
            let is_code = |line: &&str| !line.trim_start().starts_with("//");
            text.extend(lines.lines().filter(is_code).flat_map(|line| [line, "\n"]));
        }
    }
    text
}

#[test]
fn each_language_has_every_message_and_they_speak_of_the_same_things() {
    for folder in crates() {
        let [english, french] = ["en", "fr"].map(|code| keys(&folder.join(format!("texts/{code}.ftl"))));
        let names = |keys: &BTreeMap<String, BTreeSet<String>>| keys.keys().cloned().collect::<Vec<_>>();
        assert!(names(&english) == names(&french), "{}", folder.display());
        for (key, speaks_of) in &english {
            assert_eq!(*speaks_of, french[key], "{key}");
        }
    }
}

/// By its key; or, where the end of it is what the text is about, by the beginning.
#[test]
fn every_message_is_said() {
    for folder in crates() {
        let code = code(&folder.join("src"));
        let is_said = |key: &str| {
            let dashes = key.match_indices('-').map(|(dash, _)| &key[..=dash]);
            code.contains(&format!("\"{key}\""))
                || dashes.into_iter().any(|start| code.contains(&format!("\"{start}{{")))
        };
        for key in keys(&folder.join("texts/en.ftl")).into_keys().filter(|key| !key.contains('.')) {
            assert!(is_said(&key), "{}: nothing says {key}", folder.display());
        }
    }
}

/// Every text that the code makes has a message, and is given what that speaks of.
#[test]
fn every_text_has_its_message() {
    let folders = crates();
    let messages: BTreeMap<_, _> = folders.iter().flat_map(|one| keys(&one.join("texts/en.ftl"))).collect();
    for folder in folders {
        let own = keys(&folder.join("texts/en.ftl"));
        for (key, given) in texts(&code(&folder.join("src"))) {
            let wanted = own
                .get(&key)
                .or_else(|| messages.get(&key))
                .unwrap_or_else(|| panic!("{} has no message {key}", folder.display()));
            assert_eq!(*wanted, given, "{key}");
        }
    }
}

/// The texts that code makes with `text!`, each with the names of what it is given.
fn texts(code: &str) -> Vec<(String, BTreeSet<String>)> {
    let calls = code.split("text!(\"").skip(1);
    calls
        .map(|call| {
            let (key, rest) = call.split_once('"').expect("a text has a key");
            let mut given = BTreeSet::new();
            for part in parts(rest) {
                let name: String =
                    part.trim().chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect();
                given.extend((!name.is_empty()).then_some(name));
            }
            (key.to_owned(), given)
        })
        .collect()
}

/// What stands between the commas of a call, up to its closing parenthesis.
fn parts(rest: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut from) = (0, false, 0);
    let mut parts = Vec::new();
    for (at, char) in rest.char_indices() {
        match char {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => {
                parts.push(&rest[from..at]);
                return parts;
            }
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&rest[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts
}
