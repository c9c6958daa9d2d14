//! Notes in Markdown, as a page shows them: paragraphs, lists, tables, code, and links to files
//! beside the page. What would be markup of its own is shown as it is written; pictures and links
//! to elsewhere are shown as their text.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The notes as markup.
pub(super) fn rendered(markdown: &str) -> Markup {
    let mut links = Vec::new();
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    let events = events.flat_map(|event| allowed(event, &mut links));
    let mut text = String::new();
    html::push_html(&mut text, events);
    PreEscaped(text)
}

/// What may stand in a page of such an event; `links` says of those that are open whether they
/// are kept.
fn allowed<'a>(event: Event<'a>, links: &mut Vec<bool>) -> Vec<Event<'a>> {
    let scroll = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"table\">";
    match event {
        Event::Html(text) | Event::InlineHtml(text) => vec![Event::Text(text)],
        Event::Start(Tag::HtmlBlock) => vec![Event::Start(Tag::Paragraph)],
        Event::End(TagEnd::HtmlBlock) => vec![Event::End(TagEnd::Paragraph)],
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => Vec::new(),
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            // Neither a scheme nor a host: a file beside this page.
            let beside = !dest_url.contains(':') && !dest_url.starts_with(['/', '\\']);
            links.push(beside);
            if beside { vec![event] } else { Vec::new() }
        }
        Event::End(TagEnd::Link) => match links.pop() {
            Some(true) => vec![event],
            _ => Vec::new(),
        },
        Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        }) => {
            let level = below(level);
            vec![Event::Start(Tag::Heading {
                level,
                id,
                classes,
                attrs,
            })]
        }
        Event::End(TagEnd::Heading(level)) => vec![Event::End(TagEnd::Heading(below(level)))],
        Event::Start(Tag::Table(_)) => vec![Event::Html(scroll.into()), event],
        Event::End(TagEnd::Table) => vec![event, Event::Html("</div>".into())],
        other => vec![other],
    }
}

/// The section's own heading is of the second level.
fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}
