//! The corrector as a service has it, behind a remote model: what a request costs.
//!
//! ```text
//!   ├──────────────── 20 ms ────────────────┤─ 2 ms ─┤
//!     the thread sleeps, as it would while    it computes: the corrector, so often
//!     the model is asked over the network     that it takes that long
//! ```
//!
//! 1. How often that is, is found out once, before anything is measured: of half a second of goes
//!    the fastest counts, because whatever disturbs one can only make it longer.
//! 2. What it computes does not depend on the sentence: each costs the same.
//! 3. It knows how many threads are in it at once, and how many were at most.
//!
//! Next: `exercise.rs`, what it is asked.

use std::hint::black_box;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use super::corrector::{Corrected, correct};
use super::prompts::prompts;

/// The call of the remote model.
pub(super) const WAIT: Duration = Duration::from_millis(20);
/// The work on its answer.
pub(super) const COMPUTING: Duration = Duration::from_millis(2);
/// How long it is tried out how much work that is.
const CALIBRATION: Duration = Duration::from_millis(500);

/// The corrector, and who is in it.
pub(super) struct Agent {
    repetitions: usize,
    inside: AtomicUsize,
    peak: AtomicUsize,
}

impl Agent {
    pub(super) fn new() -> Self {
        Agent {
            repetitions: repetitions(),
            inside: AtomicUsize::new(0),
            peak: AtomicUsize::new(0),
        }
    }

    /// Corrects a sentence, on this thread, which can do nothing else meanwhile.
    pub(super) fn correct(&self, sentence: &str) -> Corrected {
        let inside = self.inside.fetch_add(1, Relaxed) + 1;
        self.peak.fetch_max(inside, Relaxed);
        thread::sleep(WAIT);
        compute(self.repetitions);
        self.inside.fetch_sub(1, Relaxed);
        correct(sentence)
    }

    /// How many threads were in it at once, at most, since this was last asked.
    pub(super) fn take_peak(&self) -> usize {
        self.peak.swap(0, Relaxed)
    }
}

/// How many corrections take as long as the computing shall.
pub(super) fn repetitions() -> usize {
    static FOUND: OnceLock<usize> = OnceLock::new();
    *FOUND.get_or_init(|| {
        const AT_A_TIME: usize = 100;
        let begin = Instant::now();
        let mut best = Duration::MAX;
        while begin.elapsed() < CALIBRATION {
            let begin = Instant::now();
            compute(AT_A_TIME);
            best = best.min(begin.elapsed());
            // So that no neighbour who computes for a while is there every time.
            thread::sleep(Duration::from_millis(3));
        }
        let each = best.as_secs_f64() / AT_A_TIME as f64;
        ((COMPUTING.as_secs_f64() / each).round() as usize).max(1)
    })
}

fn compute(repetitions: usize) {
    for (sentence, _) in prompts().cycle().take(repetitions) {
        black_box(correct(black_box(sentence)));
    }
}
