#include "indexer/clean.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

#include "schema/text.h"

namespace findings {
namespace {

/// "Norfolk County Council 12" and "... 13" are one running head.
std::string shape_of(const std::string& text) {
  std::string shape;
  for (const char c : fold(text))
    if (!std::isdigit(static_cast<unsigned char>(c)))
      shape += c;
    else if (shape.empty() || shape.back() != '#')
      shape += '#';
  return shape;
}

bool is_page_number(const std::string& text) {
  const std::string folded = fold(text);
  std::string shape = shape_of(text);
  return shape == "#" ? folded.size() <= 3 : shape == "page #" || shape == "# of #" || shape == "page # of #";
}

struct Span {
  float top, bottom;
};

}  // namespace

float body_size(const std::vector<Line>& lines) {
  std::map<int, std::size_t> letters;  // by tenths of a point
  for (const Line& line : lines) letters[static_cast<int>(std::lround(line.size * 10))] += line.text.size();
  const auto most = std::max_element(letters.begin(), letters.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == letters.end() ? 0 : static_cast<float>(most->first) / 10;
}

std::vector<Line> without_furniture(const std::vector<Line>& lines, int pages) {
  std::map<int, Span> spans;
  for (const Line& line : lines) {
    auto [span, first] = spans.try_emplace(line.page, Span{line.y0, line.y1});
    if (!first) span->second = {std::min(span->second.top, line.y0), std::max(span->second.bottom, line.y1)};
  }
  float height = 760;  // of most pages at least; a file may end every page high
  for (const auto& [page, span] : spans) height = std::max(height, span.bottom);
  const auto in_margin = [&](const Line& line) { return line.y0 < 80 || line.y1 > height - 75; };

  std::map<std::pair<std::string, int>, std::set<int>> seen;  // shape and height on the page -> pages
  for (const Line& line : lines)
    if (in_margin(line) && line.text.size() < 200)
      seen[{shape_of(line.text), static_cast<int>(std::lround(line.y0 / 4))}].insert(line.page);
  const auto times = [&](const Line& line) {
    std::set<int> on;
    const int at = static_cast<int>(std::lround(line.y0 / 4));
    for (int y = at - 1; y <= at + 1; ++y)
      if (const auto found = seen.find({shape_of(line.text), y}); found != seen.end())
        on.insert(found->second.begin(), found->second.end());
    return on.size();
  };
  // Two pages of four are enough: a sentence does not stand twice at the same height of a margin.
  const std::size_t enough = pages <= 6 ? 2 : 3;

  std::map<int, int> places;  // heights at which furniture stands
  std::set<std::string> feet;
  std::vector<bool> furniture(lines.size(), false);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!in_margin(lines[i])) continue;
    if (is_page_number(lines[i].text) || times(lines[i]) >= enough) {
      furniture[i] = true;
      if (!is_page_number(lines[i].text) && times(lines[i]) >= 3) feet.insert(shape_of(lines[i].text));
      if (!is_page_number(lines[i].text)) ++places[static_cast<int>(std::lround(lines[i].y0 / 4))];
    }
  }
  std::vector<Line> kept;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!furniture[i] && in_margin(lines[i]) && lines[i].text.size() < 120) {
      const auto place = places.find(static_cast<int>(std::lround(lines[i].y0 / 4)));
      const bool lowest = lines[i].y1 >= spans[lines[i].page].bottom - 16;
      if (place != places.end() && place->second >= 3 && lowest) furniture[i] = true;
    }
    // The first page's foot stands at a height of its own, and now and then one is set right under the text. The title
    // on the first page has the words of the foot: there only the margins count.
    const Span& span = spans[lines[i].page];
    const bool outermost = lines[i].y0 < span.top + 30 || lines[i].y1 > span.bottom - 60;
    if (!furniture[i] && (in_margin(lines[i]) || (lines[i].page > 1 && outermost)) &&
        feet.contains(shape_of(lines[i].text)))
      furniture[i] = true;
    if (!furniture[i]) kept.push_back(lines[i]);
  }
  return kept;
}

}  // namespace findings
