// Reports -> what looks wrong with them.
#include <algorithm>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "indexer/doctor.h"
#include "indexer/index_run.h"
#include "indexer/read_report.h"
#include "schema/files.h"
#include "schema/generations.h"
#include "tests/made_reports.h"
#include "tests/temporary_folder.h"

using namespace findings;

namespace fs = std::filesystem;

namespace {

/// A report that nothing is wrong with.
Report sound_report(const std::string& authority = "Ashby", const std::string& slug = "ashby") {
  Report report = made_report(authority, slug);
  report.published = read_iso_date("2012-06-13");
  report.published_from = "report";
  return report;
}

Report with_text(std::size_t paragraph, const std::string& text) {
  Report report = sound_report();
  report.paragraphs[paragraph].text = text;
  return report;
}

using Said = std::vector<std::string>;

/// "code where: message" of every complaint.
Said said(const Examination& examination) {
  Said all;
  for (const Complaint& one : examination.complaints)
    all.push_back(one.code + (one.where.empty() ? "" : " " + one.where) + ": " + one.message);
  return all;
}

Said said_of(const Report& report) { return said(examine({report}, {})); }

std::string many_words(std::size_t count) {
  std::string text = "Children";
  for (std::size_t i = 1; i < count; ++i) text += " thrive";
  return text + ".";
}

}  // namespace

TEST_CASE("every sign has a code of its own and says something") {
  for (const Sign& sign : signs) {
    CHECK_FALSE(sign.says.empty());
    CHECK(std::count_if(std::begin(signs), std::end(signs), [&](const Sign& one) { return one.code == sign.code; }) ==
          1);
  }
}

TEST_CASE("docs/operations.md explains every sign") {
  const std::string page = read_file("docs/operations.md");
  for (const Sign& sign : signs) {
    CAPTURE(sign.code);
    CHECK(page.find("`" + std::string(sign.code) + "`") != std::string::npos);
  }
}

TEST_CASE("of a sound report there is nothing to say") {
  const Examination examination = examine({sound_report()}, {});
  CHECK(said(examination).empty());
  CHECK_FALSE(needs_a_person(examination));
  CHECK(examination.reports == 1);
  CHECK(examination.paragraphs == 4);
}

TEST_CASE("a file that could not be read comes first, with its reason, and needs a person") {
  Report undated = sound_report();
  undated.published.reset();
  const Examination examination = examine({undated}, {{"/reports/scan.pdf", "no text on any page"}});
  REQUIRE(examination.complaints.size() == 2);
  CHECK(examination.unread == 1);
  CHECK(examination.complaints[0].code == "unread");
  CHECK(examination.complaints[0].file == "/reports/scan.pdf");
  CHECK(examination.complaints[0].message == "no text on any page");
  CHECK(needs_a_person(examination));
}

TEST_CASE("warnings of reading are complaints, and the table says which need a person") {
  const auto needs = [](const char* code) {
    Report report = sound_report();
    report.warnings.push_back({code, "as it is", "Staying safe"});
    CHECK(said_of(report) == Said{std::string(code) + " Staying safe: as it is"});
    return needs_a_person(examine({report}, {}));
  };
  for (const char* code :
       {"grades-disagree", "no-grade", "no-inspection-date", "no-judgements", "grade-off-scale", "not-in-table",
        "pdf-note", "table-scattered", "unknown-authority", "no-authority", "authority-differs", "no-framework"}) {
    CAPTURE(code);
    CHECK(needs(code));
  }
  for (const char* code :
       {"number-jumps", "number-repeats", "converted", "no-year", "same-id", "published-differs", "of-tomorrow"}) {
    CAPTURE(code);
    CHECK_FALSE(needs(code));
  }
}

TEST_CASE("a report without a day of publication, or without paragraphs, needs a person") {
  Report report = sound_report();
  report.published.reset();
  report.paragraphs.clear();
  const Examination examination = examine({report}, {});
  CHECK(said(examination) ==
        Said{"no-paragraphs: no paragraph was read", "no-publication-date: no day of publication is printed or known"});
  CHECK(needs_a_person(examination));
}

TEST_CASE("numbers that no paragraph has are missing, unless reading told of a jump") {
  Report report = sound_report();
  report.paragraphs[2].number = 6;
  CHECK(said_of(report) == Said{"number-missing: no paragraph has the numbers 3, 4, 5"});
  report.warnings.push_back({"number-jumps", "paragraph 6 follows 2", "page 4"});
  CHECK(said_of(report) == Said{"number-jumps page 4: paragraph 6 follows 2"});
}

