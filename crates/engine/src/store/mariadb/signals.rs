//! How busy a MariaDB or MySQL server is, and how far its replicas are behind. A server does not know how its replicas fare: those
//! that the map names are asked themselves.

use std::time::Duration;

use abide_plan::value::Value;
use mysql_async::{Row, Value as Raw, prelude::Queryable};

use super::{
    super::{Signals, Store, StoreError, plain},
    MariaDb, explain,
};

/// Sessions that wait for a lock, and those at work, this one among them. Every user may know.
const STATUS: &str =
    "SHOW GLOBAL STATUS WHERE variable_name IN ('Innodb_row_lock_current_waits', 'Threads_running')";

/// As MariaDB from 10.5.1 and MySQL from 8.0.22 call it.
const REPLICA: &str = "SHOW REPLICA STATUS";

/// A replica that is not applying anything says so instead of how late it is.
const STANDS_STILL: Duration = Duration::MAX;

pub(super) fn read(store: &mut MariaDb) -> Result<Signals, StoreError> {
    let mut signals = Signals::default();
    for row in store.query(&plain(STATUS))? {
        let [Value::Text(name), Value::Text(number)] = row.as_slice() else { continue };
        let number: Option<u64> = number.parse().ok();
        match name.as_str() {
            "Innodb_row_lock_current_waits" => signals.blocked = number,
            _ => signals.active = number.map(|number| number.saturating_sub(1)),
        }
    }
    for replica in &mut store.replicas {
        signals.lag = signals.lag.max(Some(behind(replica)?));
    }
    Ok(signals)
}

/// How late a replica is; of several sources, by the latest.
fn behind(replica: &mut MariaDb) -> Result<Duration, StoreError> {
    let MariaDb { connection, runtime, place, .. } = replica;
    let connection = connection.as_mut().expect("the connection is there until drop");
    let rows: Result<Vec<Row>, _> = runtime.block_on(connection.query(REPLICA));
    let rows = rows.map_err(|error| explain::running(place, &error))?;
    let late = rows.iter().map(seconds).max();
    late.ok_or_else(|| StoreError::Failed {
        place: place.clone(),
        reason: "it follows no server: take it out of `replicas` in the map, or set its replication up"
            .to_owned(),
    })
}

fn seconds(row: &Row) -> Duration {
    let named = |name: &str| row.columns_ref().iter().position(|column| column.name_str() == name);
    let place = named("Seconds_Behind_Master").or_else(|| named("Seconds_Behind_Source"));
    let told = match place.and_then(|place| row.as_ref(place)) {
        Some(Raw::Int(seconds)) => u64::try_from(*seconds).ok(),
        Some(Raw::UInt(seconds)) => Some(*seconds),
        Some(Raw::Bytes(digits)) => std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()),
        _ => None,
    };
    told.map_or(STANDS_STILL, Duration::from_secs)
}
