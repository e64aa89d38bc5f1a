//! What a collation of MariaDB or MySQL takes for the same, by its name (`utf8mb4_uca1400_as_ci`).

/// Whether blanks at the end of a text make no difference.
pub(crate) fn overlooks_blanks(collation: &str) -> bool {
    !collation.contains("nopad") && !collation.contains("_0900_")
}

/// Whether case makes none.
pub(crate) fn overlooks_case(collation: &str) -> bool {
    collation.ends_with("_ci")
}

/// Whether accents make none.
pub(crate) fn overlooks_accents(collation: &str) -> bool {
    overlooks_case(collation) && !collation.contains("_as_")
}
