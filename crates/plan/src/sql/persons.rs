//! Records of persons who ended an activity, as predicates.
//!
//! Whose records they are is found once, by their identities ([`identify`]); from then on they are known by their primary keys,
//! in lists that are put in when a statement is sent. So what ends does so for the price of those persons' records, and goes
//! on being known when a step has blanked the identity itself, or erased the record that told it. A record whose own identity is
//! somebody else's meanwhile is left alone.

use crate::{
    catalog::{ColumnKind, Dialect},
    collation, holds,
    identity::{Likeness, MARKS},
    model::{Column, ColumnId, Condition, EndedIn, Identity, Model, Service, TableId},
    persons::{Force, all_name, list_name},
    sql::{
        predicate::Predicate,
        writer::{Beside, Writer, reverse},
    },
    step::{Param, Sql},
};

/// What identities are compared with.
pub(super) enum With<'v> {
    /// The list of those of this kind.
    Listed(&'v str),
    /// These spellings.
    Spelt(&'v [String]),
}

/// The name of the list of identities of a kind, as they are spelt for columns that are compared like this. Whole numbers are a
/// list of their own: PostgreSQL takes nothing else for them.
pub fn identities_name(kind: &str, likeness: Likeness, whole: bool) -> String {
    format!("{kind} as {}{}", likeness.name(), if whole { " number" } else { "" })
}

/// Finds the records of a table whose identity is on the list of its kind. Three columns: the first column of the primary key,
/// the whole key as text, and the identity.
pub fn identify(model: &Model, table: TableId, identity: &Identity) -> Sql {
    let mut writer = Writer::new(model, jiff::civil::Date::ZERO);
    let end = model.end_of(table, &identity.path);
    let parts = reaches(model, end, identity).iter().map(|reach| {
        let way = writer.along_filled("t", table, &identity.path);
        let alias = if identity.path.is_empty() { "t" } else { &way.end };
        let same = writer.listed(alias, end, identity, *reach).render_within();
        let columns =
            [writer.key_columns("t", table), writer.as_text(alias, end, identity.column)].join(", ");
        let from = writer.table(table, "t");
        match identity.path.is_empty() {
            true => format!("SELECT {columns} FROM {from} WHERE {same}"),
            false => format!("SELECT {columns} FROM {}, {from} WHERE {} AND {same}", way.from, way.on),
        }
    });
    let text = parts.collect::<Vec<_>>().join(" UNION ALL ");
    writer.finish(text)
}

/// Finds the records on the way to an identity that is on the list of its kind, after so many steps from those that it is of. The
/// same three columns.
pub fn on_the_way(model: &Model, way: &holds::Way<'_>) -> Sql {
    let mut writer = Writer::new(model, jiff::civil::Date::ZERO);
    let end = model.end_of(way.from, &way.identity.path);
    let parts =
        reaches(model, end, way.identity).iter().map(|reach| writer.step_on_the_way(way, end, *reach));
    let text = parts.collect::<Vec<_>>().join(" UNION ALL ");
    writer.finish(text)
}

/// Finds the records of a table that match a condition: the first column of the primary key, the whole key as text, and NULL.
pub fn matching(model: &Model, table: TableId, condition: &Condition) -> Sql {
    let mut writer = Writer::new(model, jiff::civil::Date::ZERO);
    let matches = writer.condition("t", table, condition).render_within();
    let key = writer.key_columns("t", table);
    let text = format!("SELECT {key}, NULL FROM {} WHERE {matches}", writer.table(table, "t"));
    writer.finish(text)
}

/// True for the records that an identity names, over the alias `t`; none when the table has no identity of the kind.
pub fn by_identity(model: &Model, table: TableId, kind: &str, value: &str) -> Option<Sql> {
    let identity = model.tables[table].identities.iter().find(|identity| identity.kind == kind)?;
    let mut writer = Writer::new(model, jiff::civil::Date::ZERO);
    let likeness = Likeness::of_identity(model, table, identity);
    let spellings = likeness.spellings(&likeness.normal(value));
    let is = writer.some_identity("t", table, identity, |writer, alias, end| {
        writer.same(alias, end, identity, &With::Spelt(&spellings))
    });
    let text = is.render();
    Some(writer.finish(text))
}

/// Which rows a statement that looks for identities on a list asks, so that an index of the column itself serves. A record is found by
/// one of them only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// All.
    All,
    /// Those in which the column takes the identity for the same as one on the list (MariaDB), blanks before it left aside.
    Alike,
    /// Those whose identity begins with a blank, which lie together.
    BehindBlanks,
}

/// The longest text, in characters of four bytes, of which MariaDB makes a list with an index to look things up in.
const LISTED_LENGTH: u32 = 512;

