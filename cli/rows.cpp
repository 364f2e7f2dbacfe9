#include "cli/rows.h"

#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/print_results.h"
#include "schema/digest.h"
#include "searcher/json_results.h"

namespace findings {

const Option provenance_option{.name = "provenance",
                               .value = "FILE",
                               .describes = "write beside it what was asked, of which index, and what was found",
                               .takes = Takes::text,
                               .offers = Offers::files};

Exit write_rows(const Given& given, const Searcher& searcher, const Question& question, const Results& results,
                RowFormat format, const EachHit& each) {
  Output output(given.text("output"));
  RowWriter writer(format, is_safe(given), [&](std::string_view bytes) { output.write(bytes); });
  std::size_t rows = 0;
  writer.begin(question, results);
  each([&](const FoundHit& hit) {
    writer.add(hit);
    ++rows;
  });
  writer.end();
  output.finish();

  if (given.has("provenance")) {
    Provenance provenance{"findings " FINDINGS_VERSION, question.text, filters_given(given), reading_given(given),
                          rows};
    provenance.format = row_format_names[static_cast<std::size_t>(format)];
    provenance.file = output.file().string();
    if (output.is_file()) provenance.digest = sha256_of_file(output.file());
    Output header(given.text("provenance"));
    header.write(printed_answer(to_json(provenance, question, results, searcher.generation())));
    header.finish();
  }
  std::ostream& messages = output.is_file() ? std::cout : std::cerr;
  if (results.found.paragraphs == 0) {
    print_help(messages, question, results, Page{});
    return Exit::nothing;
  }
  print_notices(messages, question, results, Page{});
  if (output.is_file())
    messages << found_in_words(results) << "; " << number_of(rows, "row", "rows") << " in " << output.file().string()
             << '\n';
  return Exit::found;
}

}  // namespace findings
