//! The grounds on which special categories of data, and data on offences, may be processed.

use crate::keyed::keyed;

keyed! {
    /// A ground of GDPR art. 9(2), or of art. 10 for data on offences.
    SpecialGround {
        /// The person consented explicitly (a).
        ExplicitConsent = "explicit-consent",
        /// The law of employment and social protection asks for it (b).
        EmploymentLaw = "employment-law",
        /// Somebody's life is at stake, and the person cannot consent (c).
        VitalInterests = "vital-interests",
        /// A body with a political, philosophical, religious or trade union aim, about those who belong to it (d).
        Association = "association",
        /// The person made it public (e).
        MadePublic = "made-public",
        /// Legal claims, or a court's work (f).
        LegalClaims = "legal-claims",
        /// A substantial public interest, on a basis in law (g).
        PublicInterest = "public-interest",
        /// Care, occupational medicine, and the management of both (h).
        HealthCare = "health-care",
        /// Public health (i).
        PublicHealth = "public-health",
        /// Archives in the public interest, research and statistics (j).
        Archiving = "archiving",
        /// The control of an official authority (art. 10).
        OfficialAuthority = "official-authority",
        /// A law that authorises it (art. 10).
        AuthorisedByLaw = "authorised-by-law",
    }
}
