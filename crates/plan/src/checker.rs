//! The independent checker: holds a finished plan to invariants before it runs. It shares no code with the planner; it
//! reads the plan against policy, map and catalog as written, and would rather refuse too much.

use std::collections::BTreeSet;

use abide_policy::{
    map::{MapStore, MapTable, Shells, Unserved},
    model::{End, Policy},
    transform::Transform,
};
use jiff::{ToSpan, civil::Date};
use thiserror::Error;

use crate::{
    catalog::{Catalog, ForeignKey, OnDelete, Table, TableName},
    plan::{Planned, StorePlan},
    step::{Action, Blanked, Neutral, Param, Sql, Step, Transformed},
};

mod archive;

/// Why a plan must not run. Seeing one is a defect of the planner, or of a plan that was altered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("step {step} on {table} breaks an invariant: {why}; nothing was changed")]
pub struct Violation {
    /// The step's number.
    pub step: u32,
    /// Its table.
    pub table: TableName,
    /// The invariant.
    pub why: String,
}

/// Holds the plan for one store to its invariants. Every violation is told.
pub fn check(
    plan: &StorePlan,
    date: Date,
    policy: &Policy,
    map: &MapStore,
    catalog: &Catalog,
) -> Vec<Violation> {
    let check = Check { plan, date, policy, map, catalog };
    let mut violations: Vec<Violation> = plan
        .steps
        .iter()
        .flat_map(|planned| check.step(planned).into_iter().map(|why| told(&planned.step, why)))
        .collect();
    violations.extend(check.order());
    violations
}

fn told(step: &Step, why: String) -> Violation {
    Violation { step: step.number, table: step.table.clone(), why }
}

struct Check<'a> {
    plan: &'a StorePlan,
    date: Date,
    policy: &'a Policy,
    map: &'a MapStore,
    catalog: &'a Catalog,
}

impl Check<'_> {
    fn step(&self, planned: &Planned) -> Vec<String> {
        let step = &planned.step;
        if self.map.archive.is_some() && self.listed(&step.table).is_none() {
            return archive::emptying(step, self.date);
        }
        let (Some(table), Some(map)) = (self.listed(&step.table), self.mapped(&step.table)) else {
            return vec!["its table is not in the catalog and in the map".to_owned()];
        };
        let mut broken = Vec::new();
        let mut hold = |holds: bool, why: &str| {
            if !holds {
                broken.push(why.to_owned());
            }
        };
        hold(map.personal, "the map says that the table holds nothing personal");
        hold(!step.key.is_empty() && step.key == table.primary_key, "its key is not the table's primary key");
        // Only where the map itself says so may all rows of a table go.
        let unserved_go = map.unserved.as_ref().is_some_and(|unserved| unserved.value == Unserved::Erase);
        hold(restricts(step) || unserved_go, "its rule is true for every row");
        hold(placeholders(&step.rule), "its rule has placeholders without values");
        hold(self.days_are_past(step), "its rule compares with a day that is not over");
        hold(self.activities_are_served(step, map), "it names an activity that the table does not serve");
        match &step.action {
            Action::Erase { with } => {
                hold(map.shells == Shells::Delete, "the map keeps this table's shells");
                hold(!self.all_stay_anonymous(map), "all records of this table stay, anonymous");
                hold(every_column_spoken_of(table, map), "the map does not speak of every column");
                let spoken = with.iter().all(|dependent| {
                    let there = self.listed(&dependent.table).zip(self.mapped(&dependent.table));
                    there.is_some_and(|(table, map)| map.personal && every_column_spoken_of(table, map))
                });
                hold(spoken, "it takes along a table of which the map does not speak in full");
            }
            Action::Blank { columns } => {
                columns.iter().for_each(|blanked| {
                    hold(
                        may_blank(table, map, blanked),
                        &format!("column {} cannot be blanked like this", blanked.column),
                    );
                });
            }
            Action::Anonymise { columns } => {
                let ends = self.some_activity_anonymises(step);
                hold(ends, "no activity that it names ends by making data anonymous");
                columns.iter().for_each(|transformed| {
                    hold(
                        may_anonymise(table, map, transformed),
                        &format!("column {} cannot be made anonymous like this", transformed.column),
                    );
                });
            }
            Action::Cut { columns } => {
                let nullable = |name: &String| table.column(name).is_some_and(|column| column.nullable);
                hold(columns.iter().all(nullable), "it cuts a reference that takes no NULL");
            }
        }
        broken.extend(self.copies(step, table, map));
        broken
    }

    /// What refers is erased before what it refers to, or with it, or the reference was cut or is cut by the database.
    fn order(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        let mut done: BTreeSet<&TableName> = BTreeSet::new();
        let erased: BTreeSet<&TableName> =
            self.steps().filter(|s| matches!(s.action, Action::Erase { .. })).map(|s| &s.table).collect();
        let mut cut: Vec<(&TableName, &String)> = Vec::new();
        for (step, number) in self.steps().zip(1..) {
            if step.number != number {
                violations.push(told(step, "steps are not numbered in their order".to_owned()));
            }
            match &step.action {
                Action::Cut { columns } => cut.extend(columns.iter().map(|column| (&step.table, column))),
                Action::Blank { .. } | Action::Anonymise { .. } => {}
                Action::Erase { with } => {
                    let along: BTreeSet<&TableName> = with.iter().map(|dependent| &dependent.table).collect();
                    let late = |table: &&Table, key: &ForeignKey| {
                        let of = &table.name;
                        key.table == step.table
                            && *of != step.table
                            && erased.contains(of)
                            && !done.contains(of)
                            && !along.contains(of)
                            && key.on_delete != OnDelete::SetNull
                            && !key.columns.iter().any(|column| cut.contains(&(of, column)))
                    };
                    let first = self
                        .catalog
                        .tables
                        .iter()
                        .find(|table| table.foreign_keys.iter().any(|key| late(table, key)));
                    violations.extend(
                        first.map(|table| {
                            told(step, format!("{} refers to it and is erased later", table.name))
                        }),
                    );
                    done.insert(&step.table);
                }
            }
        }
        violations
    }

    fn steps(&self) -> impl Iterator<Item = &Step> {
        self.plan.steps.iter().map(|planned| &planned.step)
    }

    fn listed(&self, name: &TableName) -> Option<&Table> {
        self.catalog.tables.iter().find(|table| table.name == *name)
    }

    fn mapped(&self, name: &TableName) -> Option<&MapTable> {
        let plain = name.to_string();
        let qualified = [format!("public.{plain}"), format!("main.{plain}")];
        self.map
            .tables
            .iter()
            .find(|table| table.name.value == plain || qualified.contains(&table.name.value))
    }

    /// Every activity the step names is one of the table's, and every clause one of theirs.
    fn activities_are_served(&self, step: &Step, map: &MapTable) -> bool {
        let clauses: BTreeSet<&str> = self
            .policy
            .activities
            .iter()
            .filter(|activity| step.activities.contains(&activity.name.value))
            .flat_map(|activity| activity.clauses.iter().map(|clause| clause.value.as_str()))
            .collect();
        step.activities.iter().all(|name| map.serves.iter().any(|serves| serves.activity.value == *name))
            && step.clauses.iter().all(|clause| clauses.contains(clause.as_str()))
    }

    fn anonymises(&self, name: &str) -> bool {
        self.policy.activity(name).is_some_and(|activity| activity.keep.value.end == End::Anonymise)
    }

    fn some_activity_anonymises(&self, step: &Step) -> bool {
        step.activities.iter().any(|name| self.anonymises(name))
    }

    /// Whether every record serves an activity that leaves it behind, anonymous.
    fn all_stay_anonymous(&self, map: &MapTable) -> bool {
        map.serves.iter().any(|serves| serves.condition.is_none() && self.anonymises(&serves.activity.value))
    }

    /// No day that a rule compares with lies after the day of the plan, but for the end of what counts as a date.
    fn days_are_past(&self, step: &Step) -> bool {
        let day = |param: &Param| match param {
            Param::Text(text) => text.get(..10).and_then(|text| text.parse::<Date>().ok()),
            _ => None,
        };
        // A zone east of Greenwich begins its day the day before; one to the west ends it the day after. Where an index on
        // text in UTC is to serve, a second comparison, coarser by two days, stands beside the exact one.
        let coarse = self.date.saturating_add(2.days());
        step.rule
            .params
            .iter()
            .filter_map(day)
            .all(|day| day <= coarse || day.year() >= 2200 || self.is_literal(day))
    }

    /// Conditions of the map may name days of their own.
    fn is_literal(&self, day: Date) -> bool {
        let written = day.to_string();
        self.map
            .tables
            .iter()
            .flat_map(|table| &table.serves)
            .filter_map(|serves| serves.condition.as_ref())
            .any(|condition| condition.value.to_string().contains(&written))
    }
}

