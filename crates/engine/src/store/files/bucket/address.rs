//! From an address to a bucket. Credentials come from the environment, as for every tool that speaks to S3, or from an address that
//! is itself in a variable or a file.

use std::{sync::Arc, time::Duration};

use object_store::{
    ClientOptions, RetryConfig, StaticCredentialProvider,
    aws::{AmazonS3, AmazonS3Builder, AwsCredential},
};
use percent_encoding::percent_decode_str;
use url::Url;

use super::credentials::Origin;

/// A bucket, the prefix in it, and the way to it.
#[derive(Clone)]
pub(in crate::store) struct Address {
    pub(super) bucket: String,
    /// Without `/` at its ends; empty for the whole bucket.
    pub(super) prefix: String,
    endpoint: Option<Url>,
    region: Option<String>,
    /// Whether the bucket is named in the path, not in the host.
    in_path: Option<bool>,
    /// Key and secret.
    pub(super) credentials: Option<(String, String)>,
    /// Whether credentials may be asked of the machine we run on.
    pub(super) of_machine: bool,
    /// Where the address is written, for people: `the file cctv.url`.
    pub(super) origin: String,
}

const EXPECTED: &str = "only the options endpoint, region, style (path or host), credentials (machine) and http (allow) are understood";

/// Reads `s3://BUCKET/PREFIX?OPTIONS`, written at `origin`. The error is a reason that repeats nothing of the address but names of
/// options.
pub(in crate::store) fn read(text: &str, origin: &str) -> Result<Address, String> {
    let malformed = |_| "it is malformed: s3://BUCKET/PREFIX; write special characters as %XX".to_owned();
    let url = Url::parse(text).map_err(malformed)?;
    let bucket = url.host_str().filter(|bucket| !bucket.is_empty()).ok_or("no bucket follows `s3://`")?;
    let mut address = Address {
        bucket: bucket.to_owned(),
        prefix: decoded(url.path().trim_matches('/'))?,
        endpoint: None,
        region: None,
        in_path: None,
        credentials: credentials(&url)?,
        of_machine: false,
        origin: origin.to_owned(),
    };
    let mut http = false;
    for (name, value) in url.query_pairs() {
        match (&*name, &*value) {
            ("endpoint", endpoint) => address.endpoint = Some(server(endpoint)?),
            ("region", region) => address.region = Some(region.to_owned()),
            ("style", "path") => address.in_path = Some(true),
            ("style", "host") => address.in_path = Some(false),
            ("credentials", "machine") => address.of_machine = true,
            ("http", "allow") => http = true,
            _ => return Err(EXPECTED.to_owned()),
        }
    }
    match &address.endpoint {
        Some(endpoint) if endpoint.scheme() == "http" && !http && !is_here(endpoint) => Err(
            "its endpoint is not encrypted: write https://, or http=allow if nobody can listen on the way"
                .to_owned(),
        ),
        _ => Ok(address),
    }
}

fn credentials(url: &Url) -> Result<Option<(String, String)>, String> {
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        (key, Some(secret)) if !key.is_empty() => Ok(Some((decoded(key)?, decoded(secret)?))),
        _ => Err("a key goes with its secret: s3://KEY:SECRET@BUCKET/PREFIX".to_owned()),
    }
}

fn decoded(text: &str) -> Result<String, String> {
    let text = percent_decode_str(text).decode_utf8();
    text.map(std::borrow::Cow::into_owned).map_err(|_| "a part of it is not UTF-8".to_owned())
}

fn server(endpoint: &str) -> Result<Url, String> {
    let url = Url::parse(endpoint).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.filter(Url::has_host).ok_or_else(|| "its endpoint is no address of a server: https://HOST".to_owned())
}

