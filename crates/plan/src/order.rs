//! The order in which tables are erased: what refers goes before what it refers to, what counts goes before or together
//! with what it counts from. Where constraints allow no order, the tables are refused: their rows are never deleted.

use abide_phrases::{Text, Value, all_of, text};
use std::collections::BTreeSet;

use crate::{
    archive::archives,
    catalog::OnDelete,
    evaluate::deletable,
    model::{ColumnId, Hop, Model, TableId},
    tie::{Seen, Tie, TieKind, ties},
};

/// One table's turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The table.
    pub table: TableId,
    /// References set to NULL first, between rows that all go.
    pub cut: Vec<ColumnId>,
    /// Tables that count from this one and can only be erased after it: rows they hold go with theirs, later.
    pub above: Vec<TableId>,
    /// Tables whose rows go with this one's, in the order in which they are deleted, with each way from them to it.
    pub below: Vec<(TableId, Vec<Hop>)>,
    /// The tables above, with each way from this one to them.
    pub hangs: Vec<(TableId, Vec<Hop>)>,
}

/// Finds the order. Tables without one are marked undeletable in the model.
pub fn arrange(model: &mut Model) -> Vec<Turn> {
    loop {
        match attempt(model) {
            Ok(turns) => return turns,
            Err((tables, reason)) => {
                for table in tables {
                    model.tables[table].undeletable = Some(reason.clone());
                }
            }
        }
    }
}

type Refused = (Vec<TableId>, Text);

fn attempt(model: &Model) -> Result<Vec<Turn>, Refused> {
    let alive = |table: TableId| deletable(&model.tables[table]);
    let ties: Vec<Tie> = ties(model).into_iter().filter(|tie| alive(tie.held) && alive(tie.holder)).collect();
    refuse_counting_over_itself(model, &ties)?;
    let (mut cut, references) = break_cycles(model, &ties)?;
    let mut before = precedence(model.tables.len(), &ties, &references);
    cut.extend(archive_before_null(model, &mut before));
    let reach = Reach::of(&before);
    let mut turns = Vec::new();
    for group in reach.groups().into_iter().filter(|group| alive(group[0])) {
        turns.extend(turns_of(model, &group, &ties, &references)?);
    }
    // A column may be part of several references.
    cut.sort_unstable();
    cut.dedup();
    for turn in &mut turns {
        turn.cut = cut.iter().filter(|(table, _)| *table == turn.table).map(|(_, column)| *column).collect();
    }
    Ok(turns)
}

fn refuse_counting_over_itself(model: &Model, ties: &[Tie]) -> Result<(), Refused> {
    match ties.iter().find(|tie| tie.held == tie.holder && tie.kind != TieKind::Reference) {
        Some(tie) => {
            let table = model.tables[tie.held].name.to_string();
            Err((vec![tie.held], text!("order-own-rows", table)))
        }
        None => Ok(()),
    }
}

type Cut = (TableId, ColumnId);

/// The references to set to NULL so that those that remain form no cycle between tables.
fn break_cycles<'a>(model: &Model, ties: &'a [Tie]) -> Result<(Vec<Cut>, Vec<&'a Tie>), Refused> {
    let all: Vec<&Tie> = ties.iter().filter(|tie| tie.kind == TieKind::Reference).collect();
    let reach = Reach::of(&graph(model.tables.len(), all.iter().map(|tie| (tie.holder, tie.held))));
    // Cutting what a rule sees would change what it says.
    let seen = Seen::in_rules(model);
    let mut cuts = Vec::new();
    let mut left = Vec::new();
    for tie in all {
        let columns = &model.tables[tie.holder].columns;
        let free = tie.path[0].own.iter().find(|c| columns[**c].nullable && !seen.column(tie.holder, **c));
        match free {
            Some(column) if reach.leads(tie.held, tie.holder) => cuts.push((tie.holder, *column)),
            _ => left.push(tie),
        }
    }
    if let Some(tie) = left.iter().find(|tie| tie.held == tie.holder) {
        let table = model.tables[tie.held].name.to_string();
        return Err((vec![tie.held], text!("order-uncut-rows", table)));
    }
    let rest = Reach::of(&graph(model.tables.len(), left.iter().map(|tie| (tie.holder, tie.held))));
    match rest.groups().into_iter().find(|group| group.len() > 1) {
        Some(group) => {
            let tables = names(model, &group);
            Err((group, text!("order-uncut-circle", tables)))
        }
        None => Ok((cuts, left)),
    }
}

