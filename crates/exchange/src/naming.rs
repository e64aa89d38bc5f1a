//! Names in our files for what is called something else in others.

use std::collections::BTreeSet;

/// Names of one kind that are taken.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeSet<String>);

impl Names {
    /// A plain name (`weekly-letter`) for `text`, taken by nothing else so far.
    pub(crate) fn name(&mut self, text: &str) -> String {
        let plain = plain(text);
        let base = if plain.is_empty() { "unnamed".to_owned() } else { plain };
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let free = [base.clone()].into_iter().chain(numbered).find(|name| !self.0.contains(name));
        let free = free.expect("there is always another number");
        self.0.insert(free.clone());
        free
    }
}

/// Letters and digits of ASCII, small, with one hyphen between words.
pub(crate) fn plain(text: &str) -> String {
    let words = text.split(|char: char| !char.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

/// The name of an environment variable for a store's address.
pub(crate) fn variable(store: &str) -> String {
    let name = plain(store).replace('-', "_").to_ascii_uppercase();
    format!("{}_DATABASE_URL", name.strip_suffix("_DATABASE").unwrap_or(&name))
}

/// Words for people from a key: `next_of_kin` is `Next of kin`.
pub(crate) fn words(key: &str) -> String {
    let spaced = key.rsplit('.').next().unwrap_or(key).replace(['_', '-'], " ");
    let mut chars = spaced.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_differ() {
        let mut names = Names::default();
        let given = ["Weekly letter", "weekly_letter!", "…", "Été"].map(|text| names.name(text));
        assert_eq!(given, ["weekly-letter", "weekly-letter-2", "unnamed", "t"]);
        assert_eq!(variable("demo_users.v2"), "DEMO_USERS_V2_DATABASE_URL");
        assert_eq!(variable("shop_database"), "SHOP_DATABASE_URL");
        assert_eq!(words("user.next_of_kin"), "Next of kin");
    }
}
