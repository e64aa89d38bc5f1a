//! From a bound model and a day to the steps of a plan and the questions that planning asks the store.

use jiff::civil::Date;

use crate::{
    evaluate::deletable,
    model::{Blank, Column, ColumnId, Hop, Model, Role, Service, Table, TableId},
    order::{Turn, arrange},
    sql::{Predicate, Writer, from_key},
    step::{Action, Blanked, Dependent, Join, Neutral, Param, Sql, Step},
    tie::{Tie, ties},
};

/// What planning does to one store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The steps in the order in which they run.
    pub steps: Vec<Step>,
    /// What is counted besides, to be told as findings.
    pub questions: Vec<Question>,
}

/// A count that becomes a finding when it is not zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub kind: QuestionKind,
    /// The table.
    pub table: TableId,
    /// True for the rows it is about, over the table under the alias `t`.
    pub rule: Sql,
}

/// What is asked of a table's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionKind {
    /// They serve no activity.
    Unserved,
    /// They serve the activity, and there is no date to count from.
    Undatable {
        /// Index into the table's services.
        service: usize,
    },
    /// They hold a value in a personal column that no activity needs.
    Unneeded {
        /// The column.
        column: ColumnId,
    },
}

/// Compiles the steps for a day. Tables for which no safe order exists are marked in the model.
pub fn compile(model: &mut Model, today: Date) -> Program {
    let turns = arrange(model);
    let model = &*model;
    let ties = ties(model);
    let mut steps = Vec::new();
    // All cuts come first: a row of an early turn may be referred to by one of a later.
    steps.extend(turns.iter().filter_map(|turn| cut(model, today, turn, &ties)));
    steps.extend(turns.iter().map(|turn| erase(model, today, turn, &ties)));
    for table in (0..model.tables.len()).filter(|table| model.tables[*table].role == Role::Personal) {
        steps.extend(blank(model, today, table, &ties));
    }
    // Where nothing can hold a record there is nothing to blank in one that is over.
    steps.retain(|step| step.rule.text != "1 = 0");
    for (step, number) in steps.iter_mut().zip(1..) {
        step.number = number;
    }
    let questions = (0..model.tables.len()).flat_map(|table| questions(model, today, table)).collect();
    Program { steps, questions }
}

/// The SQL for the rows of a table that go, as the steps count and delete them all together. For tests and for telling.
pub fn rule_of_going(model: &Model, today: Date, table: TableId) -> Sql {
    rule(model, today, |writer| writer.goes("t", table, &ties(model), &[]))
}

