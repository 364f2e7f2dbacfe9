// Names of authorities as reports print them.
#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "schema/authorities.h"
#include "schema/date.h"
#include "schema/text.h"

using namespace findings;

namespace {

std::string found(std::string_view printed) {
  const Authority* authority = find_authority(printed);
  return authority ? authority->name : "";
}

struct Printed {
  const char* as_printed;
  const char* name;  // "" where the name is not known
};

}  // namespace

TEST_CASE("a printed name leads to its authority") {
  const Printed cases[] = {
      {"Bury", "Bury"},
      {"bury council", "Bury"},
      {"BURY METROPOLITAN BOROUGH COUNCIL", "Bury"},
      {"Metropolitan Borough of Bury", "Bury"},
      {"Sandwell MBC", "Sandwell"},
      {"Kirklees Metropolitan Council", "Kirklees"},
      {"London Borough of Barking & Dagenham", "Barking and Dagenham"},
      {"The London Borough of Redbridge Council", "Redbridge"},
      {"LB Brent", "Brent"},
      {"Royal Borough of Kingston upon Thames", "Kingston upon Thames"},
      {"Royal Borough of Kingston upon Thames Council", "Kingston upon Thames"},
      {"Royal Borough of Greenwich", "Greenwich"},
      {"Royal Borough of Windsor & Maidenhead", "Windsor and Maidenhead"},
      {"London Borough of Richmond upon Thames", "Richmond upon Thames"},
      {"Kingston upon Hull", "Kingston upon Hull"},
      {"Kingston-upon-Hull City Council", "Kingston upon Hull"},
      {"Hull City Council", "Kingston upon Hull"},
      {"Kingston upon Hull, City of", "Kingston upon Hull"},
      {"Durham County Council", "Durham"},
      {"County Durham", "Durham"},
      {"Derby City", "Derby"},
      {"Derby City Council", "Derby"},
      {"Derbyshire County Council", "Derbyshire"},
      {"Sheffield City Council", "Sheffield"},
      {"City of York Council", "York"},
      {"North Yorkshire County Council", "North Yorkshire"},
      {"City of Wolverhampton Council", "Wolverhampton"},
      {"City of Bradford Metropolitan District Council", "Bradford"},
      {"Wakefield MDC", "Wakefield"},
      {"City of Westminster", "Westminster"},
      {"Westminster City Council", "Westminster"},
      {"City of London", "City of London"},
      {"City of London Council", "City of London"},
      {"The City of London Corporation", "City of London"},
      {"Corporation of London", "City of London"},
      {"London Corporation", "City of London"},
      {"Bristol, City of", "Bristol"},
      {"City and County of Bristol", "Bristol"},
      {"Herefordshire, County of", "Herefordshire"},
      {"Bath and North East Somerset Council", "Bath and North East Somerset"},
      {"B&NES", "Bath and North East Somerset"},
      {"North East Lincolnshire", "North East Lincolnshire"},
      {"the Isle of Wight", "Isle of Wight"},
      {"Council of the Isles of Scilly", "Isles of Scilly"},
      {"St Helens", "St Helens"},
      {"St. Helens Borough Council", "St Helens"},
      {"Stoke-on-Trent", "Stoke-on-Trent"},
      {"Stoke on Trent City Council", "Stoke-on-Trent"},
      {"Southend-on-Sea City Council", "Southend-on-Sea"},
      {"Stockton–on–Tees", "Stockton-on-Tees"},
      {"Newcastle-upon-Tyne", "Newcastle upon Tyne"},
      {"Newcastle City Council", "Newcastle upon Tyne"},
      {"Telford & Wrekin Council", "Telford and Wrekin"},
      {"Cheshire West & Chester", "Cheshire West and Chester"},
      {"Blackburn with Darwen Borough Council", "Blackburn with Darwen"},
      {"Brighton & Hove City Council", "Brighton and Hove"},
      {"Bedford Borough Local Area Partnership", "Bedford"},
      {"Rutland County Council", "Rutland"},
      {"Thurrock Unitary Authority", "Thurrock"},
      {"Torbay local authority", "Torbay"},
      {"Medway local authority children’s services", "Medway"},
      {"London Borough of Tower\u00A0Hamlets\n", "Tower Hamlets"},
      {"Borough of Poole", "Poole"},
      {"BCP Council", "Bournemouth, Christchurch and Poole"},
      {"Bournemouth, Christchurch & Poole", "Bournemouth, Christchurch and Poole"},
      {"Dorset Council", "Dorset"},
      {"Dorset County Council", "Dorset"},
      {"Northamptonshire County Council", "Northamptonshire"},
      {"Cumbria County Council", "Cumbria"},
      {"Surrey Safeguarding Children Board", "Surrey"},
  };
  for (const auto& [as_printed, name] : cases) {
    CAPTURE(as_printed);
    CHECK(found(as_printed) == name);
  }
}

