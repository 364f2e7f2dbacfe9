// What must hold of every question, whatever was typed: an answer or an error that says why, and valid text always.
#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "indexer/write.h"
#include "schema/generations.h"
#include "schema/text.h"
#include "searcher/json_results.h"
#include "searcher/parse.h"
#include "searcher/searcher.h"
#include "tests/fuzz/law.h"
#include "tests/made_reports.h"
#include "tests/temporary_folder.h"

namespace findings {

/// Valid UTF-8; lines of it.
inline bool is_clean_text(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (!is_clean_line(line)) return false;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return true;
}

/// A small index to ask.
class AskedIndex {
 public:
  AskedIndex() {
    Writer writer(folder_ / "index");
    std::vector<Report> reports{made_report("Ashby", "ashby", "2012-05-04"),
                                made_report("Bexcombe", "bexcombe", "2011-03-02"),
                                made_report("Crale", "crale", "2013-01-31")};
    reports[1].framework = "sif";
    reports[2].framework.reset();
    reports[2].inspected.reset();
    reports[2].paragraphs[1].text =
        "Child and adolescent mental health services (CAMHS) see looked after children; child sexual exploitation "
        "(CSE), "
        "drift and delay are rare, the well-being of young people is not: 15% wait 26 weeks & more.";
    write_generation(reports, writer.build());
    writer.publish("{}");
    searcher_ = std::make_unique<Searcher>(folder_ / "index");
  }
  const Searcher& searcher() const { return *searcher_; }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Searcher> searcher_;
};

inline void require_laws_of_error(const Error& error, const std::string& typed) {
  require(is_clean_line(error.what()), "an error is a line", error.what());
  require(is_clean_text(error.hint()), "a hint is lines", error.hint());
  require(error.status() == Exit::usage, "a question is all that can be wrong", error.what());
  const auto* mistake = dynamic_cast<const QuestionError*>(&error);
  if (mistake == nullptr) return;
  const std::size_t letters = code_points(tidy(typed));
  require(mistake->start() <= letters && mistake->length() >= 1, "a mistake has its place in the question", typed);
}

inline void require_laws_of_matches(const std::vector<Match>& matches, const std::string& text) {
  std::size_t end = 0;
  for (const Match& match : matches) {
    require(match.start >= end && match.length > 0, "matches stand in order, none over another", text);
    end = match.start + match.length;
  }
  require(end <= code_points(text), "matches stand inside the text", text);
}

/// Reads the question and, where it can be read, asks it. Returns whether it could be.
inline bool require_laws_of_question(const Searcher& searcher, const std::string& typed) {
  Question question;
  try {
    question = searcher.understand(typed, {});
  } catch (const Error& error) {
    require_laws_of_error(error, typed);
    return false;
  }
  const std::string described = describe(question.expression);
  require(is_clean_line(described), "what was understood is a line", described);
  for (const std::string& word : question.ignored) require(is_clean_line(word), "what was ignored is a line", word);

  question.facets = {"authority", "area", "grade", "section", "year"};
  try {
    const Results results = searcher.search(question);
    const Counts& found = results.found;
    require(found.paragraphs >= found.reports && found.reports >= found.authorities, "counts nest", typed);
    require(searcher.count(question) == found, "what is counted is what is found", typed);
    require(results.hits.size() <= std::min(question.limit, found.paragraphs), "no more hits than found", typed);
    require((found.paragraphs > 0) != results.help.has_value(), "help is for who found nothing", typed);
    for (const FoundHit& hit : results.hits) require_laws_of_matches(hit.matches, hit.hit.text);
    const std::string json = printed(to_json(question, results), false);
    require(is_clean_line(json), "an answer is a line of JSON", json);
    require(nlohmann::json::accept(json), "an answer is JSON", json);
  } catch (const Error& error) {
    require_laws_of_error(error, typed);
    return false;
  }
  return true;
}

}  // namespace findings
