//! From the map's `url` to a path or a server. Nothing of an address is shown in an error: it may hold a password.

use std::path::{Path, PathBuf};

use super::{StoreError, files, mariadb, postgres};
use abide_policy::map::StoreUrl;

/// Where a store is.
pub(super) enum Address {
    /// A file.
    Sqlite(PathBuf),
    /// Files.
    Files(files::Address),
    /// A server.
    Postgres(Box<postgres::Server>),
    /// A server of the other kind.
    MariaDb(Box<mariadb::Server>),
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
    if let Some(path) = text.strip_prefix("folder:") {
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() {
            return Err(bad("no path follows `folder:`".to_owned()));
        }
        return Ok(Address::Files(files::Address::Folder(base.join(path))));
    }
    if text.starts_with("s3:") {
        return Ok(Address::Files(files::Address::bucket(text, origin).map_err(bad)?));
    }
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        let server = postgres::read(text).map_err(bad)?;
        return Ok(Address::Postgres(Box::new(server)));
    }
    if text.starts_with("mysql://") || text.starts_with("mariadb://") {
        let server = mariadb::read(text).map_err(bad)?;
        return Ok(Address::MariaDb(Box::new(server)));
    }
    Err(bad(
        "it must begin with `sqlite:`, `postgres://`, `postgresql://`, `mariadb://`, `mysql://`, `folder:` or `s3://`"
            .to_owned(),
    ))
}
