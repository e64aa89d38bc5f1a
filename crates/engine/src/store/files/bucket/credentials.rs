//! Where a bucket's credentials come from, and what to correct there when its server does not take them.

use super::address::Address;

/// Where key and secret come from.
pub(super) enum Origin {
    /// The address, and where that is written: `the file cctv.url`.
    Address(String),
    /// The environment.
    Variables,
    /// Whoever lends them for a while, as the environment or the address says.
    Lender(&'static str),
}

/// Variables of the environment that say where to have credentials, in the order in which they are looked at.
const LENDERS: [(&str, &str); 3] = [
    ("AWS_WEB_IDENTITY_TOKEN_FILE", "the role of AWS_ROLE_ARN, by the token in AWS_WEB_IDENTITY_TOKEN_FILE"),
    ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "the container that Abide runs in"),
    ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "the container that Abide runs in"),
];

impl Origin {
    /// Where those for this address come from; none: from nowhere.
    pub(super) fn of(address: &Address) -> Option<Self> {
        let given = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if address.credentials.is_some() {
            return Some(Self::Address(address.origin.clone()));
        }
        if given("AWS_ACCESS_KEY_ID") {
            return Some(Self::Variables);
        }
        let lender = LENDERS.iter().find(|(name, _)| given(name)).map(|(_, who)| *who);
        lender.or(address.of_machine.then_some("the machine that Abide runs on")).map(Self::Lender)
    }

    /// What to correct when the server answers with this code.
    pub(super) fn remedy(&self, code: &str) -> String {
        let wrong = match code {
            "InvalidAccessKeyId" => "it knows no such access key id",
            "SignatureDoesNotMatch" => {
                "the secret access key is not the one that belongs to the access key id"
            }
            "ExpiredToken" | "InvalidToken" => "the session token is not valid, or is not any more",
            _ => "it does not take the credentials",
        };
        let correct = match (self, code) {
            (Self::Address(origin), "InvalidAccessKeyId") => {
                format!("correct the key in s3://KEY:SECRET@BUCKET, in {origin}")
            }
            (Self::Address(origin), "SignatureDoesNotMatch") => {
                format!("correct the secret in s3://KEY:SECRET@BUCKET, in {origin}")
            }
            (Self::Address(origin), _) => {
                format!("correct key and secret in s3://KEY:SECRET@BUCKET, in {origin}")
            }
            (Self::Variables, "InvalidAccessKeyId") => {
                "correct AWS_ACCESS_KEY_ID in the environment".to_owned()
            }
            (Self::Variables, "SignatureDoesNotMatch") => {
                "correct AWS_SECRET_ACCESS_KEY in the environment".to_owned()
            }
            (Self::Variables, _) => {
                "correct AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN in the \
                                     environment, which go together"
                    .to_owned()
            }
            (Self::Lender(who), _) => format!("they come from {who}"),
        };
        format!("{wrong}: {correct}")
    }
}
