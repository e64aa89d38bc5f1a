//! Whether a path is one of a pattern's, and what the captures take. Each pair of a place in the pattern and one in the path is
//! tried once, so that no pattern takes long.

use std::collections::BTreeSet;

use super::{Form, Part, dates::Piece};

/// What is to be found next.
#[derive(Clone, Copy)]
enum Want {
    Is(char),
    /// One character that is of the class.
    One(Class),
    /// Any number of them, as few as will do.
    Few(Class),
    /// Any number of them, as many as there are.
    Many(Class),
    /// Any folders, each with the `/` behind it.
    Folders,
    Begin,
    End,
}

#[derive(Clone, Copy)]
enum Class {
    /// Any but `/`.
    Name,
    Any,
    Digit,
    Letter,
    Sign,
}

impl Class {
    fn has(self, character: char) -> bool {
        match self {
            Self::Name => character != '/',
            Self::Any => true,
            Self::Digit => character.is_ascii_digit(),
            Self::Letter => character.is_ascii_alphabetic(),
            Self::Sign => matches!(character, '+' | '-'),
        }
    }
}

/// The texts that the captures take; none when the path is not one of the pattern's.
pub(super) fn texts<'p>(parts: &[Part], path: &'p str) -> Option<Vec<&'p str>> {
    let mut search = Search { wants: wants(parts), path, failed: BTreeSet::new(), marks: Vec::new() };
    search.found(0, 0).then(|| {
        // Marks are left from the end of the search to its begin.
        search.marks.reverse();
        search.marks.chunks_exact(2).map(|pair| &path[pair[0]..pair[1]]).collect()
    })
}

struct Search<'p> {
    wants: Vec<Want>,
    path: &'p str,
    failed: BTreeSet<(usize, usize)>,
    marks: Vec<usize>,
}

impl Search<'_> {
    /// Whether what is wanted from `want` on is found in the path from `at` on.
    fn found(&mut self, want: usize, at: usize) -> bool {
        let Some(wanted) = self.wants.get(want).copied() else { return at == self.path.len() };
        if self.failed.contains(&(want, at)) {
            return false;
        }
        let found = match wanted {
            Want::Is(character) => self.one(want, at, |next| next == character),
            Want::One(class) => self.one(want, at, |next| class.has(next)),
            Want::Few(class) => self.ends(at, class).into_iter().any(|end| self.found(want + 1, end)),
            Want::Many(class) => self.ends(at, class).into_iter().rev().any(|end| self.found(want + 1, end)),
            Want::Folders => self.folders(at).into_iter().any(|end| self.found(want + 1, end)),
            Want::Begin | Want::End => {
                let found = self.found(want + 1, at);
                if found {
                    self.marks.push(at);
                }
                found
            }
        };
        if !found {
            self.failed.insert((want, at));
        }
        found
    }

    fn one(&mut self, want: usize, at: usize, is: impl Fn(char) -> bool) -> bool {
        let next = self.path[at..].chars().next().filter(|next| is(*next));
        next.is_some_and(|next| self.found(want + 1, at + next.len_utf8()))
    }

    /// Where a run of characters of the class may end.
    fn ends(&self, at: usize, class: Class) -> Vec<usize> {
        let run = self.path[at..].char_indices().take_while(|(_, next)| class.has(*next));
        std::iter::once(at).chain(run.map(|(place, next)| at + place + next.len_utf8())).collect()
    }

    /// Where some folders may end.
    fn folders(&self, at: usize) -> Vec<usize> {
        let slashes = self.path[at..].match_indices('/').map(|(place, _)| at + place + 1);
        std::iter::once(at).chain(slashes).collect()
    }
}

fn wants(parts: &[Part]) -> Vec<Want> {
    let mut wants = Vec::new();
    for part in parts {
        match part {
            Part::Text(text) => wants.extend(text.chars().map(Want::Is)),
            Part::One => wants.push(Want::One(Class::Name)),
            Part::Any => wants.push(Want::Few(Class::Name)),
            Part::Folders => wants.push(Want::Folders),
            Part::Below => wants.extend([Want::One(Class::Any), Want::Few(Class::Any)]),
            Part::Capture { form, .. } => {
                wants.push(Want::Begin);
                captured(form, &mut wants);
                wants.push(Want::End);
            }
        }
    }
    wants
}

fn captured(form: &Form, wants: &mut Vec<Want>) {
    match form {
        Form::Text => wants.extend([Want::One(Class::Name), Want::Few(Class::Name)]),
        Form::Digits => wants.extend([Want::One(Class::Digit), Want::Many(Class::Digit)]),
        Form::Date(dated) => {
            for piece in dated.pieces() {
                match piece {
                    Piece::Is(character) => wants.push(Want::Is(character)),
                    Piece::Digits(count) => wants.extend(std::iter::repeat_n(Want::One(Class::Digit), count)),
                    Piece::Number => wants.extend([Want::One(Class::Digit), Want::Many(Class::Digit)]),
                    Piece::Letters => wants.extend([Want::One(Class::Letter); 3]),
                    Piece::Offset => {
                        wants.push(Want::One(Class::Sign));
                        wants.extend([Want::One(Class::Digit); 4]);
                    }
                }
            }
        }
    }
}
