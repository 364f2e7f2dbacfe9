// A database that is written at once, beside one that Xapian wrote of the same documents.
#include "indexer/glass/database_writer.h"

#include <algorithm>
#include <random>
#include <sstream>

#include <xapian.h>
#include <catch2/catch.hpp>

#include "indexer/glass/lists.h"
#include "indexer/glass/table_writer.h"
#include "schema/check_database.h"
#include "schema/error.h"
#include "schema/open_database.h"
#include "tests/temporary_folder.h"

using namespace findings;

namespace {

struct MadeOccurrence {
  std::string term;
  unsigned place = 0, weight = 1;  // as glass::Document has them
};

struct MadeDocument {
  std::vector<MadeOccurrence> occurrences;
  std::vector<std::string> own_terms;
  std::map<std::uint32_t, std::string> values;
  std::string data;
};

using Metadata = std::map<std::string, std::string>;

/// As Xapian writes it.
void write_by_xapian(const std::vector<MadeDocument>& documents, const Metadata& metadata,
                     const std::filesystem::path& folder) {
  Xapian::WritableDatabase database(folder.string(), Xapian::DB_CREATE | Xapian::DB_NO_TERMLIST);
  for (const MadeDocument& made : documents) {
    Xapian::Document document;
    for (const auto& [term, place, weight] : made.occurrences)
      if (place > 0)
        document.add_posting(term, place, weight);
      else
        document.add_term(term, weight);
    for (const std::string& term : made.own_terms) document.add_boolean_term(term);
    for (const auto& [slot, value] : made.values) document.add_value(slot, value);
    document.set_data(made.data);
    database.add_document(document);
  }
  for (const auto& [key, value] : metadata) database.set_metadata(key, value);
  database.commit();
}

/// At once, from runs of so many documents.
void write_at_once(const std::vector<MadeDocument>& documents, const Metadata& metadata, std::size_t of_a_run,
                   const TemporaryFolder& folder, const std::filesystem::path& to) {
  glass::Terms terms;
  std::vector<glass::RunFiles> files;
  glass::Facts facts{{}, metadata, "sixteen bytes it"};
  for (std::size_t begin = 0; begin < documents.size(); begin += of_a_run) {
    glass::Run run(terms, static_cast<glass::Docid>(begin + 1));
    for (std::size_t i = begin; i < std::min(begin + of_a_run, documents.size()); ++i) {
      glass::Document document{{}, documents[i].own_terms, documents[i].values, documents[i].data};
      for (const auto& [term, place, weight] : documents[i].occurrences)
        document.occurrences.push_back({terms.id_of(term), place, weight});
      run.add(document);
    }
    const auto of_run = folder / ("run-" + std::to_string(begin));
    facts.statistics += run.write(of_run);
    files.push_back(glass::Run::files(of_run));
  }
  glass::write_database(files, facts, to);
}

/// What Xapian's check says of its tables; it finds them sound.
std::string checked(const std::filesystem::path& database) {
  std::ostringstream report;
  const std::size_t errors = check_database(database, report);
  INFO(report.str());
  CHECK(errors == 0);
  return report.str();
}

/// All that a database says, a line each.
std::vector<std::string> all_of(const Xapian::Database& database, const Metadata& metadata) {
  std::vector<std::string> lines;
  const auto say = [&](const auto&... parts) {
    std::ostringstream line;
    ((line << parts << ' '), ...);
    lines.push_back(line.str());
  };
  say("documents", database.get_doccount(), database.get_lastdocid(), database.get_total_length(),
      database.get_doclength_lower_bound(), database.get_doclength_upper_bound(), database.has_positions());
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key)
    say("metadata", *key, database.get_metadata(*key));
  REQUIRE(std::distance(database.metadata_keys_begin(), database.metadata_keys_end()) ==
          static_cast<std::ptrdiff_t>(metadata.size()));
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    say("term", *term, term.get_termfreq(), database.get_collection_freq(*term), database.get_wdf_upper_bound(*term));
    for (auto at = database.postlist_begin(*term); at != database.postlist_end(*term); ++at) {
      std::string places;
      for (auto place = at.positionlist_begin(); place != at.positionlist_end(); ++place)
        places += ' ' + std::to_string(*place);
      say(*at, at.get_wdf(), at.get_doclength(), "at", places);
    }
  }
  for (Xapian::valueno slot = 0; slot < 16; ++slot) {
    say("slot", slot, database.get_value_freq(slot), database.get_value_lower_bound(slot),
        database.get_value_upper_bound(slot));
    for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value)
      say(value.get_docid(), *value);
  }
  for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at)
    say("document", *at, database.get_doclength(*at), database.get_document(*at).get_data());
  return lines;
}

