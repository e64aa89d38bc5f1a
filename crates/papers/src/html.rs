//! A document as a page. The templates escape whatever is put into them.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{
    Language,
    document::{Block, Document, Fact, Section, Table, Target, Words},
};

const STYLE: &str = include_str!("page.css");

/// The whole page.
pub(crate) fn page(document: &Document) -> String {
    let body = html! {
        body class=[is_wide(&document.sections).then_some("wide")] {
            header {
                h1 { (document.title) }
                @if let Some(subtitle) = &document.subtitle { p { (subtitle) } }
                @if !document.also.is_empty() {
                    ul class="also" { @for way in &document.also { li { (words(way)) } } }
                }
                @for fact in document.published.iter().chain(&document.change) { dl { (of_fact(fact)) } }
            }
            (contents(document))
            main { @for section in &document.sections { (of_section(section, 2)) } }
        }
    };
    framed(document.language, &document.title, None, &body)
}

/// A page on which each document has a door, in its own language. One door alone is gone through at once.
pub(crate) fn entrance(name: &str, doors: &[(String, &Document)]) -> String {
    let first = doors.first().map_or(Language::English, |(_, document)| document.language);
    let on_to = if let [(way, _)] = doors { Some(way.as_str()) } else { None };
    let body = html! {
        body class="entrance" {
            main {
                h1 { (name) }
                ul {
                    @for (way, document) in doors {
                        li lang=(document.language.code()) {
                            a href=(way) { (document.title) }
                            @if let Some(subtitle) = &document.subtitle { p { (subtitle) } }
                        }
                    }
                }
            }
        }
    };
    framed(first, name, on_to, &body)
}

/// A page with its head, and where it leads on to by itself.
fn framed(language: Language, title: &str, on_to: Option<&str>, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                @if let Some(way) = on_to { meta http-equiv="refresh" content={ "0; url=" (way) }; }
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            (body)
        }
    };
    page.into_string() + "\n"
}

/// Whether a table has more columns than fit where lines are as long as one likes to read.
fn is_wide(sections: &[Section]) -> bool {
    let wide = |block: &Block| matches!(block, Block::Table(table) if table.head.len() > 4);
    sections.iter().any(|section| section.blocks.iter().any(wide) || is_wide(&section.sections))
}

fn contents(document: &Document) -> Markup {
    html! {
        nav aria-labelledby="contents" {
            h2 id="contents" { (document.contents) }
            ul {
                @for section in &document.sections {
                    li { a href={ "#" (section.id) } { (section.heading.text) } }
                }
            }
        }
    }
}

/// Only those of the first level are landmarks: the names of others need not differ.
fn of_section(section: &Section, level: u8) -> Markup {
    let heading = format!("{}-heading", section.id);
    html! {
        section id=(section.id) aria-labelledby=[(level == 2).then_some(&heading)] {
            @match level {
                2 => h2 id=(heading) { (words(&section.heading)) },
                3 => h3 id=(heading) { (words(&section.heading)) },
                _ => h4 id=(heading) { (words(&section.heading)) },
            }
            @for block in &section.blocks { (of_block(block)) }
            @for section in &section.sections { (of_section(section, level + 1)) }
        }
    }
}

fn of_block(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Paragraph(text) => p { (words(text)) },
            Block::List(items) => ul { @for item in items { li { (words(item)) } } },
            Block::Facts(facts) => dl { @for fact in facts { (of_fact(fact)) } },
            Block::Table(table) => (of_table(table)),
        }
    }
}

fn of_fact(fact: &Fact) -> Markup {
    html! {
        div {
            dt { (words(&fact.name)) }
            @for says in &fact.says { dd { (words(says)) } }
        }
    }
}

/// Narrow screens show a row below the other; the roles are said because some browsers then forget that it is a table.
fn of_table(table: &Table) -> Markup {
    html! {
        table role="table" {
            @if !table.caption.is_empty() { caption { (table.caption) } }
            thead role="rowgroup" {
                tr role="row" { @for name in &table.head { th scope="col" role="columnheader" { (name) } } }
            }
            tbody role="rowgroup" {
                @for row in &table.rows {
                    tr role="row" {
                        @for (place, cell) in row.iter().enumerate() { (of_cell(cell, place, &table.head)) }
                    }
                }
            }
        }
    }
}

fn of_cell(cell: &Words, place: usize, head: &[String]) -> Markup {
    html! {
        @if place == 0 {
            th scope="row" role="rowheader" { (words(cell)) }
        } @else {
            td role="cell" data-of=[head.get(place)] { (words(cell)) }
        }
    }
}

fn words(words: &Words) -> Markup {
    let [before, linked, behind] = words.parts();
    let text = html! {
        (before)
        @match words.link.as_ref().map(|link| &link.target) {
            Some(Target::Section(id)) => a href={ "#" (id) } { (linked) },
            Some(Target::Address(address) | Target::Beside(address)) => a href=(address) { (linked) },
            None => (linked),
        }
        (behind)
    };
    match words.language {
        Some(language) => html! { span lang=(language.code()) { (text) } },
        None => text,
    }
}
