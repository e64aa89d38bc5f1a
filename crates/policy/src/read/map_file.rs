//! `map.toml` to data map. The file's shape is checked elsewhere: what has the wrong shape is left out here in silence.

use abide_phrases::text;
use jiff::tz::TimeZone;
use toml::de::DeValue;

use super::{
    files,
    source::{Node, View, elements},
};
use crate::{
    codes,
    condition::{self, Literal},
    finding::Finding,
    map::{
        DataMap, DateFormat, FolderRules, Link, MapStore, MapTable, Path, Serves, Shells, StoreUrl, Unserved,
    },
    redact, route,
    span::Spanned,
    transform::{self, Transform},
};

pub(crate) fn read(root: &View<'_>, findings: &mut Vec<Finding>) -> DataMap {
    let mut reader = Reader { findings };
    let stores = root.table("store").tables();
    DataMap { stores: stores.into_iter().map(|(name, view)| reader.store(name, &view)).collect() }
}

struct Reader<'r> {
    findings: &'r mut Vec<Finding>,
}

type Named<T> = Vec<(Spanned<String>, T)>;

impl Reader<'_> {
    fn store(&mut self, name: Spanned<String>, view: &View<'_>) -> MapStore {
        let zone =
            view.text("time_zone").and_then(|zone| Some(Spanned::new(TimeZone::get(&zone).ok()?, zone.span)));
        let nowhere = || Spanned::new(StoreUrl::Env(String::new()), name.span.clone());
        let url = self.url(&name, view).unwrap_or_else(nowhere);
        let tables =
            view.tables().into_iter().map(|(table, view)| self.mapped(&name, table, &view)).collect();
        let flag = |key| view.bool(key).unwrap_or(false);
        let folder = FolderRules { prune: flag("prune"), other_file_systems: flag("other_file_systems") };
        let (location, archive) = (view.text("location"), view.text("archive"));
        let replicas = view.texts("replicas").into_iter();
        let replicas = replicas.filter_map(|text| self.address(&name, text, view)).collect();
        let run_by = view.text("run_by");
        MapStore { url, location, run_by, time_zone: zone, folder, archive, replicas, tables, name }
    }

    fn url(&mut self, name: &Spanned<String>, view: &View<'_>) -> Option<Spanned<StoreUrl>> {
        let text = view.text("url")?;
        self.address(name, text, view)
    }

    fn address(
        &mut self,
        store: &Spanned<String>,
        text: Spanned<String>,
        view: &View<'_>,
    ) -> Option<Spanned<StoreUrl>> {
        let Some(url) = store_url(&text) else {
            let message = text!("bad-url", store = &store.value);
            let finding = Finding::error(codes::BAD_URL, message, away_from(store, &text, view));
            self.findings.push(finding.help(text!("bad-url.help")));
            return None;
        };
        if redact::holds_password(&text) {
            let message = text!("literal-password", store = &store.value);
            let finding = Finding::warning(codes::LITERAL_PASSWORD, message, away_from(store, &text, view));
            self.findings.push(finding.help(text!("literal-password.help")));
        }
        Some(Spanned::new(url, text.span))
    }

    fn mapped(&mut self, store: &str, name: Spanned<String>, view: &View<'_>) -> MapTable {
        let place = format!("{store}.{}", name.value);
        let mut table = MapTable {
            file: files::row_file(view),
            files: files::patterns(&place, view, self.findings),
            personal: view.bool("personal").unwrap_or(true),
            subjects: view.texts("subject"),
            identities: self.identities(&place, &view.table("identity")),
            serves: self.serves(&place, &view.table("serves")),
            fields: texts(&view.table("fields")),
            not_personal: view.texts("not_personal"),
            events: self.events(&place, &view.table("events")),
            links: self.links(store, &place, &view.table("links")),
            formats: formats(&view.table("formats")),
            neutral: self.neutral(&place, &view.table("neutral")),
            unneeded: view.texts("unneeded"),
            anonymise: self.anonymise(&place, &view.table("anonymise")),
            k: view.whole("k"),
            unserved: unserved(view),
            shells: shells(view),
            name,
        };
        files::complete(&mut table);
        table
    }

    fn identities(&mut self, place: &str, view: &View<'_>) -> Named<Spanned<Path>> {
        let entries = view.entries().into_iter();
        entries.filter_map(|(kind, node)| Some((kind, self.path(place, view, node)?))).collect()
    }

    fn events(&mut self, place: &str, view: &View<'_>) -> Named<Vec<Spanned<Path>>> {
        let entries = view.entries().into_iter();
        let paths = |node| elements(node).into_iter();
        entries
            .map(|(event, node)| {
                (event, paths(node).filter_map(|node| self.path(place, view, node)).collect())
            })
            .collect()
    }

    fn path(&mut self, place: &str, view: &View<'_>, node: Node<'_>) -> Option<Spanned<Path>> {
        let text = node.get_ref().as_str()?;
        let span = view.source.text_span(text, node.span());
        match route::parse_path(text) {
            Ok(path) => Some(Spanned::new(path, span)),
            Err(mistake) => {
                let what = text!("bad-path", text, place);
                self.findings.push(view.source.mistaken(codes::BAD_PATH, what, node, mistake).place(place));
                None
            }
        }
    }

    fn links(&mut self, store: &str, place: &str, view: &View<'_>) -> Named<Spanned<Link>> {
        let mut links = Vec::new();
        for (name, node) in view.entries() {
            if let Some(mut link) = self.link(place, view, node) {
                link.value.store.take_if(|other| other == store);
                links.push((name, link));
            }
        }
        links
    }

    fn link(&mut self, place: &str, view: &View<'_>, node: Node<'_>) -> Option<Spanned<Link>> {
        let text = node.get_ref().as_str()?;
        let span = view.source.text_span(text, node.span());
        let link = match route::parse_link(text) {
            Ok(link) => link,
            Err(mistake) => {
                let what = text!("bad-link", text, place);
                self.findings.push(view.source.mistaken(codes::BAD_LINK, what, node, mistake).place(place));
                return None;
            }
        };
        if link.own.len() != link.their.len() {
            let (own, their) = (link.own.len(), link.their.len());
            let message = text!("link-columns", place, own, their);
            let finding = Finding::error(codes::LINK_COLUMNS, message, span.clone()).place(place);
            self.findings.push(finding.help(text!("link-columns.help")));
            return None;
        }
        Some(Spanned::new(link, span))
    }

    fn serves(&mut self, place: &str, view: &View<'_>) -> Vec<Serves> {
        let entries = view.entries().into_iter();
        entries
            .map(|(activity, node)| Serves {
                condition: self.condition(place, &activity, view, node),
                activity,
            })
            .collect()
    }

    /// What `serves` says of an activity. A condition that cannot be read counts as `true`, and is an error.
    fn condition(
        &mut self,
        place: &str,
        activity: &str,
        view: &View<'_>,
        node: Node<'_>,
    ) -> Option<Spanned<condition::Condition>> {
        let text = node.get_ref().as_str()?;
        let part = |range| view.source.part(text, &node.span(), range);
        match condition::parse(text, &part) {
            Ok(condition) => Some(Spanned::new(condition, view.source.text_span(text, node.span()))),
            Err(mistake) => {
                let what = text!("bad-condition", activity, place);
                self.findings
                    .push(view.source.mistaken(codes::BAD_CONDITION, what, node, mistake).place(place));
                None
            }
        }
    }

    fn anonymise(&mut self, place: &str, view: &View<'_>) -> Named<Spanned<Transform>> {
        let entries = view.entries().into_iter();
        entries.filter_map(|(column, node)| Some((column, self.transform(place, view, node)?))).collect()
    }

    fn transform(&mut self, place: &str, view: &View<'_>, node: Node<'_>) -> Option<Spanned<Transform>> {
        let text = node.get_ref().as_str()?;
        match transform::parse(text) {
            Ok(transform) => Some(Spanned::new(transform, view.source.text_span(text, node.span()))),
            Err(mistake) => {
                let what = text!("bad-transform", text, place);
                self.findings
                    .push(view.source.mistaken(codes::BAD_TRANSFORM, what, node, mistake).place(place));
                None
            }
        }
    }

    fn neutral(&mut self, place: &str, view: &View<'_>) -> Named<Spanned<Literal>> {
        let entries = view.entries().into_iter();
        entries.filter_map(|(column, node)| Some((column, self.literal(place, view, node)?))).collect()
    }

    fn literal(&mut self, place: &str, view: &View<'_>, node: Node<'_>) -> Option<Spanned<Literal>> {
        let span = view.source.span(node.span());
        let number = |text: &str| condition::parse_literal(&text.replace('_', "")).ok();
        let literal = match node.get_ref() {
            DeValue::String(text) => Some(Literal::Text(text.to_string())),
            DeValue::Boolean(value) => Some(Literal::Bool(*value)),
            DeValue::Integer(value) if value.radix() == 10 => number(value.as_str()),
            DeValue::Float(value) => number(value.as_str()),
            DeValue::Datetime(value) if value.time.is_none() => {
                value.to_string().parse().ok().map(Literal::Date)
            }
            _ => None,
        };
        if literal.is_none() {
            let message = text!("bad-neutral", place);
            let finding = Finding::error(codes::WRONG_TYPE.of(span.file), message, span.clone()).place(place);
            self.findings.push(finding.help(text!("bad-neutral.help")));
        }
        Some(Spanned::new(literal?, span))
    }
}

