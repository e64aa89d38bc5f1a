//! What the checker holds a plan to about the archive: nothing that an archived activity needs leaves without a copy, a copy
//! takes no personal value that its activity does not need, and the archive is emptied of what is past its last day alone.

use std::collections::BTreeSet;

use abide_policy::{map::MapTable, model::Activity};
use jiff::civil::Date;

use super::{Check, placeholders};
use crate::{
    catalog::Table,
    step::{Action, Copy, Param, Step},
};

/// A step on a table that is not the data's own can only empty the archive: of what is past its last day, or of what holds kept
/// that are closed.
pub(super) fn emptying(step: &Step, date: Date) -> Vec<String> {
    let mut broken = Vec::new();
    let day = [Param::Text(date.to_string())];
    let only_past = step.rule.params == day
        && ["t.\"abide_last_day\" < ?1", "t.\"abide_last_day\" < $1", "t.`abide_last_day` < ?1"]
            .contains(&step.rule.text.as_str());
    if !only_past && !only_let_go(step) {
        let why = "its rule is not that the last day in the archive is over, or that holds are closed";
        broken.push(why.to_owned());
    }
    let plain = matches!(&step.action, Action::Erase { with } if with.is_empty());
    if !plain || step.key != ["abide_id"] || !step.copies.is_empty() {
        broken.push("it does more than to empty a table of the archive".to_owned());
    }
    broken
}

/// Only rows that have no last day, and stand there for holds that are named one by one.
fn only_let_go(step: &Step) -> bool {
    let holds = |param: &Param| matches!(param, Param::Text(text) if text.starts_with("hold:"));
    let places = |sign: char| {
        let places = (1..=step.rule.params.len()).map(|place| format!("{sign}{place}"));
        places.collect::<Vec<_>>().join(", ")
    };
    let forms = [('"', '?'), ('"', '$'), ('`', '?')].map(|(quote, sign)| {
        format!(
            "t.{quote}abide_last_day{quote} IS NULL AND t.{quote}abide_activity{quote} IN ({})",
            places(sign)
        )
    });
    !step.rule.params.is_empty() && step.rule.params.iter().all(holds) && forms.contains(&step.rule.text)
}

/// The columns of which a step takes away what is in them; none: whole rows.
fn leaving(action: &Action) -> Option<Vec<&str>> {
    Some(match action {
        Action::Erase { .. } => return None,
        Action::Cut { columns } => columns.iter().map(String::as_str).collect(),
        Action::Blank { columns } => columns.iter().map(|blanked| blanked.column.as_str()).collect(),
        Action::Anonymise { columns } => columns.iter().map(|coarser| coarser.column.as_str()).collect(),
    })
}

