//! Whether a file has the keys it may have, all it must have, and values of the right type.

use abide_law::Period;
use jiff::tz::TimeZone;
use toml::de::{DeTable, DeValue};

use super::source::{Node, Source, View, elements};
use crate::{
    codes,
    country::COUNTRIES,
    finding::Finding,
    keys::{Hint, Key, Keys, Shape, Value},
    outline::joined,
    span::Span,
    suggest,
    territory::Region,
};

/// Checks the whole file.
pub(crate) fn check(
    source: &Source<'_>,
    root: &DeTable<'_>,
    keys: &'static Keys,
    findings: &mut Vec<Finding>,
) {
    let mut checker = Checker { source, findings };
    checker.table("", &source.view(root), keys);
}

struct Checker<'c> {
    source: &'c Source<'c>,
    findings: &'c mut Vec<Finding>,
}

impl Checker<'_> {
    fn table(&mut self, name: &str, view: &View<'_>, keys: &'static Keys) {
        for (key, node) in view.entries() {
            let name = joined(name, &key);
            let known = keys.keys.iter().find(|one| one.name == key.value);
            // Beside keys of its own, a table has others only for tables: anything else is a key misspelt.
            let other = keys.others.filter(|_| keys.keys.is_empty() || node.get_ref().is_table());
            if let (None, Some(hint)) = (known, keys.names) {
                self.hinted(&name, &key.value, key.span.clone(), hint);
            }
            match known.map(|known| &known.shape).or(other) {
                Some(shape) => self.shape(&name, key.span, node, shape),
                None => self.unknown_key(&name, &key.value, node, key.span, keys),
            }
        }
        for key in keys.keys.iter().filter(|key| key.required && view.get(key.name).is_none()) {
            self.missing(name, view, key);
        }
    }

    fn shape(&mut self, name: &str, at: Span, node: Node<'_>, shape: &'static Shape) {
        // The parser's stand-in for a value that is not TOML, which has been told already.
        if node.span().is_empty() {
            return;
        }
        let table = node.get_ref().as_table();
        match (shape, table) {
            (Shape::Table(keys) | Shape::OneOrTable(_, keys), Some(table)) => {
                let mut view = self.source.view(table);
                view.at = at;
                self.table(name, &view, keys);
            }
            (Shape::Table(_), None) => self.wrong_type(name, node, "a table"),
            (Shape::One(value) | Shape::OneOrTable(value, _), _) => self.value(name, node, *value),
            (Shape::Many(_), _) if node.get_ref().as_array().is_none() => {
                self.wrong_type(name, node, "a list");
            }
            (Shape::OneOrMore(value) | Shape::Many(value), _) => {
                let elements = elements(node);
                if elements.is_empty() && matches!(shape, Shape::OneOrMore(_)) {
                    self.wrong_type(name, node, "at least one");
                }
                elements.into_iter().for_each(|element| self.value(name, element, *value));
            }
        }
    }

    fn value(&mut self, name: &str, node: Node<'_>, value: Value) {
        match (value, node.get_ref()) {
            (Value::Text(hint), DeValue::String(text)) => {
                self.hinted(name, text, self.source.text_span(text, node.span()), hint);
            }
            (Value::Number, DeValue::Integer(number)) => self.format(number.as_str(), node),
            (Value::Whole, DeValue::Integer(number)) if is_whole(number.as_str()) => {}
            (Value::Bool, DeValue::Boolean(_))
            | (Value::Date, DeValue::Datetime(_))
            | (Value::Condition, DeValue::String(_) | DeValue::Boolean(true)) => {}
            (
                Value::Literal,
                DeValue::String(_)
                | DeValue::Boolean(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Datetime(_),
            ) => {}
            _ => self.wrong_type(name, node, value.name()),
        }
    }

    fn hinted(&mut self, name: &str, text: &str, span: Span, hint: Hint) {
        let unknown = match hint {
            Hint::Country => (!COUNTRIES.contains(&text)).then_some(codes::UNKNOWN_COUNTRY),
            Hint::Region => (!COUNTRIES.contains(&text) && !Region::SEVERAL.contains(&text))
                .then_some(codes::UNKNOWN_COUNTRY),
            Hint::TimeZone => TimeZone::get(text).is_err().then_some(codes::UNKNOWN_TIME_ZONE),
            Hint::Period => text.parse::<Period>().is_err().then_some(codes::UNKNOWN_VALUE),
            _ => (!hint.fixed().is_empty() && !hint.fixed().contains(&text)).then_some(codes::UNKNOWN_VALUE),
        };
        let Some(code) = unknown else { return };
        let code = if hint == Hint::Basis { codes::UNKNOWN_BASIS } else { code.of(self.source.file) };
        let (what, help) = match hint {
            Hint::Country => country(text),
            Hint::Region => region(text),
            Hint::TimeZone => time_zone(text),
            Hint::Period => {
                ("period", "write a number and days, weeks, months or years: `1 month`".to_owned())
            }
            Hint::Basis => fixed("legal basis", text, hint.fixed()),
            _ => fixed("value here", text, hint.fixed()),
        };
        let message = format!("`{name}`: `{text}` is no {what}");
        self.findings.push(Finding::error(code, message, span).label("not known").help(help));
    }

    fn format(&mut self, number: &str, node: Node<'_>) {
        if number != "1" {
            let message = format!("`format` is {number}, and this version of Abide reads 1");
            let span = self.source.span(node.span());
            let finding = Finding::error(codes::UNKNOWN_FORMAT.of(self.source.file), message, span);
            self.findings
                .push(finding.help("write `format = 1`, or use the version of Abide that the file is for"));
        }
    }

    fn wrong_type(&mut self, name: &str, node: Node<'_>, wanted: &str) {
        let span = self.source.span(node.span());
        let got = node.get_ref().type_str();
        let message = format!("`{name}` takes {wanted}");
        let finding = Finding::error(codes::WRONG_TYPE.of(self.source.file), message, span);
        let finding = finding.label(format!("this is {}", article(got)));
        self.findings.push(match (wanted, got) {
            ("a date", "string") => finding.help("write it without quotes: 2023-01-03"),
            ("a condition, or true", "boolean") => finding.help("to serve no record, leave the activity out"),
            _ => finding,
        });
    }

    fn unknown_key(&mut self, name: &str, key: &str, node: Node<'_>, span: Span, keys: &Keys) {
        let near = suggest::nearest(key, keys.keys.iter().map(|key| key.name));
        let list = || keys.keys.iter().map(|key| format!("`{}`", key.name)).collect::<Vec<_>>().join(", ");
        let otherwise = match node.get_ref() {
            DeValue::Table(_) if !name.starts_with(key) => {
                format!("a name with dots is written in quotes; the keys here are {}", list())
            }
            _ => format!("the keys here are {}", list()),
        };
        let message = format!("there is no key `{name}`");
        let finding =
            Finding::error(codes::UNKNOWN_KEY.of(self.source.file), message, span).label("unknown key");
        self.findings.push(finding.help(suggest::did_you_mean(near, otherwise)));
    }

    fn missing(&mut self, name: &str, view: &View<'_>, key: &Key) {
        let code = match key.shape {
            Shape::One(Value::Text(Hint::Basis)) => codes::MISSING_BASIS,
            Shape::One(Value::Text(Hint::Phrase)) => codes::MISSING_END,
            _ => codes::MISSING_KEY.of(self.source.file),
        };
        let message = match (name, code) {
            ("", _) => format!("the file has no `{}`", key.name),
            (_, codes::MISSING_END) => format!("`{name}` has no end: nothing says how long its data is kept"),
            _ => format!("`{name}` has no `{}`", key.name),
        };
        let says = key.says.trim_end_matches('.');
        let help = match (code, &key.shape) {
            (codes::MISSING_END, _) => {
                "add a phrase, such as keep = \"3 years after last_contact\"".to_owned()
            }
            (codes::MISSING_BASIS, _) => {
                format!("add `basis`; it is one of {}", Hint::Basis.fixed().join(", "))
            }
            (_, Shape::Table(_)) => format!("add a section [{}]. {says}", joined(name, key.name)),
            _ => format!("add `{}`. {says}", key.name),
        };
        self.findings.push(Finding::error(code, message, view.at.clone()).help(help));
    }
}

