// The words people use: forms that stem apart, synonyms and abbreviations find one another, visibly.
#include <catch2/catch.hpp>

#include <fstream>

#include "indexer/abbreviations.h"
#include "schema/error.h"
#include "schema/files.h"
#include "schema/synonyms.h"
#include "schema/words.h"
#include "searcher/expand.h"
#include "searcher/understand.h"
#include "tests/search_index.h"

using namespace findings;

namespace {

using Lines = std::vector<std::string>;

Lines of(const std::vector<Expansion>& expanded) {
  Lines lines;
  for (const Expansion& expansion : expanded) {
    lines.push_back(expansion.typed + " =");
    for (const Alternative& other : expansion.also)
      lines.back() += ' ' + other.text + (other.reports ? " (" + std::to_string(other.reports) + ")" : "") + ';';
  }
  return lines;
}

std::string error_of(const std::string& synonyms) {
  try {
    Synonyms(synonyms, "own.txt");
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("forms that stem apart are one word, and other words are not") {
  for (const auto& [one, other] : std::vector<std::pair<std::string, std::string>>{
           {"child", "children"}, {"woman", "women"}, {"person", "people"}, {"took", "taking"}, {"crisis", "crises"}}) {
    CAPTURE(one, other);
    CHECK(stem_of(one) == stem_of(other));
  }
  CHECK(terms_of_other_forms("child") == Lines{"Zchildren"});
  CHECK(terms_of_other_forms("children's") == Lines{"Zchild"});
  CHECK(terms_of_other_forms("personal").empty());
  CHECK(terms_of_other_forms("manned").empty());
  CHECK(terms_of_other_forms("neglect").empty());
}

TEST_CASE("plurals, possessives and tenses are forms of a word, and words made of it are not") {
  for (const auto& [one, other] : std::vector<std::pair<std::string, std::string>>{{"care", "cares"},
                                                                                   {"care", "caring"},
                                                                                   {"agency", "agencies"},
                                                                                   {"plan", "planned"},
                                                                                   {"study", "studying"},
                                                                                   {"meeting", "meetings"},
                                                                                   {"leaver", "leaver's"},
                                                                                   {"child", "children's"},
                                                                                   {"person", "people"},
                                                                                   {"activity", "activities"},
                                                                                   {"man", "men's"},
                                                                                   {"coordinate", "coordinating"},
                                                                                   {"wellness", "wellness's"}}) {
    CAPTURE(one, other);
    CHECK(form_key(one) == form_key(other));
  }
  for (const auto& [one, other] : std::vector<std::pair<std::string, std::string>>{{"care", "careful"},
                                                                                   {"care", "carefully"},
                                                                                   {"office", "officer"},
                                                                                   {"coordinate", "coordinator"},
                                                                                   {"man", "manned"},
                                                                                   {"person", "personal"},
                                                                                   {"disabled", "disability"},
                                                                                   {"sexual", "sexually"},
                                                                                   {"conference", "conferencing"}}) {
    CAPTURE(one, other);
    CHECK(form_key(one) != form_key(other));
  }
}

TEST_CASE("a word finds its irregular forms, as written too, and a word in quotes itself alone") {
  const Index index(
      {report_of("Ashby", "2012-05-04",
                 {{"the child waits"}, {"children wait"}, {"personal plans"}, {"people plan"}, {"one person"}})});
  CHECK(index.count("child") == 2);
  CHECK(index.count("children") == 2);
  CHECK(index.count("\"child\"") == 1);
  CHECK(index.count("children ADJ waiting") == 2);
  CHECK(index.count("child NEAR/2 wait") == 2);
  CHECK(index.count("people") == 2);
  CHECK(index->count(index->understand("children", {}, {.as_written = true})).paragraphs == 2);
}

TEST_CASE("a word of a group finds what the others of it say, unless it is to be as written") {
  const Index index({report_of("Ashby", "2012-05-04",
                               {{"Looked-after children are safe"},
                                {"A child in care is safe"},
                                {"The LAC nurse"},
                                {"Staff look after children"},
                                {"Children need care"}})});
  CHECK(index.count("looked after children") == 4);  // looked AND after AND children, as typed, finds the fourth
  CHECK(index.count("LAC") == 3);
  CHECK(index.count("lac safe") == 2);
  CHECK(index.count("-LAC") == 2);
  CHECK(index.count("nothing OR LAC") == 3);
  CHECK(index.count("\"LAC\"") == 1);
  CHECK(index.count("+LAC") == 1);
  CHECK(index.count("LAC NEAR nurse") == 1);
  CHECK(index->count(index->understand("LAC", {}, {.as_written = true})).paragraphs == 1);
  CHECK(
      of(index->understand("safe LAC", {}).expanded) ==
      Lines{
          "LAC = looked after children; children looked after; children in care; children in public care; CLA; CIC;"});
  CHECK(index->understand("safe LAC", {}, {.as_written = true}).expanded.empty());
}

TEST_CASE("a line of one's own file that would do nothing is an error, one that switches a group off is none") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "own.txt";
  write_file(file, "NEET\nteam around the school / TAS\n");
  CHECK(Synonyms::with_file(file).others("NEET").empty());
  write_file(file, "NEET\ndrift, delay\n");
  CHECK_THROWS_WITH(Synonyms::with_file(file),
                    file.string() + ", line 2: \"drift, delay\" stands alone, and no built-in group has it");
}

TEST_CASE("what means the same stands in its plurals and tenses, not in other words made of it") {
  const Index index({report_of("Ashby", "2012-05-04",
                               {{"a care leaver's plan"},
                                {"careful leavers"},
                                {"young people leaving care"},
                                {"young people leaving careful notes"},
                                {"A care-experienced young person"},
                                {"the care of leavers"}})});
  CHECK(index.count("care-experienced young people") == 3);
  CHECK(index.count("care leavers") == 5);  // care AND leavers, as typed, find "careful" too
  CHECK(index->understand("careful leavers", {}).expanded.empty());
}

TEST_CASE("a group costs a question few terms, and phrases where the index was made with other groups") {
  const TemporaryFolder folder;
  const auto make = [&](const std::string& members) {
    Writer writer(folder.path() / "index");
    write_generation(std::vector{report_of("Ashby", "2012-05-04", {{"a child in care"}, {"careful child"}})},
                     writer.build());
    Xapian::WritableDatabase((writer.build() / "words").string()).set_metadata(members_key, members);
    writer.publish("{}");
    return Searcher(folder.path() / "index");
  };
  const auto asks = [](const Searcher& searcher, const std::filesystem::path& own = {}) {
    const Question question = searcher.understand("LAC", {}, {.synonyms = own});
    CHECK(searcher.count(question).paragraphs == 1);
    return searcher.xapian_query(question);
  };
  const auto has = [](const std::string& text, const std::string& part) { return text.find(part) != text.npos; };
  const std::string term = member_term("children in care");
  CHECK(has(asks(make(built_in_members())), term));
  CHECK_FALSE(has(asks(make(built_in_members())), "PHRASE"));
  CHECK(has(asks(make("rules of other times\n" + term)), "PHRASE"));
  CHECK(has(asks(make("")), "PHRASE"));

  // A file of one's own has its own meanings: the term says which words it stands for.
  std::ofstream(folder.path() / "own.txt") << "LAC / children in care / sons of the county\n";
  const std::string own = asks(make(built_in_members()), folder.path() / "own.txt");
  CHECK(has(own, term));
  CHECK(has(own, "PHRASE"));
}

TEST_CASE("what stands before an arrow finds what follows it, and is not found by it") {
  const Index index({report_of("Ashby", "2012-05-04", {{"Children go missing"}, {"the kids’ club"}})});
  CHECK(index.count("kids") == 2);
  CHECK(of(index->understand("kids", {}).expanded) == Lines{"kids = child;"});
  CHECK(index.count("children") == 1);
  CHECK(index->understand("children", {}).expanded.empty());
  const Synonyms own("court -> judge / bench\njudge / recorder", "own.txt");
  CHECK(own.others("courts") == Lines{"judge", "bench"});
  CHECK(own.others("judge") == Lines{"recorder"});
  CHECK(own.others("bench").empty());
  CHECK(error_of("court -> ") == "own.txt, line 1: a member is empty");
}

TEST_CASE("only words that stand side by side are a phrase of a group, the longest first") {
  const Index index({report_of("Ashby", "2012-05-04", {{"x"}})});
  const auto typed = [&](const std::string& text) {
    Lines all;
    for (const Expansion& expansion : index->understand(text, {}).expanded) all.push_back(expansion.typed);
    return all;
  };
  CHECK(typed("Children in care council") == Lines{"Children in care council"});
  CHECK(typed("a child in care drifts") == Lines{"child in care"});
  CHECK(typed("children AND in AND care").empty());
  CHECK(typed("children (in care)").empty());
  CHECK(typed("children in \"care\"").empty());
  CHECK(typed("looking after children").empty());
  CHECK(typed("NEET (LAC OR court)") == Lines{"NEET", "LAC"});
}

TEST_CASE("what was found through another word has that word marked, and no more") {
  const Index index(
      {report_of("Ashby", "2012-05-04", {{"A child in care is one of many children; care is good."}, {"LAC nurse"}})});
  const auto marked = [&](const std::string& text) {
    Lines all;
    for (const FoundHit& found : index.search(text).hits) {
      std::string line;
      for (const Match& match : found.matches) line += '[' + found.hit.text.substr(match.start, match.length) + ']';
      all.push_back(line);
    }
    std::sort(all.begin(), all.end());
    return all;
  };
  CHECK(marked("looked after children") == Lines{"[LAC]", "[child in care]"});
  CHECK(marked("(LAC court) OR nurse") == Lines{"[nurse]"});
}

TEST_CASE("an own file of synonyms joins the built-in ones, and takes the place of groups it shares a word with") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "own.txt";
  std::ofstream(file)
      << "# ours\nstrengthening families / SF model\nLAC / sons and daughters of the county  # said so\nNEET\n";
  const Index index({report_of("Ashby", "2012-05-04", {{"the SF model"}, {"sons and daughters of the county"}})});
  const auto found = [&](const std::string& text) {
    return index->count(index->understand(text, {}, {.synonyms = file})).paragraphs;
  };
  CHECK(found("strengthened families") == 1);
  CHECK(found("LAC") == 1);
  CHECK(found("children in care") == 0);
  CHECK(index->understand("NEET IRO", {}, {.synonyms = file}).expanded.size() == 1);
  CHECK_THROWS_WITH(index->understand("x", {}, {.synonyms = folder.path() / "none.txt"}),
                    "no synonyms can be read: " + (folder.path() / "none.txt").string() + " is no file");
}

TEST_CASE("words of headings and of kinds find what stands there") {
  Report report =
      report_of("Ashby", "2012-05-04",
                {{"neglect", "Staying safe"}, {"drift", "Safety plans"}, {"drift", "Other"}, {"plan drifts", "Other"}});
  report.paragraphs[2].kind = Kind::improvement;
  const Index index({report});
  CHECK(index.count("heading:safe") == 1);
  CHECK(index.count("heading:stay") == 1);
  CHECK(index.count("heading:plans") == 1);
  CHECK(index.count("heading:\"staying safe\"") == 1);
  CHECK(index.count("heading:\"services staying\"") == 0);  // two headings
  CHECK(index.count("heading:services") == 4);
  CHECK(index.count("heading:safe OR drift") == 4);
  CHECK(index.count("-heading:other") == 2);
  CHECK(index.count("improvement:drift") == 1);
  CHECK(index.count("finding:drift") == 2);
  CHECK(index.count("improvement:drift finding:drift") == 0);
  CHECK(index.count("improvement:(neglect OR drifting)") == 1);
  CHECK(index.count("-improvement:drift") == 3);
  const Results results = index.search("heading:safe OR plan");
  CHECK(results.hits.at(0).hit.text == "neglect");
  CHECK(results.hits.at(0).matches.empty());  // its heading matched
  CHECK(results.hits.at(0).score > 0.2);
  CHECK(index.search("(improvement:drift plan) OR drift").hits.at(0).matches.size() == 1);
}

TEST_CASE("an authority that became others, or was one, says what is not counted") {
  const Index index({report_of("Northamptonshire", "2019-05-04", {{"drift"}, {"drift"}}),
                     report_of("North Northamptonshire", "2022-05-04", {{"drift"}}),
                     report_of("West Northamptonshire", "2022-06-04", {{"neglect"}})});
  CHECK(index.search("drift authority:Northamptonshire").notes ==
        Lines{"Northamptonshire became North Northamptonshire and West Northamptonshire on 2021-04-01: 1 paragraph of "
              "theirs is not included; --successors includes them"});
  CHECK(index.search("drift authority:\"North Northamptonshire\"").notes ==
        Lines{"Northamptonshire became North Northamptonshire and West Northamptonshire on 2021-04-01: 2 paragraphs of "
              "Northamptonshire are not included; --successors includes them"});
  CHECK(index.search("neglect authority:\"North Northamptonshire\"").notes.empty());
  CHECK(index->search(index->understand("drift authority:Northamptonshire", {}, {.successors = true})).notes.empty());
  CHECK(index->count(index->understand("drift authority:Northamptonshire", {}, {.successors = true})).paragraphs == 3);
}

TEST_CASE("slips are found in phrases and beside NEAR too, and never where a word occurs or is known by another") {
  const Index index(
      {report_of("Ashby", "2012-05-04", {{"the child protection plan for a child in care", "Permanence"}})});
  const auto suggested = [&](const std::string& text) {
    const auto suggestion = index.search(text).suggestion;
    return suggestion ? suggestion->text + ' ' + std::to_string(suggestion->counts.paragraphs) : "";
  };
  CHECK(suggested("\"chld protection\"") == "\"child protection\" 1");
  CHECK(suggested("protectoin NEAR plan") == "protection NEAR plan 1");
  CHECK(suggested("\"child protectoin\" OR plans") == "\"child protection\" OR plans 1");
  CHECK(suggested("protectoin LAC") == "protection LAC 1");  // as many as it finds with synonyms
  CHECK(suggested("permanence").empty());                    // a heading has it
  CHECK(suggested("CLA").empty());
  CHECK(suggested("protecting").empty());
  CHECK(suggested("prot*").empty());  // a wildcard is no slip, whether it finds something or not
  CHECK(suggested("protectoi*").empty());
  CHECK(suggested("protect* chld") == "protect* child 1");
}

TEST_CASE("a word that occurs is no slip where filters, kinds and other words leave nothing of it") {
  const Index index({report_of("Ashby", "2012-05-04", {{"court"}, {"count", "Other", "adoption", Grade::good}}),
                     report_of("Nether", "2011-05-04", {{"courts", "Courtship"}})});
  const auto suggested = [&](const std::string& text, const std::vector<Filter>& filters = {}) {
    const Results results = index.search(text, filters);
    CHECK(results.found.paragraphs == 0);
    return results.suggestion ? results.suggestion->text : "";
  };
  CHECK(suggested("court grade:good").empty());
  CHECK(suggested("court", {{"area", {"adoption"}}}).empty());
  CHECK(suggested("improvement:court").empty());
  CHECK(suggested("court count").empty());
  CHECK(suggested("courtship").empty());  // a heading has it
  CHECK(suggested("\"court count\"").empty());
  CHECK(suggested("heading:court").empty());
  CHECK(suggested("curt grade:good").empty());  // near, but what it is near finds nothing there
}

TEST_CASE("a file of synonyms is right as a whole, or an error names the line") {
  CHECK(error_of("# nothing\n\n a / b \nc") == "no error");
  CHECK(error_of("a / b\nc / A") == "own.txt, line 2: \"A\" stands in line 1 too");
  CHECK(error_of("plan / plans") == "own.txt, line 1: \"plans\" stands in it twice");
  CHECK(error_of("\na / ") == "own.txt, line 2: a member is empty");
  CHECK(error_of("a / &&") == "no error");  // "and and"
  CHECK(error_of("a / ?") == "own.txt, line 1: there is no word in ?");
  CHECK(error_of("a / \"b") == "own.txt, line 1: nothing closes a quote: \"b");
  CHECK(error_of("a / b b b b b b b b b b b b b") ==
        "own.txt, line 1: a member may have at most 12 words: b b b b b b b b b b b b b");
  CHECK(error_of("a1 / a2 / a3 / a4 / a5 / a6 / a7 / a8 / a9 / b1 / b2 / b3") == "no error");
  CHECK(error_of("a1 / a2 / a3 / a4 / a5 / a6 / a7 / a8 / a9 / b1 / b2 / b3 / b4") ==
        "own.txt, line 1: a group may have at most 12 members");
}

TEST_CASE("a question is widened by a bounded number of words, and says where that ends") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "own.txt";
  std::string text, question;
  for (const char group : std::string("abcd")) {
    for (int i = 0; i < 12; ++i) text += (i ? " / " : "") + std::string(1, group) + std::to_string(i);
    text += '\n';
    question += std::string(1, group) + "1 ";
  }
  std::ofstream(file) << text;
  const Index index({report_of("Ashby", "2012-05-04", {{"x"}})});
  const Question understood = index->understand(question, {}, {.synonyms = file});
  CHECK(understood.expanded.size() == 2);
  CHECK(understood.notes ==
        Lines{"\"c1\" was searched for as written: a question is widened by at most 32 other words and phrases",
              "\"d1\" was searched for as written: a question is widened by at most 32 other words and phrases"});
}

