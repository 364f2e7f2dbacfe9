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
    begun_.resize(static_cast<std::size_t>(words));
    begun_[static_cast<std::size_t>(member.words.front())].push_back(members_.size());
    members_.push_back(std::move(member));
  }
}

Members::Senses Members::senses_of(const std::string& word) const {
  Senses senses{none, none};
  if (const auto exact = exact_.find(word); exact != exact_.end()) senses[0] = exact->second;
  if (const auto form = forms_.find(form_key(word)); form != forms_.end()) senses[1] = form->second;
  return senses;
}

void Members::add_terms(const std::vector<Senses>& words, Xapian::Document& document) const {
  const auto is = [](int word, const Senses& senses) { return senses[0] == word || senses[1] == word; };
  std::unordered_map<std::string_view, Xapian::termcount> weights;
  for (std::size_t start = 0; start < words.size(); ++start)
    for (const int sense : words[start]) {
      if (sense == none) continue;
      for (const std::size_t i : begun_[static_cast<std::size_t>(sense)]) {
        const auto& [member, term] = members_[i];
        const bool is_here =
            member.size() <= words.size() - start &&
            std::equal(member.begin(), member.end(), words.begin() + static_cast<std::ptrdiff_t>(start), is);
        if (!is_here) continue;
        auto rarest = words.size();
        for (const int word : member)
          rarest = std::min<std::size_t>(
              rarest, static_cast<std::size_t>(std::count_if(words.begin(), words.end(),
                                                             [&](const Senses& senses) { return is(word, senses); })));
        weights[term] = static_cast<Xapian::termcount>(rarest);
      }
    }
  for (const auto& [term, weight] : weights) document.add_term(std::string(term), weight);
}

}  // namespace findings
