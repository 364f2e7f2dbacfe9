// Paragraphs as others cite them: a line of text or Markdown each, or entries for programs that keep references.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/index_document.h"

namespace findings {

enum class CitationFormat { text, markdown, bibtex, ris, csl_json };
inline constexpr std::string_view citation_format_names[] = {"text", "markdown", "bibtex", "ris", "csl-json"};

/// Who published reports of that framework: Ofsted; of area SEND inspections, with the Care Quality Commission.
std::vector<std::string> inspectorates(std::string_view framework);

/// "paragraph 52", "paragraph 20, improvement 3", "unnumbered paragraph 7"
std::string place_in_words(const Hit& hit);

/// A year that is not printed is "n.d.": the day of publication is never guessed from the inspection's, which is
/// named instead.
///
/// What a program keeps is the report: BibTeX (@techreport), RIS (RPRT, lines end with CR LF) and CSL-JSON (type
/// report) have one entry for paragraphs of a report that come after each other, which its note names.
class CitationWriter {
 public:
  using Write = std::function<void(std::string_view)>;
  CitationWriter(CitationFormat format, Write write) : format_(format), write_(std::move(write)) {}

  void add(const Hit& hit);
  void end();

 private:
  void write_entry();

  CitationFormat format_;
  Write write_;
  std::vector<Hit> cited_;  // of one report
  bool first_ = true;
};

/// Text for a field of BibTeX: what TeX would read is escaped.
std::string bibtex_text(std::string_view text);

}  // namespace findings
