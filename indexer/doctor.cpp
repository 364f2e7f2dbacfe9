#include "indexer/doctor.h"

#include <algorithm>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "indexer/apply_facts.h"
#include "indexer/find_files.h"
#include "indexer/profile.h"
#include "schema/generations.h"
#include "schema/report_records.h"
#include "schema/text.h"

namespace findings {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest = 600, shortest = 3;  // words of a paragraph that nobody wonders about

std::string amount(std::size_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

/// "#12" of "slac/bury/2012-05-04#12".
std::string place_of(const std::string& citation) {
  return citation.substr(std::min(citation.find('#'), citation.size()));
}

/// "a, b, c" or, of many, "a, b, c ...".
std::string some_of(const std::vector<std::string>& all) {
  constexpr std::size_t enough = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(all.size(), enough); ++i) text += (i == 0 ? "" : ", ") + all[i];
  return all.size() > enough ? text + " ..." : text;
}

std::size_t count_words(const std::string& text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    if (c != ' ' && !inside) ++words;
    inside = c != ' ';
  }
  return words;
}

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_large(char c) { return c >= 'A' && c <= 'Z'; }

/// A list's last item often has no full stop; a quotation's and a bracket's stands before the mark that closes it.
bool ends_a_sentence(const std::string& text) {
  if (text.find("\u2022") != std::string::npos) return true;
  for (const std::string_view end : {".", "?", "!", ":", ";", "\u201D", "\u2019", "\"", "'", ")", "]", "\u2026"})
    if (text.ends_with(end)) return true;
  return false;
}

/// Whether "13. Children ..." stands in the text, at its beginning or behind a sentence.
bool holds_number(const std::string& text, int number) {
  const std::string digits = std::to_string(number);
  for (auto at = text.find(digits); at != std::string::npos; at = text.find(digits, at + 1)) {
    const bool opens = at == 0 || (at > 1 && text[at - 1] == ' ' && ends_a_sentence(text.substr(0, at - 1)));
    std::size_t next = at + digits.size();
    const bool dotted = next < text.size() && text[next] == '.';
    if (dotted) ++next;
    if (opens && (dotted || at == 0) && next + 1 < text.size() && text[next] == ' ' && is_large(text[next + 1]))
      return true;
  }
  return false;
}

/// Paragraphs of one report that one complaint is about.
struct Several {
  std::string first;  // citation
  std::vector<std::string> places;
  void add(const Paragraph& paragraph) {
    if (places.empty()) first = paragraph.citation;
    places.push_back(place_of(paragraph.citation));
  }
};

/// The complaints about one report.
class Visit {
 public:
  explicit Visit(const Report& report) : report_(report) {}

  std::vector<Complaint> complaints() && {
    for (const Warning& warning : report_.warnings) complain(warning.code, warning.where, warning.message);
    if (!report_.published) complain("no-publication-date", "", "no day of publication is printed or known");
    if (report_.paragraphs.empty()) {
      if (!warns_of("reading-gone")) complain("no-paragraphs", "", "no paragraph was read");
    } else {
      look_at_numbers();
      look_at_texts();
    }
    return std::move(complaints_);
  }

 private:
  void complain(const std::string& code, const std::string& where, const std::string& message) {
    complaints_.push_back({code, report_.id, report_.file, report_.framework.value_or(""), where, message});
  }

  bool warns_of(std::string_view code) const {
    return std::any_of(report_.warnings.begin(), report_.warnings.end(),
                       [&](const Warning& warning) { return warning.code == code; });
  }

  /// Numbers count up from 1, and again where a file holds two reports. Jumps that reading noticed are its warnings.
  void look_at_numbers() {
    std::vector<std::string> missing;
    int last = 0;
    const auto& all = report_.paragraphs;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!all[i].number || all[i].item) continue;
      const int number = *all[i].number;
      if (number > last + 1 && !warns_of("number-jumps"))
        for (int absent = last + 1; absent < number && missing.size() < 100; ++absent)
          missing.push_back(std::to_string(absent));
      last = number;
      look_for_next_number(i);
    }
    if (!missing.empty())
      complain("number-missing", "",
               "no paragraph has the number" + std::string(missing.size() == 1 ? " " : "s ") + some_of(missing));
  }

  /// Where the number after this paragraph's opens no paragraph, it may stand inside one.
  void look_for_next_number(std::size_t i) {
    const auto& all = report_.paragraphs;
    const int next = *all[i].number + 1;
    std::size_t end = i + 1;
    while (end < all.size() && (!all[end].number || all[end].item)) ++end;
    if (end < all.size() && *all[end].number == next) return;
    for (std::size_t at = i; at < end; ++at)
      if (holds_number(all[at].text, next)) {
        complain("number-inside", all[at].citation,
                 "\"" + std::to_string(next) + ".\" stands in the text of this paragraph");
        return;
      }
  }

  void look_at_texts() {
    Several pieces, small, open;
    std::size_t findings = 0;
    for (const Paragraph& paragraph : report_.paragraphs) {
      if (paragraph.kind == Kind::boilerplate || paragraph.kind == Kind::footnote || paragraph.kind == Kind::about)
        continue;
      const std::size_t words = count_words(paragraph.text);
      if (words > longest) complain("long-paragraph", paragraph.citation, amount(words, "word"));
      if (words < shortest) pieces.add(paragraph);
      if (paragraph.kind == Kind::improvement) continue;  // items of lists begin small and end anyhow
      ++findings;
      if (!paragraph.text.empty() && is_small(paragraph.text.front())) small.add(paragraph);
      if (!ends_a_sentence(paragraph.text)) open.add(paragraph);
    }
    const auto of_all = [&](const char* code, const Several& several) {
      if (!several.places.empty())
        complain(code, several.first,
                 std::to_string(several.places.size()) + " of " + amount(findings, "paragraph") + ": " +
                     some_of(several.places));
    };
    if (!pieces.places.empty())
      complain("short-paragraph", pieces.first,
               amount(pieces.places.size(), "paragraph") + ": " + some_of(pieces.places));
    of_all("begins-small", small);
    of_all("no-sentence-end", open);
  }

  const Report& report_;
  std::vector<Complaint> complaints_;
};