TEST_CASE("a name that is not known, or could mean two authorities, is not guessed") {
  for (const char* as_printed : {
           "", "Council", "County Council", "the", "Kingston", "Lincoln City Council", "London", "Greater Manchester",
           "Achieving for Children", "Richmond and Kingston", "Bury and Rochdale", "Birmingham Children’s Trust",
           "Derby County Council", "Leicester County Council", "Newcastle-under-Lyme", "Burry", "Suffolk Coastal",
           "North Dorset District Council", "King’s Reach Council", "Cardiff"}) {
    CAPTURE(as_printed);
    CHECK(found(as_printed).empty());
  }
}

TEST_CASE("an unknown name is kept as printed, without its decoration") {
  const Printed cases[] = {
      {"London Borough of Marsh & Heath", "Marsh & Heath"},
      {"The Royal Borough of King’s Reach Council", "King’s Reach"},
      {"EASTMERE COUNTY COUNCIL", "EASTMERE"},
      {"Saltham, City of", "Saltham"},
      {"Brackwater Metropolitan Borough Council", "Brackwater"},
      {"Council", "Council"},
      {"  Over\tHaddon  ", "Over Haddon"},
      {"", ""},
  };
  for (const auto& [as_printed, name] : cases) {
    CAPTURE(as_printed);
    CHECK(bare_authority_name(as_printed) == name);
  }
}

TEST_CASE("every authority is found by its name, by its slug and under each alias") {
  for (const Authority& authority : authorities()) {
    CAPTURE(authority.name);
    CHECK(found(authority.name) == authority.name);
    CHECK(found(slug(authority.name)) == authority.name);
    CHECK(found(authority.name + " Council") == authority.name);
    for (const std::string& alias : authority.aliases) CHECK(found(alias) == authority.name);
  }
}

TEST_CASE("no name or alias leads to two authorities") {
  std::map<std::string, std::string> owner;
  for (const Authority& authority : authorities()) {
    std::vector<std::string> all = authority.aliases;
    all.push_back(authority.name);
    for (const std::string& name : all) {
      CAPTURE(name, authority.name);
      CHECK(owner.emplace(fold(name), authority.name).second);
    }
  }
}

TEST_CASE("153 authorities exist today, in nine regions") {
  std::map<std::string, int> in_region;
  for (const Authority& authority : authorities())
    if (authority.until.empty()) ++in_region[authority.region];

  CHECK(in_region == std::map<std::string, int>{{"East Midlands", 10},
                                                {"East of England", 11},
                                                {"London", 33},
                                                {"North East", 12},
                                                {"North West", 24},
                                                {"South East", 19},
                                                {"South West", 15},
                                                {"West Midlands", 14},
                                                {"Yorkshire and The Humber", 15}});
}

TEST_CASE("a former authority has a last day and successors that exist") {
  std::set<std::string> today;
  for (const Authority& authority : authorities())
    if (authority.until.empty()) today.insert(authority.name);

  for (const Authority& authority : authorities()) {
    CAPTURE(authority.name);
    CHECK(authority.until.empty() == authority.successors.empty());
    if (!authority.until.empty()) CHECK(read_iso_date(authority.until));
    for (const std::string& successor : authority.successors) CHECK(today.contains(successor));
  }
}

TEST_CASE("Cumbria became Cumberland, and Westmorland and Furness") {
  const Authority* cumbria = find_authority("Cumbria");
  REQUIRE(cumbria);
  CHECK(cumbria->until == "2023-03-31");
  CHECK(cumbria->successors == std::vector<std::string>{"Cumberland", "Westmorland and Furness"});
}
