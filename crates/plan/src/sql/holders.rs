//! What holds a few rows, directly or through others, up to the first that is not over: followed from the rows up, by keys.
//!
//! A list of all rows that go is made once, with all that holds them; a batch has to be asked about again, and should not cost more than
//! the rows in it.

use crate::{
    catalog::{ColumnKind, Dialect},
    evaluate::deletable,
    model::{ColumnId, Hop, TableId},
    quote,
    sql::{
        circle::concerned,
        predicate::Predicate,
        rules::Ground,
        writer::{Way, Writer, reverse},
    },
    step::{Met, Sql},
    tie::Tie,
};

/// The name of the rows met. No table of anybody's should be called so.
const MET: &str = "abide_met";

/// What holds rows of a table, and by which ties.
pub struct Holders<'t> {
    table: TableId,
    tables: Vec<TableId>,
    ties: Vec<&'t Tie>,
}

/// From rows that were met to those that a tie holds them by.
struct StepUp {
    /// The alias of the held row.
    held: String,
    /// The way to the holder.
    way: Way,
    /// That the tie holds.
    holds: String,
    /// Whether the holder is not over: an expression.
    stays: String,
}

impl Writer<'_> {
    /// The ways up from rows of a table. None where indexes do not serve every step, or a key is not a value that all databases
    /// compare alike.
    pub fn holders<'t>(&self, table: TableId, ties: &'t [Tie]) -> Option<Holders<'t>> {
        let others = concerned(table, ties).into_iter().filter(|other| *other != table);
        let others = others.filter(|table| deletable(&self.model.tables[*table]));
        let tables: Vec<TableId> = std::iter::once(table).chain(others).collect();
        let ties: Vec<&Tie> = ties.iter().filter(|tie| tables.contains(&tie.held)).collect();
        let served = ties.iter().all(|tie| self.is_served(&reverse(tie.holder, &tie.path)));
        let named = tables.iter().all(|table| self.is_plainly_named(*table));
        (served && named).then_some(Holders { table, tables, ties })
    }

    /// The query up to the rows, under the alias `t`, and what stands behind them. Not for MariaDB ([`Writer::follow`]).
    pub fn ask_holders(&mut self, holders: &Holders<'_>) -> (String, String) {
        let Holders { table, tables, ties } = holders;
        let columns = self.met(*table, "t", tables, Self::nothing_first);
        let steps: Vec<String> = ties.iter().map(|tie| self.recursive_step(tie, tables)).collect();
        let names: Vec<String> =
            self.named(tables).map(|(table, place, _)| format!("c{table}_{place}")).collect();
        let steps = match self.model.dialect {
            // It takes one mention of what was met.
            Dialect::Postgres => format!(
                "SELECT e.* FROM {MET} AS up CROSS JOIN LATERAL ({}) AS e WHERE up.s = 0",
                steps.join(" UNION ALL ")
            ),
            Dialect::Sqlite | Dialect::MariaDb => steps.join(" UNION "),
        };
        let names = names.join(", ");
        (
            format!("WITH RECURSIVE {MET}(t, s, {names}) AS (SELECT {table}, 0, {columns}"),
            format!(
                "UNION {steps}) SELECT count(*) FROM (SELECT 1 FROM {MET} AS up WHERE up.s = 1 LIMIT 1) AS held"
            ),
        )
    }

    fn recursive_step(&mut self, tie: &Tie, tables: &[TableId]) -> String {
        let up = self.step_up(tie);
        let columns = self.met(tie.holder, &up.way.end, tables, Self::nothing);
        let from = match self.model.dialect {
            Dialect::Postgres => String::new(),
            Dialect::Sqlite | Dialect::MariaDb => format!("{MET} AS up CROSS JOIN "),
        };
        let met = self.is_met(&up.held, tie.held, |place| format!("c{}_{place}", tie.held));
        format!(
            "SELECT {}, {}, {columns} FROM {from}{} CROSS JOIN {} WHERE up.s = 0 AND up.t = {} AND {met} AND {} AND {}",
            tie.holder,
            up.stays,
            self.table(tie.held, &up.held),
            up.way.from,
            tie.held,
            up.way.on,
            up.holds,
        )
    }

    /// The tables that hold keys of rows met.
    pub fn met_tables(&self, holders: &Holders<'_>) -> Vec<Met> {
        let met = |table: &TableId| {
            let table = &self.model.tables[*table];
            Met { table: table.name.clone(), key: table.names(&table.key) }
        };
        holders.tables.iter().map(met).collect()
    }

    /// A statement for one of the ties, without its last parameter, the level; and the tables it goes from and to.
    pub fn follow(mut self, holders: &Holders<'_>, tie: usize) -> (usize, Option<usize>, Sql) {
        let tie = holders.ties[tie];
        let up = self.step_up(tie);
        let place = |table: TableId| holders.tables.iter().position(|other| *other == table);
        let (from, into) = (place(tie.held).expect("ties of these tables only"), place(tie.holder));
        let met = self.is_met(&up.held, tie.held, |place| format!("k{place}"));
        let level = "\u{0}";
        let rows = format!(
            "FROM {} AS up STRAIGHT_JOIN {} STRAIGHT_JOIN {} WHERE up.level = {level} AND {met} AND {} AND {}",
            Met::name(from),
            self.table(tie.held, &up.held),
            up.way.from,
            up.way.on,
            up.holds,
        );
        let keys: Vec<String> =
            (0..self.model.tables[tie.holder].key.len()).map(|place| format!("k{place}")).collect();
        let text = match into {
            Some(into) => format!(
                "INSERT IGNORE INTO {} ({}, level, stays) SELECT {}, {level} + 1, {} {rows}",
                Met::name(into),
                keys.join(", "),
                quote::list(
                    self.model.dialect,
                    Some(&up.way.end),
                    &self.model.tables[tie.holder].names(&self.model.tables[tie.holder].key)
                ),
                up.stays,
            ),
            None => format!("SELECT count(*) FROM (SELECT 1 {rows} LIMIT 1) AS held"),
        };
        let mut sql = self.finish(text);
        let mark = format!("?{}", sql.params.len() + 1);
        sql.text = sql.text.replace(level, &mark);
        (from, into, sql)
    }

    fn step_up(&mut self, tie: &Tie) -> StepUp {
        let held = self.alias();
        let way = self.along(&held, tie.held, &reverse(tie.holder, &tie.path));
        let holds = [self.matters(tie, &held, &way.end), self.past(tie, &held).not()];
        let stays = match deletable(&self.model.tables[tie.holder]) {
            true => {
                let over = self.may_go(&way.end, tie.holder, Ground::Any);
                format!("CASE WHEN {} THEN 0 ELSE 1 END", over.render())
            }
            false => "1".to_owned(),
        };
        StepUp { held, way, holds: Predicate::all(holds).render_within(), stays }
    }

    /// The row is the one met.
    fn is_met(&self, alias: &str, table: TableId, name: impl Fn(usize) -> String) -> String {
        let key = self.model.tables[table].key.iter().enumerate();
        let same =
            key.map(|(place, column)| format!("{} = up.{}", self.column(alias, table, *column), name(place)));
        same.collect::<Vec<_>>().join(" AND ")
    }

    /// A value for each column that names rows: the key's for the table's own.
    fn met(
        &self,
        own: TableId,
        alias: &str,
        tables: &[TableId],
        nothing: impl Fn(&Self, TableId, usize, ColumnId) -> String,
    ) -> String {
        let values = self.named(tables).map(|(table, place, column)| match table == own {
            true => self.column(alias, table, column),
            false => nothing(self, table, place, column),
        });
        values.collect::<Vec<_>>().join(", ")
    }

    /// NULL of a column's type: the first rows of a recursive query say what its columns are.
    fn nothing_first(&self, table: TableId, _: usize, column: ColumnId) -> String {
        match self.model.dialect {
            Dialect::Sqlite => "NULL".to_owned(),
            Dialect::Postgres | Dialect::MariaDb => {
                format!(
                    "(SELECT {} FROM {} LIMIT 0)",
                    self.column("n", table, column),
                    self.table(table, "n")
                )
            }
        }
    }

    /// NULL, of the same type to the length of a text: PostgreSQL takes no other. What looks at nothing keeps it; a function does not.
    fn nothing(&self, table: TableId, place: usize, _: ColumnId) -> String {
        match self.model.dialect {
            Dialect::Postgres => format!("(SELECT up.c{table}_{place} WHERE FALSE)"),
            Dialect::Sqlite | Dialect::MariaDb => "NULL".to_owned(),
        }
    }

    /// The columns of all keys: table, place in the key, column.
    fn named(&self, tables: &[TableId]) -> impl Iterator<Item = (TableId, usize, ColumnId)> {
        let model = self.model;
        let tables = tables.to_vec();
        tables.into_iter().flat_map(move |table| {
            model.tables[table].key.iter().enumerate().map(move |(place, column)| (table, place, *column))
        })
    }

    /// Whether an index leads along each step of a way.
    fn is_served(&self, way: &[Hop]) -> bool {
        way.iter().all(|hop| {
            let indexes = &self.model.tables[hop.table].indexes;
            indexes.iter().any(|index| index.first().is_some_and(|first| hop.their.contains(first)))
        })
    }

    fn is_plainly_named(&self, table: TableId) -> bool {
        let table = &self.model.tables[table];
        let plain =
            |column: &ColumnId| !matches!(table.columns[*column].kind, ColumnKind::Json | ColumnKind::Other);
        !table.key.is_empty() && table.key.iter().all(plain)
    }
}

impl Holders<'_> {
    /// How many ties there are.
    pub fn ties(&self) -> usize {
        self.ties.len()
    }
}
