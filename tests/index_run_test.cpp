#include "indexer/index_run.h"

#include <fstream>
#include <map>

#include <unistd.h>

#include <xapian.h>

#include "indexer/write.h"
#include "schema/index_document.h"
#include "schema/shards.h"
#include "schema/synonyms.h"
#include "tests/desk.h"

using namespace findings;

namespace {

/// The bytes of each file that an index is served from: what it is, whatever way it came about. Xapian writes the
/// words' database, and gives it another name each time.
std::map<std::string, std::string> all_of(const fs::path& index) {
  const fs::path generation = current_generation(index);
  std::map<std::string, std::string> all;
  for (const auto& file : fs::recursive_directory_iterator(generation))
    if (const std::string name = fs::relative(file.path(), generation);
        file.is_regular_file() && !name.starts_with("words/") && name != "manifest.json")
      all[name] = read_file(file.path());
  return all;
}

}  // namespace

TEST_CASE("a folder is indexed with the folders in it") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  desk.put("deep/er/whitcombe.PDF", "Whitcombe 2011-03-18");
  const IndexOutcome outcome = desk.index();
  CHECK(summary_of(outcome) == "indexed 2 reports, 8 paragraphs: 2 new, 0 updated, 0 unchanged");
  CHECK(outcome.messages.empty());
  CHECK(desk.ids() == std::vector<std::string>{"slac/ashby/2012-05-04", "slac/whitcombe/2011-03-18"});
  CHECK(desk.record("whitcombe.PDF").path == (desk.reports / "deep/er/whitcombe.PDF").string());
}

TEST_CASE("indexing twice changes nothing and reads nothing") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  desk.put("whitcombe.txt", "Whitcombe 2011-03-18");
  desk.index();
  const fs::path generation = current_generation(desk.folder / "index");
  const int readings = desk.readings;
  const IndexOutcome outcome = desk.index();
  CHECK_FALSE(outcome.published);
  CHECK(summary_of(outcome) == "nothing changed: 2 reports, 8 paragraphs");
  CHECK(outcome.unchanged == 2);
  CHECK(current_generation(desk.folder / "index") == generation);
  CHECK(desk.readings == readings);
}

TEST_CASE("a changed file is read again, and only that one") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  desk.put("whitcombe.txt", "Whitcombe 2011-03-18");
  desk.index();
  desk.put("ashby.txt", "Ashby 2012-05-04 published");
  desk.put("merrow.txt", "Merrow 2012-01-01");
  CHECK(summary_of(desk.index()) == "indexed 3 reports, 12 paragraphs: 1 new, 1 updated, 1 unchanged");
  CHECK(desk.readings == 4);
  CHECK(desk.record("ashby.txt").report.published == read_iso_date("2012-06-13"));
}

TEST_CASE("that a report is of no known framework is said when it is new, and not again") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04 minutes");
  CHECK(says(desk.index(), (desk.reports / "ashby.txt").string() + ": no known framework"));
  desk.put("whitcombe.txt", "Whitcombe 2011-03-18");
  CHECK(desk.index().messages.empty());
}

TEST_CASE("newer reading rules read everything again, also what is not named this time") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  desk.put("other/whitcombe.txt", "Whitcombe 2011-03-18");
  desk.index();
  desk.reader.version = "r2";
  const IndexOutcome outcome = desk.index({.paths = {desk.reports / "ashby.txt"}});
  CHECK(summary_of(outcome) == "indexed 2 reports, 8 paragraphs: 0 new, 2 updated, 0 unchanged");
  CHECK(desk.record("whitcombe.txt").reading_version == "r2");
}

TEST_CASE("readings that no report of a kept generation needs any more leave the cache") {
  Desk desk;
  for (int run = 1; run <= 7; ++run) {
    desk.put("ashby.txt", "Ashby 2012-05-04 published" + std::string(static_cast<std::size_t>(run), '.'));
    desk.index();
    for (const fs::path& generation : generations(desk.folder / "index"))
      fs::last_write_time(generation / "manifest.json", fs::file_time_type::clock::now() - std::chrono::hours(1));
  }
  const auto reads = fs::directory_iterator(desk.folder / "index/reads");
  CHECK(generations(desk.folder / "index").size() == 4);
  CHECK(std::distance(begin(reads), end(reads)) == 4);
}

