//! Countries by their names in a language, as the Common Locale Data Repository has them (`texts/cldr`).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::Language;

/// The names by code (ISO 3166-1 alpha-2); other territories of the repository are among them.
pub(crate) type Countries = BTreeMap<String, String>;

/// The names in the language.
pub(crate) fn countries(language: Language) -> Countries {
    let text = match language {
        Language::English => include_str!("../texts/cldr/territories.en.json"),
        Language::French => include_str!("../texts/cldr/territories.fr.json"),
    };
    let mut file: File = serde_json::from_str(text).expect("the shipped names can be read, as a test shows");
    let locale =
        file.main.remove(language.code()).expect("the file is that of the language, as a test shows");
    locale.names.territories
}

#[derive(Deserialize)]
struct File {
    main: BTreeMap<String, Locale>,
}

#[derive(Deserialize)]
struct Locale {
    #[serde(rename = "localeDisplayNames")]
    names: Names,
}

#[derive(Deserialize)]
struct Names {
    territories: Countries,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_their_names_in_each_language() {
        let names = |language| {
            let countries = countries(language);
            ["US", "FR", "KR", "CI"].map(|code| countries[code].clone())
        };
        assert_eq!(names(Language::English), ["United States", "France", "South Korea", "Côte d’Ivoire"]);
        assert_eq!(names(Language::French), ["États-Unis", "France", "Corée du Sud", "Côte d’Ivoire"]);
    }
}
