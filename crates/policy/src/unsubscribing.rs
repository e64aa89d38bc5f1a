//! How people leave a list of messages.

use crate::keyed::keyed;

keyed! {
    /// A way off a list of messages.
    Unsubscribing {
        /// A step that the mailbox takes for the person, without a page (RFC 8058).
        OneClick = "one-click",
        /// A link in each message.
        Link = "link",
        /// An answer to the message.
        Reply = "reply",
        /// A choice in the person's account.
        Account = "account",
    }
}