TEST_CASE("a damaged reading is read again") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  desk.index();
  for (const auto& reading : fs::directory_iterator(desk.folder / "index/reads"))
    write_file(reading.path(), "{\"file\":");
  CHECK_FALSE(desk.index().published);
  CHECK(desk.readings == 2);
}

TEST_CASE("other files of other runs stay in the index") {
  Desk desk;
  desk.put("a/ashby.txt", "Ashby 2012-05-04");
  desk.put("b/whitcombe.txt", "Whitcombe 2011-03-18");
  desk.index({.paths = {desk.reports / "a"}});
  CHECK(summary_of(desk.index({.paths = {desk.reports / "b"}})) ==
        "indexed 2 reports, 8 paragraphs: 1 new, 0 updated, 1 unchanged");
}

TEST_CASE("indexing in steps, or at once, makes the same index") {
  Desk steps, once;
  once.reports = steps.reports;
  steps.put("a/ashby.txt", "Ashby 2012-05-04");
  steps.put("b/whitcombe.txt", "Whitcombe 2011-03-18");
  steps.put("c/ashby-again.txt", "Ashby 2012-05-04 and more");
  for (const char* part : {"c", "b", "a"}) steps.index({.paths = {steps.reports / part}});
  once.index();
  CHECK(all_of(steps.folder / "index") == all_of(once.folder / "index"));
  CHECK(steps.ids() == once.ids());
}

TEST_CASE("a report whose file is gone stays until it is pruned") {
  Desk desk;
  for (const char* name : {"Ashby", "Merrow", "Thorncastle", "Whitcombe", "Yarrow"})
    desk.put(std::string(name) + ".txt", std::string(name) + " 2012-05-04");
  desk.index();
  fs::remove(desk.reports / "Yarrow.txt");
  const IndexOutcome kept = desk.index();
  CHECK_FALSE(kept.published);
  CHECK(says(kept, "1 report kept whose file is gone; --prune removes it"));
  CHECK(desk.ids().size() == 5);

  const IndexOutcome pruned = desk.index({.prune = true});
  CHECK(summary_of(pruned) == "indexed 4 reports, 16 paragraphs: 0 new, 0 updated, 4 unchanged, 1 removed");
  CHECK(says(pruned, (desk.reports / "Yarrow.txt").string() + ": gone; its report slac/yarrow/2012-05-04 is removed"));
  CHECK(desk.ids().size() == 4);
}

TEST_CASE("a report that is gone outlives a rebuild, because its reading is kept") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  desk.put("whitcombe.txt", "Whitcombe 2011-03-18");
  desk.index();
  fs::remove(desk.reports / "ashby.txt");
  desk.reader.version = "r2";
  CHECK(summary_of(desk.index()) == "indexed 2 reports, 8 paragraphs: 0 new, 1 updated, 0 unchanged, 1 kept");
  CHECK(desk.record("ashby.txt").reading_version == "r1");
}

TEST_CASE("pruning keeps to the folders that are named") {
  Desk desk;
  desk.put("a/ashby.txt", "Ashby 2012-05-04");
  desk.put("b/whitcombe.txt", "Whitcombe 2011-03-18");
  desk.index();
  fs::remove(desk.reports / "a/ashby.txt");
  CHECK_FALSE(desk.index({.paths = {desk.reports / "b"}, .prune = true}).published);
  CHECK(desk.ids().size() == 2);
}

