#include "searcher/quotes.h"

#include "searcher/cite.h"
#include "searcher/export.h"
#include "searcher/json_results.h"
#include "searcher/xml_text.h"

namespace findings {
namespace {

constexpr char style[] = R"(
:root { color-scheme: light dark; --ink: #1b1f24; --faint: #57606a; --line: #d0d7de; --ground: #fff; --lit: #fff3b0;
  --link: #0b57a4; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --faint: #9aa4af; --line: #30363d; --ground: #14181d; --lit: #5c4b00; --link: #7fbaf0; }
}
body { margin: 2rem auto; max-width: 46rem; padding: 0 1rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 Georgia, "Times New Roman", serif; }
h1, h2, .facts, nav, .place { font-family: system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .25rem; border-top: 1px solid var(--line); padding-top: 1.25rem; }
.facts, .place { color: var(--faint); font-size: .875rem; }
nav { font-size: .9rem; }
figure { margin: 1.5rem 0; break-inside: avoid; }
blockquote { margin: 0; padding-left: 1rem; border-left: 3px solid var(--line); }
figcaption { margin-top: .35rem; padding-left: 1.2rem; color: var(--faint); font: .8125rem/1.4 system-ui, sans-serif;
  overflow-wrap: anywhere; }
a { color: var(--link); }
mark { background: var(--lit); color: inherit; padding: 0 .1em; }
@media print {
  :root { --ink: #000; --faint: #444; --line: #999; --ground: #fff; --lit: #eee; --link: #000; }
  body { margin: 0; max-width: none; font-size: 10.5pt; }
  nav { display: none; }
}
)";

std::string sum_of(const QuotedTheme& theme) {
  const Counts& found = theme.found;
  std::string sum = std::to_string(found.paragraphs) + (found.paragraphs == 1 ? " paragraph in " : " paragraphs in ") +
                    std::to_string(found.reports) + (found.reports == 1 ? " report of " : " reports of ") +
                    std::to_string(found.authorities) + (found.authorities == 1 ? " authority" : " authorities");
  if (theme.quoted < found.paragraphs)
    sum += "; the " + std::to_string(theme.quoted) + " most relevant of them are quoted";
  return sum;
}

std::string cited(const Hit& hit, CitationFormat format) {
  std::string line;
  CitationWriter writer(format, [&](std::string_view bytes) { line += bytes; });
  writer.add(hit);
  writer.end();
  return line.substr(0, line.find('\n'));
}

/// "Services for looked after children › Staying safe; adequate (section)"
std::string place_of(const Hit& hit) {
  std::string place;
  for (const std::string& heading : hit.section) place += (place.empty() ? "" : " › ") + heading;
  const std::string grade = hit.grade.empty() ? "not graded" : hit.grade + " (" + hit.grade_from + ')';
  return place + (place.empty() ? "" : "; ") + grade + (hit.kind == "finding" ? "" : "; " + hit.kind);
}

std::string html_marked(const std::string& text, const std::vector<Match>& matches) {
  std::string marked, piece;
  std::size_t point = 0;
  auto match = matches.begin();
  const auto flush = [&] { marked += xml_text(std::exchange(piece, "")); };
  for (std::size_t byte = 0; byte < text.size(); ++point) {
    if (match != matches.end() && point == match->start) {
      flush();
      marked += "<mark>";
    }
    const std::size_t begin = byte++;
    while (byte < text.size() && (text[byte] & 0xC0) == 0x80) ++byte;
    piece.append(text, begin, byte - begin);
    if (match != matches.end() && point + 1 == match->start + match->length) {
      flush();
      marked += "</mark>";
      ++match;
    }
  }
  flush();
  return marked;
}

}  // namespace

void QuoteWriter::begin(const std::string& title, const std::vector<std::string>& facts,
                        const std::vector<QuotedTheme>& themes) {
  title_ = title;
  markdown_("# " + markdown_text(title) + "\n\n");
  html_(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      xml_text(title) + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n<h1>" + xml_text(title) +
      "</h1>\n<ul class=\"facts\">\n");
  for (const std::string& fact : facts) {
    markdown_("- " + markdown_text(fact) + '\n');
    html_("<li>" + xml_text(fact) + "</li>\n");
  }
  html_("</ul>\n");
  if (themes.size() < 2) return;
  html_("<nav aria-label=\"Themes\">\n<ul>\n");
  for (std::size_t i = 0; i < themes.size(); ++i)
    html_("<li><a href=\"#theme-" + std::to_string(i + 1) + "\">" + xml_text(themes[i].name) + "</a> " +
          std::to_string(themes[i].found.paragraphs) + "</li>\n");
  html_("</ul>\n</nav>\n");
}

void QuoteWriter::theme(const QuotedTheme& theme) {
  const std::string name = theme.name == title_ ? "Quotes" : theme.name;
  if (themes_++ > 0) html_("</section>\n");
  markdown_("\n## " + markdown_text(name) + "\n\n" + markdown_text(theme.question) + ": " + sum_of(theme) + ".\n");
  html_("<section id=\"theme-" + std::to_string(themes_) + "\">\n<h2>" + xml_text(name) + "</h2>\n<p class=\"facts\">" +
        xml_text(theme.question) + ": " + sum_of(theme) + ".</p>\n");
}

void QuoteWriter::quote(const FoundHit& found) {
  const Hit& hit = found.hit;
  // A fragment's own '#' would end it.
  std::string id = "theme-" + std::to_string(themes_) + '-' + hit.citation;
  for (char& c : id)
    if (c == '#') c = '-';
  const std::string link = page_link(hit);
  markdown_("\n> " + markdown_text(hit.text, found.matches) + "\n>\n> " +
            cited(hit, CitationFormat::markdown).substr(2) + "  \n> " + markdown_text(place_of(hit)) + '\n');
  html_("<figure id=\"" + xml_text(id) + "\">\n<blockquote>" + html_marked(hit.text, found.matches) +
        "</blockquote>\n<figcaption><a href=\"" + xml_text(link.empty() ? '#' + id : link) + "\">" +
        xml_text(cited(hit, CitationFormat::text)) + "</a><br>" + xml_text(place_of(hit)) +
        "</figcaption>\n</figure>\n");
}

void QuoteWriter::end() { html_(themes_ > 0 ? "</section>\n</body>\n</html>\n" : "</body>\n</html>\n"); }

}  // namespace findings
