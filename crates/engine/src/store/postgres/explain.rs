//! What PostgreSQL says when it refuses, as our errors. Its DETAIL holds values of rows and is never used.

use std::error::Error;

use tokio_postgres::{
    Error as Failure,
    error::{DbError, SqlState},
};

use super::super::StoreError;

/// A failure while connecting.
pub(super) fn connecting(place: &str, error: &Failure) -> StoreError {
    let named = place.to_owned();
    if let Some(told) = error.as_db_error() {
        return told_by_server(named, told);
    }
    let reason = innermost(error);
    let words = error.to_string();
    if words.starts_with("authentication error") || reason == "password missing" {
        StoreError::WrongPassword { place: named, reason }
    } else if words.starts_with("error performing TLS") {
        StoreError::Encryption { place: named, reason: of_handshake(&reason) }
    } else if words.starts_with("invalid con") {
        StoreError::BadAddress { origin: format!("the url of {place}"), reason }
    } else {
        StoreError::Unreachable { place: named, reason }
    }
}

/// A failure of a statement.
pub(super) fn running(place: &str, error: &Failure) -> StoreError {
    let place = place.to_owned();
    match error.as_db_error() {
        Some(told) => told_by_server(place, told),
        None if error.is_closed() || error.to_string().starts_with("error communicating") => {
            StoreError::Lost { place, reason: innermost(error) }
        }
        None => StoreError::Failed { place, reason: innermost(error) },
    }
}

/// What to do about a handshake that failed.
fn of_handshake(reason: &str) -> String {
    if reason.contains("does not support TLS") {
        return format!("{reason}; on a network that you trust, write sslmode=disable in the store's url");
    }
    format!(
        "{reason}; name the certificate that vouches for the server with sslrootcert=PATH in the store's url, and the \
         server as the certificate does"
    )
}

fn innermost(error: &Failure) -> String {
    let mut deepest: &dyn Error = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}

fn told_by_server(place: String, told: &DbError) -> StoreError {
    let reason = reason(told);
    let state = told.code();
    match state.code() {
        "28P01" | "28000" if told.message().contains("no encryption") => {
            StoreError::Encryption { place, reason }
        }
        "28P01" | "28000" => StoreError::WrongPassword { place, reason },
        "3D000" => StoreError::UnknownDatabase { place, reason },
        "25006" => StoreError::ReadOnly { place, reason },
        "53100" => StoreError::DiskFull { place, reason },
        "55P03" | "55006" => StoreError::Busy { place, reason },
        "40001" | "40P01" => StoreError::Conflict { place, reason },
        "57014" | "25P03" | "25P04" => StoreError::Cancelled { place, reason },
        "57P01" | "57P02" | "57P03" | "57P05" => StoreError::Lost { place, reason },
        "53300" => StoreError::Unreachable { place, reason },
        "42501" => StoreError::Denied { place, reason },
        "23503" | "23001" => StoreError::Referenced { place, reason },
        "42P01" | "42703" | "3F000" => StoreError::Missing { place, reason },
        code if code.starts_with("23") || code == SqlState::RAISE_EXCEPTION.code() => {
            StoreError::Constraint { place, reason }
        }
        code if code.starts_with("08") => StoreError::Lost { place, reason },
        _ => StoreError::Failed { place, reason },
    }
}

/// The server's message without values: data errors (class 22) repeat what they could not read, and what a function
/// raises (class P0) may say anything.
fn reason(told: &DbError) -> String {
    let state = told.code().code();
    match &state[..2] {
        "22" => told
            .message()
            .split(": \"")
            .next()
            .unwrap_or_default()
            .split(" \"")
            .next()
            .unwrap_or_default()
            .to_owned(),
        "P0" => match told.where_().and_then(function) {
            Some(function) => format!("the function {function} raised an error (SQLSTATE {state})"),
            None => format!("a function or trigger raised an error (SQLSTATE {state})"),
        },
        _ => told.message().to_owned(),
    }
}

/// `PL/pgSQL function NAME(…) line …`
fn function(context: &str) -> Option<String> {
    let rest = context.split_once("function ")?.1;
    let name = rest.split_once('(')?.0;
    name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '"')).then(|| name.to_owned())
}
