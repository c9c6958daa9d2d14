//! The pages of a tour and of its runs are whole in themselves: no script, no style or picture from
//! another file, and every link leads to a file that was written with them.

mod support;

use std::fs;
use std::path::Path;

#[test]
fn pages_ask_for_nothing_from_elsewhere() {
    let out = support::fresh_folder("pages_ask_for_nothing_from_elsewhere");
    support::lab(&["tour", "--scale", "0.01", "--requests", "5", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    let tour = links(&out.join("index.html"));
    assert!(tour.contains(&"four-handlers/index.html".to_owned()));
    let run = links(&out.join("four-handlers/index.html"));
    assert!(run.contains(&"../index.html".to_owned()));
    assert!(run.contains(&"latency_cdf.png".to_owned()));
}

/// Where a page leads, all of it checked.
fn links(path: &Path) -> Vec<String> {
    let page = fs::read_to_string(path).unwrap();
    let parts = [
        "<script", "<img", "<iframe", "<object", "<embed", "<base", "@import", "url(",
    ];
    for part in parts {
        assert!(!page.contains(part), "{part} in {}", path.display());
    }
    // A name space is a name, although it looks like an address.
    let page = page.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    assert!(!page.contains("://"), "an address in {}", path.display());
    for attribute in [
        " src=",
        " srcset=",
        " data=",
        " style=",
        " onload=",
        " onerror=",
    ] {
        assert!(
            !page.contains(attribute),
            "{attribute} in {}",
            path.display()
        );
    }
    let mut links = Vec::new();
    for after in page.split(" href=\"").skip(1) {
        let link = after.split('"').next().unwrap();
        if link != "data:," {
            let file = path.parent().unwrap().join(link);
            assert!(file.is_file(), "{} is not there", file.display());
            links.push(link.to_owned());
        }
    }
    links
}
