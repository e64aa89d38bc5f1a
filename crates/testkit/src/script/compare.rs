//! What a command should print against what it printed.

use super::{Answer, Step};

/// The difference between both as lines with `-` and `+`, if there is one.
pub(super) fn difference(step: &Step, answer: &Answer) -> Option<String> {
    if step.status == answer.status && matches(&step.expected, &answer.lines) {
        return None;
    }
    let (old, new) = (told(step.status, &step.expected), told(answer.status, &answer.lines));
    let same = |(old, new): &(&String, &String)| line_matches(old, new);
    let head = old.iter().zip(&new).take_while(same).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(same).count();
    let marked = |mark: &'static str, lines: &[String]| -> String {
        lines.iter().map(|line| format!("{mark}{line}\n")).collect()
    };
    let (old_middle, new_middle) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    Some(
        [
            marked(" ", &new[..head]),
            marked("-", old_middle),
            marked("+", new_middle),
            marked(" ", &new[new.len() - tail..]),
        ]
        .concat(),
    )
}

/// The lines that would be right; an expected line that still holds stays, with its wildcards.
pub(super) fn rewritten(step: &Step, answer: &Answer) -> Vec<String> {
    let mut expected = step.expected.as_slice();
    let keep =
        |line: &String| match expected.iter().position(|old| old.contains("[..]") && line_matches(old, line))
        {
            Some(at) => {
                let kept = expected[at].clone();
                expected = &expected[at + 1..];
                kept
            }
            None => line.clone(),
        };
    let lines: Vec<String> = answer.lines.iter().map(keep).collect();
    told(answer.status, &lines)
}

/// The output as a transcript writes it.
fn told(status: i32, lines: &[String]) -> Vec<String> {
    let status = (status != 0).then(|| format!("? {status}"));
    status.into_iter().chain(lines.iter().cloned()).collect()
}

fn matches(expected: &[String], printed: &[String]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((line, rest)) if line.trim() == "..." => {
            (0..=printed.len()).any(|at| matches(rest, &printed[at..]))
        }
        Some((line, rest)) => printed
            .split_first()
            .is_some_and(|(first, others)| line_matches(line, first) && matches(rest, others)),
    }
}

fn line_matches(expected: &str, printed: &str) -> bool {
    let expected = expected.trim_end();
    let Some((start, rest)) = expected.split_once("[..]") else {
        return expected == printed;
    };
    let Some(mut printed) = printed.strip_prefix(start) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split("[..]").collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = printed.find(part) else {
            return false;
        };
        printed = &printed[at + part.len()..];
    }
    printed.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    fn step(expected: &str) -> Step {
        let text = format!("```console\n$ x\n{expected}\n```\n");
        super::super::parse::blocks(&text)[0].steps().remove(0)
    }

    fn answer(status: i32, printed: &str) -> Answer {
        Answer { status, lines: lines(printed) }
    }

    #[test]
    fn wildcards_stand_for_text_and_for_lines() {
        assert!(
            line_matches("a [..] c", "a b c")
                && line_matches("[..]", "")
                && line_matches("a[..]b[..]c", "a1b2c")
        );
        assert!(!line_matches("a [..] c", "a b d") && !line_matches("a[..]a", "a") && !line_matches("", "x"));
        assert!(matches(&lines("a\n...\nd"), &lines("a\nb\nc\nd")) && matches(&lines("..."), &[]));
        assert!(!matches(&lines("a\n...\nd"), &lines("a\nb")) && !matches(&lines("a"), &lines("a\nb")));
    }

    #[test]
    fn a_difference_shows_what_stays_around_it() {
        let told = difference(&step("a\nb\nc"), &answer(0, "a\nx\ny\nc")).unwrap();
        assert_eq!(told, " a\n-b\n+x\n+y\n c\n");
        assert_eq!(difference(&step("? 2\na"), &answer(2, "a")), None);
    }

    #[test]
    fn rewriting_keeps_wildcards_that_still_hold() {
        let lines = rewritten(&step("took [..] s\n7 rows"), &answer(1, "took 3 s\n8 rows"));
        assert_eq!(lines, ["? 1", "took [..] s", "8 rows"]);
    }
}
