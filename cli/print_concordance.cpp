#include "cli/print_concordance.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>

#include "cli/print_results.h"
#include "schema/error.h"
#include "schema/text.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

/// The last words of a text that fit.
std::string ending(std::string text, std::size_t width) {
  while (display_width(text) > width) text.erase(0, std::min(text.find(' '), text.size() - 1) + 1);
  return text;
}

/// The first ones.
std::string beginning(std::string text, std::size_t width) {
  while (display_width(text) > width) text.resize(text.find(' ') == text.npos ? 0 : text.rfind(' '));
  return text;
}

std::string padding(std::size_t width, const std::string& text) {
  return std::string(width - std::min(width, display_width(text)), ' ');
}

std::string in_words(const Context& context) {
  if (!context.words) return "in the sentence";
  return "within " + number_of(*context.words, "word", "words") +
         (context.within_sentence ? " and in the sentence" : "");
}

std::string decimal(double number, int places) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", places, number);
  return text.data();
}

/// Citation and columns of each line, every column as wide as its longest cell, and what it is a copy of.
std::vector<std::string> references(const std::vector<ConcordanceLine>& lines,
                                    const std::vector<std::string>& columns) {
  std::vector<std::string> rows(lines.size());
  for (std::size_t c = 0; c <= columns.size(); ++c) {
    std::vector<std::string> cells;
    std::size_t widest = 0;
    for (const ConcordanceLine& line : lines) {
      cells.push_back(c == 0 ? line.hit.citation : column_of(columns[c - 1], line.hit));
      if (c > 0 && columns[c - 1] == "grade" && cells.back().empty()) cells.back() = "not graded";
      widest = std::max(widest, display_width(cells.back()));
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i] += (c == 0 ? "" : "  ") + cells[i] + (c == columns.size() ? "" : padding(widest, cells[i]));
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].erase(rows[i].find_last_not_of(' ') + 1);
    const Hit& hit = lines[i].hit;
    if (!hit.copy_of.empty() && hit.copy_of != hit.citation)
      rows[i] += "  copy of " +
                 (hit.copy_of.starts_with(hit.report + '#') ? hit.copy_of.substr(hit.report.size()) : hit.copy_of);
  }
  return rows;
}

}  // namespace

void print_line_counts(std::ostream& out, const Question& question, const LinesWanted& wanted,
                       const Concordance& concordance, const Page& page) {
  std::string counts = number_of(concordance.total(), "line", "lines") + " in " + in_words(concordance.with_lines());
  if (wanted.sample)
    counts += "; " + std::to_string(concordance.lines()) + " drawn with seed " + std::to_string(question.seed);
  out << styled(counts, Style::bold, page) << '\n';
  if (!wanted.beside.empty())
    print_sentence(out,
                   "Of " + number_of(concordance.occurrences(), "occurrence", "occurrences") + " those with \"" +
                       wanted.beside + "\" " + in_words(wanted.context) + ".",
                   page);
  else if (concordance.occurrences() > concordance.total())
    print_sentence(out,
                   std::to_string(concordance.occurrences() - concordance.total()) +
                       " more in copies of these paragraphs: --duplicates show",
                   page);
  else if (const std::size_t others = concordance.found().paragraphs - concordance.with_lines().paragraphs; others > 0)
    print_sentence(out,
                   number_of(others, "paragraph is", "paragraphs are") +
                       " found without a word to show, by a heading, a filter or a NOT.",
                   page);
  const std::size_t shown =
      std::min(question.limit, concordance.lines() - std::min(question.offset, concordance.lines()));
  if (shown > 0 && shown < concordance.lines())
    print_sentence(out,
                   "Lines " + std::to_string(question.offset + 1) + " to " + std::to_string(question.offset + shown) +
                       ", " + (wanted.sort.empty() ? "in the order of the index" : "by " + joined(wanted.sort, ", ")) +
                       ".",
                   page);
}

void print_lines(std::ostream& out, const std::vector<ConcordanceLine>& lines, std::size_t first,
                 const std::vector<std::string>& columns, const Page& page) {
  const std::size_t digits = std::to_string(first + lines.size() - 1).size();
  const std::size_t room = static_cast<std::size_t>(page.width) - digits - 2;
  std::size_t widest_match = 0;
  for (const ConcordanceLine& line : lines) widest_match = std::max(widest_match, display_width(line.match));
  const std::size_t left = (room - std::min(widest_match, room / 3)) / 2;
  const auto number = [&](std::size_t i) {
    const std::string text = std::to_string(first + i);
    return styled(std::string(digits - text.size(), ' ') + text + "  ", Style::faint, page);
  };
  out << '\n';
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string before = ending(lines[i].left, left), match = cut(lines[i].match, room - left);
    out << number(i) << padding(left, before) << before << styled(match, Style::match, page)
        << beginning(lines[i].right, room - left - display_width(match)) << '\n';
  }
  out << '\n';
  const std::vector<std::string> cited = references(lines, columns);
  for (std::size_t i = 0; i < lines.size(); ++i)
    out << number(i) << styled(cut(cited[i], room), Style::name, page) << '\n';
}

void print_collocates(std::ostream& out, const Question& question, const Results& results, const Context& context,
                      const Collocates& collocates, const Page& page) {
  const std::size_t shown = collocates.collocates.size();
  out << styled(number_of(collocates.total, "word", "words") + " beside " +
                    number_of(collocates.occurrences, "occurrence", "occurrences") + " in " +
                    in_words(collocates.found),
                Style::bold, page)
      << '\n';
  print_sentence(out,
                 "Beside is " + in_words(context) + ". A word is listed that stands there " +
                     std::to_string(fewest_together) + " times or more, in " +
                     std::to_string(fewest_collocate_reports) +
                     " reports or more, and more often than elsewhere in the " +
                     number_of(collocates.slice_words, "word", "words") + " of " + in_words(collocates.slice) +
                     ". Copies count." + (shown < collocates.total ? " The first " + std::to_string(shown) + ':' : ""),
                 page);
  print_notices(out, question, results, page);
  if (shown == 0) return;
  std::vector<std::vector<std::string>> rows{{"word", "logDice", "G2", "beside", "of all", "reports", "authorities"}};
  for (const Collocate& one : collocates.collocates)
    rows.push_back({one.word, decimal(one.log_dice, 2), decimal(one.g2, 1), std::to_string(one.together),
                    std::to_string(one.all), std::to_string(one.counts.reports),
                    std::to_string(one.counts.authorities)});
  out << '\n';
  print_table(out, rows, 1, page);
}

}  // namespace findings
