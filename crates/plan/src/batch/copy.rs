//! Copying into the archive before a batch removes. Values never leave the server: it is asked where the rows are and which
//! dates they count from, and is told the last day of each place. No engine counts periods.

use abide_policy::map::DateFormat;
use jiff::civil::Date;

use super::{Locator, Range, Text, Work, mariadb, sqlite};
use crate::{
    archive,
    catalog::{Dialect, TableName},
    dating::{Dated, Zones, read},
    quote,
    step::{Copied, Copy, DateOf, Neutral, Param, Sql, Until},
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

/// Rows to be copied that count from the same dates.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// The dates, in the form in which [`Work::alike`] gives them.
    pub dates: Vec<Value>,
    /// The last day; none: no end.
    pub last_day: Option<Date>,
}

/// What the dates of a row say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// It is copied, with this last day; none: no end.
    Archived(Option<Date>),
    /// Its last day is over by now.
    Over,
    /// It is needed in use, or nobody can tell: what it counts from changed a moment ago.
    Changed,
}

/// So many dates at most are told in one statement; where there are more, rows are told apart.
pub const MOST_ALIKE: usize = 64;

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
        asked.extend(dates(copy).map(|date| date.value.clone()));
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

    /// Asks for the dates that the copied rows count from, and how many rows count from each: few dates, where they are days, and
    /// then the rows need not be told apart. None where they have to be, or where another connection copies (SQLite).
    pub fn alike(&self, copying: Copying<'_>, picked: &Range) -> Option<Sql> {
        let copy = copying.copy;
        if !self.is_own(copy) || !can_be_alike(self.site.dialect, copy) {
            return None;
        }
        let mut text = Text { dialect: self.site.dialect, params: copy.rule.params.clone() };
        let mut asked: Vec<String> = dates(copy).map(|date| date.value.clone()).collect();
        let grouped: Vec<String> = (1..=asked.len()).map(|number| number.to_string()).collect();
        asked.push("count(*)".to_owned());
        let (from, chosen) = self.copied_rows(copy, picked, &mut text);
        let (asked, mut tail) = (asked.join(", "), String::new());
        if !grouped.is_empty() {
            tail = format!(" GROUP BY {} LIMIT {}", grouped.join(", "), MOST_ALIKE + 1);
        }
        Some(text.finish(format!("SELECT {asked} FROM {from} WHERE {chosen}{tail}")))
    }

    /// Copies the rows that count from these dates.
    pub fn copy_alike(&self, copying: Copying<'_>, picked: &Range, alike: &[Alike], stamp: &Stamp) -> Sql {
        let copy = copying.copy;
        let mut text = Text { dialect: self.site.dialect, params: copy.rule.params.clone() };
        let head = self.head_of_copy(copy, stamp, &mut text);
        let (from, chosen) = self.copied_rows(copy, picked, &mut text);
        let days = match self.site.dialect {
            Dialect::MariaDb => mariadb::days(copy, alike, &mut text),
            Dialect::Postgres | Dialect::Sqlite => days_on_postgres(copy, alike, &mut text),
        };
        text.finish(format!("{head} FROM {from} {days} WHERE {chosen}"))
    }

    /// Copies the rows at these places.
    pub fn copy(&self, copying: Copying<'_>, rows: &[Placed], stamp: &Stamp) -> Sql {
        let copy = copying.copy;
        let alias = self.alias(copy);
        let mut text = Text::new(self.site.dialect);
        let head = self.head_of_copy(copy, stamp, &mut text);
        let joined = match self.site.dialect {
            Dialect::Postgres => on_postgres(&self.from(copy), alias, rows, &mut text),
            Dialect::Sqlite => on_sqlite(&self.from(copy), alias, copying.locator, rows, &mut text),
            Dialect::MariaDb => {
                let numbered = mariadb::numbered(&self.from(copy), alias, &copy.key, copying.number);
                mariadb::rejoined(&numbered, rows, &mut text)
            }
        };
        text.finish(format!("{head} FROM {joined}"))
    }

    /// What is inserted, up to where it comes from: a last day under the alias `v`, and a row.
    fn head_of_copy(&self, copy: &Copy, stamp: &Stamp, text: &mut Text) -> String {
        let mut names: Vec<String> =
            [archive::JOURNAL, archive::SEQ, archive::ACTIVITY, archive::ARCHIVED_ON, archive::LAST_DAY]
                .map(str::to_owned)
                .to_vec();
        let mut values = stamped(copy, stamp, text);
        for told in &copy.identities {
            names.push(archive::identity_column(&told.kind));
            values.push(told.value.clone());
        }
        for copied in &copy.columns {
            names.push(copied.column.clone());
            values.push(taken(self.alias(copy), copied, &copy.key, text));
        }
        format!(
            "INSERT INTO {} ({}) SELECT {}",
            quote::table(self.site.dialect, &copy.into),
            quote::list(self.site.dialect, None, &names),
            values.join(", "),
        )
    }

    /// The step's own rows that are copied, of picked ones: what stands after FROM, and after WHERE.
    fn copied_rows(&self, copy: &Copy, picked: &Range, text: &mut Text) -> (String, String) {
        match self.site.dialect {
            Dialect::MariaDb => (mariadb::picked(self), format!("({})", copy.rule.text)),
            Dialect::Postgres | Dialect::Sqlite => {
                let chosen = self.within(picked, text);
                (self.from(copy), format!("{chosen} AND ({})", copy.rule.text))
            }
        }
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

/// What the dates say that a row counts from, as [`Work::places`] and [`Work::alike`] give them.
pub fn says(copy: &Copy, dates: &[Value], today: Date) -> Says {
    let Some(until) = &copy.until else { return Says::Archived(None) };
    let Some(latest) = latest(until, dates) else { return Says::Changed };
    let Some(in_use) = abide_law::last_day(latest, &until.active).filter(|last| *last < today) else {
        return Says::Changed;
    };
    match abide_law::last_day(in_use, &until.archived) {
        Some(last) if last < today => Says::Over,
        last => Says::Archived(last),
    }
}

/// The dates that a copied row counts from.
pub(super) fn dates(copy: &Copy) -> impl Iterator<Item = &DateOf> {
    copy.until.iter().flat_map(|until| &until.dates)
}

/// Whether rows are likely to count from the same dates, which are their own: what is locked holds still between two statements.
fn can_be_alike(dialect: Dialect, copy: &Copy) -> bool {
    let own_day = |date: &DateOf| date.format == DateFormat::Date && date.own;
    dialect != Dialect::Sqlite && dates(copy).all(own_day)
}

/// The dates and last days under the alias `v`, each a list in JSON: the last day first. No date is said as an empty text.
pub(super) fn listed(alike: &[Alike]) -> Param {
    let date = |value: &Value| match value {
        Value::Text(text) => serde_json::Value::from(text.as_str()),
        _ => serde_json::Value::from(""),
    };
    let one = |alike: &Alike| {
        let day = alike.last_day.map(|day| serde_json::Value::from(day.to_string()));
        let dates = alike.dates.iter().map(date);
        serde_json::Value::from_iter(std::iter::once(day.unwrap_or_default()).chain(dates))
    };
    Param::Text(serde_json::Value::from_iter(alike.iter().map(one)).to_string())
}

fn days_on_postgres(copy: &Copy, alike: &[Alike], text: &mut Text) -> String {
    let listed = text.bind(listed(alike));
    let (mut dates_of, mut same) = (String::new(), vec!["TRUE".to_owned()]);
    for (number, date) in dates(copy).enumerate() {
        dates_of.push_str(&format!(", e ->> {} AS d{number}", number + 1));
        same.push(format!("coalesce({}, '') = v.d{number}", date.value));
    }
    let same = same.join(" AND ");
    format!(
        "JOIN (SELECT CAST(e ->> 0 AS date) AS day{dates_of} FROM json_array_elements(CAST({listed} AS json)) AS e) AS v ON {same}"
    )
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
    match copied.exact {
        true => format!(
            "CASE WHEN CAST(CONVERT({column} USING utf8mb4) AS BINARY) <> CAST({neutral} AS BINARY) THEN {column} END"
        ),
        false => format!("CASE WHEN {column} <> {neutral} THEN {column} END"),
    }
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
