#include "searcher/export.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "schema/digest.h"
#include "schema/files.h"
#include "schema/generations.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

using Json = nlohmann::ordered_json;

bool is_column(const std::string& key) {
  return key != "matches" && key != "copies" && key != "snippet" && key != "before" && key != "after";
}

/// What spreadsheets take for the beginning of a formula, also in full width, which some of them fold.
bool is_formula(std::string_view cell) {
  if (cell.empty()) return false;
  if (std::string_view("=+-@\t\r\0", 7).find(cell[0]) != cell.npos) return true;
  for (const std::string_view sign : {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"})
    if (cell.starts_with(sign)) return true;
  return false;
}

std::string csv_cell(const std::string& text, bool safe) {
  const std::string cell = (safe && is_formula(text) ? "'" : "") + text;
  if (cell.find_first_of(",\"\r\n") == cell.npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string cell_text(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return printed(value, false);
  std::string joined;
  for (const Json& item : value) joined += (joined.empty() ? "" : " > ") + cell_text(item);
  return joined;
}

/// Names or values of the columns.
std::vector<std::string> cells_of(const FoundHit& found, bool names) {
  std::vector<std::string> cells;
  const Json hit = to_json(found);
  for (const auto& [key, value] : hit.items())
    if (is_column(key)) cells.push_back(names ? key : cell_text(value));
  return cells;
}

std::string markdown_heading(const Question& question, const Results& results) {
  std::string text = "# " + markdown_text(question.text.empty() ? "*" : question.text) + "\n\n";
  for (const Filter& filter : question.filters) text += "- " + markdown_text(describe(filter)) + '\n';
  for (const Expansion& expansion : question.expanded)
    for (const Alternative& one : expansion.also)
      text += "- " + markdown_text(expansion.typed + ": also as " + one.text) + '\n';
  for (const std::string& word : question.ignored) text += "- not searched for: " + markdown_text(word) + '\n';
  for (const std::string& note : results.notes) text += "- " + markdown_text(note) + '\n';
  const Counts& found = results.found;
  return text + "- found: " + std::to_string(found.paragraphs) + " paragraphs, " + std::to_string(found.reports) +
         " reports, " + std::to_string(found.authorities) + " authorities\n";
}

std::string markdown_row(const FoundHit& found) {
  const Hit& hit = found.hit;
  std::string facts, section;
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) facts += "- " + name + ": " + markdown_text(value) + '\n';
  };
  for (const std::string& heading : hit.section) section += (section.empty() ? "" : " > ") + heading;
  add("authority", hit.authority);
  add("region", hit.region);
  add("title", hit.title);
  add("framework", hit.framework);
  add("inspected", hit.inspected);
  add("published", hit.published);
  add("overall", hit.overall);
  add("outcome", hit.outcome);
  add("section", section);
  add("area", hit.area);
  add("grade", hit.grade.empty() ? "" : hit.grade + " (" + hit.grade_from + ")");
  add("kind", hit.kind);
  add("timescale", hit.timescale);
  add("page", hit.page > 0 ? std::to_string(hit.page) : "");
  add("repeats", hit.repeats);
  add("copy of", hit.copy_of == hit.citation ? "" : hit.copy_of);
  add("file", hit.file);
  if (const std::string link = page_link(hit); !link.empty()) facts += "- link: <" + link + ">\n";
  return "\n## " + markdown_text(hit.citation) + "\n\n" + facts + "\n> " + markdown_text(hit.text, found.matches) +
         '\n';
}

}  // namespace

std::optional<RowFormat> row_format_of(std::string_view name) {
  constexpr std::pair<std::string_view, RowFormat> endings[] = {
      {".csv", RowFormat::csv},          {".tsv", RowFormat::tsv},   {".ndjson", RowFormat::ndjson},
      {".jsonl", RowFormat::ndjson},     {".json", RowFormat::json}, {".md", RowFormat::markdown},
      {".markdown", RowFormat::markdown}};
  for (const auto& [ending, format] : endings)
    if (name.ends_with(ending)) return format;
  return std::nullopt;
}

std::string csv_line(const std::vector<std::string>& cells, bool safe) {
  std::string line;
  for (const std::string& cell : cells) line += (&cell == cells.data() ? "" : ",") + csv_cell(cell, safe);
  return line + "\r\n";
}

std::string tsv_line(const std::vector<std::string>& cells, bool safe) {
  std::string line;
  for (std::string cell : cells) {
    if (safe && is_formula(cell)) cell.insert(0, "'");
    for (char& c : cell)
      if (c == '\t' || c == '\r' || c == '\n') c = ' ';
    line += cell + '\t';
  }
  if (!line.empty()) line.back() = '\n';
  return line;
}

std::string markdown_text(std::string_view text) {
  std::string escaped;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts_line = i == 0;
    if (std::string_view("\\`*_{}[]<>|~&").find(text[i]) != text.npos) escaped += '\\';
    if (starts_line && std::string_view("#+-=").find(text[i]) != text.npos) escaped += '\\';
    // "1. " would begin a list.
    if ((text[i] == '.' || text[i] == ')') && i > 0 && text.substr(0, i).find_first_not_of("0123456789") == text.npos)
      escaped += '\\';
    escaped += text[i];
  }
  return escaped;
}

