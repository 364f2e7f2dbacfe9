// An index is a folder of finished generations; readers see one whole generation or the one before it.
//
//   INDEX/current -> gen-000042     a symbolic link, swapped by rename
//   INDEX/gen-000042/db/            a Xapian database, written at once; Xapian's own tools open it as it is
//                    words/         every term, spellings and what made the index (indexer/write_words.h)
//                    columns        facet columns (schema/columns.h)
//                    texts          the words of every paragraph (schema/texts.h)
//                    reports.json   the report records
//                    manifest.json  format version, counts, and size and SHA-256 of every other file
//   INDEX/gen-000043/shard-1/ ...   an index in shards has these databases in place of db/, each here or on a host of
//                                   its own, there whole or not at all
//                    words/         and for them a database without documents: words for "did you mean", and metadata
//                    places         where each paragraph is (schema/places.h)
//   INDEX/reads/                    what was read of each file, by content digest
//   INDEX/last-run.json             what the last run was given and could not read (schema/last_run.h)
//   INDEX/lock                      held by the one run that writes
//   INDEX/build-PID/                a generation being made; removed by the next run if it was left behind
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "schema/error.h"

namespace findings {

/// Raised whenever a reader of an older program would misread what is written.
inline constexpr int index_format = 7;

/// Thrown where files of the current generation are missing or are not what was written: `findings index` mends that.
class DamagedIndex : public Error {
 public:
  using Error::Error;
};

/// $FINDINGS_INDEX, else $XDG_DATA_HOME/findings/index, else ~/.local/share/findings/index.
std::filesystem::path default_index();

/// The finished generation that `index` serves now, resolved to its own path: open that, never through the link,
/// because a link swapped between two opens mixes two generations without an error. Throws Error (Exit::no_index)
/// where there is no index, where it is damaged (DamagedIndex), and where a newer program wrote it. Only sizes are
/// checked: 0.1 ms. Shards may be elsewhere.
std::filesystem::path current_generation(const std::filesystem::path& index);

/// The same, or nothing where there is no index yet.
std::optional<std::filesystem::path> current_generation_if_any(const std::filesystem::path& index);

/// Changes whenever another generation is served, for the price of two system calls: the name it has, and which
/// manifest that is, as an index that was made anew begins again with gen-000001. "" where there is none.
std::string mark_of_current(const std::filesystem::path& index);

/// The time now in UTC, to the second: "2024-05-04T10:20:30Z".
std::string time_now();

/// All finished generations, the newest first, whatever their state.
std::vector<std::filesystem::path> generations(const std::filesystem::path& index);

/// The one writer of an index. Readers never wait for it.
class Writer {
 public:
  /// Takes the lock and removes what a killed run left behind. Throws Error (Exit::busy) naming the holder where
  /// another run has it.
  explicit Writer(std::filesystem::path index);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// An empty folder for the next generation, inside the index so that it can be renamed into place.
  const std::filesystem::path& build() const { return build_; }

  /// Writes the manifest, syncs every file and folder, renames the build into place, swaps `current`, and removes
  /// generations that are not among the last four and were replaced more than ten minutes ago: a reader that opened
  /// one just before the swap may go on reading. Whole or not at all. `counts_json` is a JSON object kept in the
  /// manifest. Returns the generation's path; there is nothing to build in afterwards.
  std::filesystem::path publish(const std::string& counts_json);

  /// Goes back: serves what `generation` has as the newest generation, whose files are the same files (hard links).
  /// So what is served never grows older by number, and what it takes the place of stays to be gone back to. Removes
  /// nothing. The caller has verified the generation.
  std::filesystem::path restore(const std::filesystem::path& generation);

 private:
  std::filesystem::path put_into_place();
  void remove_left_overs() const;
  void remove_old_generations() const;

  std::filesystem::path index_, build_;
  int lock_ = -1;
};

/// Checks every file of a generation against its manifest. Returns what is wrong, one line each; empty when sound.
/// `extent`: whether all shards must be here, or any may be elsewhere.
enum class Extent { all_shards, shards_here };
std::vector<std::string> verify(const std::filesystem::path& generation, Extent extent = Extent::all_shards);

}  // namespace findings