/// Which table must be erased before (or together with) which.
fn precedence(tables: usize, ties: &[Tie], references: &[&Tie]) -> Vec<BTreeSet<TableId>> {
    let refers = references.iter().map(|tie| (tie.holder, tie.held));
    let counts = ties.iter().filter(|tie| matters(tie)).map(|tie| (tie.holder, tie.held));
    graph(tables, refers.chain(counts))
}

/// What refers goes before what it refers to also where the database would set the reference to NULL, if something of it is archived:
/// what stood in the reference would be in neither place. Where that would be a circle, as within one table, what is personal in the
/// reference is cut first, and archived then.
fn archive_before_null(model: &Model, before: &mut [BTreeSet<TableId>]) -> Vec<Cut> {
    let seen = Seen::in_rules(model);
    let alive = |table: TableId| deletable(&model.tables[table]);
    let mut cuts = Vec::new();
    for (holder, table) in model.tables.iter().enumerate() {
        if model.archive.is_none() || !alive(holder) || !archives(model, holder) {
            continue;
        }
        let nulled = table.references.iter().filter(|reference| reference.on_delete == OnDelete::SetNull);
        for hop in nulled.map(|reference| &reference.hop).filter(|hop| alive(hop.table)) {
            if hop.table != holder && !Reach::of(before).leads(hop.table, holder) {
                before[holder].insert(hop.table);
                continue;
            }
            let column = |column: ColumnId| &table.columns[column];
            let free = |c: &&ColumnId| column(**c).nullable && !seen.column(holder, **c);
            let personal = hop.own.iter().filter(|c| column(**c).category.is_some()).filter(free);
            cuts.extend(personal.map(|column| (holder, *column)));
        }
    }
    cuts
}

/// Whether erasing the held row first could change what the holder's rules say.
fn matters(tie: &Tie) -> bool {
    matches!(tie.kind, TieKind::Way | TieKind::Evidence { sure: false, .. })
}

/// The turns of tables that must go together: each takes along the rows of those below it.
fn turns_of(
    model: &Model,
    group: &[TableId],
    ties: &[Tie],
    references: &[&Tie],
) -> Result<Vec<Turn>, Refused> {
    let inside: Vec<&&Tie> = references
        .iter()
        .filter(|tie| tie.held != tie.holder && group.contains(&tie.held) && group.contains(&tie.holder))
        .collect();
    let up = Reach::of(&graph(model.tables.len(), inside.iter().map(|tie| (tie.holder, tie.held))));
    let chained = |tie: &Tie| reverses_references(tie, &inside);
    let loose = ties.iter().find(|tie| {
        group.len() > 1
            && matters(tie)
            && group.contains(&tie.held)
            && group.contains(&tie.holder)
            && !chained(tie)
    });
    if let Some(tie) = loose {
        let name = |table: TableId| model.tables[table].name.to_string();
        let why = text!("order-no-way-back", holder = name(tie.holder), held = name(tie.held));
        return Err((group.to_vec(), why));
    }
    let mut order = group.to_vec();
    // What has more tables above it comes first: along references this puts the referring before the referred to.
    order.sort_by_key(|table| {
        std::cmp::Reverse(group.iter().filter(|other| up.leads(*table, **other)).count())
    });
    let turn = |table: TableId| Turn {
        table,
        cut: Vec::new(),
        above: group.iter().copied().filter(|other| *other != table && up.leads(table, *other)).collect(),
        below: order
            .iter()
            .filter(|other| **other != table && up.leads(**other, table))
            .flat_map(|other| ways(*other, table, &inside).into_iter().map(|way| (*other, way)))
            .collect(),
        hangs: group
            .iter()
            .filter(|other| **other != table && up.leads(table, **other))
            .flat_map(|other| ways(table, *other, &inside).into_iter().map(|way| (*other, way)))
            .collect(),
    };
    let turns: Vec<Turn> = order.iter().map(|table| turn(*table)).collect();
    match turns.iter().find(|turn| forks(&turn.hangs)) {
        Some(turn) => Err((group.to_vec(), forked(model, group, turn.table))),
        None => Ok(turns),
    }
}

