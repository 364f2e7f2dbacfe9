#include "indexer/pdf/json_lines.h"

#include <charconv>
#include <cmath>

namespace findings::pdf {
namespace {

void append_int(std::string& out, long value) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

/// Two decimals are a hundredth of a point, finer than any printer.
void append_measure(std::string& out, float value) {
  const long hundredths = std::lround(value * 100.0f);
  if (hundredths < 0) out += '-';
  const long size = std::labs(hundredths);
  append_int(out, size / 100);
  out += '.';
  out += static_cast<char>('0' + size / 10 % 10);
  out += static_cast<char>('0' + size % 10);
}

void append_text(std::string& out, const std::string& text) {
  out += '"';
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') out += '\\';
    out += byte;  // control characters became spaces when the glyphs were read
  }
  out += '"';
}

void append_flag(std::string& out, const char* key, bool value) { out.append(key).append(value ? "true" : "false"); }

void append_list(std::string& out, const char* key, const std::vector<int>& values) {
  out.append(key);
  out += '[';
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i) out += ',';
    append_int(out, values[i]);
  }
  out += ']';
}

}  // namespace

void append_json(std::string& out, int page, const PrintedLine& line) {
  out += R"({"page":)";
  append_int(out, page);
  out += R"(,"text":)";
  append_text(out, line.text);
  const struct {
    const char* key;
    float value;
  } measures[] = {{R"(,"x0":)", line.x0}, {R"(,"y0":)", line.y0}, {R"(,"x1":)", line.x1},
                  {R"(,"y1":)", line.y1}, {R"(,"size":)", line.size}};
  for (const auto& measure : measures) {
    out += measure.key;
    append_measure(out, measure.value);
  }
  append_flag(out, R"(,"bold":)", line.bold);
  append_flag(out, R"(,"italic":)", line.italic);
  if (!line.marks.empty()) {
    out += R"(,"marks":[)";
    for (std::size_t i = 0; i < line.marks.size(); ++i) {
      out += i ? R"(,{"at":)" : R"({"at":)";
      append_int(out, line.marks[i].at);
      out += R"(,"length":)";
      append_int(out, line.marks[i].length);
      out += '}';
    }
    out += ']';
  }
  out += "}\n";
}

void append_json(std::string& out, const Summary& summary) {
  const struct {
    const char* key;
    long value;
  } counts[] = {{R"({"pages":)", summary.pages},
                {R"(,"lines":)", summary.lines},
                {R"(,"letters":)", summary.letters},
                {R"(,"unreadable":)", summary.unreadable},
                {R"(,"sideways":)", summary.sideways}};
  for (const auto& count : counts) {
    out += count.key;
    append_int(out, count.value);
  }
  append_flag(out, R"(,"encrypted":)", summary.encrypted);
  append_flag(out, R"(,"repaired":)", summary.repaired);
  append_list(out, R"(,"damaged":)", summary.damaged);
  append_list(out, R"(,"pictures":)", summary.pictures);
  out += "}\n";
}

}  // namespace findings::pdf
