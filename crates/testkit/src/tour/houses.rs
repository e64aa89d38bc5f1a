//! The worked companies, as far as the tour has to know them: what `tour.csv` beside their policies says.

use std::{fs, path::Path};

use jiff::civil::Date;

use super::{address, place::Engine};
use crate::company::Kind;

/// A company of the tour.
pub(super) struct House {
    /// The folder of its policy.
    pub(super) name: String,
    /// What generates it.
    pub(super) kind: Kind,
    /// Its database in the map.
    pub(super) store: String,
    /// Where its people are whom it may not keep once they left.
    pub(super) table: String,
    /// What ends it: an objection where the basis is an interest, a withdrawal where it is consent.
    pub(super) ending: String,
    /// How the files of a day are called, where it has a folder.
    pub(super) files: Option<String>,
    /// The column of the moment at which they came.
    came: String,
    /// The columns in which one of them stands beside key, address and moment; and what stands there.
    columns: (String, String),
}

impl House {
    /// All of the companies of a folder.
    pub(super) fn all(policies: &Path) -> Vec<Self> {
        let list = policies.join("tour.csv");
        let text = fs::read_to_string(&list).unwrap_or_else(|error| panic!("{}: {error}", list.display()));
        text.lines().skip(1).map(Self::read).collect()
    }

    fn read(line: &str) -> Self {
        let cells: Vec<String> = line.split('|').map(str::to_owned).collect();
        let [name, kind, store, table, came, ending, files, columns, values] = &cells[..] else {
            panic!("not nine columns: {line}");
        };
        let (_, kind) = Kind::ALL.into_iter().find(|(word, _)| word == kind).expect("a kind of company");
        Self {
            name: name.clone(),
            kind,
            store: store.clone(),
            table: table.clone(),
            ending: ending.clone(),
            files: (!files.is_empty()).then(|| files.clone()),
            came: came.clone(),
            columns: (columns.clone(), values.clone()),
        }
    }

    /// The statement that brings a person.
    pub(super) fn person(&self, engine: Engine, person: u32, day: Date) -> String {
        let (table, came, address) = (&self.table, &self.came, address(person));
        let (columns, values) = &self.columns;
        let moment = match engine {
            Engine::MariaDb => format!("{day} 10:00:00"),
            Engine::Postgres | Engine::Sqlite => format!("{day}T10:00:00+01:00"),
        };
        let id = 900_000_000 + person;
        format!(
            "INSERT INTO {table} (id, email, {came}, {columns}) VALUES ({id}, '{address}', '{moment}', {values})"
        )
    }
}
