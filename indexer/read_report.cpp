#include "indexer/read_report.h"

#include "indexer/blocks.h"
#include "indexer/finish.h"
#include "indexer/layout.h"
#include "indexer/profile.h"
#include "indexer/read_pdf.h"
#include "indexer/read_text.h"
#include "indexer/recognise.h"
#include "indexer/structure.h"
#include "schema/digest.h"
#include "schema/resources.h"

namespace findings {

extern const char* const reading_rules_digest;  // of the sources of reading, taken by the build

std::string reading_version() {
  static const std::string version = [] {
    std::string all = reading_rules_digest;
    for (const char* folder : {"indexer/frameworks/", "searcher/vocabulary/authorities"})
      for (const Resource& one : resources(folder)) all += one.text;
    return sha256(all).substr(0, 12);
  }();
  return version;
}

Report read_report(const std::filesystem::path& file, const std::string& bytes) {
  const bool pdf = bytes.substr(0, 1024).find("%PDF-") != std::string::npos || file.extension() == ".pdf";
  const Lines lines = pdf ? read_pdf(bytes) : read_text(bytes);
  const Framework* framework = recognise(lines.lines, frameworks());
  Report report = structure(pdf ? blocks_of_pages(lines, framework) : blocks_of_text(lines, framework), framework);
  report.file = file.filename().string();
  for (const std::string& note : lines.notes) report.warnings.push_back({pdf ? "pdf-note" : "converted", note, ""});
  finish(report, framework, file.stem().string());
  return report;
}

}  // namespace findings
