#include "cli/print_text.h"

#include <algorithm>
#include <cstdlib>
#include <ostream>

#include <sys/ioctl.h>
#include <unistd.h>

#include "schema/text.h"

namespace findings {
namespace {

constexpr char bold[] = "\x1b[1m", faint[] = "\x1b[2m", lit[] = "\x1b[1;33m", name[] = "\x1b[36m", plain[] = "\x1b[0m";

std::string styled(const std::string& text, const char* style, const Page& page) {
  return page.colour ? style + text + plain : text;
}

std::string number_of(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string joined(const std::vector<std::string>& parts, const std::string& by) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : by) + part;
  return text;
}

void print_lines(std::ostream& out, const std::vector<std::string>& lines, const std::string& indent) {
  for (const std::string& line : lines) out << indent << line << '\n';
}

/// A sentence over as many lines as it needs, the later ones indented.
void print_sentence(std::ostream& out, const std::string& sentence, const Page& page) {
  const std::vector<std::string> lines = wrapped(sentence, {}, page.width - 2, false);
  for (const std::string& line : lines) out << (&line == lines.data() ? "" : "  ") << line << '\n';
}

/// A word of a text, with the marks it carries, and its width without them.
struct Word {
  std::string printed;
  int width = 0;
  bool opens_item = false;  // a bullet stands before it
};

std::vector<Word> words_of(const std::string& text, const std::vector<Match>& matches, bool colour) {
  std::vector<Word> words;
  Word word;
  bool is_lit = false, is_item = false;
  auto match = matches.begin();
  const auto light = [&](bool on) {
    if (colour && on != is_lit) word.printed += on ? lit : plain;
    is_lit = on;
  };
  const auto finish = [&] {
    light(false);
    if (word.width > 0) {
      word.opens_item = std::exchange(is_item, false);
      words.push_back(word);
    }
    word = {};
  };
  std::size_t point = 0;
  for (std::size_t byte = 0; byte < text.size(); ++point) {
    std::size_t end = byte + 1;
    while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
    const std::string letter = text.substr(byte, end - byte);
    byte = end;
    while (match != matches.end() && match->start + match->length <= point) ++match;
    if (letter == " ") {
      finish();
    } else if (letter == "\u2022") {
      finish();
      is_item = true;
    } else {
      light(match != matches.end() && match->start <= point);
      word.printed += letter;
      ++word.width;
    }
  }
  finish();
  return words;
}

std::string grade_of(const Hit& hit) {
  if (hit.grade.empty()) return "not graded";
  if (hit.grade_from == "enclosing") return hit.grade + " (enclosing section)";
  if (hit.grade_from == "overall") return hit.grade + " (overall)";
  return hit.grade;
}

void print_report_line(std::ostream& out, const Hit& hit, const Page& page) {
  std::vector<std::string> facts;
  if (!hit.framework.empty()) facts.push_back(hit.framework);
  if (!hit.inspected.empty()) facts.push_back("inspected to " + hit.inspected);
  if (!hit.published.empty()) facts.push_back("published " + hit.published);
  out << '\n' << styled(hit.authority.empty() ? hit.report : hit.authority, bold, page);
  if (!facts.empty()) out << "  " << styled(joined(facts, ", "), faint, page);
  out << '\n';
  if (!hit.title.empty() && hit.title != hit.authority) print_lines(out, wrapped(hit.title, {}, page.width, false), "");
}

void print_hit(std::ostream& out, const FoundHit& found, const Page& page) {
  const Hit& hit = found.hit;
  std::vector<std::string> facts{grade_of(hit)};
  if (hit.kind != "finding") facts.push_back(hit.kind);
  if (!hit.timescale.empty()) facts.push_back(hit.timescale);
  if (hit.page > 0) facts.push_back("page " + std::to_string(hit.page));
  if (!hit.repeats.empty()) facts.push_back("repeats " + hit.repeats.substr(hit.repeats.find('#') + 1));
  const std::string all = joined(facts, ", ");
  const bool fits = code_points(hit.citation) + code_points(all) + 4 <= static_cast<std::size_t>(page.width);
  out << '\n' << "  " << styled(hit.citation, name, page) << (fits ? "  " : "\n  ") << all << '\n';
  for (const std::string& line : wrapped(joined(hit.section, " \u203A "), {}, page.width - 2, false))
    out << "  " << styled(line, faint, page) << '\n';
  print_lines(out, wrapped(hit.text, found.matches, page.width - 4, page.colour), "    ");
}

void print_hits(std::ostream& out, const std::vector<FoundHit>& hits, const Page& page) {
  std::vector<std::string> reports;  // in the order of their first hits
  for (const FoundHit& found : hits)
    if (std::find(reports.begin(), reports.end(), found.hit.report) == reports.end())
      reports.push_back(found.hit.report);
  for (const std::string& report : reports) {
    bool first = true;
    for (const FoundHit& found : hits) {
      if (found.hit.report != report) continue;
      if (std::exchange(first, false)) print_report_line(out, found.hit, page);
      print_hit(out, found, page);
    }
  }
}

void print_facets(std::ostream& out, const std::vector<Facet>& facets, const Page& page) {
  for (const Facet& facet : facets) {
    if (facet.values.empty()) continue;
    std::vector<std::vector<std::string>> rows{{facet.field, "paragraphs", "reports", "authorities"}};
    for (const FacetValue& value : facet.values)
      rows.push_back({(value.selected ? "* " : "  ") + value.label, std::to_string(value.counts.paragraphs),
                      std::to_string(value.counts.reports), std::to_string(value.counts.authorities)});
    out << '\n';
    print_table(out, rows, 1, page);
    if (facet.truncated)
      out << "  and " << facet.total_values - facet.values.size() << " more: --facet-values " << facet.total_values
          << '\n';
  }
}

/// "looked-after-children paragraphs graded good or adequate of Ashby, with framework:slac"
std::string place_of(const Question& question) {
  const auto values = [&](std::string_view field) {
    const Filter* filter = filter_on(question, field);
    return filter ? joined(filter->values, " or ") : "";
  };
  const std::string area = values("area"), grade = values("grade"), authority = values("authority");
  std::string place = (area.empty() ? "" : area + ' ') + "paragraphs";
  if (!grade.empty()) place += grade == "none" ? " without a grade" : " graded " + grade;
  if (!authority.empty()) place += " of " + authority;
  std::string others;
  for (const Filter& filter : question.filters)
    if (filter.field != "area" && filter.field != "grade" && filter.field != "authority")
      others += (others.empty() ? " with " : " and ") + describe(filter);
  return place + others;
}

void print_ignored(std::ostream& out, const Question& question, const Page& page) {
  if (question.ignored.empty()) return;
  print_sentence(out, "Not searched for: " + joined(question.ignored, ", ") + ". Quotes or a + search for them.", page);
}

void print_suggestion(std::ostream& out, const Results& results, const Page& page) {
  if (!results.suggestion) return;
  std::string sentence;
  for (const auto& [typed, by] : results.suggestion->replaced) sentence += "No paragraph has \"" + typed + "\". ";
  print_sentence(
      out, sentence + "Did you mean: " + results.suggestion->text + " (" + in_words(results.suggestion->counts) + ")",
      page);
}

std::string in_words(const Help::WithoutFilter& without) {
  std::string text = "Without --" + without.filter.field + ' ' + joined(without.filter.values, " or ") + ": ";
  if (without.counts.paragraphs == 0) return text + "still nothing";
  text += without.counts.paragraphs == 1 ? "1 paragraph" : in_words(without.counts);
  std::vector<std::string> values;
  for (std::size_t i = 0; i < std::min<std::size_t>(without.values.size(), 5); ++i)
    values.push_back(without.values[i].value + ' ' + std::to_string(without.values[i].counts.paragraphs));
  if (without.values.size() > 5) values.push_back("...");
  return values.empty() ? text : text + " (" + without.filter.field + ": " + joined(values, ", ") + ')';
}

}  // namespace

