//! The steps that overwrite values of records that stay.

use abide_policy::transform::Transform;
use jiff::civil::Date;

use super::{By, neutral, rule, services, step, traced, transformed};
use crate::{
    again::again,
    archive::{self, Leaving},
    model::{Blank, Column, ColumnId, Model, TableId},
    sql::{Ground, Predicate, Writer},
    step::{Action, Blanked, Step},
    tie::Tie,
};

/// Columns that one step overwrites: the same activities need them, and what is left of them is told in the same way.
struct Group<'m> {
    needed_by: &'m [usize],
    /// The services that leave these columns' values behind, coarsened.
    coarseners: Vec<usize>,
    columns: Vec<ColumnId>,
}

/// A step or two for each group of columns: of the records that an activity leaves behind, anonymous, a column with a transform is
/// coarsened; else it is blanked.
pub(super) fn steps(model: &Model, today: Date, table: TableId, ties: &[Tie]) -> Vec<Step> {
    let bound = &model.tables[table];
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (number, column) in bound.columns.iter().enumerate() {
        if matches!(column.blank, Blank::Follows | Blank::Stays(_)) || bound.key.is_empty() {
            continue;
        }
        let coarseners = model.coarseners(table, number);
        let alone = |number: &ColumnId| {
            let column = &bound.columns[*number];
            stands_alone(column, &coarseners) || bound.telling.contains(number)
        };
        let together = |group: &&mut Group<'_>| {
            (group.needed_by, &group.coarseners) == (column.needed_by.as_slice(), &coarseners)
                && !alone(&number)
                && !alone(&group.columns[0])
        };
        match groups.iter_mut().find(together) {
            Some(group) => group.columns.push(number),
            None => {
                groups.push(Group { needed_by: &column.needed_by, coarseners, columns: vec![number] });
            }
        }
    }
    let of_group = |group: &Group<'_>| {
        let ended = group.needed_by.iter().any(|service| !bound.serves[*service].ended.is_empty());
        let grounds: &[By] = if ended { &[By::Dates, By::Persons] } else { &[By::All] };
        let blanks = grounds.iter().map(|by| blank(model, today, table, ties, group, *by));
        let coarsened = grounds.iter().filter(|_| !group.coarseners.is_empty());
        blanks.chain(coarsened.map(|by| anonymise(model, today, table, group, *by))).collect::<Vec<_>>()
    };
    groups.iter().flat_map(of_group).collect()
}

/// Nothing is written over NULL: where a column holds NULL among values to be blanked with a constant, a step of its own
/// leaves it out. Nor is a neutral value coarsened, or what is coarse already copied into the archive beside what is not.
fn stands_alone(column: &Column, coarseners: &[usize]) -> bool {
    !coarseners.is_empty() || (column.blank != Blank::Null && column.nullable)
}

fn blank(model: &Model, today: Date, table: TableId, ties: &[Tie], group: &Group<'_>, by: By) -> Step {
    let bound = &model.tables[table];
    let blanked = |writer: &mut Writer<'_>, stays: Predicate| {
        let ended = writer.ended_group(table, group, by);
        let filled: Vec<Predicate> =
            group.columns.iter().map(|column| writer.filled("t", table, *column)).collect();
        let coarsened = writer.serves_to_stay("t", table, &group.coarseners);
        let tells = writer.tells_of_hold(table, group);
        Predicate::all([ended, Predicate::any(filled), stays, coarsened.not(), tells.not()])
    };
    let (rule, follows) = traced(model, today, |writer| {
        let stays = writer.stays_though_ended("t", table, ties, group.needed_by);
        blanked(writer, stays)
    });
    let again = again(model, today, follows, None, |writer| blanked(writer, Predicate::Constant(true)));
    let written = |column: &ColumnId| Blanked {
        column: bound.columns[*column].name.clone(),
        to: neutral(&bound.columns[*column].blank),
    };
    let action = Action::Blank { columns: group.columns.iter().map(written).collect() };
    let copies = archive::copies(model, today, table, "t", Leaving::Columns(&group.columns));
    Step { again, copies, ..step(model, table, action, rule, &services(bound, group.needed_by)) }
}

fn anonymise(model: &Model, today: Date, table: TableId, group: &Group<'_>, by: By) -> Step {
    let bound = &model.tables[table];
    let transforms: Vec<(ColumnId, Transform)> = group
        .columns
        .iter()
        .filter_map(|column| Some((*column, bound.columns[*column].transform?)))
        .collect();
    let rule = rule(model, today, |writer| {
        let ended = writer.ended_group(table, group, by);
        let due = transforms.iter().map(|(column, by)| writer.is_due("t", table, *column, *by));
        let due = Predicate::any(due.collect::<Vec<_>>());
        let served = writer.serves_to_stay("t", table, &group.coarseners);
        let tells = writer.tells_of_hold(table, group);
        Predicate::all([ended, due, served, tells.not()])
    });
    let columns = group.columns.iter().filter_map(|column| transformed(&bound.columns[*column]));
    let action = Action::Anonymise { columns: columns.collect() };
    // What an archived activity needs, it needs whole.
    let copies = archive::copies(model, today, table, "t", Leaving::Columns(&group.columns));
    Step { copies, ..step(model, table, action, rule, &services(bound, group.needed_by)) }
}

impl Writer<'_> {
    /// A hold covers the row, which stays, and knows it or others by one of these columns.
    fn tells_of_hold(&mut self, table: TableId, group: &Group<'_>) -> Predicate {
        let telling = &self.model.tables[table].telling;
        match group.columns.iter().any(|column| telling.contains(column)) {
            true => self.is_held("t", table),
            false => Predicate::Constant(false),
        }
    }

    /// None of the services that need these columns needs them of the row any more.
    fn ended_group(&mut self, table: TableId, group: &Group<'_>, by: By) -> Predicate {
        let ended = match by {
            By::Dates => self.none_needs_by("t", table, group.needed_by, Ground::Dates),
            By::All | By::Persons => self.none_needs("t", table, group.needed_by),
        };
        let among = self.among(table, by);
        Predicate::all([among, ended])
    }
}
