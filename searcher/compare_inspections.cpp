#include <algorithm>
#include <map>

#include "schema/error.h"
#include "schema/text.h"
#include "searcher/asides.h"
#include "searcher/compare.h"

namespace findings {
namespace {

std::string last_day(const Report& report) { return report.inspected ? to_string(report.inspected->to) : ""; }

Change change_between(const std::optional<Judgement>& earlier, const std::optional<Judgement>& later) {
  const bool then = earlier && earlier->grade, now = later && later->grade;
  if (!then && !now) return Change::not_judged;
  if (!now) return Change::only_then;
  if (!then) return Change::only_now;
  if (*earlier->grade == *later->grade) return Change::same;
  const int before = band(*earlier->grade), after = band(*later->grade);
  return after < before ? Change::better : after > before ? Change::worse : Change::other_scale;
}

std::vector<Judgement> of_area(const Report& report, std::string_view area) {
  std::vector<Judgement> judgements;
  for (const Judgement& judgement : report.judgements)
    if (judgement.area == area) judgements.push_back(judgement);
  return judgements;
}

/// Takes the judgement that stands for an area out of those left: the only one, or the one on its overall
/// effectiveness.
std::optional<Judgement> take_main(std::vector<Judgement>& left) {
  auto main = left.size() == 1 ? left.begin() : std::find_if(left.begin(), left.end(), [](const Judgement& one) {
    return fold(one.label) == "overall effectiveness";
  });
  if (main == left.end()) return std::nullopt;
  const Judgement judgement = *main;
  left.erase(main);
  return judgement;
}

/// Those of one area: by their labels, then what stands for the area in each; what is left has no partner.
void pair_up(const std::string& area, const std::vector<Judgement>& earlier, std::vector<Judgement> later,
             std::vector<JudgementPair>& pairs) {
  std::vector<Judgement> left;
  for (const Judgement& one : earlier) {
    const auto same = std::find_if(later.begin(), later.end(),
                                   [&](const Judgement& other) { return fold(other.label) == fold(one.label); });
    if (same == later.end()) {
      left.push_back(one);
      continue;
    }
    pairs.push_back({area, one, *same});
    later.erase(same);
  }
  if (left.size() == 1 || later.size() == 1) {
    std::optional<Judgement> then = take_main(left), now = take_main(later);
    if (then || now) pairs.push_back({area, then, now});
  }
  for (const Judgement& one : left) pairs.push_back({area, one, std::nullopt});
  for (const Judgement& one : later) pairs.push_back({area, std::nullopt, one});
}

std::vector<JudgementPair> judgements_of(const Report& earlier, const Report& later) {
  std::vector<JudgementPair> pairs;
  for (const Area& area : areas)
    pair_up(std::string(area.name), of_area(earlier, area.name), of_area(later, area.name), pairs);
  for (JudgementPair& pair : pairs) pair.change = change_between(pair.earlier, pair.later);
  return pairs;
}

std::vector<Hit> paragraphs_of(const Searcher& searcher, const ReportRecord& record) {
  Question all;
  all.filters = {{"report", {record.report.id}}};
  all.sort = Sort::index;
  all.limit = record.paragraph_count;
  std::vector<Hit> hits;
  searcher.each_hit(all, false, [&](FoundHit&& found) { hits.push_back(std::move(found.hit)); });
  return hits;
}

bool is_improvement(const Hit& hit) { return hit.kind == to_string(Kind::improvement); }

/// What inspectors say of the service, not of themselves.
bool says_something(const Hit& hit) { return !is_aside(hit.kind); }

std::vector<Hit> those_that(const std::vector<Hit>& hits, bool (*holds)(const Hit&)) {
  std::vector<Hit> kept;
  std::copy_if(hits.begin(), hits.end(), std::back_inserter(kept), holds);
  return kept;
}

std::vector<std::string> texts_of(const std::vector<Hit>& hits) {
  std::vector<std::string> texts;
  for (const Hit& hit : hits) texts.push_back(hit.text);
  return texts;
}

void compare_improvements(const std::vector<Hit>& earlier, const std::vector<Hit>& later, std::size_t most,
                          InspectionComparison& comparison) {
  const std::vector<Hit> asked = those_that(earlier, is_improvement), now = those_that(later, is_improvement),
                         said = those_that(later, says_something);
  const std::vector<std::string> then_texts = texts_of(earlier), now_texts = texts_of(later);
  const NearTexts near_said(texts_of(said), then_texts);
  std::vector<bool> is_again(now.size(), false);
  for (const Hit& hit : asked) {
    AskedThen one{hit, {}, {}};
    for (const Near& near : near_said.find(hit.text, most)) one.nearest.push_back({said.at(near.text), near});
    comparison.asked.push_back(std::move(one));
  }
  // Both ways: a short improvement may be one of several things that a long one asks for.
  const NearTexts near_now(texts_of(now), then_texts), near_asked(texts_of(asked), now_texts);
  for (std::size_t i = 0; i < now.size(); ++i) {
    std::vector<bool> asks_for(asked.size(), false);
    for (const Near& near : near_asked.find(now[i].text, asked.size())) asks_for[near.text] = true;
    for (std::size_t j = 0; j < asked.size(); ++j) {
      const std::vector<Near> found = near_now.find(asked[j].text, now.size());
      if (!asks_for[j] && std::none_of(found.begin(), found.end(), [&](const Near& near) { return near.text == i; }))
        continue;
      comparison.asked[j].again.push_back(now[i].citation);
      is_again[i] = true;
    }
  }
  for (std::size_t i = 0; i < now.size(); ++i)
    if (!is_again[i]) comparison.added.push_back(now[i]);
  comparison.looked_through = said.size();
}

}  // namespace

std::string_view to_string(Change change) {
  constexpr std::string_view names[] = {"same",      "better",   "worse",     "same band, another scale",
                                        "only then", "only now", "not judged"};
  return names[static_cast<std::size_t>(change)];
}

InspectionComparison compare_inspections(const Searcher& searcher, const ReportRecord& one, const ReportRecord& other,
                                         std::size_t nearest) {
  if (one.report.id == other.report.id)
    throw Error("both are " + one.report.id, "findings reports lists what else there is of the authority");
  if (!one.report.authority || one.report.authority != other.report.authority)
    throw Error(
        one.report.id + " and " + other.report.id + " are not of one authority",
        "as slices they can be compared: findings compare report:" + one.report.id + " report:" + other.report.id);
  InspectionComparison comparison;
  const std::string first = last_day(one.report), second = last_day(other.report);
  comparison.is_turned = !first.empty() && !second.empty() && second < first;
  const ReportRecord& earlier = comparison.is_turned ? other : one;
  const ReportRecord& later = comparison.is_turned ? one : other;
  comparison.earlier = earlier.report;
  comparison.later = later.report;
  comparison.judgements = judgements_of(earlier.report, later.report);
  compare_improvements(paragraphs_of(searcher, earlier), paragraphs_of(searcher, later), nearest, comparison);
  return comparison;
}

std::pair<ReportRecord, ReportRecord> latest_two(const Searcher& searcher, std::string_view authority,
                                                 std::string_view framework) {
  const Question question = searcher.understand("", {{"authority", {std::string(authority)}}});
  const std::vector<std::string>& names = filter_on(question, "authority")->values;
  std::map<std::string, std::vector<const ReportRecord*>> by_framework;
  for (const ReportRecord& record : searcher.records()) {
    const Report& report = record.report;
    const std::string kind = report.framework.value_or("");
    if (!report.authority || std::find(names.begin(), names.end(), *report.authority) == names.end()) continue;
    if (report.inspected && (framework.empty() || framework == kind)) by_framework[kind].push_back(&record);
  }
  std::pair<const ReportRecord*, const ReportRecord*> best{};
  const auto rank = [](const auto& pair) {
    return std::pair(!pair.first->report.judgements.empty() && !pair.second->report.judgements.empty(),
                     last_day(pair.second->report));
  };
  for (auto& [kind, reports] : by_framework) {
    if (reports.size() < 2) continue;
    std::stable_sort(reports.begin(), reports.end(), [](const ReportRecord* a, const ReportRecord* b) {
      return last_day(a->report) < last_day(b->report);
    });
    const std::pair latest(reports[reports.size() - 2], reports.back());
    if (!best.first || rank(latest) > rank(best)) best = latest;
  }
  if (!best.first)
    throw Error("there are no two reports of " + std::string(authority) + " of one framework" +
                    (framework.empty() ? "" : ", " + std::string(framework)),
                "findings reports --authority '" + std::string(authority) + "' lists what there is", Exit::nothing);
  return {*best.first, *best.second};
}

}  // namespace findings