/// Headings as they are printed, and which reports of a framework print them.
class UnknownHeadings {
 public:
  void look_at(const Report& report) {
    if (!report.framework) return;  // without a profile every heading is a guess
    ++reports_[*report.framework];
    const Framework* framework = framework_called(*report.framework);
    for (const Section& section : report.sections) {
      const std::string& heading = section.path.back();
      const bool wrapped = section.path.front() == "[covering paper]";  // a council's own headings
      if (wrapped || heading.starts_with('[') || (framework != nullptr && is_known(*framework, section))) continue;
      Found& found = found_[{*report.framework, fold(heading)}];
      if (found.reports.empty()) found.heading = heading, found.file = report.file;
      found.reports.insert(report.id);
    }
  }

  /// The most frequent first.
  std::vector<Complaint> complaints() const {
    std::vector<Complaint> all;
    for (const auto& [key, found] : found_) {
      const std::size_t count = found.reports.size();
      const bool one = count == 1;
      all.push_back({"unknown-heading", one ? *found.reports.begin() : "", one ? found.file : "", key.first,
                     found.heading, "in " + std::to_string(count) + " of " + amount(reports_.at(key.first), "report"),
                     count});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Complaint& a, const Complaint& b) { return a.reports > b.reports; });
    return all;
  }

 private:
  struct Found {
    std::string heading, file;
    std::set<std::string> reports;
  };

  static const Framework* framework_called(const std::string& name) {
    for (const Framework& one : frameworks())
      if (one.name == name) return &one;
    return nullptr;
  }

  /// A letter's title stands over its text: it is no heading that a rule could name.
  static bool is_known(const Framework& framework, const Section& section) {
    return matches_any(framework.title, section.path.back()) ||
           std::any_of(framework.headings.begin(), framework.headings.end(),
                       [&](const HeadingRule& rule) { return fold(rule.name) == fold(section.name); });
  }

  std::map<std::string, std::size_t> reports_;
  std::map<std::pair<std::string, std::string>, Found> found_;
};

std::size_t rank_of(std::string_view code) {
  const auto* sign =
      std::find_if(std::begin(signs), std::end(signs), [&](const Sign& one) { return one.code == code; });
  return static_cast<std::size_t>(sign - std::begin(signs));
}

void count_frameworks(Examination& examination, const std::vector<const Report*>& reports) {
  std::map<std::string, FrameworkCount> counts;
  std::set<std::pair<std::string, std::string>> needing;  // ids and files: an id may stand twice
  for (const Complaint& complaint : examination.complaints)
    if (!complaint.report.empty() && sign_of(complaint.code).needs_a_person)
      needing.emplace(complaint.report, complaint.file);
  for (const Report* report : reports) {
    FrameworkCount& count = counts[report->framework.value_or("")];
    ++count.reports;
    count.paragraphs += report->paragraphs.size();
    count.reports_needing_a_person += needing.contains({report->id, report->file});
  }
  for (const Complaint& complaint : examination.complaints)
    if (complaint.code != "unread") ++counts[complaint.framework].complaints;
  for (auto& [name, count] : counts) {
    count.framework = name;
    examination.frameworks.push_back(count);
  }
  if (!examination.frameworks.empty() && examination.frameworks.front().framework.empty())
    std::rotate(examination.frameworks.begin(), examination.frameworks.begin() + 1, examination.frameworks.end());
}

/// What was read, with the record's facts: the index's id, the manifest's dates, every warning.
Report report_of(const ReportRecord& record, const ReadingCache& cache) {
  Report report = record.report;
  report.file = record.path;
  std::optional<Report> reading = cache.find(record.digest, record.reading_version);
  if (reading) {
    rename_report(*reading, report.id);
    report.paragraphs = std::move(reading->paragraphs);
  } else if (record.paragraph_count > 0) {
    report.warnings.push_back({"reading-gone", "what was read of the file is no longer kept", ""});
  }
  return report;
}

}  // namespace

