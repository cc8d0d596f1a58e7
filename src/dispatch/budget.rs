//! What a run costs: estimated before it is asked, counted after.

use crate::backend::{Capabilities, Price, Request, TermSupport, Usage};

use super::Post;

/// Tokens of the instructions that go with each request to a language model.
const INSTRUCTIONS: u64 = 600;

/// What asking for something would cost.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Estimate {
    /// What the service would count; tokens are a guess of one for two characters.
    pub(super) usage: Usage,
    /// The same in money.
    pub(super) money: f64,
}

/// What one request would cost. A backend that is told its terms in words is billed by tokens.
#[must_use]
pub(super) fn estimate(request: &Request, capabilities: &Capabilities, price: &Price) -> Estimate {
    let characters = request.characters();
    let mut usage = Usage {
        requests: 1,
        characters,
        ..Usage::default()
    };
    if capabilities.terms == TermSupport::Asked {
        usage.input_tokens = INSTRUCTIONS + characters;
        usage.output_tokens = characters / 2 + 40 * request.segments.len() as u64;
    }
    Estimate {
        usage,
        money: price.of(&usage),
    }
}

/// What may still be spent. Requests in flight count as what they may cost.
#[derive(Debug)]
pub(super) struct Budget {
    limit: f64,
    spent: f64,
    reserved: f64,
}

impl Budget {
    /// A budget of `limit` (0: none) of which `posts` have spent their share.
    pub(super) fn new(limit: f64, posts: &[Post]) -> Self {
        Self {
            limit,
            spent: posts.iter().map(|post| post.spending.spent).sum(),
            reserved: 0.0,
        }
    }

    /// Sets `money` aside, if there is so much. Why not, otherwise.
    pub(super) fn reserve(&mut self, money: f64) -> Result<(), String> {
        if self.limit > 0.0 && self.spent + self.reserved + money > self.limit {
            return Err(format!(
                "the budget of {:.2} would be passed ({:.2} spent); raise `budget` in `[backend]` and run again",
                self.limit, self.spent
            ));
        }
        self.reserved += money;
        Ok(())
    }

    /// The request for which `reserved` was set aside has cost `spent`.
    pub(super) fn settle(&mut self, reserved: f64, spent: f64) {
        self.reserved = (self.reserved - reserved).max(0.0);
        self.spent += spent;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_not_passed_even_by_what_is_in_flight() {
        let mut budget = Budget::new(1.0, &[]);
        assert!(budget.reserve(0.6).is_ok());
        assert!(budget.reserve(0.6).unwrap_err().contains("budget of 1.00"));
        budget.settle(0.6, 0.1);
        assert!(budget.reserve(0.6).is_ok());
    }
}
