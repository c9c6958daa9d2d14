//! What goes over the wire: a learner's sentence, and what became of it.
//!
//! ```text
//!   ▶ {"sentence": "She go to school every day.", "learner_id": "7"}
//!   ◀ {"learner_id": "7", "corrected": "She goes to school every day.",
//!      "corrections": [{"from": "go", "to": "goes", "why": "the verb of he, she or it"}]}
//! ```
//!
//! 1. What is no JSON is answered 400; JSON of another shape, or a sentence beyond the limit, 422;
//!    both with what is wrong and what would be right.
//!
//! Next: `handlers.rs`.

use openwork::http::{Response, Status};
use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use serde_json::{Error, json};

use super::corrector::{Corrected, Correction};

/// Nobody's sentence is longer; a text of megabytes would be no measure of anything.
const LONGEST: usize = 2000;

/// A learner's sentence.
#[derive(Serialize, Deserialize)]
pub(super) struct Exercise {
    pub(super) sentence: String,
    pub(super) learner_id: String,
}

#[derive(Serialize)]
struct Solution {
    learner_id: String,
    corrected: String,
    corrections: Vec<Correction>,
}

impl Exercise {
    /// Reads the body of a request, or answers why that cannot be.
    pub(super) fn read(body: &[u8]) -> Result<Exercise, Response> {
        let exercise: Exercise =
            serde_json::from_slice(body).map_err(|error| refused(status(&error), &error))?;
        let length = exercise.sentence.chars().count();
        if length > LONGEST {
            let reason = format!("a sentence has at most {LONGEST} characters, this has {length}");
            return Err(refused(unprocessable(), &reason));
        }
        Ok(exercise)
    }

    /// The body of a request.
    pub(super) fn write(&self) -> String {
        serde_json::to_string(self).expect("two strings are JSON")
    }

    /// The response.
    pub(super) fn solved(self, corrected: Corrected) -> Response {
        let solution = Solution {
            learner_id: self.learner_id,
            corrected: corrected.text,
            corrections: corrected.corrections,
        };
        Response::json(serde_json::to_string(&solution).expect("strings are JSON"))
    }
}

fn status(error: &Error) -> Status {
    match error.classify() {
        Category::Data => unprocessable(),
        Category::Io | Category::Syntax | Category::Eof => Status::BAD_REQUEST,
    }
}

fn unprocessable() -> Status {
    Status::new("422 Unprocessable Content").expect("a code and a phrase")
}

fn refused(status: Status, reason: &dyn std::fmt::Display) -> Response {
    let expected = r#"{"sentence": "She go to school every day.", "learner_id": "7"}"#;
    let detail = format!("{reason}; expected is JSON such as {expected}");
    Response::json(json!({ "detail": detail }).to_string()).with_status(status)
}
