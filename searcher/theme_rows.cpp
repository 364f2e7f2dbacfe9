#include "searcher/theme_rows.h"

#include <cmath>
#include <cstdio>

namespace findings {
namespace {

/// All the digits a program may want.
std::string exact(double number) {
  if (!std::isfinite(number)) return "";
  char text[64];
  std::snprintf(text, sizeof text, "%.10g", number);
  return text;
}

std::string joined(const std::vector<std::string>& parts, const std::string& by) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : by) + part;
  return text;
}

}  // namespace

std::vector<std::vector<std::string>> theme_rows(const Themes& themes) {
  std::vector<std::vector<std::string>> rows{{"text",
                                              "question",
                                              "g2",
                                              "log_ratio",
                                              "lrc",
                                              "interval_lower",
                                              "interval_upper",
                                              "slice_with",
                                              "slice_without",
                                              "against_with",
                                              "against_without",
                                              "paragraphs",
                                              "reports",
                                              "authorities",
                                              "occurrences",
                                              "dp",
                                              "rate",
                                              "rate_against",
                                              "family",
                                              "swallowed",
                                              "examples"}};
  for (const Theme& theme : themes.themes)
    rows.push_back({theme.text,
                    theme.question,
                    exact(theme.g2),
                    exact(theme.log_ratio),
                    exact(theme.lrc),
                    exact(theme.interval.lower),
                    exact(theme.interval.upper),
                    std::to_string(theme.counts.a),
                    std::to_string(theme.counts.b),
                    std::to_string(theme.counts.c),
                    std::to_string(theme.counts.d),
                    std::to_string(theme.found.paragraphs),
                    std::to_string(theme.found.reports),
                    std::to_string(theme.found.authorities),
                    std::to_string(theme.occurrences),
                    exact(theme.dp),
                    exact(theme.rate),
                    exact(theme.rate_against),
                    theme.family ? std::to_string(*theme.family + 1) : "",
                    joined(theme.swallowed, "; "),
                    joined(theme.examples, "; ")});
  return rows;
}

}  // namespace findings
