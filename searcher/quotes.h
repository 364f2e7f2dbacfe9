// Quotes by theme, as Markdown and as a page that stands by itself.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/searcher.h"

namespace findings {

/// What stands above the quotes of a theme.
struct QuotedTheme {
  std::string name, question;  // `question` finds exactly `found`
  Counts found;
  std::size_t quoted = 0;  // paragraphs that follow: all, unless fewer were asked for
};

/// Writes quotes as they come; nothing is kept. Each has its citation in words, linked to the report's page where its
/// address is known, else to itself; what matched is marked.
class QuoteWriter {
 public:
  using Write = std::function<void(std::string_view)>;
  QuoteWriter(Write markdown, Write html) : markdown_(std::move(markdown)), html_(std::move(html)) {}

  /// `facts`: lines on what was asked and found.
  void begin(const std::string& title, const std::vector<std::string>& facts, const std::vector<QuotedTheme>& themes);
  /// One that is called as the whole is has the heading "Quotes".
  void theme(const QuotedTheme& theme);
  void quote(const FoundHit& found);
  void end();

 private:
  Write markdown_, html_;
  std::string title_;
  std::size_t themes_ = 0;
};

}  // namespace findings
