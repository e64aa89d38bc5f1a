//! A fresh bucket per test, on the object store that `scripts/test` starts. It is spoken to with curl, so that what Abide says of it
//! is held against another client.

use std::{
    io::Write,
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

/// The variable that names the server: `http://KEY:SECRET@HOST:PORT`.
pub const SERVER: &str = "ABIDE_TEST_OBJECTS";

/// A key of the same secret that may only read.
const READER: &str = "reader";

/// A bucket of its own, which goes with the server.
pub struct Bucket {
    name: String,
    user: String,
    host: String,
}

impl Bucket {
    /// Makes an empty bucket on the server named by [`SERVER`].
    ///
    /// # Panics
    /// When the variable is missing or the server refuses: a test without its bucket must fail, not skip.
    #[must_use]
    pub fn create() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970");
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let bucket = Self::named(&format!("test-{:x}-{}-{number}", since.as_nanos(), std::process::id()));
        bucket.ask(&["--request", "PUT", &bucket.at("")]);
        bucket
    }

    /// The bucket of that name, which another process made.
    ///
    /// # Panics
    /// When the variable is missing.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let server =
            std::env::var(SERVER).unwrap_or_else(|_| panic!("{SERVER} names no server: run scripts/test"));
        let (user, host) = server
            .strip_prefix("http://")
            .and_then(|server| server.split_once('@'))
            .unwrap_or_else(|| panic!("{SERVER} is http://KEY:SECRET@HOST:PORT"));
        Self { name: name.to_owned(), user: user.to_owned(), host: host.to_owned() }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// `s3://…` of a prefix in it, for whoever connects by itself.
    #[must_use]
    pub fn url(&self, prefix: &str) -> String {
        self.url_as(&self.user, prefix)
    }

    /// The same for one who may only read.
    #[must_use]
    pub fn readers_url(&self, prefix: &str) -> String {
        let secret = self.user.split_once(':').map_or("", |(_, secret)| secret);
        self.url_as(&format!("{READER}:{secret}"), prefix)
    }

    /// The same with another key and secret.
    #[must_use]
    pub fn url_as(&self, user: &str, prefix: &str) -> String {
        format!("s3://{user}@{}/{prefix}?endpoint=http://{}", self.name, self.host)
    }

    /// Puts an object.
    pub fn put(&self, key: &str, text: &str) {
        self.ask(&["--request", "PUT", "--data-binary", text, &self.at(key)]);
    }

    /// Puts a small object at each of these keys, many at a time.
    pub fn put_all(&self, keys: &[String]) {
        for some in keys.chunks(500) {
            // An option holds for one request.
            let request = |key: &String| {
                format!(
                    "url = \"{}\"\nrequest = PUT\ndata-binary = x\nuser = \"{}\"\naws-sigv4 = \"{SIGNED}\"\nheader = \"{UNHASHED}\"\nfail\n",
                    self.at(key),
                    self.user
                )
            };
            let requests: Vec<String> = some.iter().map(request).collect();
            self.ask_with(&["--parallel", "--config", "-"], &requests.join("next\n"));
        }
    }

    /// Removes an object.
    pub fn delete(&self, key: &str) {
        self.ask(&["--request", "DELETE", &self.at(key)]);
    }

    /// What is in an object.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.ask(&[&self.at(key)])
    }

    /// The keys in it, in their order.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        loop {
            let after =
                keys.last().map_or(String::new(), |last| format!("&start-after={}", encoded(last, false)));
            let listed = self.ask(&[&format!("{}?list-type=2{after}", self.at(""))]);
            keys.extend(between(&listed, "<Key>", "</Key>").map(unescaped));
            if !listed.contains("<IsTruncated>true") {
                return keys;
            }
        }
    }

    /// Has the bucket keep versions from now on.
    pub fn keep_versions(&self) {
        let wanted = "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>Enabled</Status>\
                      </VersioningConfiguration>";
        self.ask(&["--request", "PUT", "--data-binary", wanted, &format!("{}?versioning=", self.at(""))]);
    }

    fn at(&self, key: &str) -> String {
        format!("http://{}/{}/{}", self.host, self.name, encoded(key, true))
    }

    fn ask(&self, arguments: &[&str]) -> String {
        let signed = ["--fail-with-body", "--aws-sigv4", SIGNED, "--user", &self.user, "--header", UNHASHED];
        self.ask_with(&[&signed, arguments].concat(), "")
    }

    /// What the server answers.
    fn ask_with(&self, arguments: &[&str], input: &str) -> String {
        let mut curl = Command::new("curl");
        curl.args(["--silent", "--show-error"]).args(arguments);
        let piped = curl.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut curl = piped.expect("curl is installed");
        curl.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("curl reads");
        let done = curl.wait_with_output().expect("curl ends");
        let answer = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(done.status.success(), "{arguments:?}: {answer}{}", String::from_utf8_lossy(&done.stderr));
        answer
    }
}

const SIGNED: &str = "aws:amz:us-east-1:s3";
const UNHASHED: &str = "x-amz-content-sha256: UNSIGNED-PAYLOAD";

fn encoded(key: &str, slashes: bool) -> String {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || (slashes && byte == b'/');
    key.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn between<'t>(text: &'t str, start: &'t str, end: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(start).skip(1).filter_map(move |rest| rest.split(end).next())
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