TEST_CASE("numbers may begin again, where a file holds two reports, and improvements carry those of their paragraph") {
  Report report = sound_report();
  report.paragraphs[2].number = 1;
  report.paragraphs[3].number = 1;
  CHECK(said_of(report).empty());
}

TEST_CASE("a number that stands inside a paragraph was one of its own") {
  const auto inside = [](const std::string& text) { return said_of(with_text(2, text)); };
  CHECK(inside("Visits are made. 4. Children are seen alone.") ==
        Said{"number-inside slac/ashby/2012-05-04#3: \"4.\" stands in the text of this paragraph"});
  CHECK(needs_a_person(examine({with_text(2, "Visits are made. 4. Children are seen alone.")}, {})));
  CHECK(inside("Visits are made. 5. Children are seen alone.").empty());    // not the next
  CHECK(inside("Visits are made in 4. Children are seen alone.").empty());  // a sentence ends
  CHECK(inside("Visits are made to 4 Children.").empty());
  CHECK(inside("Visits are made. 14. Children are seen alone.").empty());
}

TEST_CASE("a number that stands inside a paragraph is none where the number has one") {
  Report report = with_text(1, "Plans are kept. 3. Children know them.");
  CHECK(said_of(report).empty());
}

TEST_CASE("a paragraph of more than 600 words may be several") {
  CHECK(said_of(with_text(1, many_words(600))).empty());
  CHECK(said_of(with_text(1, many_words(601))) == Said{"long-paragraph slac/ashby/2012-05-04#2: 601 words"});
}

TEST_CASE("a paragraph of one or two words may be a piece of another") {
  CHECK(said_of(with_text(1, "Plans work well.")).empty());
  CHECK(said_of(with_text(1, "Plans work.")) == Said{"short-paragraph slac/ashby/2012-05-04#2: 1 paragraph: #2"});
  CHECK(said_of(with_text(0, "Introduction.")).empty());  // not about children
}

TEST_CASE("paragraphs that begin small or end nowhere are counted for each report") {
  Report report = sound_report();
  report.paragraphs[1].text = "and plans are kept by all";
  report.paragraphs[2].text = "which children know";
  CHECK(said_of(report) == Said{"begins-small slac/ashby/2012-05-04#2: 2 of 2 paragraphs: #2, #3",
                                "no-sentence-end slac/ashby/2012-05-04#2: 2 of 2 paragraphs: #2, #3"});
}

TEST_CASE("a paragraph that ends with a quotation, a bracket or a list has ended") {
  for (const char* text : {"Children say ‘we are heard.’", "Children say: “We are heard.”",
                           "Plans are kept (and read).", "Plans are: • kept • read by all", "Are plans kept?"}) {
    CAPTURE(text);
    CHECK(said_of(with_text(1, text)).empty());
  }
}

TEST_CASE("improvements begin and end as items of a list do") {
  CHECK(said_of(with_text(3, "ensure that every visit is recorded")).empty());
  CHECK(said_of(with_text(3, "record visits")) == Said{"short-paragraph slac/ashby/2012-05-04#3.1: 1 paragraph: #3.1"});
}

TEST_CASE("headings that no profile names are listed once a framework, the most frequent first") {
  const auto with_heading = [](Report report, const std::string& heading) {
    report.sections.push_back({.path = {heading}, .name = heading, .area = "about"});
    return report;
  };
  const Report ashby = with_heading(with_heading(sound_report(), "A word of thanks"), "Weather");
  const Report corley = with_heading(sound_report("Corley", "corley"), "WEATHER");
  const Examination examination = examine({ashby, corley}, {});
  CHECK(said(examination) ==
        Said{"unknown-heading Weather: in 2 of 2 reports", "unknown-heading A word of thanks: in 1 of 2 reports"});
  CHECK(examination.complaints[0].reports == 2);
  CHECK(examination.complaints[0].report.empty());
  CHECK(examination.complaints[1].report == "slac/ashby/2012-05-04");
  CHECK_FALSE(needs_a_person(examination));
}

TEST_CASE("headings that are not printed, and those of reports of no framework, are not unknown") {
  Report report = sound_report();
  report.sections.push_back({.path = {"[introduction]"}, .name = "Introduction"});
  CHECK(said_of(report).empty());
  report.framework.reset();
  report.sections.push_back({.path = {"Weather"}, .name = "Weather"});
  CHECK(said_of(report).empty());
}

