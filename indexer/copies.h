// Paragraphs that say the same: joint services, a wrapper's summary of the report inside it, words that inspectors use
// again. They are indexed each for itself and known as copies, so that hits can be folded and texts counted.
//
// Two paragraphs say the same where their folded texts are equal, or nearly: at least `near_copy` of the runs of three
// words that either has are in both, and every word that carries a fact (numbers, names, grades, "not", "most") is as
// often in one as in the other. Statements of fewer than `statement` words are facts of the service they stand under
// ("There are no areas for priority action."), so they are copies only of equal ones in their own report, and below
// `fewest_words` not even there. What Ofsted prints about itself is a copy at any length. What a wrapper was seen to
// repeat is a copy of it.
//
// Each group is one of copies of its first paragraph in the order of the index: all are compared with that one, so a
// group does not drift from text to text.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "schema/report_records.h"

namespace findings {

inline constexpr double near_copy = 0.8;
inline constexpr std::size_t statement = 20, fewest_words = 8;

using Records = std::vector<const ReportRecord*>;

/// Of each paragraph that has copies, the first one among them included: the citation of the first.
using Copies = std::unordered_map<const Paragraph*, std::string>;

/// `records` in the order of the index, at most 2^32 - 1 paragraphs. Equal texts are always found, near ones with a
/// probability of 0.9998 at the threshold and more above it: candidates come from a fixed hashing, so the same reports
/// always give the same groups. Takes 128 bytes and some microseconds a paragraph.
Copies find_copies(const Records& records);

}  // namespace findings
