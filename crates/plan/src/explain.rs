//! "Why do you still have this?": for one record, every value's fate with the activities that decide it.

use jiff::civil::Date;
use serde::Serialize;

use abide_ledger::Ending;
use abide_policy::model::State;

use crate::{
    catalog::{ColumnKind, Dialect},
    evaluate::{Fate, ValueFate, fate_of, stays_anonymous},
    in_english,
    model::{Blank, ColumnId, Hop, Model, Role, TableId},
    need::{Need, RowId, Undatable, World},
    sql::{Predicate, Writer, reverse},
    step::{Param, Sql},
    tie::ties,
};

/// The answer for one record. It says which columns hold something, never what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// `store.table`
    pub place: String,
    /// The record's primary key, in the columns' order.
    pub key: Vec<String>,
    /// The day it is true for.
    pub date: Date,
    /// What becomes of the record.
    pub record: RecordFate,
    /// What each activity that the table may serve says of it.
    pub needs: Vec<Reason>,
    /// Tables that have records which hold this one, when it is over and does not go.
    pub held_by: Vec<String>,
    /// Why no record of this table is ever deleted, when that is so.
    pub never_deleted: Option<String>,
    /// The holds that cover it, by name: what would go of it is archived under them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub under: Vec<String>,
    /// Every personal value.
    pub values: Vec<ExplainedValue>,
}

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordFate {
    /// Some activity needs it.
    Needed,
    /// It serves no activity: the map does not say what becomes of it.
    Unserved,
    /// Nothing needs it, and there is no date that would tell since when.
    Undatable,
    /// Nothing needs it, and it stays with what is left of its values, anonymous.
    Anonymous,
    /// Nothing needs it, and it is deleted.
    Goes,
    /// Nothing needs it, and it stays without its personal values, because something holds it.
    Held,
    /// A hold keeps it as it is, or where it is.
    OnHold,
    /// The map does not speak of its table, or says that it holds nothing personal.
    NotConcerned,
}

/// What one activity says of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The activity.
    pub activity: String,
    /// Its phrase.
    pub phrase: String,
    /// The clauses it keeps.
    pub clauses: Vec<String>,
    /// What it says.
    pub verdict: Verdict,
}

/// An activity's word on a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "says")]
pub enum Verdict {
    /// The record does not serve it.
    NotServed,
    /// It needed it up to this day.
    Over {
        /// The last day.
        last_day: Date,
    },
    /// It is ended for the person.
    Ended {
        /// What the person did.
        by: Ending,
        /// The day on which that was received.
        received: Date,
    },
    /// It needs it.
    Live {
        /// In use, or in an archive.
        state: State,
        /// The last day of this phase; none: until something that has not happened.
        last_day: Option<Date>,
    },
    /// No date to count from is recorded.
    NoDate,
    /// The date to count from cannot be read.
    UnreadableDate,
}

/// What becomes of one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedValue {
    /// Its column.
    pub column: String,
    /// Its category.
    pub category: String,
    /// What becomes of it.
    pub fate: ValueFate,
    /// The activities that need it now.
    pub needed_by: Vec<String>,
    /// The last day on which one of them does; none when that cannot be told yet, or nothing needs it.
    pub last_day: Option<Date>,
    /// Why it stays although nothing needs it.
    pub because: Option<String>,
}

/// Explains the row `id`, given whether it goes and which tables hold it.
pub fn explain(world: World<'_>, id: RowId, today: Date, goes: bool, held_by: Vec<String>) -> Explanation {
    let table = &world.model.tables[id.table];
    let fate = fate_of(world, id, today, goes);
    let anonymous = fate.over && stays_anonymous(world.model, id.table, &fate.needs);
    let key = table.key.iter().map(|column| crate::evaluate::key_text(&world.values(id)[*column])).collect();
    let needs = table.serves.iter().zip(&fate.needs).map(|(service, need)| {
        let activity = &world.model.activities[service.activity];
        Reason {
            activity: activity.name.clone(),
            phrase: activity.phrase.clone(),
            clauses: activity.clauses.clone(),
            verdict: verdict(*need),
        }
    });
    let under: Vec<String> = match world.model.moves_held() {
        true => world.holds_on(id).into_iter().map(str::to_owned).collect(),
        false => Vec::new(),
    };
    Explanation {
        place: world.model.place(id.table),
        key,
        date: today,
        record: if world.is_held_in_place(id) && (fate.over || under.is_empty()) {
            RecordFate::OnHold
        } else {
            record_fate(table.role, &fate, anonymous)
        },
        needs: needs.collect(),
        held_by: if fate.over && !goes && !anonymous { held_by } else { Vec::new() },
        never_deleted: table.undeletable.as_ref().map(in_english),
        values: values(world.model, id.table, &fate, !under.is_empty()),
        under,
    }
}

fn record_fate(role: Role, fate: &Fate, anonymous: bool) -> RecordFate {
    let any = |test: fn(&Need) -> bool| fate.needs.iter().any(test);
    if role != Role::Personal {
        RecordFate::NotConcerned
    } else if anonymous {
        RecordFate::Anonymous
    } else if fate.goes {
        RecordFate::Goes
    } else if fate.over {
        RecordFate::Held
    } else if any(|need| matches!(need, Need::Live(..))) {
        RecordFate::Needed
    } else if any(|need| matches!(need, Need::Undatable(_))) {
        RecordFate::Undatable
    } else {
        RecordFate::Unserved
    }
}

fn verdict(need: Need) -> Verdict {
    match need {
        Need::NotServed => Verdict::NotServed,
        Need::Over(last_day) => Verdict::Over { last_day },
        Need::Ended(by, received) => Verdict::Ended { by, received },
        Need::Live(state, last_day) => Verdict::Live { state, last_day },
        Need::Undatable(Undatable::Missing) => Verdict::NoDate,
        Need::Undatable(Undatable::Unreadable) => Verdict::UnreadableDate,
    }
}

