//! Stores that are linked to others: bound together with what stands for the others' tables.

use abide_phrases::{Text, text};
use std::{collections::BTreeMap, sync::LazyLock};

use abide_policy::{
    Across,
    finding::Finding,
    map::{DataMap, DateFormat, MapStore, MapTable, Path},
    model::{EventKind, Policy},
    span::Spanned,
};

use super::{Binder, Bound, dates::keeps_a_date, nearest};
use crate::{
    catalog::{self, Catalog, ColumnKind, Dialect, TableName},
    identity::Likeness,
    links::{Known, Loan, What},
    model::{ActivityId, ColumnId, Hop, Model, Service, Source, TableId},
};

/// A store bound, with what it borrows from others.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The model and the findings.
    pub bound: Bound,
    /// The store's catalog, and behind its tables those that stand for others.
    pub catalog: Catalog,
    /// What those hold.
    pub loans: Vec<Loan>,
    /// By whom persons are known in others.
    pub known: Vec<Known>,
}

/// Binds one store of the map together with those that it counts from and that count from it, whose catalogs are given by name.
pub fn bind_linked(
    policy: &Policy,
    map: &DataMap,
    store: &MapStore,
    catalog: &Catalog,
    others: &BTreeMap<String, Catalog>,
) -> Linked {
    let mut joined = Joining {
        policy,
        store,
        own: catalog,
        others,
        catalog: catalog.clone(),
        made: Vec::new(),
        known: Vec::new(),
        broken: Vec::new(),
        findings: Vec::new(),
    };
    let across = map.across();
    for link in across.iter().filter(|link| link.from.0.name.value == store.name.value) {
        joined.follow(link);
    }
    let here: Vec<&Across<'_>> =
        across.iter().filter(|link| link.to.0.name.value == store.name.value).collect();
    for link in here.iter().filter(|link| !link.dates.is_empty()) {
        joined.needs(link);
    }
    let mut linked = joined.done();
    here.iter().for_each(|link| known_by(policy, store, catalog, link, &mut linked.bound.model));
    linked
}

/// Whether a path's only link leads into another store.
pub(super) fn into_another(map: &MapTable, path: &Path) -> bool {
    let [link] = path.links.as_slice() else { return false };
    map.links.iter().any(|(name, to)| name.value == *link && to.store.is_some())
}

/// Notes in the model by which columns records of another store know persons.
fn known_by(policy: &Policy, store: &MapStore, own: &Catalog, link: &Across<'_>, model: &mut Model) {
    let id = Binder::alone(policy, store, own).table_id(&link.to.1.name.value);
    let (Some(id), [their]) = (id, link.link.their.as_slice()) else { return };
    let Some(column) = model.tables[id].column(their) else { return };
    let kinds = link.identities.iter().map(|(kind, _)| (kind.value.clone(), column));
    model.tables[id].elsewhere.extend(kinds);
}

/// What stands for tables of other stores, as far as names are resolved by it.
#[derive(Debug, Default)]
pub(super) struct Standing {
    made: Vec<Made>,
    known: Vec<(String, Known)>,
}

/// An identity as the model has it: its kind, the way to it, the column there, and how it is compared.
type Told = (String, Vec<Hop>, ColumnId, Option<Likeness>);

/// What one loan is made of.
#[derive(Debug, Clone)]
struct Made {
    loan: Loan,
    /// The other table, for people.
    place: String,
    /// The link's name, where this store counts over it.
    link: Option<String>,
    /// Where other stores count from here: the dates of this store that they look at.
    sources: Vec<Source>,
}

