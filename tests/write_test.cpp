#include "indexer/write.h"
#include "schema/generations.h"
#include "schema/synonyms.h"

#include <random>
#include <set>

#include <unistd.h>
#include <xapian.h>

#include <catch2/catch.hpp>

#include "schema/columns.h"
#include "schema/error.h"
#include "schema/fields.h"
#include "schema/files.h"
#include "schema/index_document.h"
#include "schema/open_database.h"
#include "tests/made_reports.h"
#include "tests/temporary_folder.h"
#include "tests/terms_of.h"

using namespace findings;

namespace {

/// A generation of the reports, written into a folder of its own.
struct Written {
  explicit Written(const std::vector<Report>& reports)
      : counts(write_generation(reports, folder.path())),
        database((folder / "db").string()),
        words((folder / "words").string()) {}

  Xapian::docid docid(const std::string& citation) const {
    const std::string term = citation_term(citation);
    REQUIRE(database.get_termfreq(term) == 1);
    return *database.postlist_begin(term);
  }
  Xapian::Document document(const std::string& citation) const { return database.get_document(docid(citation)); }

  TemporaryFolder folder;
  WrittenCounts counts;
  Xapian::Database database, words;
};

std::set<std::string> terms_of(const Written& written, const std::string& citation) {
  std::set<std::string> names;
  const auto terms = terms_by_document(written.database);
  for (const TermOf& term : terms.at(written.docid(citation))) names.insert(term.name);
  return names;
}

std::size_t found(const Xapian::Database& database, const Xapian::Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  return enquire.get_mset(0, database.get_doccount(), database.get_doccount()).size();
}

bool same(const Hit& a, const Hit& b) { return pack(a) == pack(b); }

Hit full_hit() {
  Hit hit = hit_of(made_report(), made_report().paragraphs.back());
  hit.published = "2012-06-13";
  hit.url = "https://example.org/ashby";
  hit.repeats = "slac/ashby/2012-05-04#1";
  hit.region = "North West";
  hit.overall = "good";
  hit.outcome = "consistently positive experiences and outcomes";
  return hit;
}

}  // namespace

TEST_CASE("a hit has its authority's region, its report's overall grade and its outcome") {
  Report report = made_report("Bury", "bury");
  report.judgements.push_back({"whole-service", "Overall effectiveness", Grade::good, "Good"});
  report.outcome = "inconsistent experiences and outcomes";
  const Hit hit = hit_of(report, report.paragraphs.front());
  CHECK(hit.region == "North West");
  CHECK(hit.overall == "good");
  CHECK(hit.outcome == "inconsistent experiences and outcomes");

  const Hit none = hit_of(made_report(), made_report().paragraphs.front());
  CHECK(none.region.empty());
  CHECK(none.overall.empty());
  CHECK(none.outcome.empty());
}

TEST_CASE("what a hit shows comes back from document data as it went in") {
  const Hit hit = full_hit(), back = unpack(pack(hit));
  CHECK(back.citation == "slac/ashby/2012-05-04#3.1");
  CHECK(back.report == "slac/ashby/2012-05-04");
  CHECK(back.title == hit.title);
  CHECK(back.file == "ashby.txt");
  CHECK(back.authority == "Ashby");
  CHECK(back.framework == "slac");
  CHECK(back.inspected == "2012-05-04");
  CHECK(back.published == "2012-06-13");
  CHECK(back.section ==
        std::vector<std::string>{"Services for looked after children", "Staying safe (children in care)"});
  CHECK(back.area == "looked-after-children");
  CHECK(back.grade == "adequate");
  CHECK(back.band == 3);
  CHECK(back.grade_from == "section");
  CHECK(back.kind == "improvement");
  CHECK(back.region == "North West");
  CHECK(back.overall == "good");
  CHECK(back.outcome == hit.outcome);
  CHECK(back.number == 3);
  CHECK(back.item == 1);
  CHECK(back.timescale == "Within three months");
  CHECK(back.page == 3);
  CHECK(back.url == hit.url);
  CHECK(back.repeats == hit.repeats);
  CHECK(back.text == "• ensure that every visit is recorded");
  CHECK(same(back, hit));
}

