//! The article of a web page, freed of what stands around it.

use super::tokens::{Tag, Token, tokens};
use crate::format::xml::quoted;

/// Elements of a page that an article is made of.
const KEPT: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "q",
    "figcaption",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "div",
    "section",
    "pre",
    "hr",
    "br",
    "a",
    "abbr",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "sub",
    "sup",
    "small",
    "code",
    "cite",
    "mark",
    "span",
    "time",
    "del",
    "ins",
];

/// Attributes that say something of the text in an element.
const SAYING: &[&str] = &["lang", "dir", "title", "colspan", "rowspan", "start", "datetime"];

/// Elements inside one another, at most, as in browsers: the search for the article takes time with the square of it.
const DEPTH: usize = 512;

/// Elements that need not be closed, or that the next of them closes: they say nothing of the depth.
const LOOSE: &[&str] = &[
    "html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
    "optgroup", "rp", "rt", "a", "nobr",
];

/// Elements that a browser opens anew in every block behind the one in which they were left open (HTML Living Standard,
/// 13.2.4.3): their depth is their own.
const FORMATTING: &[&str] = &[
    "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u",
];

/// A page with nothing but the article of the page `text`, which was found at `address`: title, text, links; no scripts,
/// styles or pictures. `None` where there is no article.
///
/// What is article and what is around it is told as in the reading view of Firefox (Mozilla's Readability). Time grows with
/// the page, of which no more than 200,000 elements are looked at.
#[must_use]
pub fn clipped(text: &str, address: &str) -> Option<String> {
    if is_deep(text) {
        return None;
    }
    let options = legible::Options {
        max_elems_to_parse: 200_000,
        ..legible::Options::default()
    };
    let article = legible::parse(text, Some(address), Some(options)).ok()?;
    let title = article.title.trim();
    let mut body = String::new();
    let has_heading = clean(&article.content, &mut body);
    if body.trim().is_empty() {
        return None;
    }
    let mut page = String::from("<!DOCTYPE html>\n<html");
    for (name, value) in [("lang", &article.lang), ("dir", &article.dir)] {
        if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
            page.extend([" ", name, "=\"", &quoted(value), "\""]);
        }
    }
    page.push_str(">\n<head>\n<meta charset=\"utf-8\">\n");
    page.extend(["<title>", &escaped(title), "</title>\n"]);
    page.extend([
        "<link rel=\"canonical\" href=\"",
        &quoted(address),
        "\">\n</head>\n<body>\n",
    ]);
    if !has_heading && !title.is_empty() {
        page.extend(["<h1>", &escaped(title), "</h1>\n"]);
    }
    page.extend([body.trim(), "\n</body>\n</html>\n"]);
    Some(page)
}

/// Whether the page nests deeper than any that people write.
fn is_deep(text: &str) -> bool {
    let (mut blocks, mut formats) = (0_usize, 0_usize);
    tokens(text, 0..text.len()).any(|token| {
        let (name, opens) = match &token {
            Token::Start(tag) if !tag.is_whole => (tag.name.as_str(), true),
            Token::End(name, _) => (name.as_str(), false),
            _ => return false,
        };
        let depth = match FORMATTING.contains(&name) {
            true => &mut formats,
            false if LOOSE.contains(&name) => return false,
            false => &mut blocks,
        };
        *depth = if opens {
            *depth + 1
        } else {
            depth.saturating_sub(1)
        };
        *depth > DEPTH
    })
}

/// Appends what an article is made of; whether it has a heading of the first level.
fn clean(content: &str, out: &mut String) -> bool {
    let mut has_heading = false;
    let mut unread: Option<(String, usize)> = None;
    for token in tokens(content, 0..content.len()) {
        if let Some((name, depth)) = &mut unread {
            match &token {
                Token::Start(tag) if tag.name == *name && !tag.is_whole => *depth += 1,
                Token::End(end, _) if end == name => *depth -= 1,
                _ => {}
            }
            if *depth == 0 {
                unread = None;
            }
            continue;
        }
        match token {
            Token::Start(tag) if KEPT.contains(&tag.name.as_str()) => {
                has_heading |= tag.name == "h1";
                start(&tag, out);
            }
            Token::Start(tag) if super::elements::held(&tag).is_some() && !tag.is_whole => {
                unread = Some((tag.name, 1))
            }
            Token::End(name, _) if KEPT.contains(&name.as_str()) => out.extend(["</", &name, ">"]),
            Token::Text(text, _) => out.push_str(&escaped(&text)),
            Token::Start(_) | Token::End(..) | Token::Aside(_) => {}
        }
    }
    has_heading
}

fn start(tag: &Tag, out: &mut String) {
    out.extend(["<", &tag.name]);
    for attribute in &tag.attributes {
        let leads_out = ["http://", "https://", "mailto:"]
            .iter()
            .any(|start| attribute.value.starts_with(start));
        if SAYING.contains(&attribute.name.as_str()) || (attribute.name == "href" && leads_out) {
            out.extend([" ", &attribute.name, "=\"", &quoted(&attribute.value), "\""]);
        }
    }
    out.push('>');
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| super::push(c, &mut out));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_taken_out_of_its_page() {
        let sentence =
            "قال وزير الخارجية الأمريكي جون كيري، في مؤتمر صحفي عقده اليوم في باريس، إن الاتفاق قريب جدا. ";
        let paragraph = sentence.repeat(4);
        let page = format!(
            "<!DOCTYPE html><html lang='ar' dir='rtl'><head><title>كيري في باريس | صحيفة</title><script>x()</script></head>\
             <body><nav class=menu><ul><li><a href=/a>الرئيسية</a><li><a href=/b>رياضة</a></ul></nav>\
             <article><h1>كيري في باريس</h1><div class='share'><a href='#'>شارك</a></div>\
             <p onclick='x()' style='color:red'>{paragraph}</p><p><img src='http://t.example/p.png' alt='صورة'>{paragraph}\
             <a href='javascript:x()'>رابط</a></p><script>track()</script><p>{paragraph}&lt;b&gt;</p></article>\
             <aside class='sidebar related'><h3>الأكثر قراءة</h3><ul><li><a href=/c>خبر آخر</a></ul></aside>\
             <footer>حقوق النشر محفوظة</footer></body></html>"
        );
        let clip = clipped(&page, "https://news.example/1?a=1&b=2").unwrap();
        for kept in [
            "<html lang=\"ar\" dir=\"rtl\">",
            "جون كيري",
            "كيري في باريس",
            "href=\"https://news.example/1?a=1&amp;b=2\"",
            "&lt;b&gt;",
        ] {
            assert!(clip.contains(kept), "{kept} not in {clip}");
        }
        for gone in [
            "script",
            "track",
            "onclick",
            "style",
            "<img",
            "javascript",
            "الرئيسية",
            "الأكثر",
            "حقوق",
        ] {
            assert!(!clip.contains(gone), "{gone} in {clip}");
        }
        assert_eq!(clip.matches("<p>").count(), 3);
    }

    #[test]
    fn a_page_that_nests_beyond_measure_is_not_searched() {
        for tag in ["<div>", "<x-y><p>", "<span>", "<b><i>", "<table><b><i>"] {
            let page = format!("<html><body>{}<p>text</p>", tag.repeat(50_000));
            assert_eq!(clipped(&page, "https://a.example/"), None);
        }
    }

    #[test]
    fn a_page_without_text_has_no_article() {
        assert_eq!(
            clipped(
                "<html><body><script>x()</script></body></html>",
                "https://a.example/"
            ),
            None
        );
    }
}
