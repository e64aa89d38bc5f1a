//! How the requests of people about their data are answered (GDPR art. 12).

use abide_law::Period;

use crate::{keyed::keyed, span::Spanned, texts::Texts};

/// What the policy says of requests.
#[derive(Debug, Clone)]
pub struct Requests {
    /// Within what time they are answered.
    pub answer: Option<Spanned<Period>>,
    /// How much longer it may take where they are complex or many.
    pub extension: Option<Spanned<Period>>,
    /// When people are asked to show who they are.
    pub identity: Option<Spanned<Proof>>,
    /// What a request should say.
    pub asks_for: Option<Spanned<Texts>>,
    /// What may be charged.
    pub fee: Option<Spanned<Texts>>,
    /// On what ground.
    pub fee_ground: Option<Spanned<FeeGround>>,
    /// The ways by which they come.
    pub channels: Channels,
    /// The subject lines by which an e-mail is known to be a request, each with what it asks for.
    pub subject_lines: Vec<(Spanned<String>, Spanned<Asked>)>,
    /// The clauses that it keeps.
    pub clauses: Vec<Spanned<String>>,
}

/// The ways by which requests come.
#[derive(Debug, Clone, Default)]
pub struct Channels {
    /// An address for e-mail.
    pub email: Option<Spanned<String>>,
    /// The address of a form on the web.
    pub form: Option<Spanned<String>>,
    /// A postal address.
    pub post: Option<Spanned<String>>,
    /// A telephone number.
    pub telephone: Option<Spanned<String>>,
    /// Where in their account people do it themselves.
    pub account: Option<Spanned<String>>,
}

impl Channels {
    /// Each with its key, those first by which a request is made most quickly.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &Spanned<String>)> {
        let channels = [
            ("account", &self.account),
            ("form", &self.form),
            ("email", &self.email),
            ("telephone", &self.telephone),
            ("post", &self.post),
        ];
        channels.into_iter().filter_map(|(key, channel)| Some((key, channel.as_ref()?)))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }
}

keyed! {
    /// When people are asked to show who they are.
    Proof {
        /// Where there is reasonable doubt.
        OnDoubt = "on-doubt",
        /// With every request for access.
        ForAccess = "for-access",
        /// With every request.
        Always = "always",
        /// Never.
        Never = "never",
    }
}

keyed! {
    /// Why a fee may be charged.
    FeeGround {
        /// The request is manifestly unfounded or excessive (GDPR art. 12(5)).
        Excessive = "excessive",
        /// A further copy of the data is asked for (art. 15(3)).
        FurtherCopy = "further-copy",
    }
}

keyed! {
    /// What a request asks for.
    Asked {
        /// To see the data (GDPR art. 15).
        Access = "access",
        /// To have it corrected (art. 16).
        Rectify = "rectify",
        /// To have it erased (art. 17).
        Erase = "erase",
        /// To have it kept and not used (art. 18).
        Restrict = "restrict",
        /// To take it along (art. 20).
        Port = "port",
        /// That it be no longer used for a purpose (art. 21(1)).
        Object = "object",
        /// That it be no longer used for marketing (art. 21(2)).
        ObjectMarketing = "object-marketing",
        /// That a consent end (art. 7(3)).
        Withdraw = "withdraw",
    }
}
