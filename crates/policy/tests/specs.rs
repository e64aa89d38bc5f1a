//! Runs the manual: every block of the Markdown files under `specs/` says what is true, or this fails.
//! With `UPDATE=1` in the environment, writes what is true into the files instead. `specs/README.md` tells the blocks.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::{collections::BTreeSet, fs, path::PathBuf, sync::LazyLock};

use abide_law::pack::{PackError, Packs};
use abide_phrases::{Language, Phrases};
use abide_policy::{
    MESSAGES, Mistake, accept,
    accept::Accepted,
    check, check_law, codes, condition,
    finding::{Finding, Severity},
    in_order,
    model::EventKind,
    outline::Outlines,
    pattern, phrase, read_map, read_policy, route,
    span::{File, Span},
    transform,
    vocabulary::{Term, Vocabulary},
};
use jiff::civil::Date;

static ENGLISH: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(Language::English, &[MESSAGES]));
static FRENCH: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(Language::French, &[MESSAGES]));

#[test]
fn the_manual_tells_the_truth() {
    for (path, text) in specs() {
        let told = Told::new(&text).run();
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &told).unwrap();
        } else {
            let difference =
                text.lines().zip(told.lines()).position(|(a, b)| a != b).unwrap_or(text.lines().count());
            let near = |text: &str| {
                text.lines().skip(difference.saturating_sub(3)).take(12).collect::<Vec<_>>().join("\n")
            };
            assert!(
                text == told,
                "{} line {}\n--- written\n{}\n--- true\n{}",
                path.display(),
                difference + 1,
                near(&text),
                near(&told)
            );
        }
    }
}

#[test]
fn every_code_has_a_section_that_shows_it() {
    let (_, text) = specs().into_iter().find(|(path, _)| path.ends_with("findings.md")).unwrap();
    let sections: Vec<&str> = text.split("\n## ").skip(1).collect();
    let known: BTreeSet<&str> = codes::ALL.iter().copied().collect();
    assert_eq!(known.len(), codes::ALL.len(), "a code is listed twice");
    for code in &known {
        let section =
            sections.iter().find(|section| section.lines().next().unwrap().contains(&format!("`{code}`")));
        let section = section.unwrap_or_else(|| panic!("specs/findings.md has no section for {code}"));
        assert!(section.contains(&format!("[{code}]")), "the section of {code} does not show it");
    }
    for heading in sections.iter().map(|section| section.lines().next().unwrap()) {
        for code in heading.split('`').skip(1).step_by(2) {
            assert!(known.contains(code), "specs/findings.md tells of {code}, which nothing gives");
        }
    }
}

fn specs() -> Vec<(PathBuf, String)> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../specs"].iter().collect();
    let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    files.sort();
    assert!(files.len() >= 5, "the specs are missing");
    files.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// How a pattern is understood; or, when a path follows after two blanks, what its captures take.
fn taken(text: &str) -> Result<String, Mistake> {
    let (text, path) = text.split_once("  ").map_or((text, None), |(text, path)| (text, Some(path)));
    let pattern = pattern::parse(text)?;
    let Some(path) = path else { return Ok(pattern.to_string()) };
    let Some(values) = pattern.read(path) else { return Ok("not one of them".to_owned()) };
    let named = pattern.captures().zip(values);
    let told = named.map(|((name, _), value)| format!("{name}: {}", value.unwrap_or("nothing".to_owned())));
    Ok(["one of them".to_owned()].into_iter().chain(told).collect::<Vec<_>>().join(", "))
}

/// A file being retold with its answers.
struct Told<'t> {
    lines: std::str::Lines<'t>,
    out: String,
    base: Texts,
    now: Option<Texts>,
    /// A law pack beside those that Abide has.
    pack: Option<String>,
}

/// A policy and a map; `part` is where the shown part of each begins, after what it is added to.
#[derive(Default, Clone)]
struct Texts {
    policy: Shown,
    map: Option<Shown>,
}

#[derive(Default, Clone)]
struct Shown {
    text: String,
    part: usize,
}

impl<'t> Told<'t> {
    fn new(text: &'t str) -> Self {
        Self { lines: text.lines(), out: String::new(), base: Texts::default(), now: None, pack: None }
    }

