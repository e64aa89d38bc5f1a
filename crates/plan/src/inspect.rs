//! Findings about a database under its model: what stands in the way of erasing, and what would make it slow.

use abide_phrases::{Text, text};

use abide_policy::finding::{Finding, Severity};

use crate::{
    catalog::{Catalog, OnDelete},
    evaluate::deletable,
    model::{ColumnId, Condition, Model, Role, Table, TableId},
    quote,
};

/// What was found. The model must have been compiled, so that tables without a safe order are marked.
pub fn inspect(model: &Model, catalog: &Catalog) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in 0..model.tables.len() {
        if model.tables[table].role == Role::Personal {
            left_alone(model, table, &mut findings);
            personal_keys(model, table, &mut findings);
            traceable(model, table, &mut findings);
            indexes(model, catalog, table, &mut findings);
        }
        references(model, catalog, table, &mut findings);
    }
    findings
}

fn left_alone(model: &Model, table: TableId, findings: &mut Vec<Finding>) {
    let reported = [
        "left-no-key",
        "left-unspoken",
        "left-rule-errors",
        "left-file-errors",
        "left-anonymous",
        "left-unserved",
    ];
    let Some(why) = &model.tables[table].undeletable else { return };
    if model.tables[table].untouchable.is_some() {
        return;
    }
    if !why.key().is_some_and(|key| reported.contains(&key)) {
        let place = model.place(table);
        let message = text!("plan-no-safe-order", table = &place, why = why.clone());
        let finding = Finding::new("plan/no-safe-order", Severity::Warning, message);
        findings.push(finding.place(place).help(text!("plan-no-safe-order.help")));
    }
}

/// Personal columns that stay with their record because it could not do without them.
fn personal_keys(model: &Model, table: TableId, findings: &mut Vec<Finding>) {
    use crate::model::Blank;
    let bound = &model.tables[table];
    for column in &bound.columns {
        let Blank::Stays(why) = &column.blank else { continue };
        let of_a_record = !column.blank.is_whole() && bound.undeletable.is_none();
        if column.category.is_some() && !column.needed_by.is_empty() && of_a_record {
            let place = format!("{}.{}", model.place(table), column.name);
            let message = text!("plan-working-column", column = &place, why = why.clone());
            findings.push(Finding::new("plan/working-column", Severity::Advice, message).place(place));
        }
    }
}

/// What leads from an anonymous record back to whom it was about.
fn traceable(model: &Model, table: TableId, findings: &mut Vec<Finding>) {
    use crate::model::Blank;
    let bound = &model.tables[table];
    if !bound.serves.iter().any(|service| model.anonymises(service)) {
        return;
    }
    let place = model.place(table);
    let warn = |column: &str, why: Text| {
        let message = text!("plan-traceable", table = &place, why);
        let finding = Finding::new("plan/traceable", Severity::Warning, message);
        finding.place(format!("{place}.{column}")).help(text!("plan-traceable.help"))
    };
    for column in &bound.columns {
        if let (Some(_), Blank::Stays(why)) = (&column.category, &column.blank) {
            let name = &column.name;
            findings.push(warn(name, text!("traceable-stays", column = name, why = why.clone())));
        }
    }
    let personal = |other: TableId| model.tables[other].role == Role::Personal;
    for reference in bound.references.iter().filter(|reference| personal(reference.hop.table)) {
        let names: Vec<&str> =
            reference.hop.own.iter().map(|column| bound.columns[*column].name.as_str()).collect();
        let names = names.join(", ");
        let other = model.place(reference.hop.table);
        findings.push(warn(&names, text!("traceable-refers", columns = &names, other)));
    }
}

