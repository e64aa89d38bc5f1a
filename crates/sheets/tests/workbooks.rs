//! Workbooks are the same bytes every time, and LibreOffice finds in each cell what was written.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{
    collections::BTreeSet,
    fs,
    io::{Cursor, Read},
    path::Path,
    process::Command,
    thread,
    time::Duration,
};

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    register::{Capacity, Register},
    workbook::{Cell, Look, Sheet, Workbook},
};
use abide_policy::read_policy;
use abide_sheets::{ods, xlsx};
use jiff::civil::date;
use proptest::{collection::vec, prelude::*};
use quick_xml::{Reader, events::Event};

const EXAMPLE: &str = include_str!("../../papers/tests/registers/policy.toml");

/// Each sheet to a file of its own, in UTF-8, every text in quotation marks.
const AS_CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1";

fn register(language: Language) -> Workbook {
    paper(language).workbook()
}

fn paper(language: Language) -> Register {
    let policy = read_policy(EXAMPLE).0.unwrap();
    let packs = Packs::shipped();
    Register::new(&policy, &packs, date(2026, 11, 26), language, Capacity::Controller)
}

/// Words that a careless writer would break a file with.
fn awkward() -> Workbook {
    let cell = |text: &str, look, leads_to| Cell { text: text.to_owned(), look, leads_to };
    let rows = vec![
        vec![cell("<b>\"Ada\" & 'Bob'</b>", Look::Title, None)],
        Vec::new(),
        vec![
            cell("=1+1", Look::Head, None),
            cell("", Look::Text, None),
            cell("a _x000A_ 𝄞 ]]>", Look::Name, None),
        ],
        vec![
            cell("two\nlines,\n\n and  one   more ", Look::Text, None),
            cell(" \tin \t columns\t", Look::Line, None),
            cell("   ", Look::Text, None),
        ],
        vec![cell("on  two\n  lines ", Look::Text, Some(1)), cell(" ", Look::Text, None)],
        vec![cell("there & back", Look::Text, Some(1)), cell("'nowhere", Look::Line, Some(7))],
    ];
    let first = Sheet { name: "1".to_owned(), widths: vec![12, 46, 20], rows };
    let rows = vec![vec![cell("0123", Look::Text, None)]];
    let second = Sheet { name: "2. Ada & Bob".to_owned(), widths: vec![12], rows };
    let title = "<Awkward> & so".to_owned();
    Workbook { language: Language::English, title, date: None, sheets: vec![first, second] }
}

#[test]
fn the_same_workbook_gives_the_same_bytes() {
    let workbooks = || [register(Language::French), awkward()];
    let files = || workbooks().into_iter().flat_map(|one| [xlsx(&one).unwrap(), ods(&one).unwrap()]);
    let first: Vec<_> = files().collect();
    // The clock of who packs files goes by two seconds.
    thread::sleep(Duration::from_millis(2100));
    assert!(first.iter().all(|bytes| bytes.len() > 1000));
    assert_eq!(first, files().collect::<Vec<_>>());
}

/// What is too long for Excel is told, and not cut.
#[test]
fn a_text_that_excel_has_no_room_for_is_an_error() {
    let mut workbook = awkward();
    workbook.sheets[1].rows[0][0].text = "a".repeat(32_768);
    assert!(xlsx(&workbook).unwrap_err().to_string().contains("32,767"));
    assert!(ods(&workbook).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Names of sheets come from headings, which say anything.
    #[test]
    fn whatever_the_headings_are_there_is_a_file(headings in vec("\\PC{0,40}|[ '’\\[\\]:*?/\\\\\\x00-\\x1f\u{fffe}aA]{0,40}", 4)) {
        let mut paper = paper(Language::English);
        for (section, heading) in paper.document.sections.iter_mut().zip(&headings) {
            section.heading = heading.clone().into();
        }
        let workbook = paper.workbook();
        let names: BTreeSet<String> = workbook.sheets.iter().map(|sheet| sheet.name.to_lowercase()).collect();
        prop_assert_eq!(names.len(), headings.len());
        prop_assert!(xlsx(&workbook).is_ok(), "{:?}", xlsx(&workbook));
        let sheets: Vec<String> = workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        prop_assert_eq!(tables(&ods(&workbook).unwrap()), sheets);
    }
}

/// The names of the tables in an OpenDocument file, which is read whole.
fn tables(file: &[u8]) -> Vec<String> {
    let mut text = String::new();
    let mut pack = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    pack.by_name("content.xml").unwrap().read_to_string(&mut text).unwrap();
    let mut reader = Reader::from_str(&text);
    let mut names = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == b"table:table" => {
                let name = start.try_get_attribute("table:name").unwrap().unwrap();
                names.push(name.unescape_value().unwrap().into_owned());
            }
            Event::Eof => return names,
            _ => {}
        }
    }
}

#[test]
fn libreoffice_reads_in_both_forms_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let workbooks =
        [("en", register(Language::English)), ("fr", register(Language::French)), ("awkward", awkward())];
    let mut files = Vec::new();
    for (name, workbook) in &workbooks {
        for (form, bytes) in [("xlsx", xlsx(workbook)), ("ods", ods(workbook))] {
            let file = format!("{name}-{form}.{form}");
            fs::write(folder.path().join(&file), bytes.unwrap()).unwrap();
            files.push(file);
        }
    }
    convert(folder.path(), &files);
    for (name, workbook) in &workbooks {
        for (form, sheet) in
            ["xlsx", "ods"].into_iter().flat_map(|form| workbook.sheets.iter().map(move |one| (form, one)))
        {
            let file = format!("{name}-{form}-{}.csv", sheet.name);
            let read = fs::read_to_string(folder.path().join(&file));
            assert_eq!(read.unwrap_or_else(|error| panic!("{file}: {error}")), csv(sheet), "{file}");
        }
    }
}

fn convert(folder: &Path, files: &[String]) {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let run = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", AS_CSV, "--outdir", "."])
        .args(files)
        .current_dir(folder)
        .output()
        .expect("LibreOffice is there; scripts/test installs it");
    assert!(run.status.success(), "{run:?}");
}

/// The sheet as LibreOffice writes it.
fn csv(sheet: &Sheet) -> String {
    let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or_default();
    let quoted = |text: &str| {
        if text.is_empty() { String::new() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
    };
    let rows = sheet.rows.iter().map(|row| {
        let cells =
            (0..columns).map(|column| row.get(column).map(|cell| quoted(&cell.text)).unwrap_or_default());
        cells.collect::<Vec<_>>().join(",") + "\n"
    });
    rows.collect()
}
