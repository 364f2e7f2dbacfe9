#include "server/config.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <thread>

#include "schema/files.h"
#include "schema/generations.h"
#include "schema/text.h"
#include "schema/toml.h"

namespace findings {
namespace {

using Kind = ServeOption::Kind;

constexpr std::size_t most_of_anything = 4000;  // descriptors set the limit

const ServeOption* option_of(std::string_view name) {
  for (const ServeOption& option : serve_options)
    if (option.name == name) return &option;
  return nullptr;
}

std::string variable_of(std::string_view option) {
  std::string name = "FINDINGS_";
  for (const char c : option) name += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
  return name;
}

/// None of these options has one, and an error that repeats it would write to somebody's terminal.
bool has_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7F) return true;
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

std::string text_of(const toml::node& node, Kind kind, const std::string& where) {
  if (node.is_string() && has_control(**node.as_string())) throw Error(where + " has a control character in it");
  if (kind == Kind::number && node.is_integer()) return std::to_string(**node.as_integer());
  if (kind == Kind::yes_or_no && node.is_boolean()) return **node.as_boolean() ? "true" : "false";
  if ((kind == Kind::text || kind == Kind::list) && node.is_string()) return **node.as_string();
  throw Error(where + " wants " +
              (kind == Kind::number      ? "a number"
               : kind == Kind::yes_or_no ? "true or false"
               : kind == Kind::list      ? "a list of texts"
                                         : "a text"));
}

class Chosen {
 public:
  Chosen(const ServeValues& flags, const ServeValues& environment, const ServeValues& file)
      : all_{&flags, &environment, &file} {}

  const ServeValues::Value* value(std::string_view name) const {
    for (const ServeValues* values : all_)
      if (const auto at = values->by_name.find(name); at != values->by_name.end()) return &at->second;
    return nullptr;
  }
  std::optional<std::string> text(std::string_view name) const {
    const auto* given = value(name);
    if (!given) return std::nullopt;
    if (given->texts.size() != 1 || given->texts[0].empty()) throw Error(given->from + " wants a value");
    return given->texts[0];
  }
  std::vector<std::string> list(std::string_view name) const {
    const auto* given = value(name);
    return given ? given->texts : std::vector<std::string>();
  }
  std::size_t number(std::string_view name, std::size_t standard) const {
    const auto typed = text(name);
    if (!typed) return standard;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(typed->data(), typed->data() + typed->size(), number);
    if (error != std::errc() || end != typed->data() + typed->size() || number < 1 || number > most_of_anything)
      throw Error(value(name)->from + " wants a number from 1 to " + std::to_string(most_of_anything) + ", not \"" +
                  *typed + "\"");
    return number;
  }
  bool is_on(std::string_view name) const {
    const auto typed = text(name);
    if (!typed || *typed == "false" || *typed == "0") return false;
    if (*typed == "true" || *typed == "1") return true;
    throw Error(value(name)->from + " wants true or false, not \"" + *typed + "\"");
  }

 private:
  const ServeValues* all_[3];
};

std::string in_small_letters(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return text;
}

std::string checked_host(const std::string& typed, const std::string& from) {
  if (typed.empty() || typed.find_first_of("/?#*@ ,") != typed.npos)
    throw Error(from + ": \"" + typed + "\" is no name of a host",
                "name it as it stands in an address: findings.example");
  return in_small_letters(typed);
}

}  // namespace

std::string checked_origin(const std::string& typed, const std::string& from) {
  const std::string origin = in_small_letters(typed);
  const std::size_t host = origin.starts_with("http://") ? 7 : origin.starts_with("https://") ? 8 : 0;
  constexpr char letters_of_hosts[] = "abcdefghijklmnopqrstuvwxyz0123456789-_.:[]";
  if (host == 0 || host == origin.size() || origin.find_first_not_of(letters_of_hosts, host) != origin.npos)
    throw Error(from + ": \"" + typed + "\" is no origin",
                "an origin is scheme and host, and a port where it is not the usual: https://intranet.example");
  return origin;
}

