#include "searcher/index_place.h"

#include <charconv>
#include <cstdlib>
#include <sstream>

#include "schema/error.h"
#include "schema/files.h"
#include "schema/generations.h"

namespace findings {

namespace fs = std::filesystem;

namespace {

constexpr char remote_prefix[] = "remote:";
constexpr unsigned longest_timeout = 600'000;

template <typename Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

ShardAddress read_address(std::string_view text, const std::string& where) {
  const std::size_t colon = text.rfind(':');
  ShardAddress address;
  std::string_view host = text.substr(0, std::min(colon, text.size()));
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  address.host = host;
  if (colon == text.npos || host.empty() || host.find('/') != host.npos ||
      !read_number(text.substr(colon + 1), address.port) || address.port == 0 || address.port > 65535)
    throw Error(where + ": \"" + std::string(text) + "\" is not the address of a shard", "as in 10.0.0.7:7001");
  return address;
}

fs::path companion_folder() {
  const char* folder = std::getenv("FINDINGS_COMPANION");
  return folder && *folder ? fs::path(folder) : default_index();
}

IndexPlace read_addresses(std::string_view list) {
  IndexPlace place{companion_folder()};
  while (true) {
    const std::size_t comma = list.find(',');
    place.shards.push_back(read_address(list.substr(0, comma), "--index"));
    if (comma == list.npos) return place;
    list.remove_prefix(comma + 1);
  }
}

IndexPlace read_list(const fs::path& file) {
  IndexPlace place;
  std::istringstream lines(read_file(file));
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const std::string where = file.string() + " line " + std::to_string(number);
    std::istringstream words(line.substr(0, line.find('#')));
    std::string key, value, rest;
    if (!(words >> key)) continue;
    std::getline(words >> std::ws, value);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\t' || value.back() == '\r')) value.pop_back();
    unsigned milliseconds = 0;
    if (key == "companion" && !value.empty()) {
      place.folder = file.parent_path() / value;
    } else if (key == "shard") {
      place.shards.push_back(read_address(value, where));
    } else if (key == "timeout" && read_number(value, milliseconds) && milliseconds > 0 &&
               milliseconds <= longest_timeout) {
      place.timeout = std::chrono::milliseconds(milliseconds);
    } else {
      throw Error(where + ": \"" + line + "\" is no line of a shard list",
                  "it has lines as: companion /srv/findings/index\nshard 10.0.0.7:7001\ntimeout 1000");
    }
  }
  if (place.shards.empty()) throw Error(file.string() + " names no shard", "as in: shard 10.0.0.7:7001");
  if (place.folder.empty()) throw Error(file.string() + " names no companion", "as in: companion /srv/findings/index");
  return place;
}

}  // namespace

std::string to_string(const ShardAddress& address) {
  const bool is_bracketed = address.host.find(':') != std::string::npos;
  return (is_bracketed ? '[' + address.host + ']' : address.host) + ':' + std::to_string(address.port);
}

IndexPlace find_index_place(const fs::path& named) {
  const std::string& text = named.native();
  if (text.starts_with(remote_prefix)) return read_addresses(std::string_view(text).substr(sizeof remote_prefix - 1));
  std::error_code error;
  if (fs::is_regular_file(named, error)) return read_list(named);
  return {named};
}

}  // namespace findings
