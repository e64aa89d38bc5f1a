//! The JSON Schemas of both files, generated so that editors complete and validate what people write.

use std::fs;
use std::path::Path;

use abide_policy::schema;

use crate::tree::{Complaint, Tree};

/// The files in `schema/` and what they must hold.
fn generated() -> Vec<(&'static str, String)> {
    let schemas = [
        ("schema/policy.schema.json", schema::policy_schema()),
        ("schema/map.schema.json", schema::map_schema()),
    ];
    schemas.into_iter().map(|(path, schema)| (path, format!("{schema:#}\n"))).collect()
}

/// Writes the schemas.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    for (path, text) in generated() {
        let folder = root.join("schema");
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(root.join(path), text));
        written.map_err(|error| format!("cannot write {path}: {error}"))?;
    }
    Ok(())
}

/// The schemas in the repository are those that the present code generates.
pub(crate) fn current(tree: &Tree) -> Vec<Complaint> {
    stale(tree, &generated())
}

fn stale(tree: &Tree, generated: &[(&str, String)]) -> Vec<Complaint> {
    let old = |(path, text): &&(&str, String)| tree.file(path).is_none_or(|file| file.text != *text);
    generated
        .iter()
        .filter(old)
        .map(|(path, _)| Complaint::of(path, "is not what `cargo xtask schema` writes"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stale_or_missing_schema_is_found() {
        let tree = Tree::of(&[("schema/a.json", "old"), ("schema/b.json", "new")]);
        let generated =
            ["schema/a.json", "schema/b.json", "schema/c.json"].map(|path| (path, "new".to_owned()));
        let said: Vec<String> = stale(&tree, &generated).iter().map(ToString::to_string).collect();
        let words = "is not what `cargo xtask schema` writes";
        assert_eq!(said, [format!("schema/a.json: {words}"), format!("schema/c.json: {words}")]);
    }
}
