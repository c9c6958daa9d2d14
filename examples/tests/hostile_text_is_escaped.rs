//! What comes from outside is text in a page, whatever it looks like: a folder's name on the
//! command line, and markup, pictures and links in notes.

mod support;

use std::fs;

#[path = "../lab/report/page/notes.rs"]
mod notes;

const HOSTILE: &str = "<img src=x onerror=\"alert('&')\">";

#[test]
fn an_option_is_shown_as_text() {
    let out = support::fresh_folder("an_option_is_shown_as_text").join(HOSTILE);
    support::lab(&["tour", "--scale", "0.01", "--requests", "5", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    for page in ["index.html", "four-handlers/index.html"] {
        let page = fs::read_to_string(out.join(page)).unwrap();
        assert!(page.contains("&lt;img src=x onerror=&quot;alert("));
        assert!(!page.contains("<img"));
    }
}

#[test]
fn notes_bring_no_markup_of_their_own() {
    let markdown =
        format!("before {HOSTILE} after\n\n<script>\nalert(1)\n</script>\n\n`{HOSTILE}`");
    let page = notes::rendered(&markdown).into_string();
    assert!(
        !page.contains("<img") && !page.contains("<script"),
        "{page}"
    );
    assert!(
        page.contains("before &lt;img") && page.contains("&lt;script&gt;"),
        "{page}"
    );
}

#[test]
fn notes_lead_only_to_files_beside_the_page() {
    for elsewhere in [
        "https://example.org/",
        "//example.org/",
        "javascript:alert(1)",
        "javascript&colon;alert(1)",
        "data:text/html,x",
        "/etc/passwd",
    ] {
        let markdown = format!("[word]({elsewhere}) ![picture]({elsewhere}) <{elsewhere}>");
        let page = notes::rendered(&markdown).into_string();
        assert!(!page.contains("<a") && !page.contains("<img"), "{page}");
        assert!(page.contains("word") && page.contains("picture"), "{page}");
    }
    let page = notes::rendered("[word](manifest.json)").into_string();
    assert!(
        page.contains("<a href=\"manifest.json\">word</a>"),
        "{page}"
    );
}
