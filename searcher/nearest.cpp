#include "searcher/nearest.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "schema/words.h"
#include "searcher/snippet.h"

namespace findings {
namespace {

constexpr double floor_similarity = 0.45;
constexpr std::size_t enough_shared = 3;
constexpr double floor_of_two = 0.55;
constexpr double weight_of_pair = 0.5;

// What improvements ask with, and how they point to the report's body.
constexpr std::string_view asking[] = {"ensure",      "ensures",   "ensuring",   "improve", "improves", "improving",
                                       "improvement", "paragraph", "paragraphs", "need",    "needs"};

bool is_number(const std::string& word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Ages and sections of acts are compared, years and figures are not.
bool is_compared(const std::string& word) {
  const bool has_digit = std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (has_digit) return is_number(word) && word.size() <= 2;
  return word.size() > 2 && !is_stopword(word) &&
         std::find(std::begin(asking), std::end(asking), word) == std::end(asking);
}

}  // namespace

std::vector<NearTexts::Feature> NearTexts::features_of(const std::string& text) {
  std::vector<Feature> features;
  std::string before;       // the word before, where it is compared
  bool is_pointer = false;  // "(paragraphs 100, 101)"
  for (const std::string& word : folded_words(text)) {
    is_pointer = word.starts_with("paragraph") || (is_pointer && is_number(word));
    const std::string key = is_compared(word) && !is_pointer ? form_key(word) : "";
    if (!key.empty()) {
      features.emplace_back(key, "");
      if (!before.empty()) features.emplace_back(before, key);
    }
    before = key;
  }
  std::sort(features.begin(), features.end());
  features.erase(std::unique(features.begin(), features.end()), features.end());
  return features;
}

double NearTexts::weight(const Feature& feature) const {
  const auto found = paragraphs_with_.find(feature);
  const double with = found == paragraphs_with_.end() ? 1 : static_cast<double>(found->second);
  const double weight = std::log(static_cast<double>(std::max<std::size_t>(paragraphs_, 1)) / with);
  return feature.second.empty() ? weight : weight_of_pair * weight;
}

NearTexts::NearTexts(const std::vector<std::string>& texts, const std::vector<std::string>& others)
    : paragraphs_(texts.size() + others.size()) {
  for (const auto* list : {&texts, &others})
    for (const std::string& text : *list)
      for (const Feature& feature : features_of(text)) ++paragraphs_with_[feature];
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::vector<Sentence> sentences = sentences_of(texts[i]);
    for (std::size_t first = 0; first < sentences.size(); ++first) {
      const Match& begin = sentences[first].stretch;
      passages_.push_back({i, begin, features_of(sentences[first].text)});
      if (first + 1 == sentences.size()) continue;
      const Match& end = sentences[first + 1].stretch;
      Passage both{i, {begin.start, end.start + end.length - begin.start}, {}};
      const std::vector<Feature> one = passages_.back().features, other = features_of(sentences[first + 1].text);
      std::set_union(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(both.features));
      passages_.push_back(std::move(both));
    }
  }
}

std::vector<Near> NearTexts::find(const std::string& wanted, std::size_t limit) const {
  const std::vector<Feature> features = features_of(wanted);
  double all = 0;
  for (const Feature& feature : features) all += weight(feature);
  std::vector<Near> found;
  if (all <= 0) return found;
  for (const Passage& passage : passages_) {
    std::vector<Feature> shared;
    std::set_intersection(features.begin(), features.end(), passage.features.begin(), passage.features.end(),
                          std::back_inserter(shared));
    Near near{passage.text, passage.stretch};
    for (const Feature& feature : shared) {
      near.similarity += weight(feature) / all;
      if (feature.second.empty()) ++near.shared;
    }
    const bool is_near = near.similarity >= floor_similarity &&
                         (near.shared >= enough_shared || (near.shared == 2 && near.similarity >= floor_of_two));
    if (!is_near) continue;
    // Of passages that share as much the shorter one says it.
    const bool is_same_text = !found.empty() && found.back().text == near.text;
    if (!is_same_text)
      found.push_back(near);
    else if (std::pair(near.similarity, found.back().passage.length) >
             std::pair(found.back().similarity, near.passage.length))
      found.back() = near;
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Near& a, const Near& b) { return a.similarity > b.similarity; });
  if (found.size() > limit) found.resize(limit);
  return found;
}

}  // namespace findings
