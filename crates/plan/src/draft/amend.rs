//! What the schema has and the map does not: inserted where it belongs, and nothing else changed.

use super::{
    Draft, FileSet,
    existing::{Existing, Mapped, Place},
    guess::{self, Guess},
    insert::Insertions,
    table::{self, Drafter, SUGGESTED, UNDECIDED},
};
use crate::catalog::{Column, Table};

/// Brings the text up to date.
pub(super) fn amend(text: &str, existing: &Existing, drafter: &Drafter<'_>) -> Draft {
    let mut amendment =
        Amendment { text, drafter, insertions: Insertions::into_text(text), added: Vec::new() };
    // What a file has besides its captures need not be written.
    let databases = existing.tables.iter().filter(|_| drafter.hints.folder.is_none());
    for mapped in databases.filter(|mapped| mapped.personal) {
        if let Some(table) = drafter.catalog.table(&mapped.name) {
            amendment.columns(mapped, table);
        }
    }
    let known = |table: &&Table| existing.tables.iter().any(|mapped| mapped.name == table.name.to_string());
    let new: Vec<&Table> = drafter.catalog.tables.iter().filter(|table| !known(table)).collect();
    let mut sets = drafter.hints.folder.clone().unwrap_or_default();
    for set in &mut sets {
        let taken = |name: &str| existing.tables.iter().any(|mapped| mapped.name == name);
        while taken(&set.name) {
            set.name.push_str("_more");
        }
    }
    amendment.tables(existing, &new, &sets);
    Draft { text: amendment.insertions.apply(), added: amendment.added, gone: gone(existing, drafter) }
}

/// What the map names and the database does not have.
fn gone(existing: &Existing, drafter: &Drafter<'_>) -> Vec<String> {
    let mut gone = Vec::new();
    for mapped in &existing.tables {
        let Some(table) = drafter.catalog.table(&mapped.name) else {
            gone.push(mapped.name.clone());
            continue;
        };
        for column in mapped.named.iter().filter(|column| table.column(column).is_none()) {
            let name = format!("{}.{column}", mapped.name);
            if !gone.contains(&name) {
                gone.push(name);
            }
        }
    }
    gone
}

struct Amendment<'a> {
    text: &'a str,
    drafter: &'a Drafter<'a>,
    insertions: Insertions<'a>,
    added: Vec<String>,
}

/// New columns of a table by where they go.
#[derive(Default)]
struct New<'c> {
    fields: Vec<(&'c Column, String)>,
    not_personal: Vec<&'c Column>,
    undecided: Vec<&'c Column>,
}

