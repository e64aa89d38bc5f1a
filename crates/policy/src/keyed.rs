//! Kinds of which there are a few, each written as a key in the file: one list makes the type and what the file may say.

/// A kind that is written as a key.
pub(crate) trait Keyed: Sized {
    /// The one that is written so.
    fn of_key(key: &str) -> Option<Self>;
}

macro_rules! keyed {
    ($(#[$about:meta])* $name:ident { $($(#[$says:meta])* $variant:ident = $key:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$says])* $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            pub(crate) const KEYS: &[&str] = &[$($key,)*];

            /// How it is written in the file.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)*
                }
            }
        }

        impl $crate::keyed::Keyed for $name {
            fn of_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.key() == key)
            }
        }
    };
}

pub(crate) use keyed;