    fn run(mut self) -> String {
        while let Some(line) = self.lines.next() {
            if line.starts_with('#') {
                self.settle();
            }
            let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else {
                self.line(line);
                continue;
            };
            let body: Vec<&str> = self.lines.by_ref().take_while(|line| *line != "```").collect();
            self.block(info, &body);
        }
        self.settle();
        self.out
    }

    fn block(&mut self, info: &str, body: &[&str]) {
        let answer = match info {
            "keep" => asked(body, |text| phrase::parse(text, &place).map(|keep| keep.to_string())),
            "condition" => asked(body, |text| condition::parse(text, &place).map(|one| one.to_string())),
            "path" => asked(body, |text| route::parse_path(text).map(|path| path.to_string())),
            "link" => asked(body, |text| route::parse_link(text).map(|link| link.to_string())),
            "pattern" => asked(body, taken),
            "transform" => asked(body, |text| transform::parse(text).map(|one| one.to_string())),
            "vocabulary" => vocabulary(body[0]),
            "findings" => self.now.take().map(|texts| texts.findings(None)).unwrap_or_default(),
            _ if info.starts_with("findings ") => {
                let law = (self.packs().unwrap(), info["findings ".len()..].parse().unwrap());
                self.now.take().map(|texts| texts.findings(Some(&law))).unwrap_or_default()
            }
            "pack" => self.entries(),
            _ => {
                self.given(info, &(body.join("\n") + "\n"));
                body.iter().map(|line| (*line).to_owned()).collect()
            }
        };
        self.line(&format!("```{info}"));
        answer.iter().for_each(|line| self.line(line));
        self.line("```");
    }

    /// `toml policy`, `toml policy part`, `toml policy base`, and the same for `map`. Other blocks are prose.
    fn given(&mut self, info: &str, text: &str) {
        if info == "toml pack" {
            self.pack = Some(text.to_owned());
        }
        let words: Vec<&str> = info.split(' ').collect();
        let ["toml", file @ ("policy" | "map"), how @ ..] = &words[..] else { return };
        if *file == "policy" {
            self.settle();
        }
        let mut texts =
            self.now.take().unwrap_or_else(|| Texts { policy: self.base.policy.clone(), map: None });
        let base = match *file {
            "policy" => self.base.policy.text.clone(),
            _ => self.base.map.clone().unwrap_or_default().text,
        };
        let base = if how == ["part"] { base } else { String::new() };
        let shown = Shown { part: base.len(), text: base + text };
        match *file {
            "policy" => texts.policy = shown,
            _ => texts.map = Some(shown),
        }
        if how == ["base"] {
            assert_eq!(texts.findings(None), Vec::<String>::new(), "a base is in order");
            self.base = texts;
        } else {
            self.now = Some(texts);
        }
    }

    fn packs(&self) -> Result<Packs, PackError> {
        let mut packs = Packs::shipped();
        self.pack.iter().try_for_each(|text| packs.add("pack.toml", text))?;
        Ok(packs)
    }

    /// The rules of the pack that was shown, or what is wrong with it.
    fn entries(&self) -> Vec<String> {
        match self.packs() {
            Ok(packs) => {
                let pack = packs.iter().last().unwrap();
                pack.entries.iter().map(|entry| format!("{} ({})", entry.id, entry.kind.key())).collect()
            }
            Err(error) => vec![error.to_string(), format!("  help: {}", error.help())],
        }
    }

    /// Files shown without a block of findings have none.
    fn settle(&mut self) {
        if let Some(texts) = self.now.take() {
            let findings = texts.findings(None);
            assert!(findings.is_empty(), "shown as right:\n{}\n{}", texts.policy.text, findings.join("\n"));
        }
    }

    fn line(&mut self, line: &str) {
        self.out += line;
        self.out.push('\n');
    }
}

impl Texts {
    /// What is found in the files by themselves, and what the law as it is on a day has against them.
    fn findings(&self, law: Option<&(Packs, Date)>) -> Vec<String> {
        let (policy, mut findings) = read_policy(&self.policy.text);
        let map = self.map.as_ref().map(|map| read_map(&map.text));
        let (map, in_map) = map.unwrap_or_default();
        findings.extend(in_map);
        findings.extend(policy.iter().flat_map(|policy| check(policy, map.as_ref())));
        let lawful = policy.iter().zip(law);
        findings
            .extend(lawful.flat_map(|(policy, (packs, day))| check_law(policy, map.as_ref(), packs, *day)));
        let mut accepted = Vec::new();
        if let (Some(policy), Some((_, day))) = (&policy, law) {
            let outlines = Outlines::of(&self.policy.text, self.map.as_ref().map(|map| map.text.as_str()));
            let settled = accept(policy, &outlines, findings, *day);
            (findings, accepted) = (settled.findings, settled.accepted);
        }
        in_order(&mut findings);
        let stand = findings.iter().flat_map(|finding| self.rendered(finding));
        stand.chain(accepted.iter().flat_map(|one| self.accepted(one))).collect()
    }

