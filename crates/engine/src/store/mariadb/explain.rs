//! What MariaDB says when it refuses, as our errors. Many of its words repeat values of rows; those are cut off.

use mysql_async::{DriverError, Error, IoError, ServerError};

use super::super::StoreError;

/// A failure while connecting.
pub(super) fn connecting(place: &str, error: &Error) -> StoreError {
    let named = place.to_owned();
    match error {
        Error::Server(told) => told_by_server(named, told),
        Error::Io(IoError::Tls(reason)) => {
            StoreError::Encryption { place: named, reason: reason.to_string() }
        }
        Error::Io(IoError::Io(reason)) => {
            StoreError::Unreachable { place: named, reason: reason.to_string() }
        }
        Error::Driver(DriverError::NoClientSslFlagFromServer) => {
            let reason = "the server offers none; use sslmode=disable on a trusted network".to_owned();
            StoreError::Encryption { place: named, reason }
        }
        Error::Driver(DriverError::UnknownAuthPlugin { name }) => {
            let reason = format!("it wants the authentication {name}, which is not supported");
            StoreError::WrongPassword { place: named, reason }
        }
        _ => StoreError::Unreachable { place: named, reason: "it did not answer as expected".to_owned() },
    }
}

/// A failure of a statement.
pub(super) fn running(place: &str, error: &Error) -> StoreError {
    let place = place.to_owned();
    match error {
        Error::Server(told) => told_by_server(place, told),
        Error::Io(reason) => StoreError::Lost { place, reason: reason.to_string() },
        Error::Driver(DriverError::ConnectionClosed) => {
            StoreError::Lost { place, reason: "the server closed it".to_owned() }
        }
        Error::Driver(DriverError::PacketTooLarge) => StoreError::Failed {
            place,
            reason: "a statement or a row is larger than its max_allowed_packet".to_owned(),
        },
        _ => StoreError::Failed { place, reason: "the driver did not understand its answer".to_owned() },
    }
}

fn told_by_server(place: String, told: &ServerError) -> StoreError {
    let reason = reason(told);
    match told.code {
        1045 | 1698 | 1251 | 2049 => StoreError::WrongPassword { place, reason },
        1049 => StoreError::UnknownDatabase { place, reason },
        1040 | 1203 | 1226 | 1129 | 1130 | 1047 => StoreError::Unreachable { place, reason },
        3159 => StoreError::Encryption { place, reason },
        1044 | 1142 | 1143 | 1227 | 1370 | 1410 => StoreError::Denied { place, reason },
        1290 | 1792 | 1836 => StoreError::ReadOnly { place, reason },
        1021 | 1114 => StoreError::DiskFull { place, reason },
        1205 | 3572 => StoreError::Busy { place, reason },
        1213 | 1020 | 1412 => StoreError::Conflict { place, reason },
        1317 | 1969 | 3024 => StoreError::Cancelled { place, reason },
        1053 | 1079 | 1080 | 1927 | 2006 | 2013 | 4031 => StoreError::Lost { place, reason },
        1217 | 1451 => StoreError::Referenced { place, reason },
        1146 | 1054 => StoreError::Missing { place, reason },
        // Duplicate, NULL, no default, too long, out of range, cut off, of another type, no parent, CHECK, a trigger's word.
        1022 | 1048 | 1062 | 1216 | 1264 | 1265 | 1292 | 1364 | 1366 | 1406 | 1452 | 1586 | 1643 | 1644
        | 3819 | 4025 => StoreError::Constraint { place, reason },
        _ if told.state == "45000" => StoreError::Constraint { place, reason },
        _ => StoreError::Failed { place, reason },
    }
}

/// The server's message without values of rows.
fn reason(told: &ServerError) -> String {
    let message = &told.message;
    match told.code {
        1062 | 1586 => match message.rsplit_once(" for key ") {
            Some((_, key)) => format!("a value is there already that the key {key} allows once"),
            None => "a value is there already that a key allows once".to_owned(),
        },
        1064 => "the server did not understand the statement".to_owned(),
        1292 | 1366 | 1367 | 1411 | 1525 | 1690 | 3140 | 3141 | 4038 => message
            .split(": ")
            .next()
            .unwrap_or_default()
            .split('\'')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned(),
        1643 | 1644 => "a trigger or procedure raised an error".to_owned(),
        _ if told.state == "45000" => "a trigger or procedure raised an error".to_owned(),
        _ => message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use mysql_async::ServerError;

    use super::told_by_server;

    #[test]
    fn no_value_of_a_row_is_repeated() {
        for (code, message) in [
            (1062, "Duplicate entry 'ada@example.com' for key 'contacts.email'"),
            (1366, "Incorrect string value: 'ada@example.com' for column `crm`.`t`.`name` at row 1"),
            (1292, "Truncated incorrect DOUBLE value: 'ada@example.com'"),
            (1292, "Incorrect datetime value: 'ada@example.com' for column `crm`.`t`.`at` at row 1"),
            (1644, "ada@example.com is not to go"),
            (1064, "You have an error in your SQL syntax near 'ada@example.com' at line 1"),
        ] {
            let told = ServerError { code, message: message.to_owned(), state: "HY000".to_owned() };
            let words = told_by_server("crm".to_owned(), &told).to_string();
            assert!(!words.contains("ada@"), "{words}");
        }
    }
}
