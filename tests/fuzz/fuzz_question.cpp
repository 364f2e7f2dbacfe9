// Any bytes, typed as a question of a small index: an answer, or an error that says what is wrong and where.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/question_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const findings::AskedIndex index;
  findings::require_laws_of_question(index.searcher(), std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
