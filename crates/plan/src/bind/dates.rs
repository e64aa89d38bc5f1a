//! How each event's dates are kept.

use abide_phrases::text;

use abide_policy::{
    finding::Finding,
    map::{DateFormat, MapTable, Path},
    span::Spanned,
};

use super::{Binder, linked::into_another};
use crate::{
    catalog::{ColumnKind, Dialect},
    model::{ActivityId, ColumnId, Hop, TableId},
};

/// Whether a record that counts from another store always has a date of its own for the activity. Only then may what is past in
/// `here`, from which it counts, go before it (see [`crate::tie::TieKind::Evidence`]). What cannot be seen from these two stores, or has
/// errors, is taken for none.
pub(super) fn keeps_a_date(
    mut there: Binder<'_>,
    mut here: Binder<'_>,
    of: TableId,
    (map, activity): (&MapTable, ActivityId),
) -> bool {
    let activity = &there.policy.activities[activity];
    let serves = map.serves.iter().filter(|serves| serves.activity == activity.name);
    let mut conditions = serves.filter_map(|serves| serves.condition.as_ref());
    if !conditions.all(|condition| there.condition(of, &condition.value, &condition.span).is_some()) {
        return false;
    }
    let events = map.events.iter().filter(|(event, _)| activity.keep.events.contains(event));
    let mut dated = false;
    let sound = events.flat_map(|(_, paths)| paths).all(|path| {
        if into_another(map, path) {
            return here.is_date_here(map, path);
        }
        let Some((hops, column)) = there.way(of, path) else { return false };
        dated |= hops.is_empty() && !there.catalog.tables[of].columns[column].nullable;
        there.date_format(of, &hops, column, path).is_some()
    });
    sound && dated
}

impl Binder<'_> {
    /// Whether a path of another store's table over a link leads to a date of this store.
    fn is_date_here(&mut self, map: &MapTable, path: &Spanned<Path>) -> bool {
        let [name] = path.links.as_slice() else { return false };
        let mut links = map.links.iter().filter(|(link, _)| link.value == *name).map(|(_, link)| link);
        let link = links.find(|link| link.store.as_deref() == Some(self.store.name.value.as_str()));
        let Some(id) = link.and_then(|link| self.table_id(&link.table)) else { return false };
        let plain = Path { links: Vec::new(), column: path.column.clone() };
        let plain = Spanned::new(plain, path.span.clone());
        let way = self.way(id, &plain);
        way.is_some_and(|(hops, column)| self.date_format(id, &hops, column, &plain).is_some())
    }

    /// The format of the date at the end of a path: what the map says, else what the column's type says.
    pub(super) fn date_format(
        &mut self,
        start: TableId,
        hops: &[Hop],
        column: ColumnId,
        path: &Spanned<Path>,
    ) -> Option<DateFormat> {
        let end = hops.last().map_or(start, |hop| hop.table);
        let listed = &self.catalog.tables[end].columns[column];
        let said =
            self.mapped(end).and_then(|map| map.formats.iter().find(|(name, _)| name.value == listed.name));
        let format = match said {
            Some((_, format)) => Some(self.adapted(format.value)),
            None => listed.date_format(self.catalog.dialect).map(|format| self.adapted(format)),
        };
        let fits = format.is_some_and(|format| self.fits(format, listed.kind));
        if fits {
            return format;
        }
        let column = format!("{}.{}", self.place(end), listed.name);
        let message = text!("bind-no-date", column, declared = &listed.declared);
        self.findings.push(
            Finding::error("bind/no-date", message, path.span.clone()).help(text!("bind-no-date.help")),
        );
        None
    }

    /// SQLite keeps dates as text whatever the column is called; moments are told in the store's zone.
    fn adapted(&self, format: DateFormat) -> DateFormat {
        let utc = self.store.time_zone.as_ref().is_some_and(|zone| {
            zone.value != self.policy.controller.time_zone.value
                && zone.to_fixed_offset().is_ok_and(|o| o.seconds() == 0)
        });
        match (self.catalog.dialect, format) {
            (Dialect::Sqlite, DateFormat::Instant) => DateFormat::TextUtc,
            (Dialect::Sqlite, DateFormat::Local) if utc => DateFormat::TextUtc,
            (Dialect::Sqlite, DateFormat::Date | DateFormat::Local) => DateFormat::Text,
            (_, format) => format,
        }
    }

    fn fits(&self, format: DateFormat, kind: ColumnKind) -> bool {
        let sqlite = self.catalog.dialect == Dialect::Sqlite;
        match format {
            DateFormat::Date => kind == ColumnKind::Date,
            DateFormat::Local => kind == ColumnKind::Timestamp,
            DateFormat::Instant => kind == ColumnKind::TimestampTz,
            DateFormat::Text | DateFormat::TextUtc => {
                kind == ColumnKind::Text
                    || (sqlite && !matches!(kind, ColumnKind::Bytes | ColumnKind::Integer))
            }
            DateFormat::EpochSeconds | DateFormat::EpochMilliseconds => {
                kind == ColumnKind::Integer || (sqlite && kind != ColumnKind::Text)
            }
        }
    }
}