fn values(model: &Model, table: TableId, fate: &Fate, under_hold: bool) -> Vec<ExplainedValue> {
    let bound = &model.tables[table];
    let explained = |(number, (column, fate_of_value)): (ColumnId, (&crate::model::Column, &ValueFate))| {
        let live: Vec<usize> = column
            .needed_by
            .iter()
            .copied()
            .filter(|service| matches!(fate.needs[*service], Need::Live(..)))
            .collect();
        let day = |service: &usize| match fate.needs[*service] {
            Need::Live(_, last_day) => last_day,
            _ => None,
        };
        let days: Option<Vec<Date>> = live.iter().map(day).collect();
        let because = match &column.blank {
            _ if !live.is_empty() || *fate_of_value != ValueFate::Stays => None,
            Blank::Stays(why) => Some(in_english(why)),
            _ if under_hold && bound.telling.contains(&number) => Some(KNOWS.to_owned()),
            _ => None,
        };
        Some(ExplainedValue {
            column: column.name.clone(),
            category: column.category.clone()?,
            fate: *fate_of_value,
            needed_by: live
                .iter()
                .map(|service| model.activities[bound.serves[*service].activity].name.clone())
                .collect(),
            last_day: days.and_then(|days| days.into_iter().max()),
            because,
        })
    };
    bound.columns.iter().zip(&fate.values).enumerate().filter_map(explained).collect()
}

/// Why a value stays by which a hold knows the record.
const KNOWS: &str = "a hold knows the record by it";

/// The paths whose rows must be read to explain a record of a table: those that its rules look along, each part of the way
/// before the whole.
pub fn paths(model: &Model, table: TableId) -> Vec<Vec<Hop>> {
    let mut whole: Vec<Vec<Hop>> = Vec::new();
    for service in &model.tables[table].serves {
        whole.extend(service.sources.iter().map(|source| source.path.clone()));
        whole.extend(service.condition.iter().flat_map(crate::tie::exists_paths));
        whole.extend(service.asked.iter().map(|hop| vec![hop.clone()]));
    }
    let bound = &model.tables[table];
    whole.extend(bound.identities.iter().map(|identity| identity.path.clone()));
    let mut paths: Vec<Vec<Hop>> = Vec::new();
    for path in whole {
        for length in 1..=path.len() {
            if !paths.contains(&path[..length].to_vec()) {
                paths.push(path[..length].to_vec());
            }
        }
    }
    paths
}

/// True for the record with that primary key, over the alias `t`.
pub fn by_key(model: &Model, table: TableId, key: &[String], today: Date) -> Sql {
    written(model, today, |writer| writer.has_key("t", table, key))
}

/// True for the rows at the end of `path` from the record with that key, over the alias `t`.
pub fn at_end(model: &Model, table: TableId, key: &[String], path: &[Hop], today: Date) -> Sql {
    written(model, today, |writer| {
        let end = model.end_of(table, path);
        let way = writer.along("t", end, &reverse(table, path));
        let is = writer.has_key(&way.end, table, key);
        Predicate::exists(way.from, way.on, is)
    })
}

/// True for the record with that key if it goes, over the alias `t`.
pub fn goes(model: &Model, table: TableId, key: &[String], today: Date) -> Sql {
    written(model, today, |writer| {
        let is = writer.has_key("t", table, key);
        let goes = writer.goes("t", table, &ties(model), &[]);
        Predicate::all([is, goes])
    })
}

/// For each table that could hold the record: a rule over the record under the alias `t`, true when it has rows that do.
pub fn holders(model: &Model, table: TableId, key: &[String], today: Date) -> Vec<(TableId, Sql)> {
    let all = ties(model);
    let holding = |tie: &crate::tie::Tie| {
        let rule = written(model, today, |writer| {
            let is = writer.has_key("t", table, key);
            let free = writer.goes("t", table, std::slice::from_ref(tie), &[]);
            let over = writer.is_over("t", table);
            Predicate::all([is, over, free.not()])
        });
        (tie.holder, rule)
    };
    all.iter().filter(|tie| tie.held == table).map(holding).collect()
}

fn written(model: &Model, today: Date, write: impl FnOnce(&mut Writer<'_>) -> Predicate) -> Sql {
    let mut writer = Writer::new(model, today);
    let text = write(&mut writer).render();
    writer.finish(text)
}

impl Writer<'_> {
    /// A part of a key as the database compares it; none when it cannot be one. MariaDB takes the head of a text for a number.
    fn key_param(&self, table: TableId, column: ColumnId, part: &str) -> Option<Param> {
        match (self.model.dialect, self.model.tables[table].columns[column].kind) {
            (Dialect::MariaDb, ColumnKind::Bool | ColumnKind::Integer) => part
                .parse()
                .map(Param::Integer)
                .ok()
                .or_else(|| part.parse::<u64>().ok().map(|_| Param::Decimal(part.to_owned()))),
            _ => Some(Param::Text(part.to_owned())),
        }
    }

    fn has_key(&mut self, alias: &str, table: TableId, key: &[String]) -> Predicate {
        let columns = self.model.tables[table].key.clone();
        let same = |(column, part): (usize, &String)| {
            let Some(param) = self.key_param(table, column, part) else { return Predicate::Constant(false) };
            let value = self.bind(&param, &crate::sql::Beside::Column(table, column));
            Predicate::Atom(format!("{} = {value}", self.column(alias, table, column)))
        };
        Predicate::all(columns.into_iter().zip(key).map(same).collect::<Vec<_>>())
    }
}
