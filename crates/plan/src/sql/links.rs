//! What stores ask each other: the keys that matter, and the answers about them.

use abide_policy::{map::DateFormat, model::EventKind};
use jiff::civil::Date;

use crate::{
    catalog::{Catalog, Dialect},
    evaluate::deletable,
    identity::Likeness,
    links::{CHUNK, Known, Loan, What},
    model::{ColumnId, Identity, Model, Service, Source, TableId},
    quote,
    sql::{persons::With, predicate::Predicate, rules::Ground, writer::Writer},
    step::{Param, Sql},
    tie::ties,
};

/// So many characters of a long text MariaDB has in an index: of each column of a key, for all of them together may take 3072 bytes.
const INDEXED: u32 = 96;

/// Makes the two tables of a loan, where they are not there yet.
pub fn make(model: &Model, catalog: &Catalog, loan: &Loan) -> Vec<String> {
    let dialect = model.dialect;
    let own = |at: usize, column: &ColumnId| {
        let name = &model.tables[loan.table].columns[*column].name;
        format!("{} AS {}", quote::column(dialect, Some("t"), name), quote::quote(dialect, &format!("k{at}")))
    };
    let keys: Vec<String> = loan.own.iter().enumerate().map(|(at, column)| own(at, column)).collect();
    let text = if dialect == Dialect::MariaDb { "CHAR(40)" } else { "text" };
    let dates = (0..model.tables[loan.lent].columns.len() - loan.own.len())
        .map(|at| format!("CAST(NULL AS {text}) AS {}", quote::quote(dialect, &format!("d{at}"))));
    let number = quote::quote(dialect, "n");
    let from = quote::table(dialect, &model.tables[loan.table].name);
    let table = |id: TableId, declared: String, more: Vec<String>| {
        let columns = keys.iter().cloned().chain(more).collect::<Vec<_>>().join(", ");
        let name = quote::table(dialect, &model.tables[id].name);
        format!(
            "CREATE TEMPORARY TABLE IF NOT EXISTS {name}{declared} AS SELECT {columns} FROM {from} AS t WHERE 1 = 0"
        )
    };
    // MariaDB takes a constant for a short number.
    let (declared, cast) = match dialect {
        Dialect::MariaDb => (format!(" ({number} BIGINT)"), Vec::new()),
        Dialect::Sqlite | Dialect::Postgres => {
            (String::new(), vec![format!("CAST(NULL AS bigint) AS {number}")])
        }
    };
    let mut made = vec![table(loan.asked, declared, cast), table(loan.lent, String::new(), dates.collect())];
    made.extend([loan.asked, loan.lent].map(|id| index(model, catalog, id, loan.own.len())));
    made
}

/// An index over the keys. Of long texts MariaDB takes only the beginning into one: in the column's own collation, so that what is
/// found by it is what the columns' comparison finds.
fn index(model: &Model, catalog: &Catalog, id: TableId, keys: usize) -> String {
    let dialect = model.dialect;
    let name = &model.tables[id].name;
    let long = |column: &crate::catalog::Column| {
        let declared = column.declared.to_lowercase();
        declared.contains("text") || column.max_length.is_some_and(|most| most > INDEXED)
    };
    let part = |column: &crate::catalog::Column| {
        let beginning = dialect == Dialect::MariaDb && long(column);
        let length = if beginning { format!("({INDEXED})") } else { String::new() };
        format!("{}{length}", quote::quote(dialect, &column.name))
    };
    let columns: Vec<String> = catalog.tables[id].columns[..keys].iter().map(part).collect();
    let schema = if dialect == Dialect::Sqlite { "temp." } else { "" };
    format!(
        "CREATE INDEX IF NOT EXISTS {schema}{} ON {} ({})",
        quote::quote(dialect, &format!("{}_keys", name.name)),
        quote::table(dialect, name),
        columns.join(", "),
    )
}

/// Empties a table of a loan.
pub fn empty(model: &Model, table: TableId) -> Sql {
    let text = format!("DELETE FROM {}", quote::table(model.dialect, &model.tables[table].name));
    Sql { text, params: Vec::new() }
}

/// Notes the keys to ask about: of records whose fate the answer can change. They are numbered on from `after`.
pub fn ask(model: &Model, today: Date, loan: &Loan, after: u64) -> Sql {
    let mut writer = Writer::new(model, today);
    let matters = match loan.what {
        What::Dates(_) => writer.awaits(loan),
        What::Needs { .. } if deletable(&model.tables[loan.table]) => {
            writer.leaves("t", loan.table, Ground::Any)
        }
        What::Needs { .. } => Predicate::Constant(false),
    };
    note(writer, loan, after, &matters)
}

/// Notes the key of the one record that is to be explained.
pub fn ask_for(model: &Model, loan: &Loan, after: u64, record: &Sql) -> Sql {
    let writer = Writer::new(model, Date::ZERO);
    // Its placeholders are numbered already, and nothing else is bound.
    let noted = note(writer, loan, after, &Predicate::Atom(record.text.clone()));
    Sql { params: record.params.clone(), ..noted }
}

