// findings doctor: what looks wrong with reports as they were read.
#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/apart.h"
#include "cli/options.h"
#include "cli/print_text.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "indexer/doctor.h"
#include "indexer/read_report.h"
#include "schema/generations.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

constexpr std::size_t shown_of_a_kind = 8;  // of what needs nobody; --all shows the rest

std::string number_of(std::size_t count, const std::string& thing) {
  return std::to_string(count) + ' ' + thing + (count == 1 ? "" : "s");
}

void print_frameworks(const Examination& examination, const Page& page) {
  std::vector<std::vector<std::string>> rows{{"framework", "reports", "paragraphs", "complaints", "need a person"}};
  for (const FrameworkCount& count : examination.frameworks)
    rows.push_back({count.framework.empty() ? "none" : count.framework, std::to_string(count.reports),
                    std::to_string(count.paragraphs), std::to_string(count.complaints),
                    std::to_string(count.reports_needing_a_person)});
  if (rows.size() == 1) return;
  std::cout << '\n';
  print_table(std::cout, rows, 1, page);
}

void print_wrapped(const std::string& text, const std::string& indent, const Page& page) {
  for (const std::string& line : wrapped(one_line(text), {}, page.width - static_cast<int>(indent.size()), false))
    std::cout << indent << line << '\n';
}

/// "#12" where the report stands in the line above, the whole where it does not.
std::string short_place(const Complaint& complaint) {
  const std::string& where = complaint.where;
  return !complaint.report.empty() && where.starts_with(complaint.report + "#") ? where.substr(complaint.report.size())
                                                                                : where;
}

/// Codes whose explanation says it all: only the place, if any, is news.
constexpr std::string_view explained[] = {"no-framework",        "no-paragraphs", "no-authority", "no-inspection-date",
                                          "no-publication-date", "no-judgements", "no-grade",     "reading-gone"};

/// What the complaint says, and about which place.
std::string sentence_of(const Complaint& complaint) {
  const std::string place = short_place(complaint);
  if (std::find(std::begin(explained), std::end(explained), complaint.code) != std::end(explained)) return place;
  if (place.empty() || complaint.message.find(place) != std::string::npos) return complaint.message;
  return place + ": " + complaint.message;
}

/// Complaints [begin, end) are of one code; those about one report stand under it.
void print_kind(const Complaint* begin, const Complaint* end, bool all, const Page& page) {
  const Sign& sign = sign_of(begin->code);
  const auto count = static_cast<std::size_t>(end - begin);
  const std::size_t shown = all || sign.needs_a_person ? count : std::min(count, shown_of_a_kind);
  std::cout << '\n';
  print_wrapped(begin->code + ", " + std::to_string(count) + (sign.says.empty() ? "" : ": ") + std::string(sign.says),
                "", page);
  const std::string* above = nullptr;
  for (const Complaint* one = begin; one != begin + shown; ++one) {
    if (one->code == "unknown-heading") {
      print_wrapped(one->framework + ": " + one->where + ", " + one->message, "  ", page);
      continue;
    }
    const std::string& heading = one->report.empty() ? one->file : one->report;
    if (above == nullptr || *above != heading) {
      const std::string file = std::filesystem::path(one->file).filename().string();
      std::cout << "  " << one_line(heading) << (one->report.empty() ? "" : "  " + one_line(file)) << '\n';
    }
    above = &heading;
    print_wrapped(sentence_of(*one), "    ", page);
  }
  if (shown < count) std::cout << "  and " << count - shown << " more: --all\n";
}

void print_complaints(const Examination& examination, bool needing, const char* heading, bool all, const Page& page) {
  const Complaint* const end = examination.complaints.data() + examination.complaints.size();
  bool is_first = true;
  for (const Complaint* at = examination.complaints.data(); at != end;) {
    const Complaint* next = at;
    while (next != end && next->code == at->code) ++next;
    if (sign_of(at->code).needs_a_person == needing) {
      if (std::exchange(is_first, false)) std::cout << '\n' << heading << '\n';
      print_kind(at, next, all, page);
    }
    at = next;
  }
}

void print_text(const Examination& examination, bool all, const Page& page) {
  std::cout << number_of(examination.reports, "report") << ", " << number_of(examination.paragraphs, "paragraph");
  if (examination.unread > 0) std::cout << "; " << number_of(examination.unread, "file") << " could not be read";
  std::cout << '\n';
  print_frameworks(examination, page);
  print_complaints(examination, true, "NEEDS A PERSON", all, page);
  print_complaints(examination, false, "WORTH KNOWING", all, page);
  std::size_t needing = examination.unread;
  for (const FrameworkCount& count : examination.frameworks) needing += count.reports_needing_a_person;
  std::cout << '\n';
  if (needing == 0)
    std::cout << "Nothing needs a person.\n";
  else
    std::cout << number_of(needing, "file") << (needing == 1 ? " needs" : " need") << " a person.\n";
}

Exit doctor(const Given& given) {
  if (given.has("system")) return examine_system(given);
  if (given.has("config")) throw Error("--config goes with --system", "findings doctor --system --config FILE");
  if (!given.words().empty() && given.has("index"))
    throw Error("doctor examines files or an index, not both", "findings doctor PATH...\nfindings doctor --index DIR");

  Patients patients;
  if (!given.words().empty()) {
    std::vector<std::filesystem::path> paths;
    for (const std::string& path : given.words()) paths.emplace_back(path);
    ProgressBar bar("examining");
    patients = read_patients(paths, Reader{reading_version(), read_report},
                             [&](std::size_t done, std::size_t total) { bar.show(done, total); });
  } else {
    patients = indexed_patients(given.has("index") ? std::filesystem::path(given.text("index")) : default_index());
  }
  const Examination examination = examine(patients.reports, patients.unread);
  if (given.text("format") == "json")
    std::cout << printed(to_json(examination), true) << '\n';
  else
    print_text(examination, given.has("all"), output_page("never"));
  return needs_a_person(examination) ? Exit::failures : Exit::found;
}

}  // namespace

Verb doctor_verb() {
  return {
      "doctor",
      "Making an index",
      "list what looks wrong with reports as they were read",
      "[PATH...]",
      {{"findings doctor", "examines what is indexed"},
       {"findings doctor reports/2019 odd.pdf", "examines files, without indexing them"},
       {"findings doctor --system", "examines this machine: is all here that indexing and serving need?"}},
      "Lists files that could not be read, missing facts, grades that disagree, numbers that skip, text that looks "
      "wrongly cut, and unknown headings.\n"
      "With --system it looks at programs, configuration, index, disk and who may read what; each line says what was "
      "found and what to do about it. Ask it as the user that serves: sudo -u findings findings doctor --system\n"
      "It exits with 0, or with 4 when something needs a person or is wrong.",
      {{"Options",
        {index_option,
         {"format", "FORMAT", "text or json", Takes::text, "text json", "text"},
         {"all", "", "show the rest of a kind too, where it needs nobody"},
         {"system", "", "examine this machine instead of reports"},
         {"config",
          "FILE",
          "with --system: the server's; else $FINDINGS_CONFIG, else /etc/findings/serve.toml",
          Takes::text,
          {},
          {},
          Offers::files}}}},
      doctor,
      Offers::files};
}

}  // namespace findings