impl Check<'_> {
    /// What a step on the data's own tables does about the archive.
    pub(super) fn copies(&self, step: &Step, table: &Table, map: &MapTable) -> Vec<String> {
        let columns = leaving(&step.action);
        let mut broken = self.copied_whole(step, table, map, columns.as_deref());
        if let Action::Erase { with } = &step.action {
            for dependent in with {
                if let (Some(table), Some(map)) =
                    (self.listed(&dependent.table), self.mapped(&dependent.table))
                {
                    broken.extend(self.copied_whole(step, table, map, None));
                }
            }
        }
        broken
    }

    /// What leaves of a table's rows is copied for activities and under holds. Of which no columns are named, everything leaves.
    fn copied_whole(
        &self,
        step: &Step,
        table: &Table,
        map: &MapTable,
        columns: Option<&[&str]>,
    ) -> Vec<String> {
        let leaves = |name: &str| columns.is_none_or(|columns| columns.contains(&name));
        let mut broken = self.kept(step, table, map, &leaves);
        broken.extend(self.under_holds(step, table, map, columns));
        broken
    }

    /// Whether for every archived activity of a table there is a copy of what it needs of what leaves, and of no more.
    fn kept(&self, step: &Step, table: &Table, map: &MapTable, leaves: &dyn Fn(&str) -> bool) -> Vec<String> {
        let mut broken = Vec::new();
        for serves in &map.serves {
            let Some(activity) = self.policy.activity(&serves.activity.value) else { continue };
            if !activity.keep.value.archives() {
                continue;
            }
            let needed: Vec<&str> = needed(activity, map).filter(|name| leaves(name)).collect();
            let of_it = |copy: &&Copy| copy.table == table.name && copy.activity == activity.name.value;
            let copy = step.copies.iter().find(of_it);
            match copy {
                None if needed.is_empty() => {}
                None => broken.push(format!("it removes what {} needs in the archive", activity.name.value)),
                Some(copy) => broken.extend(self.copied(copy, table, map, activity, &needed)),
            }
        }
        broken
    }

    /// Whether under every hold that any step of the plan knows for this table all that leaves is copied, until the hold closes. Of
    /// which no columns are named, everything leaves.
    fn under_holds(
        &self,
        step: &Step,
        table: &Table,
        map: &MapTable,
        columns: Option<&[&str]>,
    ) -> Vec<String> {
        let mut broken = Vec::new();
        for hold in self.holds_on(&table.name.to_string()) {
            let of_it = |copy: &&Copy| copy.table == table.name && copy.activity == format!("hold:{hold}");
            let Some(copy) = step.copies.iter().find(of_it) else {
                broken.push(format!("it removes what the hold {hold} covers"));
                continue;
            };
            let wanted: Vec<&str> = match columns {
                Some(columns) => columns.to_vec(),
                None => table.columns.iter().map(|column| column.name.as_str()).collect(),
            };
            let taken = |column: &str| copy.columns.iter().any(|copied| copied.column == column);
            // What the map does not speak of keeps a record from being erased at all.
            let spoken = |column: &&str| {
                map.fields.iter().any(|(name, _)| name.value == **column)
                    || map.not_personal.iter().any(|name| name.value == **column)
            };
            if !wanted
                .into_iter()
                .filter(spoken)
                .chain(table.primary_key.iter().map(String::as_str))
                .all(taken)
            {
                broken.push(format!("its copy under the hold {hold} leaves out what leaves"));
            }
            if copy.until.is_some() || !self.goes_there(copy, table) || !placeholders(&copy.rule) {
                broken.push(format!("its copy under the hold {hold} is not kept until the hold closes"));
            }
        }
        broken
    }

    /// The holds that rules or copies of the plan know for a table.
    fn holds_on(&self, table: &str) -> BTreeSet<String> {
        let list = format!("held {table} by ");
        let copies = self.steps().flat_map(|step| &step.copies);
        let lists = copies.flat_map(|copy| &copy.rule.params).filter_map(|param| match param {
            Param::List(name) => name.strip_prefix(&list)?.split(',').next().map(str::to_owned),
            _ => None,
        });
        lists.collect()
    }

    fn goes_there(&self, copy: &Copy, table: &Table) -> bool {
        let place = self.map.archive.as_ref().map(|place| place.value.as_str());
        let into = copy.into.schema.as_deref();
        (into == place || into == Some("abide_archive")) && copy.into.name == table.name.to_string()
    }

    fn copied(
        &self,
        copy: &Copy,
        table: &Table,
        map: &MapTable,
        activity: &Activity,
        needed: &[&str],
    ) -> Vec<String> {
        let name = &activity.name.value;
        let taken = |column: &str| copy.columns.iter().any(|copied| copied.column == column);
        let plain = || map.not_personal.iter().map(|column| column.value.as_str());
        let known = |column: &&str| table.column(column).is_some();
        let mut broken = Vec::new();
        if !needed
            .iter()
            .copied()
            .chain(plain())
            .chain(table.primary_key.iter().map(String::as_str))
            .filter(known)
            .all(taken)
        {
            broken.push(format!("its copy for {name} leaves out what leaves"));
        }
        let too_much = |column: &str| {
            !needed.contains(&column)
                && !plain().any(|plain| plain == column)
                && !table.primary_key.iter().any(|key| key == column)
        };
        if copy.columns.iter().any(|copied| too_much(&copied.column)) {
            broken.push(format!("its copy for {name} takes a value that {name} does not need"));
        }
        if !self.goes_there(copy, table) {
            broken.push(format!("its copy for {name} does not go into the archive"));
        }
        if !placeholders(&copy.rule) {
            broken.push(format!("the rule of its copy for {name} has placeholders without values"));
        }
        broken.extend(self.counted(copy, activity));
        broken
    }

    /// The last day is counted as the policy says.
    fn counted(&self, copy: &Copy, activity: &Activity) -> Option<String> {
        let keep = &activity.keep.value;
        let right = copy.until.as_ref().is_some_and(|until| {
            let periods: Vec<_> = until.active.iter().chain(&until.archived).copied().collect();
            !until.dates.is_empty()
                && periods == keep.periods()
                && until.zone == self.policy.controller.time_zone.value
        });
        (!right).then(|| {
            format!("the last day of its copy for {} is not counted as the policy says", activity.name.value)
        })
    }
}

/// The personal columns of a table that an activity needs.
fn needed<'m>(activity: &'m Activity, map: &'m MapTable) -> impl Iterator<Item = &'m str> {
    let fields = map.fields.iter().filter(|(_, category)| activity.needs(&category.value));
    fields.map(|(column, _)| column.value.as_str())
}
