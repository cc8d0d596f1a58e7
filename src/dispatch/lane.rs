//! How fast one backend is asked: fewer at a time when it is troubled, and a rest when it keeps failing.

use std::time::Duration;

use tokio::time::Instant;

/// The longest pause that we choose ourselves.
const LONGEST: Duration = Duration::from_secs(30);
/// The longest pause that a service may ask for.
const PATIENCE: Duration = Duration::from_secs(600);
/// Failures in a row after which all requests rest.
const TROUBLE: u32 = 5;
/// Failures in a row after which a backend counts as down.
pub(super) const DOWN: u32 = 30;

/// The requests to one backend, as many at a time as it bears.
#[derive(Debug)]
pub(super) struct Lane {
    pause: f64,
    most: usize,
    limit: usize,
    good: usize,
    failures: u32,
    rest: Option<Instant>,
}

impl Lane {
    /// A lane whose first pause is at most `pause` seconds.
    pub(super) fn new(pause: f64) -> Self {
        Self {
            pause: pause.max(0.0),
            most: 1,
            limit: 1,
            good: 0,
            failures: 0,
            rest: None,
        }
    }

    /// Allows at most `most` requests in flight. A lane that was slowed down stays slow.
    pub(super) fn open(&mut self, most: usize) {
        if self.most != most.max(1) {
            self.most = most.max(1);
            self.limit = self.most;
        }
    }

    /// Requests that may be in flight.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Until when nobody is to ask.
    pub(super) fn rest(&self) -> Option<Instant> {
        self.rest.filter(|until| *until > Instant::now())
    }

    /// Whether so much has failed in a row that the backend counts as down.
    pub(super) fn is_down(&self) -> bool {
        self.failures >= DOWN
    }

    /// An answer came: after as many as are in flight, one more may be.
    pub(super) fn succeeded(&mut self) {
        self.failures = 0;
        self.good += 1;
        if self.good >= self.limit && self.limit < self.most {
            self.limit += 1;
            self.good = 0;
        }
    }

    /// A request failed. Every fifth in a row, all rest: for twice as long each time.
    pub(super) fn failed(&mut self) {
        self.failures += 1;
        self.good = 0;
        if self.failures.is_multiple_of(TROUBLE) {
            let doublings = self.failures / TROUBLE;
            self.limit = 1;
            self.rest_for(self.ceiling(doublings));
        }
    }

    /// The backend asks for fewer requests and, perhaps, to be left alone for a while. How long that will be.
    pub(super) fn throttled(&mut self, after: Option<Duration>) -> Option<Duration> {
        self.limit = (self.limit / 2).max(1);
        self.good = 0;
        let wait = after.map(|after| after.min(PATIENCE));
        if let Some(wait) = wait {
            self.rest_for(wait);
        }
        wait
    }

    /// How long a request waits before its `attempt`-th repetition, from 1: a random share of a growing ceiling,
    /// so that requests that failed together do not return together.
    pub(super) fn backoff(&self, attempt: u32) -> Duration {
        self.ceiling(attempt.saturating_sub(1)).mul_f64(fastrand::f64())
    }

    fn ceiling(&self, doublings: u32) -> Duration {
        let seconds = self.pause * f64::from(1_u32 << doublings.min(16));
        Duration::from_secs_f64(seconds.min(LONGEST.as_secs_f64()))
    }

    fn rest_for(&mut self, wait: Duration) {
        let until = Instant::now() + wait;
        self.rest = Some(self.rest.map_or(until, |rest| rest.max(until)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_throttled_lane_halves_and_grows_back() {
        let mut lane = Lane::new(0.5);
        lane.open(4);
        assert_eq!(lane.throttled(Some(Duration::from_secs(3600))), Some(PATIENCE));
        assert_eq!(lane.limit(), 2);
        for _ in 0..2 + 3 {
            lane.succeeded();
        }
        assert_eq!(lane.limit(), 4);
        assert!(lane.rest().is_some());
    }

    #[test]
    fn failures_in_a_row_bring_a_rest_and_at_last_the_end() {
        let mut lane = Lane::new(0.5);
        lane.open(4);
        for _ in 0..4 {
            lane.failed();
        }
        assert!(lane.rest().is_none());
        lane.failed();
        assert!(lane.rest().is_some() && lane.limit() == 1 && !lane.is_down());
        for _ in 0..25 {
            lane.failed();
        }
        assert!(lane.is_down());
        lane.succeeded();
        assert!(!lane.is_down());
    }

    #[test]
    fn a_pause_stays_under_its_ceiling() {
        let lane = Lane::new(0.5);
        for attempt in 1..20 {
            let most = (0.5 * 2_f64.powi(attempt as i32 - 1)).min(30.0);
            assert!(lane.backoff(attempt).as_secs_f64() <= most);
        }
    }
}
