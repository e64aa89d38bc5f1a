//! A document as a workbook without a form: a sheet for each of its sections, on it rows of cells with words.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    Language,
    document::{Block, Document, Fact, Section, Table, Target, Words},
};

/// A workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The language it is in.
    pub language: Language,
    /// What it is.
    pub title: String,
    /// The day from which it is.
    pub date: Option<Date>,
    /// Its sheets, in order. Never empty.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name: once in a workbook, at most 31 characters long, and without those that programs refuse.
    pub name: String,
    /// How wide its columns are, in characters.
    pub widths: Vec<u16>,
    /// Its rows from the first on; some are empty.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it, on one line.
    pub text: String,
    /// How it looks.
    pub look: Look,
    /// The sheet to which it leads, by its place.
    pub leads_to: Option<usize>,
}

/// What a cell is, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// What the sheet is about.
    Title,
    /// What a part of the sheet is about.
    Heading,
    /// What a column holds.
    Head,
    /// What the cell beside it is.
    Name,
    /// Words that are broken into lines where the cell ends.
    Text,
    /// Words that go on over the empty cells beside it.
    Line,
}

impl Look {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Title, Self::Heading, Self::Head, Self::Name, Self::Text, Self::Line];
}

/// As long as the name of a sheet may be (Excel).
const LONGEST_NAME: usize = 31;
/// Columns are at least so wide, in characters.
const NARROWEST: usize = 12;
/// And not wider than this, for words are broken into lines.
const WIDEST: usize = 44;

impl Workbook {
    /// The document's, whose words are from `date`.
    pub fn new(document: &Document, date: Option<Date>) -> Self {
        let mut names = Vec::new();
        for section in &document.sections {
            names.push(sheet_name(&section.heading.text, &names));
        }
        let places =
            document.sections.iter().enumerate().map(|(place, section)| (section.id.as_str(), place));
        let writer = Writer { document, places: places.collect() };
        let sheets = names.into_iter().enumerate().map(|(place, name)| writer.sheet(place, name));
        Self { language: document.language, title: cleaned(&document.title), date, sheets: sheets.collect() }
    }
}

struct Writer<'d> {
    document: &'d Document,
    /// The sections of the first level.
    places: BTreeMap<&'d str, usize>,
}

impl Writer<'_> {
    fn sheet(&self, place: usize, name: String) -> Sheet {
        let section = &self.document.sections[place];
        let mut rows = Vec::new();
        if place == 0 {
            rows.push(vec![cell(&self.document.title, Look::Title)]);
            rows.extend(self.document.subtitle.iter().map(|text| vec![cell(text, Look::Line)]));
            self.document.change.iter().for_each(|change| self.fact(change, &mut rows));
        } else {
            rows.push(vec![cell(&section.heading.text, Look::Title)]);
        }
        self.part(section, &mut rows);
        Sheet { name, widths: widths(&rows), rows }
    }

    /// What a section says, and then its parts.
    fn part(&self, section: &Section, rows: &mut Vec<Vec<Cell>>) {
        for block in &section.blocks {
            self.block(block, rows);
        }
        for part in &section.sections {
            rows.extend([Vec::new(), vec![cell(&part.heading.text, Look::Heading)]]);
            self.part(part, rows);
        }
    }

    fn block(&self, block: &Block, rows: &mut Vec<Vec<Cell>>) {
        match block {
            Block::Paragraph(words) => rows.push(vec![self.words(words, Look::Line)]),
            Block::List(items) => rows.extend(items.iter().map(|item| vec![self.words(item, Look::Line)])),
            Block::Facts(facts) => facts.iter().for_each(|fact| self.fact(fact, rows)),
            Block::Table(table) => self.table(table, rows),
        }
    }

    fn fact(&self, fact: &Fact, rows: &mut Vec<Vec<Cell>>) {
        let names = [fact.name.text.as_str()].into_iter().chain(std::iter::repeat(""));
        let says = fact.says.iter().map(|says| self.words(says, Look::Text));
        rows.extend(names.zip(says).map(|(name, says)| vec![cell(name, Look::Name), says]));
    }

    fn table(&self, table: &Table, rows: &mut Vec<Vec<Cell>>) {
        if !table.caption.is_empty() {
            rows.extend([Vec::new(), vec![cell(&table.caption, Look::Heading)]]);
        }
        rows.push(table.head.iter().map(|name| cell(name, Look::Head)).collect());
        let of_table = table.rows.iter();
        rows.extend(of_table.map(|row| row.iter().map(|words| self.words(words, Look::Text)).collect()));
    }

    fn words(&self, words: &Words, look: Look) -> Cell {
        let leads_to = match words.link.as_ref().map(|link| &link.target) {
            Some(Target::Section(id)) => self.places.get(id.as_str()).copied(),
            Some(Target::Address(_) | Target::Beside(_)) | None => None,
        };
        Cell { leads_to, ..cell(&words.text, look) }
    }
}

