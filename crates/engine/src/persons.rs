//! Whose records are meant: the lists that statements about persons and holds name, made from one store.

use std::{
    collections::{BTreeSet, HashMap},
    ops::ControlFlow,
};

use abide_plan::{
    holds::{self, Held},
    identity::Likeness,
    model::{Identity, Model, TableId},
    persons::{self, Ended, Force},
    sql,
    value::Value,
};

use crate::store::{Lists, Store, StoreError};

/// Finds the records of persons who ended activities and those under a hold, and lends the store the lists that its model's statements name. The model
/// must have been settled with the same endings and holds. Without any, nothing is asked.
pub fn lend(
    store: &mut dyn Store,
    model: &Model,
    ended: &[Ended],
    held: &[Held],
) -> Result<Lists, StoreError> {
    let mut lists = identities(model, ended, held);
    store.lend(lists.clone());
    for table in (0..model.tables.len()).filter(|table| model.tables[*table].has_ended()) {
        declare(model, table, &mut lists);
        for identity in 0..model.tables[table].identities.len() {
            Search { model, table, identity }.run(store, ended, &mut lists)?;
        }
    }
    for table in (0..model.tables.len()).filter(|table| !model.tables[*table].held.is_empty()) {
        under_hold(store, model, table, held, &mut lists)?;
    }
    store.lend(lists.clone());
    Ok(lists)
}

/// The identities themselves, spelt as each way of comparing asks.
fn identities(model: &Model, ended: &[Ended], held: &[Held]) -> Lists {
    let mut lists = Lists::default();
    let told = model.tables.iter().flat_map(|table| &table.identities).map(|identity| identity.kind.as_str());
    let kinds: BTreeSet<&str> = told.collect();
    for kind in kinds {
        for likeness in [Likeness::Email, Likeness::Phone, Likeness::Exact] {
            let (plain, whole) =
                (sql::identities_name(kind, likeness, false), sql::identities_name(kind, likeness, true));
            lists.declare(plain.clone());
            lists.declare(whole.clone());
            let persons =
                ended.iter().map(|one| (&one.kind, &one.value)).chain(held.iter().filter_map(person));
            for (_, value) in persons.filter(|(of, _)| *of == kind) {
                for spelling in likeness.spellings(&likeness.normal(value)) {
                    if let Ok(number) = spelling.parse() {
                        lists.add(&whole, &Value::Integer(number));
                    }
                    lists.add(&plain, &Value::Text(spelling));
                }
            }
        }
    }
    lists
}

fn person(held: &Held) -> Option<(&String, &String)> {
    match held {
        Held::Person { kind, value, .. } => Some((kind, value)),
        Held::Matching { .. } => None,
    }
}

/// Puts a table's records under a hold on their lists: one for all, one for each hold, and one for those by which others are known.
fn under_hold(
    store: &mut dyn Store,
    model: &Model,
    table: TableId,
    held: &[Held],
    lists: &mut Lists,
) -> Result<(), StoreError> {
    let bound = &model.tables[table];
    let of_holds = bound.held.iter().map(|hold| holds::hold_name(&bound.name, hold));
    for name in of_holds.chain([holds::list_name(model, table), holds::telling_name(model, table)]) {
        lists.declare(format!("{name}, first"));
        lists.declare(name);
    }
    for identity in 0..bound.identities.len() {
        of_identity(store, &Search { model, table, identity }, held, lists)?;
    }
    for way in holds::ways(model, table) {
        on_the_way(store, &Search { model, table, identity: 0 }, &way, held, lists)?;
    }
    for one in held {
        if let Held::Matching { table: of, condition, hold } = one
            && *of == table
        {
            let search = Search { model, table, identity: 0 };
            store.stream(&sql::matching(model, table, condition), &mut |row| {
                if let [first, key, ..] = row.as_slice() {
                    search.keep(std::slice::from_ref(&hold.as_str()), (first, key), lists);
                }
                ControlFlow::Continue(())
            })?;
        }
    }
    Ok(())
}

/// The holds about persons that are known by this kind of identity, by its normal form.
fn wanted<'h>(likeness: Likeness, told: &str, held: &'h [Held]) -> HashMap<String, Vec<&'h str>> {
    let mut wanted: HashMap<String, Vec<&str>> = HashMap::new();
    for one in held {
        if let Held::Person { hold, kind, value } = one
            && kind == told
        {
            wanted.entry(likeness.normal(value)).or_default().push(hold);
        }
    }
    wanted.remove("");
    wanted
}