TEST_CASE("any hit survives packing, whatever its texts hold") {
  std::mt19937 random(1);
  const auto text = [&] {
    std::string bytes(random() % 5 == 0 ? random() % 100000 : random() % 200, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    return bytes;
  };
  for (int i = 0; i < 200; ++i) {
    Hit hit;
    for (std::string* field : {&hit.citation, &hit.report, &hit.title, &hit.authority, &hit.area, &hit.text})
      *field = text();
    hit.section.resize(random() % 6);
    for (std::string& heading : hit.section) heading = text();
    hit.number = static_cast<int>(random());
    hit.page = -1;
    CHECK(same(unpack(pack(hit)), hit));
    CHECK(unpack(pack(hit)).number == hit.number);
    CHECK(unpack(pack(hit)).page == -1);
  }
}

TEST_CASE("damaged document data is an error, never a crash") {
  const std::string message = "the index is damaged: a paragraph's record cannot be read";
  const std::string whole = pack(full_hit());
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK_THROWS_WITH(unpack(std::string_view(whole).substr(0, size)), message);
  CHECK_THROWS_WITH(unpack(whole + '\0'), message);
  CHECK_THROWS_WITH(unpack(std::string(100, '\xFF')), message);
  CHECK_THROWS_WITH(unpack("\x01" + std::string(100, '\xFF')), message);

  std::mt19937 random(2);
  for (int i = 0; i < 20000; ++i) {
    std::string flipped = whole;
    for (int flips = 0; flips <= i % 4; ++flips)
      flipped[random() % flipped.size()] ^= static_cast<char>(1 << random() % 8);
    try {
      unpack(flipped);
    } catch (const Error& error) {
      CHECK(error.status() == Exit::no_index);
    }
  }
}

TEST_CASE("a filter's term is its prefix and the slug of the value") {
  CHECK(filter_term("XA", "North East Lincolnshire") == "XA:north-east-lincolnshire");
  CHECK(filter_term("XG", "requires improvement") == "XG:requires-improvement");
  CHECK(filter_term("XS", "Children’s wishes") == filter_term("XS", "CHILDREN'S  WISHES"));
}

TEST_CASE("no term is longer than 64 bytes, and long values stay apart") {
  const std::string heading =
      "The experiences and progress of children who need help and protection and of those who look after them";
  CHECK(filter_term("XS", heading).size() <= 64);
  CHECK(filter_term("XS", heading).starts_with("XS:the-experiences-and-progress-of-children"));
  CHECK(filter_term("XS", heading) != filter_term("XS", heading + " at home"));
  CHECK(filter_term("XS", heading) == filter_term("XS", "  " + heading + " –"));
  CHECK(citation_term("slac/ashby/2012-05-04#52") == "Qslac/ashby/2012-05-04#52");
  const std::string far = "slac/" + std::string(80, 'a') + "/2012-05-04#";
  CHECK(citation_term(far + "1").size() == 64);
  CHECK(citation_term(far + "1") != citation_term(far + "2"));
}

TEST_CASE("every document has its citation, its filters, its values and its data") {
  const Report report = made_report();
  const Written written({report});
  CHECK(written.counts.reports == 1);
  CHECK(written.counts.paragraphs == 4);
  REQUIRE(written.database.get_doccount() == 4);

  for (const Paragraph& paragraph : report.paragraphs) {
    INFO(paragraph.citation);
    const Xapian::Document document = written.document(paragraph.citation);
    CHECK(same(unpack(document.get_data()), hit_of(report, paragraph)));
    const auto terms = terms_of(written, paragraph.citation);
    const auto values = field_values(report, paragraph);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      INFO(fields[i].name);
      if (!fields[i].prefix.empty())
        for (const std::string& value : values[i]) CHECK(terms.count(filter_term(fields[i].prefix, value)) == 1);
      if (fields[i].slot >= 0 && values[i].size() == 1)
        CHECK(document.get_value(static_cast<Xapian::valueno>(fields[i].slot)) == values[i][0]);
    }
  }
}

TEST_CASE("a paragraph is found under every heading it stands under, by its name and as printed") {
  const Written written({made_report()});
  const auto terms = terms_of(written, "slac/ashby/2012-05-04#3");
  CHECK(terms.count("XS:services-for-looked-after-children") == 1);
  CHECK(terms.count("XS:staying-safe") == 1);
  CHECK(terms.count("XS:staying-safe-children-in-care") == 1);
  CHECK(terms.count("XS:about-this-inspection") == 0);
  CHECK(written.document("slac/ashby/2012-05-04#3").get_value(2) == "Services for looked after children\nStaying safe");
}

