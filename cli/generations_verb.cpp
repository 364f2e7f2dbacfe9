// findings generations: what an index held, run by run, as far as it is kept.
#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/options.h"
#include "cli/print_text.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "schema/generations.h"
#include "schema/history.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

using Json = nlohmann::ordered_json;

/// "2026-05-01 12:00"
std::string minute_of(std::string time) {
  if (const std::size_t t = time.find('T'); t != time.npos) time[t] = ' ';
  return time.substr(0, 16);
}

/// "1.4 MB"
std::string size_of(std::uintmax_t bytes) {
  const std::uintmax_t tenths = (bytes + 50'000) / 100'000;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

/// "3 added, 1 dropped"
std::string summary_of(const ReportChanges& change) {
  std::vector<std::string> parts;
  const auto add = [&](const std::vector<std::string>& reports, const std::string& what) {
    if (!reports.empty()) parts.push_back(std::to_string(reports.size()) + " " + what);
  };
  add(change.added, "added");
  add(change.changed, "changed");
  add(change.dropped, "dropped");
  return parts.empty() ? "no report differs" : joined(parts, ", ");
}

std::string what_is_new(const Generation& generation) {
  std::string text = generation.manifest.restored ? "as " + generation.manifest.restored->from : "";
  if (generation.change) text += (text.empty() ? "" : ": ") + summary_of(*generation.change);
  return text;
}

void print_names(const std::string& what, const std::vector<std::string>& reports) {
  for (const std::string& id : reports) std::cout << "  " << what << "  " << one_line(id) << '\n';
}

void print_text(const std::vector<Generation>& history, bool with_reports) {
  std::vector<std::vector<std::string>> rows{
      {"generation", "", "indexed, UTC", "from the one before", "reports", "paragraphs", "size"}};
  for (const Generation& one : history)
    rows.push_back({one.name(), one.is_served ? "served" : "",
                    one.wrong.empty() ? minute_of(one.manifest.created) : one.wrong, what_is_new(one),
                    one.wrong.empty() ? std::to_string(one.manifest.reports) : "",
                    one.wrong.empty() ? std::to_string(one.manifest.paragraphs) : "",
                    one.wrong.empty() ? size_of(one.bytes) : ""});
  print_table(std::cout, rows, 4, {110, false});
  if (!with_reports) return;
  for (const Generation& one : history) {
    if (!one.change) continue;
    std::cout << '\n' << one.name() << ": " << summary_of(*one.change) << '\n';
    print_names("added  ", one.change->added);
    print_names("changed", one.change->changed);
    print_names("dropped", one.change->dropped);
  }
}

Json to_json(const Generation& generation) {
  const GenerationManifest& manifest = generation.manifest;
  Json json{{"generation", generation.name()}, {"served", generation.is_served}};
  const bool is_readable = generation.wrong.empty();
  json["wrong"] = is_readable ? Json(nullptr) : Json(generation.wrong);
  json["created"] = is_readable ? Json(manifest.created) : Json(nullptr);
  json["restored_from"] = manifest.restored ? Json(manifest.restored->from) : Json(nullptr);
  json["restored_at"] = manifest.restored ? Json(manifest.restored->at) : Json(nullptr);
  json["reports"] = is_readable ? Json(manifest.reports) : Json(nullptr);
  json["paragraphs"] = is_readable ? Json(manifest.paragraphs) : Json(nullptr);
  json["shards"] = is_readable ? Json(manifest.shards) : Json(nullptr);
  json["bytes"] = is_readable ? Json(generation.bytes) : Json(nullptr);
  json["changed"] = nullptr;
  if (const auto& change = generation.change)
    json["changed"] = {{"added", change->added}, {"changed", change->changed}, {"dropped", change->dropped}};
  return json;
}

Exit list_generations(const Given& given) {
  if (!given.words().empty())
    throw Error("generations takes no words; \"" + given.words().front() + "\" is one", "findings generations");
  const auto all = history(given.has("index") ? std::filesystem::path(given.text("index")) : default_index());
  if (given.text("format") == "json") {
    Json generations = Json::array();
    for (const Generation& one : all) generations.push_back(to_json(one));
    std::cout << printed(Json{{"generations", generations}}, true) << '\n';
  } else {
    print_text(all, given.has("reports"));
  }
  return Exit::found;
}

}  // namespace

Verb generations_verb() {
  return {"generations",
          "Making an index",
          "list what the index held, run by run, and what changed",
          "",
          {{"findings generations", "the newest first, and which is served"},
           {"findings generations --reports", "with every report that came, changed or went"}},
          "Every run of findings index that changes anything makes a generation and serves it. The last four are kept, "
          "and any that was served ten minutes ago; findings rollback serves one of them again.",
          {{"Options",
            {index_option,
             {"reports", "", "name the reports that were added, changed and dropped"},
             {"format", "FORMAT", "text or json", Takes::text, "text json", "text"}}}},
          list_generations};
}

}  // namespace findings
