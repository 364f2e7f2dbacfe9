#include "schema/shards.h"

#include <map>
#include <random>
#include <set>

#include <xapian.h>

#include <catch2/catch.hpp>

#include "indexer/sharding.h"
#include "indexer/write.h"
#include "schema/fields.h"
#include "schema/files.h"
#include "schema/generations.h"
#include "schema/index_document.h"
#include "schema/places.h"
#include "tests/made_reports.h"
#include "tests/temporary_folder.h"
#include "tests/terms_of.h"

using namespace findings;

namespace fs = std::filesystem;

namespace {

/// Some reports of each of several invented authorities, and some of nobody.
std::vector<Report> made_reports(unsigned authorities, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::vector<Report> reports;
  for (unsigned authority = 0; authority <= authorities; ++authority)
    for (unsigned year = 2008; year < 2009 + random() % 4; ++year) {
      const std::string name = authority == 0 ? "nobody" : "wex" + std::to_string(authority);
      Report report = made_report("Wex" + std::to_string(authority), name, std::to_string(year) + "-05-04");
      if (authority == 0) report.authority.reset();
      report.paragraphs.resize(1 + random() % report.paragraphs.size());
      report.paragraphs.front().text += " Drift was seen " + std::to_string(random() % 9) + " times in " + name + ".";
      reports.push_back(report);
    }
  return reports;
}

/// An index of the reports in so many shards.
struct Written {
  Written(const std::vector<Report>& reports, std::uint32_t shards) {
    Writer writer(folder.path());
    const WrittenCounts counts = write_generation(reports, writer.build(), shards);
    CHECK(counts.shards == shards);
    generation = writer.publish("{}");
  }
  Xapian::Database database(const std::string& name) const { return Xapian::Database((generation / name).string()); }
  std::string bytes(const std::string& name) const { return read_file(generation / name); }

  TemporaryFolder folder;
  fs::path generation;
};

using Described = std::map<std::string, std::string>;

/// All a document is, but for its row: terms with how often and where, values, data.
Described described(const Xapian::Database& database, Xapian::docid docid, const std::vector<TermOf>& terms) {
  Described all;
  const Xapian::Document document = database.get_document(docid);
  for (const TermOf& term : terms) {
    std::string& at = all["term " + term.name] = std::to_string(term.often);
    for (const Xapian::termpos place : term.places) at += " " + std::to_string(place);
  }
  for (Xapian::valueno slot = 0; slot < row_slot; ++slot)
    all["value " + std::to_string(slot)] = document.get_value(slot);
  all["data"] = document.get_data();
  all["length"] = std::to_string(database.get_doclength(docid));
  return all;
}

std::uint32_t row_of(const Xapian::Document& document) {
  std::uint32_t row = 0;
  for (const unsigned char byte : document.get_value(row_slot)) row = row << 8 | byte;
  return row;
}

using Metadata = std::map<std::string, std::string>;
Metadata metadata_of(const Xapian::Database& database) {
  Metadata all;
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key)
    all[*key] = database.get_metadata(*key);
  return all;
}

std::string message_of(const fs::path& index, std::optional<std::size_t> shard) try {
  current_shard(index, shard);
  return "";
} catch (const Error& error) {
  return std::string(error.what()) + " / " + error.hint();
}

}  // namespace

TEST_CASE("reports of an authority stay together, alike each time, and no shard is larger than it must be") {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    std::vector<ReportRecord> all;
    for (Report& report : made_reports(seed % 13, seed)) all.push_back({.report = std::move(report)});
    Records records;
    for (const ReportRecord& record : all) records.push_back(&record);
    const std::uint32_t shards = 1 + seed % 7;
    const Sharding sharding(records, shards);
    CHECK(sharding.shards() == shards);

    std::map<std::string, std::set<std::uint32_t>> shards_of_authority;
    std::map<std::string, std::size_t> size_of_authority;
    std::vector<std::size_t> loads(shards);
    std::uint32_t row = 1;
    for (const ReportRecord* record : records) {
      const auto start = sharding.of(record);
      REQUIRE(start.shard < shards);
      CHECK(start.first_row == row);
      const std::string authority = record->report.authority.value_or("");
      shards_of_authority[authority].insert(start.shard);
      size_of_authority[authority] += record->report.paragraphs.size();
      loads[start.shard] += record->report.paragraphs.size();
      for (std::size_t i = 0; i < record->report.paragraphs.size(); ++i, ++row)
        CHECK(sharding.shard_of_row()[row - 1] == start.shard);
    }
    CHECK(sharding.shard_of_row().size() == row - 1);
    std::size_t largest_authority = 0;
    for (const auto& [authority, size] : size_of_authority) largest_authority = std::max(largest_authority, size);
    for (const auto& [authority, in] : shards_of_authority) CHECK(in.size() == 1);
    for (const std::size_t load : loads) CHECK(load <= (row - 1) / shards + largest_authority);
    CHECK(Sharding(records, shards).shard_of_row() == sharding.shard_of_row());
  }
}

