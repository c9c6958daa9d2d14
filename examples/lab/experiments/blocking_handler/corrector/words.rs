//! A text as words and what stands between them, so that a word can be replaced and all else stays.
//!
//! ```text
//!   "Yes, he go."   gaps  ""   ", "   " "   "."
//!                   words   Yes     he    go
//! ```
//!
//! Next: `verbs.rs`.

/// Words, in order, with what stands before each, and what stands after the last.
pub(super) struct Words<'a> {
    words: Vec<Word<'a>>,
    end: &'a str,
}

/// One word.
pub(super) struct Word<'a> {
    /// What stands between it and the word before.
    pub(super) gap: &'a str,
    /// As it was written.
    pub(super) text: &'a str,
    /// In lower case.
    pub(super) lower: String,
}

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut words = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find(is_letter) {
            let (gap, after) = rest.split_at(start);
            let length = after.find(|c| !is_letter(c)).unwrap_or(after.len());
            let (text, after) = after.split_at(length);
            let lower = text.to_lowercase().replace('’', "'");
            words.push(Word { gap, text, lower });
            rest = after;
        }
        Words { words, end: rest }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn get(&self, nth: usize) -> Option<&Word<'a>> {
        self.words.get(nth)
    }

    /// The word in lower case; nothing beyond the last one.
    pub(super) fn lower(&self, nth: usize) -> &str {
        self.get(nth).map_or("", |word| &word.lower)
    }

    /// Whether a sentence ends before the word.
    pub(super) fn begins_sentence(&self, nth: usize) -> bool {
        let ends = |word: &Word<'_>| word.gap.contains(['.', '!', '?', ';', ':']);
        nth == 0 || self.get(nth).is_some_and(ends)
    }

    /// Whether a new clause may begin at the word.
    pub(super) fn follows_comma(&self, nth: usize) -> bool {
        self.get(nth).is_some_and(|word| word.gap.contains(','))
    }

    /// The text again, with some words replaced.
    pub(super) fn with(&self, replaced: impl Fn(usize) -> Option<String>) -> String {
        let mut text = String::new();
        for (nth, word) in self.words.iter().enumerate() {
            text.push_str(word.gap);
            match replaced(nth) {
                Some(other) => text.push_str(&other),
                None => text.push_str(word.text),
            }
        }
        text + self.end
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '\'' || c == '’'
}