TEST_CASE("what a report says an abbreviation stands for is read where every letter and word fits") {
  const auto [text, read] = GENERATE(table<std::string, Lines>({
      {"child and adolescent mental health services (CAMHS) are",
       {"CAMHS = child and adolescent mental health services"}},
      {"The Child Death Overview Panel (CDOP) meets", {"CDOP = Child Death Overview Panel"}},
      {"CAMHS (child and adolescent mental health services) are",
       {"CAMHS = child and adolescent mental health services"}},
      {"independent reviewing officers (IROs)", {"IRO = independent reviewing officers"}},
      {"the director of children’s services (the ‘DCS’)", {"DCS = director of children’s services"}},
      {"young people not in education, employment or training (NEET)",
       {"NEET = not in education, employment or training"}},
      {"a multi-agency safeguarding hub (MASH)", {"MASH = multi-agency safeguarding hub"}},
      {"special educational needs and/or disabilities (SEND)",
       {"SEND = special educational needs and/or disabilities"}},
      {"special educational needs coordinator (SENCo)", {"SENCo = special educational needs coordinator"}},
      {"the ‘safer activities for everyone’ project (SAFE)", {}},
      {"‘Safer Activities for Everyone’ (SAFE)", {"SAFE = Safer Activities for Everyone"}},
      {"each assessed and supported year in employment (ASYE)", {"ASYE = assessed and supported year in employment"}},
      {"taken to Accident and Emergency (A&E)", {"A&E = Accident and Emergency"}},
      {"young people at risk of care (ARC)", {"ARC = at risk of care"}},
      {"the designated officer (LADO)", {}},
      {"attend health services. Child plans (CAMHS)", {}},
      {"non-accidental injury (AI)", {}},
      {"children in need (a few), and (2012) or (see below)", {}},
      {"social work (Social)", {}},
      {"MASH (many agencies share)", {}},
      {"no end (", {}},
      {"()", {}},
  }));
  CAPTURE(text);
  Lines lines;
  for (const auto& [abbreviation, expansion] : definitions_in(text)) lines.push_back(abbreviation + " = " + expansion);
  CHECK(lines == read);
}