TEST_CASE("two spellings of an authority are in one shard") {
  std::vector<ReportRecord> all{{.report = made_report("St. Wexford", "a")},
                                {.report = made_report("Corley", "b")},
                                {.report = made_report("St Wexford", "c")}};
  const Records records{&all[0], &all[1], &all[2]};
  const Sharding sharding(records, 3);
  CHECK(sharding.of(&all[0]).shard == sharding.of(&all[2]).shard);
  CHECK(sharding.of(&all[0]).shard != sharding.of(&all[1]).shard);
}

TEST_CASE("shards hold exactly what one database holds, each report whole in one, and all else is the same") {
  for (const std::uint32_t shards : {2, 4, 64}) {
    const auto reports = made_reports(9);
    const Written one(reports, 1), parts(reports, shards);
    for (const char* file : {"columns", "texts", "reports.json"}) CHECK(one.bytes(file) == parts.bytes(file));
    CHECK_FALSE(fs::exists(one.generation / "places"));
    CHECK_FALSE(fs::exists(parts.generation / "db"));
    CHECK(shard_count(one.generation) == 0);
    CHECK(shard_count(parts.generation) == shards);
    CHECK(verify(parts.generation).empty());

    const Xapian::Database whole = one.database("db");
    const Places places(parts.generation / "places");
    CHECK(places.shards() == shards);
    CHECK(places.documents() == whole.get_doccount());
    std::vector<Xapian::Database> databases;
    std::size_t documents = 0;
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
      databases.push_back(parts.database(shard_name(shard + 1)));
      documents += databases.back().get_doccount();
      CHECK(databases.back().get_lastdocid() == databases.back().get_doccount());
    }
    CHECK(documents == whole.get_doccount());
    const auto whole_terms = terms_by_document(whole);
    std::vector<std::map<Xapian::docid, std::vector<TermOf>>> terms;
    for (const Xapian::Database& database : databases) terms.push_back(terms_by_document(database));

    std::map<std::string, std::set<std::uint32_t>> shards_of_report, shards_of_authority;
    for (Xapian::docid row = 1; row <= whole.get_lastdocid(); ++row) {
      const auto place = places.place_of(row);
      const Xapian::Database& database = databases[place.shard];
      CHECK(described(database, place.docid, terms[place.shard].at(place.docid)) ==
            described(whole, row, whole_terms.at(row)));
      CHECK(row_of(database.get_document(place.docid)) == row);
      CHECK(whole.get_document(row).get_value(row_slot).empty());
      const Hit hit = unpack(whole.get_document(row).get_data());
      shards_of_report[hit.report].insert(place.shard);
      shards_of_authority[hit.authority].insert(place.shard);
    }
    for (const auto& [report, in] : shards_of_report) CHECK(in.size() == 1);
    for (const auto& [authority, in] : shards_of_authority) CHECK(in.size() == 1);
    CHECK(shards_of_authority.size() == 10);
  }
}

