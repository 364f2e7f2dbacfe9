#include "searcher/suggest.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>

#include "schema/authorities.h"
#include "schema/fields.h"
#include "schema/text.h"
#include "schema/words.h"
#include "searcher/deadline.h"
#include "searcher/index_errors.h"
#include "searcher/searcher.h"
#include "searcher/values.h"

namespace findings {
namespace {

constexpr std::string_view offered_fields[] = {"authority", "area", "section"};
constexpr std::size_t shortest_word = 3;    // letters; "in" begins too much
constexpr std::size_t most_words_back = 8;  // of the text, as long as headings are

/// The end of a text from its last n-th word on, and where that begins, in bytes.
struct Ending {
  std::string folded;
  std::size_t start;
};

/// Of one word, of two words, and so on.
std::vector<Ending> endings_of(std::string_view text) {
  std::vector<Ending> endings;
  std::size_t end = text.size();
  while (end > 0 && endings.size() < most_words_back) {
    const std::size_t word_end = text.find_last_not_of(' ', end - 1);
    if (word_end == text.npos) break;
    const std::size_t space = text.find_last_of(' ', word_end);
    const std::size_t start = space == text.npos ? 0 : space + 1;
    if (std::string folded = fold(text.substr(start)); !folded.empty()) endings.push_back({folded, start});
    end = start;
  }
  return endings;
}

bool has_beginning(const Offer& offer, const std::string& ending) {
  return std::any_of(offer.names.begin(), offer.names.end(),
                     [&](const std::string& name) { return name.find(' ' + ending) != name.npos; });
}

/// The commonest words of the index that begin so, the best known form of each.
std::vector<std::string> words_beginning(const std::string& beginning, std::size_t limit, const Lexicon& lexicon) {
  struct Form {
    std::string word;
    std::size_t paragraphs = 0, of_stem = 0;
  };
  std::map<std::string, Form> by_stem;
  for (const auto& [word, here] : lexicon.terms_beginning(beginning)) {
    Form& form = by_stem[stem_of(word)];
    if (here > form.paragraphs) form.word = word, form.paragraphs = here;
    form.of_stem += here;
  }
  std::vector<Form> forms;
  for (auto& [stem, form] : by_stem) forms.push_back(std::move(form));
  std::stable_sort(forms.begin(), forms.end(), [](const Form& a, const Form& b) { return a.of_stem > b.of_stem; });
  std::vector<std::string> words;
  for (std::size_t i = 0; i < std::min(limit, forms.size()); ++i) words.push_back(std::move(forms[i].word));
  return words;
}

using PhraseOffers = std::vector<std::pair<std::string, UnitId>>;

bool begins_a_phrase(const PhraseOffers& phrases, const std::string& beginning) {
  const auto first = std::lower_bound(phrases.begin(), phrases.end(), std::pair(beginning, UnitId{0}));
  return first != phrases.end() && first->first.starts_with(beginning);
}

/// The commoner a unit, the smaller its number.
std::vector<UnitId> commonest_beginning(const PhraseOffers& phrases, const std::string& beginning, std::size_t limit) {
  std::vector<UnitId> ids;
  for (auto at = std::lower_bound(phrases.begin(), phrases.end(), std::pair(beginning, UnitId{0}));
       at != phrases.end() && at->first.starts_with(beginning); ++at)
    ids.push_back(at->second);
  std::sort(ids.begin(), ids.end());
  if (ids.size() > limit) ids.resize(limit);
  return ids;
}

/// From each list in turn one, as long as there is room; each list in its own order, one after the other.
std::vector<Completion> mixed(std::vector<std::vector<Completion>> kinds, std::size_t limit) {
  std::vector<std::size_t> taken(kinds.size());
  bool any_left = true;
  for (std::size_t count = 0; any_left && count < limit;) {
    any_left = false;
    for (std::size_t i = 0; i < kinds.size() && count < limit; ++i)
      if (taken[i] < kinds[i].size()) ++taken[i], ++count, any_left = true;
  }
  std::vector<Completion> all;
  for (std::size_t i = 0; i < kinds.size(); ++i)
    std::move(kinds[i].begin(), kinds[i].begin() + static_cast<std::ptrdiff_t>(taken[i]), std::back_inserter(all));
  return all;
}

void sort_by_count(std::vector<Completion>& completions) {
  std::stable_sort(completions.begin(), completions.end(),
                   [](const Completion& a, const Completion& b) { return a.counts.paragraphs > b.counts.paragraphs; });
}

}  // namespace

std::vector<Offer> make_offers(const Columns& columns) {
  std::vector<Breakdown> breakdowns;
  for (const std::string_view field : offered_fields) breakdowns.push_back({"", std::string(field), ""});
  Tally tally(columns, breakdowns);
  tally.add_all();
  std::vector<Offer> offers;
  for (std::size_t i = 0; i < breakdowns.size(); ++i) {
    const std::string& field = breakdowns[i].columns;
    const std::vector<std::string>& values = columns.at(field).values;
    const auto first = static_cast<std::ptrdiff_t>(offers.size());
    for (std::size_t value = 0; value < values.size(); ++value) {
      if (values[value] == no_value) continue;
      Offer offer{field, label_of(field, values[value]), {}, tally.by_value(i)[value]};
      offer.names.push_back(' ' + fold(offer.text));
      offers.push_back(std::move(offer));
    }
    std::stable_sort(offers.begin() + first, offers.end(),
                     [](const Offer& a, const Offer& b) { return a.counts.paragraphs > b.counts.paragraphs; });
  }
  for (const Authority& authority : authorities())
    for (Offer& offer : offers)
      if (offer.field == "authority" && offer.text == authority.name)
        for (const std::string& alias : authority.aliases) offer.names.push_back(' ' + fold(alias));
  return offers;
}

std::vector<std::pair<std::string, UnitId>> make_phrase_offers(const Texts& texts) {
  std::vector<std::pair<std::string, UnitId>> phrases;
  for (UnitId id = 0; id < texts.unit_count(); ++id)
    if (texts.unit(id).words > 1) phrases.emplace_back(fold(texts.unit(id).label), id);
  std::sort(phrases.begin(), phrases.end());
  return phrases;
}

std::vector<Completion> Searcher::suggest(std::string_view text, std::size_t limit) const {
  const std::vector<Ending> endings = endings_of(text);
  if (endings.empty() || limit == 0) return {};
  const Deadline deadline(Question{}.deadline);
  return reading(generation_, [&] {
    std::call_once(offers_made_, [&] {
      offers_ = make_offers(*columns_);
      phrases_ = make_phrase_offers(texts());
    });
    std::vector<std::vector<Completion>> kinds;
    const auto place_of = [&](const Ending& ending) { return code_points(text.substr(0, ending.start)); };

    // "neglect looked aft" goes on to "Looked after children": as many words as any name begins with.
    auto ending = endings.rbegin();
    const auto begins_a_name = [&] {
      return std::any_of(offers_.begin(), offers_.end(),
                         [&](const Offer& o) { return has_beginning(o, ending->folded); });
    };
    while (ending != endings.rend() && !begins_a_name()) ++ending;
    if (ending != endings.rend())
      for (const std::string_view field : offered_fields) {
        kinds.emplace_back();
        for (const Offer& offer : offers_)
          if (offer.field == field && has_beginning(offer, ending->folded))
            kinds.back().push_back({offer.text, offer.field, offer.counts, place_of(*ending)});
      }

    const Opened opened = open();
    ending = endings.rbegin();
    while (ending != endings.rend() && !begins_a_phrase(phrases_, ending->folded)) ++ending;
    if (ending != endings.rend() && code_points(ending->folded) >= shortest_word) {
      kinds.emplace_back();
      for (const UnitId phrase : commonest_beginning(phrases_, ending->folded, limit)) {
        const std::string& label = texts().unit(phrase).label;
        const Question question = findings::understand("phrase:\"" + label + '"', {}, vocabulary(opened.lexicon));
        kinds.back().push_back({label, "phrase", tally(question, opened, {}).found(), place_of(*ending)});
      }
      sort_by_count(kinds.back());
    }

    const std::string& last = endings.front().folded;
    if (last.find(' ') == last.npos && code_points(last) >= shortest_word) {
      kinds.emplace_back();
      for (const std::string& word : words_beginning(last, limit, opened.lexicon)) {
        const Question question = findings::understand(word, {}, vocabulary(opened.lexicon));
        kinds.back().push_back({word, "", tally(question, opened, {}).found(), place_of(endings.front())});
      }
      sort_by_count(kinds.back());
    }
    return mixed(std::move(kinds), limit);
  });
}

}  // namespace findings
