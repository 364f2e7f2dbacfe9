#include "cli/print_themes.h"

#include <cmath>
#include <cstdio>
#include <ostream>

#include "cli/print_results.h"
#include "searcher/export.h"

namespace findings {
namespace {

constexpr int wide_page = 100;  // room for how widely and evenly a theme is spread

std::string fixed(double number, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, number);
  // "-0.00" says less than nothing.
  const std::string_view printed(text);
  return std::string(printed.find_first_not_of("-0.") == printed.npos && printed[0] == '-' ? printed.substr(1)
                                                                                           : printed);
}

std::string_view unit_of(const Themes& themes) {
  return theme_unit_names[static_cast<std::size_t>(themes.wanted.unit)];
}

std::string told(const ThemeSide& side) {
  return in_words(side.found) + ", " + number_of(side.words, "word", "words") +
         (side.copies == 0
              ? ""
              : "; " + number_of(side.copies, "paragraph says", "paragraphs say") + " the same as another");
}

std::size_t words_of_report(const ThemeSide& side) { return side.words / side.found.reports; }

/// Reports are then no equal chances to say something.
bool lengths_differ(const Themes& themes) {
  const std::size_t slice = words_of_report(themes.slice), against = words_of_report(themes.against);
  return slice > 3 * against || against > 3 * slice;
}

/// What is counted and what was left out, a sentence each.
std::vector<std::string> rules(const Themes& themes) {
  std::vector<std::string> sentences;
  const std::string where = themes.wanted.under ? "what it is measured against" : "the slice";
  sentences.push_back("Counted in " + std::string(unit_of(themes)) +
                      "s. Tested: " + number_of(themes.candidates, "word or phrase", "words and phrases") +
                      " said in at least " + std::to_string(fewest_theme_reports) + " reports and by at least " +
                      std::to_string(fewest_theme_authorities) + " authorities of " + where +
                      ". Shown: those with a G2 of " + fixed(least_theme_g2, 2) + " or more; from " +
                      fixed(themes.critical_g2, 1) + " on it is significant (95 %) for all tests together.");
  sentences.push_back(
      "LRC is the end of the Log Ratio's interval (95 % for all tests together) that is nearer to 0, "
      "and 0 where 0 lies in it.");
  if (themes.wanted.unit == ThemeUnit::report && lengths_differ(themes))
    sentences.push_back("A report has " + std::to_string(words_of_report(themes.slice)) + " words in the slice and " +
                        std::to_string(words_of_report(themes.against)) +
                        " in the other, and where there are more words more is said: --unit word allows for that.");
  if (themes.shared > 0)
    sentences.push_back(number_of(themes.shared, "paragraph is", "paragraphs are") +
                        " found by both questions and counted in the slice alone.");
  if (!themes.kinds_left_out.empty())
    sentences.push_back("Left out: paragraphs of kind " + joined(themes.kinds_left_out, ", ") +
                        ", and words that say nothing by themselves (but, some, too).");
  return sentences;
}

std::string title(const Themes& themes) {
  return themes.wanted.under ? "Rarer in " + themes.slice.asked : "Themes of " + themes.slice.asked;
}

using Rows = std::vector<std::vector<std::string>>;

Rows table(const Themes& themes, bool wide) {
  const std::size_t slice = themes.themes.empty() ? 0 : themes.themes[0].counts.a + themes.themes[0].counts.b;
  const std::size_t against = themes.themes.empty() ? 0 : themes.themes[0].counts.c + themes.themes[0].counts.d;
  Rows rows{{"theme", "LRC", "ratio", "G2", "of " + std::to_string(slice), "of " + std::to_string(against), "rate",
             "against"}};
  if (wide) rows[0].insert(rows[0].end(), {"authorities", "DP"});
  for (const Theme& theme : themes.themes) {
    rows.push_back({theme.text, fixed(theme.lrc, 2), fixed(theme.log_ratio, 2), fixed(theme.g2, 1),
                    std::to_string(theme.counts.a), std::to_string(theme.counts.c), fixed(theme.rate, 1),
                    fixed(theme.rate_against, 1)});
    if (wide) rows.back().insert(rows.back().end(), {std::to_string(theme.found.authorities), fixed(theme.dp, 2)});
  }
  return rows;
}

std::vector<std::string> texts_of(const Family& family, const Themes& themes) {
  std::vector<std::string> texts;
  for (const std::size_t theme : family.themes) texts.push_back(themes.themes[theme].text);
  return texts;
}

/// What was folded into what: "criminal exploitation (exploitation, criminal)".
std::vector<std::string> folded(const Themes& themes) {
  std::vector<std::string> texts;
  for (const Theme& theme : themes.themes)
    if (!theme.swallowed.empty()) texts.push_back(theme.text + " (" + joined(theme.swallowed, ", ") + ')');
  return texts;
}

std::string nothing(const Themes& themes) {
  const std::size_t reports = (themes.wanted.under ? themes.against : themes.slice).found.reports;
  if (reports >= fewest_theme_reports) return "Nothing marks it out.";
  return "The slice has " + number_of(reports, "report", "reports") + ": too few for anything to be said in " +
         std::to_string(fewest_theme_reports) + ". Ask for more reports.";
}

std::string more_in_words(const Themes& themes) {
  return "and " + std::to_string(themes.more) + " more whose LRC is not 0: a larger --limit";
}

}  // namespace