/// Whether a row may hang on several rows at once, none of which hangs on the other: it would go with the first, and the
/// second could no longer count from it.
fn forks(hangs: &[(TableId, Vec<Hop>)]) -> bool {
    let apart = |one: &[Hop], other: &[Hop]| !one.starts_with(other) && !other.starts_with(one);
    hangs.iter().any(|(_, one)| hangs.iter().any(|(_, other)| apart(one, other)))
}

fn forked(model: &Model, group: &[TableId], table: TableId) -> Text {
    let table = model.tables[table].name.to_string();
    text!("order-forked", tables = names(model, group), table)
}

/// Whether the way back from the held row to its holder is made of references.
fn reverses_references(tie: &Tie, references: &[&&Tie]) -> bool {
    let mut here = tie.holder;
    tie.path.iter().all(|hop| {
        let found = references.iter().any(|reference| {
            let back = &reference.path[0];
            reference.holder == hop.table
                && back.table == here
                && back.own == hop.their
                && back.their == hop.own
        });
        here = hop.table;
        found
    })
}

/// All ways along references that pass no table twice.
fn ways(from: TableId, to: TableId, references: &[&&Tie]) -> Vec<Vec<Hop>> {
    let mut found = Vec::new();
    let mut open: Vec<(Vec<TableId>, Vec<Hop>)> = vec![(vec![from], Vec::new())];
    while let Some((passed, path)) = open.pop() {
        let here = passed[passed.len() - 1];
        if here == to {
            found.push(path);
            continue;
        }
        for tie in references.iter().filter(|tie| tie.holder == here && !passed.contains(&tie.held)) {
            let passed = passed.iter().copied().chain([tie.held]).collect();
            open.push((passed, path.iter().cloned().chain([tie.path[0].clone()]).collect()));
        }
    }
    found
}

fn names(model: &Model, tables: &[TableId]) -> Value {
    all_of(tables.iter().map(|table| model.tables[*table].name.to_string()))
}

fn graph(tables: usize, edges: impl Iterator<Item = (TableId, TableId)>) -> Vec<BTreeSet<TableId>> {
    let mut next = vec![BTreeSet::new(); tables];
    edges.for_each(|(from, to)| {
        next[from].insert(to);
    });
    next
}

/// Which table leads to which over one edge or more.
struct Reach(Vec<BTreeSet<TableId>>);

impl Reach {
    fn of(next: &[BTreeSet<TableId>]) -> Self {
        let from = |start: TableId| {
            let mut seen = BTreeSet::new();
            let mut open: Vec<TableId> = next[start].iter().copied().collect();
            while let Some(table) = open.pop() {
                if seen.insert(table) {
                    open.extend(&next[table]);
                }
            }
            seen
        };
        Self((0..next.len()).map(from).collect())
    }

    fn leads(&self, from: TableId, to: TableId) -> bool {
        self.0[from].contains(&to)
    }

    /// Tables that lead to each other, each group before those it leads to; otherwise in the order of tables.
    fn groups(&self) -> Vec<Vec<TableId>> {
        let mut groups: Vec<Vec<TableId>> = Vec::new();
        for table in 0..self.0.len() {
            if groups.iter().all(|group| !group.contains(&table)) {
                let together = |other: &TableId| {
                    *other == table || (self.leads(table, *other) && self.leads(*other, table))
                };
                groups.push((0..self.0.len()).filter(together).collect());
            }
        }
        // A group reaches strictly more than any group it leads to.
        groups.sort_by_key(|group| {
            std::cmp::Reverse(self.0[group[0]].union(&group.iter().copied().collect()).count())
        });
        groups
    }
}
