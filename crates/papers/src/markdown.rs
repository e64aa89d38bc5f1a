//! A document as Markdown: CommonMark, with tables as forges read them. Nothing in the words is markup.

use crate::document::{Block, Document, Fact, Link, Section, Table, Target, Words};

/// The whole text.
pub(crate) fn text(document: &Document) -> String {
    let mut parts = vec![format!("# {}", inline(&document.title))];
    parts.extend(document.subtitle.as_deref().map(paragraph));
    parts.extend(document.published.iter().chain(&document.change).flat_map(of_fact));
    for section in &document.sections {
        of_section(section, 2, &mut parts);
    }
    parts.join("\n\n") + "\n"
}

fn of_section(section: &Section, level: usize, parts: &mut Vec<String>) {
    parts.push(format!("{} {}", "#".repeat(level), inline(&section.heading.text)));
    parts.extend(section.blocks.iter().flat_map(of_block));
    for section in &section.sections {
        of_section(section, level + 1, parts);
    }
}

fn of_block(block: &Block) -> Vec<String> {
    match block {
        Block::Paragraph(words) => vec![line(words)],
        Block::List(items) => vec![list(items)],
        Block::Facts(facts) => facts.iter().flat_map(of_fact).collect(),
        Block::Table(table) => vec![of_table(table)],
    }
}

fn of_fact(fact: &Fact) -> [String; 2] {
    let says = match fact.says.as_slice() {
        [one] => paragraph(&one.text),
        several => list(several),
    };
    [format!("**{}**", inline(&fact.name.text)), says]
}

fn list(items: &[Words]) -> String {
    let lines: Vec<String> = items.iter().map(|item| format!("- {}", line(item))).collect();
    lines.join("\n")
}

fn of_table(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let head = row(table.head.iter().map(|name| inline(name)).collect());
    let rule = row(table.head.iter().map(|_| "---".to_owned()).collect());
    let rows = table.rows.iter().map(|cells| row(cells.iter().map(|cell| inline(&cell.text)).collect()));
    [head, rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// Words on a line of their own. Those that lead to a file beside do so here too; addresses are read as they are.
fn line(words: &Words) -> String {
    let Some(Link { target: Target::Beside(way), .. }) = &words.link else { return paragraph(&words.text) };
    let [before, linked, behind] = words.parts().map(inline);
    format!("{before}[{linked}]({way}){behind}")
}

/// Words that begin a line, where more characters are markup than inside one: `1.`, `-`, `#`.
fn paragraph(text: &str) -> String {
    let text = inline(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &text[..digits], &text[digits..]),
        Some('+' | '-' | '=') if digits == 0 => format!("\\{text}"),
        _ => text,
    }
}

/// Words inside a line.
fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        if matches!(char, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#') {
            escaped.push('\\');
        }
        // A line end would end what the words are part of.
        escaped.push(if char.is_control() { ' ' } else { char });
    }
    escaped
}
