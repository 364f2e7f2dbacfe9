// A vocabulary as frequent as the real one, and sentences of it. Rare words are invented, and so is which words go
// together: every second word of middling frequency has a partner that often follows it.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "bench/shape.h"

namespace findings::bench {

/// std::mt19937_64 is the same everywhere; the distributions of <random> are not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }
  double share() { return static_cast<double>(random_() >> 11) * 0x1p-53; }  // in [0, 1)

 private:
  std::mt19937_64 random_;
};

class MadeWords {
 public:
  /// `passes`: how often the real corpus is made over; the more, the more words occur that never did before.
  MadeWords(const Shape& shape, double passes);

  /// So many words in sentences, as an indexer would count them.
  std::string text(std::size_t words, Dice& dice) const;

 private:
  struct Word {
    std::string text;
    double drawn = 0;       // share of draws
    double again = 0;       // how often a draw is repeated in its paragraph, on average
    int partner = 0;        // -1: the word before it is its partner; 1: the word after it
    bool invented = false;  // stands for all words that occur once
  };

  std::size_t draw(Dice& dice) const;
  std::string text_of(std::size_t word, Dice& dice) const;

  std::vector<Word> words_;
  std::vector<double> up_to_;  // of draws
  std::size_t once_ = 0;       // how many different words occur once
};

}  // namespace findings::bench
