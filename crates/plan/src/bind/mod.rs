//! Binding: policy, map and catalog held against each other. What does not fit is a finding; what fits becomes the model.

mod anonymise;
mod blank;
mod condition;
mod dates;
mod linked;
mod way;

pub use self::linked::{Linked, bind_linked};

use abide_phrases::{Text, text};

use abide_policy::{
    finding::{Finding, Severity},
    map::{MapStore, MapTable, Unserved},
    model::{End, Policy},
    span::Spanned,
};

use crate::{
    catalog::{self, Catalog, Dialect, TableName},
    model::{
        Activity, Blank, Column, Condition, Hop, Identity, Model, Reference, Role, Service, Source, Table,
        TableId,
    },
};

/// A store's model, with what was found while binding. A rule that has an error finding is left out of the model, and its
/// table is left alone.
#[derive(Debug, Clone)]
pub struct Bound {
    /// The model.
    pub model: Model,
    /// What does not fit.
    pub findings: Vec<Finding>,
}

/// A condition over one table's own columns, bound by itself: for a hold. Says so when something in it does not fit.
pub fn bind_condition(
    policy: &Policy,
    store: &MapStore,
    catalog: &Catalog,
    table: &str,
    condition: &abide_policy::condition::Condition,
) -> Result<(TableId, Condition), Text> {
    let mut binder = Binder::alone(policy, store, catalog);
    let Some(id) = binder.table_id(table).filter(|id| binder.mapped(*id).is_some_and(|map| map.personal))
    else {
        return Err(text!("bind-no-personal-table", table));
    };
    let nowhere = abide_policy::span::Span::new(abide_policy::span::File::Map, 0..0);
    let bound = binder.condition(id, condition, &nowhere);
    match bound {
        Some(bound) => Ok((id, bound)),
        None => {
            let first = binder.findings.into_iter().next();
            Err(first.map_or_else(|| text!("bind-unfit"), |finding| finding.message))
        }
    }
}

/// Binds one store of the map, as if it were the only one: what is counted over links into others is left out.
pub fn bind(policy: &Policy, store: &MapStore, catalog: &Catalog) -> Bound {
    Binder::alone(policy, store, catalog).bind()
}

impl Binder<'_> {
    fn bind(mut self) -> Bound {
        self.zone();
        self.missing_tables();
        let tables = (0..self.catalog.tables.len()).map(|id| self.table(id)).collect();
        let (policy, store) = (self.policy, self.store);
        let controller = policy.controller.time_zone.value.clone();
        let zone = store.time_zone.as_ref().map(|zone| zone.value.clone());
        let model = Model {
            store: store.name.value.clone(),
            dialect: self.catalog.dialect,
            store_zone: zone.unwrap_or_else(|| controller.clone()),
            zone: controller,
            archive: self.archive(),
            archived: Vec::new(),
            closed: Vec::new(),
            activities: policy.activities.iter().map(activity).collect(),
            tables,
            proved: Vec::new(),
        };
        Bound { model, findings: self.findings }
    }
}

fn activity(activity: &abide_policy::model::Activity) -> Activity {
    Activity {
        name: activity.name.value.clone(),
        keep: activity.keep.value.clone(),
        phrase: activity.keep.value.to_string(),
        clauses: activity.clauses.iter().map(|clause| clause.value.clone()).collect(),
    }
}

struct Binder<'a> {
    policy: &'a Policy,
    store: &'a MapStore,
    catalog: &'a Catalog,
    /// What stands for tables of other stores.
    links: &'a linked::Standing,
    findings: Vec<Finding>,
}

impl<'a> Binder<'a> {
    fn alone(policy: &'a Policy, store: &'a MapStore, catalog: &'a Catalog) -> Self {
        Self { policy, store, catalog, links: linked::Standing::none(), findings: Vec::new() }
    }

    /// Civil times of another zone with changing clocks are ambiguous; only the controller's own or a fixed one will do.
    fn zone(&mut self) {
        let Some(zone) = &self.store.time_zone else { return };
        if zone.value != self.policy.controller.time_zone.value && zone.to_fixed_offset().is_err() {
            self.findings.push(
                Finding::error("bind/store-zone", text!("bind-store-zone"), zone.span.clone())
                    .help(text!("bind-store-zone.help")),
            );
        }
    }