TEST_CASE("counts are given for each framework, reports of none last") {
  Report none = sound_report("Corley", "corley");
  none.framework.reset();
  none.id = "report/corley/2012-05-04";
  none.warnings.push_back({"no-framework", "no known inspection framework: area and grade are absent", ""});
  const Examination examination = examine({none, sound_report()}, {{"/scan.pdf", "no text"}});
  REQUIRE(examination.frameworks.size() == 2);
  CHECK(examination.frameworks[0].framework == "slac");
  CHECK(examination.frameworks[0].reports == 1);
  CHECK(examination.frameworks[0].paragraphs == 4);
  CHECK(examination.frameworks[0].complaints == 0);
  CHECK(examination.frameworks[1].framework.empty());
  CHECK(examination.frameworks[1].complaints == 1);
  CHECK(examination.frameworks[1].reports_needing_a_person == 1);
}

TEST_CASE("two reports of one id are told of") {
  Report first = sound_report(), second = sound_report();
  first.file = "/reports/ashby.txt";
  second.file = "/reports/copy.txt";
  CHECK(said(examine({first, second}, {})) == Said{"same-id: another report, ashby.txt, has this id too"});
  second.published.reset();
  CHECK(examine({first, second}, {}).frameworks[0].reports_needing_a_person == 1);
}

TEST_CASE("as JSON absent values are null and every code is explained") {
  Report report = sound_report();
  report.file = "/reports/ashby.txt";
  report.published.reset();
  const auto json = to_json(examine({report}, {{"/reports/scan.pdf", "no text on any page"}}));
  CHECK(json.dump() ==
        R"({"needs_a_person":true,"examined":{"reports":1,"paragraphs":4,"unread":1},)"
        R"("frameworks":[{"framework":"slac","reports":1,"paragraphs":4,"complaints":1,"reports_needing_a_person":1}],)"
        R"("codes":[{"code":"unread","says":"files of which nothing is indexed","needs_a_person":true,"complaints":1},)"
        R"({"code":"no-publication-date","says":"no day of publication is known; a manifest can give it",)"
        R"("needs_a_person":true,"complaints":1}],)"
        R"("complaints":[{"code":"unread","needs_a_person":true,"report":null,)"
        R"("file":"/reports/scan.pdf","framework":null,)"
        R"("where":null,"message":"no text on any page","reports":1},)"
        R"({"code":"no-publication-date","needs_a_person":true,"report":"slac/ashby/2012-05-04",)"
        R"("file":"/reports/ashby.txt",)"
        R"("framework":"slac","where":null,"message":"no day of publication is printed or known","reports":1}]})");
}

// ---- files, and an index ----------------------------------------------------------------------------------------

namespace {

/// Reports in a folder: "sound" and "undated" are read, whatever else is not.
struct Ward {
  Ward() { fs::create_directory(reports); }
  void put(const std::string& name, const std::string& text) const { write_file(reports / name, text); }

  void index(std::vector<fs::path> paths = {}) {
    if (paths.empty()) paths = {reports};
    run_index({.index = folder / "index", .paths = paths}, reader);
  }

  static Report read(const fs::path& file, const std::string& bytes) {
    if (bytes != "sound" && bytes != "undated") throw Unreadable("it holds " + bytes);
    Report report = sound_report(file.stem(), file.stem());
    if (bytes == "undated") report.published.reset();
    return report;
  }

  Said unread() const {
    Said paths;
    for (const Unread& one : indexed_patients(folder / "index").unread)
      paths.push_back(fs::path(one.path).filename().string() + ": " + one.reason);
    std::sort(paths.begin(), paths.end());
    return paths;
  }

  TemporaryFolder folder;
  fs::path reports = folder / "reports";
  Reader reader{"r1", read};
};

}  // namespace

TEST_CASE("files are examined without an index, each content once") {
  const Ward ward;
  ward.put("ashby.txt", "sound");
  ward.put("copy.txt", "sound");
  ward.put("scan.txt", "pictures");
  const Patients patients = read_patients({ward.reports}, ward.reader, {});
  REQUIRE(patients.reports.size() == 1);
  CHECK(patients.reports[0].file == (ward.reports / "ashby.txt").string());
  CHECK(patients.unread == std::vector<Unread>{{(ward.reports / "scan.txt").string(), "it holds pictures"}});
  CHECK_FALSE(fs::exists(ward.folder / "index"));
}

