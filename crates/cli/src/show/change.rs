//! A change of a text, as the lines that come and go with a little around them.

use super::style::{self, paint};

/// Lines shown around a change.
const AROUND: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Same,
    Gone,
    New,
}

/// The lines that differ, `+` and `-` before them; empty when nothing does.
pub(crate) fn render(old: &str, new: &str) -> String {
    let lines = compare(&old.lines().collect::<Vec<_>>(), &new.lines().collect::<Vec<_>>());
    let mut text = String::new();
    let mut skipped = false;
    for (at, (kind, line)) in lines.iter().enumerate() {
        let near = &lines[at.saturating_sub(AROUND)..(at + AROUND + 1).min(lines.len())];
        if near.iter().all(|(kind, _)| *kind == Kind::Same) {
            skipped = true;
            continue;
        }
        if std::mem::take(&mut skipped) {
            text.push_str(&format!("{}\n", paint(style::FAINT, "   …")));
        }
        text.push_str(&match kind {
            Kind::Same => format!("   {}\n", paint(style::FAINT, line)),
            Kind::New => format!(" {}\n", paint(style::GOOD, &format!("+ {line}"))),
            Kind::Gone => format!(" {}\n", paint(style::ERROR, &format!("- {line}"))),
        });
    }
    text
}

/// The longest common lines stay. What is the same at both ends is set aside first: the table in between is small then.
fn compare<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Kind, &'a str)> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_middle, new_middle) = (&old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);
    let same = |lines: &[&'a str]| lines.iter().map(|line| (Kind::Same, *line)).collect::<Vec<_>>();
    [same(&new[..start]), middle(old_middle, new_middle), same(&new_rest[new_rest.len() - end..])].concat()
}

fn middle<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Kind, &'a str)> {
    let common = common(old, new);
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push((Kind::Same, new[j]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] > common[i][j + 1]) {
            lines.push((Kind::Gone, old[i]));
            i += 1;
        } else {
            lines.push((Kind::New, new[j]));
            j += 1;
        }
    }
    lines
}

/// How many lines `old[i..]` and `new[j..]` have in common, for every `i` and `j`.
fn common(old: &[&str], new: &[&str]) -> Vec<Vec<u32>> {
    let mut table = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            table[i][j] =
                if old[i] == new[j] { table[i + 1][j + 1] + 1 } else { table[i + 1][j].max(table[i][j + 1]) };
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::render;

    fn plain(old: &str, new: &str) -> String {
        anstream::adapter::strip_str(&render(old, new)).to_string()
    }

    #[test]
    fn only_what_changes_is_shown_with_a_little_around() {
        let shown = plain("a\nb\nc\nd\ne\nf\ng\n", "a\nb\nc\nd\ne\nx\nf\n");
        assert_eq!(shown, "   …\n   d\n   e\n + x\n   f\n - g\n");
    }

    #[test]
    fn a_new_text_is_all_new() {
        assert_eq!(plain("", "a\nb\n"), " + a\n + b\n");
    }

    #[test]
    fn no_change_shows_nothing() {
        assert_eq!(plain("a\nb\n", "a\nb\n"), "");
    }
}
