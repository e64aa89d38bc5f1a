//! Links across stores, followed: before a store is planned, and again before each step, others are asked about the keys that matter,
//! in chunks, and the answers are kept in tables that only the session sees.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::ControlFlow,
};

use abide_plan::{
    batch::{Answers, Range, Work},
    catalog::{Catalog, TableName},
    dating::{self, Zones},
    evaluate::key_text,
    links::{CHUNK, Known, Loan, What, lent_date, lent_need},
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

/// What an apply asks again before each step, and about the rows of a batch before it is committed.
#[derive(Debug)]
pub struct Borrowing {
    pub(crate) model: Model,
    pub(crate) catalog: Catalog,
    pub(crate) links: Links,
    pub(crate) today: Date,
    /// What the open batch's rows are linked by.
    noted: Vec<Noted>,
    /// Answers that came too late for a batch: for the loan of this number.
    late: Vec<(usize, Vec<Vec<Param>>)>,
}

/// The keys of a batch's rows, and what their session holds about them.
#[derive(Debug)]
struct Noted {
    /// The loan's number.
    loan: usize,
    wanted: Wanted,
    known: HashSet<Vec<Param>>,
}

/// Keys as this store spells them, by their normal form.
type Wanted = HashMap<Vec<String>, Vec<Vec<Value>>>;

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
    pub(crate) fn new(model: Model, catalog: Catalog, links: Links, today: Date) -> Self {
        Self { model, catalog, links, today, noted: Vec::new(), late: Vec::new() }
    }

    /// Asks anew, with the answers kept in this session.
    pub(crate) fn ask(&mut self, store: &mut dyn Store) -> Result<(), StoreError> {
        let Self { model, catalog, links, today, .. } = self;
        links.ask(&mut Borrower { store, model, catalog, today: *today }, When::Applied)
    }

    /// Whether other stores are asked about rows of a table.
    pub(crate) fn concerns(&self, table: &TableName) -> bool {
        self.links.loans.iter().any(|loan| self.model.tables[loan.table].name == *table)
    }

    /// Before a batch begins: answers that the last one was too early for are kept in the session.
    pub(crate) fn catch_up(&mut self, store: &mut dyn Store) -> Result<(), StoreError> {
        self.noted.clear();
        for (loan, rows) in self.late.drain(..) {
            for some in rows.chunks(ANSWERS) {
                let sql = sql::lend(&self.model, &self.links.loans[loan], some.to_vec());
                store.execute_temporary(&sql)?;
            }
        }
        Ok(())
    }

    /// Within a batch, before its rows are changed: by what they, and those that hang on them, are linked.
    pub(crate) fn note(
        &mut self,
        store: &mut dyn Store,
        work: &Work<'_>,
        range: &Range,
    ) -> Result<(), StoreError> {
        for (number, loan) in self.links.loans.iter().enumerate() {
            let name = &self.model.tables[loan.table].name;
            let answers = Answers::of(&self.model, loan);
            let own = (*name == work.step.table).then_some(None);
            let with = work.dependents().iter().filter(|dependent| dependent.table == *name).map(Some);
            let mut noted = Noted { loan: number, wanted: Wanted::new(), known: HashSet::new() };
            for rows in own.into_iter().chain(with) {
                store.stream(&work.answered(rows, &answers, range), &mut |row| {
                    noted.add(loan, &row);
                    ControlFlow::Continue(())
                })?;
            }
            self.noted.push(noted);
        }
        Ok(())
    }

    /// Right before a batch is committed, others are asked about its rows. Answers that are not among those with which its rule was
    /// true are kept for the next attempt, and this one must not be committed.
    pub(crate) fn ask_again(&mut self) -> Result<(), StoreError> {
        let Self { links, today, noted, late, .. } = self;
        for Noted { loan: number, wanted, known } in noted.drain(..) {
            let loan = &links.loans[number];
            let Some(lender) = links.lenders.get_mut(&loan.store) else { continue };
            let wanted: Vec<_> = wanted.into_iter().collect();
            let mut new = Vec::new();
            for some in wanted.chunks(usize::try_from(CHUNK).unwrap_or(usize::MAX)) {
                let some = some.iter().cloned().collect();
                let answers = answers(lender, loan, (*today, When::Applied), &some)?;
                new.extend(answers.into_iter().filter(|answer| !known.contains(answer)));
            }
            if !new.is_empty() {
                late.push((number, new));
            }
        }
        match late.first() {
            Some((number, _)) => Err(StoreError::Overtaken { store: links.loans[*number].store.clone() }),
            None => Ok(()),
        }
    }
}

impl Noted {
    /// A row as [`Work::answered`] gives it.
    fn add(&mut self, loan: &Loan, row: &[Value]) {
        let (key, rest) = row.split_at(loan.own.len().min(row.len()));
        let Some(normal) = loan.normal(key) else { return };
        let spelt = self.wanted.entry(normal).or_default();
        if !spelt.iter().any(|one| one == key) {
            spelt.push(key.to_vec());
        }
        if let Some((first, told)) = rest.split_first()
            && *first != Value::Null
        {
            self.known.insert(key.iter().chain(told).cloned().map(param).collect());
        }
    }
}

impl Lender {
    /// Has it ask those on whom its own answers depend.
    fn asks(&mut self, today: Date, when: When) -> Result<(), StoreError> {
        let Self { store, model, catalog, links } = self;
        if when == When::Applied {
            store.look_again()?;
        }
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
            let mut wanted = Wanted::new();
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

    fn chunk(&mut self, wanted: &Wanted) -> Result<(), StoreError> {
        let Self { borrower, loan, lender, when } = self;
        let answers = answers(lender, loan, (borrower.today, *when), wanted)?;
        let answers: Vec<Vec<Param>> = answers.into_iter().collect();
        for rows in answers.chunks(ANSWERS) {
            borrower.store.execute_temporary(&sql::lend(borrower.model, loan, rows.to_vec()))?;
        }
        Ok(())
    }
}

/// What the other store says about some keys: rows for the table of the loan. Days repeat: what is held in memory is at most one
/// answer for each key and each day.
fn answers(
    lender: &mut Lender,
    loan: &Loan,
    (today, when): (Date, When),
    wanted: &Wanted,
) -> Result<HashSet<Vec<Param>>, StoreError> {
    let mut answers = HashSet::new();
    let asked = Question::of(lender, loan, (today, when), &spelt(loan, wanted));
    let Some(Question { sql, answer }) = asked else { return Ok(answers) };
    let width = loan.own.len();
    let Lender { store, model, .. } = lender;
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
    Ok(answers)
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
fn spelt(loan: &Loan, wanted: &Wanted) -> Vec<Vec<String>> {
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