    /// A finding that is accepted, after those that stand.
    fn accepted(&self, one: &Accepted) -> Vec<String> {
        let at = one.finding.span.as_ref().map(|span| self.at(span)).unwrap_or_default();
        vec![
            format!("accepted[{}]{at}", one.finding.code),
            format!("  {}: {}", one.by.name.value, one.by.reason.value),
        ]
    }

    fn rendered(&self, finding: &Finding) -> Vec<String> {
        let weight = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        };
        let at = finding.span.as_ref().map(|span| self.at(span)).unwrap_or_default();
        let french = finding.told(&FRENCH);
        let finding = finding.told(&ENGLISH);
        assert_ne!(french.message, finding.message);
        assert!(finding.help.is_none() || french.help != finding.help, "{:?}", french.help);
        let mut lines = vec![format!("{weight}[{}]{at}", finding.code), format!("  {}", finding.message)];
        lines.extend(finding.label.iter().map(|label| format!("  ^ {label}")));
        lines.extend(finding.law.iter().map(|law| format!("  law: {law}")));
        lines.extend(finding.help.iter().map(|help| format!("  help: {help}")));
        lines
    }

    fn at(&self, span: &Span) -> String {
        let shown = match span.file {
            File::Policy => &self.policy,
            File::Map => self.map.as_ref().unwrap(),
        };
        let from = if span.start < shown.part { 0 } else { shown.part };
        let line = shown.text[from..span.start].matches('\n').count() + 1;
        let text = shown.text[span.range()].replace('\n', "⏎");
        if text.is_empty() { format!(" line {line}") } else { format!(" line {line}: {text}") }
    }
}

/// The built-in words of a kind, with their names and concepts; after the line that names the kind.
fn vocabulary(kind: &str) -> Vec<String> {
    let words = Vocabulary::built_in();
    let terms = match kind {
        "categories" => &words.categories,
        "subjects" => &words.subjects,
        "bases" => &words.bases,
        "purposes" => &words.purposes,
        "events" => &words.events,
        _ => panic!("there are no words of the kind {kind}"),
    };
    let width = terms.keys().map(String::len).max().unwrap();
    let line = |(key, term): (&String, &Term)| {
        let event = words.event_kinds.get(key).filter(|_| kind == "events").map(|kind| match kind {
            EventKind::Last => "last  ",
            EventKind::End => "end   ",
        });
        let special = if kind == "categories" && words.is_special(key) { " (special)" } else { "" };
        let special = if term.marketing { " (marketing)" } else { special };
        let iri = term.iri.as_deref().and_then(|iri| iri.rsplit('/').next()).unwrap_or_default();
        let name = format!("{} · {}{special}", term.label["en"], term.label["fr"]);
        format!("{key:width$}  {}{name}  {iri}", event.unwrap_or_default()).trim_end().to_owned()
    };
    std::iter::once(kind.to_owned()).chain(terms.iter().map(line)).collect()
}

/// Lines that start with `> ` are asked; the others are the answers.
fn asked(body: &[&str], ask: impl Fn(&str) -> Result<String, Mistake>) -> Vec<String> {
    let mut lines = Vec::new();
    for question in body.iter().filter_map(|line| line.strip_prefix("> ")) {
        lines.push(format!("> {question}"));
        match ask(question) {
            Ok(answer) => lines.push(format!("= {answer}")),
            Err(mistake) => {
                let column = question[..mistake.range.start].chars().count();
                let carets = "^".repeat(question[mistake.range.clone()].chars().count().max(1));
                lines.push(format!("  {}{carets} {}", " ".repeat(column), ENGLISH.text(&mistake.message)));
                lines.extend(mistake.help.map(|help| format!("  help: {}", ENGLISH.text(&help))));
            }
        }
    }
    lines
}

fn place(range: std::ops::Range<usize>) -> Span {
    Span::new(File::Policy, range)
}