ServeValues values_of_file(const std::filesystem::path& file) {
  toml::table table;
  try {
    table = toml::parse(read_file(file), file.string());
  } catch (const toml::parse_error& error) {
    throw Error(file.string() + ":" + std::to_string(error.source().begin.line) + ": " + tidy(error.description()));
  }
  ServeValues values;
  for (const auto& [key, node] : table) {
    const std::string name(key.str()), where = file.string() + ":" + std::to_string(node.source().begin.line);
    const ServeOption* option = option_of(name);
    if (option == nullptr) {
      std::vector<std::string> names;
      for (const ServeOption& known : serve_options) names.emplace_back(known.name);
      const std::string near = nearest(name, names);
      throw Error(where + ": no option is called \"" + tidy(name) + "\"" +
                      (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
                  "findings serve --help lists them");
    }
    ServeValues::Value value{.texts = {}, .from = where};
    if (option->kind == Kind::list && node.is_array())
      for (const toml::node& element : *node.as_array())
        value.texts.push_back(text_of(element, option->kind, where + ": " + name));
    else
      value.texts.push_back(text_of(node, option->kind, where + ": " + name));
    values.by_name[name] = std::move(value);
  }
  return values;
}

ServeValues values_of_environment(const std::function<const char*(const char*)>& variable) {
  ServeValues values;
  for (const ServeOption& option : serve_options) {
    const std::string name = variable_of(option.name);
    const char* set = variable(name.c_str());
    if (set == nullptr || *set == '\0') continue;
    ServeValues::Value value{.texts = {}, .from = name};
    if (option.kind == Kind::list) {
      std::istringstream items(set);
      for (std::string item; std::getline(items, item, ',');)
        if (const std::string clean = tidy(item); !clean.empty()) value.texts.push_back(clean);
    } else {
      value.texts.emplace_back(set);
    }
    values.by_name[std::string(option.name)] = std::move(value);
  }
  return values;
}

ServeConfig serve_config(const ServeValues& flags, const ServeValues& environment, const ServeValues& file) {
  const Chosen chosen(flags, environment, file);
  const auto path = [&](std::string_view name) -> std::optional<std::filesystem::path> { return chosen.text(name); };
  const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());

  ServeConfig config;
  config.index = path("index") ? *path("index") : default_index();
  const std::string listen = chosen.text("listen").value_or("127.0.0.1:8080");
  try {
    config.listen = http::read_address(listen);
  } catch (const std::invalid_argument& error) {
    throw Error("cannot listen on \"" + listen + "\": " + error.what(), "name a host and a port: 127.0.0.1:8080");
  }
  for (const std::string& host : chosen.list("allow-host"))
    config.allow_hosts.push_back(checked_host(host, chosen.value("allow-host")->from));
  for (const std::string& origin : chosen.list("allow-origin"))
    config.allow_origins.push_back(checked_origin(origin, chosen.value("allow-origin")->from));
  if (const auto address = chosen.text("public-address"))
    config.public_address = checked_origin(*address, chosen.value("public-address")->from);
  config.cert = path("cert");
  config.key = path("key");
  if (config.cert.has_value() != config.key.has_value())
    throw Error(config.cert ? "there is a certificate and no key" : "there is a key and no certificate",
                "--cert and --key go together");
  config.token_file = path("token-file");
  config.log_queries = chosen.is_on("log-queries");
  config.workers = chosen.number("workers", 2 * cores + 2);
  config.searches = chosen.number("searches", std::max<std::size_t>(2, cores));
  config.connections = chosen.number("connections", 512);
  config.per_client = chosen.number("per-client", 64);
  return config;
}

std::string printed_config(const ServeConfig& config, const ServeValues& flags, const ServeValues& environment,
                           const ServeValues& file) {
  const Chosen chosen(flags, environment, file);
  const auto optional_text = [](const std::optional<std::filesystem::path>& path) {
    return path ? path->string() : std::string();
  };
  toml::array hosts, origins;
  for (const std::string& host : config.allow_hosts) hosts.push_back(host);
  for (const std::string& origin : config.allow_origins) origins.push_back(origin);
  const toml::table table{{"index", config.index.string()},
                          {"listen", written(config.listen)},
                          {"allow-host", hosts},
                          {"allow-origin", origins},
                          {"public-address", config.public_address},
                          {"cert", optional_text(config.cert)},
                          {"key", optional_text(config.key)},
                          {"token-file", optional_text(config.token_file)},
                          {"log-queries", config.log_queries},
                          {"workers", static_cast<std::int64_t>(config.workers)},
                          {"searches", static_cast<std::int64_t>(config.searches)},
                          {"connections", static_cast<std::int64_t>(config.connections)},
                          {"per-client", static_cast<std::int64_t>(config.per_client)}};
  std::ostringstream out;
  for (const ServeOption& option : serve_options) {
    const auto* value = chosen.value(option.name);
    const toml::node& node = *table.get(option.name);
    const bool is_unset = value == nullptr && node.is_string() && node.as_string()->get().empty();
    out << (is_unset ? "# " : "") << option.name << " = " << toml::default_formatter(node);
    if (value != nullptr) out << "  # " << value->from;
    out << '\n';
  }
  return out.str();
}

}  // namespace findings
