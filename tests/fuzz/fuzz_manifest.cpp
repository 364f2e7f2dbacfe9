// Any bytes as the CSV file of what reports do not print: taken whole or refused by its line.
#include <cstddef>
#include <cstdint>

#include "indexer/manifest.h"
#include "tests/fuzz/file_laws.h"

using namespace findings;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  require_read_or_refused(bytes, "facts.csv", " line ", [&] {
    int line = 1;
    for (const ManifestRow& row : parse_manifest(bytes, "facts.csv")) {
      require(row.line > line, "rows stand in the order of their lines", row.file);
      line = row.line;
      require(!row.file.empty() && is_clean_line(row.file), "a row names a file", row.file);
      for (const auto& fact : {row.facts.url, row.facts.authority, row.facts.urn})
        require(!fact || (!fact->empty() && is_clean_line(*fact)), "a fact is a line", fact.value_or(""));
      require(!row.facts.published || row.facts.published->ok(), "a day is in the calendar", row.file);
    }
  });
  return 0;
}
