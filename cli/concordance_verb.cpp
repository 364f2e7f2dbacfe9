// findings concordance QUESTION: every occurrence in a line of its own, and what stands beside them.
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/output.h"
#include "cli/print_concordance.h"
#include "cli/print_results.h"
#include "searcher/export.h"
#include "searcher/json_concordance.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text json ndjson csv tsv markdown";
constexpr std::size_t lines_of_text = 20;

Context context_given(const Given& given, Context context) {
  context.within_sentence = context.within_sentence || given.has("within-sentence");
  if (!given.has("window")) return context;
  const std::string window = given.text("window");
  context.words = given.number("window");
  if (!context.words && window != "sentence")
    throw Error("--window wants a number of words or \"sentence\", not \"" + window + "\"");
  return context;
}

std::string markdown_row(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += ' ' + markdown_text(cell) + " |";
  return row + '\n';
}

/// Writes rows as a table of the format: heading first, then a row at a time.
class TableWriter {
 public:
  TableWriter(RowFormat format, bool safe, Output& output) : format_(format), safe_(safe), output_(output) {}

  void begin(const std::vector<std::string>& heading) {
    if (format_ == RowFormat::ndjson) return;
    write(heading);
    if (format_ != RowFormat::markdown) return;
    std::string rule = "|";
    for (std::size_t i = 0; i < heading.size(); ++i) rule += " --- |";
    output_.write(rule + '\n');
  }
  void add(const std::vector<std::string>& cells, const nlohmann::ordered_json& json) {
    if (format_ == RowFormat::ndjson)
      output_.write(printed(json, false) + '\n');
    else
      write(cells);
  }

 private:
  void write(const std::vector<std::string>& cells) {
    output_.write(format_ == RowFormat::csv   ? csv_line(cells, safe_)
                  : format_ == RowFormat::tsv ? tsv_line(cells, safe_)
                                              : markdown_row(cells));
  }

  RowFormat format_;
  bool safe_;
  Output& output_;
};

/// What was understood, for people who see rows alone.
void print_around(const Output& output, const Question& question, const Results& results, std::size_t rows) {
  std::ostream& messages = output.is_file() ? std::cout : std::cerr;
  if (results.found.paragraphs == 0) return print_help(messages, question, results, Page{});
  print_notices(messages, question, results, Page{});
  if (output.is_file())
    messages << found_in_words(results) << "; " << number_of(rows, "row", "rows") << " in " << output.file().string()
             << '\n';
}

/// A page of text or JSON, else all.
void set_page(const Given& given, const std::string& format, Question& question) {
  question.offset = given.number("offset").value_or(0);
  const bool is_page = (format == "text" || format == "json") && !given.has("output");
  question.limit = given.number("limit").value_or(is_page ? lines_of_text : SIZE_MAX);
  if (!is_page) question.deadline = std::chrono::milliseconds::max();
}

Exit print_found(const Given& given, const std::string& format, const Question& question, const Results& results,
                 const LinesWanted& wanted, const Concordance& concordance, std::vector<std::string> columns) {
  Output output(given.text("output"));
  if (format == "json") {
    output.write(printed_answer(to_json(question, wanted, concordance)));
  } else if (format == "text") {
    if (columns.empty()) columns = {"grade"};
    std::vector<ConcordanceLine> lines;
    concordance.each_line([&](ConcordanceLine&& line) { lines.push_back(std::move(line)); });
    output.print([&](std::ostream& out) {
      const Page page = page_given(given);
      if (results.found.paragraphs == 0) return print_help(out, question, results, page);
      print_line_counts(out, question, wanted, concordance, page);
      print_notices(out, question, results, page);
      if (!lines.empty()) print_lines(out, lines, question.offset + 1, columns, page);
    });
  } else {
    if (columns.empty()) columns = standard_line_columns();
    TableWriter table(*row_format(format), is_safe(given), output);
    table.begin(line_heading(columns));
    std::size_t rows = 0;
    concordance.each_line([&](ConcordanceLine&& line) {
      table.add(line_cells(line, columns), to_json(line));
      ++rows;
    });
    print_around(output, question, results, rows);
  }
  output.finish();
  return concordance.lines() > 0 ? Exit::found : Exit::nothing;
}

