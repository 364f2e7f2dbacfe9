// What `findings serve` can be told, by flags, by the environment and by a file: one table for the three.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/listen.h"

namespace findings {

struct ServeOption {
  enum class Kind { text, list, number, yes_or_no };
  std::string_view name;  // --allow-host, FINDINGS_ALLOW_HOST, allow-host = [...]
  Kind kind;
  std::string_view value;  // what stands for its value in --help
  std::string_view describes;
};

inline constexpr ServeOption serve_options[] = {
    {"index", ServeOption::Kind::text, "DIR", "the index; else the user's own"},
    {"listen", ServeOption::Kind::text, "HOST:PORT", "where to listen: 127.0.0.1:8080; port 0 takes a free one"},
    {"allow-host", ServeOption::Kind::list, "NAME", "a name this server is called by, beside the one it listens on"},
    {"allow-origin", ServeOption::Kind::list, "ORIGIN", "a web page that may use the API: https://intranet.example"},
    {"public-address", ServeOption::Kind::text, "ORIGIN",
     "how people reach it through a proxy: https://findings.example"},
    {"cert", ServeOption::Kind::text, "FILE", "a certificate chain in PEM: serve by TLS"},
    {"key", ServeOption::Kind::text, "FILE", "its key in PEM"},
    {"token-file", ServeOption::Kind::text, "FILE", "the API wants one of the tokens whose hashes stand there"},
    {"log-queries", ServeOption::Kind::yes_or_no, "", "log what is asked for, too: questions can name children"},
    {"workers", ServeOption::Kind::number, "N", "requests worked on at once: twice the cores and 2"},
    {"searches", ServeOption::Kind::number, "N", "searches at once: as many as cores, at least 2"},
    {"connections", ServeOption::Kind::number, "N", "connections held open at once: 512"},
    {"per-client", ServeOption::Kind::number, "N", "of them by one address: 64"},
};

/// Values by option, and where each came from: "--listen", "FINDINGS_LISTEN", "serve.toml:3".
struct ServeValues {
  struct Value {
    std::vector<std::string> texts;
    std::string from;
  };
  std::map<std::string, Value, std::less<>> by_name;
};

/// The values of a TOML file. Throws Error naming file and line for one that cannot be read, an unknown name (with the
/// nearest) and a value of another kind.
ServeValues values_of_file(const std::filesystem::path& file);

/// Those of FINDINGS_* variables; of lists, separated by commas. `variable` is std::getenv but in tests.
ServeValues values_of_environment(const std::function<const char*(const char*)>& variable);

struct ServeConfig {
  std::filesystem::path index;
  http::Address listen;
  std::vector<std::string> allow_hosts, allow_origins;  // in small letters
  std::string public_address;                           // "https://findings.example"; its host is allowed
  std::optional<std::filesystem::path> cert, key, token_file;
  bool log_queries = false;
  std::size_t workers, searches, connections = 512, per_client = 64;
};

/// Puts them together: flags before environment before file before what stands in the table. Throws Error naming where
/// a value that is none came from.
ServeConfig serve_config(const ServeValues& flags, const ServeValues& environment, const ServeValues& file);

/// "https://intranet.example" or with a port: what a browser sends as Origin, nothing wider; in small letters. Throws
/// Error beginning with `from` for anything else.
std::string checked_origin(const std::string& typed, const std::string& from);

/// The configuration as a file that says the same, with where each value came from.
std::string printed_config(const ServeConfig& config, const ServeValues& flags, const ServeValues& environment,
                           const ServeValues& file);

}  // namespace findings