TEST_CASE("a file that is gone can be pruned by its name") {
  Desk desk;
  for (const char* name : {"Ashby", "Merrow", "Thorncastle", "Whitcombe", "Yarrow"})
    desk.put(std::string(name) + ".txt", std::string(name) + " 2012-05-04");
  desk.index();
  fs::remove(desk.reports / "Yarrow.txt");
  CHECK(desk.index({.paths = {desk.reports / "Yarrow.txt"}, .prune = true}).removed == 1);
  CHECK_THROWS_WITH(desk.index({.paths = {desk.reports / "Yarrow.txt"}, .prune = true}),
                    "there is no file or folder " + (desk.reports / "Yarrow.txt").string());
}

TEST_CASE("more than a fifth of an index is not pruned by accident") {
  Desk desk;
  for (const char* name : {"Ashby", "Merrow", "Thorncastle", "Whitcombe", "Yarrow"})
    desk.put(std::string(name) + ".txt", std::string(name) + " 2012-05-04");
  desk.index();
  fs::remove(desk.reports / "Ashby.txt");
  fs::remove(desk.reports / "Yarrow.txt");
  CHECK_THROWS_WITH(desk.index({.prune = true}),
                    "this run would take 2 reports of 5 out of the index, 8 of 20 paragraphs; nothing was changed");
  CHECK(desk.ids().size() == 5);
  CHECK(desk.index({.prune = true, .allow_shrink = true}).removed == 2);
  CHECK(desk.ids().size() == 3);
}

TEST_CASE("a folder that was not mounted empties nothing") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  desk.index();
  fs::remove_all(desk.reports);
  fs::create_directory(desk.reports);
  CHECK_THROWS_AS(desk.index({.prune = true}), Error);
  CHECK(desk.index().kept == 1);
  CHECK(desk.index({.prune = true, .allow_shrink = true}).published);
  CHECK(desk.ids().empty());
}

TEST_CASE("a report whose file and reading are both gone leaves, and that is said") {
  Desk desk;
  for (const char* name : {"Ashby", "Merrow", "Thorncastle", "Whitcombe", "Yarrow"})
    desk.put(std::string(name) + ".txt", std::string(name) + " 2012-05-04");
  desk.index();
  fs::remove(desk.reports / "Yarrow.txt");
  fs::remove_all(desk.folder / "index/reads");
  const IndexOutcome outcome = desk.index();
  CHECK(outcome.removed == 1);
  CHECK(says(outcome, (desk.reports / "Yarrow.txt").string() + ": gone, and what was read of it is no longer in " +
                          (desk.folder / "index/reads").string() +
                          "; its report slac/yarrow/2012-05-04 leaves the index"));
}

TEST_CASE("a moved file keeps its report") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  desk.index();
  fs::create_directory(desk.reports / "archive");
  fs::rename(desk.reports / "ashby.txt", desk.reports / "archive/ashby.txt");
  const IndexOutcome outcome = desk.index({.prune = true});
  CHECK(outcome.updated == 1);
  CHECK(outcome.removed == 0);
  CHECK(desk.record("ashby.txt").path == (desk.reports / "archive/ashby.txt").string());
  CHECK(desk.readings == 1);
}

TEST_CASE("two files with the same content are one report") {
  Desk desk;
  desk.put("a.txt", "Ashby 2012-05-04");
  desk.put("b.txt", "Ashby 2012-05-04");
  const IndexOutcome outcome = desk.index();
  CHECK(outcome.reports == 1);
  CHECK(outcome.failed == 0);
  CHECK(says(outcome, (desk.reports / "b.txt").string() + ": the same content as " + (desk.reports / "a.txt").string() +
                          ", which is indexed"));
  CHECK(desk.record("a.txt").report.id == "slac/ashby/2012-05-04");
  CHECK_FALSE(desk.index().published);
}

TEST_CASE("of the same content in two runs the first by path is indexed, whichever run came first") {
  Desk desk;
  desk.put("a/a.txt", "Ashby 2012-05-04");
  desk.put("b/b.txt", "Ashby 2012-05-04");
  desk.index({.paths = {desk.reports / "b"}});
  CHECK(desk.index({.paths = {desk.reports / "a"}}).updated == 1);
  CHECK(desk.record("a.txt").path == (desk.reports / "a/a.txt").string());
  const IndexOutcome outcome = desk.index({.paths = {desk.reports / "b"}});
  CHECK_FALSE(outcome.published);
  CHECK(says(outcome, (desk.reports / "b/b.txt").string() + ": the same content as " +
                          (desk.reports / "a/a.txt").string() + ", which is indexed"));
}

