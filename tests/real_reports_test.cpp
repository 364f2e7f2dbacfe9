// Facts of real reports, where they lie beside the source tree: none of their text is in it.
#include <cstdlib>
#include <filesystem>
#include <map>

#include "schema/text.h"
#include "tests/truth.h"

using namespace findings;

namespace fs = std::filesystem;

namespace {

/// FINDINGS_PDF is where the build put the program.
const bool reader_is_named = setenv("FINDINGS_PDF", FINDINGS_PDF_PROGRAM, 0) == 0;

const Report& real(const std::string& file) {
  static std::map<std::string, Report> read;
  const auto known = read.find(file);
  if (known != read.end()) return known->second;
  const fs::path path = reports_folder() / file;
  return read[file] = read_report(path, file_bytes(path));
}

struct Facts {
  const char* file;
  const char* id;
  const char* authority;
  const char* from;
  const char* to;
  const char* published;
  const char* lead_inspector;
  int last_paragraph;
  std::size_t judgements;
};
constexpr Facts texts[] = {
    {"text/bury-2012.txt", "slac/bury/2012-05-04", "Bury", "2012-04-23", "2012-05-04", "2012-06-13", "Robert Hackeson",
     115, 22},
    {"text/north-east-lincolnshire-2012.txt", "slac/north-east-lincolnshire/2012-05-18", "North East Lincolnshire",
     "2012-04-10", "2012-05-18", "2012-06-27", "Lynn Radley", 98, 22},
    {"text/south-gloucestershire-2012.txt", "slac/south-gloucestershire/2012-07-06", "South Gloucestershire",
     "2012-06-25", "2012-07-06", "2012-08-10", "Richard Nash", 108, 22},
    {"text/stoke-on-trent-2011.txt", "slac/stoke-on-trent/2011-07-08", "Stoke-on-Trent", "2011-06-27", "2011-07-08",
     "2011-08-12", "Lynn Radley", 93, 22},
    {"text/north-lincolnshire-2017.txt", "sif/north-lincolnshire/2017-07-13", "North Lincolnshire", "2017-06-20",
     "2017-07-13", "2017-09-04", "Graham Reiter", 97, 7},
};

/// A graded section of the four reports under slac: heading, and for each report its grade and first paragraph.
struct Row {
  const char* heading;
  const char* bury;
  const char* north_east_lincolnshire;
  const char* south_gloucestershire;
  const char* stoke_on_trent;
};
constexpr Row safeguarding[] = {
    {"Overall effectiveness", "adequate 13", "adequate 12", "adequate 10", "adequate 13"},
    {"Capacity for improvement", "adequate 19", "adequate 16", "adequate 16", "good 16"},
    {"Children and young people are safe and feel safe", "adequate 24", "adequate 21", "adequate 21", "adequate 20"},
    {"Quality of provision", "adequate 28", "adequate 29", "adequate 28", "adequate 29"},
    {"The contribution of health agencies to keeping children and young people safe", "good 36", "good 35",
     "adequate 33", "good 33"},
    {"Ambition and prioritisation", "adequate 44", "adequate 42", "adequate 44", "good 41"},
    {"Leadership and management", "adequate 46", "adequate 44", "adequate 46", "good 44"},
    {"Performance management and quality assurance", "adequate 50", "adequate 48", "inadequate 48", "good 48"},
    {"Partnership working", "good 53", "good 52", "good 51", "good 50"},
};
constexpr Row looked_after[] = {
    {"Overall effectiveness", "adequate 57", "good 56", "adequate 55", "adequate 54"},
    {"Capacity for improvement", "good 60", "good 58", "inadequate 58", "good 55"},
    {"Being healthy", "outstanding 65", "good 62", "adequate 61", "good 58"},
    {"Staying safe", "adequate 71", "good 66", "adequate 70", "good 62"},
    {"Enjoying and achieving", "outstanding 75", "good 70", "adequate 76", "good 66"},
    {"Making a positive contribution, including user engagement", "good 83", "good 75", "adequate 83", "good 70"},
    {"Economic well-being", "good 88", "good 79", "adequate 87", "inadequate 74"},
    {"Quality of provision", "adequate 93", "good 83", "adequate 93", "adequate 79"},
    {"Ambition and prioritisation", "good 106", "good 88", "adequate 99", "good 84"},
    {"Leadership and management", "good 109", "good 91", "adequate 101", "good 86"},
    {"Performance management and quality assurance", "adequate 113", "good 95", "adequate 104", "good 90"},
};

/// "looked-after-children / Staying safe / adequate 71" of every graded section.
Texts graded_sections(const Report& report) {
  Texts rows;
  for (const Section& section : report.sections)
    if (section.grade)
      rows.push_back(section.area + " / " + section.path.back() + " / " + std::string(to_string(*section.grade)) + " " +
                     std::to_string(section.first_paragraph.value_or(0)));
  return rows;
}

}  // namespace

