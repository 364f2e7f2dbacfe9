// Laws of showing what was found: however hits are folded, paged, grouped, ordered or drawn, they are what a plain list
// of all of them says.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "schema/fields.h"
#include "tests/search_index.h"

using namespace findings;

namespace {

using Words = std::vector<std::string>;

const Words words{"neglect", "drift", "plan", "visit", "carer", "school", "health", "risk", "court", "adopt"};
const Words headings{"Staying safe", "Being healthy", "Leadership"};

std::string random_text(std::mt19937& random, unsigned length) {
  std::string text;
  for (unsigned w = 0; w < length; ++w) text += (w ? " " : "") + words[random() % words.size()];
  return text;
}

/// A third of the paragraphs are one of eight texts that are long enough to be copies.
std::vector<Report> random_reports(std::mt19937& random) {
  Words stock;
  for (int n = 0; n < 8; ++n) stock.push_back(random_text(random, 22));
  std::vector<Report> reports;
  for (int n = 0; n < 20; ++n) {
    Report report;
    report.id = "x/place" + std::to_string(random() % 6) + "/" + std::to_string(n);
    report.title = "Inspection " + std::to_string(n);
    if (random() % 6) report.authority = "Place" + std::to_string(random() % 5);
    if (random() % 6) report.framework = random() % 2 ? "sif" : "ilacs";
    const Date day =
        std::chrono::year(2010 + static_cast<int>(random() % 6)) / 5 / (1 + static_cast<int>(random() % 28));
    if (random() % 6) report.inspected = Period{day, day};
    for (const std::string& heading : headings) {
      Section section{.path = {heading}, .name = heading, .area = "leadership"};
      if (!report.sections.empty() && random() % 2) {
        section.parent = report.sections.size() - 1;
        section.path.insert(section.path.begin(), report.sections.back().path.begin(),
                            report.sections.back().path.end());
      }
      report.sections.push_back(section);
    }
    for (unsigned p = random() % 10; p > 0; --p) {
      Paragraph paragraph;
      paragraph.citation = report.id + '#' + std::to_string(report.paragraphs.size() + 1);
      paragraph.section = random() % report.sections.size();
      paragraph.area = "leadership";
      if (random() % 3) paragraph.grade = grades[random() % grades.size()];
      paragraph.text = random() % 3 ? random_text(random, 1 + random() % 7) : stock[random() % stock.size()];
      report.paragraphs.push_back(paragraph);
    }
    reports.push_back(report);
  }
  return reports;
}

/// In the order of the index, each with its place there.
std::map<std::string, std::pair<std::size_t, Hit>> all_of(const Index& index) {
  std::map<std::string, std::pair<std::size_t, Hit>> all;
  Question question = index->understand("*", {});
  question.sort = Sort::index;
  question.limit = 1000000;
  index->each_hit(question, false, [&](FoundHit&& found) {
    const std::size_t place = all.size();
    all.emplace(found.hit.citation, std::pair(place, found.hit));
  });
  return all;
}

/// "citation: copies": what is compared.
Words lines(const std::vector<FoundHit>& hits) {
  Words lines;
  for (const FoundHit& found : hits) {
    lines.push_back(found.hit.citation + ':');
    for (const std::string& copy : found.copies) lines.back() += ' ' + copy;
  }
  return lines;
}

/// The list without those that say the same as an earlier one of it, which lists them in the order of the index.
template <typename Places>
std::vector<FoundHit> folded(const std::vector<FoundHit>& list, const Places& places) {
  std::vector<FoundHit> kept;
  for (const FoundHit& found : list) {
    const auto first = std::find_if(kept.begin(), kept.end(), [&](const FoundHit& other) {
      return !found.hit.copy_of.empty() && other.hit.copy_of == found.hit.copy_of;
    });
    if (first == kept.end())
      kept.push_back(found);
    else
      first->copies.push_back(found.hit.citation);
  }
  for (FoundHit& found : kept)
    std::sort(found.copies.begin(), found.copies.end(),
              [&](const auto& a, const auto& b) { return places.at(a).first < places.at(b).first; });
  return kept;
}

Counts counted(const std::vector<FoundHit>& hits) {
  std::set<std::string> reports, authorities;
  for (const FoundHit& found : hits) {
    reports.insert(found.hit.report);
    if (!found.hit.authority.empty()) authorities.insert(found.hit.authority);
  }
  return {hits.size(), reports.size(), authorities.size()};
}

std::string value_of(const Hit& hit, const std::string& field) {
  const std::string none(no_value);
  if (field == "report") return hit.report;
  if (field == "authority") return hit.authority.empty() ? none : hit.authority;
  if (field == "framework") return hit.framework.empty() ? none : hit.framework;
  if (field == "grade") return hit.grade.empty() ? none : hit.grade;
  return hit.section.back();
}

}  // namespace

