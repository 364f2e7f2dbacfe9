#include "indexer/apply_facts.h"

#include "schema/text.h"

namespace findings {

namespace {

/// The day at the end of "ashby-2012-06-13.pdf".
std::optional<Date> date_in_name(const std::filesystem::path& path) {
  constexpr std::size_t length = 10;
  const std::string stem = path.stem();
  if (stem.size() <= length || stem[stem.size() - length - 1] != '-') return std::nullopt;
  return read_iso_date(std::string_view(stem).substr(stem.size() - length));
}

void apply_published(Report& report, const std::optional<Facts>& facts, const std::filesystem::path& path) {
  if (report.published_from != "report") report.published.reset(), report.published_from.reset();
  if (facts && facts->published) {
    if (!report.published) {
      report.published = facts->published;
      report.published_from = "manifest";
    } else if (report.published != facts->published) {
      report.warnings.push_back({"published-differs",
                                 "the report prints " + to_string(*report.published) + " as its day of publication, "
                                 "the manifest says " + to_string(*facts->published), ""});
    }
  }
  if (!report.published && (report.published = date_in_name(path))) report.published_from = "filename";
}

/// The id's middle part is the authority, or the file's name where none was read.
void name_after(Report& report, const std::string& name) {
  const std::size_t first = report.id.find('/'), last = report.id.rfind('/');
  if (first == std::string::npos || first == last) return;
  rename_report(report, report.id.substr(0, first + 1) + slug(name) + report.id.substr(last));
}

}  // namespace

void apply_facts(Report& report, const std::optional<Facts>& facts, const std::filesystem::path& path) {
  report.file = path.filename().string();
  apply_published(report, facts, path);
  if (facts) report.url = facts->url, report.urn = facts->urn;
  if (!report.authority) {
    if (facts && facts->authority) {
      report.authority = facts->authority;
      std::erase_if(report.warnings, [](const Warning& warning) { return warning.code == "no-authority"; });
    }
    name_after(report, report.authority.value_or(path.stem().string()));
  } else if (facts && facts->authority && facts->authority != report.authority) {
    report.warnings.push_back({"authority-differs",
                               "the report names " + *report.authority + ", the manifest " + *facts->authority, ""});
  }
}

void rename_report(Report& report, const std::string& id) {
  const std::string before = report.id + '#';
  const auto rename = [&](std::string& citation) {
    if (citation.starts_with(before)) citation = id + citation.substr(before.size() - 1);
  };
  for (Paragraph& paragraph : report.paragraphs) {
    rename(paragraph.citation);
    if (paragraph.repeats) rename(*paragraph.repeats);
  }
  for (Warning& warning : report.warnings) rename(warning.where);
  report.id = id;
}

}  // namespace findings
