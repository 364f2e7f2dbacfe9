#include "indexer/members.h"

#include <algorithm>

#include "schema/words.h"

namespace findings {

Members::Members(const std::vector<std::string>& members) {
  int words = 0;
  for (const std::string& text : members) {
    std::vector<int> member;
    for (const MemberWord& word : words_of_member(text)) {
      const auto [place, is_new] =
          word.as_written ? exact_.try_emplace(word.word, words) : forms_.try_emplace(form_key(word.word), words);
      words += is_new;
      member.push_back(place->second);
    }
    begun_.resize(static_cast<std::size_t>(words));
    begun_[static_cast<std::size_t>(member.front())].push_back(members_.size());
    members_.push_back(std::move(member));
  }
}

Members::Senses Members::senses_of(const std::string& word) const {
  Senses senses{none, none};
  if (const auto exact = exact_.find(word); exact != exact_.end()) senses[0] = exact->second;
  if (const auto form = forms_.find(form_key(word)); form != forms_.end()) senses[1] = form->second;
  return senses;
}

std::vector<Members::Found> Members::find(const std::vector<Senses>& words) const {
  const auto is = [](int word, const Senses& senses) { return senses[0] == word || senses[1] == word; };
  std::vector<Found> found;
  for (std::size_t start = 0; start < words.size(); ++start)
    for (const int sense : words[start]) {
      if (sense == none) continue;
      for (const std::size_t i : begun_[static_cast<std::size_t>(sense)]) {
        const std::vector<int>& member = members_[i];
        const bool is_here =
            member.size() <= words.size() - start &&
            std::equal(member.begin(), member.end(), words.begin() + static_cast<std::ptrdiff_t>(start), is);
        if (!is_here || std::any_of(found.begin(), found.end(), [&](const Found& known) { return known.member == i; }))
          continue;
        auto rarest = words.size();
        for (const int word : member)
          rarest = std::min<std::size_t>(
              rarest, static_cast<std::size_t>(std::count_if(words.begin(), words.end(),
                                                             [&](const Senses& senses) { return is(word, senses); })));
        found.push_back({i, static_cast<unsigned>(rarest)});
      }
    }
  return found;
}

}  // namespace findings
