// The order by relevance: what it puts last, and what it never does.
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>

#include "searcher/lengths.h"
#include "searcher/ranking.h"
#include "searcher/terms.h"
#include "tests/search_index.h"

using namespace findings;

namespace {

using Citations = std::vector<std::string>;

Citations asked(const Index& index, Question question) {
  Citations citations;
  index->each_hit(question, false, [&](FoundHit&& found) { citations.push_back(found.hit.citation); });
  return citations;
}

/// 300 paragraphs of one to twelve words out of six, every third aside, some of them the same.
Report many_paragraphs() {
  std::mt19937 random(7);
  const std::vector<std::string> words{"neglect", "drift", "delay", "court", "school", "health"};
  const std::vector<Kind> kinds{Kind::finding, Kind::boilerplate, Kind::finding,  Kind::improvement, Kind::about,
                                Kind::summary, Kind::finding,     Kind::footnote, Kind::improvement};
  std::vector<Row> rows;
  for (int i = 0; i < 300; ++i) {
    std::string text;
    for (std::size_t n = 1 + random() % 12; n > 0; --n) text += words[random() % words.size()] + ' ';
    text.pop_back();
    rows.push_back({text});
  }
  Report report = report_of("Ashby", "2012-05-04", rows);
  for (std::size_t i = 0; i < report.paragraphs.size(); ++i) report.paragraphs[i].kind = kinds[i % kinds.size()];
  return report;
}

}  // namespace

TEST_CASE("what says nothing of the service is found, and stands after findings that have the same words") {
  Report report = report_of("Ashby", "2012-05-04",
                            {{"Inspectors look at drift in plans"},
                             {"Inspectors look at drift in plans and in reviews"},
                             {"Inspectors find drift in plans"},
                             {"Ofsted looks at drift in courts"}});
  report.paragraphs[0].kind = Kind::boilerplate;
  report.paragraphs[1].kind = Kind::about;
  report.paragraphs[3].kind = Kind::footnote;
  const Index index({report});
  CHECK(index.count("drift") == 4);
  const Citations found = asked(index, index->understand("drift", {}));
  CHECK(found.size() == 4);
  CHECK(found.front() == "slac/Ashby/2012-05-04#3");
  CHECK(asked(index, index->understand("drift kind:about", {})) == Citations{"slac/Ashby/2012-05-04#2"});
}

TEST_CASE("without words nothing is ranked: the order is that of the index") {
  const Index index({many_paragraphs()});
  Question question = index->understand("*", {});
  question.limit = 1000;
  question.fold_copies = false;
  Question in_order = question;
  in_order.sort = Sort::index;
  CHECK(asked(index, question).size() == 300);
  CHECK(asked(index, question) == asked(index, in_order));
}

TEST_CASE("the order is that of BM25, with what stands aside for three quarters") {
  const Index index({many_paragraphs()});
  const Xapian::Database database((index->generation() / "db").string());
  for (const std::string text : {"neglect", "drift OR court", "neglect delay school"}) {
    CAPTURE(text);
    Question question = index->understand(text, {}, {.as_written = true});
    question.limit = 1000;
    question.fold_copies = false;

    Xapian::Enquire enquire(database);
    enquire.set_query(query_of(question.expression, index->lexicon(), {}));
    const Xapian::MSet found = enquire.get_mset(0, 1000);
    std::vector<std::pair<double, Xapian::docid>> expected;
    for (auto item = found.begin(); item != found.end(); ++item) {
      const std::string kind = unpack(item.get_document().get_data()).kind;
      const bool aside = kind == "boilerplate" || kind == "about" || kind == "footnote";
      expected.push_back({-item.get_weight() * (aside ? 0.75 : 1), *item});
    }
    std::sort(expected.begin(), expected.end());
    Citations citations;
    for (const auto& [weight, id] : expected)
      citations.push_back(unpack(database.get_document(id).get_data()).citation);
    REQUIRE(citations.size() > 20);
    CHECK(asked(index, question) == citations);
  }
}

TEST_CASE("pages are pieces of one order, however they are cut") {
  const Index index({many_paragraphs()});
  for (const bool folded : {false, true})
    for (const std::string text : {"neglect", "drift OR court", "neglect delay school"}) {
      CAPTURE(folded, text);
      Question question = index->understand(text, {});
      question.fold_copies = folded;
      question.limit = 1000;
      const Citations whole = asked(index, question);
      for (const std::size_t page : {1, 7, 40}) {
        CAPTURE(page);
        Citations pieces;
        question.limit = page;
        for (question.offset = 0; question.offset < whole.size(); question.offset += page)
          for (const std::string& citation : asked(index, question)) pieces.push_back(citation);
        CHECK(pieces == whole);
      }
      question.offset = 0;
      question.limit = 0;
      CHECK(asked(index, question).empty());
    }
}

TEST_CASE("the order changes neither what is found nor how much") {
  const Index index({many_paragraphs()});
  for (const std::string text : {"neglect", "drift -court", "(school OR health) delay"}) {
    CAPTURE(text);
    Question question = index->understand(text, {});
    question.limit = 1000;
    question.fold_copies = false;
    const Citations ranked = asked(index, question);
    question.sort = Sort::index;
    const Citations in_order = asked(index, question);
    CHECK(std::set(ranked.begin(), ranked.end()) == std::set(in_order.begin(), in_order.end()));
    CHECK(ranked.size() == index.count(text));
  }
}

TEST_CASE("with lengths at hand paragraphs weigh to the last bit what Xapian has them weigh") {
  const Index index({many_paragraphs()});
  const Xapian::Database database((index->generation() / "db").string());
  const Lengths lengths(database);
  Xapian::QueryParser parser;
  parser.set_stemmer(Xapian::Stem("english"));
  parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
  const auto first = [](const Xapian::Enquire& enquire, Xapian::doccount wanted) {
    std::vector<std::pair<Xapian::docid, double>> placed;
    const Xapian::MSet found = enquire.get_mset(0, wanted);
    for (auto item = found.begin(); item != found.end(); ++item) placed.emplace_back(*item, item.get_weight());
    return placed;
  };
  for (const char* text : {"neglect", "neglect AND drift", "neglect OR drift OR court", "neglect AND neglect AND drift",
                           "\"neglect drift\"", "school NOT court", "(neglect OR drift) AND (court OR delay)",
                           "drift NEAR/3 delay", "drift XOR delay", "nothing"}) {
    CAPTURE(text);
    const Xapian::Query query = parser.parse_query(text);
    for (const Xapian::doccount wanted : {5, 300}) {
      Xapian::Enquire as_it_comes(database), by_lengths(database);
      as_it_comes.set_query(query);
      RankingByLengths ranking(lengths);
      ranking.set(by_lengths, query);
      CHECK(is_quicker_by_lengths(query));
      CHECK(first(by_lengths, wanted) == first(as_it_comes, wanted));
    }
  }
  CHECK_FALSE(is_quicker_by_lengths(Xapian::Query("a") &
                                    Xapian::Query(Xapian::Query::OP_SYNONYM, Xapian::Query("b"), Xapian::Query("c"))));
}
