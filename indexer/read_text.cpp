#include "indexer/read_text.h"

#include <algorithm>
#include <memory>

#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "indexer/read_report.h"
#include "schema/text.h"

namespace findings {
namespace {

bool is_utf8(const std::string& bytes) {
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  const auto length = static_cast<int32_t>(bytes.size());
  for (int32_t i = 0; i < length;) {
    UChar32 c;
    U8_NEXT(data, i, length, c);
    if (c < 0) return false;
  }
  return true;
}

std::string converted(const std::string& bytes, const char* from) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(from, &error), ucnv_close);
  if (U_FAILURE(error)) throw Unreadable(std::string("its encoding, ") + from + ", cannot be converted");
  const icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), error);
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

/// UTF-16 without a byte order mark: in English every other byte is 0.
const char* unmarked_utf16(const std::string& bytes) {
  std::size_t even = 0, odd = 0;
  const std::size_t n = std::min<std::size_t>(bytes.size(), 2000);
  for (std::size_t i = 0; i < n; ++i)
    if (bytes[i] == '\0') ++(i % 2 ? odd : even);
  if (odd > n / 3 && even < n / 50) return "UTF-16LE";
  if (even > n / 3 && odd < n / 50) return "UTF-16BE";
  return nullptr;
}

std::string decoded(const std::string& bytes, std::vector<std::string>& notes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return bytes.substr(3);
  const char* utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ? "UTF-16" : unmarked_utf16(bytes);
  if (utf16) {
    notes.push_back("converted from UTF-16");
    return converted(bytes, utf16);
  }
  const auto controls = std::count_if(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f';
  });
  if (static_cast<std::size_t>(controls) > bytes.size() / 200 + 2) throw Unreadable("a binary file, not a report");
  if (is_utf8(bytes)) return bytes;
  notes.push_back("converted from Windows-1252");
  return converted(bytes, "windows-1252");
}

}  // namespace

Lines read_text(const std::string& bytes) {
  if (bytes.find_first_not_of(" \t\r\n\f") == bytes.npos) throw Unreadable("an empty file");
  Lines out;
  const std::string text = decoded(bytes, out.notes);
  const std::string head = fold(text.substr(0, 400));
  if (text.find('<') < 200 &&
      (head.starts_with("doctype html") || head.starts_with("html") || head.starts_with("xml version")))
    throw Unreadable("a web page, not a report; save the report itself, as PDF or as text");

  const bool paged = text.find('\f') != text.npos;
  int page = paged ? 1 : 0;
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n\f", at), text.size());
    const std::string line = text.substr(at, end - at);
    if (tidy(line).empty()) {
      blank = true;
    } else {
      Line next;
      next.text = line;
      next.page = page;
      next.blank_before = blank;
      out.lines.push_back(next);
      blank = false;
    }
    if (end < text.size() && text[end] == '\f') ++page;
    at = end + 1;
    if (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n') ++at;
  }
  if (paged) out.pages = page;
  if (out.lines.empty()) throw Unreadable("an empty file");
  return out;
}

}  // namespace findings
