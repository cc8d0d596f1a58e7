//! Work on many segments that do not touch each other, on as many threads as there are processors.

use std::panic::resume_unwind;
use std::thread::{available_parallelism, scope};

/// Fewer items than this are not worth a thread.
const SHARE: usize = 32;

/// What `work` makes of each of `items`, in their order.
pub(super) fn each<T: Send, U: Send>(items: Vec<T>, work: impl Fn(T) -> U + Sync) -> Vec<U> {
    whole(items, |share| share.into_iter().map(&work).collect())
}

/// What `work` makes of `items`, share by share, in their order.
pub(super) fn whole<T: Send, U: Send>(items: Vec<T>, work: impl Fn(Vec<T>) -> Vec<U> + Sync) -> Vec<U> {
    let threads = available_parallelism().map_or(1, usize::from);
    let share = items.len().div_ceil(threads).max(SHARE);
    if items.len() <= share {
        return work(items);
    }
    let mut items = items.into_iter();
    let shares = std::iter::from_fn(|| {
        let share: Vec<T> = items.by_ref().take(share).collect();
        (!share.is_empty()).then_some(share)
    });
    scope(|scope| {
        let work = &work;
        let at_work: Vec<_> = shares.map(|share| scope.spawn(move || work(share))).collect();
        let done = at_work
            .into_iter()
            .map(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)));
        done.flatten().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_number_stay() {
        for count in [0, 1, SHARE, SHARE + 1, 10 * SHARE + 7] {
            let doubled = each((0..count).collect(), |number| number * 2);
            assert_eq!(doubled, (0..count).map(|number| number * 2).collect::<Vec<_>>());
        }
    }
}
