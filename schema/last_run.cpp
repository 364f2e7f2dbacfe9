#include "schema/last_run.h"

#include <nlohmann/json.hpp>

#include "schema/files.h"

namespace findings {

namespace {

using Json = nlohmann::ordered_json;

constexpr char file_name[] = "last-run.json";

}  // namespace

void write_last_run(const std::filesystem::path& index, const LastRun& run) {
  Json json{{"time", run.time}, {"paths", run.paths}, {"unread", Json::array()}};
  for (const Unread& one : run.unread) json["unread"].push_back({{"path", one.path}, {"reason", one.reason}});
  // A path need not be UTF-8.
  replace_file(index / file_name, json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::optional<LastRun> read_last_run(const std::filesystem::path& index) try {
  const Json json = Json::parse(read_file(index / file_name));
  LastRun run{json.at("time").get<std::string>(), json.at("paths").get<std::vector<std::string>>(), {}};
  for (const Json& one : json.at("unread"))
    run.unread.push_back({one.at("path").get<std::string>(), one.at("reason").get<std::string>()});
  return run;
} catch (const Json::exception&) {
  return std::nullopt;
} catch (const Error&) {
  return std::nullopt;
}

}  // namespace findings
