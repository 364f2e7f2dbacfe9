#include "indexer/copies.h"

#include <algorithm>

#include "schema/text.h"

namespace findings {
namespace {

constexpr std::ptrdiff_t fewest_words = 8;  // "There were no priority actions." is said alike of different services

}  // namespace

Copies find_copies(const Records& records) {
  std::unordered_map<std::string, std::vector<const Paragraph*>> alike;
  for (const ReportRecord* record : records)
    for (const Paragraph& paragraph : record->report.paragraphs) {
      std::string text = fold(paragraph.text);
      if (std::count(text.begin(), text.end(), ' ') + 1 >= fewest_words) alike[std::move(text)].push_back(&paragraph);
    }
  Copies copies;
  for (const auto& [text, paragraphs] : alike)
    if (paragraphs.size() > 1)
      for (const Paragraph* paragraph : paragraphs) copies[paragraph] = paragraphs.front()->citation;
  return copies;
}

}  // namespace findings
