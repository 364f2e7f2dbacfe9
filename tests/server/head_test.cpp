// Addresses and routes: how a target becomes names and values.
#include <catch2/catch.hpp>

#include "server/http/head.h"
#include "server/http/router.h"
#include "server/http/url.h"

using namespace findings;
using http::Pairs;

namespace {

http::Request read(const std::string& line, const std::string& headers = "") {
  return http::read_head(line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
}

}  // namespace

TEST_CASE("a query is read in order, repeats kept, decoded once") {
  CHECK(read("GET /s?grade=good&q=a+b%20c%2Bd&grade=adequate&empty=&none").query ==
        Pairs{{"grade", "good"}, {"q", "a b c+d"}, {"grade", "adequate"}, {"empty", ""}, {"none", ""}});
  CHECK(read("GET /s?q=a=b?c/d").query == Pairs{{"q", "a=b?c/d"}});
  CHECK(read("GET /s?q=%2525").query == Pairs{{"q", "%25"}});
  CHECK(read("GET /s?&&a=1&&").query == Pairs{{"a", "1"}});
  CHECK(read("GET /s?").query.empty());
  CHECK(read("GET /s?a=1").parameters_of("a") == std::vector<std::string>{"1"});
  CHECK(read("GET /s?a=1&a=2").parameter("a") == "1");
  CHECK_FALSE(read("GET /s?a=1").parameter("b"));
}

TEST_CASE("a mistake in the query names its parameter") {
  try {
    read("GET /s?a=1&grade=100%");
    FAIL("read all the same");
  } catch (const http::HttpError& error) {
    CHECK(error.status == 400);
    CHECK(error.param == "grade");
    CHECK(error.what() == std::string("a % in the address is not followed by two hexadecimal digits"));
    CHECK(error.hint == "a percent sign itself is written %25");
  }
}

TEST_CASE("a path is cut at its slashes before it is decoded") {
  using Segments = std::vector<std::string>;
  CHECK(read("GET /").segments == Segments{""});
  CHECK(read("GET /a/b").segments == Segments{"a", "b"});
  CHECK(read("GET /a%2Fb/c%20d+e").segments == Segments{"a/b", "c d+e"});
  CHECK(read("GET /a//b/").segments == Segments{"a", "", "b", ""});
  CHECK(read("GET http://localhost/x?y").path == "/x");
  CHECK(read("GET HTTP://localhost?y").path == "/");
}

TEST_CASE("headers are known by name in any case, and trimmed") {
  const http::Request request = read("GET /", "aCCept: \t a, b \t\r\nX-Empty:\r\nAccept: c\r\n");
  CHECK(request.header("accept") == "a, b");
  CHECK(request.header("x-empty") == "");
  CHECK_FALSE(request.header("x-none"));
}

TEST_CASE("what is encoded is decoded to the same, whatever it is") {
  std::string all;
  for (int c = 1; c < 128; ++c) all += static_cast<char>(c);
  all += "\xC3\xA9\xE2\x80\xAE\xF0\x9F\x98\x80";
  CHECK(http::decoded(http::encoded(all), true) == all);
  CHECK(http::encoded("slac/ashby/2012-05-04#3.1") == "slac%2Fashby%2F2012-05-04%233.1");
}

TEST_CASE("the first route that fits is taken") {
  http::Router router;
  for (const char* pattern :
       {"/", "/reports", "/reports/new", "/reports/{id}", "/paragraphs/{citation...}", "/a/{b}/c"})
    router.add(pattern);
  struct Case {
    std::string path;
    std::optional<std::size_t> pattern;
    Pairs parameters;
  };
  const Case cases[] = {
      {"/", 0, {}},
      {"/reports", 1, {}},
      {"/reports/", std::nullopt, {}},
      {"/reports/new", 2, {}},
      {"/reports/old", 3, {{"id", "old"}}},
      {"/reports/slac%2Fashby", 3, {{"id", "slac/ashby"}}},
      {"/reports/old/more", std::nullopt, {}},
      {"/paragraphs/slac/ashby/2012-05-04%233", 4, {{"citation", "slac/ashby/2012-05-04#3"}}},
      {"/paragraphs/slac%2Fashby%2F2012-05-04%233", 4, {{"citation", "slac/ashby/2012-05-04#3"}}},
      {"/paragraphs", std::nullopt, {}},
      {"/paragraphs/", std::nullopt, {}},
      {"/paragraphs/a//b", std::nullopt, {}},
      {"/a/x/c", 5, {{"b", "x"}}},
      {"/a//c", std::nullopt, {}},
      {"/A/x/c", std::nullopt, {}},
      {"//", std::nullopt, {}},
  };
  for (const Case& one : cases) {
    INFO(one.path);
    const auto match = router.find(http::segments_of(one.path));
    REQUIRE(match.has_value() == one.pattern.has_value());
    if (!match) continue;
    CHECK(match->pattern == *one.pattern);
    CHECK(match->parameters == one.parameters);
  }
}
