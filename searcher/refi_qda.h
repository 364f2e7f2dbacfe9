// What was found as a project for programs of qualitative coding (QualCoder, NVivo, MAXQDA, ATLAS.ti): REFI-QDA project
// exchange 1.0, a ZIP file of project.qde and the sources' texts. https://www.qdasoftware.org
//
// A source is a report: the paragraphs of it that were found, each under its citation. Themes are codes, a paragraph is
// a selection coded with every theme that finds it, and facts of the report are variables of the source.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "schema/index_document.h"

namespace findings {

struct QdaCode {
  std::string name, description;
  std::string group;  // the code it stands under, which codes nothing itself; "" for none
};

/// What names and dates a project. The same project of the same paragraphs has the same bytes.
struct QdaProject {
  std::string name;    // of the project
  std::string origin;  // the program: "findings 0.1.0"
  std::string time;    // of everything in it: "2024-05-04T10:20:30Z"
  std::string asked;   // sources and selections have the identity of the question
  std::string about;   // a note on the whole
  std::vector<QdaCode> codes;
};

/// Writes a project while paragraphs come, report by report. Keeps one report.
class QdaWriter {
 public:
  /// `folder`: a new one to work in; it is gone afterwards. Throws Error (Exit::failures) where it cannot be written.
  QdaWriter(QdaProject project, std::filesystem::path folder);
  ~QdaWriter();
  QdaWriter(const QdaWriter&) = delete;
  QdaWriter& operator=(const QdaWriter&) = delete;

  /// The next paragraph found and the codes it has, as places in QdaProject::codes. One without codes is kept as an
  /// annotation.
  void add(const Hit& hit, const std::vector<std::size_t>& codes);
  void finish(const std::filesystem::path& zip);

 private:
  std::string guid(const std::string& what) const;  // of the question asked
  std::string made_by() const;
  void write_head();
  void write_codes();
  void write_source();
  void write_file(const std::string& name, const std::string& text);

  QdaProject project_;
  std::filesystem::path folder_;
  std::ofstream qde_;
  std::vector<std::string> files_;
  std::vector<Hit> report_;  // the first paragraph of the report that is being added
  std::string text_, selections_;
  std::size_t points_ = 0;  // of text_
  bool any_ = false;
};

}  // namespace findings