fn note(writer: Writer<'_>, loan: &Loan, after: u64, matters: &Predicate) -> Sql {
    let dialect = writer.model.dialect;
    let mut columns = Vec::new();
    let mut there = Vec::new();
    for (at, column) in loan.own.iter().enumerate() {
        let name = writer.column("t", loan.table, *column);
        columns.push(format!("{name} AS k{at}"));
        // Its own comparisons may take two keys for one that others tell apart.
        columns.extend(writer.exact("t", loan.table, *column).map(|exact| format!("{exact} AS e{at}")));
        there.push(format!("{name} IS NOT NULL"));
    }
    let keys: Vec<String> = (0..loan.own.len()).map(|at| quote::quote(dialect, &format!("k{at}"))).collect();
    let keys = keys.join(", ");
    let text = format!(
        "INSERT INTO {} ({keys}, {}) SELECT {keys}, {after} + row_number() OVER (ORDER BY {keys}) FROM (SELECT DISTINCT {} FROM {} WHERE {} AND {}) AS q",
        quote::table(dialect, &writer.model.tables[loan.asked].name),
        quote::quote(dialect, "n"),
        columns.join(", "),
        writer.table(loan.table, "t"),
        there.join(" AND "),
        matters.render_within(),
    );
    writer.finish(text)
}

/// The next keys to ask about, after so many: each with its number.
pub fn next(model: &Model, loan: &Loan, after: u64) -> Sql {
    let writer = Writer::new(model, Date::ZERO);
    let keys: Vec<String> = (0..loan.own.len()).map(|at| writer.as_text("t", loan.asked, at)).collect();
    let number = quote::column(model.dialect, Some("t"), "n");
    let text = format!(
        "SELECT {number}, {} FROM {} WHERE {number} > {after} ORDER BY {number} LIMIT {CHUNK}",
        keys.join(", "),
        writer.table(loan.asked, "t"),
    );
    Sql { text, params: Vec::new() }
}

/// Puts answers into the table of a loan: rows of its columns.
pub fn lend(model: &Model, loan: &Loan, rows: Vec<Vec<Param>>) -> Sql {
    let sign = model.dialect.placeholder();
    let table = &model.tables[loan.lent];
    let mut number = 0;
    let mut places = |row: &Vec<Param>| {
        let row = row.iter().map(|_| {
            number += 1;
            format!("{sign}{number}")
        });
        format!("({})", row.collect::<Vec<_>>().join(", "))
    };
    let values = rows.iter().map(&mut places).collect::<Vec<_>>().join(", ");
    let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let text = format!(
        "INSERT INTO {} ({}) VALUES {values}",
        quote::table(model.dialect, &table.name),
        quote::list(model.dialect, None, &columns),
    );
    Sql { text, params: rows.into_iter().flatten().collect() }
}

/// Lets the database know how large the tables of a loan have become, where it does not see by itself.
pub fn weigh(model: &Model, loan: &Loan) -> Vec<Sql> {
    let tables = [loan.asked, loan.lent].into_iter().filter(|_| model.dialect == Dialect::Postgres);
    let analyze = |id: TableId| format!("ANALYZE {}", quote::table(model.dialect, &model.tables[id].name));
    tables.map(|id| Sql { text: analyze(id), params: Vec::new() }).collect()
}

/// What the other store's records hold for some keys, each in all spellings of its normal form: the keys as they are there, then
/// the dates. What is found is compared again in the normal form.
pub fn dates(model: &Model, loan: &Loan, spelt: &[Vec<String>]) -> Option<Sql> {
    let What::Dates(columns) = &loan.what else { return None };
    let mut writer = Writer::new(model, Date::ZERO);
    let (id, keys, found) = writer.found(loan, spelt)?;
    let mut told = keys;
    for (column, format) in columns {
        let column = model.tables[id].column(column)?;
        let source = dated(column, *format);
        told.push(writer.date_out("t", id, &source));
    }
    let text =
        format!("SELECT {} FROM {} WHERE {}", told.join(", "), writer.table(id, "t"), found.render_within());
    Some(writer.finish(text))
}