fn rule(model: &Model, today: Date, write: impl FnOnce(&mut Writer<'_>) -> Predicate) -> Sql {
    let mut writer = Writer::new(model, today);
    let text = write(&mut writer).render();
    writer.finish(text)
}

fn erase(model: &Model, today: Date, turn: &Turn, ties: &[Tie]) -> Step {
    let with = turn
        .below
        .iter()
        .map(|(table, path)| Dependent {
            table: model.tables[*table].name.clone(),
            path: joins(model, *table, path),
        })
        .collect();
    let rule = rule(model, today, |writer| {
        let goes = writer.goes("t", turn.table, ties, &turn.above);
        let alone = writer.goes_alone("t", turn.table, ties, &turn.hangs);
        Predicate::all([goes, alone])
    });
    step(model, turn.table, Action::Erase { with }, rule, &all_services(&model.tables[turn.table]))
}

fn joins(model: &Model, start: TableId, path: &[Hop]) -> Vec<Join> {
    let mut here = start;
    let mut joins = Vec::new();
    for hop in path {
        joins.push(Join {
            own: names(&model.tables[here], &hop.own),
            table: model.tables[hop.table].name.clone(),
            their: names(&model.tables[hop.table], &hop.their),
        });
        here = hop.table;
    }
    joins
}

fn cut(model: &Model, today: Date, turn: &Turn, ties: &[Tie]) -> Option<Step> {
    if turn.cut.is_empty() {
        return None;
    }
    let table = &model.tables[turn.table];
    let rule = rule(model, today, |writer| {
        let goes = writer.goes("t", turn.table, ties, &[]);
        let set = turn.cut.iter().map(|column| {
            Predicate::Atom(format!("{} IS NOT NULL", writer.column("t", turn.table, *column)))
        });
        let set = Predicate::any(set.collect::<Vec<_>>());
        Predicate::all([goes, set])
    });
    let action = Action::Cut { columns: names(table, &turn.cut) };
    Some(step(model, turn.table, action, rule, &all_services(table)))
}

/// A step for each group of columns that the same activities need.
fn blank(model: &Model, today: Date, table: TableId, ties: &[Tie]) -> Vec<Step> {
    let bound = &model.tables[table];
    let mut groups: Vec<(&[usize], Vec<ColumnId>)> = Vec::new();
    for (number, column) in bound.columns.iter().enumerate() {
        if matches!(column.blank, Blank::Follows | Blank::Stays(_)) || bound.key.is_empty() {
            continue;
        }
        let alone = stands_alone(column);
        let together = |(needed_by, columns): &&mut (&[usize], Vec<ColumnId>)| {
            *needed_by == column.needed_by && !alone && !stands_alone(&bound.columns[columns[0]])
        };
        match groups.iter_mut().find(together) {
            Some((_, columns)) => columns.push(number),
            None => groups.push((&column.needed_by, vec![number])),
        }
    }
    groups
        .into_iter()
        .map(|(needed_by, columns)| blank_group(model, today, table, ties, needed_by, &columns))
        .collect()
}

/// Nothing is written over NULL: where a column holds NULL among values to be blanked with a constant, a step of its own
/// leaves it out.
fn stands_alone(column: &Column) -> bool {
    column.nullable && column.blank != Blank::Null
}

fn blank_group(
    model: &Model,
    today: Date,
    table: TableId,
    ties: &[Tie],
    needed_by: &[usize],
    columns: &[ColumnId],
) -> Step {
    let bound = &model.tables[table];
    let rule = rule(model, today, |writer| {
        let ended = writer.none_needs("t", table, needed_by);
        let filled: Vec<Predicate> =
            columns.iter().map(|column| writer.filled("t", table, *column)).collect();
        let stays = writer.stays_though_ended("t", table, ties, needed_by);
        Predicate::all([ended, Predicate::any(filled), stays])
    });
    let blanked = |column: &ColumnId| Blanked {
        column: bound.columns[*column].name.clone(),
        to: match &bound.columns[*column].blank {
            Blank::Constant(literal) => Neutral::Constant(Param::from(literal)),
            Blank::FromKey => Neutral::FromKey,
            Blank::Null | Blank::Follows | Blank::Stays(_) => Neutral::Null,
        },
    };
    let action = Action::Blank { columns: columns.iter().map(blanked).collect() };
    let services: Vec<&Service> = needed_by.iter().map(|number| &bound.serves[*number]).collect();
    step(model, table, action, rule, &services)
}

fn step(model: &Model, table: TableId, action: Action, rule: Sql, services: &[&Service]) -> Step {
    let bound = &model.tables[table];
    let activities: Vec<_> = services.iter().map(|service| &model.activities[service.activity]).collect();
    let mut clauses: Vec<String> =
        activities.iter().flat_map(|activity| activity.clauses.iter().cloned()).collect();
    clauses.sort();
    clauses.dedup();
    Step {
        number: 0,
        table: bound.name.clone(),
        key: names(bound, &bound.key),
        action,
        rule,
        activities: activities.iter().map(|activity| activity.name.clone()).collect(),
        clauses,
    }
}

fn all_services(table: &Table) -> Vec<&Service> {
    table.serves.iter().collect()
}

fn names(table: &Table, columns: &[ColumnId]) -> Vec<String> {
    columns.iter().map(|column| table.columns[*column].name.clone()).collect()
}

fn questions(model: &Model, today: Date, table: TableId) -> Vec<Question> {
    let bound = &model.tables[table];
    if bound.role != Role::Personal {
        return Vec::new();
    }
    let ask = |kind, write: &dyn Fn(&mut Writer<'_>) -> Predicate| Question {
        kind,
        table,
        rule: rule(model, today, write),
    };
    let mut asked = Vec::new();
    if bound.unserved.is_none() {
        asked.push(ask(QuestionKind::Unserved, &|writer| writer.unserved("t", table)));
    }
    for (service, bound) in bound.serves.iter().enumerate() {
        asked.push(ask(QuestionKind::Undatable { service }, &|writer| writer.undatable("t", table, bound)));
    }
    // Of a table that serves nothing it is enough to say so.
    let served = !bound.serves.is_empty();
    for (column, bound) in bound.columns.iter().enumerate().filter(|_| served) {
        if bound.category.is_some() && bound.needed_by.is_empty() && matches!(bound.blank, Blank::Stays(_)) {
            asked.push(ask(QuestionKind::Unneeded { column }, &|writer| {
                Predicate::Atom(format!("{} IS NOT NULL", writer.column("t", table, column)))
            }));
        }
    }
    asked.retain(|question| question.rule.text != "1 = 0");
    asked
}

impl Writer<'_> {
    /// The row stays, given that these services need it no more: another needs it, or something holds it.
    fn stays_though_ended(
        &mut self,
        alias: &str,
        table: TableId,
        ties: &[Tie],
        ended: &[usize],
    ) -> Predicate {
        if !deletable(&self.model.tables[table]) {
            return Predicate::Constant(true);
        }
        let others: Vec<usize> =
            (0..self.model.tables[table].serves.len()).filter(|service| !ended.contains(service)).collect();
        let needed = match others.is_empty() {
            true => Predicate::Constant(false),
            false => self.none_needs(alias, table, &others).not(),
        };
        let held = self.free(alias, table, ties, &[]).not();
        Predicate::any([needed, held])
    }

    /// The column holds something else than what it is blanked with.
    fn filled(&mut self, alias: &str, table: TableId, column: ColumnId) -> Predicate {
        let name = self.column(alias, table, column);
        let there = Predicate::Atom(format!("{name} IS NOT NULL"));
        match &self.model.tables[table].columns[column].blank {
            Blank::Constant(literal) => {
                let value = self.literal(literal, table, column);
                Predicate::all([there, Predicate::Atom(format!("{name} <> {value}"))])
            }
            Blank::FromKey => {
                let bound = &self.model.tables[table];
                let neutral = from_key(Some(alias), &names(bound, &bound.key));
                Predicate::Atom(format!("{name} <> {neutral}"))
            }
            _ => there,
        }
    }
}
