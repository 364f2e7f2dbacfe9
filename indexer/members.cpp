#include "indexer/members.h"

#include <algorithm>
#include <string_view>

#include "schema/words.h"

namespace findings {

Members::Members(const std::vector<std::string>& members) {
  int words = 0;
  for (const std::string& text : members) {
    Member member{{}, member_term(text)};
    for (const MemberWord& word : words_of_member(text)) {
      const auto [place, is_new] =
          word.as_written ? exact_.try_emplace(word.word, words) : forms_.try_emplace(form_key(word.word), words);
      words += is_new;
      member.words.push_back(place->second);
    }
    begun_[member.words.front()].push_back(members_.size());
    members_.push_back(std::move(member));
  }
}

const Members::Senses& Members::senses_of(const std::string& word) {
  const auto [known, is_new] = senses_.try_emplace(word, Senses{none, none});
  if (is_new) {
    if (const auto exact = exact_.find(word); exact != exact_.end()) known->second[0] = exact->second;
    if (const auto form = forms_.find(form_key(word)); form != forms_.end()) known->second[1] = form->second;
  }
  return known->second;
}

void Members::add_terms(const std::vector<std::string>& words, Xapian::Document& document) {
  std::vector<Senses> at{{none, none}};  // of each position
  for (const std::string& word : words) at.push_back(senses_of(word));
  std::unordered_map<int, Xapian::termcount> times;  // of each word
  for (const Senses& senses : at)
    for (const int sense : senses) ++times[sense];
  std::unordered_map<std::string_view, Xapian::termcount> weights;
  for (std::size_t start = 0; start < at.size(); ++start)
    for (const int sense : at[start]) {
      const auto begun = begun_.find(sense);
      if (begun == begun_.end()) continue;
      for (const std::size_t i : begun->second) {
        const auto& [member, term] = members_[i];
        const bool is_here = member.size() <= at.size() - start &&
                             std::equal(member.begin(), member.end(), at.begin() + static_cast<std::ptrdiff_t>(start),
                                        [](int word, const Senses& s) { return s[0] == word || s[1] == word; });
        if (!is_here) continue;
        document.add_posting(term, static_cast<Xapian::termpos>(start), 0);
        const auto rarer = [&](int one, int other) { return times[one] < times[other]; };
        weights[term] = times[*std::min_element(member.begin(), member.end(), rarer)];
      }
    }
  for (const auto& [term, weight] : weights) document.add_term(std::string(term), weight);
}

}  // namespace findings
