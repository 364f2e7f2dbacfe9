// Any bytes as the files of a generation, which may be damaged or of a stranger: read, or refused as damaged, and no
// byte outside them is looked at. The first line says which file the rest is.
#include <cstddef>
#include <cstdint>
#include <fstream>

#include "schema/columns.h"
#include "schema/error.h"
#include "schema/generation_manifest.h"
#include "schema/places.h"
#include "schema/report_records.h"
#include "schema/texts.h"
#include "tests/fuzz/law.h"
#include "tests/fuzz/memory_file.h"
#include "tests/temporary_folder.h"

using namespace findings;

namespace {

void read_columns(const std::string& bytes) {
  const MemoryFile file(bytes);
  const Columns columns(file.path());
  require(columns.groups().size() == columns.documents() + 1, "every paragraph has its group");
  std::size_t sum = 0;
  for (const char* field : {"report", "authority", "grade", "year"}) try {
      const Column& column = columns.at(field);
      for (std::size_t docid = 0; docid <= columns.documents(); ++docid)
        for (const std::uint32_t value : column.sets.at(column.codes[docid])) sum += column.values.at(value).size();
    } catch (const std::out_of_range&) {  // no such column
    }
  require(sum < 1'000'000'000, "counts are of what there is");
}

void read_texts(const std::string& bytes) {
  const MemoryFile file(bytes);
  const Texts texts(file.path());
  Text text;
  for (std::uint32_t docid = 1; docid <= std::min<std::size_t>(texts.documents(), 100); ++docid) {
    texts.read(docid, text);
    require(text.words.size() == text.gaps.size(), "a gap before each word");
    for (const WordId word : text.words) texts.stem(word);
    for (const PhraseAt& phrase : text.phrases) texts.unit(phrase.unit);
  }
}

void read_places(const std::string& bytes) {
  const MemoryFile file(bytes);
  const Places places(file.path());
  for (std::uint32_t row = 1; row <= places.documents(); ++row) {
    const ShardDocument place = places.place_of(row);
    require(place.shard < places.shards(), "a paragraph is in a shard that there is");
    require(places.rows_of(place.shard)[place.docid - 1] == row, "places and rows say the same");
  }
}

void read_manifest_of(const std::string& bytes) {
  static const TemporaryFolder folder;
  std::ofstream(folder / generation_manifest_name, std::ios::binary) << bytes;
  for (const GenerationFile& file : read_generation_manifest(folder.path()).files) {
    require(!file.name.starts_with('/') && ("/" + file.name + "/").find("/../") == std::string::npos,
            "a name stays in the folder", file.name);
    shard_of(file);
    wrong_size(folder.path(), file);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string all(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(all.find('\n'), all.size());
  const std::string what = all.substr(0, end), bytes = all.substr(std::min(end + 1, all.size()));
  try {
    if (what == "columns") read_columns(bytes);
    if (what == "texts") read_texts(bytes);
    if (what == "places") read_places(bytes);
    if (what == "manifest") read_manifest_of(bytes);
    if (what == "records") records_from_json(bytes);
  } catch (const Error& error) {
    require(error.status() == Exit::no_index, "a damaged file is a damaged index", error.what());
  } catch (const std::out_of_range&) {
    require(what == "places", "a row that is nowhere is found when it is looked for, and nothing else is so late");
  } catch (const std::runtime_error& error) {
    require(what == "manifest", "only JSON is refused so", error.what());
  }
  return 0;
}
