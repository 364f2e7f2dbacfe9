#include "indexer/pdf_output.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <charconv>
#include <string>

#include "indexer/pdf/outcomes.h"

namespace findings {
namespace {

using pdf::most_pages;

/// Takes exactly what is expected from the front of a text. Once something failed, everything fails.
class Scanner {
 public:
  explicit Scanner(std::string_view rest) : rest_(rest) {}

  bool failed() const { return failed_; }
  bool at_end() const { return rest_.empty(); }
  bool sees(std::string_view token) const { return !failed_ && rest_.starts_with(token); }

  void take(std::string_view token) {
    if (sees(token)) rest_.remove_prefix(token.size());
    else failed_ = true;
  }

  bool took(std::string_view token) {
    if (!sees(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  template <class Number>
  Number number(Number least, Number most) {
    Number value{};
    if (failed_) return value;
    const char* const end = rest_.data() + rest_.size();
    const auto [stop, error] = std::from_chars(rest_.data(), end, value);
    // Written so that a NaN fails as well.
    if (error != std::errc{} || !(value >= least && value <= most)) {
      failed_ = true;
      return Number{};
    }
    rest_.remove_prefix(static_cast<std::size_t>(stop - rest_.data()));
    return value;
  }

  bool flag() {
    if (took("true")) return true;
    take("false");
    return false;
  }

  /// A string with no escapes but \" and \\, without control characters, in valid UTF-8. `code_points` is its length.
  std::string text(int& code_points) {
    std::string text;
    code_points = 0;
    take("\"");
    while (!failed_) {
      if (rest_.empty()) break;
      if (rest_.front() == '"') {
        rest_.remove_prefix(1);
        return text;
      }
      if (rest_.front() == '\\') {
        rest_.remove_prefix(1);
        if (rest_.empty() || (rest_.front() != '"' && rest_.front() != '\\')) break;
      }
      std::int32_t used = 0;
      UChar32 code = 0;
      const auto length = static_cast<std::int32_t>(std::min<std::size_t>(rest_.size(), 4));
      U8_NEXT(rest_.data(), used, length, code);
      if (code < 0x20 || code == 0x7F) break;
      text.append(rest_, 0, static_cast<std::size_t>(used));
      rest_.remove_prefix(static_cast<std::size_t>(used));
      ++code_points;
    }
    failed_ = true;
    return text;
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

constexpr long most_letters = 1L << 30;
constexpr float farthest = 1e5f;  // points; a page of 35 metres

float measure(Scanner& in, std::string_view key) {
  in.take(key);
  return in.number(-farthest, farthest);
}

Line scan_line(Scanner& in) {
  Line line;
  int length = 0;
  in.take(R"({"page":)");
  line.page = in.number(1, most_pages);
  in.take(R"(,"text":)");
  line.text = in.text(length);
  line.x0 = measure(in, R"(,"x0":)");
  line.y0 = measure(in, R"(,"y0":)");
  line.x1 = measure(in, R"(,"x1":)");
  line.y1 = measure(in, R"(,"y1":)");
  line.size = measure(in, R"(,"size":)");
  in.take(R"(,"bold":)");
  line.bold = in.flag();
  in.take(R"(,"italic":)");
  line.italic = in.flag();
  if (in.took(R"(,"marks":[)")) {
    do {
      in.take(R"({"at":)");
      const int at = in.number(0, length);
      in.take(R"(,"length":)");
      line.marks.push_back({at, in.number(1, std::max(1, length - at))});
      if (at == length) in.take("a mark within the line");
      in.take("}");
    } while (in.took(","));
    in.take("]");
  }
  in.take("}\n");
  return line;
}

std::vector<int> scan_pages(Scanner& in, std::string_view key, int pages) {
  std::vector<int> list;
  in.take(key);
  in.take("[");
  if (in.took("]")) return list;
  do list.push_back(in.number(1, pages));
  while (!in.failed() && in.took(","));
  in.take("]");
  return list;
}

long scan_count(Scanner& in, std::string_view key) {
  in.take(key);
  return in.number(0L, most_letters);
}

}  // namespace

std::optional<PdfText> parse_pdf_output(std::string_view ndjson) {
  Scanner in(ndjson);
  PdfText text;
  while (in.sees(R"({"page":)")) {
    text.lines.push_back(scan_line(in));
    if (in.failed()) return std::nullopt;
  }
  in.take(R"({"pages":)");
  text.pages = in.number(1, most_pages);
  const long lines = scan_count(in, R"(,"lines":)");
  text.letters = scan_count(in, R"(,"letters":)");
  text.unreadable = scan_count(in, R"(,"unreadable":)");
  text.sideways = scan_count(in, R"(,"sideways":)");
  in.take(R"(,"encrypted":)");
  text.encrypted = in.flag();
  in.take(R"(,"repaired":)");
  text.repaired = in.flag();
  text.damaged = scan_pages(in, R"(,"damaged":)", text.pages);
  text.pictures = scan_pages(in, R"(,"pictures":)", text.pages);
  in.take("}\n");
  if (in.failed() || !in.at_end() || lines != static_cast<long>(text.lines.size())) return std::nullopt;
  int page = 1;
  for (const Line& line : text.lines) {
    if (line.page < page || line.page > text.pages) return std::nullopt;
    page = line.page;
  }
  return text;
}

}  // namespace findings
