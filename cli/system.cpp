// What `findings doctor --system` does.
#include <algorithm>
#include <cstdlib>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/apart.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/print_text.h"
#include "cli/progress.h"
#include "cli/system_checks.h"
#include "schema/generations.h"

namespace findings {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view installed_config = "/etc/findings/serve.toml";

constexpr std::string_view word_of(Verdict verdict) {
  return verdict == Verdict::ok ? "ok" : verdict == Verdict::warning ? "warning" : "wrong";
}

fs::path config_file(const Given& given) {
  if (given.has("config")) return given.text("config");
  if (const char* named = std::getenv("FINDINGS_CONFIG"); named != nullptr && *named != '\0') return named;
  return fs::exists(installed_config) ? fs::path(installed_config) : fs::path();
}

void add(std::vector<SystemCheck>& checks, std::vector<SystemCheck> more) {
  for (SystemCheck& check : more) checks.push_back(std::move(check));
}

std::vector<SystemCheck> check_all(const Given& given) {
  const char* const caller = std::getenv("FINDINGS_CALLER");
  std::vector<SystemCheck> checks = check_programs(caller != nullptr ? caller : FINDINGS_VERSION);
  const fs::path file = config_file(given);
  ServeConfig config;
  try {
    config = serve_config({}, values_of_environment(std::getenv), file.empty() ? ServeValues() : values_of_file(file));
    checks.push_back({"configuration", Verdict::ok, file.empty() ? "no file names another" : file.string(), ""});
  } catch (const Error& error) {
    checks.push_back({"configuration", Verdict::wrong, error.what(), error.hint()});
    config = serve_config({}, {}, {});
  }
  const fs::path index = given.has("index") ? fs::path(given.text("index")) : config.index;
  add(checks, check_index(index));
  add(checks, check_serving(config));
  add(checks, check_surroundings(index));
  return checks;
}

void print_json(const std::vector<SystemCheck>& checks) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const SystemCheck& check : checks)
    rows.push_back({{"name", check.name},
                    {"verdict", word_of(check.verdict)},
                    {"says", check.says},
                    {"todo", check.todo.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(check.todo)}});
  std::cout << nlohmann::ordered_json{{"checks", rows}}.dump(2, ' ', false,
                                                             nlohmann::ordered_json::error_handler_t::replace)
            << '\n';
}

void print_text(const std::vector<SystemCheck>& checks) {
  constexpr std::size_t name_at = 9, text_at = 24;
  for (const SystemCheck& check : checks) {
    std::string line(word_of(check.verdict));
    line.resize(name_at, ' ');
    line += check.name;
    line.resize(text_at, ' ');
    std::cout << line << one_line(check.says) << '\n';
    if (!check.todo.empty()) std::cout << std::string(text_at, ' ') << one_line(check.todo) << '\n';
  }
}

}  // namespace

Exit examine_system(const Given& given) {
  if (!given.words().empty())
    throw Error("doctor --system examines this machine, no files", "findings doctor --system --index DIR");
  const std::vector<SystemCheck> checks = check_all(given);
  if (given.text("format") == "json")
    print_json(checks);
  else
    print_text(checks);
  return std::any_of(checks.begin(), checks.end(), [](const auto& check) { return check.verdict == Verdict::wrong; })
             ? Exit::failures
             : Exit::found;
}

}  // namespace findings
