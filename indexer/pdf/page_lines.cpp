#include "indexer/pdf/page_lines.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

namespace findings::pdf {
namespace {

struct Glyph {
  int code;
  float x0, y0, x1, y1;
  float baseline, size;
  bool bold, italic;
};

/// Glyphs on one baseline with only small gaps between them.
struct Piece {
  std::vector<Glyph> glyphs;  // neither first nor last is a space
  float size, baseline;       // of most of its letters

  float left() const { return glyphs.front().x0; }
  float right() const { return glyphs.back().x1; }
};

bool is_space(int code) {
  return code <= 0x20 || code == 0x7F || (code >= 0x80 && code <= 0xA0) || (code >= 0x2000 && code <= 0x200B) ||
         code == 0x202F || code == 0x205F || code == 0x3000 || code == 0xFEFF;
}

bool is_digit(int code) { return code >= '0' && code <= '9'; }

bool is_letter_or_digit(int code) {
  return is_digit(code) || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
}

bool is_scalar_value(int code) { return code > 0 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF); }

struct Weight {
  bool bold, italic;
};

/// Asked of MuPDF once a font and page: a page has a handful of fonts and thousands of letters.
class Weights {
 public:
  explicit Weights(fz_context* context) : context_(context) {}

  Weight of(fz_font* font) {
    if (font == last_) return weight_;
    const auto [found, is_new] = known_.try_emplace(font);
    if (is_new) {
      const char* name = fz_font_name(context_, font);
      found->second = {
          fz_font_is_bold(context_, font) || std::strstr(name, "Bold") || std::strstr(name, "Black"),
          fz_font_is_italic(context_, font) || std::strstr(name, "Italic") || std::strstr(name, "Oblique")};
    }
    last_ = font;
    return weight_ = found->second;
  }

