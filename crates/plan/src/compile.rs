//! From a bound model and a day to the steps of a plan and the questions that planning asks the store.

use abide_policy::condition::Operator;
use jiff::civil::Date;

use crate::{
    again::again,
    archive::{self, Leaving},
    evaluate::deletable,
    model::{Blank, Column, ColumnId, Hop, Model, Role, Service, Table, TableId},
    order::{Turn, arrange},
    sql::{Ground, Predicate, Writer, from_key},
    step::{Action, Dependent, Join, Neutral, Param, Sql, Step, Transformed},
    tie::{Tie, ties},
};

mod overwrite;

/// What planning does to one store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The steps in the order in which they run.
    pub steps: Vec<Step>,
    /// What is counted besides, to be told as findings.
    pub questions: Vec<Question>,
    /// The tables of which records stay, anonymous, with something left of their values.
    pub anonymous: Vec<Anonymous>,
}

/// The anonymous records of a table: those that are, and those that the plan makes so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anonymous {
    /// The table.
    pub table: TableId,
    /// True for them, over the table under the alias `t`.
    pub rule: Sql,
    /// What is left of them. Never empty.
    pub columns: Vec<Transformed>,
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
    /// Nothing needs them, and a hold keeps them where they are: there is no archive.
    Held,
    /// They are files that stay, and nothing needs what this column stands for any more.
    Whole {
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
    for turn in &turns {
        steps
            .extend(grounds(model, turn.table, &ties).iter().map(|by| erase(model, today, turn, &ties, *by)));
    }
    let personal = (0..model.tables.len()).filter(|table| model.tables[*table].role == Role::Personal);
    let mut blanks: Vec<(TableId, Step)> = personal
        .flat_map(|table| {
            overwrite::steps(model, today, table, &ties).into_iter().map(move |step| (table, step))
        })
        .collect();
    blanks.sort_by_key(|(table, step)| archive::turn_of(model, *table, step));
    steps.extend(blanks.into_iter().map(|(_, step)| step));
    steps.extend(archive::emptying(model, today));
    // Where nothing can hold a record there is nothing to blank in one that is over.
    steps.retain(|step| step.rule.text != "1 = 0");
    for (step, number) in steps.iter_mut().zip(1..) {
        step.number = number;
    }
    let questions = (0..model.tables.len()).flat_map(|table| questions(model, today, table)).collect();
    let anonymous = (0..model.tables.len()).filter_map(|table| anonymous(model, today, table)).collect();
    Program { steps, questions, anonymous }
}

fn anonymous(model: &Model, today: Date, table: TableId) -> Option<Anonymous> {
    let bound = &model.tables[table];
    let coarsened = (0..bound.columns.len()).filter(|column| !model.coarseners(table, *column).is_empty());
    let columns: Vec<Transformed> =
        coarsened.filter_map(|column| transformed(&bound.columns[column])).collect();
    let services: Vec<usize> = (0..bound.serves.len()).collect();
    let rule = rule(model, today, |writer| {
        let over = writer.is_over("t", table);
        let stays = writer.serves_to_stay("t", table, &services);
        Predicate::all([over, stays])
    });
    (!columns.is_empty()).then_some(Anonymous { table, rule, columns })
}

fn transformed(column: &Column) -> Option<Transformed> {
    Some(Transformed {
        column: column.name.clone(),
        by: column.transform?,
        otherwise: neutral(&column.blank),
    })
}

/// Which of a table's rows a step is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// All.
    All,
    /// Those of persons who ended nothing.
    Dates,
    /// Those of persons who ended activities.
    Persons,
}

/// Where persons ended activities, their few records have a step of their own, which a database finds by their keys; the step for
/// all others leaves those out. Rows that refer to others of their own table have to go in one step.
fn grounds(model: &Model, table: TableId, ties: &[Tie]) -> &'static [By] {
    let among_themselves = ties.iter().any(|tie| tie.held == table && tie.holder == table);
    match model.tables[table].has_ended() {
        false => &[By::All],
        true if among_themselves => &[By::All],
        true => &[By::Dates, By::Persons],
    }
}

