//! Comparisons of date columns with days: no date arithmetic, only columns and constants.

use abide_policy::{map::DateFormat, model::EventKind};
use jiff::{ToSpan, civil::Date};

use crate::{
    catalog::{ColumnKind, Dialect},
    dating::{EARLIEST, LATEST},
    model::{Source, TableId},
    proof::Doubt,
    sql::{
        predicate::Predicate,
        writer::{Beside, Writer},
    },
    step::Param,
};

/// A date column of a row.
pub struct DateColumn<'s> {
    /// The row's alias.
    pub alias: String,
    /// Its table.
    pub table: TableId,
    /// Where the date is.
    pub source: &'s Source,
}

impl Writer<'_> {
    /// The date is readable and at most `cutoff` (nothing is when there is none).
    pub fn dated_past(&mut self, date: &DateColumn<'_>, cutoff: Option<Date>) -> Predicate {
        let Some(end) =
            cutoff.filter(|cutoff| *cutoff >= EARLIEST).and_then(|cutoff| cutoff.checked_add(1.day()).ok())
        else {
            return Predicate::Constant(false);
        };
        if self.is_proved(date) {
            return self.before(date, end);
        }
        let from = self.not_before(date, EARLIEST);
        // What is later than any date is not read as one, be it past or not.
        let until = self.before(date, end.min(after_latest()));
        Predicate::all([until, from, self.readable(date)])
    }

    /// The date does not keep anything: it is past, or (of the kind that is ignored when missing) missing.
    pub fn harmless(&mut self, date: &DateColumn<'_>, cutoff: Option<Date>) -> Predicate {
        let past = self.dated_past(date, cutoff);
        match date.source.kind {
            EventKind::Last => Predicate::any([self.missing(date), past]),
            EventKind::End => past,
        }
    }

    /// The date keeps the activity going: it is readable and later than `cutoff`, or an end that is missing.
    pub fn keeps(&mut self, date: &DateColumn<'_>, cutoff: Option<Date>) -> Predicate {
        let first = cutoff
            .and_then(|cutoff| cutoff.checked_add(1.day()).ok())
            .map_or(EARLIEST, |day| day.max(EARLIEST));
        let from = self.not_before(date, first);
        let later = if self.is_proved(date) {
            from
        } else {
            let until = self.before(date, after_latest());
            Predicate::all([from, until, self.readable(date)])
        };
        match date.source.kind {
            EventKind::Last => later,
            EventKind::End => Predicate::any([self.missing(date), later]),
        }
    }

    /// A date known to be readable or missing is later than `cutoff`, or there is none.
    pub fn later(&mut self, date: &DateColumn<'_>, cutoff: Option<Date>) -> Predicate {
        match cutoff.and_then(|cutoff| cutoff.checked_add(1.day()).ok()) {
            Some(first) if first > EARLIEST => self.not_before(date, first),
            _ => self.missing(date).not(),
        }
    }

    /// The date as a value that [`crate::dating::read`] takes; of several rows, `latest` has it the latest.
    pub fn read_out(&self, date: &DateColumn<'_>, latest: bool) -> String {
        let name = self.name(date);
        let collated = match (date.source.format, self.model.dialect) {
            (DateFormat::TextUtc, _) => self.utc_seconds(date),
            (DateFormat::Text, Dialect::Postgres) => format!("{name} COLLATE \"C\""),
            (DateFormat::Text, Dialect::MariaDb) => self.plain_text(date),
            _ => name,
        };
        let value = if latest { format!("max({collated})") } else { collated };
        match (date.source.format, self.model.dialect) {
            (DateFormat::EpochSeconds | DateFormat::EpochMilliseconds, _) | (_, Dialect::Sqlite) => value,
            (_, Dialect::Postgres) => format!("CAST({value} AS text)"),
            // Its sessions are in UTC.
            (DateFormat::Instant, Dialect::MariaDb) => format!("CONCAT(CAST({value} AS CHAR), '+00')"),
            (_, Dialect::MariaDb) => format!("CAST({value} AS CHAR)"),
        }
    }

    /// The date is neither missing nor readable: too early, too late, or something else. Told as what it is, not as what it is
    /// not, so that an index finds the few of them.
    pub fn unreadable(&mut self, date: &DateColumn<'_>) -> Predicate {
        if self.is_proved(date) {
            return Predicate::Constant(false);
        }
        let early = self.before(date, EARLIEST);
        let late = self.not_before(date, after_latest());
        let garbage = Predicate::all([self.missing(date).not(), self.readable(date).not()]);
        Predicate::any([early, late, garbage])
    }

    /// The column is NULL.
    pub fn missing(&self, date: &DateColumn<'_>) -> Predicate {
        if self.model.tables[date.table].columns[date.source.column].nullable {
            Predicate::Atom(format!("{} IS NULL", self.name(date)))
        } else {
            Predicate::Constant(false)
        }
    }

    fn before(&mut self, date: &DateColumn<'_>, day: Date) -> Predicate {
        self.compare(date, "<", day)
    }

    fn not_before(&mut self, date: &DateColumn<'_>, day: Date) -> Predicate {
        self.compare(date, ">=", day)
    }

    fn compare(&mut self, date: &DateColumn<'_>, operator: &str, day: Date) -> Predicate {
        let format = date.source.format;
        let Some(bound) = self.bind_day(day, format) else {
            return Predicate::Constant(operator == "<");
        };
        let bound = match (format, self.model.dialect) {
            // A placeholder would take a narrow column's type, and the bound need not fit it.
            (DateFormat::EpochSeconds | DateFormat::EpochMilliseconds, Dialect::Postgres) => {
                format!("CAST({bound} AS bigint)")
            }
            _ => bound,
        };
        let column = match (format, self.model.dialect) {
            (DateFormat::TextUtc, _) => self.utc_seconds(date),
            (DateFormat::Text, Dialect::Postgres) => format!("{} COLLATE \"C\"", self.name(date)),
            (DateFormat::Text, Dialect::MariaDb) => {
                self.exact(&date.alias, date.table, date.source.column).unwrap_or_else(|| self.name(date))
            }
            _ => self.name(date),
        };
        let exact = Predicate::Atom(format!("{column} {operator} {bound}"));
        Predicate::all([self.coarse(date, operator, day), exact])
    }

    /// A comparison that an index on the column itself can serve, implied by the exact one.
    fn coarse(&mut self, date: &DateColumn<'_>, operator: &str, day: Date) -> Predicate {
        let widened = if operator == "<" { day.checked_add(2.days()) } else { day.checked_sub(2.days()) };
        match (date.source.format, self.model.dialect, widened) {
            (DateFormat::TextUtc, Dialect::Sqlite, Ok(day))
            | (DateFormat::Text | DateFormat::TextUtc, Dialect::MariaDb, Ok(day)) => {
                let bound = self.bind(&Param::Text(day.to_string()), &Beside::Date(DateFormat::Text));
                Predicate::Atom(format!("{} {operator} {bound}", self.name(date)))
            }
            _ => Predicate::Constant(true),
        }
    }

    /// Whether it is known already that nothing in the column but NULL is no date.
    fn is_proved(&self, date: &DateColumn<'_>) -> bool {
        let doubt = Doubt { table: date.table, column: date.source.column, format: date.source.format };
        self.model.proved.contains(&doubt)
    }

    /// What tells a date from other things the column could hold.
    fn readable(&self, date: &DateColumn<'_>) -> Predicate {
        let name = self.name(date);
        let kind = self.model.tables[date.table].columns[date.source.column].kind;
        let text = match (date.source.format, self.model.dialect) {
            (DateFormat::Text, Dialect::Sqlite) => is_date_on_sqlite(&name),
            (DateFormat::Text, Dialect::Postgres) => format!("{name} ~ '^{DAY}'"),
            (DateFormat::TextUtc, Dialect::Sqlite) => {
                let seconds = self.utc_seconds(date);
                format!("datetime({seconds}) = {seconds}")
            }
            (DateFormat::TextUtc, Dialect::Postgres) => format!("{name} ~ '^{DAY}[ T]{TIME}'"),
            (DateFormat::EpochSeconds | DateFormat::EpochMilliseconds, Dialect::Sqlite) => {
                format!("typeof({name}) = 'integer'")
            }
            // 0000-00-00, 2024-02-00; and, where a session allowed it, 2024-02-31: none is the day that its number stands for.
            (DateFormat::Date, Dialect::MariaDb) => {
                format!("coalesce({name} = from_days(to_days({name})), 0)")
            }
            (DateFormat::Local, Dialect::MariaDb) => {
                format!("coalesce(CAST({name} AS DATE) = from_days(to_days({name})), 0)")
            }
            (DateFormat::Text, Dialect::MariaDb) => {
                let text = self.plain_text(date);
                format!("({text} REGEXP '^{DAY}' AND substr({text}, 11, 1) <> char(0 USING utf8mb4))")
            }
            (DateFormat::TextUtc, Dialect::MariaDb) => {
                format!("{} REGEXP '^{DAY}[ T]{TIME}'", self.plain_text(date))
            }
            _ => return Predicate::Constant(true),
        };
        debug_assert!(kind != ColumnKind::Bytes, "binding refuses dates in columns of bytes");
        Predicate::Atom(text)
    }

    /// The text without what its column's collation makes of it (MariaDB).
    fn plain_text(&self, date: &DateColumn<'_>) -> String {
        format!("CONVERT({} USING utf8mb4) COLLATE utf8mb4_bin", self.name(date))
    }

    fn utc_seconds(&self, date: &DateColumn<'_>) -> String {
        let text =
            if self.model.dialect == Dialect::MariaDb { self.plain_text(date) } else { self.name(date) };
        let seconds = format!("replace(substr({text}, 1, 19), 'T', ' ')");
        match self.model.dialect {
            // Nineteen bytes of a shape: nothing a collation could take for the same.
            Dialect::Sqlite | Dialect::MariaDb => seconds,
            Dialect::Postgres => format!("{seconds} COLLATE \"C\""),
        }
    }

    fn name(&self, date: &DateColumn<'_>) -> String {
        self.column(&date.alias, date.table, date.source.column)
    }
}

/// The function turns 30 February into a day of March, and anything else into NULL. Where there is no more than a day
/// it is asked without cutting it out, in half the time.
pub(crate) fn is_date_on_sqlite(text: &str) -> String {
    let head = format!("substr({text}, 1, 10)");
    format!("CASE WHEN length({text}) = 10 THEN {text} IS date({text}) ELSE date({head}) = {head} END")
}

fn after_latest() -> Date {
    LATEST.checked_add(1.day()).expect("the day after 2200 is on the calendar")
}

/// The days from 1900 to 2299 as a regular expression, month lengths and leap years included; and the day before, on which
/// 1900 begins in UTC for those east of it.
const DAY: &str = "(1899-12-31|(19|2[0-2])[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|(((19|2[12])(0[48]|[2468][048]|[13579][26])|20([02468][048]|[13579][26]))-02-29))";
const TIME: &str = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]";
