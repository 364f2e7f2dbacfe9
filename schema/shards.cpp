#include "schema/shards.h"

#include <algorithm>
#include <stdexcept>

#include "schema/generation_manifest.h"
#include "schema/generations.h"

namespace findings {

namespace fs = std::filesystem;

namespace {

std::size_t count_of(const GenerationManifest& manifest) {
  std::size_t count = 0;
  for (const GenerationFile& file : manifest.files) count = std::max(count, shard_of(file));
  return count;
}

/// The files of a manifest that are the shard's.
std::vector<GenerationFile> files_of(const Shard& shard, const GenerationManifest& manifest) {
  std::vector<GenerationFile> files;
  for (const GenerationFile& file : manifest.files)
    if (file.name.starts_with(shard.name + "/")) files.push_back(file);
  return files;
}

/// "1, 2 and 4"
std::string listed(const std::vector<std::size_t>& numbers) {
  std::string list;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    list += (i == 0 ? "" : i + 1 == numbers.size() ? " and " : ", ") + std::to_string(numbers[i]);
  return list;
}

std::size_t only_shard_here(const fs::path& index, const fs::path& generation, std::size_t count) {
  std::vector<std::size_t> here;
  for (std::size_t shard = 1; shard <= count; ++shard)
    if (fs::exists(generation / shard_name(shard))) here.push_back(shard);
  if (here.empty())
    throw Error("no shard of the index " + index.string() + " is on this host",
                "copy one here from the host that indexes: docs/scale.md", Exit::no_index);
  if (here.size() > 1)
    throw Error("there are several shards of the index " + index.string() + " on this host: " + listed(here),
                "say which: --shard " + std::to_string(here.front()));
  return here.front();
}

}  // namespace

std::string shard_name(std::size_t shard) { return "shard-" + std::to_string(shard); }

std::size_t shard_count(const fs::path& generation) try {
  return count_of(read_generation_manifest(generation));
} catch (const DamagedIndex&) {
  throw;
} catch (const std::runtime_error& how) {
  throw DamagedIndex("the index is damaged: " + generation.string() + ": " + how.what());
}

Shard current_shard(const fs::path& index, std::optional<std::size_t> number) {
  const auto [generation, manifest] = served_generation(index);
  const std::size_t count = count_of(manifest);
  Shard shard{generation, 1, "db", 1};
  if (count > 0) {
    shard.number = number ? *number : only_shard_here(index, generation, count);
    shard.name = shard_name(shard.number);
    shard.of_count = count;
  }
  if (number.value_or(1) < 1 || number.value_or(1) > shard.of_count)
    throw Error("the index " + index.string() + " has no shard " + std::to_string(*number),
                shard.of_count == 1 ? "it is one database: --shard 1"
                                    : "its shards are 1 to " + std::to_string(shard.of_count));
  if (!fs::exists(shard.database()))
    throw Error("shard " + std::to_string(shard.number) + " of the index " + index.string() + " is not on this host",
                "copy it here from the host that indexes: docs/scale.md", Exit::no_index);
  for (const GenerationFile& file : files_of(shard, manifest))
    if (const std::string wrong = wrong_size(generation, file); !wrong.empty())
      throw DamagedIndex("the index is damaged: " + generation.string() + ": " + wrong,
                         "copy the shard again from the host that indexes: docs/scale.md", Exit::no_index);
  return shard;
}

std::vector<std::string> verify(const Shard& shard) try {
  std::vector<std::string> problems;
  for (const GenerationFile& file : files_of(shard, read_generation_manifest(shard.generation)))
    if (std::string wrong = wrong_content(shard.generation, file); !wrong.empty()) problems.push_back(wrong);
  return problems;
} catch (const std::runtime_error& how) {
  return {how.what()};
}

}  // namespace findings