TEST_CASE("the words beside shards are those beside one database, and say which shards they belong to") {
  const auto reports = made_reports(9);
  const Written one(reports, 1), three(reports, 3), four(reports, 4), again(reports, 4);
  Metadata words = metadata_of(one.database("words")), of_shards = metadata_of(four.database("words"));
  std::set<std::string> builds;
  for (const Written* written : {&one, &three, &four}) {
    const std::string build = written->database("words").get_metadata(build_key);
    CHECK(build.size() == 64);
    builds.insert(build);
    for (std::size_t shard = 1; shard <= shard_count(written->generation); ++shard)
      CHECK(written->database(shard_name(shard)).get_metadata(build_key) == build);
  }
  CHECK(builds.size() == 3);  // a shard of three is not taken for a shard of four
  CHECK(of_shards.at(build_key) == again.database("words").get_metadata(build_key));
  words.erase(build_key);
  of_shards.erase(build_key);
  CHECK(words == of_shards);
  const Xapian::Database a = one.database("words"), b = four.database("words");
  CHECK(std::vector<std::string>(a.spellings_begin(), a.spellings_end()) ==
        std::vector<std::string>(b.spellings_begin(), b.spellings_end()));
  CHECK(std::vector<std::string>(a.allterms_begin(), a.allterms_end()) ==
        std::vector<std::string>(b.allterms_begin(), b.allterms_end()));
}

TEST_CASE("a shard may be on another host, whole and not in part") {
  const Written written(made_reports(9), 4);
  const fs::path& index = written.folder.path();
  const fs::path elsewhere = written.folder / "elsewhere";
  fs::rename(written.generation / "shard-2", elsewhere);
  CHECK(current_generation(index) == written.generation);
  CHECK(verify(written.generation, Extent::shards_here).empty());
  CHECK(verify(written.generation).front() == "shard-2/docdata.glass is missing");
  CHECK(shard_count(written.generation) == 4);

  fs::create_directory(written.generation / "shard-2");  // as if a copy had begun
  CHECK_THROWS_WITH(current_generation(index), Catch::Contains("shard-2/docdata.glass is missing"));
  CHECK_FALSE(verify(written.generation, Extent::shards_here).empty());
  fs::remove(written.generation / "shard-2");

  fs::remove_all(written.generation / "words");  // which is never elsewhere
  CHECK_THROWS_AS(current_generation(index), DamagedIndex);
}

TEST_CASE("a host of a shard needs the shard and the manifest alone") {
  const Written written(made_reports(9), 4);
  for (const char* name : {"columns", "texts", "reports.json", "places", "words", "shard-1", "shard-2", "shard-4"})
    fs::remove_all(written.generation / name);
  const fs::path& index = written.folder.path();
  for (const std::optional<std::size_t> number : {std::optional<std::size_t>(3), std::optional<std::size_t>()}) {
    const Shard shard = current_shard(index, number);
    CHECK(shard.number == 3);
    CHECK(shard.of_count == 4);
    CHECK(shard.database() == written.generation / "shard-3");
    CHECK(verify(shard).empty());
  }
  CHECK(message_of(index, 2) == "shard 2 of the index " + index.string() +
                                    " is not on this host / copy it here from the host that indexes: docs/scale.md");
  CHECK(message_of(index, 5) == "the index " + index.string() + " has no shard 5 / its shards are 1 to 4");
  CHECK(message_of(index, 0) == "the index " + index.string() + " has no shard 0 / its shards are 1 to 4");

  const fs::path file = written.generation / "shard-3" / "docdata.glass";
  std::string bytes = read_file(file);
  bytes.back() ^= 1;
  replace_file(file, bytes);
  CHECK(verify(current_shard(index)) == std::vector<std::string>{"shard-3/docdata.glass is not what was written"});
  write_file(file, "x");
  CHECK_THROWS_AS(current_shard(index), DamagedIndex);
  fs::remove_all(written.generation / "shard-3");
  CHECK(message_of(index, {}) == "no shard of the index " + index.string() +
                                     " is on this host / copy one here from the host that indexes: docs/scale.md");
}

TEST_CASE("an index that is one database is its own only shard, and of several one must be named") {
  const Written one(made_reports(3), 1), two(made_reports(3), 2);
  CHECK(current_shard(one.folder.path()).database() == one.generation / "db");
  CHECK(current_shard(one.folder.path(), 1).of_count == 1);
  CHECK(verify(current_shard(one.folder.path())).empty());
  CHECK(message_of(one.folder.path(), 2) ==
        "the index " + one.folder.path().string() + " has no shard 2 / it is one database: --shard 1");
  CHECK(message_of(two.folder.path(), {}) == "there are several shards of the index " + two.folder.path().string() +
                                                 " on this host: 1 and 2 / say which: --shard 1");
  CHECK(message_of(one.folder / "nothing", 1).starts_with("there is no index at "));
}
