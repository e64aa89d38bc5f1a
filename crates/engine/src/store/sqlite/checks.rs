//! CHECK constraints out of the text of a CREATE TABLE statement, which is the only place where SQLite keeps them.

use abide_plan::catalog::Check;

/// The CHECK constraints of a CREATE TABLE statement, of columns and of the table, in their order.
pub(super) fn declared(statement: &str) -> Vec<Check> {
    let tokens = tokens(statement);
    let mut checks = Vec::new();
    let mut depth = 0_u32;
    for (place, token) in tokens.iter().enumerate() {
        match token.text {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            // Deeper down the word belongs to an expression.
            word if depth == 1 && word.eq_ignore_ascii_case("check") => {
                if let Some(expression) = parenthesised(statement, &tokens[place + 1..]) {
                    checks.push(Check { name: name(&tokens[..place]), expression });
                }
            }
            _ => {}
        }
    }
    checks
}

/// What stands between the parenthesis that opens `tokens` and its partner, as it was written.
fn parenthesised(statement: &str, tokens: &[Token<'_>]) -> Option<String> {
    let first = tokens.first().filter(|token| token.text == "(")?;
    let mut depth = 0_u32;
    for token in tokens {
        match token.text {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(statement[first.start + 1..token.start].trim().to_owned());
        }
    }
    None
}

/// The name that `CONSTRAINT name` gives just before.
fn name(before: &[Token<'_>]) -> Option<String> {
    let [.., word, name] = before else { return None };
    word.text.eq_ignore_ascii_case("constraint").then(|| unquoted(name.text))
}

fn unquoted(name: &str) -> String {
    let inner = || name.get(1..name.len().saturating_sub(1)).unwrap_or_default();
    match name.chars().next() {
        Some(quote @ ('"' | '`' | '\'')) => inner().replace(&format!("{quote}{quote}"), &quote.to_string()),
        Some('[') => inner().to_owned(),
        _ => name.to_owned(),
    }
}

struct Token<'a> {
    text: &'a str,
    start: usize,
}

/// Words, quoted names, strings and single marks; white space and comments left out. Text that ends too early ends the
/// last token.
fn tokens(statement: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(first) = statement[start..].chars().next() {
        let rest = &statement[start..];
        let length = match first {
            _ if first.is_whitespace() => rest.len() - rest.trim_start().len(),
            _ if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            _ if rest.starts_with("/*") => rest[2..].find("*/").map_or(rest.len(), |end| end + 4),
            '\'' | '"' | '`' => quoted(rest, first),
            '[' => rest.find(']').map_or(rest.len(), |end| end + 1),
            _ if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let is_blank = first.is_whitespace() || rest.starts_with("--") || rest.starts_with("/*");
        if !is_blank {
            tokens.push(Token { text: &rest[..length], start });
        }
        start += length;
    }
    tokens
}

/// The length of a quoted token; a doubled quote inside stands for one.
fn quoted(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((place, character)) = characters.next() {
        if character == quote && characters.next_if(|(_, next)| *next == quote).is_none() {
            return place + 1;
        }
    }
    text.len()
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

#[cfg(test)]
mod tests {
    use super::declared;

    fn read(statement: &str) -> Vec<(Option<String>, String)> {
        declared(statement).into_iter().map(|check| (check.name, check.expression)).collect()
    }

    #[test]
    fn checks_of_columns_and_of_the_table_are_found_with_their_names() {
        let found = read(
            "CREATE TABLE t (a INT CHECK (a > 0), b TEXT CONSTRAINT \"b \"\"is\"\" short\" CHECK(length(b) < (3 + 4)),
             CONSTRAINT both CHECK (a IS NOT NULL OR b IS NOT NULL))",
        );
        let expected = [
            (None, "a > 0"),
            (Some("b \"is\" short"), "length(b) < (3 + 4)"),
            (Some("both"), "a IS NOT NULL OR b IS NOT NULL"),
        ];
        let expected: Vec<_> =
            expected.map(|(name, text)| (name.map(str::to_owned), text.to_owned())).into_iter().collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_word_in_comments_strings_names_and_expressions_is_no_constraint() {
        let found = read(
            "CREATE TABLE \"check\" ( -- CHECK (no)
             /* CHECK (no) */ [check] TEXT DEFAULT 'CHECK (no)', `check (` INT DEFAULT (iif(1, 'it''s )', 2)),
             c TEXT /* ' */ CHECK (c <> ')' AND c <> '''(') )",
        );
        assert_eq!(found, [(None, "c <> ')' AND c <> '''('".to_owned())]);
    }

    #[test]
    fn text_cut_short_gives_what_is_whole() {
        assert_eq!(read("CREATE TABLE t (a CHECK (a > 0), b CHECK (b > '"), [(None, "a > 0".to_owned())]);
        assert_eq!(read(""), []);
    }
}
