// A folder of reports, and an index of them.
#pragma once

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/index_run.h"
#include "indexer/read_report.h"
#include "schema/files.h"
#include "schema/generations.h"
#include "schema/report_records.h"
#include "schema/text.h"
#include "tests/made_reports.h"
#include "tests/temporary_folder.h"

namespace findings {

namespace fs = std::filesystem;

/// A folder of reports and an index beside it. A "report" is a text such as "Ashby 2012-05-04": the rest is made up.
struct Desk {
  Desk() { fs::create_directory(reports); }

  void put(const std::string& name, const std::string& text) const {
    fs::create_directories((reports / name).parent_path());
    write_file(reports / name, text);
  }

  IndexOutcome index(IndexOptions options = {}) {
    options.index = folder / "index";
    if (options.paths.empty()) options.paths = {reports};
    return run_index(options, reader);
  }

  std::vector<ReportRecord> records() const { return read_records(current_generation(folder / "index")); }

  std::vector<std::string> ids() const {
    std::vector<std::string> found;
    for (const ReportRecord& record : records()) found.push_back(record.report.id);
    return found;
  }

  ReportRecord record(const std::string& file) const {
    for (const ReportRecord& one : records())
      if (one.report.file == file) return one;
    FAIL("no report of " << file);
    return {};
  }

  Report read(const fs::path& file, const std::string& bytes) {
    ++readings;
    if (bytes.empty()) throw Unreadable("an empty file");
    if (bytes == "bug") throw std::logic_error("no such section");
    const std::string authority = bytes.substr(0, bytes.find(' '));
    Report report = made_report(authority, slug(authority), bytes.substr(bytes.find(' ') + 1, 10));
    if (authority == "Nobody") {
      report.authority.reset();
      rename_all(report, "slac/" + slug(file.stem().string()) + "/2012-05-04");
      report.warnings.push_back({"no-authority", "the inspected authority was not found", ""});
    }
    if (bytes.find("minutes") != std::string::npos)
      report.warnings.push_back({"no-framework", "no known framework", ""});
    if (bytes.find("UTF-16") != std::string::npos)
      report.warnings.push_back({"converted", "converted from UTF-16", ""});
    if (bytes.find("published") != std::string::npos) {
      report.published = read_iso_date("2012-06-13");
      report.published_from = "report";
    }
    return report;
  }

  static void rename_all(Report& report, const std::string& id) {
    for (Paragraph& paragraph : report.paragraphs)
      paragraph.citation = id + paragraph.citation.substr(report.id.size());
    report.id = id;
  }

  TemporaryFolder folder;
  fs::path reports = folder / "reports";
  std::atomic<int> readings = 0;
  Reader reader{"r1", [this](const fs::path& file, const std::string& bytes) { return read(file, bytes); }};
};

inline bool says(const IndexOutcome& outcome, const std::string& message) {
  return std::find(outcome.messages.begin(), outcome.messages.end(), message) != outcome.messages.end();
}

}  // namespace findings
