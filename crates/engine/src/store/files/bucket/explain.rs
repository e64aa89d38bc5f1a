//! What a bucket's server refuses, as a store's errors. The server's own words hold keys of objects, which may name people; only
//! its codes are told.

use std::error::Error as _;

use object_store::Error;

use super::{super::super::StoreError, credentials::Origin};

/// An error at a place that is reached with credentials of that origin.
pub(super) fn explain(place: &str, origin: &Origin, error: &Error) -> StoreError {
    let place = place.to_owned();
    let reason = reason(error);
    match error {
        _ if reason == "NoSuchBucket" => StoreError::UnknownDatabase { place, reason },
        _ if is_refusal(&reason) => StoreError::WrongKey { place, remedy: origin.remedy(&reason), reason },
        Error::Unauthenticated { .. } => {
            StoreError::WrongKey { place, remedy: origin.remedy(&reason), reason }
        }
        Error::PermissionDenied { .. } => StoreError::Denied { place, reason },
        Error::InvalidPath { .. } => StoreError::Failed {
            place,
            reason: "an object's key has a part that is empty, `.` or `..`: rename it, or write a prefix into the \
                     address that leaves it out"
                .to_owned(),
        },
        _ if is_unreachable(error) => StoreError::Unreachable { place, reason },
        _ => StoreError::Failed { place, reason },
    }
}

/// The server's code, or what the connection says, or no more than that it failed.
pub(super) fn reason(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(system) = inner.downcast_ref::<std::io::Error>() {
            return system.kind().to_string();
        }
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    let code = text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>"));
    let code =
        code.map(|(code, _)| code).filter(|code| code.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    match (code, error) {
        (Some(code), _) => code.to_owned(),
        (None, Error::NotFound { .. }) => "not found".to_owned(),
        (None, Error::PermissionDenied { .. } | Error::Unauthenticated { .. }) => "access denied".to_owned(),
        _ => "the request failed".to_owned(),
    }
}

/// Whether a code says that the key or the secret is none.
fn is_refusal(code: &str) -> bool {
    matches!(code, "InvalidAccessKeyId" | "SignatureDoesNotMatch" | "ExpiredToken" | "InvalidToken")
}

/// Whether no server answered.
fn is_unreachable(error: &Error) -> bool {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.is::<std::io::Error>() {
            return true;
        }
        cause = inner.source();
    }
    false
}
