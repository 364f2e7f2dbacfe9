#include "searcher/json_concordance.h"

#include <nlohmann/json.hpp>

#include "searcher/json_results.h"

namespace findings {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Context& context) {
  return {{"words", context.words ? Json(*context.words) : Json()},
          {"within_sentence", context.within_sentence || !context.words}};
}

}  // namespace

Json to_json(const ConcordanceLine& line) {
  Json json = to_json(FoundHit{line.hit});
  for (const char* key : {"score", "text", "matches", "copies", "snippet", "before", "after"}) json.erase(key);
  json.update({{"left", line.left},
               {"match", line.match},
               {"right", line.right},
               {"start", line.at.start},
               {"length", line.at.length}});
  return json;
}

Json to_json(const Question& question, const LinesWanted& wanted, const Concordance& concordance) {
  Json lines = Json::array();
  concordance.each_line([&](ConcordanceLine&& line) { lines.push_back(to_json(line)); });
  return {{"query", to_json(question)},
          {"found", to_json(concordance.found())},
          {"occurrences", concordance.occurrences()},
          {"total", concordance.total()},
          {"with_lines", to_json(concordance.with_lines())},
          {"context", to_json(wanted.context)},
          {"sort", wanted.sort},
          {"beside", wanted.beside.empty() ? Json() : Json(wanted.beside)},
          {"duplicates", question.fold_copies ? "fold" : "show"},
          {"sample", wanted.sample ? Json(*wanted.sample) : Json()},
          {"seed", question.seed},
          {"total_lines", concordance.lines()},
          {"offset", question.offset},
          {"limit", question.limit},
          {"lines", lines}};
}

Json to_json(const Question& question, const Context& context, const Collocates& collocates) {
  Json list = Json::array();
  for (const Collocate& one : collocates.collocates)
    list.push_back({{"word", one.word},
                    {"together", one.together},
                    {"all", one.all},
                    {"lines", one.lines},
                    {"paragraphs", one.counts.paragraphs},
                    {"reports", one.counts.reports},
                    {"authorities", one.counts.authorities},
                    {"log_dice", one.log_dice},
                    {"g2", one.g2}});
  return {{"query", to_json(question)},
          {"found", to_json(collocates.found)},
          {"slice", to_json(collocates.slice)},
          {"occurrences", collocates.occurrences},
          {"words_beside", collocates.words_beside},
          {"slice_words", collocates.slice_words},
          {"context", to_json(context)},
          {"fewest_together", fewest_together},
          {"fewest_reports", fewest_collocate_reports},
          {"total", collocates.total},
          {"offset", question.offset},
          {"limit", question.limit},
          {"collocates", list}};
}

}  // namespace findings
