#include "server/http/url.h"

#include <algorithm>

namespace findings::http {
namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Nothing where a % is not followed by two digits.
std::optional<std::string> unescaped(std::string_view text, bool plus_is_space) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      bytes += ' ';
    } else if (text[i] == '%') {
      const int high = i + 2 < text.size() ? digit_of(text[i + 1]) : -1;
      const int low = high < 0 ? -1 : digit_of(text[i + 2]);
      if (low < 0) return std::nullopt;
      bytes += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      bytes += text[i];
    }
  }
  return bytes;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length == 0 || i + length > text.size()) return false;
    unsigned point = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t j = 1; j < length; ++j) {
      const auto next = static_cast<unsigned char>(text[i + j]);
      if ((next & 0xC0) != 0x80) return false;
      point = point << 6 | (next & 0x3Fu);
    }
    if ((length == 3 && point < 0x800) || (length == 4 && (point < 0x10000 || point > 0x10FFFF))) return false;
    if (point >= 0xD800 && point <= 0xDFFF) return false;
    i += length;
  }
  return true;
}

std::string decoded(std::string_view text, bool plus_is_space) {
  const auto bytes = unescaped(text, plus_is_space);
  if (!bytes)
    throw HttpError(400, "bad_encoding", "a % in the address is not followed by two hexadecimal digits",
                    "a percent sign itself is written %25");
  if (!is_utf8(*bytes)) throw HttpError(400, "bad_encoding", "the address is not UTF-8");
  if (bytes->find('\0') != bytes->npos) throw HttpError(400, "bad_encoding", "the address has %00 in it");
  return *bytes;
}

std::string hex_of(char byte) {
  constexpr char digits[] = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  return {digits[value >> 4], digits[value & 15]};
}

std::string encoded(std::string_view text) {
  std::string written;
  for (const char c : text) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                          c == '.' || c == '_' || c == '~';
    if (is_plain)
      written += c;
    else
      written += "%" + hex_of(c);
  }
  return written;
}

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // its slash
    const std::size_t end = std::min(path.find('/'), path.size());
    const auto segment = unescaped(path.substr(0, end), false);
    if (!segment)
      throw HttpError(400, "bad_encoding", "a % in the address is not followed by two hexadecimal digits",
                      "a percent sign itself is written %25");
    const bool is_strange = std::any_of(segment->begin(), segment->end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\';
    });
    if (is_strange || *segment == "." || *segment == ".." || !is_utf8(*segment))
      throw HttpError(404, "not_found", "there is no such page");
    segments.push_back(*segment);
    path.remove_prefix(end);
  }
  return segments;
}

Pairs pairs_of(std::string_view query) {
  Pairs pairs;
  while (!query.empty()) {
    const std::string_view item = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(item.size() + 1, query.size()));
    if (item.empty()) continue;
    const std::size_t equals = std::min(item.find('='), item.size());
    std::string name = decoded(item.substr(0, equals), true);
    try {
      pairs.emplace_back(name, decoded(item.substr(std::min(equals + 1, item.size())), true));
    } catch (HttpError& error) {
      error.param = name;
      throw;
    }
  }
  return pairs;
}

}  // namespace findings::http
