//! From an address to a server. The way to it is encrypted, and its certificate held to its name, as on the way to PostgreSQL.

use std::path::PathBuf;

use mysql_async::{Opts, OptsBuilder, SslOpts, UrlError};

/// A server, and the way to it.
#[derive(Debug, Clone)]
pub(in crate::store) struct Server {
    pub(super) opts: Opts,
}

/// Reads `mysql://…` or `mariadb://…`. The error is a reason that repeats nothing of the address but names of options.
pub(in crate::store) fn read(text: &str) -> Result<Server, String> {
    let (_, rest) = text.split_once("://").unwrap_or(("", text));
    let (rest, options) = rest.rsplit_once('?').unwrap_or((rest, ""));
    let opts = Opts::from_url(&format!("mysql://{rest}")).map_err(|error| explain(&error))?;
    if opts.db_name().is_none_or(str::is_empty) {
        return Err("no database follows the host: mysql://USER@HOST/DATABASE".to_owned());
    }
    let (mut mode, mut authority, mut socket) = (None, None, None);
    for pair in options.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", word)) => mode = Some(encrypted(word)?),
            Some(("sslrootcert", "system")) => authority = None,
            Some(("sslrootcert", path)) => authority = Some(decoded(path)?),
            Some(("socket", path)) => socket = Some(decoded(path)?),
            _ => return Err(EXPECTED.to_owned()),
        }
    }
    let here = socket.is_some() || is_here(opts.ip_or_hostname());
    let ssl = mode.unwrap_or(!here).then(|| certificates(authority));
    let built = OptsBuilder::from_opts(opts)
        .ssl_opts(ssl)
        .prefer_socket(false)
        .socket(socket)
        // How many rows a rule met, not how many it made different.
        .client_found_rows(true)
        .stmt_cache_size(64);
    Ok(Server { opts: built.into() })
}

/// Whether nothing leaves this machine on the way.
fn is_here(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

const EXPECTED: &str = "only the options sslmode, sslrootcert and socket are understood; write special characters of the password as %XX";

fn encrypted(word: &str) -> Result<bool, String> {
    match word {
        "disable" => Ok(false),
        "require" | "verify-ca" | "verify-full" => Ok(true),
        _ => Err("invalid value for option `sslmode`: it is disable, require or verify-full".to_owned()),
    }
}

fn decoded(value: &str) -> Result<String, String> {
    let text = percent_encoding::percent_decode_str(value).decode_utf8();
    text.map(std::borrow::Cow::into_owned).map_err(|_| "a path in its options is not UTF-8".to_owned())
}

fn certificates(authority: Option<String>) -> SslOpts {
    match authority {
        None => SslOpts::default(),
        Some(path) => SslOpts::default()
            .with_root_certs(vec![PathBuf::from(path).into()])
            .with_disable_built_in_roots(true),
    }
}

/// The parser's words may repeat a part of what was written.
fn explain(error: &UrlError) -> String {
    match error {
        UrlError::UnknownParameter { .. } | UrlError::InvalidParamValue { .. } => EXPECTED.to_owned(),
        _ => "it is malformed; write special characters of the password as %XX".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_the_way_to_this_machine_is_open_unless_told_otherwise() {
        let encrypted = |text: &str| read(text).unwrap().opts.ssl_opts().is_some();
        assert!(!encrypted("mysql://a@127.0.0.1/crm"));
        assert!(!encrypted("mariadb://a@localhost:3307/crm"));
        assert!(encrypted("mysql://a@db.example.com/crm"));
        assert!(!encrypted("mysql://a@db.example.com/crm?sslmode=disable"));
        assert!(encrypted("mysql://a@localhost/crm?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem"));
    }

    #[test]
    fn what_is_wrong_is_told_without_the_password() {
        for text in [
            "mysql://a:se?cret@h/crm",
            "mysql://a:secret@h/crm?cret=1",
            "mysql://a:secret@h:port/crm",
            "mysql://a:secret@h",
            "mysql://a:secret@h/crm?sslmode=secret",
        ] {
            let reason = read(text).unwrap_err();
            assert!(!reason.contains("cret"), "{reason}");
        }
    }
}
