#include "schema/generations.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include <sys/stat.h>

#include "schema/files.h"
#include "schema/generation_manifest.h"
#include "schema/shards.h"

namespace findings {

namespace fs = std::filesystem;

namespace {

std::string remake_hint(const fs::path& index) {
  return "make it again: findings index --index " + index.string() + " PATH...";
}

DamagedIndex damaged(const fs::path& index, const fs::path& what, const std::string& how) {
  return DamagedIndex("the index is damaged: " + what.string() + ": " + how, remake_hint(index), Exit::no_index);
}

Error no_index_at(const fs::path& index) {
  return Error("there is no index at " + index.string(),
               "make one: findings index --index " + index.string() + " PATH...", Exit::no_index);
}

/// Whether the file must be here, where shards may be elsewhere.
bool is_wanted_here(const fs::path& generation, const GenerationFile& file) {
  const std::size_t shard = shard_of(file);
  return shard == 0 || fs::exists(generation / shard_name(shard));
}

}  // namespace

std::string time_now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&seconds, &utc);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

fs::path default_index() {
  const auto set = [](const char* name) -> const char* {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : nullptr;
  };
  if (const char* index = set("FINDINGS_INDEX")) return index;
  if (const char* data = set("XDG_DATA_HOME")) return fs::path(data) / "findings" / "index";
  if (const char* home = set("HOME")) return fs::path(home) / ".local" / "share" / "findings" / "index";
  throw Error("no place is known for the index: HOME is not set", "name one: --index DIR");
}

namespace {

/// What `index` serves now; none of its files but the manifest was looked at.
std::optional<ServedGeneration> served_if_any(const fs::path& index) {
  const fs::path link = index / "current";
  std::error_code error;
  const fs::path target = fs::read_symlink(link, error);
  if (error == std::errc::permission_denied) throw system_error("open", link, error.value());
  if (error == std::errc::invalid_argument)
    throw DamagedIndex("the index is damaged: " + link.string() + " is no link", remake_hint(index), Exit::no_index);
  if (error) return std::nullopt;

  if (!generation_number(target) || target.has_parent_path()) throw damaged(index, index / target, "not a generation");
  ServedGeneration served{fs::canonical(index / target, error), {}};
  if (error) throw damaged(index, index / target, "missing");
  try {
    served.manifest = read_generation_manifest(served.path);
  } catch (const std::runtime_error& how) {
    throw damaged(index, index / target, how.what());
  }
  if (served.manifest.format > index_format)
    throw Error("the index " + index.string() + " was made by a newer findings (format " +
                    std::to_string(served.manifest.format) + "; this one reads " + std::to_string(index_format) + ")",
                "use that findings, or make an index of its own for this one: --index DIR", Exit::no_index);
  if (served.manifest.format < index_format)
    throw DamagedIndex("the index " + index.string() + " was made by an older findings", remake_hint(index),
                       Exit::no_index);
  return served;
}

}  // namespace

std::optional<fs::path> current_generation_if_any(const fs::path& index) {
  const auto served = served_if_any(index);
  if (!served) return std::nullopt;
  for (const GenerationFile& file : served->manifest.files)
    if (is_wanted_here(served->path, file))
      if (const std::string wrong = wrong_size(served->path, file); !wrong.empty())
        throw damaged(index, index / served->path.filename(), wrong);
  return served->path;
}

fs::path current_generation(const fs::path& index) {
  if (auto generation = current_generation_if_any(index)) return *generation;
  throw no_index_at(index);
}

ServedGeneration served_generation(const fs::path& index) {
  if (auto served = served_if_any(index)) return *std::move(served);
  throw no_index_at(index);
}

std::string mark_of_current(const fs::path& index) {
  std::error_code error;
  const fs::path target = fs::read_symlink(index / "current", error);
  if (error) return "";
  struct stat facts {};
  if (::stat((index / target / generation_manifest_name).c_str(), &facts) != 0) return target.string();
  return target.string() + " " + std::to_string(facts.st_ino) + " " + std::to_string(facts.st_mtim.tv_sec) + "." +
         std::to_string(facts.st_mtim.tv_nsec);
}

std::vector<fs::path> generations(const fs::path& index) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(index, error))
    if (generation_number(entry.path())) found.push_back(entry.path());
  std::sort(found.begin(), found.end(),
            [](const fs::path& a, const fs::path& b) { return *generation_number(a) > *generation_number(b); });
  return found;
}

std::vector<std::string> verify(const fs::path& generation, Extent extent) {
  std::vector<std::string> problems;
  GenerationManifest manifest;
  try {
    manifest = read_generation_manifest(generation);
  } catch (const std::runtime_error& how) {
    return {how.what()};
  }
  if (manifest.format != index_format) return {"it has format " + std::to_string(manifest.format)};
  for (const GenerationFile& file : manifest.files) {
    if (extent == Extent::shards_here && !is_wanted_here(generation, file)) continue;
    if (std::string wrong = wrong_content(generation, file); !wrong.empty()) problems.push_back(wrong);
  }
  std::error_code error;
  for (auto at = fs::recursive_directory_iterator(generation, error); at != fs::recursive_directory_iterator(); ++at) {
    const std::string name = at->path().lexically_relative(generation);
    const bool is_known = at->is_directory() || name == generation_manifest_name ||
                          std::any_of(manifest.files.begin(), manifest.files.end(),
                                      [&](const GenerationFile& file) { return file.name == name; });
    if (!is_known) problems.push_back(name + " is not in the manifest");
  }
  return problems;
}

}  // namespace findings
