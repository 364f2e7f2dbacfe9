#include "bench/shape.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <unordered_set>

#include <xapian.h>

#include "indexer/profile.h"
#include "schema/columns.h"
#include "schema/date.h"
#include "schema/fields.h"
#include "schema/index_document.h"
#include "schema/report_records.h"
#include "schema/texts.h"

namespace findings::bench {
namespace {

constexpr std::size_t enough_reports = 10;  // whose findings have a word; names of people and places have not so many

std::string printed(std::string text) {
  std::replace(text.begin(), text.end(), ' ', '_');
  return text.empty() ? "-" : text;
}

std::string read_back(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text == "-" ? "" : text;
}

std::string printed(const std::optional<Grade>& grade) { return grade ? printed(std::string(to_string(*grade))) : "-"; }

GradeFrom read_from(const std::string& text) {
  for (const GradeFrom from : {GradeFrom::section, GradeFrom::enclosing, GradeFrom::overall})
    if (to_string(from) == text) return from;
  return GradeFrom::none;
}

/// Words have no prefix: their terms begin with anything but a capital letter.
bool is_word(const std::string& term) { return !term.empty() && (term[0] < 'A' || term[0] > 'Z'); }

std::vector<WordShape> words_of_all(const Xapian::Database& database, const Columns& columns) {
  const Column &reports = columns.at("report"), &kinds = columns.at("kind");
  const auto is_finding = [&](Xapian::docid id) {
    const std::string& kind = kinds.values[kinds.sets[kinds.codes[id]].at(0)];
    return kind == "finding" || kind == "improvement" || kind == "summary";
  };
  std::vector<WordShape> words;
  std::map<std::pair<double, double>, std::size_t> rare;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    if (!is_word(*term)) continue;
    std::set<std::uint32_t> in;
    for (auto at = database.postlist_begin(*term); at != database.postlist_end(*term); ++at)
      if (in.size() < enough_reports && is_finding(*at)) in.insert(reports.codes[*at]);
    const double paragraphs = term.get_termfreq(), occurrences = database.get_collection_freq(*term);
    const bool is_plain = (*term).find_first_of(" \n") == std::string::npos;
    if (in.size() >= enough_reports && is_plain)
      words.push_back({*term, paragraphs, occurrences});
    else
      ++rare[{paragraphs, occurrences}];
  }
  for (const auto& [how_often, count] : rare) words.push_back({"", how_often.first, how_often.second, count});
  return words;
}

std::unordered_set<std::string> names_in_profiles() {
  std::unordered_set<std::string> names;
  for (const Framework& framework : frameworks())
    for (const HeadingRule& rule : framework.headings) names.insert(rule.name);
  return names;
}

/// Headings by their places, and their harmless names.
class Headings {
 public:
  std::size_t place_of(const std::string& name) {
    const auto [found, is_new] = places_.try_emplace(name, names.size());
    if (is_new) names.push_back(known_.contains(name) ? name : "Heading " + std::to_string(names.size()));
    return found->second;
  }
  std::vector<std::string> names;

 private:
  std::unordered_set<std::string> known_ = names_in_profiles();
  std::map<std::string, std::size_t> places_;
};

int days_between(const std::string& from, const std::string& to) {
  const auto first = read_iso_date(from), last = read_iso_date(to);
  return first && last ? static_cast<int>((std::chrono::sys_days(*last) - std::chrono::sys_days(*first)).count()) : 0;
}

bool stands_like(const RunShape& a, const RunShape& b) {
  return a.area == b.area && a.grade == b.grade && a.from == b.from && a.kind == b.kind && a.headings == b.headings;
}

}  // namespace