impl Standing {
    pub(super) fn none() -> &'static Self {
        static NONE: LazyLock<Standing> = LazyLock::new(Standing::default);
        &NONE
    }

    /// What a table stands for.
    pub(super) fn name(&self, id: TableId) -> Option<String> {
        let made = self.made.iter().find(|made| made.loan.lent == id || made.loan.asked == id)?;
        Some(made.place.clone())
    }

    /// The columns of a table that other stores look at.
    pub(super) fn counted_from(&self, id: TableId) -> Vec<ColumnId> {
        let of = self.made.iter().filter(|made| made.loan.table == id && !made.sources.is_empty());
        of.flat_map(|made| {
            made.loan.own.iter().copied().chain(made.sources.iter().map(|source| source.column))
        })
        .collect()
    }

    /// The identity that a path over a link into another store means here: the key of the link.
    pub(super) fn told(&self, id: TableId, kind: &str, path: &Path) -> Option<Told> {
        let [link] = path.links.as_slice() else { return None };
        let is = |(name, known): &&(String, Known)| name == link && known.table == id && known.kind == kind;
        let (_, known) = self.known.iter().find(is)?;
        Some((known.keys.clone(), Vec::new(), known.own, Some(known.alike)))
    }

    /// Where a path over a link into another store leads; none when it is none.
    pub(super) fn way(&self, start: TableId, path: &Path) -> Option<Option<(Vec<Hop>, ColumnId)>> {
        let [link] = path.links.as_slice() else { return None };
        let named = |made: &&Made| made.loan.table == start && made.link.as_ref() == Some(link);
        let loan = &self.made.iter().find(named)?.loan;
        let What::Dates(dates) = &loan.what else { return None };
        let number = dates.iter().position(|(column, _)| *column == path.column);
        Some(number.map(|number| (vec![hop(loan, loan.lent)], loan.own.len() + number)))
    }
}

fn hop(loan: &Loan, table: TableId) -> Hop {
    Hop { own: loan.own.clone(), table, their: (0..loan.own.len()).collect() }
}

struct Joining<'a> {
    policy: &'a Policy,
    store: &'a MapStore,
    own: &'a Catalog,
    others: &'a BTreeMap<String, Catalog>,
    catalog: Catalog,
    made: Vec<Made>,
    /// Each with the name of its link.
    known: Vec<(String, Known)>,
    /// Tables from which other stores count in a way that has errors.
    broken: Vec<(TableId, Text)>,
    findings: Vec<Finding>,
}

impl<'a> Joining<'a> {
    /// A link of this store.
    fn follow(&mut self, link: &Across<'_>) {
        let Some(catalog) = self.others.get(&link.to.0.name.value) else { return };
        let there = Binder::alone(self.policy, link.to.0, catalog);
        let Some(of) = there.table_id(&link.to.1.name.value) else { return self.no_table(link) };
        let name = link.from.1.name.value.as_str();
        let (own, their) = (link.link.own.as_slice(), link.link.their.as_slice());
        let Some(pairs) = self.pairs(link, (name, own), (of, catalog, their)) else { return };
        self.persons(link, (of, catalog), &pairs);
        if !link.dates.is_empty() {
            self.dates(link, (of, there), pairs);
        }
    }

    /// By whom persons are known over the link.
    fn persons(
        &mut self,
        link: &Across<'_>,
        (of, catalog): (TableId, &Catalog),
        (table, pairs): &(TableId, Vec<(ColumnId, Likeness)>),
    ) {
        let ([(own, alike)], [their]) = (pairs.as_slice(), link.link.their.as_slice()) else { return };
        let store = link.to.0.name.value.clone();
        for (kind, path) in &link.identities {
            if catalog.tables[of].column(&path.column).is_none() {
                let table = format!("{store}.{}", link.to.1.name.value);
                let message = text!("bind-no-column-there", table, column = &path.column);
                self.findings.push(Finding::error("bind/no-such-column", message, path.span.clone()));
                continue;
            }
            let known = Known {
                table: *table,
                own: *own,
                keys: format!("{} over {store}.{}({their})", kind.value, link.to.1.name.value),
                alike: *alike,
                store: store.clone(),
                of: catalog.tables[of].name.clone(),
                their: their.clone(),
                kind: kind.value.clone(),
                identity: path.column.clone(),
            };
            self.known.push((link.name.value.clone(), known));
        }
    }

