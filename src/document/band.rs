//! The bands in which agencies count and pay.

/// How much of a segment's translation is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// The same source stands earlier in the article.
    Repetition,
    /// Match score 101: exact, between the same neighbours.
    Context,
    /// Match score 100.
    Exact,
    /// Match score 95–99.
    From95,
    /// Match score 85–94.
    From85,
    /// Match score 75–84.
    From75,
    /// Match score 50–74.
    From50,
    /// Nothing that reaches 50.
    New,
}

impl Band {
    /// Every band, from the least work to the most.
    pub const ALL: [Self; 8] = [
        Self::Repetition,
        Self::Context,
        Self::Exact,
        Self::From95,
        Self::From85,
        Self::From75,
        Self::From50,
        Self::New,
    ];

    /// The band of a segment whose best match has `score`, 0 when there is none.
    #[must_use]
    pub fn of(score: u8) -> Self {
        match score {
            101.. => Self::Context,
            100 => Self::Exact,
            95..=99 => Self::From95,
            85..=94 => Self::From85,
            75..=84 => Self::From75,
            50..=74 => Self::From50,
            _ => Self::New,
        }
    }

    /// The band's name in tables and machine forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Repetition => "repetition",
            Self::Context => "101",
            Self::Exact => "100",
            Self::From95 => "95–99",
            Self::From85 => "85–94",
            Self::From75 => "75–84",
            Self::From50 => "50–74",
            Self::New => "none",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_score_has_the_band_that_names_it() {
        for score in 50..=99 {
            let (from, to) = Band::of(score).as_str().split_once('–').unwrap();
            assert!((from.parse().unwrap()..=to.parse().unwrap()).contains(&score));
        }
        assert_eq!(Band::of(101).as_str(), "101");
        assert_eq!(Band::of(100).as_str(), "100");
        assert_eq!(Band::of(49), Band::New);
    }
}
