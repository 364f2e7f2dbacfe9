#include "cli/verbs.h"

namespace findings {

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> all = [] {
    std::vector<Verb> verbs{
        search_verb(), facets_verb(),  sample_verb(),    watch_verb(),       reports_verb(),
        themes_verb(), matrix_verb(),  missing_verb(),   concordance_verb(), compare_verb(),
        pack_verb(),   report_verb(),  paragraph_verb(), similar_verb(),     cite_verb(),
        index_verb(),  outline_verb(), doctor_verb(),    generations_verb(), rollback_verb(),
        verify_verb(), serve_verb(),   shard_verb(),     completions_verb(), complete_verb(),
    };
    for (Verb& verb : verbs) verb.options.back().options.push_back({"help", "", "show this"});
    return verbs;
  }();
  return all;
}

const Verb* find_verb(std::string_view name) {
  for (const Verb& verb : verbs())
    if (verb.name == name) return &verb;
  return nullptr;
}

}  // namespace findings