TEST_CASE("the five text reports: who, when, by whom, how many paragraphs, nothing that does not add up") {
  if (!are_there("text")) return;
  for (const Facts& facts : texts) {
    INFO(facts.file);
    const Report& report = real(facts.file);
    CHECK(report.id == facts.id);
    CHECK(report.authority == facts.authority);
    CHECK(to_string(report.inspected.value().from) == facts.from);
    CHECK(to_string(report.inspected.value().to) == facts.to);
    CHECK(to_string(report.published.value()) == facts.published);
    CHECK(report.published_from == "report");
    CHECK(report.lead_inspector == facts.lead_inspector);
    CHECK(report.judgements.size() == facts.judgements);
    check_numbers(report, facts.last_paragraph);
    CHECK(warnings(report).empty());
  }
}

TEST_CASE("the four reports under slac: every graded section, its grade and where it begins") {
  if (!are_there("text")) return;
  const std::pair<const char*, const char * Row::*> columns[] = {
      {"text/bury-2012.txt", &Row::bury},
      {"text/north-east-lincolnshire-2012.txt", &Row::north_east_lincolnshire},
      {"text/south-gloucestershire-2012.txt", &Row::south_gloucestershire},
      {"text/stoke-on-trent-2011.txt", &Row::stoke_on_trent},
  };
  for (const auto& [file, column] : columns) {
    INFO(file);
    Texts expected;
    for (const Row& row : safeguarding)
      expected.push_back(std::string("help-and-protection / ") + row.heading + " / " + row.*column);
    for (const Row& row : looked_after)
      expected.push_back(std::string("looked-after-children / ") + row.heading + " / " + row.*column);
    CHECK(graded_sections(real(file)) == expected);
  }
}

TEST_CASE(
    "the four reports under slac: the record of findings has a row for every graded section, and the body agrees") {
  if (!are_there("text")) return;
  for (const Facts& facts : texts) {
    const Report& report = real(facts.file);
    if (report.framework != "slac") continue;
    INFO(facts.file);
    for (const Section& section : report.sections) {
      if (!section.grade) continue;
      INFO(section.area << " / " << section.path.back());
      CHECK(std::count_if(report.judgements.begin(), report.judgements.end(), [&](const Judgement& judgement) {
              return judgement.area == section.area && fold(judgement.label) == fold(section.path.back()) &&
                     judgement.grade == section.grade;
            }) == 1);
    }
  }
}

TEST_CASE("the wrapped report: its sections, its judgements, and the summary the council repeats") {
  if (!are_there("text")) return;
  const Report& report = real("text/north-lincolnshire-2017.txt");
  CHECK(graded_sections(report) ==
        Texts{"help-and-protection / The experiences and progress of children who need help and protection / good 0",
              "looked-after-children / The experiences and progress of children looked after and achieving permanence "
              "/ outstanding 0",
              "adoption / Adoption performance / outstanding 43",
              "care-leavers / Experience and progress of care leavers / outstanding 57",
              "leadership / Leadership, management and governance / outstanding 0",
              "safeguarding-board / The Local Safeguarding Children Board (LSCB) / outstanding 0"});
  std::size_t repetitions = 0;
  for (const Paragraph& paragraph : report.paragraphs) {
    const bool covering = report.sections[paragraph.section].path.front() == "[covering paper]";
    if (covering) CHECK(paragraph.area == "about");
    if (!paragraph.repeats) continue;
    ++repetitions;
    CHECK(covering);
  }
  CHECK(repetitions == 11);
}

TEST_CASE("improvements of the four reports under slac have their timescales") {
  if (!are_there("text")) return;
  // Of each list: how many are to be made immediately, within three months, within six months.
  const std::tuple<const char*, int, std::array<int, 3>> lists[] = {
      {"text/bury-2012.txt", 23, {2, 7, 1}},
      {"text/bury-2012.txt", 64, {2, 6, 0}},
      {"text/north-east-lincolnshire-2012.txt", 20, {4, 3, 1}},
      {"text/north-east-lincolnshire-2012.txt", 61, {2, 2, 0}},
      {"text/south-gloucestershire-2012.txt", 20, {3, 4, 0}},
      {"text/south-gloucestershire-2012.txt", 60, {2, 5, 0}},
      {"text/stoke-on-trent-2011.txt", 19, {3, 6, 0}},
      {"text/stoke-on-trent-2011.txt", 57, {0, 7, 0}},
  };
  for (const auto& [file, number, counts] : lists) {
    INFO(file << " #" << number);
    std::map<std::string, int> found;
    for (const Paragraph& paragraph : real(file).paragraphs)
      if (paragraph.kind == Kind::improvement && paragraph.number == number)
        ++found[paragraph.timescale.value_or("none")];
    CHECK(found["Immediately"] == counts[0]);
    CHECK(found["Within three months"] == counts[1]);
    CHECK(found["Within six months"] == counts[2]);
    CHECK(found["none"] == 0);
  }
}