TEST_CASE("two reports with one id are both kept, the later by path under another id") {
  Desk desk;
  desk.put("a.txt", "Ashby 2012-05-04");
  desk.put("b.txt", "Ashby 2012-05-04 second reading");
  desk.put("c.txt", "Ashby 2012-05-04 third reading");
  const IndexOutcome outcome = desk.index();
  CHECK(desk.ids() ==
        std::vector<std::string>{"slac/ashby/2012-05-04", "slac/ashby/2012-05-04~2", "slac/ashby/2012-05-04~3"});
  CHECK(says(outcome, (desk.reports / "b.txt").string() +
                          ": a.txt has the id slac/ashby/2012-05-04 too; this report is slac/ashby/2012-05-04~2"));
  CHECK(desk.record("b.txt").report.warnings.at(0).code == "same-id");
  const Xapian::Database database((current_generation(desk.folder / "index") / "db").string());
  CHECK(database.term_exists(citation_term("slac/ashby/2012-05-04~2#3.1")));
  CHECK_FALSE(desk.index().published);
}

TEST_CASE("a manifest gives what a report does not print, and what it prints stands") {
  Desk desk;
  desk.put("slac/a.txt", "Ashby 2012-05-04");
  desk.put("slac/b.txt", "Whitcombe 2012-05-04 published");
  desk.put("slac/c.txt", "Nobody 2012-05-04");
  write_file(desk.folder / "facts.csv",
             "file,published,url,authority,urn\r\n"
             "slac/a.txt,2012-06-20,https://example.org/a,,80001\r\n"
             "b.txt,2012-06-14,,Ashby,\r\n"
             "c.txt,,,Thorncastle Borough Council,\r\n"
             "d.txt,,,,\r\n");
  const IndexOutcome outcome = desk.index({.manifest = desk.folder / "facts.csv"});
  CHECK(says(outcome, (desk.folder / "facts.csv").string() + " line 5: no file was found for d.txt"));

  const ReportRecord a = desk.record("a.txt"), b = desk.record("b.txt"), c = desk.record("c.txt");
  CHECK(a.report.published == read_iso_date("2012-06-20"));
  CHECK(a.report.published_from == "manifest");
  CHECK(a.report.url == "https://example.org/a");
  CHECK(a.report.urn == "80001");
  CHECK(b.report.published == read_iso_date("2012-06-13"));
  CHECK(b.report.published_from == "report");
  CHECK(b.report.authority == "Whitcombe");
  REQUIRE(b.report.warnings.size() == 2);
  CHECK(b.report.warnings[0].message ==
        "the report prints 2012-06-13 as its day of publication, the manifest says 2012-06-14");
  CHECK(b.report.warnings[1].message == "the report names Whitcombe, the manifest Ashby");
  CHECK(c.report.authority == "Thorncastle");
  CHECK(c.report.id == "slac/thorncastle/2012-05-04");
  CHECK(c.report.warnings.empty());
}

TEST_CASE("what a manifest said holds until another says otherwise") {
  Desk desk;
  desk.put("a.txt", "Ashby 2012-05-04");
  write_file(desk.folder / "facts.csv", "file,url\na.txt,https://example.org/a\n");
  desk.index({.manifest = desk.folder / "facts.csv"});
  CHECK_FALSE(desk.index().published);
  CHECK(desk.record("a.txt").report.url == "https://example.org/a");
  write_file(desk.folder / "facts.csv", "file,url\na.txt,https://example.org/b\n");
  CHECK(desk.index({.manifest = desk.folder / "facts.csv"}).updated == 1);
  CHECK(desk.record("a.txt").report.url == "https://example.org/b");
}

