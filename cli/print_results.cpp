#include "cli/print_results.h"

#include <algorithm>
#include <ostream>

#include "cli/print_facets.h"
#include "schema/text.h"
#include "schema/words.h"

namespace findings {
namespace {

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
  out << '\n' << styled(hit.authority.empty() ? hit.report : hit.authority, Style::bold, page);
  if (!facts.empty()) out << "  " << styled(joined(facts, ", "), Style::faint, page);
  out << '\n';
  if (!hit.title.empty() && hit.title != hit.authority) print_lines(out, wrapped(hit.title, {}, page.width, false), "");
}

/// The part of a text between two places, in code points.
std::string part_of(const std::string& text, std::size_t start, std::size_t length) {
  std::string part;
  std::size_t point = 0;
  for (const char c : text) {
    if ((c & 0xC0) != 0x80) ++point;
    if (point > start && point <= start + length) part += c;
  }
  return part;
}

/// The sentences with matches, and the matches as they stand in them.
std::pair<std::string, std::vector<Match>> excerpt(const FoundHit& found) {
  std::string text;
  std::vector<Match> matches;
  std::size_t points = 0, end = 0;
  const auto add = [&](const std::string& more) {
    text += more;
    points += code_points(more);
  };
  for (const Match& sentence : found.snippet) {
    if (sentence.start > end)
      add(text.empty() ? "\u2026 " : " \u2026 ");
    else if (!text.empty())
      add(" ");
    for (const Match& match : found.matches)
      if (match.start >= sentence.start && match.start < sentence.start + sentence.length)
        matches.push_back({match.start - sentence.start + points, match.length});
    add(part_of(found.hit.text, sentence.start, sentence.length));
    end = sentence.start + sentence.length + 1;  // the space between sentences
  }
  if (end < code_points(found.hit.text)) add(" \u2026");
  return {text, matches};
}

void print_neighbours(std::ostream& out, const std::vector<Hit>& neighbours, const Page& page) {
  for (const Hit& hit : neighbours) {
    const std::string tail = hit.citation.substr(hit.citation.find('#'));
    for (const std::string& line : wrapped(tail + ' ' + hit.text, {}, page.width - 8, false))
      out << "        " << styled(line, Style::faint, page) << '\n';
  }
}

void print_copies(std::ostream& out, const std::vector<std::string>& copies, const Page& page) {
  if (copies.empty()) return;
  const std::string sentence = "also in " + number_of(copies.size(), "other", "others") + ": " + joined(copies, ", ");
  const std::vector<std::string> lines = wrapped(sentence, {}, page.width - 6, false);
  for (const std::string& line : lines)
    out << (&line == lines.data() ? "    " : "      ") << styled(line, Style::faint, page) << '\n';
}

void print_hit(std::ostream& out, const FoundHit& found, const Page& page, const Shown& shown) {
  const Hit& hit = found.hit;
  std::vector<std::string> facts{grade_of(hit)};
  if (hit.kind != "finding") facts.push_back(hit.kind);
  if (!hit.timescale.empty()) facts.push_back(hit.timescale);
  if (hit.page > 0) facts.push_back("page " + std::to_string(hit.page));
  if (!hit.repeats.empty()) facts.push_back("repeats " + hit.repeats.substr(hit.repeats.find('#') + 1));
  const std::string all = joined(facts, ", ");
  const bool fits = code_points(hit.citation) + code_points(all) + 4 <= static_cast<std::size_t>(page.width);
  out << '\n' << "  " << styled(hit.citation, Style::name, page) << (fits ? "  " : "\n  ") << all << '\n';
  for (const std::string& line : wrapped(joined(hit.section, " \u203A "), {}, page.width - 2, false))
    out << "  " << styled(line, Style::faint, page) << '\n';
  print_neighbours(out, found.before, page);
  if (shown.snippets && !found.snippet.empty()) {
    const auto [text, matches] = excerpt(found);
    print_lines(out, wrapped(text, matches, page.width - 4, page.colour), "    ");
  } else {
    print_lines(out, wrapped(hit.text, found.matches, page.width - 4, page.colour), "    ");
  }
  print_neighbours(out, found.after, page);
  print_copies(out, found.copies, page);
}

/// Groups by report stand under the report's own line; others under their name and counts.
void print_group(std::ostream& out, const Question& question, const Group& group, const Page& page,
                 const Shown& shown) {
  if (question.group == "report" && !group.hits.empty()) {
    print_report_line(out, group.hits.front().hit, page);
  } else {
    const std::string counts = in_words(group.found);
    const bool fits = code_points(group.label) + code_points(counts) + 2 <= static_cast<std::size_t>(page.width);
    out << '\n'
        << styled(group.label, Style::bold, page) << (fits ? "  " : "\n  ") << styled(counts, Style::faint, page)
        << '\n';
  }
  for (const FoundHit& found : group.hits) print_hit(out, found, page, shown);
  if (group.more > 0)
    print_lines(out,
                wrapped(std::to_string(group.more) + " more in this " + question.group + ": --" + question.group + ' ' +
                            (group.value.find(' ') == group.value.npos ? group.value : '"' + group.value + '"'),
                        {}, page.width - 2, false),
                "\n  ");
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

void print_expanded(std::ostream& out, const Question& question, const Page& page) {
  if (question.expanded.empty()) return;
  std::vector<std::string> sentences;
  for (const Expansion& expansion : question.expanded) {
    std::vector<std::string> also;
    for (const Alternative& one : expansion.also) {
      also.push_back(one.text);
      if (one.from == Alternative::From::abbreviation)
        also.back() += " (in " + number_of(one.reports, "report that says", "reports that say") + " so)";
    }
    sentences.push_back(expansion.typed + ": also as " + joined(also, ", "));
  }
  print_sentence(out, joined(sentences, "; ") + "; --as-written searches only what is typed", page);
}

/// What there is to page through.
std::size_t all_of(const Question& question, const Results& results) {
  if (!question.group.empty()) return results.total_groups;
  return question.fold_copies ? results.texts : results.found.paragraphs;
}

/// "24 paragraphs in 4 reports of 4 authorities, of which 1 to 10"
std::string heading(const Question& question, const Results& results, const Page& page) {
  const std::size_t all = all_of(question, results);
  const std::size_t here = question.group.empty() ? results.hits.size() : results.groups.size();
  const bool folds = question.group.empty() && all < results.found.paragraphs;
  std::string text = styled(found_in_words(results), Style::bold, page);
  const std::string range = std::to_string(question.offset + 1) + " to " + std::to_string(question.offset + here);
  if (here == 0) return text + (question.limit == 0 ? "" : "; none after " + std::to_string(question.offset));
  if (!question.group.empty()) {
    const std::string unit = number_of(all, question.group == "authority" ? "authority" : question.group,
                                       question.group == "authority" ? "authorities" : question.group + 's');
    return text + "; " + unit + (here < all ? ", of which " + range : "");
  }
  if (here == all) return text;
  return text + (folds ? "; texts " : ", of which ") + range;
}

}  // namespace

std::string found_in_words(const Results& results) {
  const Counts& found = results.found;
  if (results.texts == found.paragraphs) return in_words(found);
  std::string text = in_words(found);
  const std::string paragraphs = number_of(found.paragraphs, "paragraph", "paragraphs");
  return paragraphs + ", " + number_of(results.texts, "distinct text", "distinct texts") + ',' +
         text.substr(paragraphs.size());
}

void print_notices(std::ostream& out, const Question& question, const Results& results, const Page& page) {
  print_expanded(out, question, page);
  std::vector<std::string> words, signs;
  for (const std::string& one : question.ignored) (folded_words(one).empty() ? signs : words).push_back(one);
  if (!words.empty())
    print_sentence(out, "Not searched for: " + joined(words, ", ") + ". Quotes or a + search for them.", page);
  if (!signs.empty()) print_sentence(out, "Not searched for, being no words: " + joined(signs, " "), page);
  print_suggestion(out, results, page);
  for (const std::string& note : results.notes) print_sentence(out, "Note: " + note + ".", page);
}

void print_hits(std::ostream& out, const std::vector<FoundHit>& hits, const Page& page, const Shown& shown) {
  std::vector<std::string> reports;  // in the order of their first hits
  for (const FoundHit& found : hits)
    if (std::find(reports.begin(), reports.end(), found.hit.report) == reports.end())
      reports.push_back(found.hit.report);
  for (const std::string& report : reports) {
    bool first = true;
    for (const FoundHit& found : hits) {
      if (found.hit.report != report) continue;
      if (std::exchange(first, false)) print_report_line(out, found.hit, page);
      print_hit(out, found, page, shown);
    }
  }
}

void print_help(std::ostream& out, const Question& question, const Results& results, const Page& page) {
  const bool all = question.expression.form == Expression::Form::everything;
  const bool is_word = question.expression.form == Expression::Form::word;
  const std::string words = describe(question.expression);
  std::string sentence = all ? "There are no" : "Nothing says " + (is_word ? '"' + words + '"' : words);
  if (!question.filters.empty() || all) sentence += (all ? " " : " in ") + place_of(question);
  print_sentence(out, sentence + ".", page);
  print_notices(out, question, results, page);
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

void print_results(std::ostream& out, const Question& question, const Results& results, const Page& page,
                   const Shown& shown) {
  if (results.found.paragraphs == 0) {
    print_help(out, question, results, page);
  } else {
    out << heading(question, results, page) << '\n';
    print_notices(out, question, results, page);
    print_hits(out, results.hits, page, shown);
    for (const Group& group : results.groups) print_group(out, question, group, page, shown);
    const std::size_t all = all_of(question, results);
    const std::size_t here = question.group.empty() ? results.hits.size() : results.groups.size();
    if (here > 0 && question.offset + here < all)
      out << '\n' << all - question.offset - here << " more: --offset " << question.offset + here << '\n';
  }
  print_facets(out, results.facets, page);
  for (const Table& table : results.tables) print_matrix(out, table, shown.table_unit, page);
}

}  // namespace findings