TEST_CASE("folded pages, groups and orders are what a plain list of all hits says") {
  const unsigned seed = GENERATE(range(1u, 7u));
  CAPTURE(seed);
  std::mt19937 random(seed);
  const Index index(random_reports(random));
  const auto places = all_of(index);

  for (const std::string text : {"*", "neglect", "drift OR court", "plan visit NOT risk", "grade:good OR school"}) {
    const auto sort =
        GENERATE(Sort::relevance, Sort::newest, Sort::oldest, Sort::authority, Sort::grade, Sort::index, Sort::random);
    CAPTURE(text, static_cast<int>(sort));
    Question question = index->understand(text, {});
    question.sort = sort;
    question.seed = random();
    question.limit = 1000;
    question.fold_copies = false;
    const std::vector<FoundHit> plain = index->search(question).hits;
    question.fold_copies = true;
    const Results whole = index->search(question);
    const std::vector<FoundHit> expected = folded(plain, places);
    CHECK(lines(whole.hits) == lines(expected));
    CHECK(whole.found == counted(plain));
    CHECK(whole.texts == expected.size());

    Words paged;
    question.limit = 1 + random() % 4;
    for (question.offset = 0; question.offset < expected.size() + 3; question.offset += question.limit)
      for (const std::string& line : lines(index->search(question).hits)) paged.push_back(line);
    CHECK(paged == lines(expected));

    for (const std::string field : {"report", "authority", "section"}) {
      CAPTURE(field);
      std::vector<std::pair<std::string, std::vector<FoundHit>>> groups;
      for (const FoundHit& found : plain) {
        const std::string value = value_of(found.hit, field);
        auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.first == value; });
        if (group == groups.end()) group = groups.insert(group, {value, {}});
        group->second.push_back(found);
      }
      question.group = field;
      question.group_size = 1 + random() % 3;
      std::size_t shown = 0;
      for (question.offset = 0; question.offset <= groups.size(); question.offset += question.limit) {
        const Results results = index->search(question);
        CHECK(results.total_groups == groups.size());
        CHECK(results.hits.empty());
        for (const Group& group : results.groups) {
          REQUIRE(shown < groups.size());
          const auto& [value, members] = groups[shown++];
          CAPTURE(value);
          CHECK(group.value == value);
          CHECK(group.found == counted(members));
          const std::vector<FoundHit> texts = folded(members, places);
          Words first = lines(texts);
          first.resize(std::min(first.size(), question.group_size));
          CHECK(lines(group.hits) == first);
          CHECK(group.more == texts.size() - first.size());
          for (const FoundHit& found : group.hits) CHECK(found.score <= 1.0);
        }
      }
      CHECK(shown == groups.size());
    }
  }
}

TEST_CASE("a random order is one of all, the same for the same seed, and reports that come leave it as it is") {
  std::mt19937 random(11);
  std::vector<Report> reports = random_reports(random);
  const auto order = [](const Index& index, std::uint64_t seed) {
    Question question = index->understand("*", {});
    question.sort = Sort::random;
    question.seed = seed;
    question.limit = 1000;
    question.fold_copies = false;
    Words citations;
    for (const FoundHit& found : index->search(question).hits) citations.push_back(found.hit.citation);
    return citations;
  };
  const Index whole(reports);
  const Words seven = order(whole, 7);
  CHECK(order(whole, 7) == seven);
  CHECK(order(whole, 8) != seven);
  CHECK(std::set<std::string>(seven.begin(), seven.end()).size() == all_of(whole).size());
  CHECK_FALSE(std::is_sorted(seven.begin(), seven.end()));

  const std::string gone = reports[5].id + '#';
  reports.erase(reports.begin() + 5);
  Words without = seven;
  std::erase_if(without, [&](const std::string& citation) { return citation.starts_with(gone); });
  REQUIRE(without.size() < seven.size());
  CHECK(order(Index(reports), 7) == without);
}

TEST_CASE("every paragraph is as likely to be drawn as any other") {
  std::mt19937 random(5);
  const Index index(random_reports(random));
  std::map<std::string, int> drawn;
  Question question = index->understand("*", {});
  question.fold_copies = false;
  const int draws = 400;
  std::size_t size = 0;
  for (question.seed = 0; question.seed < draws; ++question.seed) {
    const Sample sample = index->sample(question, 10, {});
    size += sample.hits.size();
    for (const FoundHit& found : sample.hits) ++drawn[found.hit.citation];
  }
  CHECK(size == 10 * draws);
  const double expected = 10.0 * draws / static_cast<double>(all_of(index).size());
  double chi_square = 0;
  for (const auto& [citation, place] : all_of(index)) {
    const double difference = drawn[citation] - expected;
    chi_square += difference * difference / expected;
  }
  const double freedom = static_cast<double>(all_of(index).size()) - 1;
  CHECK(chi_square < freedom + 4 * std::sqrt(2 * freedom));
  CHECK(chi_square > freedom - 4 * std::sqrt(2 * freedom));
}

