#include "searcher/expand.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "schema/words.h"
#include "searcher/understand.h"

namespace findings {
namespace {

using Form = Expression::Form;
using Parts = std::vector<Expression>;

constexpr std::size_t longest_run = 12;  // words; synonyms have no more, and no abbreviation so many letters

bool is_plain(const Expression& part) { return part.form == Form::word && !part.required; }

std::string without_quotes(std::string text) {
  std::erase(text, '"');
  return text;
}

class Expander {
 public:
  Expander(Question& question, const Synonyms& synonyms, const Vocabulary& vocabulary)
      : question_(question), synonyms_(synonyms), vocabulary_(vocabulary) {}

  void expand(Expression& expression) {
    if (is_plain(expression)) {
      Parts one{expression};
      if (auto also = also_of(one.begin(), one.end())) expression = std::move(*also);
    } else if (expression.form == Form::all) {
      expand_runs(expression.parts);
    } else if (expression.form == Form::any || expression.form == Form::none || expression.form == Form::of_kind) {
      for (Expression& part : expression.parts) expand(part);
    }
  }

 private:
  using At = Parts::iterator;

  void expand_runs(Parts& parts) {
    Parts expanded;
    for (auto at = parts.begin(); at != parts.end();) {
      At end = end_of_run(at, parts.end());
      if (end == at) {
        expand(*at);
        expanded.push_back(std::move(*at++));
        continue;
      }
      std::optional<Expression> also;
      for (; !also && end != at; --end)
        if ((also = also_of(at, end))) break;
      if (also) {
        expanded.push_back(std::move(*also));
        at = end;
      } else {
        expanded.push_back(std::move(*at++));
      }
    }
    parts = std::move(expanded);
  }

  /// Of plain words that nothing but a space parts in what was typed.
  static At end_of_run(At begin, At last) {
    At end = begin;
    while (end != last && is_plain(*end) && end - begin < static_cast<std::ptrdiff_t>(longest_run) &&
           (end == begin || std::prev(end)->start + std::prev(end)->length + 1 == end->start))
      ++end;
    return end;
  }

  std::optional<Expression> also_of(At begin, At end) {
    const std::size_t start = begin->start, stop = std::prev(end)->start + std::prev(end)->length;
    const std::string typed = question_.text.substr(start, stop - start);
    const std::string key = words_key(typed);
    if (key.empty() || (std::next(begin) == end && is_stopword(typed))) return std::nullopt;

    Expansion expansion{typed, {}};
    Parts others;
    for (const std::string& member : synonyms_.others(typed)) {
      expansion.also.push_back({without_quotes(member), Alternative::From::synonyms, 0});
      others.push_back(phrase(member));
    }
    for (const Meaning& meaning : meanings_of(key, typed)) {
      const bool spelt_out = words_key(meaning.abbreviation) == key;
      const std::string& other = spelt_out ? meaning.expansion : meaning.abbreviation;
      // A synonym finds it in every report.
      const auto is_there = [&](const Alternative& there) { return words_key(there.text) == words_key(other); };
      if (std::any_of(expansion.also.begin(), expansion.also.end(), is_there)) continue;
      expansion.also.push_back({other, Alternative::From::abbreviation, meaning.reports});
      Expression meant{Form::meant};
      meant.text = meaning_term(meaning.abbreviation, meaning.expansion);
      meant.parts.push_back(phrase(other));
      others.push_back(std::move(meant));
    }
    if (others.empty()) return std::nullopt;
    if (alternatives_ + others.size() > most_alternatives) {
      question_.notes.push_back("\"" + typed + "\" was searched for as written: a question is widened by at most " +
                                std::to_string(most_alternatives) + " other words and phrases");
      return std::nullopt;
    }
    alternatives_ += others.size();
    question_.expanded.push_back(std::move(expansion));

    Expression also{Form::also, typed};
    also.start = start;
    also.length = stop - start;
    if (std::next(begin) == end) {
      also.parts.push_back(std::move(*begin));
    } else {
      also.parts.emplace_back(Form::all);
      also.parts.back().parts.assign(std::move_iterator(begin), std::move_iterator(end));
    }
    std::move(others.begin(), others.end(), std::back_inserter(also.parts));
    return also;
  }

  /// Its words side by side, each in any of its forms but for those in quotes, and stopwords, which have none.
  Expression phrase(const std::string& text) const {
    Expression phrase{Form::adjacent};
    phrase.distance = 1;
    const std::vector<MemberWord> words = words_of_member(text);
    const Form in_any_form = words.size() > 1 ? Form::inflected : Form::word;
    for (const MemberWord& word : words)
      phrase.parts.push_back({word.as_written ? Form::exact : in_any_form, word.word});
    if (words.size() == 1) return Expression(phrase.parts.front());
    const std::string term = member_term(text);
    if (!vocabulary_.has_member || !vocabulary_.has_member(term)) return phrase;
    Expression member{Form::member, term};
    member.distance = static_cast<int>(words.size());
    member.parts.push_back(std::move(phrase));
    return member;
  }

  /// Those that most reports give. "safe" in small letters is the word, "SAFE" the abbreviation.
  std::vector<Meaning> meanings_of(const std::string& key, const std::string& typed) {
    if (!vocabulary_.meanings) return {};
    std::vector<Meaning> meanings = vocabulary_.meanings(key);
    const bool has_capital = std::any_of(typed.begin(), typed.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    std::erase_if(meanings, [&](const Meaning& meaning) {
      return meaning.is_word_too && !has_capital && words_key(meaning.abbreviation) == key;
    });
    std::stable_sort(meanings.begin(), meanings.end(),
                     [](const Meaning& a, const Meaning& b) { return a.reports > b.reports; });
    if (meanings.size() > most_meanings) {
      question_.notes.push_back("reports give \"" + typed + "\" " + std::to_string(meanings.size()) +
                                " meanings; the " + std::to_string(most_meanings) + " commonest were searched for");
      meanings.resize(most_meanings);
    }
    return meanings;
  }

  Question& question_;
  const Synonyms& synonyms_;
  const Vocabulary& vocabulary_;
  std::size_t alternatives_ = 0;
};

}  // namespace

void expand(Question& question, const Synonyms& synonyms, const Vocabulary& vocabulary) {
  Expander(question, synonyms, vocabulary).expand(question.expression);
}

}  // namespace findings
