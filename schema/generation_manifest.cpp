#include "schema/generation_manifest.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include <nlohmann/json.hpp>

#include "schema/digest.h"
#include "schema/error.h"
#include "schema/files.h"
#include "schema/generations.h"

namespace findings {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

/// A name that stays inside the generation: a manifest is a file like any other and may be damaged or malicious.
bool is_inside(const fs::path& name) {
  return !name.empty() && name.is_relative() && std::find(name.begin(), name.end(), "..") == name.end();
}

}  // namespace

GenerationManifest read_generation_manifest(const fs::path& generation) try {
  const Json json = Json::parse(read_file(generation / generation_manifest_name));
  GenerationManifest manifest;
  manifest.format = json.at("format").get<int>();
  if (manifest.format > index_format) return manifest;
  manifest.created = json.value("created", "");
  if (const auto restored = json.find("restored"); restored != json.end())
    manifest.restored = {restored->at("from").get<std::string>(), restored->at("at").get<std::string>()};
  if (const auto counts = json.find("counts"); counts != json.end()) {
    manifest.reports = counts->value("reports", manifest.reports);
    manifest.paragraphs = counts->value("paragraphs", manifest.paragraphs);
    manifest.shards = counts->value("shards", manifest.shards);
  }
  for (const auto& [name, facts] : json.at("files").items()) {
    if (!is_inside(name)) throw std::runtime_error("a false name in the manifest");
    manifest.files.push_back({name, facts.at("size").get<std::uintmax_t>(), facts.at("sha256").get<std::string>()});
  }
  return manifest;
} catch (const Json::exception&) {
  throw std::runtime_error(std::string(generation_manifest_name) + " cannot be read");
}

void write_generation_manifest(const fs::path& generation, const std::string& counts_json) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(generation))
    if (entry.is_regular_file()) files.push_back(entry.path().lexically_relative(generation));
  std::sort(files.begin(), files.end());
  Json manifest;
  manifest["format"] = index_format;
  manifest["created"] = time_now();
  manifest["counts"] = Json::parse(counts_json);
  manifest["files"] = Json::object();
  for (const fs::path& file : files)
    manifest["files"][file.string()] = {{"size", fs::file_size(generation / file)},
                                        {"sha256", sha256_of_file(generation / file)}};
  write_file(generation / generation_manifest_name, manifest.dump(1) + "\n");
}

void write_restored_manifest(const fs::path& build, const fs::path& generation) {
  Json manifest = Json::parse(read_file(generation / generation_manifest_name));
  const std::string from = generation.filename();
  manifest["restored"] = {{"from", manifest.contains("restored") ? manifest["restored"]["from"] : Json(from)},
                          {"at", time_now()}};
  write_file(build / generation_manifest_name, manifest.dump(1) + "\n");
}

std::optional<unsigned long> generation_number(const fs::path& generation) {
  const std::string name = generation.filename();
  if (name.size() < 10 || name.size() > 16 || !name.starts_with("gen-") ||
      name.find_first_not_of("0123456789", 4) != std::string::npos)
    return std::nullopt;
  return std::stoul(name.substr(4));
}

std::string wrong_size(const fs::path& generation, const GenerationFile& file) {
  std::error_code error;
  const auto size = fs::file_size(generation / file.name, error);
  if (error) return file.name + " is missing";
  if (size == file.size) return "";
  return file.name + " has " + std::to_string(size) + " bytes, not " + std::to_string(file.size);
}

std::string wrong_content(const fs::path& generation, const GenerationFile& file) try {
  if (std::string wrong = wrong_size(generation, file); !wrong.empty()) return wrong;
  return sha256_of_file(generation / file.name) == file.digest ? "" : file.name + " is not what was written";
} catch (const Error& error) {
  return error.what();
}

std::size_t shard_of(const GenerationFile& file) {
  constexpr std::string_view prefix = "shard-";
  const std::string_view name = file.name;
  const std::size_t slash = name.find('/');
  if (!name.starts_with(prefix) || slash == name.npos) return 0;
  const std::string_view digits = name.substr(prefix.size(), slash - prefix.size());
  if (digits.empty() || digits.size() > 4 || digits[0] == '0' || digits.find_first_not_of("0123456789") != digits.npos)
    return 0;
  return std::stoul(std::string(digits));
}

}  // namespace findings
