// Text cleaned the same way in reports and in questions, by ICU.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace findings {

/// One line of clean text: valid UTF-8 in NFC, ligatures and full-width forms spelt out, every kind of space one
/// ' ', soft hyphens, zero-width, control and bidi characters gone, ends trimmed. Bytes that are not UTF-8 become
/// U+FFFD. Not NFKC: that would print the footnote mark of "Board¹" and the power of "10²" as digits.
std::string tidy(std::string_view text);

/// Small letters, without accents, apostrophes gone, every other run of non-letters a single ' ':
/// "Children’s  Services –" is "childrens services". For comparing headings and names.
std::string fold(std::string_view text);

/// `fold` with '-' for ' ': "north-east-lincolnshire". For ids and filter terms.
std::string slug(std::string_view text);

/// "requires improvement" -> "Requires improvement".
std::string capitalised(std::string_view text);

/// Optimal string alignment distance over bytes of folded text; for "did you mean".
int edit_distance(std::string_view a, std::string_view b);

/// The nearest of `choices` to what was typed, or "" when nothing is near enough to offer.
std::string nearest(std::string_view typed, const std::vector<std::string>& choices);

/// Number of Unicode code points in valid UTF-8.
std::size_t code_points(std::string_view utf8);

/// How many cells of a terminal it takes: none for marks that stand on other letters, two for wide ones.
std::size_t display_width(std::string_view utf8);

}  // namespace findings