fn restricts(step: &Step) -> bool {
    let text = step.rule.text.trim();
    !text.is_empty() && text != "1 = 1" && text.contains("t.")
}

/// Every placeholder has a value and every value a placeholder.
fn placeholders(rule: &Sql) -> bool {
    let mark = |number: usize| [format!("?{number}"), format!("${number}")];
    let there = |number: usize| {
        mark(number).iter().any(|mark| {
            rule.text
                .match_indices(mark.as_str())
                .any(|(at, _)| !rule.text[at + mark.len()..].starts_with(|next: char| next.is_ascii_digit()))
        })
    };
    (1..=rule.params.len()).all(there) && !there(rule.params.len() + 1)
}

fn every_column_spoken_of(table: &Table, map: &MapTable) -> bool {
    table.columns.iter().all(|column| {
        map.fields.iter().any(|(name, _)| name.value == column.name)
            || map.not_personal.iter().any(|name| name.value == column.name)
    })
}

/// What the map declares, on columns whose values no constraint holds; never another transform, which might leave more.
fn may_anonymise(table: &Table, map: &MapTable, transformed: &Transformed) -> bool {
    let blanked = Blanked { column: transformed.column.clone(), to: transformed.otherwise.clone() };
    let declared = map
        .anonymise
        .iter()
        .any(|(name, transform)| name.value == transformed.column && transform.value == transformed.by);
    let unique = table.unique.iter().any(|columns| columns.contains(&transformed.column));
    declared && !unique && transformed.by != Transform::Drop && may_blank(table, map, &blanked)
}

/// Only personal columns that no constraint needs are overwritten, and never with what they do not take.
fn may_blank(table: &Table, map: &MapTable, blanked: &Blanked) -> bool {
    let Some(column) = table.column(&blanked.column) else { return false };
    let personal = map.fields.iter().any(|(name, _)| name.value == column.name);
    let key = table.primary_key.contains(&column.name)
        || table.foreign_keys.iter().any(|key| key.columns.contains(&column.name));
    let unique = table.unique.iter().any(|columns| columns.contains(&column.name));
    let takes = match &blanked.to {
        Neutral::Null => column.nullable,
        Neutral::Constant(Param::Null) => false,
        Neutral::Constant(_) => !unique || map.neutral.iter().any(|(name, _)| name.value == column.name),
        Neutral::FromKey => true,
    };
    personal && !key && !column.generated && takes
}
