//! The notices of the worked policies as PDF, read by another program (poppler's `pdfinfo` and `pdftotext`).

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    document::{Block, Document, Section, Words},
    notice::{Edition, Notice},
    publication::{Place, Publication},
    register::{Capacity, Register},
};
use abide_policy::read_policy;
use abide_typeset::{Layout, TypesetError};
use jiff::civil::date;

fn notice(text: &str, language: Language) -> Document {
    let policy = read_policy(text).0.unwrap();
    Notice::new(&policy, &Packs::shipped(), Edition { language, day: date(2026, 11, 26), site: None })
        .document
}

/// The notices of the worked policies, in both languages.
fn notices() -> Vec<Document> {
    let texts = worked();
    let in_language = |language| texts.iter().map(move |text| notice(text, language));
    Language::ALL.into_iter().flat_map(in_language).collect()
}

/// Their registers, in both languages, and those of an example that has everything a register may tell.
fn registers() -> Vec<Document> {
    let example = include_str!("../../papers/tests/registers/policy.toml");
    let texts = worked().into_iter().chain([example.to_owned()]);
    let register = |text: &str, language, capacity| {
        let policy = read_policy(text).0.unwrap();
        Register::new(&policy, &Packs::shipped(), date(2026, 11, 26), language, capacity).document
    };
    let both = |text: String| {
        let in_language = move |language| {
            [Capacity::Controller, Capacity::Processor].map(|capacity| register(&text, language, capacity))
        };
        Language::ALL.into_iter().flat_map(in_language)
    };
    texts.flat_map(both).collect()
}

/// The worked policies.
fn worked() -> Vec<String> {
    let policies = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../policies");
    let folders = fs::read_dir(policies).unwrap().map(|entry| entry.unwrap().path());
    let texts: Vec<String> = folders
        .filter(|path| path.is_dir())
        .map(|path| fs::read_to_string(path.join("policy.toml")).unwrap())
        .collect();
    assert_eq!(texts.len(), 5);
    texts
}

fn pdf(document: &Document) -> Result<Vec<u8>, TypesetError> {
    abide_typeset::pdf(document, Layout::Text)
}

/// What a program of poppler says of a PDF.
fn said(program: &str, arguments: &[&str], pages: &[u8]) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}; scripts/test installs it (poppler-utils)"));
    child.stdin.take().unwrap().write_all(pages).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{program} fails");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Words that can be compared, however the lines are broken: without spaces and hyphens.
fn flat(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace() && !"-\u{ad}\u{2010}\u{2060}".contains(*char)).collect()
}

/// Everything that a section says, with its parts.
fn told(section: &Section) -> Vec<&Words> {
    let own = [&section.heading].into_iter().chain(section.blocks.iter().flat_map(of_block));
    own.chain(section.sections.iter().flat_map(told)).collect()
}

fn of_block(block: &Block) -> Vec<&Words> {
    match block {
        Block::Paragraph(words) => vec![words],
        Block::List(items) => items.iter().collect(),
        Block::Facts(facts) => {
            facts.iter().flat_map(|fact| [&fact.name].into_iter().chain(&fact.says)).collect()
        }
        Block::Table(table) => table.rows.iter().flatten().collect(),
    }
}

#[test]
fn everything_that_a_notice_says_is_on_its_pages() {
    for document in notices() {
        // In the order in which it is written, which is that in which it is heard.
        let pages = said("pdftotext", &["-raw", "-", "-"], &pdf(&document).unwrap());
        let read = flat(&pages);
        for words in document.sections.iter().flat_map(told) {
            assert!(read.contains(&flat(&words.text)), "{}: {}\n{pages}", document.title, words.text);
        }
    }
}

