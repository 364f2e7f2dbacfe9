// findings complete WORD...: what a shell offers in the place of the last word, from the tables of verbs and the index.
#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "cli/ask.h"
#include "cli/print_text.h"
#include "cli/verbs.h"
#include "schema/generations.h"
#include "schema/report_records.h"
#include "schema/text.h"
#include "searcher/values.h"

namespace findings {
namespace {

struct Offer {
  std::string text, says;
};

// The one line that asks the shell itself.
const std::string files_line = ":files", folders_line = ":folders";
bool asks_shell(const Offer& offer) { return offer.text == files_line || offer.text == folders_line; }

std::vector<Offer> index_values(const std::string& field, const std::string& index) {
  const Searcher searcher(index.empty() ? default_index() : std::filesystem::path(index));
  Question question;
  question.limit = 0;
  question.facets = {field};
  question.facet_values = 100000;
  std::vector<Offer> offers;
  const auto add = [&](const auto& self, const std::vector<FacetValue>& values) -> void {
    for (const FacetValue& value : values) {
      const std::string text = slug(value.value);
      const bool is_there = std::any_of(offers.begin(), offers.end(), [&](const Offer& o) { return o.text == text; });
      // A slug that no longer means the value ("don't") is not offered.
      if (!text.empty() && !is_there)
        offers.push_back(
            {text, value.label == text ? number_of(value.counts.paragraphs, "paragraph", "paragraphs") : value.label});
      self(self, value.children);
    }
  };
  add(add, searcher.search(question).facets.at(0).values);
  return offers;
}

std::vector<Offer> report_ids(const std::string& index, bool with_hash) {
  std::vector<Offer> offers;
  for (const ReportRecord& record :
       read_records(current_generation(index.empty() ? default_index() : std::filesystem::path(index))))
    offers.push_back({record.report.id + (with_hash ? "#" : ""), record.report.title});
  return offers;
}

std::vector<Offer> citations(const std::string& typed, const std::string& index) {
  const std::size_t hash = typed.find('#');
  if (hash == typed.npos) return report_ids(index, true);
  const Searcher searcher(index.empty() ? default_index() : std::filesystem::path(index));
  Question question;
  question.filters = {{"report", {typed.substr(0, hash)}}};
  question.sort = Sort::index;
  question.limit = 10000;
  std::vector<Offer> offers;
  searcher.each_hit(question, false, [&](FoundHit&& found) {
    offers.push_back({found.hit.citation, cut(found.hit.text, 60)});
  });
  return offers;
}

std::vector<Offer> offers_for(Offers kind, std::string_view choices, std::string_view field, const std::string& typed,
                              const std::string& index) {
  std::vector<Offer> offers;
  switch (kind) {
    case Offers::files:
      return {{files_line, ""}};
    case Offers::folders:
      return {{folders_line, ""}};
    case Offers::facets:
      for (const Field& one : fields)
        if (one.facet) offers.push_back({std::string(one.name), std::string(one.describes)});
      return offers;
    case Offers::values:
      return field == "report" ? report_ids(index, false) : index_values(std::string(field), index);
    case Offers::reports:
      return report_ids(index, false);
    case Offers::citations:
      return citations(typed, index);
    case Offers::verbs:
      for (const Verb& verb : verbs())
        if (!verb.group.empty()) offers.push_back({std::string(verb.name), std::string(verb.describes)});
      return offers;
    case Offers::nothing:
    case Offers::choices:
      break;
  }
  while (!choices.empty()) {
    offers.push_back({std::string(choices.substr(0, choices.find(' '))), ""});
    choices.remove_prefix(std::min(offers.back().text.size() + 1, choices.size()));
  }
  return offers;
}

const Option* option_named(const Verb& verb, std::string_view name) {
  for (const OptionGroup& group : verb.options)
    for (const Option& option : group.options)
      if (option.name == name) return &option;
  return nullptr;
}

/// What may stand in the place of the last word.
std::vector<Offer> complete(std::vector<std::string> words) {
  // bash parts "--grade=ad" into three words, and gives "=" alone where nothing is typed after it.
  for (std::size_t i = 1; i < words.size(); ++i)
    if (words[i] == "=" && words[i - 1].starts_with("--")) {
      words.erase(words.begin() + static_cast<long>(i));
      if (i == words.size()) words.emplace_back();
    }
  const std::string typed = words.back();
  const Verb* verb = words.size() > 1 ? find_verb(words.front()) : nullptr;
  std::vector<Offer> offers;
  if (!verb) {
    offers = offers_for(Offers::verbs, {}, {}, typed, "");
    if (words.size() == 1) offers.push_back({"help", "what a verb can do"});
    return words.size() == 1 || (words.size() == 2 && words.front() == "help") ? offers : std::vector<Offer>{};
  }
  std::string index;
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (words[i] == "--index") index = words[i + 1];
    if (words[i].starts_with("--index=")) index = words[i].substr(8);
  }
  if (const char* home = std::getenv("HOME"); home && index.starts_with("~/")) index.replace(0, 1, home);
  const auto value_of = [&](std::string name, const std::string& value, const std::string& before) {
    if (name == "-o") name = "--output";
    const Option* option = name.starts_with("--") ? option_named(*verb, name.substr(2)) : nullptr;
    if (!option || option->takes == Takes::nothing) return false;
    const std::size_t comma = option->offers == Offers::facets ? value.rfind(',') : value.npos;
    const std::string list = comma == value.npos ? "" : value.substr(0, comma + 1);
    for (Offer& offer : offers_for(option->offers, option->choices, option->name, value, index))
      offers.push_back({asks_shell(offer) ? offer.text : before + list + offer.text, offer.says});
    return true;
  };
  if (const std::size_t equals = typed.find('='); typed.starts_with("--") && equals != typed.npos) {
    value_of(typed.substr(0, equals), typed.substr(equals + 1), typed.substr(0, equals + 1));
    return offers;
  }
  if (words.size() > 2 && value_of(words[words.size() - 2], typed, "")) return offers;
  if (typed.starts_with("-")) {
    for (const OptionGroup& group : verb->options)
      for (const Option& option : group.options)
        if (!option.hidden) offers.push_back({"--" + std::string(option.name), std::string(option.describes)});
    return offers;
  }
  return offers_for(verb->offers, verb->choices, {}, typed, index);
}

Exit complete_words(const Given& given) {
  try {
    const std::string typed = given.words().empty() ? "" : given.words().back();
    for (const Offer& offer : complete(given.words().empty() ? std::vector<std::string>{""} : given.words()))
      if (asks_shell(offer) || offer.text.starts_with(typed == "=" ? "" : typed))
        std::cout << offer.text << (offer.says.empty() ? "" : '\t' + offer.says) << '\n';
  } catch (...) {  // somebody is typing: a missing index is no news to them now
  }
  return Exit::found;
}

}  // namespace

Verb complete_verb() {
  return {.name = "complete",
          .describes = "list what may stand in the place of the last word, for a shell",
          .arguments = "-- WORD...",
          .options = {{"Options", {}}},
          .run = complete_words};
}

}  // namespace findings
