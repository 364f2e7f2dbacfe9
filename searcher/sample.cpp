// Paragraphs drawn at random, from each stratum its share.
#include <algorithm>
#include <map>

#include "schema/error.h"
#include "schema/fields.h"
#include "schema/text.h"
#include "searcher/deadline.h"
#include "searcher/hits.h"
#include "searcher/index_errors.h"
#include "searcher/partition.h"
#include "searcher/terms.h"
#include "searcher/values.h"

namespace findings {
namespace {

void check_fields(const std::vector<std::string>& stratify) {
  std::vector<std::string> names;
  for (const Field& field : fields)
    if (field.facet) names.emplace_back(field.name);
  names.emplace_back("report");
  for (const std::string& wanted : stratify)
    if (std::find(names.begin(), names.end(), wanted) == names.end()) {
      const std::string near = nearest(wanted, names);
      std::string list;
      for (const std::string& name : names) list += (list.empty() ? "strata: " : ", ") + name;
      throw Error("no strata are made by \"" + wanted + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
                  near.empty() ? list : "");
    }
}

/// Hamilton's method of largest remainders: each share is `size` times found / all, rounded down, and what is left goes
/// to the largest remainders; of equal ones to the larger stratum, then to the earlier. Where `size` is enough for
/// one each, no stratum is left without: what would get less than one gets one, and the rest is shared anew.
std::vector<std::size_t> shares(std::size_t size, const std::vector<std::size_t>& found) {
  std::vector<std::size_t> share(found.size());
  if (size == 0) return share;
  std::vector<std::size_t> open(found.size());
  for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;
  const auto all_open = [&] {
    std::size_t all = 0;
    for (const std::size_t i : open) all += found[i];
    return all;
  };
  if (size >= found.size())
    for (bool changed = true; changed;) {
      const std::size_t all = all_open(), left = size;
      changed = std::erase_if(open, [&](std::size_t i) {
                  if (left * found[i] >= all) return false;
                  share[i] = 1;
                  --size;
                  return true;
                }) > 0;
    }
  const std::size_t all = all_open();
  std::size_t left = size;
  for (const std::size_t i : open) left -= share[i] = size * found[i] / all;
  std::stable_sort(open.begin(), open.end(), [&](std::size_t a, std::size_t b) {
    const std::size_t of_a = size * found[a] % all, of_b = size * found[b] % all;
    return of_a != of_b ? of_a > of_b : found[a] > found[b];
  });
  for (std::size_t i = 0; i < left; ++i) ++share[open[i]];
  return share;
}

}  // namespace

Sample Searcher::sample(const Question& question, std::size_t size, const std::vector<std::string>& stratify) const {
  check_fields(stratify);
  const Deadline deadline(question.deadline);
  return reading(generation_, [&] {
    const Opened opened = open();
    const Xapian::Query query = query_of(question, opened.lexicon, vocabulary(opened.lexicon));
    Sample sample;
    sample.found = tally(question, opened, {}).found();
    sample.fields = stratify;

    std::vector<Placed> population;
    const std::vector<std::uint32_t> ids = find_all(opened.documents, query);
    for (const std::uint32_t id : ids) population.push_back({0, id});
    // The first in the index stands for what says the same, so that every text is drawn as likely as any other.
    if (question.fold_copies) fold_copies(population, *columns_);
    const Order random(*columns_, Sort::random, question.seed);
    for (Placed& one : population) one.key = random.key(one.id);

    std::vector<Partition> partitions;
    for (const std::string& field : stratify) partitions.emplace_back(*columns_, field);
    std::map<std::vector<std::string>, std::vector<Placed>> apart;
    if (stratify.empty()) apart[{}];
    for (const Placed& one : population) {
      std::vector<std::string> values;
      for (const Partition& partition : partitions) values.push_back(partition.names()[partition.value(one.id)]);
      apart[values].push_back(one);
    }
    std::vector<std::pair<std::vector<std::string>, std::vector<Placed>>> strata(apart.begin(), apart.end());
    const auto ranks = [&](const std::vector<std::string>& values) {
      std::vector<std::pair<int, std::string>> all;
      for (std::size_t i = 0; i < values.size(); ++i)
        all.emplace_back(rank_of(stratify[i], values[i]).value_or(0), label_of(stratify[i], values[i]));
      return all;
    };
    std::stable_sort(strata.begin(), strata.end(),
                     [&](const auto& a, const auto& b) { return ranks(a.first) < ranks(b.first); });

    std::vector<std::size_t> sizes;
    for (const auto& [values, members] : strata) sizes.push_back(members.size());
    const std::vector<std::size_t> share = shares(std::min(size, population.size()), sizes);
    std::vector<std::uint32_t> drawn;
    for (std::size_t i = 0; i < strata.size(); ++i) {
      sample.strata.push_back({strata[i].first, sizes[i], share[i]});
      for (const Placed& one : page_of(std::move(strata[i].second), 0, share[i])) drawn.push_back(one.id);
    }
    std::sort(drawn.begin(), drawn.end());
    const HitReader reader(*this, opened, &question);
    for (const std::uint32_t id : drawn) sample.hits.push_back(reader.read(id, 1, question.context));
    if (question.fold_copies) list_copies(sample.hits, drawn, ids, opened.documents, *columns_);
    return sample;
  });
}

}  // namespace findings
