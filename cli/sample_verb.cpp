// findings sample QUESTION: paragraphs drawn at random, the same for the same seed.
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/print_results.h"
#include "cli/rows.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text json ndjson csv tsv markdown";

void print_strata(std::ostream& out, const Sample& sample, const Page& page) {
  if (sample.fields.empty()) return;
  std::vector<std::vector<std::string>> rows{sample.fields};
  rows[0].insert(rows[0].end(), {"found", "drawn"});
  for (const Sample::Stratum& stratum : sample.strata) {
    rows.emplace_back();
    for (std::size_t i = 0; i < stratum.values.size(); ++i)
      rows.back().push_back(label_of(sample.fields.at(i), stratum.values[i]));
    rows.back().insert(rows.back().end(), {std::to_string(stratum.found), std::to_string(stratum.drawn)});
  }
  out << '\n';
  print_table(out, rows, sample.fields.size(), page);
}

Exit sample(const Given& given) {
  const std::string format = format_given(given, formats);
  const Searcher searcher = open_searcher(given);
  const Question question = question_given(given, searcher);
  Sample sample;
  if (const auto size = given.number("size"))
    sample = searcher.sample(question, *size, given.list("stratify"));
  else
    throw Error("sample wants to know how many", "as in --size 50");

  Question counted = question;
  counted.limit = 0;
  const Results results = searcher.search(counted);
  if (const auto rows = row_format(format); rows && format != "json")
    return write_rows(given, searcher, question, results, *rows, [&](const auto& use) {
      for (const FoundHit& hit : sample.hits) use(hit);
    });
  if (given.has("provenance")) throw Error("--provenance goes with rows: --format csv, tsv, ndjson or markdown");
  Output output(given.text("output"));
  output.print([&](std::ostream& out) {
    const Page page = page_given(given);
    if (format == "json") {
      out << printed_answer(to_json(question, sample));
    } else if (sample.found.paragraphs == 0) {
      print_help(out, question, results, page);
    } else {
      out << styled(found_in_words(results), Style::bold, page) << "; " << sample.hits.size() << " drawn with seed "
          << question.seed << '\n';
      print_notices(out, question, results, page);
      print_strata(out, sample, page);
      print_hits(out, sample.hits, page);
    }
  });
  output.finish();
  return sample.found.paragraphs > 0 ? Exit::found : Exit::nothing;
}

}  // namespace

Verb sample_verb() {
  OptionGroup drawn{"What is drawn",
                    {{"size", "N", "so many paragraphs", Takes::number},
                     {"stratify",
                      "A,B",
                      "from each combination of these fields' values its share",
                      Takes::list,
                      {},
                      {},
                      Offers::facets},
                     {"seed", "N", "another draw for each", Takes::number, {}, "0"}}};
  OptionGroup others{"Output", output_options(formats)};
  others.options.push_back(provenance_option);
  others.options.push_back(index_option);
  return {"sample",
          "Asking",
          "draw paragraphs at random, the same for the same seed",
          "QUESTION",
          {{"findings sample neglect --size 50 --stratify framework,grade --seed 7", ""},
           {"findings sample '*' --area adoption --size 20 -o adoption.csv --provenance adoption.json", ""}},
          "With the same seed, question and index the same paragraphs are drawn. They stand in the order of the index.",
          {drawn, filter_options(), reading_options(), others},
          sample};
}

}  // namespace findings