/// References that forbid a deletion, or would take along what nobody decided about.
fn references(model: &Model, catalog: &Catalog, table: TableId, findings: &mut Vec<Finding>) {
    let bound = &model.tables[table];
    for reference in bound.references.iter().filter(|reference| deletable(&model.tables[reference.hop.table]))
    {
        let (from, to) = (model.place(table), model.place(reference.hop.table));
        let holds = !deletable(bound) && reference.on_delete != OnDelete::SetNull;
        let finding = match (reference.on_delete, bound.role) {
            _ if reference.hop.table == table => None,
            (OnDelete::Cascade, _) if holds => Some(
                Finding::new("plan/cascade", Severity::Warning, text!("plan-cascade", from = &from, to))
                    .help(text!("plan-cascade.help", from = &from)),
            ),
            (_, Role::Unmapped | Role::NotPersonal) if holds => {
                let message = text!("plan-reference-forbids", from = &from, to);
                let finding = Finding::new("plan/reference-forbids", Severity::Warning, message);
                Some(finding.help(text!("plan-reference-forbids.help", from = &from)))
            }
            _ => None,
        };
        findings.extend(finding.map(|finding| finding.place(from)));
        no_index(
            model,
            catalog,
            table,
            &reference.hop.own,
            |place| text!("plan-no-index-deletion", place),
            findings,
        );
    }
}

/// Dates and links that a rule looks at and no index serves.
fn indexes(model: &Model, catalog: &Catalog, table: TableId, findings: &mut Vec<Finding>) {
    for service in &model.tables[table].serves {
        let narrow = service.condition.as_ref().map(equal_columns).unwrap_or_default();
        let own: Vec<ColumnId> = service
            .sources
            .iter()
            .filter(|source| source.path.is_empty())
            .map(|source| source.column)
            .collect();
        let served = |column: &ColumnId| {
            starts_an_index(model, catalog, table, &[narrow.clone(), vec![*column]].concat())
        };
        // One date that an index finds is enough: the others are then looked at row by row.
        if let Some(first) = own.first().filter(|_| !own.iter().any(served)) {
            no_index(model, catalog, table, &[*first], |place| text!("plan-no-index-over", place), findings);
        }
        for source in &service.sources {
            for hop in &source.path {
                no_index(
                    model,
                    catalog,
                    hop.table,
                    &hop.their,
                    |place| text!("plan-no-index-dates", place),
                    findings,
                );
            }
        }
    }
}

fn no_index(
    model: &Model,
    catalog: &Catalog,
    table: TableId,
    columns: &[ColumnId],
    message: fn(&str) -> Text,
    findings: &mut Vec<Finding>,
) {
    if starts_an_index(model, catalog, table, columns) {
        return;
    }
    let bound = &model.tables[table];
    let names: Vec<String> = columns.iter().map(|column| bound.columns[*column].name.clone()).collect();
    let help = format!(
        "CREATE INDEX ON {} ({});",
        quote::table(catalog.dialect, &bound.name),
        quote::list(catalog.dialect, None, &names)
    );
    let help = match catalog.dialect {
        crate::catalog::Dialect::Postgres => help,
        // The others want a name.
        crate::catalog::Dialect::Sqlite | crate::catalog::Dialect::MariaDb => {
            let name = format!("{}_{}", bound.name.name, names.join("_"));
            help.replacen("INDEX ON", &format!("INDEX {} ON", quote::quote(catalog.dialect, &name)), 1)
        }
    };
    let place = format!("{}.{}", model.place(table), names.join(", "));
    let finding = Finding::new("plan/no-index", Severity::Advice, message(&place));
    let finding = finding.place(place).help(text!("plan-no-index-over.help", statement = help));
    if !findings.iter().any(|other| other.code == finding.code && other.place == finding.place) {
        findings.push(finding);
    }
}

/// Whether some index begins with one of these columns: enough to find a few rows instead of reading all.
pub(crate) fn starts_an_index(
    model: &Model,
    catalog: &Catalog,
    table: TableId,
    columns: &[ColumnId],
) -> bool {
    let bound: &Table = &model.tables[table];
    let Some(listed) = catalog.tables.iter().find(|listed| listed.name == bound.name) else { return false };
    let names: Vec<&str> = columns.iter().map(|column| bound.columns[*column].name.as_str()).collect();
    listed
        .indexes
        .iter()
        .any(|index| index.columns.first().is_some_and(|first| names.contains(&first.as_str())))
}

/// Columns that a condition compares with a constant for equality, whatever else it asks.
fn equal_columns(condition: &Condition) -> Vec<ColumnId> {
    match condition {
        Condition::Compare(column, abide_policy::condition::Operator::Equal, _)
        | Condition::In(column, _) => vec![*column],
        Condition::All(parts) => parts.iter().flat_map(equal_columns).collect(),
        _ => Vec::new(),
    }
}
