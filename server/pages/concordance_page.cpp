// Every occurrence of a question's words between the words around it, and the words that keep it company.
#include <algorithm>

#include "schema/text.h"
#include "searcher/values.h"
#include "server/asked_analyses.h"
#include "server/pages/addresses.h"
#include "server/pages/hits.h"
#include "server/pages/pages.h"
#include "server/pages/slice.h"

namespace findings::pages {
namespace {

constexpr std::size_t collocates_shown = 25;
constexpr Choice sorts[] = {{"", "report by report"},
                            {"R1,R2,R3", "the words to the right"},
                            {"L1,L2,L3", "the words to the left"},
                            {"centre,R1", "what was found"},
                            {"authority", "authority"},
                            {"year", "year"},
                            {"grade", "grade"}};
constexpr Choice windows[] = {{"5", "5 words"}, {"", "8 words"}, {"12", "12 words"}, {"sentence", "the sentence"}};
constexpr Choice copies[] = {{"", "once"}, {"show", "each"}};

Data line_data(const ConcordanceLine& line, const std::string& hl) {
  Data data;
  put(data, "left", line.left);
  put(data, "centre", line.match);
  put(data, "right", line.right);
  put(data, "citation", line.hit.citation);
  put(data, "in_context", paragraph_address(line.hit.citation, hl));
  put(data, "authority", line.hit.authority.empty() ? line.hit.report : line.hit.authority);
  put(data, "year", line.hit.inspected.substr(0, 4));
  put_grade(data, line.hit.grade);
  return data;
}

std::string sort_of(const Asked& asked) {
  std::string keys;
  for (const std::string& key : asked.list("sort")) keys += (keys.empty() ? "" : ",") + key;
  return keys;
}

/// The closest words, each with the lines it stands in.
DataList company(const Searcher& searcher, const AskedPage& page) {
  Question question = page.question;
  question.limit = collocates_shown;
  DataList words;
  for (const Collocate& one : collocates(searcher, question).collocates) {
    http::Pairs parameters = page.slice();
    parameters.insert(parameters.end(),
                      {{"window", std::to_string(*collocate_context.words)}, {"within_sentence", "1"}});
    parameters.insert(parameters.end(), {{"beside", one.word}, {"duplicates", "show"}});
    Data data;
    put(data, "word", one.word);
    put(data, "word_address", address("/concordance", parameters));
    put(data, "beside", number(one.lines));
    put(data, "log_dice", decimal(one.log_dice, 1));
    put(data, "g2", decimal(one.g2, 0));
    words.push_back(std::move(data));
  }
  return words;
}

void fill(Data& data, const Call& call, const Asked& asked, AskedPage& page) {
  const std::string sort = sort_of(asked);
  page.beside = given(asked, {"window", "within_sentence", "beside", "sample", "seed", "duplicates", "limit"});
  if (!sort.empty()) page.beside.emplace_back("sort", sort);
  DataList controls, texts, lines;
  controls.push_back(control("sort", "Sorted by", sorts, sort));
  controls.push_back(control("window", "On either side", windows, asked.text("window")));
  controls.push_back(
      control("duplicates", "What paragraphs repeat", copies, asked.has("duplicates") ? asked.text("duplicates") : ""));
  texts.push_back(text_control("beside", "Only beside this word", asked.text("beside"), ""));
  put_slice(data, call, page, std::move(controls), std::move(texts));
  put_elsewhere(data, call, "concordance", page, {{"json", "JSON"}, {"csv", "CSV"}});
  put(data, "no_words", wanted_words(page.question.expression).empty());
  put(data, "lines", DataList{});
  if (wanted_words(page.question.expression).empty()) return;

  Question question = page.question;
  set_lines(question, asked);
  const Concordance concordance(call.index->searcher, question, lines_wanted(asked));
  concordance.each_line([&](ConcordanceLine&& line) { lines.push_back(line_data(line, page.text)); });
  const std::size_t here = lines.size(), next = question.offset + here;
  const auto at = [&](std::size_t offset) { return address(page.path, page.at(offset)); };
  put(data, "lines_in_words",
      number_of(concordance.total(), "line", "lines") + " of " +
          number_of(concordance.occurrences(), "occurrence", "occurrences"));
  put(data, "range",
      here == concordance.lines() || here == 0
          ? ""
          : number(question.offset + 1) + " to " + number(next) + " of " + number(concordance.lines()));
  put(data, "previous_page",
      question.offset == 0 ? "" : at(question.offset - std::min(question.offset, question.limit)));
  put(data, "next_page", here == 0 || next >= concordance.lines() || next > farthest_hit ? "" : at(next));
  put(data, "lines", std::move(lines));
  put(data, "collocates", company(call.index->searcher, page));
}

}  // namespace

http::Response concordance_page(const Call& call) {
  return slice_page(call, "concordance", joined({question_parameters(), concordance_parameters()}), "Concordance",
                    [&](Data& data, const Asked& asked, AskedPage& page) { fill(data, call, asked, page); });
}

}  // namespace findings::pages
