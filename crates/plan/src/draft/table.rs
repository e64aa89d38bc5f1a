//! The text of a table that the map does not speak of yet.

use std::collections::BTreeMap;

use super::{
    FileSet, Hints,
    guess::{self, Guess},
};
use crate::catalog::{Catalog, Column, ForeignKey, Table};

/// The mark of every guess.
pub(super) const SUGGESTED: &str = "  # suggested";
/// Begins the comment that lists a column of which nothing is known.
pub(super) const UNDECIDED: &str = "# undecided: ";

/// How many references are followed to find who a record is about.
const FAR: u32 = 3;

/// What a map is drafted from.
pub(super) struct Drafter<'d> {
    pub(super) store: &'d str,
    pub(super) url: &'d str,
    pub(super) catalog: &'d Catalog,
    pub(super) hints: &'d Hints,
}

impl Drafter<'_> {
    /// What a new map begins with.
    pub(super) fn preface() -> &'static str {
        "# Where the data is. Drafted by Abide from the database: every line marked `suggested` is a guess by name. Read each,\n\
         # correct it, and take the mark off. A column listed as `undecided` is in the hands of a person: until `fields` or\n\
         # `not_personal` names it, no record of its table is deleted. `serves` names the activities of the policy that need\n\
         # the records, for example { orders = true, prospecting = \"status = 'lead'\" }.\n\
         \n\
         format = 1\n"
    }

    /// The store's own lines.
    pub(super) fn head(&self) -> String {
        format!(
            "[store.{}]\nurl = {}\n# location = \"FR\"  # the country it is in\n",
            key(self.store),
            text(self.url)
        )
    }

    /// A table that the map does not speak of.
    pub(super) fn table(&self, table: &Table) -> String {
        let mut lines = vec![format!("[store.{}.{}]", key(self.store), key(&table.name.to_string()))];
        if guess::is_reference(self.catalog, table) {
            lines.push(format!("personal = false{SUGGESTED}"));
        } else {
            self.personal(table, &mut lines);
        }
        lines.join("\n") + "\n"
    }

    /// A set of files that the map does not speak of.
    pub(super) fn set(&self, set: &FileSet) -> String {
        let event = if set.dated { "day" } else { "modified" };
        let lines = [
            format!("[store.{}.{}]", key(self.store), key(&set.name)),
            format!("files = {}{SUGGESTED}", text(&set.pattern)),
            "# subject = \"…\"  # whose data is it? customer, employee, visitor …".to_owned(),
            format!("serves = {{}}  {}", comment(&self.question())),
            format!("{UNDECIDED}content (what is in the files)"),
            entry("events", "recorded", event),
        ];
        lines.join("\n") + "\n"
    }

    fn personal(&self, table: &Table, lines: &mut Vec<String>) {
        lines.extend(self.ways(table));
        lines.push(self.subject(table));
        let guesses: Vec<(&Column, Guess)> =
            table.columns.iter().map(|column| (column, guess::guess(self.catalog, table, column))).collect();
        lines.extend(self.identities(table, FAR).iter().map(|(kind, path)| entry("identity", kind, path)));
        lines.push(format!("serves = {{}}  {}", comment(&self.question())));
        for (column, guess) in &guesses {
            if let Guess::Category(category) = guess {
                lines.push(entry("fields", &column.name, category));
            }
        }
        lines.extend(events(table).into_iter().map(|(event, column)| entry("events", event, column)));
        lines.extend(self.links(table));
        let plain = guesses.iter().filter(|(_, guess)| *guess == Guess::NotPersonal);
        lines.extend(not_personal(plain.map(|(column, _)| column.name.as_str())));
        let open = guesses.iter().filter(|(_, guess)| *guess == Guess::Undecided);
        lines.extend(open.map(|(column, _)| undecided(column)));
    }

    fn question(&self) -> String {
        format!("which activities need these records? {}", self.hints.activities.join(", "))
    }

    fn subject(&self, table: &Table) -> String {
        match guess::subjects(self.catalog, table).as_slice() {
            [] => "# subject = \"…\"  # whose data is it? customer, prospect, employee …".to_owned(),
            [subject] => format!("subject = {}{SUGGESTED}", text(subject)),
            several => {
                let several: Vec<String> = several.iter().map(|subject| text(subject)).collect();
                format!("subject = [{}]{SUGGESTED}", several.join(", "))
            }
        }
    }

    /// The ways to and from other tables, which can be used in paths by the table's name without being written.
    fn ways(&self, table: &Table) -> Vec<String> {
        let mut ways: Vec<String> =
            table.foreign_keys.iter().map(|key| way(&key.columns, key, &key.their)).collect();
        for other in self.catalog.tables.iter().filter(|other| other.name != table.name) {
            let leading_here = other.foreign_keys.iter().filter(|key| key.table == table.name);
            ways.extend(leading_here.map(|key| {
                let back = ForeignKey { table: other.name.clone(), ..key.clone() };
                way(&key.their, &back, &key.columns)
            }));
        }
        ways.iter().map(|way| comment(&format!("link: {way}"))).collect()
    }

    /// Names for references that the other table's name does not tell apart.
    fn links(&self, table: &Table) -> Vec<String> {
        let ambiguous = table.foreign_keys.iter().filter(|key| self.between(table, &key.table) > 1);
        let mut links: BTreeMap<String, String> = BTreeMap::new();
        for key in ambiguous {
            let name =
                key.columns.iter().find_map(|column| column.strip_suffix("_id")).unwrap_or(&key.columns[0]);
            if !name.is_empty() && table.column(name).is_none() {
                links.entry(name.to_owned()).or_insert_with(|| way(&key.columns, key, &key.their));
            }
        }
        links.iter().map(|(name, way)| entry("links", name, way)).collect()
    }

    /// How many references there are between two tables, in both directions.
    fn between(&self, table: &Table, other: &crate::catalog::TableName) -> usize {
        let leading = table.foreign_keys.iter().filter(|key| key.table == *other).count();
        let back = self.catalog.tables.iter().filter(|one| one.name == *other && one.name != table.name);
        leading + back.flat_map(|one| &one.foreign_keys).filter(|key| key.table == table.name).count()
    }

    /// Columns that tell who a record is about: its own, else those of the tables it refers to.
    fn identities(&self, table: &Table, far: u32) -> BTreeMap<&'static str, String> {
        let own = self.own_identities(table);
        if !own.is_empty() || far == 0 {
            return own;
        }
        let mut there = BTreeMap::new();
        for key in table.foreign_keys.iter().filter(|key| self.between(table, &key.table) == 1) {
            let name = key.table.to_string();
            let Some(other) = guess::referred(self.catalog, key).filter(|_| is_word(&name)) else { continue };
            for (kind, path) in self.identities(other, far - 1) {
                there.entry(kind).or_insert_with(|| format!("{name}.{path}"));
            }
        }
        there
    }

    fn own_identities(&self, table: &Table) -> BTreeMap<&'static str, String> {
        let mut found = BTreeMap::new();
        if guess::is_reference(self.catalog, table) {
            return found;
        }
        for column in table.columns.iter().filter(|column| is_word(&column.name)) {
            if let Guess::Category(category) = guess::guess(self.catalog, table, column)
                && let Some(kind) = guess::identity(&category)
            {
                found.entry(kind).or_insert_with(|| column.name.clone());
            }
        }
        found
    }
}