TEST_CASE("neglect stands in these paragraphs of the five reports and in no other") {
  if (!are_there("text")) return;
  Texts found;
  for (const Facts& facts : texts)
    for (const Paragraph& paragraph : real(facts.file).paragraphs)
      if (fold(paragraph.text).find("neglect") != std::string::npos)
        found.push_back(paragraph.citation + " / " + paragraph.area + " / " +
                        real(facts.file).sections[paragraph.section].path.back() + " / " +
                        (paragraph.grade ? std::string(to_string(*paragraph.grade)) : "-"));
  CHECK(found ==
        Texts{"slac/north-east-lincolnshire/2012-05-18#9 / about / Service information / -",
              "slac/north-east-lincolnshire/2012-05-18#32 / help-and-protection / Quality of provision / adequate",
              "slac/north-east-lincolnshire/2012-05-18#66 / looked-after-children / Staying safe / good",
              "slac/south-gloucestershire/2012-07-06#8 / about / Service information / -",
              "slac/stoke-on-trent/2011-07-08#7 / about / Service information / -",
              "sif/north-lincolnshire/2017-07-13#77 / leadership / Inspection findings / outstanding",
              "sif/north-lincolnshire/2017-07-13#79 / safeguarding-board / Inspection findings – the Local "
              "Safeguarding Children Board / outstanding",
              "sif/north-lincolnshire/2017-07-13#82 / safeguarding-board / Inspection findings – the Local "
              "Safeguarding Children Board / outstanding"});
}

TEST_CASE("reports whose structure was written down by hand are read as it says") {
  if (!are_there("truth/outlines")) return;
  for (const auto& entry : fs::directory_iterator(reports_folder() / "truth/outlines")) {
    const auto truth = json_of(entry.path());
    const Report& report = real(text_at(truth, "file"));
    INFO(text_at(truth, "file"));
    CHECK(report.framework == text_at(truth, "framework"));
    CHECK(report.authority == text_at(truth, "authority"));
    CHECK(to_string(report.inspected.value().from) == text_at(truth["inspected"], "from"));
    CHECK(to_string(report.inspected.value().to) == text_at(truth["inspected"], "to"));
    CHECK(text_at(truth, "lead_inspector").starts_with(report.lead_inspector.value_or("nobody")));
    CHECK(last_number(report) == number_at(truth, "last_numbered_paragraph"));
  }
}

TEST_CASE("reports whose structure was written down by hand: every section, its area, grade and numbers") {
  if (!are_there("truth/outlines")) return;
  for (const auto& entry : fs::directory_iterator(reports_folder() / "truth/outlines")) {
    auto truth = json_of(entry.path());
    // Quotation marks and no heading set the summary apart that the council quotes in its paper.
    auto& sections = truth["sections"];
    std::erase_if(sections.get_ref<nlohmann::json::array_t&>(), [](const nlohmann::json& section) {
      return section["path"].back().get<std::string>().ends_with("(quoted)");
    });
    INFO(text_at(truth, "file"));
    check_sections(real(text_at(truth, "file")), sections, "path", "first_para", "last_para");
  }
}

TEST_CASE("paragraphs probed by hand begin and end right, at their full length") {
  if (!are_there("truth/outlines")) return;
  for (const auto& entry : fs::directory_iterator(reports_folder() / "truth/outlines")) {
    const auto truth = json_of(entry.path());
    const Report& report = real(text_at(truth, "file"));
    for (const auto& probe : truth["probe_paragraphs"]) {
      const std::string first = fold(text_at(probe, "first_words")), last = fold(text_at(probe, "last_words"));
      INFO(text_at(truth, "file") << ": " << first);
      const auto found =
          std::find_if(report.paragraphs.begin(), report.paragraphs.end(), [&](const Paragraph& paragraph) {
            const int number = number_at(probe, "para");
            return (number == 0 || paragraph.number == number) && !paragraph.repeats &&
                   fold(paragraph.text).starts_with(first);
          });
      CHECK(found != report.paragraphs.end());
      if (found == report.paragraphs.end()) continue;
      CHECK(fold(found->text).ends_with(last));
      const int words = static_cast<int>(std::count(found->text.begin(), found->text.end(), ' ')) + 1;
      const int counted = number_at(probe, "word_count");
      CHECK(std::abs(words - counted) <= std::max(2, counted / 100));
      if (const std::string grade = text_at(probe, "grade_in_force"); !grade.empty())
        CHECK((found->grade ? to_string(*found->grade) : "none") == grade);
    }
  }
}
