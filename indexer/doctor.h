// Reports as read -> what is wrong with them, as far as that shows: facts that are missing, grades that contradict one
// another, text that looks wrongly cut. Complaints are signs, and which of them a person has to see to is in a table.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "indexer/readings.h"
#include "schema/last_run.h"
#include "schema/report.h"

namespace findings {

/// A kind of complaint. Warnings that reading itself puts on a report are complaints of the same code.
struct Sign {
  std::string_view code;  // stable, for programs
  std::string_view says;  // for people, true of every complaint of this code
  bool needs_a_person;
};

inline constexpr Sign signs[] = {
    {"unread", "files of which nothing is indexed", true},
    {"no-framework", "of no kind of inspection that a profile describes: area and grade are absent", true},
    {"no-paragraphs", "no paragraph was read", true},
    {"no-authority", "who was inspected was not found", true},
    {"unknown-authority", "a name that is no English authority's; kept as printed", true},
    {"authority-differs", "the manifest and the report name different authorities", true},
    {"no-inspection-date", "the dates of inspection were not found", true},
    {"no-publication-date", "no day of publication is known; a manifest can give it", true},
    {"no-judgements", "the table of judgements was not found", true},
    {"no-grade", "a section that this framework judges has no grade", true},
    {"grades-disagree", "the summary and the section give different grades", true},
    {"table-scattered", "labels and grades of the summary stand apart and were paired in order", true},
    {"not-in-table", "a section has a grade and the summary has none for its area", true},
    {"pdf-note", "the PDF was repaired, or pages or letters of it could not be read", true},
    {"grade-off-scale", "a grade that this framework does not give", true},
    {"number-inside", "a paragraph's number stands in the text of the one before it: read as one", true},
    {"number-missing", "printed numbers that no paragraph has", false},
    {"number-jumps", "printed numbers that skip", false},
    {"number-repeats", "a number that is printed twice; both paragraphs are kept", false},
    {"long-paragraph", "paragraphs of more than 600 words: several, perhaps", false},
    {"short-paragraph", "paragraphs of one or two words: pieces of others, perhaps", false},
    {"begins-small", "paragraphs that begin with a small letter: cut too often, perhaps", false},
    {"no-sentence-end", "paragraphs that end in the middle of a sentence: cut too often, perhaps", false},
    {"unknown-heading", "headings that their framework's profile does not name", false},
    {"same-id", "two files of one inspection; the citations of the later begin with an id of its own", false},
    {"published-differs", "the manifest and the report give different days of publication", false},
    {"no-year", "the dates of a visit print no year; it is taken from the letter", false},
    {"converted", "the file was not in UTF-8", false},
    {"reading-gone", "the text was not examined: what was read is lost; findings index reads it again", false},
};

/// The row of a code; a warning of no row has one that says nothing and needs nobody.
const Sign& sign_of(std::string_view code);

struct Complaint {
  std::string code;
  std::string report;       // its id; "" for a file that was not read and for what is true of several reports
  std::string file;         // "" as above, for several
  std::string framework;    // "" where there is none
  std::string where;        // a citation, a heading, a page; may be empty
  std::string message;      // for people
  std::size_t reports = 1;  // how many it is true of
};

struct FrameworkCount {
  std::string framework;  // "" for reports of none
  std::size_t reports = 0, paragraphs = 0, complaints = 0;
  std::size_t reports_needing_a_person = 0;
};

struct Examination {
  std::size_t reports = 0, paragraphs = 0, unread = 0;
  std::vector<FrameworkCount> frameworks;  // by name, those of no framework last
  std::vector<Complaint> complaints;       // in the order of `signs`, then of report ids
};

/// What there is to say of these reports and of files that could not be read.
Examination examine(const std::vector<Report>& reports, const std::vector<Unread>& unread);

bool needs_a_person(const Examination& examination);

/// What to examine; every report's `file` is its path.
struct Patients {
  std::vector<Report> reports;
  std::vector<Unread> unread;
};

/// Reads files, and those in folders, into no index. Throws Error where a path is not there or holds no report file.
Patients read_patients(const std::vector<std::filesystem::path>& paths, const Reader& reader, const Progress& progress);

/// What an index holds, and what its runs could not read. Throws Error where there is no index.
Patients indexed_patients(const std::filesystem::path& index);

/// The contract of `findings doctor --format json`; docs/operations.md has its keys.
nlohmann::ordered_json to_json(const Examination& examination);

}  // namespace findings
