//! What a batch is asked instead of a rule that looks at far more: of each single row it says the same.

use abide_engine::store::Store;
use abide_plan::{
    batch::{self, Asks, Locator, Range, Site, Work},
    catalog::Dialect,
    compile::compile,
    need::RowId,
    step::{Again, Followed, Param, Sql, Step},
    value::Value,
};

use crate::{
    apply::{literal, within},
    check::{Judged, Tally},
    home::Case,
};

/// So many rows of a step are asked one by one.
const ROWS: usize = 8;

pub(crate) fn check(
    store: &mut dyn Store,
    case: &Case,
    judged: &Judged,
    tally: &mut Tally,
) -> Result<(), String> {
    let mut model = judged.model.clone();
    // Where no index serves, the rule itself is asked: here all of them do.
    for table in &mut model.tables {
        table.indexes = (0..table.columns.len()).map(|column| vec![column]).collect();
    }
    for step in &compile(&mut model, case.today).steps {
        let Some(again) = &step.again else { continue };
        let table = judged.table(&step.table);
        let going = judged.under(store, table, &step.rule)?;
        let candidates = judged.under(store, table, &again.rule)?;
        if let Some(id) = going.iter().find(|id| !candidates.contains(id)) {
            return Err(told(judged, step, *id, "a batch would not be asked about a row of the step"));
        }
        for id in candidates.into_iter().take(ROWS) {
            let free = free(store, judged, step, again, id)?;
            tally.again += 1;
            if going.contains(&id) && !free {
                return Err(told(judged, step, id, "a batch finds a row held that is one of the step's"));
            }
            if free && !going.contains(&id) && !judged.fate(id).goes {
                return Err(told(judged, step, id, "a batch finds a row free that something holds"));
            }
        }
    }
    Ok(())
}

/// Whether the row alone is found not to be held, or it does not matter.
fn free(
    store: &mut dyn Store,
    judged: &Judged,
    step: &Step,
    again: &Again,
    id: RowId,
) -> Result<bool, String> {
    let model = &judged.model;
    let values = judged.seen().values(id);
    let key: Vec<String> =
        model.tables[id.table].key.iter().map(|column| literal(&values[*column])).collect();
    let one = within(model.dialect, &step.key, "t", &[key]);
    let rule = Sql { text: format!("({}) AND {one}", again.rule.text), params: again.rule.params.clone() };
    let again = Some(Again { rule: rule.clone(), ..again.clone() });
    let alone = Step { rule, again, ..step.clone() };
    let locator = match model.dialect {
        Dialect::Postgres => Locator::Ctid,
        Dialect::Sqlite => Locator::Rowid("rowid".to_owned()),
        Dialect::MariaDb => Locator::Key(step.key.clone()),
    };
    let site = Site { dialect: model.dialect, table: step.table.clone(), locator, still: Vec::new() };
    let work = Work { step: &alone, site: &site, asks: Asks::Again };
    let asked = asked(store, &work).map_err(|error| format!("{error}\n{:?}", alone.again))?;
    Ok(asked == 0)
}

fn asked(store: &mut dyn Store, work: &Work<'_>) -> Result<u64, abide_engine::store::StoreError> {
    for statement in work.make_list().into_iter().chain(work.picked_table()) {
        store.execute(&statement)?;
    }
    let mut range = Range::Listed(0, i64::MAX);
    match work.site.dialect {
        Dialect::Sqlite => {}
        Dialect::Postgres => {
            let rows = store.query(&batch::fetch_list(2))?;
            let place = |row: Vec<Value>| Range::at(&row[0]).expect("a place");
            range = rows.into_iter().map(place).next().expect("the row is there");
        }
        Dialect::MariaDb => {
            for statement in batch::pick_locked(work, &range, false) {
                store.execute(&statement)?;
            }
        }
    }
    match work.followed() {
        Some(followed) => followed_up(store, work, followed),
        None => work.held(&range).map_or(Ok(0), |held| store.count(&held)),
    }
}

/// As applying does it, but every tie on every level: how many were met that stay.
fn followed_up(
    store: &mut dyn Store,
    work: &Work<'_>,
    followed: &Followed,
) -> Result<u64, abide_engine::store::StoreError> {
    for statement in batch::start_following(work, followed) {
        store.execute(&statement)?;
    }
    let (mut level, mut met, mut stay) = (0, 1, 0);
    while met > 0 {
        met = 0;
        for tie in &followed.ties {
            let params = tie.sql.params.iter().cloned().chain([Param::Integer(level)]).collect();
            let statement = Sql { text: tie.sql.text.clone(), params };
            match tie.into {
                Some(_) => met += store.execute(&statement)?,
                None => stay += store.count(&statement)?,
            }
        }
        level += 1;
    }
    for table in 0..followed.tables.len() {
        stay += store.count(&batch::some_stay(table))?;
    }
    Ok(stay)
}

fn told(judged: &Judged, step: &Step, id: RowId, what: &str) -> String {
    let row = judged.seen().values(id);
    format!("{what}\n{} {row:?} {:?}\n{:?}\n{:?}", step.table, judged.fate(id), step.rule, step.again)
}
