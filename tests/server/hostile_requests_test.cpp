// Requests nobody should send to the API, by the table of its parameters: each is answered or refused, none fails.
#include <catch2/catch.hpp>

#include <random>

#include <nlohmann/json.hpp>

#include "server/api/api.h"
#include "server/http/url.h"
#include "tests/server/made_service.h"

using namespace findings;

namespace {

const std::string odd_values[] = {
    "",
    "0",
    "-1",
    "00000000000000000000000000000001",
    "18446744073709551615",
    "18446744073709551616",
    "1e3",
    "NaN",
    "inf",
    "0x10",
    "1.5",
    " 7",
    "7 ",
    "\xef\xbc\x97",
    "null",
    "true",
    "[]",
    "2012-02-30",
    "2012-13",
    "..",
    "2012..",
    "9999999999..1",
    "area,grade",
    "area,area,area",
    ",,,",
    "grade,",
    "'; DROP TABLE reports; --",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "{{constructor}}",
    "${7*7}",
    "%2e%2e%2f",
    "../../etc/passwd",
    "=1+1",
    "\r\nSet-Cookie: a=b",
    "\xe2\x80\xae",
    "\xf0\x9f\x98\x80",
    "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
    "a*",
    "a* b* c* d* e* f* g*",
    "(((((((((((",
    "\"",
    "NEAR/99999",
    "grade:",
    "*",
    "neglect",
    "adequate",
};

class Asker {
 public:
  explicit Asker(unsigned seed) : random_(seed) {}

  std::string target() {
    const Endpoint& endpoint = endpoints()[below(endpoints().size())];
    std::string path(endpoint.example.substr(0, endpoint.example.find('?')));
    if (below(4) == 0) path = std::string(endpoint.path.substr(0, endpoint.path.find('{'))) + http::encoded(value());
    std::string text = path + (below(2) ? "?q=neglect" : "?");
    for (std::size_t more = below(4); more > 0; --more) {
      const auto& parameters = endpoint.parameters;
      const std::string name =
          parameters.empty() || below(12) == 0 ? value() : std::string(parameters[below(parameters.size())].name);
      text += '&' + http::encoded(name) + '=' + http::encoded(value());
    }
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  std::string value() {
    if (below(20) == 0) return std::string(600, 'x');
    std::string one = odd_values[below(std::size(odd_values))];
    return below(4) == 0 ? one + odd_values[below(std::size(odd_values))] : one;
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("whatever the parameters, the API answers or says what is wrong") {
  const TemporaryFolder folder;
  publish_reports(folder.path(), 3);
  std::vector<std::string> told;
  const Service service(made_config(folder.path()), all_routes(),
                        [&](std::string_view event, const std::string& message) {
                          if (event == "error") told.push_back(message);
                        });
  Asker asker(20'261'121);
  std::map<int, int> statuses;
  for (int i = 0; i < 5'000; ++i) {
    const std::string target = asker.target();
    INFO(target);
    http::Request request;
    try {
      request = made_request("GET " + target);
    } catch (const http::HttpError& error) {
      CHECK((error.status == 400 || error.status == 404 || error.status == 414));
      continue;
    }
    const http::Response response = service.answer(request);
    ++statuses[response.status];
    CHECK((response.status == 200 || response.status == 400 || response.status == 404));
    std::string body = response.body;
    if (response.stream) response.stream([&](std::string_view piece) { body += piece; });
    CHECK(http::is_utf8(body));
    if (response.type == "application/json") CHECK(nlohmann::json::accept(body));
    for (const auto& [name, value] : response.headers) CHECK(value.find_first_of("\r\n") == std::string::npos);
  }
  CHECK(told == std::vector<std::string>{});
  CHECK(statuses[200] > 200);
  CHECK(statuses[400] > 1'000);
}