/// The SQL for the rows of a table that go, as the steps count and delete them all together. For tests and for telling.
pub fn rule_of_going(model: &Model, today: Date, table: TableId) -> Sql {
    rule(model, today, |writer| writer.goes("t", table, &ties(model), &[]))
}

pub(crate) fn rule(model: &Model, today: Date, write: impl FnOnce(&mut Writer<'_>) -> Predicate) -> Sql {
    traced(model, today, write).0
}

/// The same, and whether it follows ties from row to row without knowing how far.
pub(crate) fn traced(
    model: &Model,
    today: Date,
    write: impl FnOnce(&mut Writer<'_>) -> Predicate,
) -> (Sql, bool) {
    let mut writer = Writer::new(model, today);
    let text = write(&mut writer).render();
    let follows = writer.is_recursive();
    (writer.finish(text), follows)
}

fn erase(model: &Model, today: Date, turn: &Turn, ties: &[Tie], by: By) -> Step {
    let with = turn
        .below
        .iter()
        .map(|(table, path)| Dependent {
            table: model.tables[*table].name.clone(),
            path: joins(model, *table, path),
        })
        .collect();
    let mut copies = archive::copies(model, today, turn.table, "t", Leaving::Whole);
    let mut along: Vec<TableId> = turn.below.iter().map(|(table, _)| *table).collect();
    along.sort_unstable();
    along.dedup();
    copies.extend(along.iter().flat_map(|table| archive::copies(model, today, *table, "d", Leaving::Whole)));
    let ground = if by == By::Dates { Ground::Dates } else { Ground::Any };
    let (rule, follows) = traced(model, today, |writer| {
        let goes = writer.goes_by("t", turn.table, ties, &turn.above, ground);
        let among = writer.among(turn.table, by);
        let alone = writer.goes_alone("t", turn.table, ties, &turn.hangs);
        Predicate::all([among, goes, alone])
    });
    let again = again(model, today, follows, Some((turn.table, ties)), |writer| {
        let goes = writer.goes_if_free("t", turn.table, ties, &turn.above, ground);
        let among = writer.among(turn.table, by);
        let alone = writer.goes_alone_still("t", turn.table, ties, &turn.hangs);
        Predicate::all([among, goes, alone])
    });
    let step =
        step(model, turn.table, Action::Erase { with }, rule, &all_services(&model.tables[turn.table]));
    Step { again, copies, ..step }
}

fn joins(model: &Model, start: TableId, path: &[Hop]) -> Vec<Join> {
    let mut here = start;
    let mut joins = Vec::new();
    for hop in path {
        joins.push(Join {
            own: model.tables[here].names(&hop.own),
            table: model.tables[hop.table].name.clone(),
            their: model.tables[hop.table].names(&hop.their),
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
    let set = |writer: &Writer<'_>| {
        let set = turn.cut.iter().map(|column| {
            Predicate::Atom(format!("{} IS NOT NULL", writer.column("t", turn.table, *column)))
        });
        Predicate::any(set.collect::<Vec<_>>())
    };
    let (rule, follows) = traced(model, today, |writer| {
        let goes = writer.goes("t", turn.table, ties, &[]);
        Predicate::all([goes, set(writer)])
    });
    let again = again(model, today, follows, Some((turn.table, ties)), |writer| {
        let goes = writer.goes_if_free("t", turn.table, ties, &[], Ground::Any);
        Predicate::all([goes, set(writer)])
    });
    let action = Action::Cut { columns: table.names(&turn.cut) };
    // When the record itself is erased, the value is not there any more.
    let copies = archive::copies(model, today, turn.table, "t", Leaving::Columns(&turn.cut));
    Some(Step { again, copies, ..step(model, turn.table, action, rule, &all_services(table)) })
}

/// What a column is blanked with.
pub(crate) fn neutral(blank: &Blank) -> Neutral {
    match blank {
        Blank::Constant(literal) => Neutral::Constant(Param::from(literal)),
        Blank::FromKey => Neutral::FromKey,
        Blank::Null | Blank::Follows | Blank::Stays(_) => Neutral::Null,
    }
}

fn services<'m>(table: &'m Table, numbers: &[usize]) -> Vec<&'m Service> {
    numbers.iter().map(|number| &table.serves[*number]).collect()
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
        key: bound.names(&bound.key),
        action,
        rule,
        again: None,
        copies: Vec::new(),
        activities: activities.iter().map(|activity| activity.name.clone()).collect(),
        clauses,
    }
}

fn all_services(table: &Table) -> Vec<&Service> {
    table.serves.iter().collect()
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
    if !bound.held.is_empty() && !model.moves_held() {
        let services: Vec<usize> = (0..bound.serves.len()).collect();
        asked.push(ask(QuestionKind::Held, &|writer| {
            let unneeded = writer.unneeded_by("t", table, &services, Ground::Any);
            Predicate::all([unneeded, writer.is_held("t", table)])
        }));
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
    asked.extend(unneeded_in_files(model, today, table));
    asked.retain(|question| question.rule.text != "1 = 0");
    asked
}

/// Values of files that stay because something else in the file is needed.
fn unneeded_in_files(model: &Model, today: Date, table: TableId) -> Vec<Question> {
    let bound = &model.tables[table];
    let ties = ties(model);
    let partly = |column: &&Column| {
        column.blank.is_whole() && !column.needed_by.is_empty() && column.needed_by.len() < bound.serves.len()
    };
    let ask = |(number, column): (ColumnId, &Column)| Question {
        kind: QuestionKind::Whole { column: number },
        table,
        rule: rule(model, today, |writer| {
            let ended = writer.none_needs("t", table, &column.needed_by);
            let filled = writer.filled("t", table, number);
            let stays = writer.stays_though_ended("t", table, &ties, &column.needed_by);
            Predicate::all([ended, filled, stays])
        }),
    };
    bound.columns.iter().enumerate().filter(|(_, column)| partly(column)).map(ask).collect()
}

impl Writer<'_> {
    /// The row is one of this step's: whose records activities are ended for is known once for a whole apply, so that no row
    /// changes steps by what an earlier one took away.
    fn among(&mut self, table: TableId, by: By) -> Predicate {
        match by {
            By::All => Predicate::Constant(true),
            By::Dates => match self.model.tables[table].has_ended() {
                true => self.is_listed("t", table).not(),
                false => Predicate::Constant(true),
            },
            By::Persons => self.is_listed("t", table),
        }
    }

    /// The row stays, given that these services need it no more: another needs it, or leaves it behind, or something holds it.
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
        let all: Vec<usize> = (0..self.model.tables[table].serves.len()).collect();
        let anonymous = self.serves_to_stay(alias, table, &all);
        let tells = self.is_held_to_tell(alias, table);
        let held = self.held(alias, table, ties);
        Predicate::any([needed, anonymous, tells, held])
    }

    /// The column holds something else than what it is blanked with.
    pub(crate) fn filled(&mut self, alias: &str, table: TableId, column: ColumnId) -> Predicate {
        let name = self.column(alias, table, column);
        let there = Predicate::Atom(format!("{name} IS NOT NULL"));
        match &self.model.tables[table].columns[column].blank {
            Blank::Constant(literal) => {
                let value = self.literal(literal, table, column);
                let differs = self.compared(alias, table, column, Operator::Differs, &value);
                Predicate::all([there, Predicate::Atom(differs)])
            }
            Blank::FromKey => {
                let bound = &self.model.tables[table];
                let neutral = from_key(self.model.dialect, Some(alias), &bound.names(&bound.key));
                Predicate::Atom(self.compared(alias, table, column, Operator::Differs, &neutral))
            }
            _ => there,
        }
    }
}
