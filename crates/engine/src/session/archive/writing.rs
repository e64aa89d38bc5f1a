//! Archived records, written back within a transaction, and looked at as they stand then.

use abide_plan::{
    anonymise,
    archive::hold_of,
    evaluate::{ValueFate, is_filled, key_text},
    explain::{Explanation, RecordFate, Verdict},
    holds::Held,
    identity::Likeness,
    model::{Blank, ColumnId},
    returning::{self, Taken},
    step::{Param, Sql},
    value::Value,
};
use abide_policy::map::MapStore;
use jiff::civil::Date;

use super::{
    life::Life,
    returning::{Next, Refusal, ReturnError, Returned, kept, refused},
};
use crate::{
    apply::set_by_updates,
    crash, persons as persons_of,
    session::{Reached, explain::Subject, word},
    store::StoreError,
};

/// Records on their way back.
pub(super) struct Writing<'a> {
    pub(super) reached: &'a mut Reached,
    pub(super) map: &'a MapStore,
    pub(super) today: Date,
}

/// What was written of a record.
struct Written {
    whole: bool,
    columns: Vec<ColumnId>,
    empty: Vec<ColumnId>,
}

impl Writing<'_> {
    /// All of them, whatever refers to another after it; then each as it stands with all of them there.
    pub(super) fn all(&mut self, lives: &[Life]) -> Result<Vec<Returned>, ReturnError> {
        let mut written: Vec<Option<Written>> = lives.iter().map(|_| None).collect();
        loop {
            let (mut progress, mut waiting) = (false, None);
            for (life, written) in lives.iter().zip(&mut written).filter(|(_, written)| written.is_none()) {
                match self.one(life) {
                    Err(ReturnError::Refused(refusal @ Refusal::ReferenceGone { .. })) => {
                        waiting = Some(refusal);
                    }
                    done => {
                        *written = Some(done?);
                        progress = true;
                    }
                }
            }
            match waiting {
                None => break,
                Some(refusal) if !progress => return Err(refusal.into()),
                Some(_) => {}
            }
        }
        let Reached { store, bound, held, ended, .. } = &mut *self.reached;
        // Whose records they are was asked before they were there.
        let lent = persons_of::lend(store.as_mut(), &bound.model, ended, held);
        lent.map_err(|cause| refused(self.map, &self.name(&lives[0]), cause))?;
        lives
            .iter()
            .zip(written.into_iter().flatten())
            .map(|(life, done)| self.looked_at(life, done))
            .collect()
    }

    fn name(&self, life: &Life) -> String {
        self.reached.bound.model.tables[life.table].name.to_string()
    }

    fn place(&self, life: &Life) -> String {
        self.reached.bound.model.place(life.table)
    }

    fn one(&mut self, life: &Life) -> Result<Written, ReturnError> {
        let (map, name) = (self.map, self.name(life));
        let failed = |cause| refused(map, &name, cause);
        let taken = life.taken(&self.reached.bound.model);
        self.has_columns(life)?;
        let key = self.by_key(life);
        let found = self.found(life, &key).map_err(failed)?;
        match found {
            Some(_) if life.whole => Err(Refusal::KeyTaken(self.place(life)).into()),
            Some(row) => {
                let taken = self.left_empty(life, &taken, &row)?;
                self.refers(life, &taken)?;
                self.fill(life, &taken, &key).map_err(failed)?;
                let columns = taken.iter().map(|one| one.column).collect();
                Ok(Written { whole: false, columns, empty: Vec::new() })
            }
            None => {
                let empty = self.may_be_empty(life, &taken)?;
                let taken = self.writable(life, taken);
                self.refers(life, &taken)?;
                self.insert(life, &taken, &key).map_err(failed)?;
                let shown =
                    |column: &ColumnId| !self.reached.bound.model.tables[life.table].key.contains(column);
                let columns = taken.iter().map(|one| one.column).filter(shown).collect();
                Ok(Written { whole: true, columns, empty })
            }
        }
    }

    fn by_key(&self, life: &Life) -> Sql {
        let model = &self.reached.bound.model;
        returning::having(model, life.table, &model.tables[life.table].key, &life.key)
    }

    /// The row that has the key now, locked.
    fn found(&mut self, life: &Life, key: &Sql) -> Result<Option<Vec<Value>>, StoreError> {
        let Reached { store, catalog, bound, .. } = &mut *self.reached;
        if let Some(lock) = returning::lock(&bound.model, life.table, key) {
            crash::point("before-send");
            store.query(&lock)?;
            crash::point("after-send");
        }
        Ok(store.rows(&catalog.tables[life.table], Some(key), Some(1))?.into_iter().next())
    }

    /// What was archived has a column to come back to.
    fn has_columns(&self, life: &Life) -> Result<(), Refusal> {
        let lost: Vec<&str> = life.rows.iter().flat_map(|row| &row.homeless).map(String::as_str).collect();
        if lost.is_empty() {
            return Ok(());
        }
        Err(Refusal::NoColumn { place: self.place(life), columns: listed(lost) })
    }

    /// The columns that the record can be written with: what the database computes it computes again.
    fn writable(&self, life: &Life, taken: Vec<Taken>) -> Vec<Taken> {
        let columns = &self.reached.catalog.tables[life.table].columns;
        taken.into_iter().filter(|one| !columns[one.column].is_computed()).collect()
    }

    /// Those of the values whose place in the record is empty, or holds what is left of them. The rest must be what was archived.
    fn left_empty(&self, life: &Life, taken: &[Taken], row: &[Value]) -> Result<Vec<Taken>, Refusal> {
        let bound = &self.reached.bound.model.tables[life.table];
        let dated = |column: ColumnId| {
            let mut own = bound.serves.iter().flat_map(|service| &service.sources);
            own.any(|source| source.path.is_empty() && source.column == column)
        };
        let (mut empty, mut other) = (Vec::new(), Vec::new());
        for one in self.writable(life, taken.to_vec()) {
            let column = &bound.columns[one.column];
            let blanks = matches!(column.blank, Blank::Null | Blank::Constant(_) | Blank::FromKey);
            let (Some(value), now) = (life.value(one), &row[one.column]) else { continue };
            let is_same = value == now;
            let rest = column.transform.is_some_and(|by| {
                anonymise::has_form(by, now) && anonymise::left(by, value) == anonymise::left(by, now)
            });
            if blanks && !is_same && (rest || !is_filled(bound, one.column, row)) {
                empty.push(one);
            } else if !is_same && (blanks || dated(one.column)) {
                other.push(column.name.as_str());
            }
        }
        if other.is_empty() {
            return Ok(empty);
        }
        Err(Refusal::Changed { place: self.place(life), columns: listed(other) })
    }

    /// The columns of which nothing was archived: they take NULL, or have a neutral value.
    fn may_be_empty(&self, life: &Life, taken: &[Taken]) -> Result<Vec<ColumnId>, Refusal> {
        let bound = &self.reached.bound.model.tables[life.table];
        let columns = &self.reached.catalog.tables[life.table].columns;
        let lacking = (0..columns.len()).filter(|column| {
            !columns[*column].is_computed() && taken.iter().all(|one| one.column != *column)
        });
        let (may, may_not): (Vec<ColumnId>, Vec<ColumnId>) = lacking.partition(|column| {
            columns[*column].nullable
                || matches!(bound.columns[*column].blank, Blank::Constant(_) | Blank::FromKey)
        });
        if may_not.is_empty() {
            // What holds nothing personal was copied as it was: there it is no loss.
            return Ok(may.into_iter().filter(|column| !bound.columns[*column].plain).collect());
        }
        let names = may_not.iter().map(|column| columns[*column].name.as_str()).collect();
        Err(Refusal::NotArchived { place: self.place(life), columns: listed(names) })
    }

    /// What the values refer to is there.
    fn refers(&mut self, life: &Life, taken: &[Taken]) -> Result<(), ReturnError> {
        let (map, name, place) = (self.map, self.name(life), self.place(life));
        let Reached { store, bound, .. } = &mut *self.reached;
        let model = &bound.model;
        for reference in &model.tables[life.table].references {
            let hop = &reference.hop;
            if !hop.own.iter().any(|own| taken.iter().any(|one| one.column == *own)) {
                continue;
            }
            let value = |column: &ColumnId| {
                taken.iter().find(|one| one.column == *column).and_then(|one| life.value(*one)).cloned()
            };
            let Some(values) = hop.own.iter().map(value).collect::<Option<Vec<Value>>>() else { continue };
            let itself = hop.table == life.table
                && hop.their.iter().zip(&values).all(|(their, value)| {
                    taken.iter().any(|one| one.column == *their && life.value(*one) == Some(value))
                });
            let there = returning::having(model, hop.table, &hop.their, &values);
            let count = abide_plan::count::rows(model.dialect, &model.tables[hop.table].name, &there);
            if !itself && store.count(&count).map_err(|cause| refused(map, &name, cause))? == 0 {
                return Err(Refusal::ReferenceGone { place, table: model.place(hop.table) }.into());
            }
        }
        Ok(())
    }

    fn insert(&mut self, life: &Life, taken: &[Taken], key: &Sql) -> Result<(), StoreError> {
        let Reached { store, catalog, bound, .. } = &mut *self.reached;
        let (model, columns) = (&bound.model, &catalog.tables[life.table].columns);
        let others = (0..columns.len()).filter(|column| {
            !columns[*column].is_computed() && taken.iter().all(|one| one.column != *column)
        });
        let others: Vec<(ColumnId, Param)> =
            others.map(|column| (column, returning::instead(model, life.table, column, &life.key))).collect();
        crash::point("before-send");
        store.execute(&returning::insert(model, life.table, taken, &others))?;
        crash::point("after-send");
        let count = abide_plan::count::rows(model.dialect, &model.tables[life.table].name, key);
        if store.count(&count)? == 1 {
            return Ok(());
        }
        let reason = "a trigger or a rule of the table changes what is inserted".to_owned();
        Err(StoreError::Constraint { place: store.place().to_owned(), reason })
    }

    fn fill(&mut self, life: &Life, taken: &[Taken], key: &Sql) -> Result<(), StoreError> {
        let Reached { store, bound, .. } = &mut *self.reached;
        if taken.is_empty() {
            return Ok(());
        }
        let still = set_by_updates(store.as_mut(), &bound.model.tables[life.table].name)?;
        crash::point("before-send");
        let changed = store.execute(&returning::fill(&bound.model, life.table, taken, &still, key))?;
        crash::point("after-send");
        if changed == 1 {
            return Ok(());
        }
        let reason = "a trigger or a rule of the table keeps it from being changed".to_owned();
        Err(StoreError::Constraint { place: store.place().to_owned(), reason })
    }

    /// What the record is now that it is back; or why it may not be.
    fn looked_at(&mut self, life: &Life, written: Written) -> Result<Returned, ReturnError> {
        let (map, name) = (self.map, self.name(life));
        let key: Vec<String> = life.key.iter().map(key_text).collect();
        let mut subject = Subject { reached: &mut *self.reached, date: self.today };
        let explained =
            subject.explained(life.table, &key, None).map_err(|cause| refused(map, &name, cause))?;
        let Some(explanation) = explained else {
            let reason = "it cannot be found by its key".to_owned();
            return Err(Refusal::NotTaken { place: self.place(life), reason }.into());
        };
        self.is_not_ended(life, &explanation)?;
        self.stays_held(life, &explanation)?;
        let bound = &self.reached.bound.model.tables[life.table];
        let named = |columns: Vec<ColumnId>| -> Vec<String> {
            columns.into_iter().map(|column| bound.columns[column].name.clone()).collect()
        };
        let columns = named(written.columns);
        Ok(Returned {
            place: self.place(life),
            key,
            whole: written.whole,
            archived: kept(life),
            next: next(&explanation, &columns),
            columns,
            empty: named(written.empty),
        })
    }

    /// Nobody brings back what a person ended: neither as the record tells whose it is, nor as the archive did.
    fn is_not_ended(&self, life: &Life, explanation: &Explanation) -> Result<(), Refusal> {
        let under_hold = life.rows.iter().any(|row| hold_of(&row.ground).is_some());
        let concerns = |activity: &str| under_hold || life.rows.iter().any(|row| row.ground == activity);
        let place = || self.place(life);
        for reason in explanation.needs.iter().filter(|reason| concerns(&reason.activity)) {
            if let Verdict::Ended { by, .. } = reason.verdict {
                return Err(Refusal::Ended {
                    place: place(),
                    activity: reason.activity.clone(),
                    by: word(by),
                });
            }
        }
        let model = &self.reached.bound.model;
        let serves =
            |activity: usize| model.tables[life.table].serves.iter().any(|one| one.activity == activity);
        for ended in self.reached.ended.iter().filter(|ended| serves(ended.activity)) {
            let activity = &model.activities[ended.activity].name;
            if concerns(activity) && self.tells(life, &ended.kind, &ended.value) == Some(true) {
                return Err(Refusal::Ended {
                    place: place(),
                    activity: activity.clone(),
                    by: word(ended.by),
                });
            }
        }
        Ok(())
    }

    /// Whether the archive tells that the record is about whom an identity names; none: it does not tell.
    fn tells(&self, life: &Life, kind: &str, value: &str) -> Option<bool> {
        let model = &self.reached.bound.model;
        let identities = &model.tables[life.table].identities;
        let likeness = identities
            .iter()
            .find(|identity| identity.kind == kind)
            .map_or_else(|| Likeness::of(kind, None), |one| Likeness::of_identity(model, life.table, one));
        let wanted = likeness.normal(value);
        let told = life.rows.iter().flat_map(|row| &row.identities).filter(|(told, _)| told == kind);
        let mut same = told.map(|(_, told)| likeness.normal(told) == wanted).peekable();
        same.peek()?;
        Some(same.any(|same| same))
    }

    /// What a hold keeps in the archive, or may keep, it must know in the data in use.
    fn stays_held(&self, life: &Life, explanation: &Explanation) -> Result<(), Refusal> {
        let bound = &self.reached.bound.model.tables[life.table];
        let knows = |hold: &str| explanation.under.iter().any(|under| under == hold);
        let kept = |hold: &String| life.rows.iter().any(|row| hold_of(&row.ground) == Some(hold.as_str()));
        let may_be = |hold: &String| {
            self.reached.held.iter().filter(|held| held.hold() == hold).any(|held| match held {
                Held::Person { kind, value, .. } => self.tells(life, kind, value).unwrap_or(true),
                Held::Matching { table, condition, .. } => {
                    let told = |column: &ColumnId| life.rows.iter().any(|row| row.values[*column].is_some());
                    *table == life.table && !condition.columns().iter().all(told)
                }
            })
        };
        match bound.held.iter().find(|hold| !knows(hold) && (kept(hold) || may_be(hold))) {
            Some(hold) => Err(Refusal::Held { place: self.place(life), hold: hold.clone() }),
            None => Ok(()),
        }
    }
}

fn next(explanation: &Explanation, columns: &[String]) -> Next {
    if explanation.record == RecordFate::Goes {
        return Next::Goes;
    }
    let leaves = |fate: ValueFate| matches!(fate, ValueFate::Blanked | ValueFate::Anonymised);
    let values =
        explanation.values.iter().filter(|value| leaves(value.fate) && columns.contains(&value.column));
    let columns: Vec<String> = values.map(|value| value.column.clone()).collect();
    if columns.is_empty() { Next::Nothing } else { Next::Values { columns } }
}

fn listed(mut names: Vec<&str>) -> String {
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}