const Sign& sign_of(std::string_view code) {
  static constexpr Sign unlisted{"", "", false};
  const std::size_t rank = rank_of(code);
  return rank < std::size(signs) ? signs[rank] : unlisted;
}

Examination examine(const std::vector<Report>& reports, const std::vector<Unread>& unread) {
  std::vector<const Report*> in_order;
  for (const Report& report : reports) in_order.push_back(&report);
  std::stable_sort(in_order.begin(), in_order.end(), [](const Report* a, const Report* b) { return a->id < b->id; });

  Examination examination;
  examination.unread = unread.size();
  for (const Unread& one : unread) examination.complaints.push_back({"unread", "", one.path, "", "", one.reason});
  UnknownHeadings headings;
  const Report* before = nullptr;
  for (const Report* report : in_order) {
    ++examination.reports;
    examination.paragraphs += report->paragraphs.size();
    for (Complaint& complaint : Visit(*report).complaints()) examination.complaints.push_back(std::move(complaint));
    if (before != nullptr && before->id == report->id)  // an index would have given it another id
      examination.complaints.push_back(
          {"same-id", report->id, report->file, report->framework.value_or(""), "",
           "another report, " + fs::path(before->file).filename().string() + ", has this id too"});
    headings.look_at(*report);
    before = report;
  }
  for (Complaint& complaint : headings.complaints()) examination.complaints.push_back(std::move(complaint));
  std::stable_sort(examination.complaints.begin(), examination.complaints.end(),
                   [](const Complaint& a, const Complaint& b) { return rank_of(a.code) < rank_of(b.code); });
  count_frameworks(examination, in_order);
  return examination;
}

bool needs_a_person(const Examination& examination) {
  return std::any_of(examination.complaints.begin(), examination.complaints.end(),
                     [](const Complaint& complaint) { return sign_of(complaint.code).needs_a_person; });
}

Patients read_patients(const std::vector<fs::path>& paths, const Reader& reader, const Progress& progress) {
  const FoundFiles found = find_files(paths, {});
  if (!found.missing.empty()) throw Error("there is no file or folder " + found.missing.front().string());
  if (found.files.empty() && found.not_read.empty())
    throw Error("nothing to examine in " + plain_path(paths.front()).string(),
                "files that are read end in .pdf, .txt, .text or .md");
  Patients patients;
  for (const NotRead& one : found.not_read)
    if (!one.loses_nothing) patients.unread.push_back({one.path.string(), one.reason});
  Readings readings = read_files(found.files, reader, nullptr, progress);
  for (const ReadFile& file : readings.files) {
    if (!file.reason.empty()) {
      patients.unread.push_back({file.path.string(), file.reason});
    } else if (auto report = readings.reports.extract(file.digest)) {  // the same content again is the same report
      apply_facts(report.mapped(), std::nullopt, file.path);
      report.mapped().file = file.path.string();
      patients.reports.push_back(std::move(report.mapped()));
    }
  }
  return patients;
}

Patients indexed_patients(const fs::path& index) {
  Patients patients;
  const auto run = read_last_run(index);
  if (run) patients.unread = run->unread;
  // Of files none of which could be read there is no generation, and still something to say.
  const auto generation = run ? current_generation_if_any(index) : current_generation(index);
  if (!generation) return patients;
  const ReadingCache cache(fs::canonical(index) / "reads");
  for (const ReportRecord& record : read_records(*generation)) patients.reports.push_back(report_of(record, cache));
  return patients;
}

nlohmann::ordered_json to_json(const Examination& examination) {
  using Json = nlohmann::ordered_json;
  const auto or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  Json frameworks = Json::array(), codes = Json::array(), complaints = Json::array();
  for (const FrameworkCount& count : examination.frameworks)
    frameworks.push_back({{"framework", or_null(count.framework)},
                          {"reports", count.reports},
                          {"paragraphs", count.paragraphs},
                          {"complaints", count.complaints},
                          {"reports_needing_a_person", count.reports_needing_a_person}});
  for (const Complaint& complaint : examination.complaints) {
    const Sign& sign = sign_of(complaint.code);
    if (codes.empty() || codes.back()["code"] != complaint.code)
      codes.push_back({{"code", complaint.code},
                       {"says", or_null(std::string(sign.says))},
                       {"needs_a_person", sign.needs_a_person},
                       {"complaints", 0}});
    codes.back()["complaints"] = codes.back()["complaints"].get<int>() + 1;
    complaints.push_back({{"code", complaint.code},
                          {"needs_a_person", sign.needs_a_person},
                          {"report", or_null(complaint.report)},
                          {"file", or_null(complaint.file)},
                          {"framework", or_null(complaint.framework)},
                          {"where", or_null(complaint.where)},
                          {"message", complaint.message},
                          {"reports", complaint.reports}});
  }
  return {{"needs_a_person", needs_a_person(examination)},
          {"examined",
           {{"reports", examination.reports}, {"paragraphs", examination.paragraphs}, {"unread", examination.unread}}},
          {"frameworks", frameworks},
          {"codes", codes},
          {"complaints", complaints}};
}

}  // namespace findings
