//! How each event's dates are kept.

use abide_policy::{
    finding::Finding,
    map::{DateFormat, Path},
    span::Spanned,
};

use super::Binder;
use crate::{
    catalog::{ColumnKind, Dialect},
    model::{ColumnId, Hop, TableId},
};

impl Binder<'_> {
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
        let message = format!(
            "column {}.{} ({}) holds no date as it is mapped",
            self.place(end),
            listed.name,
            listed.declared
        );
        self.findings.push(
            Finding::error("bind/no-date", message, path.span.clone())
                .help("say under `formats` how dates are written in it: text, text-utc, epoch-seconds, epoch-milliseconds"),
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
