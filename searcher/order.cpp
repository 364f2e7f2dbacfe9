#include "searcher/order.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "schema/fields.h"
#include "searcher/values.h"

namespace findings {
namespace {

constexpr double last = std::numeric_limits<double>::max();

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0;
  for (const char c : text) hash = mixed(hash ^ static_cast<unsigned char>(c));
  return hash;
}

/// The key of each of the column's values.
std::vector<double> keys_of(const Column& column, Sort sort) {
  std::vector<double> keys(column.values.size());
  if (sort == Sort::authority) {
    std::vector<std::size_t> places(keys.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::sort(places.begin(), places.end(),
              [&](std::size_t a, std::size_t b) { return column.values[a] < column.values[b]; });
    for (std::size_t i = 0; i < places.size(); ++i) keys[places[i]] = static_cast<double>(i);
    return keys;
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::string& value = column.values[i];
    if (sort == Sort::grade)
      keys[i] = rank_of("grade", value).value_or(std::numeric_limits<int>::max());
    else
      keys[i] = value.empty() ? last : (sort == Sort::newest ? -1 : 1) * std::stod(value);
  }
  return keys;
}

}  // namespace

std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

Order::Order(const Columns& columns, Sort sort, std::uint64_t seed) {
  switch (sort) {
    case Sort::relevance:
    case Sort::index:
      return;
    case Sort::random: {
      const Column& reports = columns.at("report");
      codes_ = reports.codes;
      for (const auto& set : reports.sets)
        seeds_.push_back(mixed(seed ^ (set.empty() ? 0 : hash_of(reports.values[set[0]]))));
      first_.resize(reports.sets.size());
      for (std::size_t id = codes_.size(); id-- > 1;) first_[codes_[id]] = static_cast<Xapian::docid>(id);
      return;
    }
    case Sort::newest:
    case Sort::oldest:
    case Sort::authority:
    case Sort::grade: {
      const Column& column = columns.at(sort == Sort::authority ? "authority"
                                        : sort == Sort::grade   ? "grade"
                                                                : "inspected");
      codes_ = column.codes;
      const std::vector<double> of_values = keys_of(column, sort);
      for (const auto& set : column.sets) keys_.push_back(set.empty() ? last : of_values[set[0]]);
      return;
    }
  }
}

double Order::key(Xapian::docid id) const {
  if (codes_.empty()) return 0;
  const std::uint32_t code = codes_[id];
  if (seeds_.empty()) return keys_[code];
  return static_cast<double>(mixed(seeds_[code] + (id - first_[code])) >> 11);  // 53 bits: exact
}

void fold_copies(std::vector<Placed>& found, const Columns& columns) {
  const Column& copies = columns.at(copies_column);
  std::vector<Placed> first(copies.sets.size());
  for (const Placed& one : found) {
    Placed& best = first[copies.codes[one.id]];
    if (best.id == 0 || one < best) best = one;
  }
  std::erase_if(found, [&](const Placed& one) {
    const std::uint32_t code = copies.codes[one.id];
    return code != 0 && first[code].id != one.id;
  });
}

std::vector<Placed> page_of(std::vector<Placed> found, std::size_t offset, std::size_t limit) {
  if (offset >= found.size()) return {};
  const auto begin = found.begin() + static_cast<std::ptrdiff_t>(offset);
  const auto end = begin + static_cast<std::ptrdiff_t>(std::min(limit, found.size() - offset));
  if (end != found.end()) std::nth_element(found.begin(), end, found.end());
  std::sort(found.begin(), end);
  return {begin, end};
}

}  // namespace findings