Exit print_found(const Given& given, const std::string& format, const Question& question, const Results& results,
                 const Context& context, const Collocates& collocates) {
  Output output(given.text("output"));
  const nlohmann::ordered_json json = to_json(question, context, collocates);
  if (format == "json") {
    output.write(printed_answer(json));
  } else if (format == "text") {
    output.print([&](std::ostream& out) {
      const Page page = page_given(given);
      if (results.found.paragraphs == 0) return print_help(out, question, results, page);
      print_collocates(out, question, results, context, collocates, page);
    });
  } else {
    TableWriter table(*row_format(format), is_safe(given), output);
    table.begin(collocate_heading());
    for (std::size_t i = 0; i < collocates.collocates.size(); ++i)
      table.add(collocate_cells(collocates.collocates[i]), json["collocates"][i]);
    print_around(output, question, results, collocates.collocates.size());
  }
  output.finish();
  return collocates.total > 0 ? Exit::found : Exit::nothing;
}

Exit concordance(const Given& given) {
  const std::string format = format_given(given, formats);
  const bool of_words = given.has("collocates");
  for (const std::string_view one : {"sort", "beside", "sample", "columns", "duplicates"})
    if (of_words && given.has(one))
      throw Error("--" + std::string(one) + " is of lines; with --collocates there are none");
  const std::vector<std::string> columns = given.list("columns");
  for (const std::string& column : columns) column_of(column, Hit{});
  if (!columns.empty() && (format == "json" || format == "ndjson"))
    throw Error("--columns are of text, CSV, TSV and Markdown", "JSON has all that is known");
  if (given.has("seed") && !given.has("sample")) throw Error("--seed is of --sample, which is not given");

  const Searcher searcher = open_searcher(given);
  Question question = question_given(given, searcher);
  question.sort = Sort::index;
  set_page(given, format, question);
  Question counted = question;
  counted.limit = 0;
  const Results results = searcher.search(counted);
  if (of_words) {
    const Context context = context_given(given, collocate_context);
    return print_found(given, format, question, results, context, collocates(searcher, question, context));
  }
  const LinesWanted wanted{context_given(given, {}), given.list("sort"), given.text("beside"), given.number("sample")};
  return print_found(given, format, question, results, wanted, Concordance(searcher, question, wanted), columns);
}

}  // namespace

Verb concordance_verb() {
  OptionGroup lines{
      "Lines",
      {{"window", "N", "so many words on either side (8; of collocates 5), or all of the \"sentence\"", Takes::text},
       {"within-sentence", "", "no words of other sentences; collocates are always bounded so"},
       {"sort",
        "A,B",
        "by words to the left (L1 to L5) or right (R1 to R5), by \"centre\", by authority, year, grade ...",
        Takes::list,
        {},
        {},
        Offers::facets},
       {"beside", "WORD", "only lines with this word, in any plural or tense, in the window", Takes::text},
       {"sample", "N", "so many drawn at random, the same for the same seed", Takes::number},
       {"seed", "N", "another draw for each", Takes::number, {}, "0"},
       {"limit", "N", "show so many (20; in CSV, TSV, NDJSON and Markdown, and with -o, all)", Takes::number},
       {"offset", "N", "leave out so many first", Takes::number, {}, "0"},
       {"columns", "A,B", "facts of the paragraph: authority, inspected, grade, area, text ...", Takes::list}}};
  OptionGroup words{"Collocates", {{"collocates", "", "words that stand beside it more often than elsewhere"}}};
  OptionGroup others{"Output", output_options(formats)};
  others.options.push_back(index_option);
  OptionGroup reading = reading_options();
  for (Option& option : reading.options)
    if (option.name == "duplicates") option.standard = "show";
  return {"concordance",
          "Themes",
          "every occurrence in a line of its own, between the words around it",
          "QUESTION",
          {{"findings concordance drift --sort R1,L1", ""},
           {"findings concordance 'phrase:\"care plan\"' --grade inadequate --window sentence", ""},
           {"findings concordance supervision --collocates --area help-and-protection", ""},
           {"findings concordance delay --sample 100 --seed 7 -o delay.csv", ""}},
          "A line is what a search marks: 'drift delay' gives lines of either word in paragraphs that have both, "
          "'\"drift and delay\"' of the three words together. Lines stand in the order of the index, or are sorted by "
          "words in small letters, then in that order.\n"
          "--collocates measures by logDice (14 is the most; one more is twice as strong), beside it G2; the words of "
          "the slice that the filters let through are what it is measured against.",
          {filter_options(), reading, lines, words, others},
          concordance};
}

}  // namespace findings
