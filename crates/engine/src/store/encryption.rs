//! Whom a connection trusts: the certificates of the system, or of a file that the address names.

use std::{path::Path, sync::OnceLock};

use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::CertificateDer};

/// What TLS needs to know of us. The error is a sentence.
pub(super) fn client(authority: Option<&Path>) -> Result<ClientConfig, String> {
    match authority {
        Some(path) => trusting(of_file(path)?),
        None => {
            // Read once: a run opens its stores many times, and a system trusts more than a hundred.
            static SYSTEM: OnceLock<Result<ClientConfig, String>> = OnceLock::new();
            SYSTEM.get_or_init(|| trusting(of_system()?)).clone()
        }
    }
}

fn trusting(roots: RootCertStore) -> Result<ClientConfig, String> {
    let builder = ClientConfig::builder_with_provider(ring::default_provider().into());
    let builder = builder.with_safe_default_protocol_versions().map_err(|error| error.to_string())?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

fn of_file(path: &Path) -> Result<RootCertStore, String> {
    let unusable =
        |reason: String| format!("the certificates in {} cannot be used: {reason}", path.display());
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| unusable(error.to_string()))? {
        let certificate = certificate.map_err(|error| unusable(error.to_string()))?;
        roots.add(certificate).map_err(|error| unusable(error.to_string()))?;
    }
    if roots.is_empty() { Err(unusable("it holds none".to_owned())) } else { Ok(roots) }
}

fn of_system() -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    // Some that a system carries are malformed or outdated; those that are not are enough.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(
            "this system trusts no certificate authority: name a file of certificates with sslrootcert=PATH"
                .to_owned(),
        );
    }
    Ok(roots)
}
