//! Who stands for the controller, and who decides with it (GDPR art. 26, 27, 37).

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
