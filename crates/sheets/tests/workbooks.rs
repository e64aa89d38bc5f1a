//! Workbooks are the same bytes every time, and LibreOffice finds in each cell what was written.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{fs, path::Path, process::Command, thread, time::Duration};

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    register::{Capacity, Register},
    workbook::{Cell, Look, Sheet, Workbook},
};
use abide_policy::read_policy;
use abide_sheets::{ods, xlsx};
use jiff::civil::date;

const EXAMPLE: &str = include_str!("../../papers/tests/registers/policy.toml");

/// Each sheet to a file of its own, in UTF-8, every text in quotation marks.
const AS_CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1";

fn register(language: Language) -> Workbook {
    let policy = read_policy(EXAMPLE).0.unwrap();
    let packs = Packs::shipped();
    Register::new(&policy, &packs, date(2026, 11, 26), language, Capacity::Controller).workbook()
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
