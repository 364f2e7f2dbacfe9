// Paragraphs as files for spreadsheets, scripts and texts: all of them, one by one, with every fact that is known.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "searcher/searcher.h"

namespace findings {

enum class RowFormat { csv, tsv, ndjson, json, markdown };
inline constexpr std::string_view row_format_names[] = {"csv", "tsv", "ndjson", "json", "markdown"};

/// "hits.csv" is CSV; also .tsv, .ndjson, .jsonl, .json, .md and .markdown. Nothing for other endings.
std::optional<RowFormat> row_format_of(std::string_view file_name);

/// Writes paragraphs as they come; nothing is kept.
///
/// CSV is RFC 4180 and TSV has a space for each tab or line end in a cell; both begin with a line of column names,
/// which are the keys of a hit's JSON without those that hold lists of places or hits. Headings are joined by " > ".
/// JSON has the keys of an answer (searcher/json_results.h), NDJSON one hit's JSON a line. Markdown quotes each
/// paragraph under its facts.
class RowWriter {
 public:
  using Write = std::function<void(std::string_view)>;

  /// `safe`: in CSV and TSV a cell that a spreadsheet would take for a formula gets an apostrophe before it.
  RowWriter(RowFormat format, bool safe, Write write) : format_(format), safe_(safe), write_(std::move(write)) {}

  /// `results` are the question's counts and notes.
  void begin(const Question& question, const Results& results);
  void add(const FoundHit& found);
  void end();

 private:
  RowFormat format_;
  bool safe_;
  Write write_;
  bool first_ = true;
};

/// A line of CSV with its line end.
std::string csv_line(const std::vector<std::string>& cells, bool safe);
std::string tsv_line(const std::vector<std::string>& cells, bool safe);

/// Text that stands in Markdown as it is: signs that Markdown would read are escaped.
std::string markdown_text(std::string_view text);

/// The same, with what matched in bold.
std::string markdown_text(const std::string& text, const std::vector<Match>& matches);

/// What was asked, of which index, and what came of it, so that an export can be made again and trusted.
struct Provenance {
  std::string program;          // "findings 0.1.0"
  std::string text;             // the question as typed
  std::vector<Filter> filters;  // given beside, as typed
  Reading reading;
  std::size_t rows = 0;      // paragraphs written
  std::string file, format;  // where they were written; "" for a pipe
  std::string digest;        // SHA-256 of that file; "" for a pipe
};

/// The header file beside an export. Reads the generation's manifest.
nlohmann::ordered_json to_json(const Provenance& provenance, const Question& question, const Results& results,
                               const std::filesystem::path& generation);

}  // namespace findings