TEST_CASE("a faulty manifest stops the run before anything is made") {
  Desk desk;
  desk.put("a.txt", "Ashby 2012-05-04");
  write_file(desk.folder / "facts.csv", "file,published\na.txt,13 June\n");
  CHECK_THROWS_WITH(desk.index({.manifest = desk.folder / "facts.csv"}),
                    (desk.folder / "facts.csv").string() + " line 2: \"13 June\" is no day");
  CHECK_FALSE(fs::exists(desk.folder / "index"));
}

TEST_CASE("the day in a file's name is the last resort for a day of publication") {
  Desk desk;
  desk.put("ashby-2012-06-14.txt", "Ashby 2012-05-04");
  desk.put("whitcombe-2012-06-31.txt", "Whitcombe 2012-05-04");
  desk.put("merrow-2012-06-14.txt", "Merrow 2012-05-04 published");
  desk.index();
  CHECK(desk.record("ashby-2012-06-14.txt").report.published == read_iso_date("2012-06-14"));
  CHECK(desk.record("ashby-2012-06-14.txt").report.published_from == "filename");
  CHECK_FALSE(desk.record("whitcombe-2012-06-31.txt").report.published);
  CHECK(desk.record("merrow-2012-06-14.txt").report.published_from == "report");
}

TEST_CASE("a report without an authority is named after its file, whatever it was called when it was read") {
  Desk desk;
  desk.put("first.txt", "Nobody 2012-05-04");
  desk.index();
  CHECK(desk.ids() == std::vector<std::string>{"slac/first/2012-05-04"});
  fs::rename(desk.reports / "first.txt", desk.reports / "second.txt");
  desk.index();
  CHECK(desk.ids() == std::vector<std::string>{"slac/second/2012-05-04"});
  CHECK(desk.readings == 1);
}

TEST_CASE("a damaged index is made anew, with what an earlier generation knows") {
  Desk desk;
  desk.put("a/ashby.txt", "Ashby 2012-05-04");
  desk.put("b/whitcombe.txt", "Whitcombe 2011-03-18");
  desk.index();
  desk.put("b/merrow.txt", "Merrow 2012-05-04");
  desk.index();
  const fs::path generation = current_generation(desk.folder / "index");
  write_file(generation / "columns", "damaged");
  const IndexOutcome outcome = desk.index({.paths = {desk.reports / "b"}});
  CHECK(outcome.published);
  CHECK(says(outcome, "what it held is taken from gen-000002"));
  CHECK(desk.ids().size() == 3);

  write_file(current_generation(desk.folder / "index") / "reports.json", "damaged");
  CHECK(says(desk.index({.paths = {desk.reports / "b"}}), "what it held is taken from gen-000002"));
  CHECK(desk.ids().size() == 3);
}

TEST_CASE("an index of an older format is made anew and keeps its reports, also those whose file is gone") {
  for (int format = 0; format < index_format; ++format) {
    INFO("format " << format);
    Desk desk;
    desk.put("a/ashby.txt", "Ashby 2012-05-04");
    desk.put("b/whitcombe.txt", "Whitcombe 2011-03-18");
    desk.index();
    fs::remove(desk.reports / "a/ashby.txt");
    const fs::path manifest = current_generation(desk.folder / "index") / "manifest.json";
    std::string json = read_file(manifest);
    const std::string line = "\"format\": " + std::to_string(index_format);
    REQUIRE(json.find(line) != std::string::npos);
    write_file(manifest, json.replace(json.find(line), line.size(), "\"format\": " + std::to_string(format)));
    const IndexOutcome outcome = desk.index({.paths = {desk.reports / "b"}});
    CHECK(says(outcome,
               "the index " + (desk.folder / "index").string() + " was made by an older findings; it is made anew"));
    CHECK(says(outcome, "what it held is taken from gen-000001"));
    CHECK(desk.ids().size() == 2);
    CHECK(verify(current_generation(desk.folder / "index")).empty());
  }
}

