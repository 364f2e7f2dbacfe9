// What a generation says it is made of: its file manifest.json.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace findings {

inline constexpr char generation_manifest_name[] = "manifest.json";

struct GenerationFile {
  std::string name;  // inside the generation: "shard-2/postlist.glass"
  std::uintmax_t size;
  std::string digest;  // SHA-256
};

/// Of a generation that was made by going back: what it has is what that one had.
struct Restored {
  std::string from;  // "gen-000041", where that was not itself restored
  std::string at;    // "2024-05-04T10:20:30Z"
};

struct GenerationManifest {
  int format = 0;
  std::string created;  // when what it has was indexed: "2024-05-04T10:20:30Z"
  std::optional<Restored> restored;
  std::size_t reports = 0, paragraphs = 0, shards = 1;
  std::vector<GenerationFile> files;
};

/// Throws std::runtime_error with what is wrong with it. Of a newer format only the number is read.
GenerationManifest read_generation_manifest(const std::filesystem::path& generation);

struct ServedGeneration {
  std::filesystem::path path;
  GenerationManifest manifest;
};

/// What `current_generation` opens, by its manifest alone: none of the other files was looked at. Throws as it does.
ServedGeneration served_generation(const std::filesystem::path& index);

/// Of all files that are in the folder. `counts_json`: a JSON object kept beside them.
void write_generation_manifest(const std::filesystem::path& generation, const std::string& counts_json);

/// The manifest of `generation` for a copy of it in `build`, which says what it is a copy of.
void write_restored_manifest(const std::filesystem::path& build, const std::filesystem::path& generation);

/// 42 of "gen-000042"; nothing for another name.
std::optional<unsigned long> generation_number(const std::filesystem::path& generation);

/// What is wrong with the file at a glance, or read to its end; "" where nothing is.
std::string wrong_size(const std::filesystem::path& generation, const GenerationFile& file);
std::string wrong_content(const std::filesystem::path& generation, const GenerationFile& file);

/// 12 of "shard-12/postlist.glass"; 0 of what is in no shard.
std::size_t shard_of(const GenerationFile& file);

}  // namespace findings
