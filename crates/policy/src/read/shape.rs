//! Whether a file has the keys it may have, all it must have, and values of the right type.

use abide_law::Period;
use abide_phrases::{Text, listed, text};
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
            known.iter().for_each(|known| self.blank(&name, node, known));
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
            (Shape::Table(_), None) => self.wrong_type(name, node, "table"),
            (Shape::One(value) | Shape::OneOrTable(value, _), _) => self.value(name, node, *value),
            (Shape::Many(_), _) if node.get_ref().as_array().is_none() => {
                self.wrong_type(name, node, "list");
            }
            (Shape::OneOrMore(value) | Shape::Many(value), _) => {
                let elements = elements(node);
                if elements.is_empty() && matches!(shape, Shape::OneOrMore(_)) {
                    self.wrong_type(name, node, "one");
                }
                elements.into_iter().for_each(|element| self.value(name, element, *value));
            }
        }
    }

    /// A text that says nothing is none.
    fn blank(&mut self, name: &str, node: Node<'_>, key: &Key) {
        let (Shape::One(Value::Text(Hint::Free)) | Shape::OneOrMore(Value::Text(Hint::Free))) = &key.shape
        else {
            return;
        };
        let says_nothing = |text: &str| text.trim().is_empty();
        for element in
            elements(node).into_iter().filter(|one| one.get_ref().as_str().is_some_and(says_nothing))
        {
            let code = codes::EMPTY_TEXT.of(self.source.file);
            let finding = Finding::error(code, text!("empty-text", name), self.source.span(element.span()));
            let (key, says) = (key.name, key.says.trim_end_matches('.'));
            self.findings.push(finding.help(text!("empty-text.help", key, says)));
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
            Hint::Period => ("period", text!("write-period")),
            Hint::Basis => fixed("basis", text, hint.fixed()),
            _ => fixed("value", text, hint.fixed()),
        };
        let message = text!("unknown-value", what, name, text);
        self.findings.push(Finding::error(code, message, span).label(text!("not-known")).help(help));
    }

    fn format(&mut self, number: &str, node: Node<'_>) {
        if number != "1" {
            let span = self.source.span(node.span());
            let message = text!("unknown-format", format = number);
            let finding = Finding::error(codes::UNKNOWN_FORMAT.of(self.source.file), message, span);
            self.findings.push(finding.help(text!("unknown-format.help")));
        }
    }

    fn wrong_type(&mut self, name: &str, node: Node<'_>, wanted: &'static str) {
        let span = self.source.span(node.span());
        let got = node.get_ref().type_str();
        let message = text!("wrong-type", wanted, name);
        let finding = Finding::error(codes::WRONG_TYPE.of(self.source.file), message, span);
        let finding = finding.label(text!("wrong-type.label", got));
        self.findings.push(match (wanted, got) {
            ("date", "string") => finding.help(text!("wrong-type.date")),
            ("condition", "boolean") => finding.help(text!("wrong-type.never")),
            _ => finding,
        });
    }

    fn unknown_key(&mut self, name: &str, key: &str, node: Node<'_>, span: Span, keys: &Keys) {
        let near = suggest::nearest(key, keys.keys.iter().map(|key| key.name));
        let keys = listed(keys.keys.iter().map(|key| format!("`{}`", key.name)));
        let otherwise = match node.get_ref() {
            DeValue::Table(_) if !name.starts_with(key) => text!("unknown-key.quotes", keys),
            _ => text!("unknown-key.help", keys),
        };
        let message = text!("unknown-key", name);
        let finding = Finding::error(codes::UNKNOWN_KEY.of(self.source.file), message, span);
        let finding = finding.label(text!("unknown-key.label"));
        self.findings.push(finding.help(suggest::did_you_mean(near, otherwise)));
    }

    fn missing(&mut self, name: &str, view: &View<'_>, key: &Key) {
        let code = match key.shape {
            Shape::One(Value::Text(Hint::Basis)) => codes::MISSING_BASIS,
            Shape::One(Value::Text(Hint::Phrase)) => codes::MISSING_END,
            _ => codes::MISSING_KEY.of(self.source.file),
        };
        let message = match (name, code) {
            ("", _) => text!("file-without", key = key.name),
            (_, codes::MISSING_END) => text!("missing-end", name),
            _ => text!("missing-key", name, key = key.name),
        };
        let says = key.says.trim_end_matches('.');
        let help = match (code, &key.shape) {
            (codes::MISSING_END, _) => text!("missing-end.help"),
            (codes::MISSING_BASIS, _) => text!("missing-basis", bases = listed(Hint::Basis.fixed())),
            (_, Shape::Table(_)) => {
                text!("missing-section", section = joined(name, key.name), key = key.name, says)
            }
            _ => text!("missing-key.help", key = key.name, says),
        };
        self.findings.push(Finding::error(code, message, view.at.clone()).help(help));
    }
}

fn country(text: &str) -> (&'static str, Text) {
    ("country", suggest::did_you_mean(country_meant(text), text!("write-country")))
}

fn country_meant(text: &str) -> Option<&'static str> {
    let near = COUNTRIES.into_iter().find(|code| code.eq_ignore_ascii_case(text));
    near.or((text == "UK").then_some("GB"))
}

fn region(text: &str) -> (&'static str, Text) {
    let near = Region::SEVERAL.iter().copied().find(|name| name.eq_ignore_ascii_case(text));
    ("region", suggest::did_you_mean(near.or(country_meant(text)), text!("write-region")))
}

fn time_zone(text: &str) -> (&'static str, Text) {
    let names: Vec<String> = jiff::tz::db().available().map(|zone| zone.to_string()).collect();
    let near = suggest::nearest(text, names.iter().map(String::as_str));
    ("time-zone", suggest::did_you_mean(near, text!("write-zone")))
}

fn fixed(what: &'static str, text: &str, values: &[&str]) -> (&'static str, Text) {
    let near = suggest::nearest(text, values.iter().copied());
    (what, suggest::did_you_mean(near, text!("one-of", values = listed(values))))
}

fn is_whole(number: &str) -> bool {
    let number = number.replace('_', "").parse::<u32>();
    number.is_ok_and(|number| (2..=1_000_000_000).contains(&number))
}

impl Value {
    fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Bool => "truth",
            Self::Text(_) => "text",
            Self::Condition => "condition",
            Self::Whole => "whole",
            Self::Literal => "literal",
        }
    }
}