TEST_CASE("what a report does not have is asked for as none") {
  Report report = made_report();
  report.authority = report.framework = std::nullopt;
  report.inspected = std::nullopt;
  report.sections.clear();
  report.paragraphs.resize(1);
  report.paragraphs[0].area.clear();
  const Written written({report});
  const Xapian::Document document = written.document(report.paragraphs[0].citation);
  for (const char* term : {"XA:none", "XR:none", "XS:none", "XG:none", "XB:none", "XF:none", "XY:none"}) {
    INFO(term);
    CHECK(terms_of(written, report.paragraphs[0].citation).count(term) == 1);
  }
  CHECK(document.get_value(8).empty());  // a range of dates never holds a report without one
  CHECK(document.get_value(9).empty());
}

TEST_CASE("days are kept so that they sort and compare as text") {
  Report report = made_report();
  report.published = read_iso_date("2012-06-13");
  const Written written({report});
  CHECK(written.document(report.id + "#1").get_value(8) == "20120504");
  CHECK(written.document(report.id + "#1").get_value(9) == "20120613");
  CHECK(written.document(report.id + "#1").get_value(6) == "2012");
}

TEST_CASE("sections that name each other as parents end all the same") {
  Report report = made_report();
  report.sections[1].parent = 2;
  CHECK(field_values(report, report.paragraphs[2])[2] ==
        std::vector<std::string>{"Staying safe", "Services for looked after children"});
}

TEST_CASE("words are found by their stems, and phrases by every word in them") {
  const Written written({made_report()});
  const Xapian::Stem stem("english");
  CHECK(found(written.database, Xapian::Query("Z" + stem("recording"))) == 2);
  const std::vector<std::string> phrase{"are", "not", "always", "recorded"};
  CHECK(found(written.database, Xapian::Query(Xapian::Query::OP_PHRASE, phrase.begin(), phrase.end())) == 1);
  const std::vector<std::string> across{"ashby", "children's"};
  CHECK(found(written.database, Xapian::Query(Xapian::Query::OP_PHRASE, across.begin(), across.end())) == 0);
}

TEST_CASE("the words of headings stand beside the documents, with how many paragraphs they stand over") {
  const Written written({made_report()});
  CHECK(found(written.database, Xapian::Query("safe")) == 0);
  CHECK(written.words.get_collection_freq("Ssafe") == 2);
  CHECK(written.words.get_collection_freq("ZSsafe") == 2);

  const auto paragraphs_under = [&](const std::vector<std::string>& words) {
    std::size_t all = 0;
    Xapian::Enquire enquire(written.words);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_PHRASE, words.begin(), words.end()));
    const Xapian::MSet paths = enquire.get_mset(0, 100);
    for (auto path = paths.begin(); path != paths.end(); ++path)
      all += written.database.get_termfreq(heading_path_term(*path - 1));
    return all;
  };
  CHECK(paragraphs_under({"Sstaying", "Ssafe"}) == 2);
  CHECK(paragraphs_under({"Schildren", "Sstaying"}) == 0);  // two headings
}

TEST_CASE("members of synonyms are terms, as often as the rarest of their words, however they are inflected") {
  Report report = made_report();
  report.paragraphs[0].text =
      "One looked-after child. Children in care, and a child in careful hands; children in care.";
  const Written written({report});
  std::map<std::string, Xapian::termcount> often;
  const auto terms = terms_by_document(written.database);
  for (const TermOf& term : terms.at(written.docid(report.paragraphs[0].citation))) often[term.name] = term.often;
  CHECK(often.at(member_term("\"looked after\" children")) == 1);
  CHECK(often.at(member_term("children in care")) == 2);  // so often "care" stands there; "in" and children more
  CHECK(written.words.get_metadata(members_key) == built_in_members());
  CHECK(member_terms(built_in_members()).contains(member_term("children in care")));
  CHECK(member_terms("other rules\nXM:x\n").empty());
}

