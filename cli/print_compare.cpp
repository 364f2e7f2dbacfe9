#include "cli/print_compare.h"

#include <algorithm>
#include <cstdio>
#include <ostream>

#include "cli/print_report.h"
#include "cli/print_results.h"
#include "schema/text.h"
#include "searcher/export.h"
#include "searcher/json_results.h"
#include "searcher/values.h"

namespace findings {
namespace {

/// "0.55"
std::string two_places(double value) {
  const std::string hundredths = std::to_string(static_cast<int>(value * 100 + 0.5));
  return value >= 0.995 ? "1.00"
                        : "0." + std::string(2 - std::min<std::size_t>(2, hundredths.size()), '0') + hundredths;
}

std::string percent(std::size_t part, std::size_t whole) {
  if (whole == 0) return "";
  return std::to_string((part * 1000 / whole + 5) / 10) + '%';
}

Counts of_grade(const ComparedSlice& slice, const std::string& grade) {
  for (const FacetValue& one : slice.grades)
    if (one.value == grade) return one.counts;
  return {};
}

void print_slice(std::ostream& out, const std::string& name, const ComparedSlice& slice, const Page& page) {
  print_line(out, name + "  ", slice.text, 3, page);
  print_line(out, "   ", in_words(slice.found), 3, page);
  Results results;
  results.notes = slice.notes;
  print_notices(out, slice.question, results, page);
}

std::string judged(const std::optional<Judgement>& judgement) {
  if (!judgement) return "-";
  return judgement->grade ? std::string(to_string(*judgement->grade)) : "not judged";
}

/// "better, band 4 to 3"
std::string in_words(const JudgementPair& pair) {
  std::string words(to_string(pair.change));
  if (pair.change == Change::better || pair.change == Change::worse)
    words += ", band " + std::to_string(band(*pair.earlier->grade)) + " to " + std::to_string(band(*pair.later->grade));
  if (pair.change == Change::other_scale) words += ": band " + std::to_string(band(*pair.later->grade));
  return words;
}

/// The name the later report gives it; both where they differ.
std::string label_of(const JudgementPair& pair) {
  const std::string then = pair.earlier ? pair.earlier->label : "", now = pair.later ? pair.later->label : "";
  if (then.empty() || now.empty() || fold(then) == fold(now)) return now.empty() ? then : now;
  return now + "; then: " + then;
}

std::string year_of(const Report& report) { return report.inspected ? to_string(report.inspected->to) : "undated"; }

std::string tail_of(const Hit& hit) { return hit.citation.substr(hit.citation.find('#')); }

/// The passage of the paragraph, with "…" where it goes on.
std::string passage_of(const NearParagraph& near) {
  std::string passage;
  std::size_t point = 0;
  for (std::size_t byte = 0; byte < near.hit.text.size(); ++point) {
    const std::size_t begin = byte++;
    while (byte < near.hit.text.size() && (near.hit.text[byte] & 0xC0) == 0x80) ++byte;
    if (point >= near.near.passage.start && point < near.near.passage.start + near.near.passage.length)
      passage.append(near.hit.text, begin, byte - begin);
  }
  return (near.near.passage.start > 0 ? "… " : "") + passage +
         (near.near.passage.start + near.near.passage.length < point ? " …" : "");
}

/// "#58 good", "#u4 improvement"
std::string place_of(const Hit& hit) {
  const std::string said = hit.kind == "finding" ? (hit.grade.empty() ? "not graded" : hit.grade) : hit.kind;
  return tail_of(hit) + ' ' + said;
}

std::string again_in_words(const AskedThen& asked) {
  std::vector<std::string> tails;
  for (const std::string& citation : asked.again) tails.push_back(citation.substr(citation.find('#')));
  return joined(tails, ", ");
}

void print_asked(std::ostream& out, const AskedThen& asked, const Page& page) {
  const std::string tail = tail_of(asked.hit);
  print_line(out, "  " + tail + "  ", asked.hit.text, static_cast<int>(tail.size()) + 4, page);
  for (const NearParagraph& near : asked.nearest)
    print_line(out, "      " + two_places(near.near.similarity) + "  ", place_of(near.hit) + ": " + passage_of(near),
               12, page);
  if (!asked.again.empty()) out << "      asked for again: " << again_in_words(asked) << '\n';
}

std::string heading_of(const Report& report) { return report.id + ", inspected to " + year_of(report); }

std::string sum_of(const InspectionComparison& comparison) {
  const auto near = static_cast<std::size_t>(std::count_if(comparison.asked.begin(), comparison.asked.end(),
                                                           [](const AskedThen& one) { return !one.nearest.empty(); }));
  const auto again = static_cast<std::size_t>(std::count_if(comparison.asked.begin(), comparison.asked.end(),
                                                            [](const AskedThen& one) { return !one.again.empty(); }));
  return number_of(comparison.asked.size(), "improvement was", "improvements were") + " asked for in " +
         comparison.earlier.id + "; the later report says something near to " + std::to_string(near) +
         " of them and nothing near to " + std::to_string(comparison.asked.size() - near) + "; " +
         std::to_string(again) + (again == 1 ? " is" : " are") + " asked for again";
}

constexpr char about_nearest[] =
    "Nearest is what shares most of an improvement's words, the rarer the more (0 to 1; nothing is shown below 0.45). "
    "It shows where the later report talks of the same thing, not whether it was done; where nothing "
    "is near it may do so in other words.";

/// "1.62", "-0.40"
std::string signed_places(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

void print_themes_of(std::ostream& out, const std::string& name, const std::string& other,
                     const std::optional<Themes>& found, const Page& page) {
  out << '\n' << styled("What marks " + name + " out against " + other, Style::bold, page) << '\n';
  if (!found)
    return print_sentence(out, name + " finds all that " + other + " finds: nothing is left to be marked out against.",
                          page);
  const Themes& themes = *found;
  if (themes.slice.found.reports < fewest_theme_reports)
    return print_sentence(out,
                          name + " has " + number_of(themes.slice.found.reports, "report", "reports") +
                              ": of fewer than " + std::to_string(fewest_theme_reports) +
                              " nothing can be said to run through them.",
                          page);
  if (themes.themes.empty()) return print_sentence(out, "Nothing that is said in enough reports.", page);
  std::vector<std::vector<std::string>> rows{
      {"theme", "LRC", "ratio", "reports " + name, "reports " + other, "rate " + name, "rate " + other}};
  for (const Theme& theme : themes.themes)
    rows.push_back({theme.text, signed_places(theme.lrc), signed_places(theme.log_ratio),
                    std::to_string(theme.counts.a), std::to_string(theme.counts.c), signed_places(theme.rate),
                    signed_places(theme.rate_against)});
  print_table(out, rows, 1, page);
  if (themes.more > 0) out << "  and " << themes.more << " more: --limit\n";
}

}  // namespace

void print_comparison(std::ostream& out, const SliceComparison& comparison, const Page& page) {
  print_slice(out, "A", comparison.a, page);
  print_slice(out, "B", comparison.b, page);
  if (comparison.both.paragraphs > 0)
    print_sentence(out, "Both find " + in_words(comparison.both) + ": they overlap.", page);
  for (const ComparedSlice* slice : {&comparison.a, &comparison.b})
    if (slice->leaves_out_kinds) {
      print_sentence(
          out,
          "Left out where no kind is named: what Ofsted prints about itself, footnotes and what is about the "
          "report (kind:boilerplate, kind:footnote, kind:about).",
          page);
      break;
    }
  std::vector<std::string> values;
  for (const ComparedSlice* slice : {&comparison.a, &comparison.b})
    for (const FacetValue& value : slice->grades)
      if (std::find(values.begin(), values.end(), value.value) == values.end()) values.push_back(value.value);
  std::stable_sort(values.begin(), values.end(), [](const std::string& a, const std::string& b) {
    return rank_of("grade", a).value_or(99) < rank_of("grade", b).value_or(99);
  });
  std::vector<std::vector<std::string>> rows{
      {"grade", "A paragraphs", "share", "reports", "B paragraphs", "share", "reports"}};
  for (const std::string& value : values) {
    rows.push_back({label_of("grade", value)});
    for (const ComparedSlice* slice : {&comparison.a, &comparison.b}) {
      const Counts found = of_grade(*slice, value);
      rows.back().insert(rows.back().end(),
                         {std::to_string(found.paragraphs), percent(found.paragraphs, slice->found.paragraphs),
                          std::to_string(found.reports)});
    }
  }
  out << '\n';
  print_table(out, rows, 1, page);
  print_themes_of(out, "A", "B", comparison.a_themes, page);
  print_themes_of(out, "B", "A", comparison.b_themes, page);
  const auto has_themes = [](const std::optional<Themes>& found) { return found && !found->themes.empty(); };
  if (has_themes(comparison.a_themes) || has_themes(comparison.b_themes))
    print_sentence(
        out,
        "Counted in reports. LRC is the end of the Log Ratio's interval that is nearer to 0, and 0 where 0 lies "
        "in it; rates are occurrences per 10,000 words. More: findings themes QUESTION --against QUESTION",
        page);
}

void print_comparison(std::ostream& out, const InspectionComparison& comparison, const Page& page) {
  out << styled(comparison.later.authority.value_or(""), Style::bold, page) << '\n';
  print_line(out, "  earlier  ", heading_of(comparison.earlier), 11, page);
  print_line(out, "  later    ", heading_of(comparison.later), 11, page);
  if (comparison.is_turned) out << "  The earlier one stands first, though it was named second.\n";

  if (!comparison.judgements.empty()) {
    out << '\n' << styled("Judgements", Style::bold, page) << '\n';
    for (const JudgementPair& pair : comparison.judgements) {
      const std::string words = judged(pair.earlier) + " → " + judged(pair.later);
      print_line(out, "  ", label_of(pair), 4, page);
      print_line(out, "      ", words + "  (" + in_words(pair) + ')', 8, page);
    }
  }

  out << '\n' << styled("Improvements", Style::bold, page) << '\n';
  if (comparison.asked.empty())
    print_sentence(out, comparison.earlier.id + " asks for no improvements that could be read.", page);
  else
    print_sentence(out, sum_of(comparison) + ".", page);
  if (!comparison.asked.empty()) print_sentence(out, about_nearest, page);
  bool any_silent = false;
  for (const AskedThen& asked : comparison.asked) {
    if (asked.nearest.empty()) {
      any_silent = true;
      continue;
    }
    out << '\n';
    print_asked(out, asked, page);
  }
  if (any_silent) out << '\n' << styled("Asked for then, nothing near now", Style::bold, page) << '\n';
  for (const AskedThen& asked : comparison.asked)
    if (asked.nearest.empty()) print_asked(out, asked, page);
  if (any_silent)
    print_sentence(
        out, "Farther ones: findings similar " + comparison.earlier.id + "#... --report " + comparison.later.id, page);
  if (!comparison.added.empty()) out << '\n' << styled("Asked for now, not then", Style::bold, page) << '\n';
  for (const Hit& hit : comparison.added) print_asked(out, {hit, {}, {}}, page);
  out << '\n';
  print_sentence(
      out,
      "No words are named that mark one report out: one report on each side says nothing of how widely a word "
      "is used. Of many: findings compare QUESTION QUESTION",
      page);
}

std::string markdown_of(const InspectionComparison& comparison) {
  std::string text = "# " + markdown_text(comparison.later.authority.value_or("")) + ": " +
                     markdown_text(comparison.earlier.id) + " and " + markdown_text(comparison.later.id) + "\n";
  if (!comparison.judgements.empty())
    text += "\n## Judgements\n\n| judgement | then | now | change |\n|---|---|---|---|\n";
  for (const JudgementPair& pair : comparison.judgements)
    text += "| " + markdown_text(label_of(pair)) + " | " + judged(pair.earlier) + " | " + judged(pair.later) + " | " +
            in_words(pair) + " |\n";
  text += "\n## Improvements\n\n" + markdown_text(sum_of(comparison)) + ". " + about_nearest + '\n';
  const auto quoted = [](const Hit& hit, const std::string& passage) {
    const std::string link = page_link(hit), name = markdown_text(hit.citation);
    return markdown_text(passage) + ' ' + (link.empty() ? '[' + name + ']' : '[' + name + "](<" + link + ">)");
  };
  for (const AskedThen& asked : comparison.asked) {
    text += "\n- " + quoted(asked.hit, asked.hit.text) + '\n';
    for (const NearParagraph& near : asked.nearest)
      text += "  - " + two_places(near.near.similarity) + ", " +
              (near.hit.kind != "finding" ? near.hit.kind
               : near.hit.grade.empty()   ? "not graded"
                                          : near.hit.grade) +
              ": " + quoted(near.hit, passage_of(near)) + '\n';
    if (asked.nearest.empty()) text += "  - nothing near\n";
    if (!asked.again.empty()) text += "  - asked for again: " + markdown_text(joined(asked.again, ", ")) + '\n';
  }
  if (!comparison.added.empty()) text += "\n## Asked for now, not then\n\n";
  for (const Hit& hit : comparison.added) text += "- " + quoted(hit, hit.text) + '\n';
  return text;
}

std::vector<std::vector<std::string>> rows_of(const InspectionComparison& comparison) {
  std::vector<std::vector<std::string>> rows{
      {"part", "area", "earlier", "earlier_text", "later", "later_text", "similarity", "change"}};
  for (const JudgementPair& pair : comparison.judgements)
    rows.push_back({"judgement", pair.area, pair.earlier ? pair.earlier->label : "",
                    pair.earlier ? judged(pair.earlier) : "", pair.later ? pair.later->label : "",
                    pair.later ? judged(pair.later) : "", "", std::string(to_string(pair.change))});
  for (const AskedThen& asked : comparison.asked) {
    const std::string again =
        asked.again.empty() ? "not asked for again" : "asked for again: " + joined(asked.again, " ");
    for (const NearParagraph& near : asked.nearest)
      rows.push_back({"improvement", asked.hit.area, asked.hit.citation, asked.hit.text, near.hit.citation,
                      passage_of(near), two_places(near.near.similarity), again});
    if (asked.nearest.empty())
      rows.push_back({"improvement", asked.hit.area, asked.hit.citation, asked.hit.text, "", "", "", again});
  }
  for (const Hit& hit : comparison.added)
    rows.push_back({"added", hit.area, "", "", hit.citation, hit.text, "", "asked for now, not then"});
  return rows;
}

}  // namespace findings