TEST_CASE("a sample is of what is found, each stratum with its share") {
  const unsigned seed = GENERATE(range(1u, 5u));
  CAPTURE(seed);
  std::mt19937 random(seed);
  const Index index(random_reports(random));
  const auto places = all_of(index);
  for (const std::string text : {"*", "neglect OR drift", "school health"})
    for (const Words& fields : {Words{}, Words{"grade"}, Words{"framework", "grade"}, Words{"section", "authority"}})
      for (const std::size_t size : {0, 3, 10, 25, 1000}) {
        const bool fold = random() % 2;
        CAPTURE(text, fields, size, fold);
        Question question = index->understand(text, {});
        question.seed = random();
        question.fold_copies = fold;
        question.sort = Sort::index;
        question.limit = 1000;
        const std::vector<FoundHit> population = index->search(question).hits;
        std::map<Words, std::size_t> found, drawn;
        const auto stratum = [&](const Hit& hit) {
          Words values;
          for (const std::string& field : fields) values.push_back(value_of(hit, field));
          return values;
        };
        for (const FoundHit& one : population) ++found[stratum(one.hit)];
        if (fields.empty()) found[{}];

        const Sample sample = index->sample(question, size, fields);
        CHECK(sample.fields == fields);
        CHECK(sample.found == index->count(question));
        const Words all = lines(population), some = lines(sample.hits);
        CHECK(std::includes(all.begin(), all.end(), some.begin(), some.end(), [&](const auto& a, const auto& b) {
          return places.at(a.substr(0, a.find(':'))).first < places.at(b.substr(0, b.find(':'))).first;
        }));
        for (const std::string& one : some) CHECK(std::find(all.begin(), all.end(), one) != all.end());
        for (const FoundHit& one : sample.hits) ++drawn[stratum(one.hit)];
        CHECK(lines(index->sample(question, size, fields).hits) == some);

        CHECK(some.size() == std::min(size, population.size()));
        CHECK(sample.strata.size() == found.size());
        const bool one_each = some.size() >= found.size();
        for (const Sample::Stratum& share : sample.strata) {
          CAPTURE(share.values);
          CHECK(share.found == found[share.values]);
          CHECK(share.drawn == drawn[share.values]);
          CHECK(share.drawn <= share.found);
          const double quota = population.empty() ? 0
                                                  : static_cast<double>(some.size() * share.found) /
                                                        static_cast<double>(population.size());
          CHECK(static_cast<double>(share.drawn) < quota + 1);
          if (one_each)
            CHECK((share.drawn >= 1 || share.found == 0));
          else
            CHECK(static_cast<double>(share.drawn) > quota - 1);
        }
      }
}

TEST_CASE("shares are by largest remainder, and no stratum is left out where one each can be had") {
  std::vector<Report> reports;
  const auto add = [&](const std::string& framework, int paragraphs) {
    Report report;
    report.id = "x/" + framework;
    report.framework = framework;
    report.sections.push_back({.path = {"Findings"}, .name = "Findings", .area = "leadership"});
    for (int p = 1; p <= paragraphs; ++p) {
      Paragraph paragraph;
      paragraph.citation = report.id + '#' + std::to_string(p);
      paragraph.area = "leadership";
      paragraph.text = "neglect";
      report.paragraphs.push_back(paragraph);
    }
    reports.push_back(report);
  };
  add("ilacs", 53), add("sif", 41), add("slac", 5), add("send", 1);
  const Index index(reports);
  const auto shares = [&](std::size_t size) {
    std::map<std::string, std::size_t> drawn;
    for (const Sample::Stratum& stratum : index->sample(index->understand("neglect", {}), size, {"framework"}).strata)
      drawn[stratum.values[0]] = stratum.drawn;
    return std::vector<std::size_t>{drawn["ilacs"], drawn["sif"], drawn["slac"], drawn["send"]};
  };
  using Shares = std::vector<std::size_t>;
  CHECK(shares(100) == Shares{53, 41, 5, 1});
  CHECK(shares(20) ==
        Shares{10, 8, 1, 1});  // 10.6, 8.2, 1, 0.2: send gets one; then slac, of 0.96; 18 by 53 : 41 are 10.1, 7.9
  CHECK(shares(4) == Shares{1, 1, 1, 1});
  CHECK(shares(3) == Shares{2, 1, 0, 0});  // 1.59, 1.23, 0.15, 0.03
  CHECK(shares(0) == Shares{0, 0, 0, 0});
}