TEST_CASE("headings do not make a paragraph longer") {
  const Written written({made_report()});
  const std::string citation = "slac/ashby/2012-05-04#3.1";
  const auto docid = *written.database.postlist_begin(citation_term(citation));
  CHECK(written.database.get_doclength(docid) == 12);  // six words, each with its stem
}

TEST_CASE("a report's paragraphs have neighbouring docids, in order, reports by their ids") {
  // Enough paragraphs for several shares, written at once.
  std::vector<Report> reports;
  for (const char* authority : {"whitcombe", "ashby", "merrow", "thorncastle"}) {
    reports.push_back(made_report(authority, authority));
    for (int number = 10; number < 700; ++number) {
      reports.back().paragraphs.push_back(reports.back().paragraphs[1]);
      reports.back().paragraphs.back().citation = reports.back().id + "#" + std::to_string(number);
    }
  }
  const Written written(reports);
  const Columns columns(written.folder / "columns");
  REQUIRE(written.database.get_doccount() == 4 * 694);
  REQUIRE(written.database.get_lastdocid() == 4 * 694);
  REQUIRE(columns.documents() == 4 * 694);

  std::sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) { return a.id < b.id; });
  Xapian::docid docid = 0;
  std::size_t wrong = 0;
  for (const Report& report : reports)
    for (const Paragraph& paragraph : report.paragraphs)
      if (unpack(written.database.get_document(++docid).get_data()).citation != paragraph.citation) ++wrong;
  CHECK(wrong == 0);
}

TEST_CASE("columns hold the values the documents were given") {
  Report other = made_report("Whitcombe", "whitcombe", "2011-03-18");
  other.authority = std::nullopt;
  const std::vector<Report> reports{made_report(), other};
  const Written written(reports);
  const Columns columns(written.folder / "columns");
  std::size_t docid = 0;
  for (const Report& report : reports)
    for (const Paragraph& paragraph : report.paragraphs) {
      ++docid;
      const auto values = field_values(report, paragraph);
      for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!fields[i].facet && fields[i].name != "report") continue;
        const Column& column = columns.at(fields[i].name);
        std::vector<std::string> kept;
        for (const auto place : column.sets[column.codes[docid]]) kept.push_back(column.values[place]);
        CHECK(kept == values[i]);
      }
    }
}

TEST_CASE("very long words and odd characters make no term that Xapian would refuse") {
  Report report = made_report();
  report.paragraphs[0].text = std::string(5000, 'x') + " neglect " + std::string(300, '\0') + " œdema 保護 \xFF\xFE";
  const Written written({report});
  CHECK(found(written.database, Xapian::Query("neglect")) == 2);
  for (auto term = written.database.allterms_begin(); term != written.database.allterms_end(); ++term) {
    INFO(*term);
    CHECK((*term).size() <= 64);
  }
}

TEST_CASE("an index knows its words for did-you-mean, and not its filters") {
  const Written written({made_report()});
  CHECK(written.words.get_spelling_suggestion("neglcet") == "neglect");
  CHECK(written.words.get_spelling_suggestion("loked").empty());  // "looked" stands in headings alone
  for (auto word = written.words.spellings_begin(); word != written.words.spellings_end(); ++word)
    CHECK_FALSE(std::isupper(static_cast<unsigned char>((*word)[0])));
}

TEST_CASE("a database says which format and which reading rules made it") {
  const TemporaryFolder folder;
  write_generation({ReportRecord{.report = made_report(), .reading_version = "r7"}}, folder.path());
  const Xapian::Database database((folder / "db").string()), words((folder / "words").string());
  CHECK(words.get_metadata("format") == std::to_string(index_format));
  CHECK(words.get_metadata("reading-version") == "r7");
  CHECK(database.get_metadata("format") == words.get_metadata("format"));
  CHECK(database.get_metadata(build_key) == words.get_metadata(build_key));
  CHECK(words.get_metadata(build_key).size() == 64);
}

TEST_CASE("the words of an index are its terms, as often as paragraphs have them, and none that names a paragraph") {
  const Written written({made_report()});
  std::size_t names = 0;
  for (auto term = written.database.allterms_begin(); term != written.database.allterms_end(); ++term) {
    INFO(*term);
    const bool names_one = (*term).starts_with("Q") || (*term).starts_with("XD:");
    names += names_one;
    CHECK(written.words.get_collection_freq(*term) == (names_one ? 0 : term.get_termfreq()));
  }
  CHECK(names >= written.counts.paragraphs);
  for (auto term = written.words.allterms_begin(); term != written.words.allterms_end(); ++term) {
    const bool is_of_heading = (*term).starts_with("S") || (*term).starts_with("ZS");
    CHECK(written.database.term_exists(*term) != is_of_heading);
  }
}

