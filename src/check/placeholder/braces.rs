//! Placeholders in braces: `{0}`, `{name}`, `{{name}}`, `{0, number}`, and choices of several texts (ICU MessageFormat).

use super::scan::Place;

/// The longest name between braces, in bytes.
const LONGEST: usize = 40;

/// What the braces that are open hold.
#[derive(Debug, Default)]
pub(super) struct Nesting(Vec<Inside>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// The names of choices, each before its text.
    Choice,
    /// The text of a choice.
    Text,
}

impl Nesting {
    /// Whether a closing brace is of interest.
    pub(super) fn is_open(&self) -> bool {
        !self.0.is_empty()
    }

    /// How many bytes the placeholder takes that begins with the brace at the beginning of `text`; what stands `before` it may
    /// make one of any braces (`${`).
    pub(super) fn read(&mut self, before: &str, text: &str) -> (usize, Place) {
        if text.starts_with('}') {
            self.0.pop();
            return (0, Place::Named);
        }
        if self.0.last() == Some(&Inside::Choice) {
            self.0.push(Inside::Text);
            return (0, Place::Named);
        }
        let chosen = choice(text);
        let place = if chosen > 0 || self.is_open() {
            Place::Chosen
        } else {
            Place::Named
        };
        if chosen > 0 {
            self.0.push(Inside::Choice);
            return (chosen, place);
        }
        let len = simple(text, before.ends_with('$'));
        match &text[..len] {
            "{}" => (len, Place::Counted),
            _ => (len, place),
        }
    }
}

/// How many bytes the beginning of a choice takes: `{count, plural,`.
fn choice(text: &str) -> usize {
    let mut parts = text[1..].splitn(3, ',');
    let (Some(name), Some(kind), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return 0;
    };
    let chooses = matches!(kind.trim(), "plural" | "select" | "selectordinal" | "choice");
    // A name that was translated is one that the source has not.
    let named = !name.trim().is_empty() && !name.trim().contains(char::is_whitespace);
    if chooses && named {
        text.len() - rest.len()
    } else {
        0
    }
}

/// How many bytes one or two pairs of braces take that hold a name or number, with how it is to be written; in two pairs, or
/// where they are `marked`, they may hold anything.
fn simple(text: &str, marked: bool) -> usize {
    let open = text.bytes().take_while(|&b| b == b'{').count().min(2);
    let close = if open == 2 { "}}" } else { "}" };
    let inside = &text[open..];
    let Some(end) = inside.find(close).filter(|&end| end < LONGEST) else {
        return 0;
    };
    let held = inside[..end].trim();
    let fills = match held {
        "" => open == 1 && end == 0,
        _ if open == 2 || marked => !held.contains(['{', '\n']),
        _ => is_formatted(held),
    };
    if fills { open + end + open } else { 0 }
}

/// Whether `held` is the name of a value, with how it is to be written: `name!r:>10`, `0, number`, `a[0]`.
fn is_formatted(held: &str) -> bool {
    const KINDS: [&str; 7] = [
        "number", "date", "time", "spellout", "ordinal", "duration", "list",
    ];
    let end = held.find([':', ',', '!', '[']).unwrap_or(held.len());
    let (name, rest) = (held[..end].trim(), &held[end..]);
    let named = is_name(name) || (name.is_empty() && rest.starts_with([':', '!']));
    let kind = rest.strip_prefix(',').map(|rest| rest.trim_start());
    let written = match kind {
        Some(kind) => {
            let known = KINDS.iter().any(|known| kind.starts_with(known));
            known || kind.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        }
        None => !rest.contains(char::is_whitespace),
    };
    named && written
}

/// Whether `text` may be the name of a value.
pub(super) fn is_name(text: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | ':');
    !text.is_empty() && text.chars().all(part)
}
