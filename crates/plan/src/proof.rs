//! Proving of a whole column that it holds nothing but dates, so that counting does not prove it of each row.
//!
//! Where an index begins with the column, few places of it have to be looked at. SQLite is asked for one value of each day that
//! the column names: whether a text is a date is settled by its first ten characters (and by no NUL behind them), and all that
//! begin with the same ten lie together. On MariaDB what stands in a column of dates and is none (`2024-02-00`, `2024-02-31`) lies
//! between the last moment of a month and the first of the next. What was found holds for the transaction in which it was asked,
//! and for nothing longer: the statements that change rows prove each date they count from.

use abide_policy::map::DateFormat;
use jiff::{
    ToSpan,
    civil::{Date, date},
};

use crate::{
    catalog::{Catalog, Dialect},
    dating::{Dated, EARLIEST, LATEST, Zones, read},
    inspect::starts_an_index,
    model::{ColumnId, Model, TableId},
    quote,
    sql::dates,
    step::{Param, Sql},
    value::Value,
};

/// A column that dates are counted from, kept in a form that may be none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// Its table.
    pub table: TableId,
    /// Its number in the table.
    pub column: ColumnId,
    /// How dates are kept in it.
    pub format: DateFormat,
}

/// The columns for which it is worth asking: an index begins with each of them.
pub fn doubts(model: &Model, catalog: &Catalog) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = Vec::new();
    for (start, table) in model.tables.iter().enumerate() {
        for source in table.serves.iter().flat_map(|service| &service.sources) {
            let table = model.end_of(start, &source.path);
            let doubt = Doubt { table, column: source.column, format: source.format };
            let indexed = starts_an_index(model, catalog, table, &[source.column]);
            if indexed && doubt.can_be_dispelled(model.dialect) && !doubts.contains(&doubt) {
                doubts.push(doubt);
            }
        }
    }
    doubts
}

impl Doubt {
    /// Whether few places of an index tell.
    pub fn can_be_dispelled(&self, dialect: Dialect) -> bool {
        match dialect {
            Dialect::Sqlite => self.format == DateFormat::Text,
            Dialect::MariaDb => matches!(self.format, DateFormat::Date | DateFormat::Local),
            // Its types hold nothing else.
            Dialect::Postgres => false,
        }
    }

    /// Asks for the least and the greatest value. No row: the index is of no use.
    pub fn ends(&self, model: &Model) -> Sql {
        let table = &model.tables[self.table];
        let (name, column) = (quote::table(model.dialect, &table.name), self.column(model));
        if model.dialect != Dialect::Sqlite {
            let text =
                format!("SELECT CAST(min({column}) AS CHAR), CAST(max({column}) AS CHAR) FROM {name} AS t");
            return Sql { text, params: Vec::new() };
        }
        let text = format!(
            "SELECT (SELECT min({column}) FROM {name} AS t), (SELECT max({column}) FROM {name} AS t) WHERE EXISTS ( \
             SELECT 1 FROM pragma_index_list(?1, ?2) AS l, pragma_index_xinfo(l.name, ?2) AS x \
             WHERE NOT l.partial AND x.seqno = 0 AND x.name = ?3 COLLATE NOCASE AND x.coll = 'BINARY')"
        );
        let schema = table.name.schema.clone().unwrap_or_else(|| "main".to_owned());
        let own = &table.columns[self.column].name;
        Sql { text, params: [&table.name.name, &schema, own].map(|name| Param::Text(name.clone())).to_vec() }
    }

    /// Asks for a row where between those ends is something that is no date. None: the ends show it themselves.
    pub fn between(&self, model: &Model, ends: &[Value]) -> Option<Sql> {
        let zones = Zones { controller: &model.zone, store: &model.store_zone };
        let [first, last] = ends else { return None };
        let (Dated::On(first), Dated::On(last)) =
            (read(first, self.format, zones), read(last, self.format, zones))
        else {
            return None;
        };
        // A day may be another one in the store's zone.
        let (first, last) = (first.checked_sub(2.days()).ok()?, last.checked_add(2.days()).ok()?);
        if first < EARLIEST || last > LATEST {
            return None;
        }
        Some(match model.dialect {
            Dialect::Sqlite => self.days(model),
            _ => self.gaps(model, first, last),
        })
    }

    /// From a value to the next that begins otherwise, and on. What has a NUL right behind its day is no date, whatever the others
    /// of that day are, and stands right behind the day alone.
    fn days(&self, model: &Model) -> Sql {
        let table = quote::table(model.dialect, &model.tables[self.table].name);
        let column = self.column(model);
        let text = format!(
            "WITH RECURSIVE v(v) AS (SELECT min({column}) FROM {table} AS t UNION ALL SELECT ( \
             SELECT min({column}) FROM {table} AS t WHERE {column} > v.v AND {column} >= substr(v.v, 1, 10) || char(1114111) \
             ) FROM v WHERE v.v IS NOT NULL) SELECT 1 FROM v WHERE v.v IS NOT NULL AND (({}) IS NOT TRUE OR EXISTS (SELECT 1 FROM {table} AS t \
             WHERE {column} > substr(v.v, 1, 10) AND {column} < substr(v.v, 1, 10) || char(1))) LIMIT 1",
            dates::is_date_on_sqlite("v.v")
        );
        Sql { text, params: Vec::new() }
    }

    /// What lies between two months.
    fn gaps(&self, model: &Model, first: Date, last: Date) -> Sql {
        let column = self.column(model);
        let end = if self.format == DateFormat::Date { "" } else { " 23:59:59.999999" };
        let mut params = Vec::new();
        let mut gaps = Vec::new();
        let mut month = date(first.year(), first.month(), 1);
        while month <= last {
            let before = month.saturating_sub(1.day());
            params.extend([format!("{before}{end}"), month.to_string()].map(Param::Text));
            gaps.push(format!("({column} > ?{} AND {column} < ?{})", params.len() - 1, params.len()));
            month = month.saturating_add(1.month());
        }
        params.push(Param::Text(format!("{}{end}", month.saturating_sub(1.day()))));
        gaps.push(format!("({column} > ?{})", params.len()));
        let table = quote::table(model.dialect, &model.tables[self.table].name);
        Sql { text: format!("SELECT 1 FROM {table} AS t WHERE {} LIMIT 1", gaps.join(" OR ")), params }
    }

    fn column(&self, model: &Model) -> String {
        let name = &model.tables[self.table].columns[self.column].name;
        let column = quote::column(model.dialect, Some("t"), name);
        // As the rule compares texts is the column's own matter; days lie together byte by byte.
        if model.dialect == Dialect::Sqlite { format!("{column} COLLATE BINARY") } else { column }
    }
}
