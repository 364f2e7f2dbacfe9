// Words as searches compare them: by stem, with a repair for forms that Xapian's English stemmer parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace findings {

/// What other forms of a word are searched by, beside its own stem: terms of the index, "Zchildren" for "child" and
/// "person" for "people". Empty for words whose forms share a stem. `word` is in small letters.
std::vector<std::string> terms_of_other_forms(const std::string& word);

/// The stem, the same for all forms of a word: "child" for "children". `word` is folded.
std::string stem_of(const std::string& word);

/// The same for the plural, the possessive and the tenses of a word, another one for words made of it: "cares" and
/// "caring" have that of "care", "careful" has its own; "organize" has that of "organise". Words with the same one have
/// the same stem, spelling aside. `word` is in small letters.
std::string form_key(const std::string& word);

/// "organise" for "organize" and the other way round; "" for words that have one spelling. `word` is in small letters.
std::string other_spelling(const std::string& word);

/// Whether the word stands in stopwords/*.txt.
bool is_stopword(std::string_view word);

/// The folded words of a text: "education, health and care plan" in six.
std::vector<std::string> folded_words(std::string_view text);

/// Runs of words that mean the same whatever their forms have the same key: "child-in-care" for "Children in care".
std::string words_key(std::string_view text);

}  // namespace findings
