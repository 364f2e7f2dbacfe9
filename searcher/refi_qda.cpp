#include "searcher/refi_qda.h"

#include <cerrno>
#include <map>

#include "schema/digest.h"
#include "schema/files.h"
#include "schema/text.h"
#include "searcher/cite.h"
#include "searcher/xml_text.h"
#include "searcher/zip_folder.h"

namespace findings {
namespace {

namespace fs = std::filesystem;

constexpr char user[] = "user";

// Of codes, in turn; told apart by people who see few colours too (Okabe and Ito).
constexpr std::string_view colours[] = {"#0072b2", "#e69f00", "#009e73", "#cc79a7",
                                        "#56b4e9", "#d55e00", "#f0e442", "#999999"};

struct Variable {
  std::string_view name, type;
  std::string (*value)(const Hit& hit);  // "" where it is not known
};

constexpr Variable variables[] = {
    {"authority", "Text", [](const Hit& hit) { return hit.authority; }},
    {"region", "Text", [](const Hit& hit) { return hit.region; }},
    {"framework", "Text", [](const Hit& hit) { return hit.framework; }},
    {"overall grade", "Text", [](const Hit& hit) { return hit.overall; }},
    {"outcome", "Text", [](const Hit& hit) { return hit.outcome; }},
    {"inspected", "Date", [](const Hit& hit) { return hit.inspected; }},
    {"year", "Integer", [](const Hit& hit) { return hit.inspected.substr(0, 4); }},
};

std::string attribute(const char* name, const std::string& value) {
  return std::string(" ") + name + "=\"" + xml_text(value) + '"';
}

std::string element(const std::string& name, const std::string& text) {
  return '<' + name + '>' + xml_text(text) + "</" + name + ">\n";
}

std::string cited(const Hit& hit) {
  std::string line;
  CitationWriter writer(CitationFormat::text, [&](std::string_view bytes) { line += bytes; });
  writer.add(hit);
  writer.end();
  if (line.ends_with('\n')) line.pop_back();
  return line;
}

/// "slac bury 2012-05-04": QualCoder makes a file of that name, which may have no '/'.
std::string source_name(const Hit& hit) {
  std::string name = hit.report;
  for (char& c : name)
    if (c == '/') c = ' ';
  return name;
}

/// What stands above a paragraph in its source.
std::string heading_of(const Hit& hit) {
  std::string heading = '[' + hit.citation.substr(hit.citation.find('#'));
  if (hit.page > 0) heading += ", page " + std::to_string(hit.page);
  for (std::size_t i = 0; i < hit.section.size(); ++i) heading += (i == 0 ? ": " : " › ") + hit.section[i];
  return heading + "]\n";
}

std::string memo_of(const Hit& hit) {
  const std::string grade = hit.grade.empty() ? "not graded" : hit.grade + " (" + hit.grade_from + ')';
  return cited(hit) + "\ngrade in force: " + grade + "; kind: " + hit.kind +
         (hit.area.empty() ? "" : "; area: " + hit.area);
}

}  // namespace

QdaWriter::QdaWriter(QdaProject project, fs::path folder) : project_(std::move(project)), folder_(std::move(folder)) {
  std::error_code error;
  fs::create_directories(folder_ / "sources", error);
  if (error) throw system_error("make", folder_, error.value());
  qde_.open(folder_ / "project.qde", std::ios::binary);
  files_.emplace_back("project.qde");
  write_head();
}

QdaWriter::~QdaWriter() {
  std::error_code none;
  fs::remove_all(folder_, none);
}

std::string QdaWriter::guid(const std::string& what) const { return uuid_of(what + '\n' + project_.asked); }

std::string QdaWriter::made_by() const {
  return attribute("creatingUser", uuid_of(user)) + attribute("creationDateTime", project_.time);
}

void QdaWriter::write_head() {
  qde_ << "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\""
       << attribute("name", project_.name) << attribute("origin", project_.origin)
       << attribute("creatingUserGUID", uuid_of(user)) << attribute("creationDateTime", project_.time)
       << attribute("modifyingUserGUID", uuid_of(user)) << attribute("modifiedDateTime", project_.time)
       << ">\n<Users>\n<User" << attribute("guid", uuid_of(user)) << attribute("name", "findings") << "/>\n</Users>\n";
  write_codes();
  qde_ << "<Variables>\n";
  for (const Variable& variable : variables)
    qde_ << "<Variable" << attribute("guid", uuid_of("variable " + std::string(variable.name)))
         << attribute("name", std::string(variable.name)) << attribute("typeOfVariable", std::string(variable.type))
         << "/>\n";
  qde_ << "</Variables>\n";
}

void QdaWriter::write_codes() {
  std::map<std::string, std::string> groups;  // codes of a group follow each other, in the place of its first
  std::vector<std::string> order;
  for (std::size_t i = 0; i < project_.codes.size(); ++i) {
    const QdaCode& code = project_.codes[i];
    const std::string key = code.group.empty() ? "\n" + std::to_string(i) : code.group;
    if (groups.emplace(key, "").second) order.push_back(key);
    groups[key] += "<Code" + attribute("guid", uuid_of("code " + code.name)) + attribute("name", code.name) +
                   attribute("isCodable", "true") + attribute("color", std::string(colours[i % std::size(colours)])) +
                   ">\n" + element("Description", code.description) + "</Code>\n";
  }
  if (order.empty()) return;
  qde_ << "<CodeBook>\n<Codes>\n";
  for (const std::string& key : order) {
    const bool is_group = !key.starts_with('\n');
    if (is_group)
      qde_ << "<Code" << attribute("guid", uuid_of("group " + key)) << attribute("name", key)
           << attribute("isCodable", "false") << ">\n";
    qde_ << groups[key] << (is_group ? "</Code>\n" : "");
  }
  qde_ << "</Codes>\n</CodeBook>\n";
}

void QdaWriter::add(const Hit& hit, const std::vector<std::size_t>& codes) {
  if (!report_.empty() && report_.front().report != hit.report) write_source();
  if (report_.empty()) {
    report_.push_back(hit);
    text_ = (hit.title.empty() ? "" : hit.title + '\n') + hit.report + "\n";
    points_ = code_points(text_);
  }
  const std::string head = '\n' + heading_of(hit);
  const std::size_t start = points_ + code_points(head), length = code_points(hit.text);
  text_ += head + hit.text + '\n';
  points_ = start + length + 1;
  selections_ += "<PlainTextSelection" + attribute("guid", guid("selection " + hit.citation)) +
                 attribute("name", hit.citation) + attribute("startPosition", std::to_string(start)) +
                 attribute("endPosition", std::to_string(start + length)) + made_by() + ">\n" +
                 element("Description", memo_of(hit));
  for (const std::size_t code : codes)
    selections_ += "<Coding" + attribute("guid", guid("coding " + hit.citation + '\n' + project_.codes[code].name)) +
                   made_by() + "><CodeRef" + attribute("targetGUID", uuid_of("code " + project_.codes[code].name)) +
                   "/></Coding>\n";
  selections_ += "</PlainTextSelection>\n";
}

void QdaWriter::write_source() {
  const Hit hit = report_.front();
  report_.clear();
  if (!any_) qde_ << "<Sources>\n";
  any_ = true;
  const std::string id = guid("source " + hit.report);
  write_file("sources/" + id + ".txt", text_);
  qde_ << "<TextSource" << attribute("guid", id) << attribute("name", source_name(hit))
       << attribute("plainTextPath", "internal://" + id + ".txt") << made_by() << ">\n"
       << element("Description", hit.report + ": " + hit.title + (hit.url.empty() ? "" : ", " + hit.url))
       << selections_;
  for (const Variable& variable : variables)
    if (const std::string value = variable.value(hit); !value.empty())
      qde_ << "<VariableValue><VariableRef"
           << attribute("targetGUID", uuid_of("variable " + std::string(variable.name))) << "/>"
           << element(std::string(variable.type) + "Value", value) << "</VariableValue>\n";
  qde_ << "</TextSource>\n";
  selections_.clear();
}

void QdaWriter::write_file(const std::string& name, const std::string& text) {
  std::ofstream file(folder_ / name, std::ios::binary);
  if (!file.write(text.data(), static_cast<std::streamsize>(text.size())).flush())
    throw system_error("write", folder_ / name, errno == 0 ? EIO : errno);
  files_.push_back(name);
}

void QdaWriter::finish(const fs::path& zip) {
  if (!report_.empty()) write_source();
  if (any_) qde_ << "</Sources>\n";
  const std::string note = guid("note");
  write_file("sources/" + note + ".txt", project_.about);
  qde_ << "<Notes>\n<Note" << attribute("guid", note) << attribute("name", "What was asked of which index")
       << attribute("plainTextPath", "internal://" + note + ".txt") << made_by() << "/>\n</Notes>\n"
       << element("Description", project_.name) << "<NoteRef" << attribute("targetGUID", note) << "/>\n</Project>\n";
  qde_.close();
  if (!qde_) throw system_error("write", folder_ / "project.qde", errno == 0 ? EIO : errno);
  zip_folder(folder_, files_, project_.time, zip);
}

}  // namespace findings