std::string markdown_text(const std::string& text, const std::vector<Match>& matches) {
  std::string marked, piece;
  std::size_t point = 0;
  auto match = matches.begin();
  const auto flush = [&](const char* around) {
    if (!piece.empty()) marked += around + markdown_text(piece) + around;
    piece.clear();
  };
  for (std::size_t byte = 0; byte < text.size(); ++point) {
    if (match != matches.end() && point == match->start) flush("");
    std::size_t end = byte + 1;
    while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
    piece.append(text, byte, end - byte);
    byte = end;
    if (match != matches.end() && point + 1 == match->start + match->length) {
      flush("**");
      ++match;
    }
  }
  flush("");
  return marked;
}

void RowWriter::begin(const Question& question, const Results& results) {
  switch (format_) {
    case RowFormat::csv:
      return write_(csv_line(cells_of({}, true), false));
    case RowFormat::tsv:
      return write_(tsv_line(cells_of({}, true), false));
    case RowFormat::ndjson:
      return;
    case RowFormat::json: {
      // An answer as search gives it, with its hits still to come at the end.
      Json json = to_json(question, results);
      json.erase("hits");
      std::string head = printed(json, false);
      head.pop_back();
      return write_(head + ",\"hits\":[");
    }
    case RowFormat::markdown:
      return write_(markdown_heading(question, results));
  }
}

void RowWriter::add(const FoundHit& found) {
  switch (format_) {
    case RowFormat::csv:
      return write_(csv_line(cells_of(found, false), safe_));
    case RowFormat::tsv:
      return write_(tsv_line(cells_of(found, false), safe_));
    case RowFormat::ndjson:
      return write_(printed(to_json(found), false) + '\n');
    case RowFormat::json:
      return write_((std::exchange(first_, false) ? "\n" : ",\n") + printed(to_json(found), false));
    case RowFormat::markdown:
      return write_(markdown_row(found));
  }
}

void RowWriter::end() {
  if (format_ == RowFormat::json) write_("\n]}\n");
}

Json to_json(const Provenance& provenance, const Question& question, const Results& results,
             const std::filesystem::path& generation) {
  const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  const std::filesystem::path manifest_file = generation / "manifest.json";
  const Json manifest = Json::parse(read_file(manifest_file), nullptr, false);
  Json given = Json::object(), found = to_json(results.found);
  for (const Filter& filter : provenance.filters) given[filter.field] = filter.values;
  found["texts"] = results.texts;
  const Reading& how = provenance.reading;
  return {
      {"program", provenance.program},
      {"made", time_now()},
      {"question", {{"text", provenance.text}, {"filters", given}}},
      {"reading",
       {{"as_written", how.as_written}, {"successors", how.successors}, {"synonyms", or_null(how.synonyms.string())}}},
      {"understood", to_json(question)},
      {"notes", results.notes},
      {"found", found},
      {"order", sort_names[static_cast<std::size_t>(question.sort)]},
      {"seed", question.seed},
      {"offset", question.offset},
      {"rows", provenance.rows},
      {"format", provenance.format},
      {"file", or_null(provenance.file)},
      {"sha256", or_null(provenance.digest)},
      {"index",
       {{"generation", generation.filename().string()},
        {"manifest_sha256", sha256_of_file(manifest_file)},
        {"counts", manifest.is_object() && manifest.contains("counts") ? manifest["counts"] : Json()}}}};
}

}  // namespace findings
