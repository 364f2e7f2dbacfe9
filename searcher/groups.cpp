#include "searcher/groups.h"

#include <algorithm>
#include <set>

#include "schema/error.h"
#include "schema/fields.h"
#include "schema/text.h"
#include "searcher/hits.h"
#include "searcher/partition.h"
#include "searcher/terms.h"

namespace findings {
namespace {

const std::vector<std::string> group_fields{"report", "authority", "section"};

Counts counted(const std::vector<Placed>& members, const Columns& columns) {
  const Column &report = columns.at("report"), &authority = columns.at("authority");
  std::set<std::uint32_t> reports, authorities;
  for (const Placed& one : members) {
    if (!reports.insert(report.codes[one.id]).second) continue;
    const auto& set = authority.sets[authority.codes[one.id]];
    if (!set.empty() && authority.values[set[0]] != no_value) authorities.insert(set[0]);
  }
  return {members.size(), reports.size(), authorities.size()};
}

std::vector<std::uint32_t> ids_of(const std::vector<Placed>& placed) {
  std::vector<std::uint32_t> ids;
  for (const Placed& one : placed) ids.push_back(one.id);
  return ids;
}

}  // namespace

void check_group(const Question& question) {
  if (std::find(group_fields.begin(), group_fields.end(), question.group) != group_fields.end()) return;
  const std::string near = nearest(question.group, group_fields);
  throw Error(
      "hits are not grouped by \"" + question.group + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
      near.empty() ? "groups: report, authority, section" : "");
}

void Searcher::group(const Question& question, const Opened& opened, Results& results) const {
  const Xapian::Query query = query_of(question, opened.lexicon, vocabulary(opened.lexicon));
  const std::vector<Placed> found = place_all(opened.documents, query, *columns_, question);
  const Partition partition(*columns_, question.group);

  // Groups stand in the order of their first hits.
  std::vector<Placed> first(partition.names().size());
  for (const Placed& one : found) {
    Placed& best = first[partition.value(one.id)];
    if (best.id == 0 || one < best) best = one;
  }
  std::erase_if(first, [](const Placed& best) { return best.id == 0; });
  results.total_groups = first.size();
  const std::vector<Placed> wanted = page_of(std::move(first), question.offset, question.limit);

  std::vector<std::size_t> place(partition.names().size(), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) place[partition.value(wanted[i].id)] = i;
  std::vector<std::vector<Placed>> members(wanted.size());
  for (const Placed& one : found)
    if (const std::size_t i = place[partition.value(one.id)]; i < wanted.size()) members[i].push_back(one);

  const double best = found.empty() ? 0 : std::min_element(found.begin(), found.end())->key;
  const HitReader reader(*this, opened, &question);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    Group group;
    group.value = partition.names()[partition.value(wanted[i].id)];
    group.label = question.group == "report" ? unpack(opened.documents.document(wanted[i].id).get_data()).title
                                             : label_of(question.group, group.value);
    group.found = counted(members[i], *columns_);
    const std::vector<std::uint32_t> ids = ids_of(members[i]);
    if (question.fold_copies) fold_copies(members[i], *columns_);
    const std::size_t texts = members[i].size();
    const std::vector<Placed> shown = page_of(std::move(members[i]), 0, question.group_size);
    const bool ranked = question.sort == Sort::relevance && best < 0;
    for (const Placed& one : shown)
      group.hits.push_back(reader.read(one.id, ranked ? one.key / best : 1, question.context));
    if (question.fold_copies) list_copies(group.hits, ids_of(shown), ids, opened.documents, *columns_);
    group.more = texts - shown.size();
    results.groups.push_back(std::move(group));
  }
}

}  // namespace findings