 private:
  fz_context* context_;
  std::map<fz_font*, Weight> known_;
  fz_font* last_ = nullptr;
  Weight weight_{};
};

/// The size and baseline that most glyphs have; of two equally frequent, the larger size.
void measure(Piece& piece) {
  struct Tally {
    float size, baseline;
    int count;
  };
  std::vector<Tally> tallies;
  for (const Glyph& glyph : piece.glyphs) {
    if (is_space(glyph.code)) continue;
    const auto same = std::find_if(tallies.begin(), tallies.end(), [&](const Tally& tally) {
      return std::fabs(tally.size - glyph.size) < 0.1f && std::fabs(tally.baseline - glyph.baseline) < 0.5f;
    });
    if (same != tallies.end()) ++same->count;
    else if (tallies.size() < 64) tallies.push_back({glyph.size, glyph.baseline, 1});
  }
  const auto most = std::max_element(tallies.begin(), tallies.end(), [](const Tally& a, const Tally& b) {
    return a.count != b.count ? a.count < b.count : a.size < b.size;
  });
  piece.size = most->size;
  piece.baseline = most->baseline;
}

/// Four spaces or more stand for a tab: "Inspection report: Bury        3".
constexpr std::size_t tab_spaces = 4;

void finish(std::vector<Piece>& pieces, Piece& piece) {
  while (!piece.glyphs.empty() && piece.glyphs.back().code == ' ') piece.glyphs.pop_back();
  if (piece.glyphs.empty()) return;
  measure(piece);
  pieces.push_back(std::move(piece));
  piece = {};
}

std::vector<Piece> pieces_of(const fz_stext_line* line, Weights& weights) {
  if (line->wmode != 0 || line->dir.x < 0.99f) return {};
  std::vector<Piece> pieces;
  Piece piece{};
  std::size_t spaces = 0;
  for (const fz_stext_char* at = line->first_char; at; at = at->next) {
    const fz_rect box = fz_rect_from_quad(at->quad);
    const bool sane = std::isfinite(box.x0 + box.x1 + box.y0 + box.y1) && std::isfinite(at->origin.y + at->size) &&
                      std::fabs(box.x0) < 1e5f && std::fabs(box.x1) < 1e5f && std::fabs(box.y0) < 1e5f &&
                      std::fabs(box.y1) < 1e5f && std::fabs(at->origin.y) < 1e5f && std::fabs(at->size) < 1e4f;
    if (!sane) continue;
    const Weight weight = weights.of(at->font);
    const int code = is_space(at->c) ? ' ' : is_scalar_value(at->c) ? at->c : 0xFFFD;
    if (code != ' ' && spaces >= tab_spaces) finish(pieces, piece);
    spaces = code == ' ' ? spaces + 1 : 0;
    if (code == ' ' && piece.glyphs.empty()) continue;
    piece.glyphs.push_back({code, box.x0, box.y0, box.x1, box.y1, at->origin.y, at->size, weight.bold, weight.italic});
  }
  finish(pieces, piece);
  return pieces;
}

/// "12." or "(a)" or a bullet: what stands in the margin and belongs to the words beside it.
bool is_margin_mark(const Piece& piece) {
  const std::size_t count = piece.glyphs.size();
  if (count == 1)
    return piece.glyphs[0].code == 'o' || !is_letter_or_digit(piece.glyphs[0].code);  // "o" is Word's second bullet
  const int last = piece.glyphs.back().code;
  return count <= 5 && (last == '.' || last == ')') &&
         std::all_of(piece.glyphs.begin(), piece.glyphs.end() - 1, [](const Glyph& glyph) {
           return is_digit(glyph.code) || glyph.code == '(' || glyph.code == '.' ||
                  (glyph.code >= 'a' && glyph.code <= 'z');
         });
}

bool belongs_after(const Piece& left, const Piece& right) {
  const float size = std::max(left.size, right.size);
  if (std::fabs(left.baseline - right.baseline) > 0.2f * size) return false;
  const float gap = right.left() - left.right();
  return gap > -0.2f * size && gap < (is_margin_mark(left) ? 5.0f : 1.0f) * size;
}

void append(Piece& left, Piece&& right) {
  const Glyph& last = left.glyphs.back();
  const Glyph& first = right.glyphs.front();
  if (first.x0 - last.x1 > 0.15f * left.size) {
    Glyph space = last;
    space.code = ' ';
    space.x0 = last.x1;
    space.x1 = first.x0;
    left.glyphs.push_back(space);
  }
  left.glyphs.insert(left.glyphs.end(), right.glyphs.begin(), right.glyphs.end());
  measure(left);
}

void append_utf8(std::string& text, int code) {
  char bytes[FZ_UTFMAX];
  text.append(bytes, static_cast<std::size_t>(fz_runetochar(bytes, code)));
}

PrintedLine printed(const Piece& piece) {
  PrintedLine line;
  line.size = piece.size;
  line.x0 = piece.left();
  line.x1 = piece.right();
  line.y0 = line.y1 = piece.baseline;
  int letters = 0, bold = 0, italic = 0, at = 0;
  for (const Glyph& glyph : piece.glyphs) {
    append_utf8(line.text, glyph.code);
    line.y0 = std::min(line.y0, glyph.y0);
    line.y1 = std::max(line.y1, glyph.y1);
    const bool raised = glyph.size < 0.85f * piece.size && piece.baseline - glyph.baseline > 0.12f * piece.size;
    if (raised && is_digit(glyph.code)) {
      if (!line.marks.empty() && line.marks.back().at + line.marks.back().length == at) ++line.marks.back().length;
      else line.marks.push_back({at, 1});
    }
    ++at;
    if (glyph.code == ' ') continue;
    ++letters;
    bold += glyph.bold;
    italic += glyph.italic;
  }
  line.bold = 2 * bold > letters;
  line.italic = 2 * italic > letters;
  return line;
}

}  // namespace

std::vector<PrintedLine> printed_lines(fz_context* context, const fz_stext_page* page) {
  Weights weights(context);
  std::vector<Piece> pieces;
  for (const fz_stext_block* block = page->first_block; block; block = block->next) {
    if (block->type != FZ_STEXT_BLOCK_TEXT) continue;
    for (const fz_stext_line* line = block->u.t.first_line; line; line = line->next) {
      for (Piece& piece : pieces_of(line, weights)) {
        if (!pieces.empty() && belongs_after(pieces.back(), piece)) append(pieces.back(), std::move(piece));
        else pieces.push_back(std::move(piece));
      }
    }
  }
  std::vector<PrintedLine> lines;
  lines.reserve(pieces.size());
  for (const Piece& piece : pieces) lines.push_back(printed(piece));
  return lines;
}

}  // namespace findings::pdf
