// Any bytes as the profile of a framework: taken whole or refused by its line; and what is taken reads headings.
#include <cstddef>
#include <cstdint>

#include "indexer/profile.h"
#include "tests/fuzz/file_laws.h"

using namespace findings;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const std::string name = "profile.toml";
  Framework framework;
  if (!require_read_or_refused(bytes, name, ":", [&] { framework = read_profile(bytes, name); })) return 0;
  require(!framework.title.empty(), "a profile has a title to be known by");
  for (const PartRule& part : framework.parts)
    require(std::any_of(framework.headings.begin(), framework.headings.end(),
                        [&](const HeadingRule& rule) { return rule.name == part.heading; }),
            "a part stands under a heading of the profile", part.heading);
  for (const std::string text : {"Leadership and management: good", "What needs to improve", "Summary", ""})
    if (const auto heading = find_heading(framework, text, {})) {
      require(heading->rule >= framework.headings.data() &&
                  heading->rule < framework.headings.data() + framework.headings.size(),
              "a heading is by a rule of the profile", text);
      require(text.starts_with(heading->printed), "a heading is printed as it stands", heading->printed);
    }
  return 0;
}
