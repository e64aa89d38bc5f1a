//! Links across stores, followed: before a store is planned, and again before each step, others are asked about the keys that matter,
//! in chunks, and the answers are kept in tables that only the session sees.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::ControlFlow,
};

use abide_plan::{
    catalog::Catalog,
    dating::{self, Zones},
    evaluate::key_text,
    links::{Known, Loan, What, lent_date, lent_need},
    model::{Model, TableId},
    sql::links as sql,
    step::{Param, Sql},
    value::Value,
};
use jiff::civil::Date;

use crate::store::{Store, StoreError};

/// So many persons are asked about at once.
const PERSONS: usize = 200;

/// So many answers are put into a table at once.
const ANSWERS: usize = 200;

/// What a store borrows, and from whom.
#[derive(Debug, Default)]
pub struct Links {
    pub(crate) loans: Vec<Loan>,
    /// By whom persons are known in others.
    pub(crate) known: Vec<Known>,
    /// By name.
    pub(crate) lenders: BTreeMap<String, Lender>,
}

/// A store that is asked.
pub struct Lender {
    /// A connection that reads.
    pub(crate) store: Box<dyn Store>,
    pub(crate) model: Model,
    pub(crate) catalog: Catalog,
    /// What it borrows itself.
    pub(crate) links: Links,
}

impl std::fmt::Debug for Lender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lender").field("place", &self.store.place()).finish_non_exhaustive()
    }
}

/// Who asks.
pub struct Borrower<'a> {
    /// Its session, which will hold the answers.
    pub store: &'a mut dyn Store,
    /// Its model, bound with its links.
    pub model: &'a Model,
    /// Its catalog, with what stands for other stores' tables.
    pub catalog: &'a Catalog,
    /// The day.
    pub today: Date,
}

/// What an apply asks again before each step.
#[derive(Debug)]
pub struct Borrowing {
    pub(crate) model: Model,
    pub(crate) catalog: Catalog,
    pub(crate) links: Links,
    pub(crate) today: Date,
}

/// When stores are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// While planning: what the other store's plan erases holds nothing.
    Planned,
    /// While applying: whatever is there holds.
    Applied,
}

impl Links {
    /// Asks about all keys that matter, and forgets what was answered before.
    pub fn ask(&mut self, borrower: &mut Borrower<'_>, when: When) -> Result<(), StoreError> {
        for (name, lender) in &mut self.lenders {
            lender.asks(borrower.today, when).map_err(|cause| linked(name, cause))?;
        }
        for loan in &self.loans {
            for text in sql::make(borrower.model, borrower.catalog, loan) {
                borrower.store.execute_temporary(&Sql { text, params: Vec::new() })?;
            }
            for table in [loan.asked, loan.lent] {
                borrower.store.execute_temporary(&sql::empty(borrower.model, table))?;
            }
            let Some(lender) = self.lenders.get_mut(&loan.store) else { continue };
            let noted = sql::ask(borrower.model, borrower.today, loan, 0);
            borrower.store.execute_temporary(&noted)?;
            Asking { borrower, loan, lender, when }.answer(0)?;
        }
        Ok(())
    }

    /// The identities of this store by which it knows persons over links: for each of theirs its kind and value, and which of the
    /// given ones it comes from.
    pub fn keys(&mut self, persons: &[(&str, &str)]) -> Result<Vec<(usize, String, String)>, StoreError> {
        let mut keys = Vec::new();
        for known in &self.known {
            let Some(Lender { store, model, .. }) = self.lenders.get_mut(&known.store) else { continue };
            let Some(likeness) = sql::told(model, known) else { continue };
            let mut wanted: HashMap<String, Vec<usize>> = HashMap::new();
            for (number, (_, value)) in
                persons.iter().enumerate().filter(|(_, (kind, _))| *kind == known.kind)
            {
                wanted.entry(likeness.normal(value)).or_default().push(number);
            }
            wanted.remove("");
            let normal: Vec<&String> = wanted.keys().collect();
            for chunk in normal.chunks(PERSONS) {
                let spelt: Vec<String> = chunk.iter().flat_map(|one| likeness.spellings(one)).collect();
                let Some(sql) = sql::keys(model, known, likeness, &spelt) else { continue };
                let asked = store.query(&sql).map_err(|cause| linked(&known.store, cause))?;
                for row in asked {
                    let [key, identity] = row.as_slice() else { continue };
                    let key = known.alike.normal(&key_text(key));
                    let of = wanted.get(&likeness.normal(&key_text(identity)));
                    let of = of.into_iter().flatten().filter(|_| !key.is_empty());
                    keys.extend(of.map(|number| (*number, known.keys.clone(), key.clone())));
                }
            }
        }
        keys.sort();
        keys.dedup();
        Ok(keys)
    }

    /// Asks besides about one record, whatever its own dates say.
    pub fn ask_for(
        &mut self,
        borrower: &mut Borrower<'_>,
        table: TableId,
        record: &Sql,
    ) -> Result<(), StoreError> {
        for loan in self.loans.iter().filter(|loan| loan.table == table) {
            let Some(lender) = self.lenders.get_mut(&loan.store) else { continue };
            // Behind all that planning asks about.
            let after = 1 << 52;
            borrower.store.execute_temporary(&sql::ask_for(borrower.model, loan, after, record))?;
            Asking { borrower, loan, lender, when: When::Planned }.answer(after)?;
        }
        Ok(())
    }
}

