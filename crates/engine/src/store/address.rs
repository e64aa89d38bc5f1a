//! From the map's `url` to a path or a server. Nothing of an address is shown in an error: it may hold a password.

use std::path::{Path, PathBuf};

use abide_policy::map::StoreUrl;
use tokio_postgres::Config;

use super::StoreError;

/// Where a store is.
pub(super) enum Address {
    /// A file.
    Sqlite(PathBuf),
    /// A server.
    Postgres(Box<Config>),
}

/// Finds the address and reads it.
pub(super) fn resolve(url: &StoreUrl, base: &Path) -> Result<Address, StoreError> {
    match url {
        StoreUrl::Env(variable) => match std::env::var(variable) {
            Ok(text) if !text.trim().is_empty() => {
                read(&text, &format!("the environment variable {variable}"), base)
            }
            _ => Err(StoreError::MissingVariable { variable: variable.clone() }),
        },
        StoreUrl::File(path) => {
            let path = base.join(path);
            let text = std::fs::read_to_string(&path).map_err(|error| StoreError::UnreadableAddress {
                path: path.clone(),
                reason: error.to_string(),
            })?;
            read(&text, &format!("the file {}", path.display()), base)
        }
        StoreUrl::Address(text) => read(text, "the map", base),
    }
}

fn read(text: &str, origin: &str, base: &Path) -> Result<Address, StoreError> {
    let text = text.trim();
    let bad = |reason: String| StoreError::BadAddress { origin: origin.to_owned(), reason };
    if let Some(path) = text.strip_prefix("sqlite:") {
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() {
            return Err(bad("no path follows `sqlite:`".to_owned()));
        }
        return Ok(Address::Sqlite(base.join(path)));
    }
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        let config: Config = text.parse().map_err(|error| bad(explain(&error)))?;
        return Ok(Address::Postgres(Box::new(config)));
    }
    Err(bad("it must begin with `sqlite:`, `postgres://` or `postgresql://`".to_owned()))
}

/// The parser's word for an option whose value is wrong names the option alone. For an option it does not know, it repeats
/// what was written, which may be the end of a password with an unescaped `?`: only names that libpq knows are repeated.
fn explain(error: &tokio_postgres::Error) -> String {
    const LIBPQ: [&str; 6] = ["sslrootcert", "sslcert", "sslkey", "sslcrl", "passfile", "service"];
    let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    if reason.starts_with("invalid value for option") {
        return reason;
    }
    match LIBPQ.iter().find(|name| reason == format!("unknown option `{name}`")) {
        Some(name) => format!("the option `{name}` is not supported"),
        None => "it is malformed; write special characters of the password as %XX".to_owned(),
    }
}
