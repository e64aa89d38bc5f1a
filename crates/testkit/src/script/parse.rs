//! The fenced blocks of a transcript, and the commands in them.

use std::ops::Range;

/// A fenced block.
pub(super) struct Block<'a> {
    /// The words after the opening fence.
    pub words: Vec<&'a str>,
    /// The number of its first line in the file, from 0.
    first: usize,
    lines: Vec<&'a str>,
}

/// One command and what it is expected to print.
pub(super) struct Step {
    pub command: String,
    /// The line of its `$`, from 1.
    pub line: usize,
    pub status: i32,
    pub expected: Vec<String>,
    output: Range<usize>,
}

/// The blocks of a file; one without an end reaches to the file's.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let Some(words) = line.strip_prefix("```") else {
            continue;
        };
        let inside = lines.by_ref().map(|(_, line)| line).take_while(|line| !line.starts_with("```"));
        blocks.push(Block {
            words: words.split_whitespace().collect(),
            first: at + 1,
            lines: inside.collect(),
        });
    }
    blocks
}

/// The text with other lines in place of some, given as ranges of lines from first to last.
pub(super) fn replaced(text: &str, answers: Vec<(Range<usize>, Vec<String>)>) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (range, answer) in answers.into_iter().rev() {
        lines.splice(range, answer);
    }
    lines.join("\n") + "\n"
}

impl Block<'_> {
    /// Its text.
    pub(super) fn body(&self) -> String {
        self.lines.iter().flat_map(|line| [line, "\n"]).collect()
    }

    /// The commands of a console block; of another, none.
    pub(super) fn steps(&self) -> Vec<Step> {
        if self.words.first() != Some(&"console") {
            return Vec::new();
        }
        let starts: Vec<usize> =
            (0..self.lines.len()).filter(|&at| self.lines[at].starts_with("$ ")).collect();
        let ends = starts.iter().skip(1).copied().chain([self.lines.len()]);
        starts.iter().zip(ends).map(|(&start, end)| self.step(start, end)).collect()
    }

    fn step(&self, start: usize, end: usize) -> Step {
        let lines = &self.lines[start..end];
        let continued = lines[1..].iter().take_while(|line| line.starts_with("> ")).count();
        let command = lines[..=continued].iter().map(|line| &line[2..]).collect::<Vec<_>>().join("\n");
        let status = lines.get(continued + 1).and_then(|line| line.strip_prefix("? "));
        let status = status.and_then(|number| number.trim().parse::<i32>().ok());
        let printed = continued + 1 + usize::from(status.is_some());
        // Blank lines between a command's output and the next command are for the reader.
        let blank = lines[printed..].iter().rev().take_while(|line| line.trim().is_empty()).count();
        let expected = lines[printed..lines.len() - blank].iter().map(|&line| line.to_owned()).collect();
        let first = self.first + start;
        let output = first + continued + 1..first + lines.len() - blank;
        Step { command, line: first + 1, status: status.unwrap_or(0), expected, output }
    }
}

impl Step {
    /// Where the status and the output stand in the file.
    pub(super) fn output_lines(&self) -> Range<usize> {
        self.output.clone()
    }
}