#[test]
fn pages_are_tagged_and_tell_their_title_and_language() {
    for document in notices() {
        let pages = pdf(&document).unwrap();
        let info = said("pdfinfo", &["-"], &pages);
        assert!(info.contains(&format!("Title:           {}", document.title)), "{info}");
        for line in ["Tagged:          yes", "Creator:         Abide", "JavaScript:      no"] {
            assert!(info.contains(line), "{info}");
        }
        let meta = said("pdfinfo", &["-meta", "-"], &pages);
        let language = format!("<rdf:li>{}</rdf:li></rdf:Bag></dc:language>", document.language.code());
        for entry in ["<pdfuaid:part>1</pdfuaid:part>", &language] {
            assert!(meta.contains(entry), "{meta}");
        }
        let structure = said("pdfinfo", &["-struct", "-"], &pages);
        for tag in ["H1", "H2", "Table", "TH", "TD", "Caption", "LBody", "Link", "TOC"] {
            assert!(structure.lines().any(|line| line.trim().starts_with(tag)), "{tag}: {structure}");
        }
    }
}

/// For the data protection officer's folder: across, tagged, with a page for each activity, which tells what it is of.
#[test]
fn a_register_is_printed_across_with_a_page_for_each_activity() {
    for document in registers() {
        let pages = abide_typeset::pdf(&document, Layout::Sheets).unwrap();
        let info = said("pdfinfo", &["-"], &pages);
        for line in ["Page size:       841.89 x 595.276 pts (A4)", "Tagged:          yes"] {
            assert!(info.contains(line), "{info}");
        }
        let meta = said("pdfinfo", &["-meta", "-"], &pages);
        assert!(meta.contains("<pdfuaid:part>1</pdfuaid:part>"), "{meta}");
        let read = said("pdftotext", &["-raw", "-", "-"], &pages);
        let sheets: Vec<&str> = read.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
        for section in &document.sections {
            let heads = |page: &&&str| flat(page).starts_with(&flat(&section.heading.text));
            assert_eq!(sheets.iter().filter(heads).count(), 1, "{}: {read}", section.heading.text);
        }
        // The first page is none of a section.
        assert!(sheets.iter().all(|page| flat(page).contains(&flat(&document.title))), "{read}");
        assert!(sheets.len() > document.sections.len(), "{}", sheets.len());
        let read = flat(&read);
        for words in document.sections.iter().flat_map(told) {
            assert!(read.contains(&flat(&words.text)), "{}: {}\n{read}", document.title, words.text);
        }
        // A company that does nothing for others has an empty register of that, without sheets.
        let tags: &[&str] = match document.sections.len() {
            1 => &["H1", "Table", "TH", "TD"],
            _ => &["H1", "H2", "Table", "TH", "TD", "LBody", "TOC"],
        };
        let structure = said("pdfinfo", &["-struct", "-"], &pages);
        for tag in tags {
            assert!(structure.lines().any(|line| line.trim().starts_with(tag)), "{tag}: {structure}");
        }
        assert_eq!(pages, abide_typeset::pdf(&document, Layout::Sheets).unwrap());
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    for document in notices().iter().take(2) {
        assert_eq!(pdf(document).unwrap(), pdf(document).unwrap());
    }
}

/// A copy has no files beside it: it tells of the versions before, and leads to none.
#[test]
fn what_is_published_beside_a_paper_is_told_without_a_link() {
    let notice = &notices()[0];
    let published = Publication { languages: &Language::ALL, pdf: true };
    let pages = pdf(&published.at(Place::InForce, notice, &[date(2020, 3, 1)])).unwrap();
    let heard = said("pdftotext", &["-", "-"], &pages);
    assert!(flat(&heard).contains("Versionof1March2020"), "{heard}");
    assert!(!said("pdfinfo", &["-url", "-"], &pages).contains("2020-03-01"));
}

#[test]
fn words_are_never_markup_and_letters_that_no_font_has_are_refused() {
    let text = |name: &str| {
        format!(
            "format = 1\n[controller]\nname = \"{name}\"\n[activity.a]\npurpose = {{ en = \"#panic() $x$ *a* _b_ @c <d> // e\" }}\n\
             basis = \"consent\"\nsubjects = [\"customer\"]\ndata = [\"contact.email\"]\nkeep = \"1 year after collected\"\n"
        )
    };
    let pages = pdf(&notice(&text("A & B"), Language::English)).unwrap();
    let heard = said("pdftotext", &["-", "-"], &pages);
    assert!(flat(&heard).contains("1.#panic()$x$*a*_b_@c<d>//e"), "{heard}");
    let error = pdf(&notice(&text("例"), Language::English)).unwrap_err().to_string();
    assert!(error.contains('例'), "{error}");
}
