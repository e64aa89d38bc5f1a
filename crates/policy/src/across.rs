//! Links of the map that lead into another store.

use crate::{
    map::{DataMap, Link, MapStore, MapTable, Path},
    span::Spanned,
};

/// A link into another store from which periods are counted, or by which it is known who a record is about.
#[derive(Debug, Clone)]
pub struct Across<'m> {
    /// The store and the table whose records count, or are known.
    pub from: (&'m MapStore, &'m MapTable),
    /// The link's name there.
    pub name: &'m Spanned<String>,
    /// The link.
    pub link: &'m Spanned<Link>,
    /// The store and the table they count from.
    pub to: (&'m MapStore, &'m MapTable),
    /// The columns of it that hold the dates, each once.
    pub dates: Vec<&'m str>,
    /// The kinds of identity that are told there, and where.
    pub identities: Vec<(&'m Spanned<String>, &'m Spanned<Path>)>,
}

impl DataMap {
    /// Every link into another store over which anything is asked, in the order of the file.
    pub fn across(&self) -> Vec<Across<'_>> {
        let tables =
            self.stores.iter().flat_map(|store| store.tables.iter().map(move |table| (store, table)));
        tables
            .flat_map(|from| {
                from.1.links.iter().filter_map(move |(name, link)| self.follow(from, name, link))
            })
            .collect()
    }

    fn follow<'m>(
        &'m self,
        from: (&'m MapStore, &'m MapTable),
        name: &'m Spanned<String>,
        link: &'m Spanned<Link>,
    ) -> Option<Across<'m>> {
        let store = self.store(link.store.as_deref()?)?;
        let table = store.tables.iter().find(|table| table.name.value == link.table)?;
        let over = |path: &Spanned<Path>| path.links.as_slice() == std::slice::from_ref(&name.value);
        let paths = from.1.events.iter().flat_map(|(_, paths)| paths);
        let mut dates: Vec<&str> = Vec::new();
        for path in paths.filter(|path| over(path)) {
            if !dates.contains(&path.column.as_str()) {
                dates.push(&path.column);
            }
        }
        let identities = from.1.identities.iter().filter(|(_, path)| over(path));
        let identities: Vec<_> = identities.map(|(kind, path)| (kind, path)).collect();
        let asked = !dates.is_empty() || !identities.is_empty();
        asked.then_some(Across { from, name, link, to: (store, table), dates, identities })
    }

    /// The store's own place in a circle of stores that depend on each other: the names on the way round.
    pub fn circle(&self, start: &str) -> Option<Vec<&str>> {
        let across = self.across();
        let mut open: Vec<Vec<&str>> = vec![vec![self.store(start)?.name.value.as_str()]];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(way) = open.pop() {
            let here = way[way.len() - 1];
            for next in across.iter().filter(|link| link.from.0.name.value == here) {
                let there = next.to.0.name.value.as_str();
                if there == start {
                    return Some(way);
                }
                if !seen.contains(&there) {
                    seen.push(there);
                    open.push(way.iter().copied().chain([there]).collect());
                }
            }
        }
        None
    }
}
