#include "bench/made_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

namespace findings::bench {
namespace {

// Words such as "the" go with any other, rare ones with few; between them words have company.
constexpr std::size_t first_with_partner = 60, last_with_partner = 4000;
constexpr double partners_follow = 0.4;
constexpr double growth = 0.55;  // Heaps: words that never occurred before, by the length of all text, of English prose

/// "baketo": no two numbers have the same.
std::string invented_word(std::size_t number) {
  constexpr std::string_view consonants = "bdfgklmnprstvz", vowels = "aeiou";
  std::string word = "q";  // few English words begin so: an invented one is seldom a real one
  for (number += 70; number > 0; number /= 70) {
    word += vowels[number % 70 / 14];
    word += consonants[number % 14];
  }
  return word;
}

struct Lengths {
  std::map<std::size_t, double> paragraphs;  // by their words
  double words = 0;

  explicit Lengths(const Shape& shape) {
    constexpr std::size_t step = 10;
    for (const ReportShape& report : shape.reports)
      for (const RunShape& run : report.runs)
        for (const ParagraphShape& paragraph : run.paragraphs) {
          ++paragraphs[paragraph.words < step ? paragraph.words : paragraph.words / step * step + step / 2];
          words += static_cast<double>(paragraph.words);
        }
  }

  /// How many paragraphs have a word that is such a share of the draws, `each` words to a draw.
  double with(double share, double each) const {
    double found = 0;
    for (const auto& [length, count] : paragraphs)
      found -= count * std::expm1(static_cast<double>(length) / each * std::log1p(-share));
    return found;
  }

  /// The share of draws that puts a word into so many paragraphs.
  double share_for(double wanted, double each) const {
    double low = 0, high = 1 - 1e-9;
    for (int i = 0; i < 40; ++i) (with((low + high) / 2, each) < wanted ? low : high) = (low + high) / 2;
    return high;
  }
};

}  // namespace

MadeWords::MadeWords(const Shape& shape, double passes) {
  const Lengths lengths(shape);
  std::vector<WordShape> sorted = shape.words;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const WordShape& a, const WordShape& b) { return a.occurrences > b.occurrences; });

  // A drawn word may be repeated: real paragraphs that have a word have it more often than by chance. How many words a
  // draw then makes follows from the shares adding up to one.
  double low = 1, high = 4;
  std::map<double, double> share_for;
  for (int i = 0; i < 12; ++i) {
    const double each = (low + high) / 2;
    double all = 0;
    share_for.clear();
    for (const WordShape& word : sorted) {
      auto [found, is_new] = share_for.try_emplace(word.paragraphs, 0);
      if (is_new) found->second = lengths.share_for(word.paragraphs, each);
      all += found->second * static_cast<double>(word.words);
    }
    (all < 1 ? low : high) = each;
  }
  const double draws = lengths.words / ((low + high) / 2);

  std::size_t invented = 0;
  for (const WordShape& shape_of_word : sorted) {
    Word word{.text = shape_of_word.text, .drawn = share_for[shape_of_word.paragraphs]};
    word.again = std::max(0.0, shape_of_word.occurrences / (word.drawn * draws) - 1);
    if (shape_of_word.paragraphs == 1) {
      once_ += shape_of_word.words;
      word.drawn *= static_cast<double>(shape_of_word.words);
      word.invented = true;
      words_.push_back(word);
      continue;
    }
    for (std::size_t i = 0; i < shape_of_word.words; ++i) {
      if (shape_of_word.text.empty()) word.text = invented_word(invented++);
      words_.push_back(word);
    }
  }
  once_ = static_cast<std::size_t>(static_cast<double>(once_) * std::pow(std::max(passes, 1.0), growth));

  for (std::size_t i = first_with_partner; i + 3 < std::min(last_with_partner, words_.size()); i += 4) {
    if (words_[i].invented || words_[i + 1].invented) continue;
    words_[i].partner = 1;
    words_[i + 1].partner = -1;
    for (const std::size_t one : {i, i + 1}) words_[one].drawn /= 1 + partners_follow;
  }
  double sum = 0;
  for (const Word& word : words_) up_to_.push_back(sum += word.drawn);
}

std::size_t MadeWords::draw(Dice& dice) const {
  const auto found = std::upper_bound(up_to_.begin(), up_to_.end(), dice.share() * up_to_.back());
  return std::min<std::size_t>(static_cast<std::size_t>(found - up_to_.begin()), words_.size() - 1);
}

std::string MadeWords::text_of(std::size_t word, Dice& dice) const {
  // Numbers past those of the words that occur more than once.
  return words_[word].invented ? invented_word(10000 + dice.below(once_)) : words_[word].text;
}

std::string MadeWords::text(std::size_t length, Dice& dice) const {
  constexpr std::size_t nothing = SIZE_MAX;
  std::vector<std::array<std::size_t, 2>> units;  // one word, or two that go together
  for (std::size_t made = 0; made < length;) {
    const std::size_t word = draw(dice);
    const int partner = words_[word].partner;
    if (partner != 0 && made + 2 <= length && dice.share() < partners_follow) {
      const std::size_t first = partner > 0 ? word : word - 1;
      units.push_back({first, first + 1});
      made += 2;
    } else {
      units.push_back({word, nothing});
      ++made;
    }
    const double again = words_[word].again / (1 + words_[word].again);  // geometric, of that mean
    for (; made < length && dice.share() < again; ++made) units.push_back({word, nothing});
  }
  for (std::size_t i = units.size(); i > 1; --i) std::swap(units[i - 1], units[dice.below(i)]);

  std::string text;
  std::size_t left_in_sentence = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (left_in_sentence == 0) {
      left_in_sentence = 8 + dice.below(26);
      if (!text.empty()) text += ". ";
      std::string word = text_of(units[i][0], dice);
      if (word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 32);
      text += word;
    } else {
      text += (dice.below(12) == 0 ? ", " : " ") + text_of(units[i][0], dice);
    }
    if (units[i][1] != nothing) text += ' ' + text_of(units[i][1], dice);
    --left_in_sentence;
  }
  return text.empty() ? text : text + '.';
}

}  // namespace findings::bench
