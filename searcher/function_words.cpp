#include "searcher/function_words.h"

#include <algorithm>
#include <iterator>

namespace findings {
namespace {

constexpr std::string_view words[] = {
    // quantifiers and determiners
    "all", "another", "any", "anyone", "both", "each", "either", "enough", "every", "everyone", "few", "fewer", "half",
    "less", "little", "lot", "lots", "many", "more", "most", "much", "neither", "no", "none", "one", "other", "others",
    "several", "some", "such", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve",
    "whole",
    // pronouns
    "he", "her", "hers", "herself", "him", "himself", "his", "it", "its", "itself", "me", "my", "our", "ourselves",
    "she", "someone", "something", "their", "theirs", "them", "themselves", "they", "us", "we", "what", "which", "who",
    "whom", "whose", "you", "your",
    // prepositions and particles
    "about", "above", "across", "after", "against", "along", "alongside", "among", "amongst", "around", "away",
    "because", "before", "behind", "below", "beneath", "beside", "besides", "between", "beyond", "despite", "down",
    "due", "during", "except", "including", "inside", "near", "off", "onto", "out", "outside", "over", "per",
    "regarding", "since", "through", "throughout", "toward", "towards", "under", "until", "up", "upon", "via", "within",
    "without",
    // conjunctions
    "although", "but", "however", "if", "nor", "once", "so", "than", "then", "therefore", "though", "thus", "unless",
    "when", "where", "whereas", "whether", "while", "whilst", "why", "yet", "how",
    // auxiliaries
    "am", "being", "can", "cannot", "could", "did", "do", "does", "doing", "done", "had", "has", "have", "having",
    "may", "might", "must", "shall", "should", "will", "would", "not", "never",
    // degree and time that point elsewhere
    "again", "almost", "already", "also", "always", "currently", "else", "even", "ever", "further", "here", "just",
    "last", "least", "later", "next", "now", "only", "own", "previously", "quite", "rather", "recently", "same",
    "still", "there", "together", "too", "very", "well"};

}  // namespace

bool is_function_word(std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

}  // namespace findings