fn cell(text: &str, look: Look) -> Cell {
    Cell { text: cleaned(text), look, leads_to: None }
}

/// Without what XML cannot say. Lines are broken and tabs are set as the text has them.
fn cleaned(text: &str) -> String {
    let impossible = |char: char| {
        (char.is_control() && !matches!(char, '\n' | '\t')) || matches!(char, '\u{fffe}' | '\u{ffff}')
    };
    text.replace("\r\n", "\n").chars().map(|char| if impossible(char) { ' ' } else { char }).collect()
}

/// As wide as the longest of what is broken into lines.
fn widths(rows: &[Vec<Cell>]) -> Vec<u16> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let told = cells.filter(|cell| matches!(cell.look, Look::Head | Look::Name | Look::Text));
        let lines = told.flat_map(|cell| cell.text.lines());
        let longest = lines.map(|line| line.chars().count()).max().unwrap_or_default();
        u16::try_from(longest.clamp(NARROWEST, WIDEST) + 2).expect("it is at most the widest and two")
    };
    (0..columns).map(width).collect()
}

/// A name for a sheet: what programs refuse in one left out, cut to their limit, and other than those that are `taken`.
fn sheet_name(heading: &str, taken: &[String]) -> String {
    let refused = |char: char| matches!(char, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' | '’');
    let words: String = cleaned(heading).chars().map(|char| if refused(char) { ' ' } else { char }).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let own = cut(&words, LONGEST_NAME);
    let numbered =
        (2..).map(|number| format!("{} {number}", cut(&words, LONGEST_NAME - 6)).trim().to_owned());
    let is_free = |name: &String| {
        !name.is_empty() && taken.iter().all(|other| other.to_lowercase() != name.to_lowercase())
    };
    [own].into_iter().chain(numbered).find(is_free).expect("a workbook has fewer sheets than numbers are")
}

/// The first words that fit, counted as Excel does, in UTF-16; a part of the first where none does.
fn cut(words: &str, longest: usize) -> String {
    let fits = |text: &str| text.encode_utf16().count() <= longest;
    if fits(words) {
        return words.to_owned();
    }
    let ends =
        || words.char_indices().map(|(at, char)| (at, char, &words[..at])).filter(|(_, _, head)| fits(head));
    let at_word = ends().rfind(|(_, char, _)| *char == ' ');
    at_word.or_else(|| ends().next_back()).map(|(_, _, head)| head.to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_s_name_is_one_that_programs_take() {
        let taken = ["1. Orders".to_owned(), "Histories of Example".to_owned()];
        let name = |heading: &str| sheet_name(heading, &taken);
        assert_eq!(name("2. L'Atelier [a/b]: why?"), "2. L Atelier a b why");
        assert_eq!(name("1. ORDERS"), "1. ORDERS 2");
        assert_eq!(
            name("3. The management of everything that customers order"),
            "3. The management of everything"
        );
        assert_eq!(name(&"é".repeat(40)), "é".repeat(31));
        assert_eq!(name(&"𝄞".repeat(40)), "𝄞".repeat(15));
        assert_eq!(name("::"), "2");
    }

    #[test]
    fn the_first_sheet_tells_what_the_document_is_and_what_changed() {
        let words = |text: &str| Words::from(text.to_owned());
        let section =
            |id: &str, blocks| Section { id: id.into(), heading: words(id), blocks, sections: Vec::new() };
        let says = vec![words("one"), words("two\r\nlines\u{7}")];
        let document = Document {
            language: Language::English,
            title: "Title".into(),
            subtitle: Some("Version".into()),
            published: None,
            change: Some(Fact { name: words("Changed"), says }),
            also: Vec::new(),
            contents: "Contents".into(),
            sections: vec![
                section("a", vec![Block::Paragraph(words("see b").to("b"))]),
                section("b", Vec::new()),
            ],
        };
        let workbook = Workbook::new(&document, None);
        let rows = workbook.sheets[0].rows.iter();
        let texts: Vec<String> =
            rows.map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")).collect();
        assert_eq!(texts, ["Title", "Version", "Changed|one", "|two\nlines ", "see b"]);
        assert_eq!(workbook.sheets[0].rows[4][0].leads_to, Some(1));
        assert_eq!(workbook.sheets[1].rows, [[cell("b", Look::Title)]]);
    }
}
