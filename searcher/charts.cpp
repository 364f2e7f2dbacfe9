#include "searcher/charts.h"

#include <algorithm>

#include "schema/text.h"
#include "searcher/xml_text.h"

namespace findings {
namespace {

constexpr std::size_t width = 960, row = 26, bar_height = 16, top = 64, margin = 16, letter = 8, longest_label = 48,
                      room_for_figures = 300;

std::string attribute(const char* name, std::size_t value) {
  return std::string(" ") + name + "=\"" + std::to_string(value) + '"';
}

std::string text_at(std::size_t x, std::size_t y, const char* kind, const std::string& text) {
  return "<text class=\"" + std::string(kind) + '"' + attribute("x", x) + attribute("y", y) + '>' + xml_text(text) +
         "</text>\n";
}

/// The first letters, and "…" where there are more.
std::string shortened(const std::string& text) {
  if (code_points(text) <= longest_label) return text;
  std::size_t byte = 0;
  for (std::size_t point = 0; point + 1 < longest_label; ++point) do
      ++byte;
    while ((text[byte] & 0xC0) == 0x80);
  return text.substr(0, byte) + "…";
}

}  // namespace

std::string bar_chart(const std::string& title, const std::string& about, const std::vector<Bar>& bars) {
  std::size_t largest = 1, letters = 1;
  for (const Bar& bar : bars) {
    largest = std::max(largest, bar.value);
    letters = std::max(letters, code_points(shortened(bar.label)));
  }
  const std::size_t left = margin + letters * letter + 8, room = width - left - room_for_figures,
                    height = top + bars.size() * row + margin;
  const std::string size = std::to_string(width) + ' ' + std::to_string(height);
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 " + size + '"' +
                    attribute("width", width) + attribute("height", height) + ">\n<title>" + xml_text(title) +
                    "</title>\n<desc>" + xml_text(about) + "</desc>\n" +
                    "<style>\n"
                    "text { font: 13px system-ui, sans-serif; fill: #1b1f24; }\n"
                    ".title { font-size: 17px; font-weight: 600; }\n"
                    ".faint { fill: #57606a; }\n"
                    ".label { text-anchor: end; }\n"
                    ".ground { fill: #ffffff; }\n"
                    ".bar { fill: #1f5f99; }\n"
                    "@media (prefers-color-scheme: dark) {\n"
                    "text { fill: #e6edf3; }\n"
                    ".faint { fill: #9aa4af; }\n"
                    ".ground { fill: #14181d; }\n"
                    ".bar { fill: #6cb0ea; }\n"
                    "}\n"
                    "</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n" +
                    text_at(margin, 26, "title", title) + text_at(margin, 46, "faint", about);
  std::size_t y = top;
  for (const Bar& bar : bars) {
    const std::size_t length = bar.value == 0 ? 0 : std::max<std::size_t>(1, bar.value * room / largest);
    svg += "<g><title>" + xml_text(bar.label + ": " + bar.figures) + "</title>\n" +
           text_at(left - 8, y + 13, "label", shortened(bar.label)) + "<rect class=\"bar\"" + attribute("x", left) +
           attribute("y", y) + attribute("width", length) + attribute("height", bar_height) + "/>\n" +
           text_at(left + length + 8, y + 13, "faint", bar.figures) + "</g>\n";
    y += row;
  }
  return svg + "</svg>\n";
}

}  // namespace findings
