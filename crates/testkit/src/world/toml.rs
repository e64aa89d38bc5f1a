//! A world's policy and map as the files a company would write.

use std::fmt::Write;

use super::{ARCHIVE, Link, Mapped, OTHER, OTHER_ARCHIVE, Path, STORE, Table, World};

impl World {
    /// `policy.toml`
    #[must_use]
    pub fn policy(&self) -> String {
        let mut text =
            format!("format = 1\n[controller]\nname = \"Example\"\ntime_zone = \"{}\"\n", self.zone);
        for activity in &self.activities {
            let data = list(activity.data.iter().copied());
            let _ = write!(
                text,
                "[activity.{}]\npurpose = \"marketing\"\nbasis = \"legitimate-interest\"\nsubjects = [\"person\"]\ndata = {data}\nkeep = \"{}\"\n",
                activity.name, activity.keep
            );
        }
        text
    }

    /// `map.toml`
    #[must_use]
    pub fn map(&self) -> String {
        let mut text = "format = 1\n".to_owned();
        text.push_str(&self.store(false, [STORE, "env:ABIDE_WORLD", ARCHIVE]));
        if !self.apart.is_empty() {
            text.push_str(&self.store(true, [OTHER, "env:ABIDE_OTHER", OTHER_ARCHIVE]));
        }
        text
    }

    fn store(&self, apart: bool, [name, url, archive]: [&str; 3]) -> String {
        let mut text = format!("[store.{name}]\nurl = \"{url}\"\n");
        // Where nothing has to be archived, a hold keeps in place in every other world.
        if self.today.day() % 2 == 0 || self.policy().contains("archive") {
            let _ = writeln!(text, "archive = \"{archive}\"");
        }
        if let Some(zone) = self.store_zone {
            let _ = writeln!(text, "time_zone = \"{zone}\"");
        }
        for table in self.tables.iter().filter(|table| self.is_apart(&table.name) == apart) {
            if let Some(mapped) = &table.map {
                let _ = writeln!(text, "[store.{name}.{}]", table.name);
                text.push_str(&mapped_table(table, mapped, &|link| self.place(link, apart)));
            }
        }
        text
    }

    /// The table at the end of a link, as it is called from one of the stores.
    fn place(&self, link: &Link, apart: bool) -> String {
        match self.is_apart(&link.table) == apart {
            true => link.table.clone(),
            false => format!("{OTHER}:{}", link.table),
        }
    }
}

fn mapped_table(table: &Table, mapped: &Mapped, place: &dyn Fn(&Link) -> String) -> String {
    let formats = mapped.formats.iter().map(|(name, format)| format!("{name} = \"{}\"", format.name()));
    let formats = inline("formats", formats);
    if !mapped.personal {
        return format!("personal = false\n{formats}");
    }
    let not_personal = table.columns.iter().map(|column| column.name.as_str()).filter(|name| {
        mapped.fields.iter().all(|(field, _)| field != name) && !mapped.unspoken.iter().any(|one| one == name)
    });
    let mut text = format!("subject = \"person\"\nnot_personal = {}\n{formats}", list(not_personal));
    let serves = mapped.serves.iter().map(|serves| {
        let condition = serves.condition.as_ref().map(|condition| format!("\"{}\"", condition.text()));
        format!("{} = {}", serves.activity, condition.unwrap_or_else(|| "true".to_owned()))
    });
    text.push_str(&inline("serves", serves));
    let fields = mapped.fields.iter().map(|(name, category)| format!("{name} = \"{category}\""));
    text.push_str(&inline("fields", fields));
    let events = mapped.events.iter().map(|(event, paths)| {
        let paths: Vec<String> = paths.iter().map(Path::text).collect();
        format!("{event} = {}", list(paths.iter().map(String::as_str)))
    });
    text.push_str(&inline("events", events));
    let identities = mapped.identities.iter().map(|(kind, path)| format!("{kind} = \"{}\"", path.text()));
    text.push_str(&inline("identity", identities));
    let links = mapped.links.iter().map(|link| {
        format!("{} = \"{} = {}({})\"", link.name, link.own.join(", "), place(link), link.their.join(", "))
    });
    text.push_str(&inline("links", links));
    text.push_str(&inline("neutral", mapped.neutral.iter().map(|(name, value)| format!("{name} = {value}"))));
    let transforms = mapped.anonymise.iter().map(|(name, transform)| format!("{name} = \"{transform}\""));
    text.push_str(&inline("anonymise", transforms));
    if !mapped.unneeded.is_empty() {
        let _ = writeln!(text, "unneeded = {}", list(mapped.unneeded.iter().map(String::as_str)));
    }
    if let Some(unserved) = mapped.unserved {
        let _ = writeln!(text, "unserved = \"{unserved}\"");
    }
    if mapped.keeps_shells {
        text.push_str("shells = \"keep\"\n");
    }
    text
}

impl Path {
    /// The text in the map.
    #[must_use]
    pub fn text(&self) -> String {
        self.links.iter().chain([&self.column]).cloned().collect::<Vec<_>>().join(".")
    }
}

fn inline(key: &str, entries: impl Iterator<Item = String>) -> String {
    let entries: Vec<String> = entries.collect();
    if entries.is_empty() { String::new() } else { format!("{key} = {{ {} }}\n", entries.join(", ")) }
}

fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    format!("[{}]", texts.map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(", "))
}
