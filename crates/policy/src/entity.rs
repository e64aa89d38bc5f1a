//! Who stands for the controller, who decides with it, and which companies are its own (GDPR art. 26, 27, 37).

use crate::span::Spanned;

/// A company or an office, as people are told of it.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Its name.
    pub name: Spanned<String>,
    /// Its country (ISO 3166-1 alpha-2).
    pub country: Option<Spanned<String>>,
    /// Its postal address.
    pub address: Option<Spanned<String>>,
    /// How it is reached: an address for e-mail or on the web, a telephone number.
    pub contact: Option<Spanned<String>>,
}

/// Who decides with the controller about what data is used for and how (GDPR art. 26).
#[derive(Debug, Clone)]
pub struct JointController {
    /// Its name in the file.
    pub key: Spanned<String>,
    /// Who it is.
    pub entity: Entity,
    /// Where the arrangement between the two is found.
    pub arrangement: Option<Spanned<String>>,
}

/// A company of the controller's, for which activities may be done.
#[derive(Debug, Clone)]
pub struct Subsidiary {
    /// Its name in the file.
    pub key: Spanned<String>,
    /// Who it is.
    pub entity: Entity,
    /// The clauses of the published text that tell of it.
    pub clauses: Vec<Spanned<String>>,
}