TEST_CASE("a database is opened with its texts, places of words and spellings or not at all") {
  const TemporaryFolder folder;
  write_generation({made_report("Ashby", "ashby")}, folder.path());
  CHECK_NOTHROW(open_database(folder / "db"));
  CHECK_NOTHROW(open_database(folder / "words"));

  const bool is_root = ::geteuid() == 0;  // nothing is closed to root
  if (is_root) std::filesystem::permissions(folder.path(), std::filesystem::perms::all);
  for (const char* table : {"db/docdata.glass", "db/position.glass", "words/spelling.glass", "db/postlist.glass"}) {
    const auto path = folder / table;
    const auto before = std::filesystem::status(path).permissions();
    std::filesystem::permissions(path, std::filesystem::perms::none);
    if (is_root) REQUIRE(::seteuid(65534) == 0);
    std::string refusal;
    try {
      open_database(path.parent_path());
    } catch (const Xapian::DatabaseOpeningError& error) {
      refusal = error.get_msg();
    }
    if (is_root) REQUIRE(::seteuid(0) == 0);
    CHECK(refusal == "Couldn't open " + path.string() + " to read");
    std::filesystem::permissions(path, before);
  }
}

TEST_CASE("nothing is left of the making but the generation's own files") {
  const Written written({made_report()});
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(written.folder.path()))
    names.insert(entry.path().filename());
  CHECK(names == std::set<std::string>{"columns", "db", "reports.json", "texts", "words"});
}

TEST_CASE("an index of no reports can be written and opened") {
  const Written written(std::vector<Report>{});
  CHECK(written.database.get_doccount() == 0);
  CHECK(Columns(written.folder / "columns").documents() == 0);
  CHECK(read_records(written.folder.path()).empty());
}

TEST_CASE("report records keep all of a report but its paragraphs") {
  ReportRecord record{.report = made_report(),
                      .path = "/reports/ashby.txt",
                      .digest = "d1",
                      .reading_version = "r7",
                      .facts = Facts{.published = read_iso_date("2012-06-13"), .url = "https://example.org/ashby"}};
  record.report.warnings = {{"no-published", "no day of publication is printed", "page 1"}};
  const TemporaryFolder folder;
  write_generation({record}, folder.path());
  const auto back = read_records(folder.path());
  REQUIRE(back.size() == 1);
  CHECK(back[0].report.id == record.report.id);
  CHECK(back[0].report.paragraphs.empty());
  CHECK(back[0].paragraph_count == 4);
  CHECK(back[0].report.sections.size() == 3);
  CHECK(back[0].report.judgements.at(0).grade == Grade::adequate);
  CHECK(back[0].report.warnings.at(0).message == "no day of publication is printed");
  CHECK(back[0].path == "/reports/ashby.txt");
  CHECK(back[0].digest == "d1");
  CHECK(back[0].reading_version == "r7");
  CHECK(back[0].facts == record.facts);
}

TEST_CASE("report records that are damaged are an error") {
  const TemporaryFolder folder;
  for (const char* json :
       {"", "{", "[]", "{}", R"({"reports": [{}]})", R"({"reports": [7]})", R"({"reports": [null]})"}) {
    INFO(json);
    write_file(folder / "reports.json", json);
    CHECK_THROWS_AS(read_records(folder.path()), Error);
  }
}

TEST_CASE("two reports with one id, or two paragraphs with one citation, are refused before anything is written") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(write_generation(std::vector<Report>{made_report(), made_report()}, folder.path()),
                    "two reports have the id slac/ashby/2012-05-04");
  Report report = made_report();
  report.paragraphs[1].citation = report.paragraphs[0].citation;
  CHECK_THROWS_WITH(write_generation(std::vector<Report>{report}, folder.path()),
                    "two paragraphs have the citation slac/ashby/2012-05-04#1");
  CHECK(std::filesystem::is_empty(folder.path()));
}
