//! Copying into the archive before a batch removes. Values never leave the server: it is asked where the rows are and which
//! dates they count from, and is told the last day of each place. No engine counts periods.

use jiff::civil::Date;

use super::{Locator, Range, Text, Work, mariadb, sqlite};
use crate::{
    archive,
    catalog::{Dialect, TableName},
    dating::{Dated, Zones, read},
    quote,
    step::{Copied, Copy, Neutral, Param, Sql, Until},
    value::Value,
};

/// What a copied row tells of the batch that brought it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The journal.
    pub journal: String,
    /// The entry that announced the batch.
    pub seq: u64,
    /// The day of the plan.
    pub today: Date,
}

/// A row to be copied: where it is, and its last day in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The place, in the form in which [`Work::places`] gives it.
    pub place: String,
    /// The last day; none: no end.
    pub last_day: Option<Date>,
}

/// What the dates of a row say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// It is copied.
    Archived(Placed),
    /// Its last day is over by now.
    Over,
    /// It is needed in use, or nobody can tell: what it counts from changed a moment ago.
    Changed,
}

/// A copy at work.
#[derive(Debug, Clone, Copy)]
pub struct Copying<'a> {
    /// The copy.
    pub copy: &'a Copy,
    /// Which of the step's copies it is.
    pub number: usize,
    /// How the rows of its table are told apart.
    pub locator: &'a Locator,
}

impl Work<'_> {
    /// Statements that come before [`Work::places`]: MariaDB has no name for a row's place, and numbers the rows first.
    pub fn number_copied(&self, copying: Copying<'_>) -> Vec<Sql> {
        match self.site.dialect {
            Dialect::Postgres | Dialect::Sqlite => Vec::new(),
            Dialect::MariaDb => {
                mariadb::number_copied(self, copying.copy, copying.number, self.is_own(copying.copy))
            }
        }
    }

    /// Asks for the places of the rows that are copied, each with the dates it counts from. `picked`: rows of the step, of
    /// which all that is to be known is known.
    pub fn places(&self, copying: Copying<'_>, picked: &Range) -> Sql {
        let copy = copying.copy;
        let alias = self.alias(copy);
        let mut asked = vec![place(self.site.dialect, alias, copying.locator)];
        asked.extend(copy.until.iter().flat_map(|until| &until.dates).map(|date| date.value.clone()));
        let asked = asked.join(", ");
        if self.site.dialect == Dialect::MariaDb {
            let numbered = mariadb::numbered(&self.from(copy), alias, &copy.key, copying.number);
            return Text::new(Dialect::MariaDb).finish(format!("SELECT {asked} FROM {numbered}"));
        }
        let mut text = Text { dialect: self.site.dialect, params: copy.rule.params.clone() };
        let chosen = self.chosen(copy, picked, &mut text);
        text.finish(format!(
            "SELECT {asked} FROM {} WHERE {chosen} AND ({})",
            self.from(copy),
            copy.rule.text
        ))
    }

    /// Copies the rows at these places.
    pub fn copy(&self, copying: Copying<'_>, rows: &[Placed], stamp: &Stamp) -> Sql {
        let copy = copying.copy;
        let alias = self.alias(copy);
        let mut text = Text::new(self.site.dialect);
        let mut names: Vec<String> =
            [archive::JOURNAL, archive::SEQ, archive::ACTIVITY, archive::ARCHIVED_ON, archive::LAST_DAY]
                .map(str::to_owned)
                .to_vec();
        let mut values = stamped(copy, stamp, &mut text);
        for told in &copy.identities {
            names.push(archive::identity_column(&told.kind));
            values.push(told.value.clone());
        }
        for copied in &copy.columns {
            names.push(copied.column.clone());
            values.push(taken(alias, copied, &copy.key, &mut text));
        }
        let joined = match self.site.dialect {
            Dialect::Postgres => on_postgres(&self.from(copy), alias, rows, &mut text),
            Dialect::Sqlite => on_sqlite(&self.from(copy), alias, copying.locator, rows, &mut text),
            Dialect::MariaDb => {
                let numbered = mariadb::numbered(&self.from(copy), alias, &copy.key, copying.number);
                mariadb::rejoined(&numbered, rows, &mut text)
            }
        };
        text.finish(format!(
            "INSERT INTO {} ({}) SELECT {} FROM {joined}",
            quote::table(self.site.dialect, &copy.into),
            quote::list(self.site.dialect, None, &names),
            values.join(", "),
        ))
    }

    fn is_own(&self, copy: &Copy) -> bool {
        copy.table == self.step.table
    }

    fn alias(&self, copy: &Copy) -> &'static str {
        if self.is_own(copy) { "t" } else { "d" }
    }

    fn from(&self, copy: &Copy) -> String {
        match self.is_own(copy) {
            true => self.target(),
            false => format!("{} AS d", quote::table(self.site.dialect, &copy.table)),
        }
    }

    /// True for the picked rows themselves, or for those that go with them.
    fn chosen(&self, copy: &Copy, picked: &Range, text: &mut Text) -> String {
        if self.is_own(copy) {
            return self.within(picked, text);
        }
        let of_table = |table: &TableName| *table == copy.table;
        let ways = self.dependents().iter().filter(|dependent| of_table(&dependent.table));
        let hangs: Vec<String> =
            ways.map(|dependent| format!("({})", self.hangs(dependent, picked, text))).collect();
        if hangs.is_empty() { "1 = 0".to_owned() } else { format!("({})", hangs.join(" OR ")) }
    }
}