Shape shape_of(const std::string& generation) {
  const Xapian::Database database(generation + "/db");
  const Columns columns(generation + "/columns");
  const Texts texts(std::filesystem::path(generation + "/texts"));
  const Column &sections = columns.at("section"), &overall = columns.at("overall");
  std::map<std::string, const ReportRecord*> records;
  const std::vector<ReportRecord> all = read_records(generation);
  for (const ReportRecord& record : all) records[record.report.id] = &record;

  Shape shape{.words = words_of_all(database, columns)};
  Headings headings;
  std::map<std::string, std::size_t> authorities, groups;
  std::string report;
  for (Xapian::docid id = 1; id <= database.get_lastdocid(); ++id) {
    const Hit hit = unpack(database.get_document(id).get_data());
    if (hit.report != report) {
      report = hit.report;
      ReportShape next{.framework = hit.framework};
      next.authority = authorities.try_emplace(hit.authority, authorities.size()).first->second;
      next.year = hit.inspected.empty() ? 0 : std::stoi(hit.inspected.substr(0, 4));
      next.days = days_between(hit.inspected, hit.published);
      next.overall = read_grade(overall.values[overall.sets[overall.codes[id]].at(0)]);
      next.outcome = records.at(report)->report.outcome;
      shape.reports.push_back(std::move(next));
    }
    RunShape run{.area = hit.area,
                 .grade = read_grade(hit.grade),
                 .from = read_from(hit.grade_from),
                 .kind = read_kind(hit.kind).value_or(Kind::finding)};
    for (const std::uint32_t section : sections.sets[sections.codes[id]])
      if (sections.values[section] != no_value) run.headings.push_back(headings.place_of(sections.values[section]));
    ParagraphShape paragraph{texts.words_in(id), {}};
    if (!hit.copy_of.empty()) paragraph.group = groups.try_emplace(hit.copy_of, groups.size()).first->second;
    auto& runs = shape.reports.back().runs;
    if (runs.empty() || !stands_like(runs.back(), run)) runs.push_back(std::move(run));
    runs.back().paragraphs.push_back(paragraph);
  }
  shape.headings = headings.names;
  return shape;
}

void write(const Shape& shape, std::ostream& out) {
  std::size_t paragraphs = 0;
  for (const ReportShape& report : shape.reports)
    for (const RunShape& run : report.runs) paragraphs += run.paragraphs.size();
  out << "# Made by bench_shape of " << shape.reports.size() << " reports, " << paragraphs
      << " paragraphs; bench/shape.h says what it says.\n";
  for (const WordShape& word : shape.words) {
    if (word.text.empty())
      out << "rare " << word.paragraphs << ' ' << word.occurrences << ' ' << word.words << '\n';
    else
      out << "word " << word.text << ' ' << word.paragraphs << ' ' << word.occurrences << '\n';
  }
  for (const std::string& heading : shape.headings) out << "heading " << heading << '\n';
  for (const ReportShape& report : shape.reports) {
    out << "report " << printed(report.framework) << ' ' << report.authority << ' ' << report.year << ' ' << report.days
        << ' ' << printed(report.overall) << ' ' << printed(report.outcome.value_or("")) << '\n';
    for (const RunShape& run : report.runs) {
      out << ": " << printed(run.area) << ' ' << printed(run.grade) << ' ' << to_string(run.from) << ' '
          << to_string(run.kind) << ' ';
      for (std::size_t i = 0; i < run.headings.size(); ++i) out << (i ? "," : "") << run.headings[i];
      if (run.headings.empty()) out << '-';
      for (const ParagraphShape& paragraph : run.paragraphs) {
        out << ' ' << paragraph.words;
        if (paragraph.group) out << '=' << *paragraph.group;
      }
      out << '\n';
    }
  }
}

Shape read_shape(std::istream& in) {
  Shape shape;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    std::istringstream words(line);
    std::string what, text, grade, from, kind, headings;
    words >> what;
    if (what == "#" || what.empty()) continue;
    if (what == "word") {
      WordShape word;
      words >> word.text >> word.paragraphs >> word.occurrences;
      shape.words.push_back(word);
    } else if (what == "rare") {
      WordShape word;
      words >> word.paragraphs >> word.occurrences >> word.words;
      shape.words.push_back(word);
    } else if (what == "heading") {
      shape.headings.push_back(line.substr(8));
    } else if (what == "report") {
      ReportShape report;
      words >> text >> report.authority >> report.year >> report.days >> grade >> from;
      report.framework = read_back(text);
      report.overall = read_grade(read_back(grade));
      if (from != "-") report.outcome = read_back(from);
      shape.reports.push_back(std::move(report));
    } else if (what == ":" && !shape.reports.empty()) {
      words >> text >> grade >> from >> kind >> headings;
      RunShape run{.area = read_back(text), .grade = read_grade(read_back(grade)), .from = read_from(from)};
      run.kind = read_kind(kind).value_or(Kind::finding);
      std::istringstream places(headings);
      for (std::string place; headings != "-" && std::getline(places, place, ',');)
        run.headings.push_back(std::stoul(place));
      while (words >> text) {
        const auto equals = text.find('=');
        ParagraphShape paragraph{std::stoul(text), {}};
        if (equals != text.npos) paragraph.group = std::stoul(text.substr(equals + 1));
        run.paragraphs.push_back(paragraph);
      }
      words.clear();
      shape.reports.back().runs.push_back(std::move(run));
    } else {
      words.setstate(std::ios::failbit);
    }
    if (!words) throw std::runtime_error("line " + std::to_string(number) + " says nothing of a shape: " + line);
  }
  return shape;
}

}  // namespace findings::bench
