// The words around an occurrence.
#pragma once

#include <cstddef>
#include <optional>

#include "schema/texts.h"
#include "searcher/stretches.h"

namespace findings {

/// How many words on either side.
struct Context {
  std::optional<std::size_t> words = 8;  // nothing: all of the sentence
  bool within_sentence = false;          // none of another sentence; list items are sentences
  friend bool operator==(const Context&, const Context&) = default;
};

/// The occurrence with its context, which does not leave the paragraph.
inline Stretch with_context(const Text& text, const Stretch& occurrence, const Context& context) {
  const bool bounded = context.within_sentence || !context.words;
  const std::size_t most = context.words.value_or(text.words.size());
  const auto ends_before = [&](std::size_t word) { return bounded && text.gaps[word] == Gap::sentence; };
  Stretch whole = occurrence;
  while (whole.first > 0 && occurrence.first - whole.first < most && !ends_before(whole.first)) --whole.first;
  while (whole.last + 1 < text.words.size() && whole.last - occurrence.last < most && !ends_before(whole.last + 1))
    ++whole.last;
  return whole;
}

}  // namespace findings
