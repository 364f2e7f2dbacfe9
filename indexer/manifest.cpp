#include "indexer/manifest.h"

#include <algorithm>
#include <map>

#include "schema/authorities.h"
#include "schema/files.h"
#include "schema/text.h"

namespace findings {

namespace {

const std::vector<std::string> columns{"file", "published", "url", "authority", "urn"};

struct CsvRow {
  std::vector<std::string> cells;
  int line;
};

/// The rows of a CSV file, empty lines left out.
class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& name) : text_(text), name_(name) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  std::vector<CsvRow> rows() {
    std::vector<CsvRow> rows;
    while (!text_.empty()) {
      CsvRow row{{}, line_};
      do row.cells.push_back(cell());
      while (take(','));
      take('\r');
      if (!text_.empty() && !take('\n')) fail(line_, "a carriage return stands inside a line");
      ++line_;
      if (row.cells.size() > 1 || !row.cells[0].empty()) rows.push_back(std::move(row));
    }
    return rows;
  }

  [[noreturn]] void fail(int line, const std::string& what, const std::string& hint = "") const {
    throw Error(name_ + " line " + std::to_string(line) + ": " + what, hint);
  }

 private:
  bool take(char c) {
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  std::string cell() {
    if (take('"')) return quoted();
    const std::string_view plain = text_.substr(0, text_.find_first_of(",\r\n"));
    if (plain.find('"') != std::string_view::npos)
      fail(line_, "a quotation mark inside a cell that does not begin with one", "write \"\" inside \"quoted\" cells");
    text_.remove_prefix(plain.size());
    return tidy(plain);
  }

  std::string quoted() {
    const int begun = line_;
    std::string text;
    for (;;) {
      const std::size_t end = text_.find('"');
      if (end == std::string_view::npos) fail(begun, "a quotation mark is never closed");
      line_ += static_cast<int>(std::count(text_.begin(), text_.begin() + static_cast<long>(end), '\n'));
      text += text_.substr(0, end);
      text_.remove_prefix(end + 1);
      if (!take('"')) break;
      text += '"';
    }
    if (!text_.empty() && text_.find_first_of(",\r\n") != 0) fail(line_, "something follows a closing quotation mark");
    return tidy(text);
  }

  std::string_view text_;
  const std::string& name_;
  int line_ = 1;
};

std::string listed(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

void check_heads(const CsvReader& csv, const CsvRow& heads) {
  const std::string hint = "the columns are " + listed(columns);
  for (std::size_t i = 0; i < heads.cells.size(); ++i) {
    const std::string& head = heads.cells[i];
    if (std::find(columns.begin(), columns.end(), head) == columns.end()) {
      const std::string near = nearest(head, columns);
      const std::string offer = near.empty() ? "" : "; did you mean \"" + near + "\"?";
      csv.fail(heads.line, "no column is called \"" + head + "\"" + offer, hint);
    }
    if (std::find(heads.cells.begin(), heads.cells.begin() + static_cast<long>(i), head) !=
        heads.cells.begin() + static_cast<long>(i))
      csv.fail(heads.line, "the column \"" + head + "\" stands twice");
  }
  if (std::find(heads.cells.begin(), heads.cells.end(), "file") == heads.cells.end())
    csv.fail(heads.line, "there is no column \"file\"", hint);
}

std::string canonical_authority(const std::string& name) {
  const Authority* known = find_authority(name);
  return known != nullptr ? known->name : bare_authority_name(name);
}

ManifestRow manifest_row(const CsvReader& csv, const CsvRow& heads, const CsvRow& row) {
  if (row.cells.size() != heads.cells.size())
    csv.fail(row.line,
             std::to_string(row.cells.size()) + " cells, and " + std::to_string(heads.cells.size()) + " columns");
  ManifestRow read{.line = row.line};
  for (std::size_t i = 0; i < heads.cells.size(); ++i) {
    const std::string& head = heads.cells[i];
    const std::string& cell = row.cells[i];
    if (cell.empty()) continue;
    if (head == "file") read.file = cell;
    if (head == "url") read.facts.url = cell;
    if (head == "urn") read.facts.urn = cell;
    if (head == "authority") read.facts.authority = canonical_authority(cell);
    if (head == "published" && !(read.facts.published = read_iso_date(cell)))
      csv.fail(row.line, "\"" + cell + "\" is no day", "write days as 2012-06-13");
  }
  if (read.file.empty()) csv.fail(row.line, "the cell \"file\" is empty");
  return read;
}

}  // namespace

std::vector<ManifestRow> parse_manifest(std::string_view text, const std::string& name) {
  CsvReader csv(text, name);
  const std::vector<CsvRow> rows = csv.rows();
  if (rows.empty()) csv.fail(1, "an empty file", "the columns are " + listed(columns));
  check_heads(csv, rows[0]);

  std::vector<ManifestRow> manifest;
  std::map<std::string, int> seen;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    manifest.push_back(manifest_row(csv, rows[0], rows[i]));
    const auto [first, is_new] = seen.try_emplace(manifest.back().file, rows[i].line);
    if (!is_new)
      csv.fail(rows[i].line, "\"" + first->first + "\" stands already in line " + std::to_string(first->second));
  }
  return manifest;
}

std::vector<ManifestRow> read_manifest(const std::filesystem::path& file) {
  return parse_manifest(read_file(file), file.string());
}

const ManifestRow* row_of(const std::vector<ManifestRow>& rows, const std::filesystem::path& path) {
  const std::string whole = path.string();
  const ManifestRow* longest = nullptr;
  for (const ManifestRow& row : rows) {
    const bool is_tail = whole.ends_with(row.file) &&
                         (whole.size() == row.file.size() || whole[whole.size() - row.file.size() - 1] == '/');
    if (is_tail && (longest == nullptr || row.file.size() > longest->file.size())) longest = &row;
  }
  return longest;
}

}  // namespace findings
