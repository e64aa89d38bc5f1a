//! The packs that Abide ships.

use super::{Pack, read};

const TEXTS: [(&str, &str); 4] = [
    ("packs/gdpr.toml", include_str!("../../packs/gdpr.toml")),
    ("packs/france.toml", include_str!("../../packs/france.toml")),
    ("packs/pci-dss.toml", include_str!("../../packs/pci-dss.toml")),
    ("packs/mail.toml", include_str!("../../packs/mail.toml")),
];

pub(super) fn packs() -> Vec<Pack> {
    TEXTS.map(|(file, text)| read::read(file, text).expect("a test reads each shipped pack")).into()
}

#[cfg(test)]
mod tests {
    use super::{TEXTS, read};

    #[test]
    fn each_can_be_read() {
        for (file, text) in TEXTS {
            if let Err(error) = read::read(file, text) {
                panic!("{error}");
            }
        }
    }
}
