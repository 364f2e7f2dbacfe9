// Any bytes as the lists people keep: synonyms, themes, themes in TOML. Taken whole or refused by their line.
#include <cstddef>
#include <cstdint>

#include "schema/synonyms.h"
#include "searcher/theme_list.h"
#include "tests/fuzz/file_laws.h"

using namespace findings;

namespace {

void check_synonyms(const std::string& bytes) {
  Synonyms synonyms;
  if (!require_read_or_refused(bytes, "list", ", line ", [&] { synonyms = Synonyms(bytes, "list"); })) return;
  for (const std::string& phrase : synonyms.phrases()) {
    require(member_term(phrase).size() <= 64, "a term of the index is short", phrase);
    for (const std::string& other : synonyms.others(phrase)) {
      require(!words_of_member(other).empty(), "a member has words", other);
      require(is_clean_line(other), "a member is a line", other);
    }
  }
}

void check_themes(const std::vector<NamedTheme>& themes) {
  require(!themes.empty() && themes.size() <= most_named_themes, "a list has themes, not too many");
  for (const NamedTheme& theme : themes) {
    require(!theme.name.empty() && !theme.query.empty(), "a theme has a name and a question", theme.where);
    require(is_clean_line(theme.name) && is_clean_line(theme.group), "names are lines", theme.name);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  check_synonyms(bytes);
  require_read_or_refused(bytes, "list", ", line ", [&] { check_themes(read_themes(bytes, "list")); });
  require_read_or_refused(bytes, "list", ", line ", [&] { check_themes(read_themes_toml(bytes, "list")); });
  return 0;
}