CATCH_TRANSLATE_EXCEPTION(const Xapian::Error& error) { return error.get_description(); }

/// Xapian's report of the database that was written at once.
std::string check_same(const std::vector<MadeDocument>& documents, const Metadata& metadata, std::size_t of_a_run) {
  const TemporaryFolder folder;
  write_by_xapian(documents, metadata, folder / "xapian");
  write_at_once(documents, metadata, of_a_run, folder, folder / "at-once");
  const std::string report = checked(folder / "at-once");
  const Xapian::Database database = open_database(folder / "at-once");
  const auto expected = all_of(Xapian::Database((folder / "xapian").string()), metadata),
             got = all_of(database, metadata);
  REQUIRE(got.size() == expected.size());
  const auto [one, other] = std::mismatch(got.begin(), got.end(), expected.begin());
  if (one != got.end()) CHECK(*one == *other);
  return report;
}

/// Texts of few words, which are common, and many that are rare.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }

  std::string word() {
    const std::size_t rank = below(2) ? below(5) : below(4) ? below(200) : below(100'000);
    std::string word = "w" + std::to_string(rank);
    if (rank % 17 == 0) word += std::string(rank % 200, 'x') + "é";
    return word;
  }

  std::string bytes(std::size_t most) {
    std::string all(below(most + 1), '\0');
    const bool is_even = below(2);
    for (char& byte : all) byte = static_cast<char>(is_even ? 'a' + below(2) : below(256));
    return all;
  }

  MadeDocument document(std::size_t number, std::size_t most_words) {
    MadeDocument made;
    unsigned place = 0;
    for (std::size_t i = below(most_words + 1); i > 0; --i) {
      place += below(50) ? 1 : static_cast<unsigned>(below(100'000));
      const std::string of_place = word();
      made.occurrences.push_back({of_place, place > 0 ? place : 1, 1});
      made.occurrences.push_back({"Z" + of_place, 0, 1});
    }
    if (below(3) == 0) made.occurrences.push_back({"XM:member", 0, static_cast<unsigned>(below(300))});
    made.occurrences.push_back({"XG:" + std::to_string(below(5)), 0, 0});
    made.own_terms.push_back("Q" + std::to_string(number * 7919 % 100'003) + std::string(number % 50, 'q'));
    for (const std::uint32_t slot : {0u, 3u, 14u})
      if (below(3))
        if (std::string value = below(20) ? "value" + std::to_string(below(30)) : bytes(6'000); !value.empty())
          made.values[slot] = value;
    made.data = below(10) ? bytes(800) : bytes(40'000);
    return made;
  }

 private:
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("a database written at once says what Xapian's own says of the same documents, in any number of runs") {
  Maker maker(7);
  for (const std::size_t size : {1u, 2u, 40u, 700u}) {
    std::vector<MadeDocument> documents;
    for (std::size_t i = 0; i < size; ++i) documents.push_back(maker.document(i, size < 40 ? 5 : 120));
    for (const std::size_t of_a_run : {size, size / 3 + 1, std::size_t{1}})
      if (of_a_run > 1 || size <= 40) check_same(documents, {{"format", "7"}}, of_a_run);
  }
}

TEST_CASE("a database written at once may have no documents, no words, or none but empty ones") {
  check_same({}, {{"format", "7"}}, 1);
  check_same({{}}, {{"format", "7"}}, 1);
  MadeDocument words;
  words.occurrences = {{"a", 1, 1}, {"a", 2, 1}, {"b", 70'000, 1}};
  check_same({{}, words, {}}, {{"format", "7"}}, 2);
  MadeDocument facts;
  facts.own_terms = {"Qone"};
  facts.data = "x";
  check_same({facts, {}}, {{"format", "7"}}, 2);
}

TEST_CASE("a database written at once knows documents beyond the numbers that take two bytes") {
  Maker maker(3);
  std::vector<MadeDocument> documents;
  for (std::size_t i = 0; i < 40'000; ++i) {
    MadeDocument made;
    made.occurrences = {{"all", 1 + static_cast<unsigned>(i % 3), 1}, {maker.word(), 9, 1}};
    if (i % 1000 == 999) made.own_terms.push_back("Q" + std::to_string(i));
    made.values[1] = std::to_string(i);
    documents.push_back(made);
  }
  check_same(documents, {{"format", "7"}}, 9'000);
}

TEST_CASE("whatever stands under whatever key of a table is found there, however long, in a tree of three levels") {
  std::mt19937 random(11);
  Metadata metadata;
  for (int i = 0; i < 15'000; ++i) {
    std::string key(1 + random() % 200, ' ');
    for (char& letter : key) letter = static_cast<char>(random() % 4 ? 'a' + random() % 2 : 1 + random() % 255);
    std::string value(1 + (random() % 20 ? random() % 300 : random() % 60'000), ' ');
    for (char& byte : value) byte = static_cast<char>(random());
    metadata[key] = value;
  }
  CHECK(check_same({{}}, metadata, 1).find("levels=2") != std::string::npos);  // leaves are level 0
}

TEST_CASE("numbers that sort as bytes do so at every length they have") {
  std::string last;
  for (std::uint64_t value = 0; value <= 0xFFFF'FFFF; value = value < 40'000 ? value + 1 : value + value / 1'000) {
    std::string bytes;
    glass::put_sortable(bytes, static_cast<std::uint32_t>(value));
    if (!last.empty() && !(last < bytes)) FAIL(value);
    last = bytes;
  }
  CHECK(last.size() == 5);
}

TEST_CASE("a list that was cut off is no shorter list: merging it ends with an error") {
  const TemporaryFolder folder;
  const auto file = folder / "lists";
  glass::ListsWriter lists(file);
  for (const char* key : {"a", "b"}) {
    lists.begin(key);
    for (glass::Docid docid = 1; docid <= 300; ++docid) lists.add(docid, "some bytes");
    lists.end();
  }
  lists.close();
  const auto entries_in = [&] {
    std::size_t entries = 0;
    glass::MergedLists merged({file});
    while (merged.next()) merged.each([&](glass::Docid, std::string_view bytes) { entries += bytes == "some bytes"; });
    return entries;
  };
  CHECK(entries_in() == 600);
  for (const std::size_t cut : {1u, 5u, 12u, 3'000u}) {
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - cut);
    CHECK_THROWS_AS(entries_in(), std::out_of_range);
  }
}

TEST_CASE("a table takes no key twice, nor one before another, nor a key that none could look up") {
  const TemporaryFolder folder;
  glass::TableWriter table(folder / "table.glass");
  table.add("b", "1");
  CHECK_THROWS_AS(table.add("b", "2"), std::logic_error);
  CHECK_THROWS_AS(table.add("a", "2"), std::logic_error);
  CHECK_THROWS_AS(table.add(std::string(256, 'c'), "2"), std::logic_error);
  CHECK_THROWS_AS(glass::TableWriter(folder / "none" / "table.glass"), Error);
}
