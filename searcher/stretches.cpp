#include "searcher/stretches.h"

#include <algorithm>

namespace findings {
namespace {

using Form = Expression::Form;

bool is_leaf(Form form) {
  return form == Form::word || form == Form::exact || form == Form::wildcard || form == Form::near ||
         form == Form::adjacent || form == Form::member || form == Form::inflected;
}

}  // namespace

struct StretchFinder::Paragraph {
  const std::vector<Positions>& at;
  const std::function<bool(std::size_t)>& holds;
};

StretchFinder::StretchFinder(const Expression& expression, const Lexicon& lexicon)
    : root_(compile(expression, lexicon, true)) {}

/// `is_certain`: it is true of every paragraph found, and so are its parts: none of them hangs on another, and what has
/// no words to find need not be looked at.
StretchFinder::Node StretchFinder::compile(const Expression& expression, const Lexicon& lexicon, bool is_certain) {
  const Form form = expression.form;
  const bool has_no_words = form == Form::none || form == Form::heading || form == Form::filter;
  if (is_certain && has_no_words) return {Form::everything};
  Node node{form};
  if (is_leaf(form)) {
    const bool spelt_out = form == Form::member && !expression.parts.empty();
    for (Leaf& leaf : leaves_of(spelt_out ? expression.parts.front() : expression, lexicon)) {
      node.words.push_back({leaf.kind, leaf.window, leaf.words, places_.size(), leaf.places.size()});
      std::move(leaf.places.begin(), leaf.places.end(), std::back_inserter(places_));
    }
    return node;
  }
  if (form == Form::filter || form == Form::heading) {
    add_condition(node, expression);
    return node;
  }
  if (!is_certain && form == Form::meant)
    add_condition(node, {.form = form, .text = expression.text, .parts = {Expression{}}});
  if (!is_certain && form == Form::of_kind)
    add_condition(node, {.form = Form::filter, .filter = {"kind", {expression.text}}});
  is_certain = is_certain && (form == Form::all || form == Form::meant || form == Form::of_kind);
  if (is_certain) node.form = Form::any;
  for (const Expression& part : expression.parts) node.parts.push_back(compile(part, lexicon, is_certain));
  return node;
}

void StretchFinder::add_condition(Node& node, Expression condition) {
  node.condition = conditions_.size();
  conditions_.push_back(std::move(condition));
}

void StretchFinder::find(const std::vector<Positions>& at, const std::function<bool(std::size_t)>& holds,
                         std::vector<Stretch>& stretches) const {
  stretches.clear();
  StretchFinder::holds(root_, {at, holds}, stretches);
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) { return a.first < b.first; });
  std::size_t kept = 0;
  for (const Stretch stretch : stretches)
    if (kept > 0 && stretch.first <= stretches[kept - 1].last)
      stretches[kept - 1].last = std::max(stretches[kept - 1].last, stretch.last);
    else
      stretches[kept++] = stretch;
  stretches.resize(kept);
}

/// Whether it is true of the paragraph; what made it so is added to `found`.
bool StretchFinder::holds(const Node& node, const Paragraph& paragraph, std::vector<Stretch>& found) {
  const auto before = found.size();
  bool all = true, any = false;
  for (const Node& part : node.parts) {
    const bool here = holds(part, paragraph, found);
    all = all && here;
    any = any || here;
  }
  for (const Sought& sought : node.words) {
    const auto length = found.size();
    find(sought, paragraph, found);
    all = all && found.size() > length;
  }
  bool is_true = all;
  if (node.form == Form::any || node.form == Form::also || node.form == Form::phrase) is_true = any;
  if (node.form == Form::none) is_true = !all;
  if (node.condition != no_condition) is_true = is_true && paragraph.holds(node.condition);
  if (!is_true || node.form == Form::none) found.resize(before);
  return is_true;
}

void StretchFinder::find(const Sought& sought, const Paragraph& paragraph, std::vector<Stretch>& found) {
  const auto place = [&](std::size_t i) -> const Positions& { return paragraph.at[sought.first + i]; };
  const auto next = [](const Positions& positions, std::uint32_t from) {
    return std::lower_bound(positions.begin(), positions.end(), from);
  };
  if (sought.kind == Leaf::Kind::word) {
    for (const std::uint32_t position : place(0)) found.push_back({position, position + sought.words - 1});
  } else if (sought.kind == Leaf::Kind::phrase) {
    const bool is_strict = sought.window == sought.count;
    for (const std::uint32_t start : place(0)) {
      Positions chain{start};
      for (std::size_t p = 1; p < sought.count; ++p) {
        const auto position = next(place(p), chain.back() + 1);
        if (position == place(p).end() || *position >= start + sought.window) break;
        chain.push_back(*position);
      }
      if (chain.size() < sought.count) continue;
      if (is_strict)
        found.push_back({start, chain.back()});
      else
        for (const std::uint32_t position : chain) found.push_back({position, position});
    }
  } else {
    for (std::size_t p = 0; p < sought.count; ++p)
      for (const std::uint32_t start : place(p)) {
        std::vector<Stretch> near;
        bool all_near = true;
        for (std::size_t other = 0; other < sought.count && all_near; ++other) {
          const auto begin = next(place(other), start), end = next(place(other), start + sought.window);
          for (auto position = begin; position != end; ++position) near.push_back({*position, *position});
          all_near = begin != end;
        }
        if (all_near) found.insert(found.end(), near.begin(), near.end());
      }
  }
}

}  // namespace findings