/// What of the other store's records still counts from here: keys as they are there, whether it runs on, and its dates. Records that go by `planned` are left out.
pub fn needs(
    model: &Model,
    today: Date,
    (loan, planned): (&Loan, bool),
    spelt: &[Vec<String>],
) -> Option<(Sql, Vec<DateFormat>)> {
    let What::Needs { activity, .. } = loan.what else { return None };
    let mut writer = Writer::new(model, today);
    let (id, keys, found) = writer.found(loan, spelt)?;
    let service = model.tables[id].serves.iter().find(|service| service.activity == activity);
    // A record whose rule has errors is left alone, and so is what it may count from.
    let Some(service) = service else {
        let text = format!(
            "SELECT {}, 0 FROM {} WHERE {}",
            keys.join(", "),
            writer.table(id, "t"),
            found.render_within()
        );
        return Some((writer.finish(text), Vec::new()));
    };
    // Whether it was asked about itself is no matter: what nobody asked about, its own dates keep.
    let others = without(service, |_| false);
    let served = writer.served("t", id, service);
    let ended = writer.ended("t", id, service);
    let stays = match planned {
        true => writer.goes("t", id, &ties(model), &[]).not(),
        false => Predicate::Constant(true),
    };
    let runs_on = writer.runs_on("t", id, &others).render_within();
    let mut told = keys;
    told.push(format!("CASE WHEN {runs_on} THEN 1 ELSE 0 END"));
    told.extend(others.sources.iter().map(|source| writer.date_out("t", id, source)));
    let which = Predicate::all([found, served, ended.not(), stays]);
    let text =
        format!("SELECT {} FROM {} WHERE {}", told.join(", "), writer.table(id, "t"), which.render_within());
    Some((writer.finish(text), others.sources.iter().map(|source| source.format).collect()))
}

/// How the other store's records tell the identity by which persons are known over a link.
pub fn told(model: &Model, known: &Known) -> Option<Likeness> {
    let table = model.tables.iter().find(|table| table.name == known.of)?;
    let column = table.column(&known.identity)?;
    Some(Likeness::of(&known.kind, table.columns[column].category.as_deref()))
}

/// Finds the keys of the other store's records that tell an identity in one of these spellings: the key, and the identity, which is
/// compared again in its normal form.
pub fn keys(model: &Model, known: &Known, likeness: Likeness, spelt: &[String]) -> Option<Sql> {
    let mut writer = Writer::new(model, Date::ZERO);
    let id = model.tables.iter().position(|table| table.name == known.of)?;
    let (key, identity) = (model.tables[id].column(&known.their)?, model.tables[id].column(&known.identity)?);
    let same = writer.spelt_as((id, identity), likeness, spelt);
    let filled = [writer.filled("t", id, key), writer.filled("t", id, identity)];
    let which = Predicate::all(filled.into_iter().chain([same]));
    let text = format!(
        "SELECT {}, {} FROM {} WHERE {}",
        writer.as_text("t", id, key),
        writer.as_text("t", id, identity),
        writer.table(id, "t"),
        which.render_within()
    );
    Some(writer.finish(text))
}

/// The service without the sources that are so. What it waits for is waited for over those.
fn without(service: &Service, is: impl Fn(&Source) -> bool) -> Service {
    let sources = service.sources.iter().filter(|source| !is(source)).cloned().collect();
    Service { sources, asked: Vec::new(), ..service.clone() }
}

fn dated(column: ColumnId, format: DateFormat) -> Source {
    Source { event: String::new(), kind: EventKind::Last, path: Vec::new(), column, format }
}

impl Writer<'_> {
    /// The row serves an activity that counts over the loan, and no date of this store keeps it going.
    fn awaits(&mut self, loan: &Loan) -> Predicate {
        let model = self.model;
        let table = &model.tables[loan.table];
        let over = |service: &&Service| service.asked.iter().any(|hop| hop.table == loan.asked);
        let mut awaits = Vec::new();
        for service in table.serves.iter().filter(over) {
            let here = without(service, |source| {
                source.path.first().is_some_and(|hop| model.tables[hop.table].lent.is_some())
            });
            let live = self.live("t", loan.table, &here);
            let listed = match service.ended.is_empty() {
                true => Predicate::Constant(false),
                false => self.is_listed("t", loan.table),
            };
            let served = self.served("t", loan.table, service);
            awaits.push(Predicate::all([served, Predicate::any([live.not(), listed])]));
        }
        Predicate::any(awaits)
    }

    /// The table at the other side of a loan, its linked columns, and that a row's are spelt so.
    fn found(&mut self, loan: &Loan, spelt: &[Vec<String>]) -> Option<(TableId, Vec<String>, Predicate)> {
        let id = self.model.tables.iter().position(|table| table.name == loan.of)?;
        let mut keys = Vec::new();
        let mut found = Vec::new();
        for ((name, alike), spelt) in loan.their.iter().zip(&loan.alike).zip(spelt) {
            let column = self.model.tables[id].column(name)?;
            keys.push(self.as_text("t", id, column));
            found.push(self.spelt_as((id, column), *alike, spelt));
        }
        Some((id, keys, Predicate::all(found)))
    }

    fn spelt_as(
        &mut self,
        (table, column): (TableId, ColumnId),
        alike: Likeness,
        spelt: &[String],
    ) -> Predicate {
        let (kind, path, needed_by) = (alike.name().to_owned(), Vec::new(), Vec::new());
        let identity = Identity { kind, path, column, needed_by, alike: Some(alike) };
        self.same("t", table, &identity, &With::Spelt(spelt))
    }
}