fn country(text: &str) -> (&'static str, String) {
    let near = COUNTRIES.into_iter().find(|code| code.eq_ignore_ascii_case(text));
    let near = near.or((text == "UK").then_some("GB"));
    ("country code", suggest::did_you_mean(near, "write two letters of ISO 3166-1, such as FR"))
}

fn region(text: &str) -> (&'static str, String) {
    let near = Region::SEVERAL.iter().copied().find(|name| name.eq_ignore_ascii_case(text));
    match near {
        Some(name) => ("region", suggest::did_you_mean(Some(name), String::new())),
        None => {
            let (_, help) = country(text);
            ("region", help.replace("such as FR", "such as FR, or EU, EEA, adequate"))
        }
    }
}

fn time_zone(text: &str) -> (&'static str, String) {
    let names: Vec<String> = jiff::tz::db().available().map(|zone| zone.to_string()).collect();
    let near = suggest::nearest(text, names.iter().map(String::as_str));
    ("time zone", suggest::did_you_mean(near, "write a name of the IANA list, such as Europe/Paris"))
}

fn fixed(what: &'static str, text: &str, values: &[&str]) -> (&'static str, String) {
    let near = suggest::nearest(text, values.iter().copied());
    (what, suggest::did_you_mean(near, format!("it is one of {}", values.join(", "))))
}

fn article(kind: &str) -> String {
    match kind {
        "string" => "text".to_owned(),
        "array" => "a list".to_owned(),
        "integer" | "float" => "a number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "datetime" => "a date".to_owned(),
        other => format!("a {other}"),
    }
}

fn is_whole(number: &str) -> bool {
    let number = number.replace('_', "").parse::<u32>();
    number.is_ok_and(|number| (2..=1_000_000_000).contains(&number))
}

impl Value {
    fn name(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Bool => "true or false",
            Self::Text(_) => "text",
            Self::Condition => "a condition, or true",
            Self::Whole => "a whole number from 2 on",
            Self::Literal => "text, a number, true, false or a date",
        }
    }
}