TEST_CASE("an abbreviation and what it stands for find each other in the reports that say so, and in no other") {
  const Index index(
      {report_of("Ashby", "2012-05-04",
                 {{"A family justice forum (FJF) meets."},
                  {"The FJF is new."},
                  {"A Family Justice Forum was held."},
                  {"fjf in small letters"}}),
       report_of("Nether", "2012-06-04",
                 {{"A fair job fund (FJF) is there."}, {"the FJF pays"}, {"family justice forums"}}),
       report_of("Upper", "2012-07-04", {{"an FJF"}, {"the family justice forum"}, {"a fair job fund"}})});
  const auto found = [&](const std::string& text, bool as_written = false) {
    Lines all;
    Question question = index->understand(text, {}, {.as_written = as_written});
    question.sort = Sort::index;
    for (const FoundHit& hit : index->search(question).hits)
      all.push_back(hit.hit.authority + std::to_string(hit.hit.number));
    return all;
  };
  CHECK(found("FJF") == Lines{"Ashby1", "Ashby2", "Ashby3", "Ashby4", "Nether1", "Nether2", "Upper1"});
  CHECK(found("FJF", true) == Lines{"Ashby1", "Ashby2", "Ashby4", "Nether1", "Nether2", "Upper1"});
  CHECK(found("family justice forum") == Lines{"Ashby1", "Ashby2", "Ashby3", "Nether3", "Upper2"});
  CHECK(found("fair job funds") == Lines{"Nether1", "Nether2", "Upper3"});
  CHECK(found("meets -FJF").empty());
  CHECK(of(index->understand("fjf", {}).expanded) == Lines{"fjf = fair job fund (1); family justice forum (1);"});
}

TEST_CASE("an abbreviation that a report gives two meanings has none there") {
  const Index index({report_of("Ashby", "2012-05-04",
                               {{"personal advisers (PA)"}, {"practice assessors (PA)"}, {"a personal adviser"}})});
  CHECK(index.count("PA") == 2);
  CHECK(index->understand("PA", {}).expanded.empty());
}

TEST_CASE("an abbreviation that is a word too is one only in capitals") {
  const Index index(
      {report_of("Ashby", "2012-05-04",
                 {{"safer activities for everyone (SAFE)"}, {"they are safe"}, {"safer activities for everyone"}})});
  CHECK(index.count("SAFE") == 3);
  CHECK(index.count("safe") == 2);
}

TEST_CASE("a hit by an abbreviation has what it stands for marked") {
  const Index index(
      {report_of("Ashby", "2012-05-04", {{"family justice forum (FJF)"}, {"A family had a family justice forum."}})});
  const Results results = index.search("FJF");
  REQUIRE(results.hits.size() == 2);
  CHECK(results.hits[0].matches == std::vector<Match>{{0, 20}, {22, 3}});
  CHECK(results.hits[1].matches == std::vector<Match>{{15, 20}});
}