/// Where to underline what is said of an address: not at the address, whose line may hold a password, unless it cannot be
/// helped; then nowhere.
fn away_from(store: &Spanned<String>, url: &Spanned<String>, view: &View<'_>) -> crate::span::Span {
    let line = |span: &crate::span::Span| view.source.line(span.start);
    if line(&store.span) == line(&url.span) { view.source.span(0..0) } else { store.span.clone() }
}

fn store_url(text: &str) -> Option<StoreUrl> {
    let (scheme, rest) = text.split_once(':')?;
    match scheme {
        _ if rest.is_empty() => None,
        "env" => Some(StoreUrl::Env(rest.to_owned())),
        "file" => Some(StoreUrl::File(rest.to_owned())),
        "sqlite" | "folder" => Some(StoreUrl::Address(text.to_owned())),
        "postgres" | "postgresql" | "mariadb" | "mysql" | "s3" if rest.starts_with("//") => {
            Some(StoreUrl::Address(text.to_owned()))
        }
        _ => None,
    }
}

fn texts(view: &View<'_>) -> Named<Spanned<String>> {
    view.entries().into_iter().filter_map(|(key, node)| Some((key, view.text_of(node)?))).collect()
}

fn formats(view: &View<'_>) -> Named<Spanned<DateFormat>> {
    let format = |text: &str| {
        Some(match text {
            "date" => DateFormat::Date,
            "local" => DateFormat::Local,
            "instant" => DateFormat::Instant,
            "text" => DateFormat::Text,
            "text-utc" => DateFormat::TextUtc,
            "epoch-seconds" => DateFormat::EpochSeconds,
            "epoch-milliseconds" => DateFormat::EpochMilliseconds,
            _ => return None,
        })
    };
    let known = texts(view).into_iter();
    known.filter_map(|(column, text)| Some((column, Spanned::new(format(&text)?, text.span)))).collect()
}

fn unserved(view: &View<'_>) -> Option<Spanned<Unserved>> {
    let text = view.text("unserved")?;
    let unserved = match text.as_str() {
        "erase" => Unserved::Erase,
        "keep" => Unserved::Keep,
        _ => return None,
    };
    Some(Spanned::new(unserved, text.span))
}

fn shells(view: &View<'_>) -> Shells {
    match view.text("shells").as_deref().map(String::as_str) {
        Some("keep") => Shells::Keep,
        _ => Shells::Delete,
    }
}
