//! From an address to a server, and how the way to it is to be encrypted. libpq's `sslmode` and `sslrootcert` are
//! understood, with one difference: where a connection is encrypted, the server's certificate is always held to its name.

use std::path::PathBuf;

use tokio_postgres::{
    Config,
    config::{Host, SslMode},
};

/// A server, and the way to it.
#[derive(Debug, Clone)]
pub(in crate::store) struct Server {
    /// What the driver needs to know. Its own mode says whether encryption is off, tried or required.
    pub(super) config: Config,
    /// A file of certificates that vouch for the server, in place of the system's.
    pub(super) authority: Option<PathBuf>,
}

/// Reads `postgres://…`. Without `sslmode` the way to this machine itself needs no encryption, and any other does.
/// The error is a reason that repeats nothing of the address but names of options.
pub(in crate::store) fn read(text: &str) -> Result<Server, String> {
    let (rest, options) = text.rsplit_once('?').unwrap_or((text, ""));
    let named = |name: &str| {
        let pairs = options.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next_back()
    };
    let mode = named("sslmode").map(mode).transpose()?;
    let authority = named("sslrootcert").filter(|path| *path != "system").map(path).transpose()?;
    let ours = |pair: &&str| !pair.starts_with("sslmode=") && !pair.starts_with("sslrootcert=");
    let others: Vec<&str> = options.split('&').filter(|pair| !pair.is_empty()).filter(ours).collect();
    let bare = if others.is_empty() { rest.to_owned() } else { format!("{rest}?{}", others.join("&")) };
    let mut config: Config = bare.parse().map_err(|error| explain(&error))?;
    let usual = if is_here(&config) { SslMode::Disable } else { SslMode::Require };
    config.ssl_mode(mode.unwrap_or(usual));
    Ok(Server { config, authority })
}

fn mode(word: &str) -> Result<SslMode, String> {
    match word {
        "disable" => Ok(SslMode::Disable),
        "allow" | "prefer" => Ok(SslMode::Prefer),
        "require" | "verify-ca" | "verify-full" => Ok(SslMode::Require),
        _ => {
            Err("invalid value for option `sslmode`: it is disable, prefer, require or verify-full"
                .to_owned())
        }
    }
}

fn path(value: &str) -> Result<PathBuf, String> {
    let decoded = percent_encoding::percent_decode_str(value).decode_utf8();
    decoded.map(|path| PathBuf::from(path.as_ref())).map_err(|_| "`sslrootcert` is not UTF-8".to_owned())
}

/// Whether nothing leaves this machine on the way.
fn is_here(config: &Config) -> bool {
    config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    })
}

/// The parser's word for an option whose value is wrong names the option alone. For an option it does not know, it repeats
/// what was written, which may be the end of a password with an unescaped `?`: only names that libpq knows are repeated.
fn explain(error: &tokio_postgres::Error) -> String {
    const LIBPQ: [&str; 5] = ["sslcert", "sslkey", "sslcrl", "passfile", "service"];
    let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    if reason.starts_with("invalid value for option") {
        return reason;
    }
    match LIBPQ.iter().find(|name| reason == format!("unknown option `{name}`")) {
        Some(name) => format!("the option `{name}` is not supported"),
        None => "it is malformed; write special characters of the password as %XX".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use tokio_postgres::config::SslMode;

    use super::read;

    #[test]
    fn only_the_way_to_this_machine_is_open_unless_told_otherwise() {
        let mode = |text: &str| read(text).unwrap().config.get_ssl_mode();
        assert_eq!(mode("postgres://a@127.0.0.1/crm"), SslMode::Disable);
        assert_eq!(mode("postgres://a@localhost:5433/crm"), SslMode::Disable);
        assert_eq!(mode("postgres://a@[::1]/crm"), SslMode::Disable);
        assert_eq!(mode("postgres://a@db.example.com/crm"), SslMode::Require);
        assert_eq!(mode("postgres://a@127.0.0.1,db.example.com/crm"), SslMode::Require);
        assert_eq!(mode("postgres://a@db.example.com/crm?sslmode=disable"), SslMode::Disable);
        assert_eq!(
            mode("postgres://a@localhost/crm?application_name=x&sslmode=verify-full"),
            SslMode::Require
        );
    }

    #[test]
    fn options_that_are_ours_leave_the_others_as_they_are() {
        let server = read("postgres://a@db/crm?sslrootcert=%2Fetc%2Fca.pem&connect_timeout=7").unwrap();
        assert_eq!(server.authority.as_deref(), Some(Path::new("/etc/ca.pem")));
        assert_eq!(server.config.get_connect_timeout().unwrap().as_secs(), 7);
        assert!(read("postgres://a@db/crm?sslrootcert=system").unwrap().authority.is_none());
    }
}