impl Amendment<'_> {
    fn tables(&mut self, existing: &Existing, new: &[&Table], sets: &[FileSet]) {
        let end = self.text.len();
        let mut lines = Vec::new();
        if self.text.trim().is_empty() {
            lines.push(Drafter::preface().to_owned());
        }
        if existing.is_open {
            if !existing.has_store {
                lines.push(self.drafter.head());
            }
            lines.extend(new.iter().map(|table| self.drafter.table(table)));
            lines.extend(sets.iter().map(|set| self.drafter.set(set)));
            self.added.extend(new.iter().map(|table| table.name.to_string()));
            self.added.extend(sets.iter().map(|set| set.name.clone()));
            if !self.text.trim().is_empty() && !lines.is_empty() {
                lines.insert(0, String::new());
            }
        } else {
            let tables = new.iter().map(|table| table.name.to_string());
            let names: Vec<String> = tables.chain(sets.iter().map(|set| set.name.clone())).collect();
            lines.extend(names.iter().filter_map(|name| self.elsewhere(name)));
        }
        // Each part ends its last line itself, and an empty one goes between two.
        let lines: Vec<String> = lines.iter().flat_map(|part| part.split('\n')).map(str::to_owned).collect();
        self.insertions.lines(end, lines.strip_suffix(&[String::new()]).unwrap_or(&lines));
    }

    fn columns(&mut self, mapped: &Mapped, table: &Table) {
        let Some(section) = mapped.section.clone() else { return self.columns_elsewhere(mapped, table) };
        let section = &self.text[section];
        let mut new = New::default();
        for column in table.columns.iter().filter(|column| !mapped.spoken.contains(&column.name)) {
            let mark = table::undecided(column);
            if section.lines().any(|line| line.trim_end() == mark) {
                continue;
            }
            match guess::guess(self.drafter.catalog, table, column) {
                Guess::Category(category) if mapped.fields != Place::Closed => {
                    new.fields.push((column, category));
                }
                Guess::NotPersonal if mapped.not_personal != Place::Closed => new.not_personal.push(column),
                _ => new.undecided.push(column),
            }
            self.added.push(format!("{}.{}", mapped.name, column.name));
        }
        self.insert(mapped, &new);
    }

    fn insert(&mut self, mapped: &Mapped, new: &New<'_>) {
        let mut own = self.fields(mapped, &new.fields);
        own.extend(self.not_personal(mapped, &new.not_personal));
        own.extend(new.undecided.iter().map(|column| table::undecided(column)));
        self.insertions.lines(mapped.end, &own);
    }

    /// Puts personal columns into `fields`; the lines that belong to the table itself.
    fn fields(&mut self, mapped: &Mapped, fields: &[(&Column, String)]) -> Vec<String> {
        if fields.is_empty() {
            return Vec::new();
        }
        let pair = |(column, category): &(&Column, String)| {
            format!("{} = {}", table::key(&column.name), table::text(category))
        };
        let pairs: Vec<String> = fields.iter().map(pair).collect();
        match &mapped.fields {
            Place::UnderHeader(end) => {
                let lines: Vec<String> = pairs.iter().map(|pair| format!("{pair}{SUGGESTED}")).collect();
                self.insertions.lines(*end, &lines);
                Vec::new()
            }
            place @ Place::Inside(..) => {
                let lines: Vec<String> = pairs.iter().map(|pair| format!("    {pair},{SUGGESTED}")).collect();
                let marked = self.insertions.elements(place, &pairs, &lines);
                mark("fields", fields.iter().map(|(column, _)| *column), marked)
            }
            Place::OwnLine | Place::Closed => fields
                .iter()
                .map(|(column, category)| table::entry("fields", &column.name, category))
                .collect(),
        }
    }

    fn not_personal(&mut self, mapped: &Mapped, columns: &[&Column]) -> Vec<String> {
        if columns.is_empty() || mapped.not_personal == Place::OwnLine {
            return table::not_personal(columns.iter().map(|column| column.name.as_str()));
        }
        let texts: Vec<String> = columns.iter().map(|column| table::text(&column.name)).collect();
        let lines: Vec<String> = columns.iter().map(|column| table::element(&column.name)).collect();
        let marked = self.insertions.elements(&mapped.not_personal, &texts, &lines);
        mark("not_personal", columns.iter().copied(), marked)
    }

    /// A table without a header of its own takes no lines: what is new in it is listed at the end of the file.
    fn columns_elsewhere(&mut self, mapped: &Mapped, table: &Table) {
        for column in table.columns.iter().filter(|column| !mapped.spoken.contains(&column.name)) {
            let line = self.elsewhere(&format!("{}.{}", mapped.name, column.name));
            self.insertions.lines(self.text.len(), &Vec::from_iter(line));
        }
    }

    /// The comment that stands for something the file takes no entry for; none when it stands there already.
    fn elsewhere(&mut self, name: &str) -> Option<String> {
        let line =
            table::comment(&format!("store.{}.{name}", self.drafter.store)).replacen("# ", UNDECIDED, 1);
        let is_there = self.text.lines().any(|existing| existing.trim_end() == line);
        (!is_there).then(|| {
            self.added.push(name.to_owned());
            line
        })
    }
}

/// The comment that marks elements added to a line, where no mark could stand beside them.
fn mark<'c>(list: &str, columns: impl Iterator<Item = &'c Column>, marked: bool) -> Vec<String> {
    let names: Vec<&str> = columns.map(|column| column.name.as_str()).collect();
    if marked {
        Vec::new()
    } else {
        vec![table::comment(&format!("suggested in {list}: {}", names.join(", ")))]
    }
}
