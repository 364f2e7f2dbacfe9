#include "indexer/headings.h"

#include "schema/index_document.h"
#include "schema/tokens.h"

namespace findings {
namespace {

constexpr Xapian::termpos between_headings = 100;

std::string joined(const std::vector<std::string>& path) {
  std::string all;
  for (const std::string& heading : path) all += heading + '\n';
  return all;
}

}  // namespace

HeadingPaths::HeadingPaths(const Records& records) {
  for (const ReportRecord* record : records)
    for (const Paragraph& paragraph : record->report.paragraphs) {
      const auto& sections = record->report.sections;
      if (paragraph.section >= sections.size() || sections[paragraph.section].path.empty()) continue;
      const std::vector<std::string>& path = sections[paragraph.section].path;
      const auto [at, is_new] = places_.try_emplace(joined(path), paths_.size());
      if (is_new) paths_.push_back({&path, 0, heading_path_term(paths_.size() + 1)});
      ++paths_[at->second].paragraphs;
    }
}

const std::string& HeadingPaths::term_of(const std::vector<std::string>& path) const {
  static const std::string none;
  const auto at = places_.find(joined(path));
  return at == places_.end() ? none : paths_[at->second].term;
}

std::map<std::string, std::size_t> HeadingPaths::paragraphs_by_term() const {
  std::map<std::string, std::size_t> counts;
  for (const Path& path : paths_) {
    const Xapian::Document document = document_of(path);
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
      counts[*term] += path.paragraphs;
  }
  return counts;
}

void HeadingPaths::add_documents(Xapian::WritableDatabase& database) const {
  for (const Path& path : paths_) database.add_document(document_of(path));
}

Xapian::Document HeadingPaths::document_of(const Path& path) {
  Xapian::TermGenerator words;
  words.set_stemmer(Xapian::Stem("english"));
  words.set_stemming_strategy(Xapian::TermGenerator::STEM_SOME);
  words.set_max_word_length(longest_word);
  for (const std::string& heading : *path.headings) {
    words.index_text(heading, 0, std::string(heading_prefix));
    words.increase_termpos(between_headings);
  }
  return words.get_document();
}

}  // namespace findings