Page output_page(const std::string& colour) {
  Page page;
  const bool is_terminal = ::isatty(STDOUT_FILENO) == 1;
  winsize size{};
  if (is_terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) page.width = size.ws_col;
  page.width = std::clamp(page.width, 40, 110);  // longer lines are hard to read
  const char *no_colour = std::getenv("NO_COLOR"), *terminal = std::getenv("TERM");
  const bool is_plain = (no_colour && *no_colour) || (terminal && std::string_view(terminal) == "dumb");
  page.colour = colour == "always" || (colour == "auto" && is_terminal && !is_plain);
  return page;
}

std::vector<std::string> wrapped(const std::string& text, const std::vector<Match>& matches, int width, bool colour) {
  std::vector<std::string> lines;
  int used = 0;
  bool in_list = false;
  for (const Word& word : words_of(text, matches, colour)) {
    in_list = in_list || word.opens_item;
    const int indent = in_list ? 2 : 0;
    if (lines.empty() || word.opens_item || used + 1 + word.width > width) {
      lines.push_back((word.opens_item ? "\u2022 " : std::string(static_cast<std::size_t>(indent), ' ')) +
                      word.printed);
      used = indent + word.width;
    } else {
      lines.back() += ' ' + word.printed;
      used += 1 + word.width;
    }
  }
  return lines;
}