fn of_identity(
    store: &mut dyn Store,
    search: &Search<'_>,
    held: &[Held],
    lists: &mut Lists,
) -> Result<(), StoreError> {
    let likeness = Likeness::of_identity(search.model, search.table, search.told());
    let wanted = wanted(likeness, &search.told().kind, held);
    if wanted.is_empty() {
        return Ok(());
    }
    let elsewhere =
        search.model.tables[search.table].elsewhere.iter().any(|(of, _)| *of == search.told().kind);
    let telling = holds::telling_name(search.model, search.table);
    search.each(store, &mut |first, key, normal| {
        let holds = wanted.get(normal).map(Vec::as_slice).unwrap_or_default();
        search.keep(holds, (first, key), lists);
        // Records of other stores are known by it.
        if elsewhere && !holds.is_empty() {
            search.add(&telling, first, key, lists);
        }
    })
}

fn on_the_way(
    store: &mut dyn Store,
    search: &Search<'_>,
    way: &holds::Way<'_>,
    held: &[Held],
    lists: &mut Lists,
) -> Result<(), StoreError> {
    let likeness = Likeness::of_identity(search.model, way.from, way.identity);
    let wanted = wanted(likeness, &way.identity.kind, held);
    if wanted.is_empty() {
        return Ok(());
    }
    let telling = holds::telling_name(search.model, search.table);
    store.stream(&sql::on_the_way(search.model, way), &mut |row| {
        if let [first, key, identity] = row.as_slice()
            && let Some(holds) = wanted.get(&likeness.normal(&abide_plan::evaluate::key_text(identity)))
        {
            search.keep(holds, (first, key), lists);
            search.add(&telling, first, key, lists);
        }
        ControlFlow::Continue(())
    })
}

fn declare(model: &Model, table: TableId, lists: &mut Lists) {
    let bound = &model.tables[table];
    let of_services = bound.serves.iter().flat_map(|service| {
        service.ended.iter().map(|ended| persons::list_name(model, table, service, ended))
    });
    for name in of_services.chain([persons::all_name(&bound.name)]) {
        lists.declare(format!("{name}, first"));
        lists.declare(name);
    }
}

/// A table's records by one of its identities.
struct Search<'a> {
    model: &'a Model,
    table: TableId,
    identity: usize,
}

impl Search<'_> {
    fn told(&self) -> &Identity {
        &self.model.tables[self.table].identities[self.identity]
    }

    fn run(&self, store: &mut dyn Store, ended: &[Ended], lists: &mut Lists) -> Result<(), StoreError> {
        let likeness = Likeness::of_identity(self.model, self.table, self.told());
        let mut wanted: HashMap<String, Vec<&Ended>> = HashMap::new();
        for one in ended.iter().filter(|one| one.kind == self.told().kind) {
            wanted.entry(likeness.normal(&one.value)).or_default().push(one);
        }
        wanted.remove("");
        if wanted.is_empty() {
            return Ok(());
        }
        self.each(store, &mut |first, key, normal| {
            let endings = wanted.get(normal).map(Vec::as_slice).unwrap_or_default();
            endings.iter().for_each(|one| self.note(one, first, key, lists));
        })
    }

    /// Hands over the records whose identity is on the list: the first column of their key, the key as text, and the identity in
    /// its normal form, for the database's comparison is the coarser one.
    fn each(
        &self,
        store: &mut dyn Store,
        each: &mut dyn FnMut(&Value, &Value, &str),
    ) -> Result<(), StoreError> {
        let likeness = Likeness::of_identity(self.model, self.table, self.told());
        let found = sql::identify(self.model, self.table, self.told());
        store.stream(&found, &mut |row| {
            if let [first, key, identity] = row.as_slice() {
                each(first, key, &likeness.normal(&abide_plan::evaluate::key_text(identity)));
            }
            ControlFlow::Continue(())
        })
    }

    /// Puts a record on the lists of all services that the ending ends.
    fn note(&self, one: &Ended, first: &Value, key: &Value, lists: &mut Lists) {
        let bound = &self.model.tables[self.table];
        for service in bound.serves.iter().filter(|service| service.activity == one.activity) {
            let meant = |force: Force| {
                move |listed: &&abide_plan::model::EndedIn| {
                    listed.identity == self.identity && listed.force == force
                }
            };
            for listed in service.ended.iter().filter(meant(one.force)) {
                let name = persons::list_name(self.model, self.table, service, listed);
                for name in [name, persons::all_name(&bound.name)] {
                    self.add(&name, first, key, lists);
                }
            }
        }
    }

    /// Puts a record on the list of those that are held, and on that of each of these holds.
    fn keep(&self, holds: &[&str], (first, key): (&Value, &Value), lists: &mut Lists) {
        let bound = &self.model.tables[self.table];
        if !holds.is_empty() {
            self.add(&holds::list_name(self.model, self.table), first, key, lists);
        }
        for hold in holds {
            self.add(&holds::hold_name(&bound.name, hold), first, key, lists);
        }
    }

    /// A key of one column is told by itself, a longer one as text and by its first column.
    fn add(&self, name: &str, first: &Value, key: &Value, lists: &mut Lists) {
        if self.model.tables[self.table].key.len() > 1 {
            lists.add(&format!("{name}, first"), first);
            lists.add(name, key);
        } else {
            lists.add(name, first);
        }
    }
}