impl Borrowing {
    /// Asks anew, with the answers kept in this session.
    pub(crate) fn ask(&mut self, store: &mut dyn Store) -> Result<(), StoreError> {
        let Self { model, catalog, links, today } = self;
        links.ask(&mut Borrower { store, model, catalog, today: *today }, When::Applied)
    }
}

impl Lender {
    /// Has it ask those on whom its own answers depend.
    fn asks(&mut self, today: Date, when: When) -> Result<(), StoreError> {
        let Self { store, model, catalog, links } = self;
        links.ask(&mut Borrower { store: store.as_mut(), model, catalog, today }, when)
    }
}

/// One loan being asked for.
struct Asking<'a, 'b> {
    borrower: &'a mut Borrower<'b>,
    loan: &'a Loan,
    lender: &'a mut Lender,
    when: When,
}

impl Asking<'_, '_> {
    /// Asks about the keys noted after so many, chunk by chunk.
    fn answer(&mut self, mut after: u64) -> Result<(), StoreError> {
        loop {
            let rows = self.borrower.store.query(&sql::next(self.borrower.model, self.loan, after))?;
            let mut wanted: HashMap<Vec<String>, Vec<Vec<Value>>> = HashMap::new();
            for row in &rows {
                let Some((Value::Integer(number), key)) = row.split_first() else { continue };
                after = number.unsigned_abs();
                if let Some(normal) = self.loan.normal(key) {
                    wanted.entry(normal).or_default().push(key.to_vec());
                }
            }
            if rows.is_empty() {
                break;
            }
            if !wanted.is_empty() {
                self.chunk(&wanted)?;
            }
        }
        for sql in sql::weigh(self.borrower.model, self.loan) {
            self.borrower.store.execute_temporary(&sql)?;
        }
        Ok(())
    }

    fn chunk(&mut self, wanted: &HashMap<Vec<String>, Vec<Vec<Value>>>) -> Result<(), StoreError> {
        let Self { borrower, loan, lender, when } = self;
        let asked = Question::of(lender, loan, (borrower.today, *when), &spelt(loan, wanted));
        let Some(Question { sql, answer }) = asked else { return Ok(()) };
        // Days repeat: what is held in memory is at most one answer for each key of a chunk and each day.
        let mut answers: HashSet<Vec<Param>> = HashSet::new();
        let width = loan.own.len();
        let Lender { store, model, .. } = &mut **lender;
        let zones = Zones { controller: &model.zone, store: &model.store_zone };
        let asked = store.stream(&sql, &mut |row| {
            let (key, rest) = row.split_at(width.min(row.len()));
            let keys = loan.normal(key).and_then(|normal| wanted.get(&normal));
            for own in keys.into_iter().flatten() {
                let values = own.iter().cloned().chain(answer(rest, zones));
                answers.insert(values.map(param).collect());
            }
            ControlFlow::Continue(())
        });
        asked.map_err(|cause| linked(&loan.store, cause))?;
        let answers: Vec<Vec<Param>> = answers.into_iter().collect();
        for rows in answers.chunks(ANSWERS) {
            borrower.store.execute_temporary(&sql::lend(borrower.model, loan, rows.to_vec()))?;
        }
        Ok(())
    }
}

/// What of a row of the answer, behind the key, is kept.
type Answer = Box<dyn Fn(&[Value], Zones<'_>) -> Vec<Value>>;

/// A statement for the other store, and how its answer is read.
struct Question {
    sql: Sql,
    answer: Answer,
}

impl Question {
    fn of(lender: &Lender, loan: &Loan, (today, when): (Date, When), spelt: &[Vec<String>]) -> Option<Self> {
        if let What::Dates(dates) = &loan.what {
            let formats: Vec<_> = dates.iter().map(|(_, format)| *format).collect();
            let read = move |row: &[Value], zones: Zones<'_>| {
                row.iter().zip(&formats).map(|(value, format)| lent_date(value, *format, zones)).collect()
            };
            let sql = sql::dates(&lender.model, loan, spelt)?;
            return Some(Self { sql, answer: Box::new(read) });
        }
        let (sql, formats) = sql::needs(&lender.model, today, (loan, when == When::Planned), spelt)?;
        let read = move |row: &[Value], zones: Zones<'_>| {
            let runs_on = row.first() == Some(&Value::Integer(1));
            let dates =
                row.iter().skip(1).zip(&formats).map(|(value, format)| dating::read(value, *format, zones));
            vec![lent_need(runs_on, dates)]
        };
        Some(Self { sql, answer: Box::new(read) })
    }
}

/// The spellings of each column's keys, each once.
fn spelt(loan: &Loan, wanted: &HashMap<Vec<String>, Vec<Vec<Value>>>) -> Vec<Vec<String>> {
    let of_column = |(at, alike): (usize, &abide_plan::identity::Likeness)| {
        let mut spelt: Vec<String> = wanted.keys().flat_map(|normal| alike.spellings(&normal[at])).collect();
        spelt.sort_unstable();
        spelt.dedup();
        spelt
    };
    loan.alike.iter().enumerate().map(of_column).collect()
}

fn param(value: Value) -> Param {
    match value {
        Value::Null => Param::Null,
        Value::Integer(number) => Param::Integer(number),
        other => Param::Text(key_text(&other)),
    }
}

/// A store that others depend on could not be asked. Over how many others does not help whoever has to mend it.
pub(crate) fn linked(store: &str, cause: StoreError) -> StoreError {
    match cause {
        further @ StoreError::Linked { .. } => further,
        cause => StoreError::Linked { store: store.to_owned(), cause: Box::new(cause) },
    }
}
