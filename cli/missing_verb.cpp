// findings missing QUESTION: reports and authorities that could have said it and did not.
#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/output.h"
#include "cli/print_results.h"
#include "searcher/json_results.h"
#include "searcher/missing.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text csv tsv json markdown";

std::vector<std::string> sentences(const Missing& missing) {
  const std::size_t reports = missing.could.reports - missing.found.reports,
                    authorities = missing.could.authorities - missing.found.authorities;
  const auto of = [](std::size_t some, std::size_t all, const std::string& what) {
    return std::to_string(some) + " of " + std::to_string(all) + ' ' + what;
  };
  return {of(reports, missing.could.reports, "reports") + (reports == 1 ? " does" : " do") + " not say it; " +
              of(authorities, missing.could.authorities, "authorities") + (authorities == 1 ? " says" : " say") +
              " it in none of theirs",
          "A report could say it that has a paragraph which the filters let through" +
              std::string(missing.slice.filters.empty() ? ": here every report." : ".")};
}

/// What people read: a report's id, overall grade and room to say it; an authority's reports.
std::vector<std::vector<std::string>> report_rows(const Missing& missing) {
  std::vector<std::vector<std::string>> rows{{"report", "authority", "overall", "paragraphs"}};
  for (const MissingReport& one : missing.reports) {
    const Report& report = one.record->report;
    const auto overall = overall_grade(report);
    rows.push_back({report.id, report.authority.value_or("not known"), overall ? std::string(to_string(*overall)) : "",
                    std::to_string(one.paragraphs)});
  }
  return rows;
}

std::vector<std::vector<std::string>> authority_rows(const Missing& missing) {
  std::vector<std::vector<std::string>> rows{{"authority", "reports", "without it"}};
  for (const MissingAuthority& one : missing.authorities)
    if (one.missing > 0)
      rows.push_back({one.authority == no_value ? "not known" : one.authority, std::to_string(one.could),
                      std::to_string(one.missing)});
  return rows;
}

void print_text(std::ostream& out, const Missing& missing, const Page& page) {
  const std::vector<std::string> says = sentences(missing);
  out << styled(says[0], Style::bold, page) << '\n';
  print_sentence(out, says[1], page);
  if (missing.reports.empty()) return;
  out << '\n';
  // An id is there to be copied: whole.
  print_table(out, report_rows(missing), 3, {std::max(page.width, 110), page.colour});
  out << '\n';
  print_table(out, authority_rows(missing), 1, page);
}

void print_markdown_table(std::ostream& out, const std::vector<std::vector<std::string>>& rows, std::size_t left) {
  for (std::size_t r = 0; r < rows.size(); ++r) {
    out << '|';
    for (const std::string& cell : rows[r]) out << ' ' << markdown_text(cell) << " |";
    out << '\n';
    if (r > 0) continue;
    out << '|';
    for (std::size_t c = 0; c < rows[0].size(); ++c) out << (c < left ? " --- |" : " ---: |");
    out << '\n';
  }
}

void print_markdown(std::ostream& out, const Missing& missing) {
  out << "## Not said: " << markdown_text(missing.question.text) << '\n';
  for (const std::string& sentence : sentences(missing)) out << '\n' << markdown_text(sentence) << '\n';
  out << '\n';
  print_markdown_table(out, report_rows(missing), 3);
  out << '\n';
  print_markdown_table(out, authority_rows(missing), 1);
}

Exit missing(const Given& given) {
  const std::string format = format_given(given, formats);
  const bool is_rows = format == "csv" || format == "tsv";
  if (given.has("by") && !is_rows) throw Error("--by goes with rows: --format csv or tsv", "the others have both");
  const Searcher searcher = open_searcher(given);
  Question question = question_given(given, searcher, "*");
  question.deadline = std::chrono::milliseconds::max();
  const Missing missing = find_missing(searcher, question);

  Output output(given.text("output"));
  output.print([&](std::ostream& out) {
    if (format == "text") {
      print_text(out, missing, page_given(given));
      Question counted = question;
      counted.limit = 0;
      print_notices(out, question, searcher.search(counted), page_given(given));
    }
    if (format == "markdown") print_markdown(out, missing);
    if (format == "json") out << printed_answer(to_json(missing));
    if (is_rows)
      for (const auto& row : given.text("by") == "authority" ? missing_authorities(missing) : missing_reports(missing))
        out << (format == "csv" ? csv_line(row, is_safe(given)) : tsv_line(row, is_safe(given)));
  });
  output.finish();
  return missing.reports.empty() ? Exit::nothing : Exit::found;
}

}  // namespace

Verb missing_verb() {
  OptionGroup others{"Output", output_options(formats)};
  others.options.insert(others.options.begin(), {"by", "WHAT", "in CSV and TSV a row a report or an authority",
                                                 Takes::text, "report authority", "report"});
  others.options.push_back(index_option);
  return {
      "missing",
      "Themes",
      "find the reports and authorities that could have said something and did not",
      "QUESTION",
      {{"findings missing '\"private fostering\"' --framework ilacs --area help-and-protection", ""},
       {"findings missing 'unaccompanied children' --year 2023.. --by authority -o silent.csv", ""}},
      "A report could say it that has a paragraph which the filters let through: with --area adoption, one that has "
      "something on adoption. It does not where the question finds none of those paragraphs.",
      {filter_options(), reading_options(), others},
      missing};
}

}  // namespace findings
