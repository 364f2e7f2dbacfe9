// Bars as a picture: SVG of our own, which stands by itself in a file and in a page.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace findings {

struct Bar {
  std::string label;
  std::size_t value = 0;  // its length
  std::string figures;    // beside it: "41 paragraphs, 19 of 39 reports"
};

/// Bars from left to right, one below the other, each as long as its value by the largest; a value above 0 is seen.
/// Each has its figures as text and as title. Valid XML, legible in light and in dark, printed in black.
std::string bar_chart(const std::string& title, const std::string& about, const std::vector<Bar>& bars);

}  // namespace findings
