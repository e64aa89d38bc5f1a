//! A draft of the two files: what another program says, with comments where it says too little. A key that nothing is known of is
//! left out, so that `abide check` asks for it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use abide_law::Basis;
use abide_policy::{
    ground::SpecialGround,
    model::Keep,
    phrase,
    span::{File, Span},
};

/// What is known of a policy and its map.
#[derive(Debug, Default)]
pub(crate) struct Sketch {
    /// Whose file it was, for people: `Fides`.
    pub(crate) program: &'static str,
    pub(crate) controller: Controller,
    pub(crate) activities: Vec<Activity>,
    /// Kinds of people of its own, each with its label.
    pub(crate) subjects: BTreeMap<String, String>,
    pub(crate) stores: Vec<Store>,
}

#[derive(Debug, Default)]
pub(crate) struct Controller {
    pub(crate) name: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) contact: Option<String>,
    pub(crate) officer: Option<Beside>,
    pub(crate) representative: Option<Beside>,
}

/// Somebody beside the controller.
#[derive(Debug)]
pub(crate) struct Beside {
    pub(crate) name: String,
    pub(crate) address: Option<String>,
    pub(crate) contact: Option<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Activity {
    pub(crate) name: String,
    /// Its purpose in our vocabulary.
    pub(crate) purpose: Option<String>,
    /// Its purpose in their words.
    pub(crate) words: Option<String>,
    pub(crate) basis: Option<Basis>,
    pub(crate) special_ground: Option<SpecialGround>,
    /// Where its impact assessment is found.
    pub(crate) impact_assessment: Option<String>,
    pub(crate) subjects: Vec<String>,
    pub(crate) data: Vec<String>,
    /// A retention phrase.
    pub(crate) keep: Option<String>,
    /// What they say of its period, which is no phrase.
    pub(crate) kept: Option<String>,
    /// Anything else that a person should read.
    pub(crate) notes: Vec<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Store {
    pub(crate) name: String,
    /// The environment variable that is to hold its address.
    pub(crate) variable: String,
    pub(crate) notes: Vec<String>,
    pub(crate) tables: Vec<Table>,
}

#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) subjects: Vec<String>,
    /// Kind of identity, column.
    pub(crate) identity: Vec<(String, String)>,
    pub(crate) serves: Vec<String>,
    /// Column, category.
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) not_personal: Vec<String>,
    /// Name, link.
    pub(crate) links: Vec<(String, String)>,
    /// Columns of which they do not say what is in them.
    pub(crate) unsaid: Vec<String>,
    pub(crate) notes: Vec<String>,
}

impl Sketch {
    /// As `policy.toml`.
    pub(crate) fn policy(&self) -> String {
        let program = self.program;
        let mut text = format!(
            "# Drafted from what {program} says. What it does not say is left out, and `abide check` asks for it:\n\
             # nothing here was made up. Read every line before you use it.\n\nformat = 1\n\n"
        );
        text += &self.controller.text();
        for activity in &self.activities {
            text += &activity.text(program);
        }
        for (key, label) in &self.subjects {
            let _ = write!(text, "\n[subject.{}]\nlabel = {{ en = {} }}\n", named(key), quoted(label));
        }
        text
    }

    /// As `map.toml`.
    pub(crate) fn map(&self) -> String {
        let mut text = format!(
            "# Drafted from what {} says. `abide map --store NAME` adds what the database itself knows: links, dates, and columns\n\
             # that are missing here.\n\nformat = 1\n",
            self.program
        );
        for store in &self.stores {
            text += &store.text(&self.activities);
        }
        text
    }
}

/// The phrase, read; none where it is none.
pub(crate) fn keep(text: &str) -> Option<Keep> {
    let place = |range: std::ops::Range<usize>| Span::new(File::Policy, range);
    phrase::parse(text, &place).ok()
}

impl Controller {
    fn text(&self) -> String {
        let mut text = "[controller]\n".to_owned();
        line(&mut text, "name", self.name.as_deref(), "the company's name");
        let optional = [("address", &self.address), ("contact", &self.contact)];
        for (key, value) in optional.into_iter().filter_map(|(key, value)| Some((key, value.as_deref()?))) {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        }
        let beside = [("data_protection_officer", &self.officer), ("representative", &self.representative)];
        for (key, one) in beside.into_iter().filter_map(|(key, one)| Some((key, one.as_ref()?))) {
            let _ = write!(text, "\n[controller.{key}]\nname = {}\n", quoted(&one.name));
            let reached = [("address", &one.address), ("contact", &one.contact)];
            for (key, value) in reached.into_iter().filter_map(|(key, value)| Some((key, value.as_deref()?)))
            {
                let _ = writeln!(text, "{key} = {}", quoted(value));
            }
        }
        text
    }
}

