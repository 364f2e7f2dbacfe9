// Dates and names as reports print them.
#include "indexer/dates.h"

#include <catch2/catch.hpp>

using namespace findings;

namespace {

std::string spelt(std::optional<Period> period) {
  if (!period) return "none";
  return to_string(period->from) + (period->from == period->to ? "" : " to " + to_string(period->to));
}

}  // namespace

TEST_CASE("every spelling of an inspection's dates is read") {
  const std::pair<const char*, const char*> spellings[] = {
      {"27 June – 8 July 2011", "2011-06-27 to 2011-07-08"},
      {"23 April – 4 May 2012", "2012-04-23 to 2012-05-04"},
      {"25 June 2012 to 6 July 2012", "2012-06-25 to 2012-07-06"},
      {"10 – 13 April and 14 – 18 May 2012", "2012-04-10 to 2012-05-18"},
      {"9 to 20 June 2025", "2025-06-09 to 2025-06-20"},
      {"6 to 30 July 2015", "2015-07-06 to 2015-07-30"},
      {"5 and 6 October 2021", "2021-10-05 to 2021-10-06"},
      {"9-24 November 2017", "2017-11-09 to 2017-11-24"},
      {"9 -24 November 2017", "2017-11-09 to 2017-11-24"},
      {"9—12 November 2017", "2017-11-09 to 2017-11-12"},
      {"4-5 November 2017", "2017-11-04 to 2017-11-05"},
      {"12/09/2016", "2016-09-12"},
      {"12/09/2016 - 29/09/2016", "2016-09-12 to 2016-09-29"},
      {"12.9.2016 – 6.10.2016", "2016-09-12 to 2016-10-06"},
      {"20-6-2017 TO 13-7-2017", "2017-06-20 to 2017-07-13"},
      {"20/06/17", "2017-06-20"},
      {"18 Feb 2014", "2014-02-18"},
      {"18 February 2014", "2014-02-18"},
      {"3 Sept 2013 to 4 Oct 2013", "2013-09-03 to 2013-10-04"},
      {"18 FEBRUARY 2014", "2014-02-18"},
      {"06 June 2022", "2022-06-06"},
      {"5 October 2015 – 29 October 2015", "2015-10-05 to 2015-10-29"},
      {"18 June 2019 and 19 June 2019", "2019-06-18 to 2019-06-19"},
      {"21, 22 and 23 May 2019", "2019-05-21 to 2019-05-23"},
      {"30 and 31 October and 1 November 2023", "2023-10-30 to 2023-11-01"},
      {"26 and 27 September, 4 and 5 October 2022", "2022-09-26 to 2022-10-05"},
      {"1st to 12th March 2010", "2010-03-01 to 2010-03-12"},
      {"2nd and 3rd March 2010", "2010-03-02 to 2010-03-03"},
      {"Monday 4 March 2019 to Friday 15 March 2019", "2019-03-04 to 2019-03-15"},
      {"Tuesday, 18 June and Wednesday, 19 June 2019", "2019-06-18 to 2019-06-19"},
      {"  9\u00A0to\u00A020\u00A0June\u00A02025 ", "2025-06-09 to 2025-06-20"},
      {"on 14 and 15 November 2023.", "2023-11-14 to 2023-11-15"},
      {"11 to 15 March 2024 (inspection number 10305219)", "2024-03-11 to 2024-03-15"},
  };
  for (const auto& [printed, expected] : spellings) {
    INFO(printed);
    CHECK(spelt(read_period(printed)) == expected);
  }
}

TEST_CASE("a day takes its month and year from the one after it, across the turn of a year too") {
  CHECK(spelt(read_period("28 December 2018 to 4 January 2019")) == "2018-12-28 to 2019-01-04");
  CHECK(spelt(read_period("28 November – 9 December 2016")) == "2016-11-28 to 2016-12-09");
  CHECK(spelt(read_period("11 December to 12 January 2018")) == "2017-12-11 to 2018-01-12");
  CHECK(spelt(read_period("30 January to 2 February 2017")) == "2017-01-30 to 2017-02-02");
}

TEST_CASE("periods are put in order, however they are printed") {
  CHECK(spelt(read_period("14 – 18 May 2012 and 10 – 13 April 2012")) == "2012-04-10 to 2012-05-18");
}

TEST_CASE("a day that is in no calendar is no date") {
  CHECK(spelt(read_period("29 February 2016")) == "2016-02-29");
  CHECK(spelt(read_period("29 February 2000")) == "2000-02-29");
  for (const char* impossible : {"29 February 2015", "30 February 2016", "31 April 2014", "31 June to 4 July 2014",
                                 "12 May 1066", "12 May 2999", "31/11/2016", "29 February 2100"}) {
    INFO(impossible);
    CHECK(spelt(read_period(impossible)) == "none");
  }
}

TEST_CASE("what is not a whole date is none") {
  for (const char* text : {"", "June 2014", "2014", "14 June", "All", "to be arranged", "5 to 6", "12/09",
                           "the 3 inspectors", "0 June 2014", "99999999999999999999", "\xFF\xFE 3 June", "1 ma 2014"}) {
    INFO(text);
    CHECK(spelt(read_period(text)) == "none");
  }
}

TEST_CASE("a single date is one day, and two days are not") {
  CHECK(to_string(*read_date("Published: 13 June 2012")) == "2012-06-13");
  CHECK(to_string(*read_date("4 September 2017")) == "2017-09-04");
  CHECK_FALSE(read_date("4 to 5 September 2017"));
  CHECK_FALSE(read_date("September 2017"));
}

TEST_CASE("inspectors keep their names and lose what stands behind them") {
  const std::pair<const char*, const char*> names[] = {
      {"Ada Marsh HMI", "Ada Marsh"},
      {"Ada Marsh, HMI", "Ada Marsh"},
      {"Ada Marsh", "Ada Marsh"},
      {"Ada Marsh, Her Majesty’s Inspector", "Ada Marsh"},
      {"Ada Marsh Her Majesty's Inspector", "Ada Marsh"},
      {"Ada Marsh, His Majesty’s Inspector", "Ada Marsh"},
      {"Ada Marsh, Senior His Majesty’s Inspector", "Ada Marsh"},
      {"Ada Marsh SHMI", "Ada Marsh"},
      {"Ada Marsh (HMI)", "Ada Marsh"},
      {"Ada Marsh, Ofsted Inspector", "Ada Marsh"},
      {"Ada Marsh-Hollin, HMI, lead inspector", "Ada Marsh-Hollin"},
      {"Ada Marsh and Owen Hollin HMI", "Ada Marsh and Owen Hollin"},
      {"  Ada  Marsh  ", "Ada Marsh"},
      {"Zoë O’Hmi", "Zoë O’Hmi"},
      {"HMI", ""},
      {"", ""},
  };
  for (const auto& [printed, expected] : names) {
    INFO(printed);
    CHECK(without_post_nominals(printed) == expected);
  }
}
