//! What backends cost in a run, in words.

use crate::dispatch::{Forecast, Spending};

use super::terminal::Terminal;

/// Says what each backend was asked for, what it cost and what was saved.
pub(super) fn say(spending: &[Spending], terminal: &Terminal) {
    for one in spending {
        terminal.say(format!("  {:<13} {}", one.backend, line(one)));
        if let Some(reason) = &one.closed {
            let reason = reason
                .strip_prefix(&format!("{}: ", one.backend))
                .unwrap_or(reason);
            terminal.say(format!("  {:<13} stopped: {reason}", ""));
        }
    }
}

/// Says what backends would be asked for.
pub(super) fn foretell(forecast: &[Forecast], terminal: &Terminal) {
    for one in forecast {
        let usage = &one.usage;
        let mut parts = vec![
            counted(usage.requests, "request"),
            counted(usage.characters, "character"),
        ];
        if usage.input_tokens > 0 {
            parts.push(format!(
                "about {} tokens in, {} out",
                usage.input_tokens, usage.output_tokens
            ));
        }
        if one.money > 0.0 {
            parts.push(format!("about {} to pay", money(one.money)));
        }
        if one.reused > 0 {
            parts.push(format!("{} there already", counted(one.reused, "answer")));
        }
        terminal.say(format!("  {:<13} would get {}", one.backend, parts.join(", ")));
    }
}

fn line(one: &Spending) -> String {
    let usage = &one.usage;
    let mut parts = vec![format!(
        "{}, {}",
        counted(usage.requests, "answered request"),
        counted(usage.characters, "character")
    )];
    if usage.input_tokens + usage.output_tokens > 0 {
        parts.push(format!(
            "{} tokens in, {} out",
            usage.input_tokens, usage.output_tokens
        ));
    }
    if one.retries > 0 {
        parts.push(counted(one.retries, "repetition"));
    }
    if one.spent > 0.0 {
        parts.push(format!("{} spent", money(one.spent)));
    }
    if one.reused > 0 {
        let saved = if one.saved > 0.0 {
            format!(", {} saved", money(one.saved))
        } else {
            String::new()
        };
        parts.push(format!(
            "{} used again{saved}",
            counted(one.reused, "earlier answer")
        ));
    }
    parts.join("; ")
}

fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Money with the digits that matter: cents, or less where it is less.
fn money(amount: f64) -> String {
    if amount >= 0.1 {
        format!("{amount:.2}")
    } else {
        format!("{amount:.4}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::Usage;

    #[test]
    fn a_bill_says_what_was_asked_spent_and_saved() {
        let one = Spending {
            usage: Usage {
                requests: 1,
                characters: 340,
                input_tokens: 900,
                output_tokens: 120,
            },
            spent: 0.0123,
            reused: 3,
            saved: 1.5,
            ..Spending::default()
        };
        assert_eq!(
            line(&one),
            "1 answered request, 340 characters; 900 tokens in, 120 out; 0.0123 spent; 3 earlier answers used again, 1.50 saved"
        );
    }
}