impl Activity {
    fn text(&self, program: &str) -> String {
        let mut text = String::from("\n");
        comments(&mut text, &self.notes);
        let _ = writeln!(text, "[activity.{}]", named(&self.name));
        match (&self.purpose, &self.words) {
            (Some(key), Some(words)) => {
                let _ = writeln!(text, "purpose = {{ key = {}, en = {} }}", quoted(key), quoted(words));
            }
            (Some(key), None) => line(&mut text, "purpose", Some(key), ""),
            (None, Some(words)) => {
                let _ = writeln!(text, "purpose = {{ en = {} }}", quoted(words));
            }
            (None, None) => line(&mut text, "purpose", None, "what it is for"),
        }
        line(
            &mut text,
            "basis",
            self.basis.map(Basis::key),
            &format!("{program} does not say on which basis"),
        );
        if let Some(ground) = self.special_ground {
            line(&mut text, "special_ground", Some(ground.key()), "");
        }
        list(&mut text, "subjects", &self.subjects, "about whom");
        list(&mut text, "data", &self.data, "which data");
        let kept = self.kept.as_ref().map(|kept| format!("{program} says: {}", one_line(kept)));
        let missing = kept.unwrap_or_else(|| format!("{program} does not say for how long"));
        line(&mut text, "keep", self.keep.as_deref(), &missing);
        if let Some(place) = &self.impact_assessment {
            line(&mut text, "impact_assessment", Some(place), "");
        }
        text
    }
}

impl Store {
    fn text(&self, activities: &[Activity]) -> String {
        let mut text = String::from("\n");
        comments(&mut text, &self.notes);
        let name = named(&self.name);
        let _ = writeln!(text, "[store.{name}]\nurl = {}", quoted(&format!("env:{}", self.variable)));
        for table in &self.tables {
            text += &table.text(&name, activities);
        }
        text
    }
}

impl Table {
    fn text(&self, store: &str, activities: &[Activity]) -> String {
        let mut text = String::from("\n");
        comments(&mut text, &self.notes);
        let _ = writeln!(text, "[store.{store}.{}]", named(&self.name));
        list(&mut text, "subject", &self.subjects, "about whom");
        pairs(&mut text, "identity", &self.identity);
        if self.serves.is_empty() {
            text += "# serves = { … }    which activities its records serve, and under which condition\n";
        } else {
            let serves: Vec<String> =
                self.serves.iter().map(|name| format!("{} = true", named(name))).collect();
            let _ = writeln!(text, "serves = {{ {} }}", serves.join(", "));
        }
        pairs(&mut text, "fields", &self.fields);
        if !self.not_personal.is_empty() {
            list(&mut text, "not_personal", &self.not_personal, "");
        }
        let _ = writeln!(
            text,
            "# events = {{ {} }}    the columns with the dates from which periods count",
            self.events(activities)
        );
        pairs(&mut text, "links", &self.links);
        if !self.unsaid.is_empty() {
            let _ = writeln!(text, "# Nothing is said of these columns: {}", self.unsaid.join(", "));
        }
        text
    }
}

impl Table {
    /// The events from which the activities count that it serves, as far as that is known: `last_contact = "…"`.
    fn events(&self, activities: &[Activity]) -> String {
        let served = activities.iter().filter(|activity| self.serves.contains(&activity.name));
        let keeps = served.filter_map(|activity| keep(activity.keep.as_deref()?));
        let events: BTreeSet<String> = keeps.flat_map(|keep| keep.events).map(|event| event.value).collect();
        let shown: Vec<String> = events.iter().map(|event| format!("{event} = \"…\"")).collect();
        if shown.is_empty() { "…".to_owned() } else { shown.join(", ") }
    }
}

/// `key = "value"`; without a value, the key as a comment with what is missing.
fn line(text: &mut String, key: &str, value: Option<&str>, missing: &str) {
    let _ = match value {
        Some(value) => writeln!(text, "{key} = {}", quoted(value)),
        None => writeln!(text, "# {key} = \"…\"    {missing}"),
    };
}

fn list(text: &mut String, key: &str, values: &[String], missing: &str) {
    if values.is_empty() {
        return line(text, key, None, missing);
    }
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    let _ = writeln!(text, "{key} = [{}]", values.join(", "));
}

fn pairs(text: &mut String, key: &str, pairs: &[(String, String)]) {
    if pairs.is_empty() {
        return;
    }
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{} = {}", named(name), quoted(value))).collect();
    let _ = writeln!(text, "{key} = {{ {} }}", pairs.join(", "));
}

fn comments(text: &mut String, notes: &[String]) {
    for note in notes {
        let _ = writeln!(text, "# {}", one_line(note));
    }
}

/// A comment ends with its line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// A key as TOML writes it: bare where that can be.
fn named(key: &str) -> String {
    toml_edit::Key::new(key).to_string()
}
