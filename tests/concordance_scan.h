// Made texts in which a scan of letters tells words and sentences as the index does, and that scan.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "schema/text.h"
#include "searcher/concordance.h"
#include "tests/search_index.h"

namespace findings {

using Words = std::vector<std::string>;
using Lines = std::vector<ConcordanceLine>;

// Words that are their own stems, and no form of each other.
inline const Words vocabulary{"neglect", "drift", "plan", "visit", "carer", "school", "court", "risk", "harm", "Delay"};

inline std::vector<Report> random_reports(std::mt19937& random) {
  const auto random_text = [&](unsigned length) {
    std::string text;
    for (; length > 0; --length) {
      std::string word = vocabulary[random() % vocabulary.size()];
      text += text.empty() ? "" : random() % 5 ? " " : random() % 2 ? ", (" : ". ";
      if (text.empty() || text.ends_with(". ")) word = capitalised(word);
      text += word;
    }
    return text + '.';
  };
  Words stock;
  for (int n = 0; n < 4; ++n) stock.push_back(random_text(30));
  std::vector<Report> reports;
  for (int n = 0; n < 12; ++n) {
    std::vector<Row> rows;
    for (unsigned p = 2 + random() % 6; p > 0; --p)
      rows.push_back({random() % 4 ? random_text(1 + random() % 25) : stock[random() % stock.size()],
                      random() % 2 ? "Staying safe" : "Leadership", "leadership",
                      random() % 3 ? std::optional(grades[random() % grades.size()]) : std::nullopt});
    const std::string day = random() % 6 ? "20" + std::to_string(10 + random() % 8) + "-05-04" : "";
    reports.push_back(report_of("Place" + std::to_string(n % 7) + (day.empty() ? std::to_string(n) : ""), day, rows));
    if (!day.empty()) reports.back().id += "x" + std::to_string(n);
    for (Paragraph& paragraph : reports.back().paragraphs)
      paragraph.citation = reports.back().id + '#' + std::to_string(*paragraph.number);
  }
  return reports;
}

inline Lines lines_of(const Searcher& searcher, const Question& question, const LinesWanted& wanted = {}) {
  Lines lines;
  Concordance(searcher, question, wanted).each_line([&](ConcordanceLine&& line) { lines.push_back(std::move(line)); });
  return lines;
}

std::string name_of(const ConcordanceLine& line) { return line.hit.citation + '@' + std::to_string(line.at.start); }

inline Words names_of(const Lines& lines) {
  Words names;
  for (const ConcordanceLine& line : lines) names.push_back(name_of(line));
  return names;
}

inline std::string in_small(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

/// The words of a text, in small letters.
inline Words words_in(const std::string& text) {
  Words words;
  std::string word;
  for (const char c : text + ' ')
    if (std::isalpha(static_cast<unsigned char>(c))) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(in_small(word));
      word.clear();
    }
  return words;
}

inline std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += word + ' ';
  return text;
}

/// What stands around a part of a text, as a line should have it.
inline std::pair<Words, Words> around(const std::string& text, std::size_t start, std::size_t length,
                                      const Context& context) {
  std::string before = text.substr(0, start), after = text.substr(start + length);
  if (context.within_sentence || !context.words) {
    before = before.substr(before.rfind(". ") == before.npos ? 0 : before.rfind(". ") + 2);
    after = after.substr(0, after.find(". "));
  }
  std::pair<Words, Words> words{words_in(before), words_in(after)};
  if (context.words && words.first.size() > *context.words)
    words.first.erase(words.first.begin(), words.first.end() - static_cast<std::ptrdiff_t>(*context.words));
  if (context.words && words.second.size() > *context.words) words.second.resize(*context.words);
  return words;
}

inline Question ask(const Searcher& searcher, const std::string& text, bool fold = false) {
  Question question = searcher.understand(text, {});
  question.sort = Sort::index;
  question.limit = SIZE_MAX;
  question.fold_copies = fold;
  return question;
}

}  // namespace findings
