//! How busy a PostgreSQL server is, from its statistics views.

use std::time::Duration;

use abide_plan::value::Value;

use super::{
    super::{Signals, Store, StoreError, plain},
    Postgres,
};

/// A user without the role `pg_monitor` sees of other users' sessions only that they are there: they count as idle. The delay that
/// a replica told last says nothing once it has everything.
const SIGNALS: &str = "
    SELECT (SELECT max(CAST(extract(epoch FROM replay_lag) * 1000 AS bigint)) FROM pg_stat_replication
            WHERE replay_lsn < pg_current_wal_lsn()),
           (SELECT CAST(max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)) AS bigint) FROM pg_stat_replication),
           count(*) FILTER (WHERE wait_event_type = 'Lock'), count(*) FILTER (WHERE state = 'active')
    FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";

pub(super) fn read(store: &mut Postgres) -> Result<Signals, StoreError> {
    let row = store.query(&plain(SIGNALS))?.pop().unwrap_or_default();
    let number = |place: usize| match row.get(place) {
        Some(Value::Integer(number)) => Some(number.unsigned_abs()),
        _ => None,
    };
    let lag = number(0).map(Duration::from_millis);
    Ok(Signals { lag, behind: number(1), blocked: number(2), active: number(3) })
}
