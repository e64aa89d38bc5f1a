//! Paths resolved: the links of the map, the references of the database, and both the other way round.

use abide_phrases::text;

use abide_policy::{
    finding::Finding,
    map::{Link, Path},
    span::{Span, Spanned},
};

use super::{Binder, nearest};
use crate::model::{ColumnId, Hop, TableId};

impl Binder<'_> {
    /// The hops and the column that a path means, starting from a table.
    pub(super) fn way(&mut self, start: TableId, path: &Spanned<Path>) -> Option<(Vec<Hop>, ColumnId)> {
        if let Some(across) = self.links.way(start, &path.value) {
            return across;
        }
        let hops = self.hops(start, &path.links, &path.span)?;
        let end = hops.last().map_or(start, |hop| hop.table);
        let column = Spanned::new(path.column.clone(), path.span.clone());
        if !self.known_column(end, &column) {
            return None;
        }
        let number = self.catalog.tables[end].columns.iter().position(|listed| listed.name == path.column)?;
        Some((hops, number))
    }

    /// The hops that links mean, starting from a table.
    pub(super) fn hops(&mut self, start: TableId, links: &[String], span: &Span) -> Option<Vec<Hop>> {
        let mut here = start;
        let mut hops = Vec::new();
        for link in links {
            let hop = self.hop(here, link, span)?;
            here = hop.table;
            hops.push(hop);
        }
        Some(hops)
    }

    fn hop(&mut self, here: TableId, name: &str, span: &Span) -> Option<Hop> {
        if let Some((_, link)) =
            self.mapped(here).and_then(|map| map.links.iter().find(|(link, _)| link.value == name))
        {
            return self.declared(here, link);
        }
        let Some(there) = self.table_id(name) else {
            self.no_way(here, name, span);
            return None;
        };
        let mut ways = self.ways(here, there);
        ways.dedup();
        match ways.len() {
            1 => ways.pop(),
            0 => {
                self.no_way(here, name, span);
                None
            }
            several => {
                let (from, to) = (self.place(here), self.place(there));
                let message = text!("bind-ambiguous-link", ways = several, from, to);
                self.findings.push(
                    Finding::error("bind/ambiguous-link", message, span.clone())
                        .help(text!("bind-ambiguous-link.help")),
                );
                None
            }
        }
    }

    fn no_way(&mut self, here: TableId, name: &str, span: &Span) {
        let message = text!("bind-no-link", name, table = self.place(here));
        let declared = self
            .mapped(here)
            .into_iter()
            .flat_map(|map| map.links.iter().map(|(link, _)| link.value.clone()));
        let near = |id: &TableId| !self.ways(here, *id).is_empty();
        let linked =
            (0..self.catalog.tables.len()).filter(near).map(|id| self.catalog.tables[id].name.to_string());
        let help = match nearest(name, declared.chain(linked)) {
            Some(other) => text!("bind-no-link.near", other),
            None => text!("bind-no-link.help", name),
        };
        self.findings.push(Finding::error("bind/no-such-link", message, span.clone()).help(help));
    }

    /// Every way between two tables, each once: references and links in either direction.
    fn ways(&self, here: TableId, there: TableId) -> Vec<Hop> {
        let mut ways: Vec<Hop> = Vec::new();
        let mut add = |hop: Option<Hop>| ways.extend(hop);
        for key in &self.catalog.tables[here].foreign_keys {
            add(self.reference(&self.catalog.tables[here], key).filter(|hop| hop.table == there));
        }
        for key in &self.catalog.tables[there].foreign_keys {
            let hop = self
                .reference(&self.catalog.tables[there], key)
                .filter(|hop| hop.table == here && here != there);
            add(hop.map(|hop| Hop { own: hop.their, table: there, their: hop.own }));
        }
        for (_, link) in self.mapped(here).iter().flat_map(|map| &map.links) {
            add(self.fitting(here, link).filter(|hop| hop.table == there));
        }
        for (_, link) in self.mapped(there).iter().flat_map(|map| &map.links) {
            let hop = self.fitting(there, link).filter(|hop| hop.table == here && here != there);
            add(hop.map(|hop| Hop { own: hop.their, table: there, their: hop.own }));
        }
        ways.sort_by(|a, b| (&a.own, &a.their).cmp(&(&b.own, &b.their)));
        ways
    }

    /// A link of the map, with its names resolved; what is unknown is reported.
    fn declared(&mut self, here: TableId, link: &Spanned<Link>) -> Option<Hop> {
        let Some(there) = self.table_id(&link.table).filter(|_| link.store.is_none()) else {
            let store = link.store.as_ref().unwrap_or(&self.store.name.value);
            let message = text!("bind-no-table-here", store, table = &link.table);
            self.findings.push(Finding::error("bind/no-such-table", message, link.span.clone()));
            return None;
        };
        let named = |name: &String| Spanned::new(name.clone(), link.span.clone());
        let own = link.own.iter().all(|name| self.known_column(here, &named(name)));
        let their = link.their.iter().all(|name| self.known_column(there, &named(name)));
        if !own || !their {
            return None;
        }
        let hop = self.resolve(here, link)?;
        let Some((own, other)) = self.unlike(here, &hop) else { return Some(hop) };
        let (from, to) = (self.place(here), self.place(there));
        let (own, other) = (format!("{from}.{own}"), format!("{to}.{other}"));
        let message = text!("bind-unlike", own, other);
        let finding = Finding::error("bind/link-type", message, link.span.clone());
        self.findings.push(finding.help(text!("bind-unlike.help")));
        None
    }

    /// The first pair of columns of a hop that are of different kinds, or compare text differently (MariaDB).
    fn unlike(&self, here: TableId, hop: &Hop) -> Option<(&str, &str)> {
        let (from, to) = (&self.catalog.tables[here].columns, &self.catalog.tables[hop.table].columns);
        let pairs = hop.own.iter().zip(&hop.their).map(|(own, their)| (&from[*own], &to[*their]));
        let mut unlike =
            pairs.filter(|(own, their)| own.kind != their.kind || own.collation != their.collation);
        unlike.next().map(|(own, their)| (own.name.as_str(), their.name.as_str()))
    }

    fn fitting(&self, here: TableId, link: &Link) -> Option<Hop> {
        self.resolve(here, link).filter(|hop| self.unlike(here, hop).is_none())
    }

    fn resolve(&self, here: TableId, link: &Link) -> Option<Hop> {
        let table = self.table_id(&link.table).filter(|_| link.store.is_none())?;
        let hop = Hop { own: self.columns(here, &link.own), table, their: self.columns(table, &link.their) };
        (hop.own.len() == link.own.len() && hop.their.len() == hop.own.len()).then_some(hop)
    }
}