TEST_CASE("a day of publication in the file's name is one") {
  const Ward ward;
  ward.put("ashby-2012-06-13.txt", "undated");
  CHECK(said(examine(read_patients({ward.reports}, ward.reader, {}).reports, {})).empty());
}

TEST_CASE("what is not there, or holds no report, is an error") {
  const Ward ward;
  CHECK_THROWS_WITH(read_patients({ward.reports / "gone"}, ward.reader, {}),
                    "there is no file or folder " + (ward.reports / "gone").string());
  CHECK_THROWS_WITH(read_patients({ward.reports}, ward.reader, {}), "nothing to examine in " + ward.reports.string());
  CHECK_THROWS_WITH(indexed_patients(ward.folder / "index"),
                    "there is no index at " + (ward.folder / "index").string());
}

TEST_CASE("an index is examined as its files would be, text and all") {
  Ward ward;
  ward.put("ashby.txt", "sound");
  ward.put("corley.txt", "undated");
  ward.put("scan.txt", "pictures");
  ward.index();
  const Patients files = read_patients({ward.reports}, ward.reader, {}),
                 indexed = indexed_patients(ward.folder / "index");
  CHECK(to_json(examine(indexed.reports, indexed.unread)) == to_json(examine(files.reports, files.unread)));
  CHECK(indexed.reports[0].paragraphs.size() == 4);
  CHECK(needs_a_person(examine(indexed.reports, indexed.unread)));
}

TEST_CASE("a report whose reading is lost is examined without its text, and that is said") {
  Ward ward;
  ward.put("ashby.txt", "sound");
  ward.index();
  fs::remove_all(ward.folder / "index" / "reads");
  const Patients patients = indexed_patients(ward.folder / "index");
  CHECK(said(examine(patients.reports, patients.unread)) ==
        Said{"reading-gone: what was read of the file is no longer kept"});
}

TEST_CASE("a run keeps what it could not read, also one that changes nothing") {
  Ward ward;
  ward.put("ashby.txt", "sound");
  ward.index();
  CHECK(ward.unread().empty());
  ward.put("scan.txt", "pictures");
  ward.index();
  CHECK(ward.unread() == Said{"scan.txt: it holds pictures"});
  ward.put("scan.txt", "sound as well");
  ward.index();
  CHECK(ward.unread() == Said{"scan.txt: it holds sound as well"});
  fs::remove(ward.reports / "scan.txt");
  ward.index();
  CHECK(ward.unread().empty());
  const auto run = read_last_run(ward.folder / "index");
  REQUIRE(run);
  CHECK(run->paths == Said{ward.reports.string()});
  CHECK(run->time.size() == 20);
}

TEST_CASE("what earlier runs could not read is remembered while later ones look elsewhere") {
  Ward ward;
  fs::create_directory(ward.reports / "a");
  fs::create_directory(ward.reports / "b");
  ward.put("a/ashby.txt", "sound");
  ward.put("a/scan.txt", "pictures");
  ward.put("b/noise.txt", "noise");
  ward.index({ward.reports / "a"});
  ward.index({ward.reports / "b"});
  CHECK(ward.unread() == Said{"noise.txt: it holds noise", "scan.txt: it holds pictures"});
  ward.put("a/scan.txt", "undated");
  ward.index({ward.reports / "a"});
  CHECK(ward.unread() == Said{"noise.txt: it holds noise"});
  fs::remove(ward.reports / "b/noise.txt");
  ward.index({ward.reports / "a"});
  CHECK(ward.unread().empty());
}

TEST_CASE("where nothing could be read there is no index to search, and the doctor knows why") {
  Ward ward;
  ward.put("scan.txt", "pictures");
  ward.index();
  CHECK_FALSE(current_generation_if_any(ward.folder / "index"));
  CHECK(ward.unread() == Said{"scan.txt: it holds pictures"});
}

TEST_CASE("a damaged memory of the last run is none") {
  Ward ward;
  ward.put("ashby.txt", "sound");
  ward.index();
  for (const char* damaged : {"", "{", "[]", "{\"time\": 3}", R"({"time": "", "paths": [], "unread": [{}]})"}) {
    CAPTURE(damaged);
    write_file(ward.folder / "index" / "last-run.json", damaged);
    CHECK_FALSE(read_last_run(ward.folder / "index"));
    CHECK(indexed_patients(ward.folder / "index").reports.size() == 1);
  }
  ward.index();
  CHECK(read_last_run(ward.folder / "index"));
}