TEST_CASE("readings that a kept generation needs are kept, so that it can be gone back to") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  desk.put("merrow.txt", "Merrow 2012-05-04");
  desk.index();
  fs::remove(desk.reports / "merrow.txt");
  desk.index({.prune = true, .allow_shrink = true});
  CHECK(desk.ids().size() == 1);
  Writer(desk.folder / "index").restore(fs::canonical(desk.folder / "index" / "gen-000001"));
  CHECK(desk.ids().size() == 2);
  desk.put("whitcombe.txt", "Whitcombe 2011-03-18");
  desk.index();
  CHECK(desk.ids().size() == 3);
}

TEST_CASE("a second run at the same time is told who is at work, and changes nothing") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  desk.index();
  const Writer first(desk.folder / "index");
  CHECK_THROWS_WITH(desk.index(), Catch::Contains("another run is writing the index") &&
                                      Catch::Contains("process " + std::to_string(::getpid()) + ", since "));
  CHECK(desk.ids().size() == 1);
}

TEST_CASE("files are read on many threads and end in one order") {
  Desk desk;
  for (int i = 0; i < 60; ++i)
    desk.put("r" + std::to_string(i) + ".txt", "Place" + std::to_string(i % 50) + " 2012-05-04 " + std::to_string(i));
  desk.index();
  Desk again;
  again.reports = desk.reports;
  again.index();
  CHECK(desk.ids() == again.ids());
  CHECK(all_of(desk.folder / "index") == all_of(again.folder / "index"));
}

TEST_CASE("an index made with other synonyms is made anew, though no report changed") {
  Desk desk;
  desk.put("a.txt", "Ashby 2012-05-04");
  desk.index();
  const fs::path made = current_generation(desk.folder / "index");
  const auto members = [&] {
    return Xapian::Database((current_generation(desk.folder / "index") / "words").string()).get_metadata(members_key);
  };
  CHECK_FALSE(desk.index().published);
  {
    Writer writer(desk.folder / "index");
    fs::copy(made, writer.build(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    fs::remove(writer.build() / "manifest.json");
    Xapian::WritableDatabase((writer.build() / "words").string()).set_metadata(members_key, "other");
    writer.publish("{}");
  }
  REQUIRE(members() == "other");
  const IndexOutcome outcome = desk.index();
  CHECK(outcome.published);
  CHECK(outcome.unchanged == 1);
  CHECK(members() == built_in_members());
  CHECK(desk.readings == 1);
}

TEST_CASE("an index stays in the shards it has until a run says otherwise") {
  Desk desk;
  desk.put("a.txt", "Ashby 2012-05-04");
  desk.put("b.txt", "Corley 2012-05-04");
  desk.put("c.txt", "Wexborough 2012-05-04");
  const auto shards = [&] { return shard_count(current_generation(desk.folder / "index")); };
  CHECK(desk.index().shards == 1);
  CHECK(shards() == 0);

  const auto sharded = desk.index({.shards = 3});
  CHECK(sharded.published);
  CHECK(summary_of(sharded) == "indexed 3 reports, 12 paragraphs in 3 shards: 0 new, 0 updated, 3 unchanged");
  CHECK(shards() == 3);
  CHECK_FALSE(desk.index().published);
  CHECK_FALSE(desk.index({.shards = 3}).published);
  CHECK(summary_of(desk.index()) == "nothing changed: 3 reports, 12 paragraphs in 3 shards");

  desk.put("d.txt", "Harrowmere 2012-05-04");
  CHECK(desk.index().added == 1);
  CHECK(shards() == 3);
  const fs::path generation = current_generation(desk.folder / "index");
  CHECK(read_file(generation / "manifest.json").find(R"("shards": 3)") != std::string::npos);

  fs::remove_all(generation / "shard-2");  // where indexes are made all shards must be
  const auto mended = desk.index();
  CHECK(mended.published);
  CHECK(shards() == 3);
  CHECK(verify(current_generation(desk.folder / "index")).empty());

  CHECK(desk.index({.shards = 1}).published);
  CHECK(shards() == 0);
  CHECK(fs::exists(current_generation(desk.folder / "index") / "db"));
}