/// Reads a row of [`Work::places`].
pub fn says(copy: &Copy, row: &[Value], today: Date) -> Option<Says> {
    let [Value::Text(place), dates @ ..] = row else { return None };
    let placed = |last_day| Says::Archived(Placed { place: place.clone(), last_day });
    let Some(until) = &copy.until else { return Some(placed(None)) };
    let Some(latest) = latest(until, dates) else { return Some(Says::Changed) };
    let Some(in_use) = abide_law::last_day(latest, &until.active).filter(|last| *last < today) else {
        return Some(Says::Changed);
    };
    Some(match abide_law::last_day(in_use, &until.archived) {
        Some(last) if last < today => Says::Over,
        last => placed(last),
    })
}

/// The latest date; none when there is none or one cannot be read.
fn latest(until: &Until, dates: &[Value]) -> Option<Date> {
    let zones = Zones { controller: &until.zone, store: &until.store_zone };
    let mut latest = None;
    for (date, value) in until.dates.iter().zip(dates) {
        match read(value, date.format, zones) {
            Dated::Missing => {}
            Dated::On(day) => latest = latest.max(Some(day)),
            Dated::Unreadable => return None,
        }
    }
    latest
}

/// The values of the first columns: all but the last day are the same for all rows.
fn stamped(copy: &Copy, stamp: &Stamp, text: &mut Text) -> Vec<String> {
    let journal = text.bind(Param::Text(stamp.journal.clone()));
    let seq = text.bind(Param::Integer(i64::try_from(stamp.seq).unwrap_or(i64::MAX)));
    let activity = text.bind(Param::Text(copy.activity.clone()));
    let today = text.bind(Param::Text(stamp.today.to_string()));
    match text.dialect {
        // What stands in a list of columns takes no type from the table it goes into.
        Dialect::Postgres => vec![
            format!("CAST({journal} AS text)"),
            format!("CAST({seq} AS bigint)"),
            format!("CAST({activity} AS text)"),
            format!("CAST({today} AS date)"),
            "v.day".to_owned(),
        ],
        Dialect::Sqlite => vec![journal, seq, activity, today, "v.value ->> 0".to_owned()],
        Dialect::MariaDb => vec![journal, seq, activity, today, "v.day".to_owned()],
    }
}

fn taken(alias: &str, copied: &Copied, key: &[String], text: &mut Text) -> String {
    let column = quote::column(text.dialect, Some(alias), &copied.column);
    let neutral = match &copied.unless {
        None | Some(Neutral::Null) => return column,
        Some(Neutral::Constant(value)) => text.bind(value.clone()),
        Some(Neutral::FromKey) => crate::sql::from_key(text.dialect, Some(alias), key),
    };
    format!("CASE WHEN {column} <> {neutral} THEN {column} END")
}

/// A row's place as one text: on PostgreSQL the part of the table and the place in it; on SQLite a list in JSON.
fn place(dialect: Dialect, alias: &str, locator: &Locator) -> String {
    match dialect {
        Dialect::Postgres => format!("CAST({alias}.tableoid AS text) || ' ' || CAST({alias}.ctid AS text)"),
        Dialect::Sqlite => format!("json_array({})", sqlite::places_of(alias, locator).join(", ")),
        Dialect::MariaDb => "CAST(c.n AS CHAR)".to_owned(),
    }
}

fn on_postgres(from: &str, alias: &str, rows: &[Placed], text: &mut Text) -> String {
    let part = |row: &Placed| row.place.split_once(' ').map_or("", |(part, _)| part).to_owned();
    let place = |row: &Placed| format!("\"{}\"", row.place.split_once(' ').map_or("", |(_, place)| place));
    let day = |row: &Placed| row.last_day.map_or_else(|| "NULL".to_owned(), |day| day.to_string());
    let array = |each: &dyn Fn(&Placed) -> String| {
        Param::Text(format!("{{{}}}", rows.iter().map(each).collect::<Vec<_>>().join(",")))
    };
    let parts = text.bind(array(&part));
    let places = text.bind(array(&place));
    let days = text.bind(array(&day));
    format!(
        "{from} JOIN unnest(CAST({parts} AS oid[]), CAST({places} AS tid[]), CAST({days} AS date[])) AS v(part, place, day) \
         ON {alias}.ctid = v.place AND {alias}.tableoid = v.part"
    )
}

/// From the few places to the rows, never the other way.
fn on_sqlite(from: &str, alias: &str, locator: &Locator, rows: &[Placed], text: &mut Text) -> String {
    let day = |row: &Placed| row.last_day.map_or_else(|| "null".to_owned(), |day| format!("\"{day}\""));
    let row = |row: &Placed| format!("[{},{}", day(row), row.place.trim_start_matches('['));
    let rows = text.bind(Param::Text(format!("[{}]", rows.iter().map(row).collect::<Vec<_>>().join(","))));
    let places = sqlite::places_of(alias, locator);
    let same = (1..).zip(&places).map(|(number, place)| format!("{place} = v.value ->> {number}"));
    format!("json_each({rows}) AS v CROSS JOIN {from} ON {}", same.collect::<Vec<_>>().join(" AND "))
}