std::string in_words(const Counts& counts) {
  std::string text =
      number_of(counts.paragraphs, "paragraph", "paragraphs") + " in " + number_of(counts.reports, "report", "reports");
  if (counts.authorities > 0) text += " of " + number_of(counts.authorities, "authority", "authorities");
  return text;
}

void print_help(std::ostream& out, const Question& question, const Results& results, const Page& page) {
  const bool all = question.expression.form == Expression::Form::everything;
  const bool is_word = question.expression.form == Expression::Form::word;
  const std::string words = describe(question.expression);
  std::string sentence = all ? "There are no" : "Nothing says " + (is_word ? '"' + words + '"' : words);
  if (!question.filters.empty() || all) sentence += (all ? " " : " in ") + place_of(question);
  print_sentence(out, sentence + ".", page);
  print_ignored(out, question, page);
  print_suggestion(out, results, page);
  if (!results.help) return;
  for (const Help::WithoutFilter& one : results.help->without) {
    print_sentence(out, in_words(one), page);
    if (one.counts.paragraphs <= one.citations.size())
      for (const std::string& citation : one.citations) out << "  " << citation << '\n';
  }
  const bool one_word = results.help->words.size() == 1;  // then only what it finds without filters is news
  if (one_word && question.filters.empty()) return;
  for (const Help::Word& word : results.help->words) {
    std::string line = word.word + (one_word ? ": " : " alone: ");
    if (!question.filters.empty() && !one_word && word.anywhere.paragraphs > 0)
      line += number_of(word.within_filters.paragraphs, "paragraph", "paragraphs") + " with these filters, ";
    print_sentence(out, line + (word.anywhere.paragraphs ? in_words(word.anywhere) : "nothing") + " in the whole index",
                   page);
  }
}

void print_results(std::ostream& out, const Question& question, const Results& results, const Page& page) {
  if (results.found.paragraphs == 0) {
    print_help(out, question, results, page);
  } else {
    const std::size_t last = question.offset + results.hits.size();
    out << styled(in_words(results.found), bold, page);
    if (results.hits.empty())
      out << (question.limit == 0 ? "" : "; none after " + std::to_string(question.offset));
    else if (results.hits.size() < results.found.paragraphs)
      out << ", of which " << question.offset + 1 << " to " << last;
    out << '\n';
    print_ignored(out, question, page);
    print_suggestion(out, results, page);
    for (const std::string& note : results.notes) print_sentence(out, "Note: " + note + ".", page);
    print_hits(out, results.hits, page);
    if (!results.hits.empty() && last < results.found.paragraphs)
      out << '\n' << results.found.paragraphs - last << " more: --offset " << last << '\n';
  }
  print_facets(out, results.facets, page);
}

void print_table(std::ostream& out, const std::vector<std::vector<std::string>>& rows, std::size_t left,
                 const Page& page) {
  std::vector<std::size_t> widths(rows.empty() ? 0 : rows.front().size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], code_points(row[i]));
  std::size_t others = 0;
  for (std::size_t i = 1; i < widths.size(); ++i) others += widths[i] + 2;
  const auto room = static_cast<std::size_t>(page.width);
  if (!widths.empty() && widths[0] + others > room)
    widths[0] = std::max<std::size_t>(20, room > others ? room - others : 0);

  const auto cut = [](const std::string& cell, std::size_t width) {
    if (code_points(cell) <= width) return cell;
    std::size_t end = 0;
    for (std::size_t points = 0; end < cell.size(); ++end)
      if ((cell[end] & 0xC0) != 0x80 && ++points == width) break;
    return cell.substr(0, end) + "\u2026";
  };
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = i == 0 ? cut(row[i], widths[i]) : row[i];
      const std::string gap(widths[i] - std::min(widths[i], code_points(cell)), ' ');
      line += (i == 0 ? "" : "  ") + (i < left ? cell + gap : gap + cell);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << (&row == rows.data() ? styled(line, faint, page) : line) << '\n';
  }
}

}  // namespace findings