/// Whether nothing leaves this machine on the way.
fn is_here(endpoint: &Url) -> bool {
    match endpoint.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl Address {
    /// What it is, for people, without any secret.
    pub(super) fn place(&self) -> String {
        let named = std::env::var("AWS_ENDPOINT_URL_S3").or_else(|_| std::env::var("AWS_ENDPOINT_URL"));
        let endpoint = self.endpoint.clone().or_else(|| Url::parse(&named.ok()?).ok());
        let host = endpoint.as_ref().and_then(Url::host_str).unwrap_or("amazonaws.com").to_owned();
        let port = endpoint.and_then(|url| url.port()).map_or_else(String::new, |port| format!(":{port}"));
        let slash = if self.prefix.is_empty() { "" } else { "/" };
        format!("the bucket {}{slash}{} at {host}{port}", self.bucket, self.prefix)
    }

    /// The way to it, and where its credentials come from; the error is a reason. Nothing is sent yet.
    pub(super) fn client(&self) -> Result<(AmazonS3, Origin), String> {
        let origin = Origin::of(self).ok_or(
            "no credentials are given: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write \
             credentials=machine into the address to have those of the machine that Abide runs on",
        )?;
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(&self.bucket).with_retry(patience());
        let options = ClientOptions::new()
            .with_connect_timeout(Duration::from_secs(10))
            .with_timeout(Duration::from_secs(60))
            .with_allow_http(self.endpoint.as_ref().is_some_and(|url| url.scheme() == "http"));
        builder = builder.with_client_options(options);
        if let Some(endpoint) = &self.endpoint {
            builder = builder.with_endpoint(endpoint.as_str().trim_end_matches('/'));
        }
        if let Some(region) = &self.region {
            builder = builder.with_region(region);
        }
        if let Some(in_path) = self.in_path {
            builder = builder.with_virtual_hosted_style_request(!in_path);
        }
        if let Some((key, secret)) = &self.credentials {
            // Nothing of the environment belongs to them, a session token neither.
            let given = AwsCredential { key_id: key.clone(), secret_key: secret.clone(), token: None };
            builder = builder.with_credentials(Arc::new(StaticCredentialProvider::new(given)));
        }
        let client = builder.build();
        let client = client.map_err(|_| "its settings do not go together; look at the AWS_… variables")?;
        Ok((client, origin))
    }
}

/// A server that does not answer is told in half a minute.
fn patience() -> RetryConfig {
    RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(30), ..RetryConfig::default() }
}

#[cfg(test)]
mod tests {
    use super::Address;

    fn read(text: &str) -> Result<Address, String> {
        super::read(text, "the map")
    }

    #[test]
    fn an_address_is_read() {
        let address =
            read("s3://recordings/gate%201/?endpoint=https://s3.example.com&region=eu&style=path").unwrap();
        assert_eq!((address.bucket.as_str(), address.prefix.as_str()), ("recordings", "gate 1"));
        assert_eq!(address.place(), "the bucket recordings/gate 1 at s3.example.com");
    }

    #[test]
    fn no_secret_is_shown() {
        let address = read("s3://key:hush@recordings").unwrap();
        assert!(!address.place().contains("hush") && !address.place().contains("key"));
    }

    #[test]
    fn what_is_wrong_is_told_without_repeating_it() {
        for (text, told) in [
            ("s3:recordings", "no bucket"),
            ("s3:///recordings", "no bucket"),
            ("s3://key@recordings", "a key goes with its secret"),
            ("s3://recordings?endpoint=hush", "no address of a server"),
            ("s3://recordings?endpoint=http://hush.example.com", "not encrypted"),
            ("s3://recordings?secret=hush", "only the options"),
        ] {
            let error = read(text).err().unwrap_or_else(|| text.to_owned());
            assert!(error.contains(told) && !error.contains("hush"), "{text}: {error}");
        }
        assert!(read("s3://recordings?endpoint=http://127.0.0.1:9000").is_ok());
        assert!(read("s3://recordings?endpoint=http://store.example.com&http=allow").is_ok());
    }
}