fn reaches(model: &Model, end: TableId, identity: &Identity) -> &'static [Reach] {
    let column = &model.tables[end].columns[identity.column];
    match Likeness::at_end(model, end, identity) {
        _ if list_of(column).is_none() => &[Reach::All],
        Likeness::Email if overlooks_case(column) => &[Reach::Alike, Reach::BehindBlanks],
        Likeness::Exact => &[Reach::Alike],
        Likeness::Email | Likeness::Phone => &[Reach::All],
    }
}

/// The type of a list that is compared as this column's text is (MariaDB), when the server can look things up in it. Longer texts
/// than the column takes are cut off in it: what is found by it has to be compared again.
fn list_of(column: &Column) -> Option<String> {
    let length =
        column.max_length.filter(|length| *length <= LISTED_LENGTH && column.kind == ColumnKind::Text)?;
    Some(format!("VARCHAR({length}) COLLATE {}", column.collation.as_ref()?))
}

impl Writer<'_> {
    /// The identity is on the list of its kind, in the rows within reach.
    fn listed(&mut self, alias: &str, end: TableId, identity: &Identity, reach: Reach) -> Predicate {
        let column = self.column(alias, end, identity.column);
        let within = match reach {
            Reach::All => Predicate::Constant(true),
            Reach::BehindBlanks => Predicate::Atom(format!("{column} LIKE ' %'")),
            Reach::Alike => {
                let likeness = Likeness::at_end(self.model, end, identity);
                let list = identities_name(&identity.kind, likeness, false);
                let alike = self.alike_in_list(alias, (end, identity.column), &list);
                let before = match likeness {
                    Likeness::Email => Predicate::Atom(format!("{column} NOT LIKE ' %'")),
                    Likeness::Exact | Likeness::Phone => Predicate::Constant(true),
                };
                Predicate::all([alike, before])
            }
        };
        let same = self.same(alias, end, identity, &With::Listed(&identity.kind));
        let filled = self.filled(alias, end, identity.column);
        Predicate::all([within, same, filled])
    }

    fn step_on_the_way(&mut self, way: &holds::Way<'_>, end: TableId, reach: Reach) -> String {
        let (before, after) = way.identity.path.split_at(way.steps);
        let here = self.model.end_of(way.from, before);
        let back = self.along_filled("t", here, &reverse(way.from, before));
        let rest = self.along_filled("t", here, after);
        let alias = if after.is_empty() { "t" } else { rest.end.as_str() };
        let same = self.listed(alias, end, way.identity, reach).render_within();
        let columns = [self.key_columns("t", here), self.as_text(alias, end, way.identity.column)].join(", ");
        let (mut from, mut on) = (self.table(here, "t"), same);
        if !after.is_empty() {
            from = format!("{}, {from}", rest.from);
            on = format!("{} AND {on}", rest.on);
        }
        format!(
            "SELECT {columns} FROM {from} WHERE {on} AND EXISTS (SELECT 1 FROM {} WHERE {})",
            back.from, back.on
        )
    }

    /// The first column of a row's primary key, and the whole key as text.
    fn key_columns(&self, alias: &str, table: TableId) -> String {
        let first = self.model.tables[table].key.first().map(|column| self.as_text(alias, table, *column));
        let whole = self.key_text(alias, table);
        let whole =
            if self.model.dialect == Dialect::MariaDb { format!("CAST({whole} AS CHAR)") } else { whole };
        format!("{}, {whole}", first.unwrap_or_else(|| "NULL".to_owned()))
    }

    /// The record is under a hold.
    pub fn is_held(&mut self, alias: &str, table: TableId) -> Predicate {
        match self.model.tables[table].held.is_empty() {
            false => self.key_in(alias, table, &holds::list_name(self.model, table)),
            true => Predicate::Constant(false),
        }
    }

    /// The record is under this hold.
    pub fn is_under(&mut self, alias: &str, table: TableId, hold: &str) -> Predicate {
        let name = holds::hold_name(&self.model.tables[table].name, hold);
        self.key_in(alias, table, &name)
    }

    /// A hold keeps the record as it is, because there is no archive to move anything to.
    pub fn is_held_as_it_is(&mut self, alias: &str, table: TableId) -> Predicate {
        match self.model.moves_held() {
            true => Predicate::Constant(false),
            false => self.is_held(alias, table),
        }
    }

    /// Another record is known by this one to be held, so it stays, though what of it is not needed leaves.
    pub fn is_held_to_tell(&mut self, alias: &str, table: TableId) -> Predicate {
        match self.model.tables[table].tells && self.model.moves_held() {
            true => self.key_in(alias, table, &holds::telling_name(self.model, table)),
            false => Predicate::Constant(false),
        }
    }

    /// The record is one that some activity is ended for, as far as the list says: what makes a statement as quick as the list
    /// is short.
    pub fn is_listed(&mut self, alias: &str, table: TableId) -> Predicate {
        let name = all_name(&self.model.tables[table].name);
        self.key_in(alias, table, &name)
    }

    /// The activity is ended for the person whom the record is about.
    pub fn ended(&mut self, alias: &str, table: TableId, service: &Service) -> Predicate {
        let parts: Vec<Predicate> =
            service.ended.iter().map(|ended| self.ended_in(alias, table, service, ended)).collect();
        Predicate::any(parts)
    }

    fn ended_in(&mut self, alias: &str, table: TableId, service: &Service, ended: &EndedIn) -> Predicate {
        let model = self.model;
        let listed = self.key_in(alias, table, &list_name(model, table, service, ended));
        let identity = &model.tables[table].identities[ended.identity];
        // What is at the end of a path may be gone by now, and others there with it left.
        let still = match identity.path.is_empty() {
            true => {
                // An earlier step may have blanked it, or have left a part of it.
                let blank = match model.tables[table].columns[identity.column].transform {
                    Some(by) => self.is_due(alias, table, identity.column, by).not(),
                    None => self.filled(alias, table, identity.column).not(),
                };
                let same = self.same(alias, table, identity, &With::Listed(&identity.kind));
                Predicate::any([blank, same])
            }
            false => Predicate::Constant(true),
        };
        let runs_on = match ended.force {
            Force::AtOnce => Predicate::Constant(false),
            Force::OnceNothingRuns => self.runs_on(alias, table, service),
        };
        Predicate::all([listed, still, runs_on.not()])
    }

    /// The primary key is on a list. A key of several columns is told by its first one, for an index, and as a whole.
    fn key_in(&mut self, alias: &str, table: TableId, name: &str) -> Predicate {
        let key = &self.model.tables[table].key;
        let Some(first) = key.first() else { return Predicate::Constant(false) };
        if key.len() == 1 {
            return self.column_in_list(alias, (table, *first), name);
        }
        let whole = self.key_text(alias, table);
        let first = self.column_in_list(alias, (table, *first), &format!("{name}, first"));
        Predicate::all([first, self.in_list(&whole, name, &Beside::Text)])
    }

    /// What the column holds is on a list of what it held.
    fn column_in_list(&mut self, alias: &str, (table, column): (TableId, ColumnId), name: &str) -> Predicate {
        let listed = self.in_list(&self.column(alias, table, column), name, &Beside::Column(table, column));
        match list_of(&self.model.tables[table].columns[column]) {
            Some(_) => Predicate::all([self.alike_in_list(alias, (table, column), name), listed]),
            None => listed,
        }
    }

    /// What the column takes for the same as it holds is on a list (MariaDB): more than what is on it, and found by an index of the
    /// column.
    fn alike_in_list(&mut self, alias: &str, (table, column): (TableId, ColumnId), name: &str) -> Predicate {
        let bound = &self.model.tables[table].columns[column];
        let Some(kind) = list_of(bound) else { return Predicate::Constant(true) };
        let list = self.bind(&Param::List(name.to_owned()), &Beside::Column(table, column));
        Predicate::Atom(format!(
            "{} IN (SELECT v FROM JSON_TABLE({list}, '$[*]' COLUMNS (v {kind} PATH '$')) AS j)",
            self.column(alias, table, column)
        ))
    }

    fn in_list(&mut self, expression: &str, name: &str, beside: &Beside) -> Predicate {
        let list = self.bind(&Param::List(name.to_owned()), beside);
        let whole = match beside {
            Beside::Column(table, column) => {
                self.model.tables[*table].columns[*column].kind == ColumnKind::Integer
            }
            Beside::Date(_) | Beside::Text => false,
        };
        Predicate::Atom(match self.model.dialect {
            Dialect::MariaDb if whole => {
                format!(
                    "{expression} IN (SELECT v FROM JSON_TABLE({list}, '$[*]' COLUMNS (v BIGINT PATH '$')) AS j)"
                )
            }
            // As bytes: two collations cannot be compared. By their digest: from short texts the server makes a table with an
            // index, where it would compare each row with the whole list.
            Dialect::MariaDb => format!(
                "SHA2(CAST({expression} AS BINARY), 256) IN (SELECT SHA2(CAST(v AS BINARY), 256) \
                 FROM JSON_TABLE({list}, '$[*]' COLUMNS (v TEXT PATH '$')) AS j)"
            ),
            Dialect::Sqlite => format!("{expression} IN (SELECT value FROM json_each({list}))"),
            Dialect::Postgres => format!("{expression} = ANY({list})"),
        })
    }

    /// An identity of the record, its own or one at the end of its path, is so.
    fn some_identity(
        &mut self,
        alias: &str,
        table: TableId,
        identity: &Identity,
        is: impl FnOnce(&mut Self, &str, TableId) -> Predicate,
    ) -> Predicate {
        if identity.path.is_empty() {
            return is(self, alias, table);
        }
        let way = self.along_filled(alias, table, &identity.path);
        let end = self.model.end_of(table, &identity.path);
        let is = is(self, &way.end, end);
        Predicate::exists(way.from, way.on, is)
    }

    /// The identity in this row is one of those, case and marks taken away as far as the database can.
    pub(super) fn same(
        &mut self,
        alias: &str,
        table: TableId,
        identity: &Identity,
        with: &With<'_>,
    ) -> Predicate {
        let column = &self.model.tables[table].columns[identity.column];
        let likeness = Likeness::at_end(self.model, table, identity);
        let whole = likeness == Likeness::Exact
            && column.kind == ColumnKind::Integer
            && self.model.dialect == Dialect::Postgres;
        let plain =
            likeness == Likeness::Exact && matches!(column.kind, ColumnKind::Text | ColumnKind::Integer);
        let name = self.column(alias, table, identity.column);
        let text = match (self.model.dialect, column.kind) {
            (Dialect::MariaDb, _) => format!("CONVERT({name} USING utf8mb4)"),
            (_, ColumnKind::Text) => name.clone(),
            _ => format!("CAST({name} AS text)"),
        };
        let bare = match likeness {
            // As an index on an expression is best written.
            Likeness::Email => format!("lower(trim({text}))"),
            Likeness::Phone => {
                MARKS.iter().fold(text, |inner, mark| format!("replace({inner}, '{mark}', '')"))
            }
            Likeness::Exact if self.model.dialect == Dialect::Sqlite => name.clone(),
            Likeness::Exact if plain && self.model.dialect == Dialect::Postgres => name.clone(),
            Likeness::Exact if column.kind == ColumnKind::Integer => name.clone(),
            Likeness::Exact => text,
        };
        let beside = if plain { Beside::Column(table, identity.column) } else { Beside::Text };
        match with {
            With::Listed(kind) => {
                let list = identities_name(kind, likeness, whole);
                if !whole {
                    return self.in_list(&bare, &list, &beside);
                }
                let list = self.bind(&Param::List(list), &Beside::Text);
                Predicate::Atom(format!("{bare} = ANY(CAST({list} AS bigint[]))"))
            }
            With::Spelt(spellings) => {
                let exact = self.spelt(&bare, spellings, whole, &beside);
                match likeness == Likeness::Email && overlooks_case(column) {
                    true => Predicate::all([self.spelt_in_its_way(&name, spellings), exact]),
                    false => exact,
                }
            }
        }
    }

    /// More than those of these spellings, and found by an index on the column itself: what differs in case or in blanks at its end is
    /// the same to the column, and what begins with a blank lies together.
    fn spelt_in_its_way(&mut self, name: &str, spellings: &[String]) -> Predicate {
        let values: Vec<String> = spellings
            .iter()
            .map(|spelling| self.bind(&Param::Text(spelling.clone()), &Beside::Text))
            .collect();
        Predicate::Atom(format!("({name} IN ({}) OR {name} LIKE ' %')", values.join(", ")))
    }

    fn spelt(&mut self, bare: &str, spellings: &[String], whole: bool, beside: &Beside) -> Predicate {
        let fits = |spelling: &&String| !whole || spelling.parse::<i64>().is_ok();
        let values: Vec<String> = spellings
            .iter()
            .filter(fits)
            .map(|spelling| self.bind(&Param::Text(spelling.clone()), beside))
            .collect();
        // Where the database takes more for the same, it finds a record too many to be told about, and changes none.
        match values.is_empty() {
            true => Predicate::Constant(false),
            false => Predicate::Atom(format!("{bare} IN ({})", values.join(", "))),
        }
    }

    /// A column as a plain value: text on PostgreSQL, so that any type has a form in a list.
    pub(super) fn as_text(&self, alias: &str, table: TableId, column: ColumnId) -> String {
        let name = self.column(alias, table, column);
        match self.model.dialect {
            Dialect::Sqlite | Dialect::MariaDb => name,
            Dialect::Postgres => format!("CAST({name} AS text)"),
        }
    }
}

/// Whether the column itself (MariaDB) takes texts for the same that differ in case, or in blanks at their end.
fn overlooks_case(column: &Column) -> bool {
    let overlooks =
        |collation: &String| collation::overlooks_blanks(collation) && collation::overlooks_case(collation);
    column.kind == ColumnKind::Text && column.collation.as_ref().is_some_and(overlooks)
}