/// The first column of each event.
fn events(table: &Table) -> BTreeMap<&'static str, &str> {
    let mut events = BTreeMap::new();
    for column in table.columns.iter().filter(|column| is_word(&column.name)) {
        if let Some(event) = guess::event(column) {
            events.entry(event).or_insert(column.name.as_str());
        }
    }
    events
}

/// Whether a name can stand in a path as it is.
fn is_word(name: &str) -> bool {
    name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
}

fn way(own: &[String], to: &ForeignKey, their: &[String]) -> String {
    format!("{} = {}({})", own.join(", "), to.table, their.join(", "))
}

/// `fields.email = "contact.email"`, marked.
pub(super) fn entry(section: &str, name: &str, value: &str) -> String {
    format!("{section}.{} = {}{SUGGESTED}", key(name), text(value))
}

/// The list of columns without anything personal, one to a line.
pub(super) fn not_personal<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let items: Vec<String> = names.map(element).collect();
    if items.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["not_personal = [".to_owned()];
    lines.extend(items);
    lines.push("]".to_owned());
    lines
}

/// One line of such a list.
pub(super) fn element(name: &str) -> String {
    format!("    {},{SUGGESTED}", text(name))
}

/// The comment for a column of which nothing is known.
pub(super) fn undecided(column: &Column) -> String {
    comment(&format!("{} ({})", column.name, column.declared)).replacen("# ", UNDECIDED, 1)
}

/// A comment of one line, whatever the words are.
pub(super) fn comment(words: &str) -> String {
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("# {}", words.trim_end())
}

/// A key as TOML writes it.
pub(super) fn key(name: &str) -> String {
    let is_bare = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { text(name) }
}

/// A text as TOML writes it, on one line whatever is in it.
pub(super) fn text(value: &str) -> String {
    let mut quoted = String::from('"');
    for character in value.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            _ if character.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(character))),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