void print_themes(std::ostream& out, const Themes& themes, const Page& page) {
  print_sentence(out, styled(title(themes), Style::bold, page), page);
  print_sentence(out, "  " + told(themes.slice), page);
  print_sentence(out, "against " + (themes.against_rest ? "the rest" : themes.against.asked), page);
  print_sentence(out, "  " + told(themes.against), page);
  for (const std::string& sentence : rules(themes)) print_sentence(out, sentence, page);
  if (themes.themes.empty()) {
    out << '\n';
    print_sentence(out, nothing(themes), page);
    return;
  }
  out << '\n';
  print_table(out, table(themes, page.width >= wide_page), 1, page);
  if (themes.more > 0) out << "  " << more_in_words(themes) << '\n';
  if (const auto swallowed = folded(themes); !swallowed.empty()) {
    out << '\n';
    print_sentence(out, "With those they explain: " + joined(swallowed, "; "), page);
  }
  for (const Family& family : themes.families) {
    out << '\n';
    print_sentence(out, styled("Said together: " + joined(texts_of(family, themes), ", "), Style::bold, page), page);
    print_hits(out, {family.paragraphs.front()}, page, {.snippets = true});
    std::vector<std::string> others;
    for (std::size_t i = 1; i < family.paragraphs.size(); ++i) others.push_back(family.paragraphs[i].hit.citation);
    if (!others.empty()) print_lines(out, wrapped("also " + joined(others, ", "), {}, page.width - 2, false), "  ");
  }
}

void print_themes_markdown(std::ostream& out, const Themes& themes) {
  out << "# " << markdown_text(title(themes)) << "\n\n"
      << told(themes.slice) << ".\n\nMeasured against "
      << (themes.against_rest ? "the rest" : markdown_text(themes.against.asked)) << ": " << told(themes.against)
      << ".\n\n"
      << joined(rules(themes), " ") << '\n';
  if (themes.themes.empty()) return;
  const Rows rows = table(themes, true);
  out << '\n';
  for (const auto& row : rows) {
    for (const std::string& cell : row) out << "| " << (&cell == row.data() ? markdown_text(cell) : cell) << ' ';
    out << "|\n";
    if (&row != rows.data()) continue;
    out << "|---|";
    for (std::size_t i = 1; i < row.size(); ++i) out << "---:|";
    out << '\n';
  }
  if (themes.more > 0) out << '\n' << more_in_words(themes) << ".\n";
  if (const auto swallowed = folded(themes); !swallowed.empty())
    out << "\nWith those they explain: " << markdown_text(joined(swallowed, "; ")) << ".\n";
  for (const Family& family : themes.families) {
    out << "\n## " << markdown_text(joined(texts_of(family, themes), ", ")) << '\n';
    for (const FoundHit& found : family.paragraphs)
      out << "\n> " << markdown_text(found.hit.text) << "\n>\n> " << markdown_text(found.hit.citation) << '\n';
  }
}

}  // namespace findings