    /// The dates that this store counts from over the link.
    fn dates(
        &mut self,
        link: &Across<'_>,
        (of, mut there): (TableId, Binder<'_>),
        pairs: (TableId, Vec<(ColumnId, Likeness)>),
    ) {
        let path = |column: &str| {
            let path = Path { links: Vec::new(), column: column.to_owned() };
            Spanned::new(path, link.link.span.clone())
        };
        let mut dates = Vec::new();
        for column in &link.dates {
            let path = path(column);
            let way = there.way(of, &path);
            let format = way.and_then(|(hops, number)| there.date_format(of, &hops, number, &path));
            dates.extend(format.map(|format| ((*column).to_owned(), format)));
        }
        let complete = dates.len() == link.dates.len();
        self.findings.extend(there.findings);
        if complete {
            let place = format!("{}.{}", link.to.0.name.value, link.to.1.name.value);
            let name = there.catalog.tables[of].name.clone();
            let of = (link.to.0.name.value.clone(), name, link.link.their.clone());
            self.lend(pairs, of, What::Dates(dates), (place, Some(link.name.value.clone())), Vec::new());
        }
    }

    /// A link over which another store counts from this one: for each activity that does, what still needs records of here.
    fn needs(&mut self, link: &Across<'_>) {
        let Some(id) = Binder::alone(self.policy, self.store, self.own).table_id(&link.to.1.name.value)
        else {
            return;
        };
        let place = format!("{}.{}", link.from.0.name.value, link.from.1.name.value);
        for serves in &link.from.1.serves {
            let Some(activity) =
                self.policy.activities.iter().position(|activity| activity.name == serves.activity)
            else {
                continue;
            };
            let fits = match self.sources(link, id, activity) {
                Some(sources) => sources.is_empty() || self.need(link, activity, sources, &place),
                None => false,
            };
            if !fits {
                // What cannot be asked might need any of its records.
                self.broken.push((id, text!("left-link-errors", place = &place)));
            }
        }
    }

    fn need(&mut self, link: &Across<'_>, activity: ActivityId, sources: Vec<Source>, place: &str) -> bool {
        let Some(catalog) = self.others.get(&link.from.0.name.value) else { return false };
        let there = Binder::alone(self.policy, link.from.0, catalog);
        let Some(of) = there.table_id(&link.from.1.name.value) else { return false };
        let name = link.to.1.name.value.as_str();
        let (own, their) = (link.link.their.as_slice(), link.link.own.as_slice());
        let Some(pairs) = self.pairs(link, (name, own), (of, catalog, their)) else { return false };
        let here = Binder::alone(self.policy, self.store, self.own);
        let dated = keeps_a_date(there, here, of, (link.from.1, activity));
        let of = (link.from.0.name.value.clone(), catalog.tables[of].name.clone(), their.to_vec());
        self.lend(pairs, of, What::Needs { activity, dated }, (place.to_owned(), None), sources);
        true
    }

    /// The dates of this store that an activity of the other counts from over the link; none when one of them is no date.
    fn sources(&mut self, link: &Across<'_>, id: TableId, activity: ActivityId) -> Option<Vec<Source>> {
        let mut here = Binder::alone(self.policy, self.store, self.own);
        let mut sources = Vec::new();
        for event in &self.policy.activities[activity].keep.events {
            let kind = *self.policy.events.get(&event.value)?;
            let paths =
                link.from.1.events.iter().filter(|(name, _)| name == event).flat_map(|(_, paths)| paths);
            for path in paths.filter(|path| path.links.as_slice() == [link.name.value.clone()]) {
                let plain = Path { links: Vec::new(), column: path.column.clone() };
                let plain = Spanned::new(plain, path.span.clone());
                let (_, column) = here.way(id, &plain)?;
                let format = here.date_format(id, &[], column, &plain)?;
                sources.push(Source { event: event.value.clone(), kind, path: Vec::new(), column, format });
            }
        }
        Some(sources)
    }

    /// The linked columns with how each is compared with the one there.
    fn pairs(
        &mut self,
        link: &Across<'_>,
        (table, own): (&str, &[String]),
        (of, catalog, their): (TableId, &Catalog, &[String]),
    ) -> Option<(TableId, Vec<(ColumnId, Likeness)>)> {
        let here = Binder::alone(self.policy, self.store, self.own);
        let id = here.table_id(table)?;
        let mut pairs = Vec::new();
        for (one, other) in own.iter().zip(their) {
            let (mine, theirs) = (self.own.tables[id].column(one), catalog.tables[of].column(other));
            let (Some(mine), Some(theirs)) = (mine, theirs) else {
                let missing = if mine.is_none() { one } else { other };
                let message = text!("bind-link-column", link = &link.name.value, column = missing);
                self.findings.push(Finding::error("bind/no-such-column", message, link.link.span.clone()));
                return None;
            };
            if !comparable((mine.kind, self.own.dialect), (theirs.kind, catalog.dialect)) {
                let name = &link.name.value;
                let (kind, kind_there) = (&mine.declared, &theirs.declared);
                let message = text!("bind-link-kinds", name, one, kind, other, kind_there);
                let finding = Finding::error("bind/link-type", message, link.link.span.clone());
                self.findings.push(finding.help(text!("bind-link-kinds.help")));
                return None;
            }
            let column = self.own.tables[id].columns.iter().position(|column| column.name == *one)?;
            pairs.push((column, likeness(link, one, other)));
        }
        Some((id, pairs))
    }

    fn no_table(&mut self, link: &Across<'_>) {
        let (store, table) = (&link.to.0.name.value, &link.to.1.name.value);
        let message = text!("bind-no-table", store, table);
        let mut finding = Finding::error("bind/no-such-table", message, link.link.span.clone());
        let names = self.others.get(store).into_iter().flat_map(|catalog| &catalog.tables);
        if let Some(name) = nearest(table, names.map(|table| table.name.to_string())) {
            finding = finding.help(text!("bind-no-table.near", name));
        }
        self.findings.push(finding);
    }

    /// Puts the two tables of a loan behind the store's own.
    fn lend(
        &mut self,
        (table, pairs): (TableId, Vec<(ColumnId, Likeness)>),
        (store, of, their): (String, TableName, Vec<String>),
        what: What,
        (place, link): (String, Option<String>),
        sources: Vec<Source>,
    ) {
        let number = self.made.len() + 1;
        let keys: Vec<catalog::Column> = pairs
            .iter()
            .zip(0..)
            .map(|((column, _), at)| key(&self.own.tables[table].columns[*column], at))
            .collect();
        let (dates, nullable) = match &what {
            What::Dates(dates) => (dates.len(), true),
            What::Needs { dated, .. } => (1, !dated),
        };
        let dates = (0..dates).map(|at| catalog::Column { nullable, ..date(self.own.dialect, at) });
        let (asked, lent) = (self.catalog.tables.len(), self.catalog.tables.len() + 1);
        self.catalog.tables.push(session_table(format!("abide_asked_{number}"), keys.clone()));
        let columns = keys.into_iter().chain(dates).collect();
        self.catalog.tables.push(session_table(format!("abide_lent_{number}"), columns));
        let (own, alike) = pairs.into_iter().unzip();
        let loan = Loan { table, own, asked, lent, store, of, their, alike, what };
        self.made.push(Made { loan, place, link, sources });
    }

    fn done(self) -> Linked {
        let Self { policy, store, catalog, made, known, broken, findings, .. } = self;
        let links = Standing { made, known };
        let binder = Binder { policy, store, catalog: &catalog, links: &links, findings };
        let mut bound = binder.bind();
        for made in &links.made {
            settle(&mut bound.model, made);
        }
        for (table, why) in broken {
            bound.model.tables[table].undeletable.get_or_insert(why);
        }
        let loans = links.made.into_iter().map(|made| made.loan).collect();
        let known = links.known.into_iter().map(|(_, known)| known).collect();
        Linked { bound, catalog, loans, known }
    }
}

/// Has the model's rules ask what was lent.
fn settle(model: &mut Model, made: &Made) {
    let loan = &made.loan;
    let asked = hop(loan, loan.asked);
    let What::Needs { activity, .. } = loan.what else {
        let over = |source: &Source| source.path.first().is_some_and(|hop| hop.table == loan.lent);
        let serves = model.tables[loan.table].serves.iter_mut();
        serves
            .filter(|service| service.sources.iter().any(over))
            .for_each(|service| service.asked.push(asked.clone()));
        return;
    };
    if !model.tables[loan.table].asked.contains(&asked) {
        model.tables[loan.table].asked.push(asked);
    }
    let keys: Vec<ColumnId> = (0..loan.own.len()).collect();
    let back = Hop { own: keys, table: loan.table, their: loan.own.clone() };
    let own = Source {
        event: String::new(),
        kind: EventKind::Last,
        path: Vec::new(),
        column: loan.own.len(),
        format: DateFormat::Text,
    };
    let theirs = made.sources.iter().map(|source| Source { path: vec![back.clone()], ..source.clone() });
    let sources = std::iter::once(own).chain(theirs).collect();
    let service = Service { activity, condition: None, sources, ended: Vec::new(), asked: Vec::new() };
    model.tables[loan.lent].serves = vec![service];
}

/// What two databases spell alike: whole numbers and texts; UUIDs where both know them.
fn comparable(one: (ColumnKind, Dialect), other: (ColumnKind, Dialect)) -> bool {
    use ColumnKind::{Integer, Text, Uuid};
    let plain = |kind| matches!(kind, Integer | Text);
    (plain(one.0) && plain(other.0))
        || (one.0 == Uuid && other.0 == Uuid && one.1 != Dialect::Sqlite && other.1 != Dialect::Sqlite)
}

/// How a pair is compared: as the category of either column says.
fn likeness(link: &Across<'_>, one: &str, other: &str) -> Likeness {
    let category = |fields: &[(Spanned<String>, Spanned<String>)]| {
        let named = fields.iter().find(|(column, _)| column.value == one || column.value == other);
        named.map(|(_, category)| category.value.clone())
    };
    let of = |fields| Likeness::of("", category(fields).as_deref());
    let (from, to) = (of(&link.from.1.fields), of(&link.to.1.fields));
    if from == Likeness::Exact { to } else { from }
}

fn key(like: &catalog::Column, at: usize) -> catalog::Column {
    catalog::Column {
        name: format!("k{at}"),
        nullable: false,
        default: None,
        generated: false,
        ..like.clone()
    }
}

fn date(dialect: Dialect, at: usize) -> catalog::Column {
    catalog::Column {
        name: format!("d{at}"),
        declared: "text".to_owned(),
        kind: ColumnKind::Text,
        nullable: true,
        default: None,
        generated: false,
        max_length: None,
        collation: (dialect == Dialect::MariaDb).then(|| "utf8mb4_general_ci".to_owned()),
    }
}

fn session_table(name: String, columns: Vec<catalog::Column>) -> catalog::Table {
    let keys = columns.iter().filter(|column| column.name.starts_with('k'));
    let index = catalog::Index {
        name: format!("{name}_keys"),
        columns: keys.map(|column| column.name.clone()).collect(),
    };
    catalog::Table {
        name: TableName { schema: None, name },
        columns,
        primary_key: Vec::new(),
        unique: Vec::new(),
        checks: Vec::new(),
        indexes: vec![index],
        foreign_keys: Vec::new(),
        partitioned_by: None,
        untouchable: None,
    }
}
