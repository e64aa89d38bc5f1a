//! References between tables: several to one table, to itself, in circles, over composite keys, as part of the key.

use super::{Column, Engine, Table, World};
use crate::company::chance::Chance;

/// A reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// Columns of this table.
    pub own: Vec<String>,
    /// The other table.
    pub table: String,
    /// Its columns.
    pub their: Vec<String>,
    /// What stands after ON DELETE; none: nothing is said.
    pub on_delete: Option<&'static str>,
}

const ON_DELETE: [Option<&str>; 8] = [
    None,
    None,
    None,
    Some("RESTRICT"),
    Some("CASCADE"),
    Some("CASCADE"),
    Some("SET NULL"),
    Some("SET DEFAULT"),
];

pub(super) fn add(chance: &mut Chance, world: &mut World) {
    for number in 0..world.tables.len() {
        for count in 0..chance.within(0..=2) {
            let there = usize::try_from(chance.within(0..=world.tables.len() as i64 - 1)).unwrap_or_default();
            reference(chance, world, number, there, count);
        }
    }
}

fn reference(chance: &mut Chance, world: &mut World, here: usize, there: usize, count: i64) {
    let target = world.tables[there].clone();
    let Some(their) = referable(chance, &target) else { return };
    let on_delete = chance.pick(&ON_DELETE);
    let nullable = !chance.one_in(3);
    let maria = world.engine == Engine::MariaDb;
    let table = &mut world.tables[here];
    // Suffixed like the table's other columns, by the number that is the same for all.
    let suffix: String = table.columns[0].name.chars().filter(char::is_ascii_digit).collect();
    let mut own = Vec::new();
    for (part, name) in their.iter().enumerate() {
        let column = target.column(name).clone();
        let shared = table.key.iter().find(|key| {
            table.column(key).declared == column.declared && !own.contains(*key) && here != there
        });
        match shared.cloned() {
            // The key's own column: the tenant of a composite key, or all of it.
            Some(shared) if (their.len() > 1 && part == 0) || (their.len() == 1 && chance.one_in(8)) => {
                own.push(shared);
            }
            _ => {
                let name = format!("r{count}{}{suffix}", ["", "b"].get(part).unwrap_or(&"c"));
                if table.place(&name).is_some() {
                    return;
                }
                let default = (on_delete == Some("SET DEFAULT") && chance.one_in(3)).then_some("1");
                let default =
                    default.filter(|_| column.declared == "integer" || column.declared == "int unsigned");
                own.push(name.clone());
                table.columns.push(Column { name, nullable, default, ..column });
            }
        }
    }
    // InnoDB sets nothing to its default, and nothing to NULL that takes none.
    let on_delete = match on_delete {
        Some("SET DEFAULT") if maria => None,
        Some("SET NULL") if maria && own.iter().any(|name| !table.column(name).nullable) => None,
        said => said,
    };
    table.foreign_keys.push(ForeignKey { own, table: target.name, their, on_delete });
}

/// The primary key, or sometimes another unique column.
fn referable(chance: &mut Chance, table: &Table) -> Option<Vec<String>> {
    let other = table.unique.iter().find(|columns| columns.len() == 1);
    match other {
        Some(columns) if chance.one_in(4) => Some(columns.clone()),
        _ => Some(table.key.clone()).filter(|key| !key.is_empty()),
    }
}
