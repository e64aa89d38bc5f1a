//! Rows that hold each other in circles: which of those that are over a row that stays holds, directly or through others.
//!
//! Only rows that are over are looked at, with what holds each: those that a row holds which is not over stay, and so does what they
//! hold in turn.

use std::collections::BTreeSet;

use crate::{
    catalog::Dialect,
    evaluate::deletable,
    model::TableId,
    sql::{
        predicate::Predicate,
        rules::Ground,
        writer::{Writer, reverse},
    },
    tie::{Tie, TieKind},
};

/// The names of the parts of the query: no table of anybody's should be called so.
const OVER: &str = "abide_over";
const HOLDS: &str = "abide_holds";
const KEPT: &str = "abide_kept";

/// Stands for the table of any row that is not over.
const STAYS: i32 = -1;

/// A holder in SQL.
struct Holder {
    /// Table and key.
    named: String,
    /// What is joined to tell whether it is over.
    joined: String,
}

impl Writer<'_> {
    /// The row, which is over, is not among those that a recursive query finds to stay.
    pub(super) fn not_kept(
        &mut self,
        alias: &str,
        table: TableId,
        ties: &[Tie],
        above: &[TableId],
    ) -> Predicate {
        let kept = self.kept(table, ties);
        let key = self.key_text(alias, table);
        let not_kept = match self.model.dialect {
            // As a join, which is hashed however many rows stay. A list is looked through for each row once it is longer than memory for
            // sorting is expected to hold; and a recursion is always expected to give many.
            Dialect::Postgres => {
                let met = self.alias();
                format!("NOT EXISTS (SELECT 1 FROM ({kept}) {met} WHERE {met}.k = {key})")
            }
            Dialect::Sqlite | Dialect::MariaDb => format!("{key} NOT IN ({kept})"),
        };
        let held_above = self.not_held_by_tables_above(alias, table, ties, above);
        Predicate::all([Predicate::Atom(not_kept), held_above])
    }

    /// The row, which is over, is among them.
    pub(super) fn is_kept(&mut self, alias: &str, table: TableId, ties: &[Tie]) -> Predicate {
        let kept = self.kept(table, ties);
        Predicate::Atom(format!("{} IN ({kept})", self.key_text(alias, table)))
    }

    /// The query for the keys of the rows of `table` that are over and held.
    fn kept(&mut self, table: TableId, ties: &[Tie]) -> String {
        self.recursive = true;
        let tables: Vec<TableId> =
            concerned(table, ties).into_iter().filter(|table| self.goes_at_all(*table)).collect();
        let over: Vec<String> = tables.iter().map(|table| self.all_over(*table)).collect();
        let held: Vec<&Tie> = ties.iter().filter(|tie| tables.contains(&tie.held)).collect();
        let holds: Vec<String> = held.iter().map(|tie| self.holds_over(tie)).collect();
        format!(
            "WITH RECURSIVE {over}, {HOLDS}(t, k, ht, hk) AS {once}({holds}), {KEPT}(t, k) AS ({first} \
             UNION SELECT h.t, h.k FROM {KEPT} AS r JOIN {HOLDS} AS h ON h.ht = r.t AND h.hk = r.k) \
             SELECT r.k FROM {KEPT} AS r WHERE r.t = {table}",
            once = self.once(),
            over = over.join(", "),
            holds = holds.join(" UNION ALL "),
            first = self.first_kept(&tables),
        )
    }

    /// Where the recursion begins. MariaDB works out a part of a query as often as it is named: there it is a row for all that are not
    /// over, wide enough for a key of any of the tables.
    fn first_kept(&mut self, tables: &[TableId]) -> String {
        if self.model.dialect != Dialect::MariaDb {
            return format!("SELECT t, k FROM {HOLDS} WHERE ht = {STAYS}");
        }
        let no_key = |table: &TableId| {
            let alias = self.alias();
            format!("(SELECT {} FROM {} LIMIT 0)", self.key_text(&alias, *table), self.table(*table, &alias))
        };
        let keys: Vec<String> = tables.iter().map(no_key).collect();
        format!("SELECT {STAYS}, coalesce({}, '')", keys.join(", "))
    }

    /// The keys of the rows of a table that are over.
    fn all_over(&mut self, table: TableId) -> String {
        let alias = self.alias();
        let is = self.may_go(&alias, table, Ground::Any);
        let key = self.model.tables[table].key.iter().enumerate();
        let key = key.map(|(place, column)| format!("{} AS k{place}", self.column(&alias, table, *column)));
        let key: Vec<String> = key.collect();
        let from = self.table(table, &alias);
        format!(
            "{OVER}{table} AS {}(SELECT {} FROM {from} WHERE {})",
            self.once(),
            key.join(", "),
            is.render()
        )
    }

    /// The rows that are over and that a tie holds, each with its holder: all of those that are not over are as one.
    fn holds_over(&mut self, tie: &Tie) -> String {
        let (over, held) = (self.alias(), self.alias());
        let way = self.along(&held, tie.held, &reverse(tie.holder, &tie.path));
        let matters = self.matters(tie, &held, &way.end);
        let decides = self.past(tie, &held).not();
        let holder = self.holder(tie.holder, &way.end);
        format!(
            "SELECT {}, {}, {} FROM {OVER}{} {over} CROSS JOIN {} CROSS JOIN {}{} WHERE {} AND {} AND {}",
            tie.held,
            self.key_text(&held, tie.held),
            holder.named,
            tie.held,
            self.table(tie.held, &held),
            way.from,
            holder.joined,
            self.is_over_row(&over, &held, tie.held),
            way.on,
            Predicate::all([matters, decides]).render_within(),
        )
    }

    fn holder(&mut self, table: TableId, alias: &str) -> Holder {
        if !self.goes_at_all(table) {
            return Holder { named: format!("{STAYS}, ''"), joined: String::new() };
        }
        let over = self.alias();
        let key = self.key_text(alias, table);
        Holder {
            named: format!(
                "CASE WHEN {over}.k0 IS NULL THEN {STAYS} ELSE {table} END, CASE WHEN {over}.k0 IS NULL THEN '' ELSE {key} END"
            ),
            joined: format!(" LEFT JOIN {OVER}{table} {over} ON {}", self.is_over_row(&over, alias, table)),
        }
    }

    /// The row is the one whose key is listed.
    fn is_over_row(&self, over: &str, alias: &str, table: TableId) -> String {
        let key = self.model.tables[table].key.iter().enumerate();
        let same =
            key.map(|(place, column)| format!("{} = {over}.k{place}", self.column(alias, table, *column)));
        same.collect::<Vec<_>>().join(" AND ")
    }

    /// Whether rows of the table are ever deleted, and can be named.
    pub(super) fn goes_at_all(&self, table: TableId) -> bool {
        let table = &self.model.tables[table];
        deletable(table) && !table.key.is_empty()
    }

    /// What makes a database keep the rows of a part of the query that is named twice.
    fn once(&self) -> &'static str {
        match self.model.dialect {
            Dialect::Postgres | Dialect::Sqlite => "MATERIALIZED ",
            Dialect::MariaDb => "",
        }
    }

    /// Rows that tables above hold go with those, later, even though they go.
    pub(super) fn not_held_by_tables_above(
        &mut self,
        alias: &str,
        table: TableId,
        ties: &[Tie],
        above: &[TableId],
    ) -> Predicate {
        let mut free = Vec::new();
        for tie in ties.iter().filter(|tie| tie.held == table && tie.kind != TieKind::Reference) {
            if above.contains(&tie.holder) {
                let way = self.along(alias, tie.held, &reverse(tie.holder, &tie.path));
                let matters = self.matters(tie, alias, &way.end);
                let past = self.past(tie, alias);
                free.push(Predicate::any([past, Predicate::exists(way.from, way.on, matters).not()]));
            }
        }
        Predicate::all(free)
    }
}

/// The tables whose rows can hold rows of `table`, directly or through others, itself included.
pub(super) fn concerned(table: TableId, ties: &[Tie]) -> BTreeSet<TableId> {
    let mut found = BTreeSet::from([table]);
    loop {
        let more: Vec<TableId> = ties
            .iter()
            .filter(|tie| found.contains(&tie.held) && !found.contains(&tie.holder))
            .map(|t| t.holder)
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}
