#include "schema/text.h"

#include <algorithm>
#include <limits>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace findings {
namespace {

/// ICU's own data: never absent. Taken all at once, so that threads need not trust a library's guards.
struct Forms {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2 &nfc = *icu::Normalizer2::getNFCInstance(error),
                         &nfkc = *icu::Normalizer2::getNFKCInstance(error),
                         &nfkd = *icu::Normalizer2::getNFKDInstance(error);
};

const Forms& forms() {
  static const Forms all;
  return all;
}

icu::UnicodeString normalised(const icu::Normalizer2& form, const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  return form.normalize(text, error);
}

bool is_space(UChar32 c) { return c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f' || u_isUWhiteSpace(c); }

bool is_invisible(UChar32 c) {
  if (c == 0xAD || c == 0xFEFF || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
      (c >= 0x2060 && c <= 0x206F))
    return true;
  return u_charType(c) == U_CONTROL_CHAR && !is_space(c);
}

/// Letters a typesetter joined, and forms of another width: the same letters to a reader.
bool is_compatibility_form(UChar32 c) { return (c >= 0xFB00 && c <= 0xFB06) || (c >= 0xFF01 && c <= 0xFF5E); }

}  // namespace

std::string tidy(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7F; }) &&
      text.find("  ") == text.npos && (text.empty() || (text.front() != ' ' && text.back() != ' ')))
    return std::string(text);

  const auto in = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  icu::UnicodeString out;
  bool gap = false;
  for (int i = 0; i < in.length();) {
    const UChar32 c = in.char32At(i);
    i += U16_LENGTH(c);
    if (is_space(c)) {
      gap = true;
      continue;
    }
    if (is_invisible(c)) continue;
    if (gap && !out.isEmpty()) out.append(u' ');
    gap = false;
    if (is_compatibility_form(c))
      out.append(normalised(forms().nfkc, icu::UnicodeString(c)));
    else if (U_IS_SURROGATE(c) || U_IS_UNICODE_NONCHAR(c))
      out.append(static_cast<UChar32>(0xFFFD));
    else
      out.append(c);
  }
  std::string utf8;
  normalised(forms().nfc, out).toUTF8String(utf8);
  return utf8;
}

namespace {

/// `fold` for the commonest text, without a detour through UTF-16.
std::string fold_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool capital = c >= 'A' && c <= 'Z';
    if (letter || capital || c == '&') {
      if ((gap || c == '&') && !out.empty()) out += ' ';
      gap = c == '&';
      if (c == '&')
        out += "and";
      else
        out += capital ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (c != '\'' && c != '`' && !is_invisible(c)) {
      gap = true;
    }
  }
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The quotes and dashes of running text, as ASCII.
std::string plain_punctuation(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\xE2' && i + 2 < text.size() && text[i + 1] == '\x80') {
      const auto last = static_cast<unsigned char>(text[i + 2]);
      if (last == 0x98 || last == 0x99 || (last >= 0x90 && last <= 0x95) || last == 0x9C || last == 0x9D ||
          last == 0xA2 || last == 0xA6) {
        out += last == 0x98 || last == 0x99 ? '\'' : ' ';
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

}  // namespace

std::string fold(std::string_view text) {
  if (is_ascii(text)) return fold_ascii(text);
  if (const std::string plain = plain_punctuation(text); is_ascii(plain)) return fold_ascii(plain);
  const auto in = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  icu::UnicodeString apart = normalised(forms().nfkd, in), out;
  apart.foldCase();
  bool gap = false;
  for (int i = 0; i < apart.length();) {
    const UChar32 c = apart.char32At(i);
    i += U16_LENGTH(c);
    if (c == '\'' || c == 0x2018 || c == 0x2019 || c == '`' || c == 0xB4 || u_getCombiningClass(c) != 0 ||
        is_invisible(c))
      continue;
    if (u_isalnum(c) || c == '&') {
      if ((gap || c == '&') && !out.isEmpty()) out.append(u' ');
      gap = c == '&';
      if (c == '&')
        out.append(icu::UnicodeString(u"and"));
      else
        out.append(c);
    } else {
      gap = true;
    }
  }
  std::string utf8;
  out.toUTF8String(utf8);
  return utf8;
}

std::string slug(std::string_view text) {
  std::string folded = fold(text);
  std::replace(folded.begin(), folded.end(), ' ', '-');
  return folded;
}

std::string capitalised(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

int edit_distance(std::string_view a, std::string_view b) {
  const std::size_t n = b.size() + 1;
  std::vector<int> before(n), row(n), next(n);
  for (std::size_t j = 0; j < n; ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = static_cast<int>(i);
    for (std::size_t j = 1; j < n; ++j) {
      const int substitute = row[j - 1] + (a[i - 1] != b[j - 1]);
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, substitute});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        next[j] = std::min(next[j], before[j - 2] + 1);
    }
    before.swap(row);
    row.swap(next);
  }
  return row[n - 1];
}

std::string nearest(std::string_view typed, const std::vector<std::string>& choices) {
  const std::string wanted = fold(typed);
  std::string best;
  int best_distance = std::numeric_limits<int>::max();
  for (const std::string& choice : choices) {
    const std::string candidate = fold(choice);
    int distance = edit_distance(wanted, candidate);
    // "inadequat" is near "inadequate"; "barking" is the beginning of "barking and dagenham".
    if (wanted.size() >= 3 && candidate.starts_with(wanted)) distance = std::min(distance, 1);
    if (distance < best_distance) {
      best_distance = distance;
      best = choice;
    }
  }
  const int allowed = wanted.size() < 2 ? 0 : wanted.size() < 4 ? 1 : wanted.size() < 8 ? 2 : 3;
  return best_distance <= allowed ? best : "";
}

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  const auto size = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 letter = 0;
    U8_NEXT_OR_FFFD(utf8.data(), at, size, letter);
    const int type = u_charType(letter);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) continue;
    const int east_asian = u_getIntPropertyValue(letter, UCHAR_EAST_ASIAN_WIDTH);
    width += east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
  }
  return width;
}

}  // namespace findings