    fn missing_tables(&mut self) {
        for table in &self.store.tables {
            if self.table_id(&table.name.value).is_none() {
                let names = self.catalog.tables.iter().map(|table| table.name.to_string());
                let help = match nearest(&table.name.value, names) {
                    Some(name) => text!("bind-no-table.near", name),
                    None => text!("bind-no-table.help"),
                };
                let (store, name) = (&self.store.name.value, &table.name.value);
                let message = text!("bind-no-table", store, table = name);
                self.findings
                    .push(Finding::error("bind/no-such-table", message, table.name.span.clone()).help(help));
            }
        }
    }

    /// The table of the catalog that a name in the map means.
    fn table_id(&self, name: &str) -> Option<TableId> {
        let name = TableName::parse(name);
        let default = |schema: &Option<String>| {
            schema.as_deref().is_none_or(|schema| matches!(schema, "public" | "main"))
        };
        self.catalog.tables.iter().position(|table| {
            table.name.name == name.name
                && (table.name.schema == name.schema
                    || (default(&table.name.schema) && default(&name.schema)))
        })
    }

    /// What the map says of a table.
    fn mapped(&self, id: TableId) -> Option<&'a MapTable> {
        self.store.tables.iter().find(|table| self.table_id(&table.name.value) == Some(id))
    }

    fn place(&self, id: TableId) -> String {
        format!("{}.{}", self.store.name.value, self.catalog.tables[id].name)
    }

    fn table(&mut self, id: TableId) -> Table {
        let listed = &self.catalog.tables[id];
        let map = self.mapped(id);
        let lent = self.links.name(id);
        let role = match map {
            None if lent.is_some() => Role::NotPersonal,
            None => Role::Unmapped,
            Some(map) if map.personal => Role::Personal,
            Some(_) => Role::NotPersonal,
        };
        let mut table = Table {
            name: listed.name.clone(),
            role,
            columns: listed.columns.iter().map(plain_column).collect(),
            key: self.columns(id, &listed.primary_key),
            indexes: listed.indexes.iter().map(|index| self.columns(id, &index.columns)).collect(),
            serves: Vec::new(),
            unserved: None,
            shells: map.map(|map| map.shells).unwrap_or_default(),
            k: map.and_then(|map| map.k.as_ref()).map(|k| k.value),
            references: self.references(listed),
            identities: Vec::new(),
            held: Vec::new(),
            telling: Vec::new(),
            tells: false,
            elsewhere: Vec::new(),
            lent,
            asked: Vec::new(),
            undeletable: None,
            untouchable: listed.untouchable.clone(),
        };
        match map {
            Some(map) if role == Role::Personal => self.personal(id, map, &mut table),
            Some(_) => {}
            None if role == Role::NotPersonal => {}
            None => self.unmapped(id),
        }
        table
    }

    fn unmapped(&mut self, id: TableId) {
        let place = self.place(id);
        self.findings.push(
            Finding::new("bind/unmapped-table", Severity::Warning, text!("bind-unmapped", table = &place))
                .place(place)
                .help(text!("bind-unmapped.help")),
        );
    }

    fn personal(&mut self, id: TableId, map: &'a MapTable, table: &mut Table) {
        self.categories(id, map, table);
        table.unserved = map.unserved.as_ref().map(|unserved| unserved.value);
        for serves in &map.serves {
            let service = self.service(id, map, serves);
            // Without a place for what is archived it would be lost: `map/no-archive` tells it.
            let service = service.filter(|service| {
                self.store.archive.is_some()
                    || !self.policy.activities[service.activity].keep.value.archives()
            });
            match service {
                Some(service) => table.serves.push(service),
                // A rule that cannot be read might be the one that keeps a record.
                None => self.leave_alone(table, text!("left-rule-errors", activity = &serves.activity.value)),
            }
        }
        if table.serves.is_empty() && table.unserved != Some(Unserved::Erase) {
            self.leave_alone(table, text!("left-unserved"));
        }
        self.row_file(id, map, table);
        self.needed_by(table);
        self.undeletable(id, table);
        self.blanks(id, map, table);
        self.transforms(id, map, table);
        for (kind, path) in &map.identities {
            let told = match linked::into_another(map, &path.value) {
                true => self.links.told(id, kind, &path.value),
                false => self.way(id, path).map(|(path, column)| (kind.value.clone(), path, column, None)),
            };
            if let Some((kind, path, column, alike)) = told {
                let needed_by = self.identity_needed_by(id, &path, column, table);
                table.identities.push(Identity { kind, path, column, needed_by, alike });
            }
        }
    }

    /// What SQL calls the archive.
    fn archive(&self) -> Option<String> {
        let place = self.store.archive.as_ref()?;
        Some(match self.catalog.dialect {
            Dialect::Postgres | Dialect::MariaDb => place.value.clone(),
            Dialect::Sqlite => crate::archive::ATTACHED.to_owned(),
        })
    }

    /// The services that need the category of the column at the end of an identity's way; all, when it has none.
    fn identity_needed_by(&self, id: TableId, hops: &[Hop], column: usize, table: &Table) -> Vec<usize> {
        let end = hops.last().map_or(id, |hop| hop.table);
        let name = &self.catalog.tables[end].columns[column].name;
        let category = self
            .mapped(end)
            .and_then(|map| map.fields.iter().find(|(field, _)| field.value == *name))
            .map(|(_, category)| category.value.as_str());
        let needs = |service: &Service| {
            category.is_none_or(|category| self.policy.activities[service.activity].needs(category))
        };
        (0..table.serves.len()).filter(|number| needs(&table.serves[*number])).collect()
    }

    /// Files that go with records are said to.
    fn row_file(&mut self, id: TableId, map: &MapTable, table: &mut Table) {
        let Some(file) = &map.file else { return };
        if !self.known_column(id, &file.column) {
            self.leave_alone(table, text!("left-file-errors"));
            return;
        }
        let (place, store) = (self.place(id), &file.store.value);
        let message = text!("files-with-records", table = &place, column = &file.column.value, store);
        self.findings.push(
            Finding::new("files/with-records", Severity::Advice, message)
                .place(place)
                .help(text!("files-with-records.help")),
        );
    }

    fn leave_alone(&self, table: &mut Table, reason: Text) {
        if table.undeletable.is_none() {
            table.undeletable = Some(reason);
        }
    }

    /// Notes each column's category, and reports columns that are spoken of and missing, or there and not spoken of.
    fn categories(&mut self, id: TableId, map: &MapTable, table: &mut Table) {
        let spoken: Vec<&Spanned<String>> =
            map.fields.iter().map(|(column, _)| column).chain(&map.not_personal).collect();
        for column in spoken.iter().copied().chain(&map.unneeded) {
            self.known_column(id, column);
        }
        for (column, category) in &map.fields {
            if let Some(number) = table.column(&column.value) {
                table.columns[number].category = Some(category.value.clone());
            }
        }
        for column in &map.not_personal {
            if let Some(number) = table.column(&column.value) {
                table.columns[number].plain = true;
            }
        }
        let unspoken: Vec<String> = table
            .columns
            .iter()
            .filter(|column| spoken.iter().all(|name| name.value != column.name))
            .map(|column| column.name.clone())
            .collect();
        for name in &unspoken {
            let place = format!("{}.{name}", self.place(id));
            let message = text!("bind-unspoken", column = &place);
            self.findings.push(
                Finding::new("bind/unspoken-column", Severity::Warning, message)
                    .at(map.name.span.clone())
                    .place(place)
                    .help(text!("bind-unspoken.help")),
            );
        }
        if let Some(first) = unspoken.first() {
            self.leave_alone(table, text!("left-unspoken", column = first));
        }
    }

    fn known_column(&mut self, id: TableId, column: &Spanned<String>) -> bool {
        let listed = &self.catalog.tables[id];
        if listed.column(&column.value).is_some() {
            return true;
        }
        let message = text!("bind-no-column", table = self.place(id), column = &column.value);
        let mut finding = Finding::error("bind/no-such-column", message, column.span.clone());
        if let Some(name) = nearest(&column.value, listed.columns.iter().map(|column| column.name.clone())) {
            finding = finding.help(text!("bind-no-column.near", name));
        }
        self.findings.push(finding);
        false
    }

    fn service(
        &mut self,
        id: TableId,
        map: &'a MapTable,
        serves: &'a abide_policy::map::Serves,
    ) -> Option<Service> {
        let activity = self.policy.activities.iter().position(|activity| activity.name == serves.activity)?;
        let condition = match &serves.condition {
            None => None,
            Some(condition) => Some(self.condition(id, &condition.value, &condition.span)?),
        };
        let mut sources = Vec::new();
        for event in &self.policy.activities[activity].keep.events {
            let kind = *self.policy.events.get(&event.value)?;
            let (_, paths) = map.events.iter().find(|(name, _)| name == event)?;
            for path in paths {
                let (hops, column) = self.way(id, path)?;
                let format = self.date_format(id, &hops, column, path)?;
                sources.push(Source { event: event.value.clone(), kind, path: hops, column, format });
            }
        }
        (!sources.is_empty()).then_some(Service {
            activity,
            condition,
            sources,
            ended: Vec::new(),
            asked: Vec::new(),
        })
    }

    /// Which services need which column.
    fn needed_by(&self, table: &mut Table) {
        for column in &mut table.columns {
            let Some(category) = &column.category else {
                continue;
            };
            let needs = |service: &Service| self.policy.activities[service.activity].needs(category);
            column.needed_by =
                (0..table.serves.len()).filter(|number| needs(&table.serves[*number])).collect();
        }
    }

    fn undeletable(&mut self, id: TableId, table: &mut Table) {
        if let Some(why) = &self.catalog.tables[id].untouchable {
            let place = self.place(id);
            let message = text!("bind-untouchable", table = &place, why = why.clone());
            let help = text!("bind-untouchable.help");
            self.findings
                .push(Finding::new("bind/untouchable", Severity::Warning, message).place(place).help(help));
            self.leave_alone(table, why.clone());
        }
        if table.key.is_empty() {
            let place = self.place(id);
            let message = text!("bind-no-key", table = &place);
            let help = text!("bind-no-key.help");
            self.findings.push(
                Finding::new("bind/no-primary-key", Severity::Warning, message).place(place).help(help),
            );
            self.leave_alone(table, text!("left-no-key"));
        }
        let always = |service: &Service| {
            let anonymises = self.policy.activities[service.activity].keep.end == End::Anonymise;
            anonymises && service.condition.is_none()
        };
        if table.serves.iter().any(always) {
            self.leave_alone(table, text!("left-anonymous"));
        }
    }

    fn references(&self, listed: &catalog::Table) -> Vec<Reference> {
        let hop = |key: &catalog::ForeignKey| self.reference(listed, key);
        listed
            .foreign_keys
            .iter()
            .filter_map(|key| Some(Reference { hop: hop(key)?, on_delete: key.on_delete }))
            .collect()
    }

    fn reference(&self, listed: &catalog::Table, key: &catalog::ForeignKey) -> Option<Hop> {
        let table = self.catalog.tables.iter().position(|table| table.name == key.table)?;
        let own = self.columns_of(listed, &key.columns);
        Some(Hop { own, table, their: self.columns(table, &key.their) })
    }

    fn columns(&self, id: TableId, names: &[String]) -> Vec<usize> {
        self.columns_of(&self.catalog.tables[id], names)
    }

    fn columns_of(&self, listed: &catalog::Table, names: &[String]) -> Vec<usize> {
        names
            .iter()
            .filter_map(|name| listed.columns.iter().position(|column| column.name == *name))
            .collect()
    }
}

fn plain_column(column: &catalog::Column) -> Column {
    Column {
        name: column.name.clone(),
        kind: column.kind,
        nullable: column.nullable,
        collation: column.collation.clone(),
        max_length: column.max_length,
        category: None,
        needed_by: Vec::new(),
        blank: Blank::Follows,
        plain: false,
        transform: None,
    }
}

/// The name most like `wanted`, if any is like it at all.
fn nearest(wanted: &str, names: impl Iterator<Item = String>) -> Option<String> {
    names
        .map(|name| (strsim::jaro_winkler(&wanted.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
