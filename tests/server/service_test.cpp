// What is true of every request: names, tokens, origins, headers, errors, and what there must be to answer.
#include <catch2/catch.hpp>

#include <atomic>
#include <fstream>
#include <thread>

#include <xapian.h>
#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "schema/files.h"
#include "server/errors.h"
#include "tests/server/made_service.h"

using namespace findings;
using http::Response;
using nlohmann::json;

namespace {

Response count(const Call& call) {
  const auto& searcher = call.index->searcher;
  const Question question = searcher.understand(call.request.parameter("q").value_or("*"), {});
  return {.type = "application/json",
          .body = json{{"found", searcher.count(question).paragraphs}, {"generation", call.index->generation}}.dump()};
}

std::vector<Route> routes() {
  std::vector<Route> all = all_routes();
  const auto thrown = [&](std::string_view pattern, std::function<void()> work) {
    all.push_back({pattern, Needs::nothing, [work](const Call&) -> Response {
                     work();
                     return {};
                   }});
  };
  all.push_back({"/api/v1/test-count", Needs::search, count});
  all.push_back({"/api/v1/test-times", Needs::search, [times = std::make_shared<int>(0)](const Call& call) {
                   if (call.request.parameter("q") == "mistake") throw Error("nothing is called mistake");
                   return Response{.type = "text/plain", .body = std::to_string(++*times)};
                 }});
  all.push_back({"/api/v1/test-named/{name}", Needs::nothing, [](const Call& call) {
                   return Response{.type = "text/plain", .body = call.request.segment("name")};
                 }});
  all.push_back({"/test-page", Needs::nothing,
                 [](const Call&) { return Response{.type = "text/html; charset=utf-8", .body = "<!doctype html>"}; }});
  thrown("/api/v1/test-error", [] { throw Error("nothing is called so", "call it otherwise"); });
  thrown("/api/v1/test-xapian", [] { throw Xapian::DatabaseCorruptError("secret block 17 of /srv/index"); });
  thrown("/api/v1/test-no-index", [] { throw Error("cannot read /srv/index", "", Exit::no_index); });
  thrown("/api/v1/test-bug", [] { throw std::logic_error("secret"); });
  thrown("/api/v1/test-number", [] { throw 7; });
  return all;
}

struct Fixture {
  explicit Fixture(const std::function<void(ServeConfig&)>& change = nullptr) {
    publish_reports(folder.path(), 2);
    ServeConfig config = made_config(folder.path());
    if (change) change(config);
    service.emplace(config, routes(), [this](std::string_view event, const std::string& message) {
      const std::lock_guard lock(mutex);
      told.push_back(std::string(event) + ": " + message);
    });
  }
  Response get(const std::string& target, const std::string& headers = "") const {
    return service->answer(made_request("GET " + target, headers));
  }
  json error(const std::string& target, const std::string& headers = "") const {
    return json::parse(get(target, headers).body).at("error");
  }

  TemporaryFolder folder;
  std::mutex mutex;
  std::vector<std::string> told;
  std::optional<Service> service;
};

}  // namespace

TEST_CASE("who calls the server by a name that is not its own is not answered") {
  struct Case {
    std::string host;
    int status;
  };
  const Fixture fixture([](ServeConfig& config) {
    config.listen.host = "192.168.7.5";
    config.allow_hosts = {"findings.example", "other.example:444"};
  });
  const Case cases[] = {
      {"localhost:8080", 200},
      {"LOCALHOST:8080", 200},
      {"127.0.0.1:8080", 200},
      {"[::1]:8080", 200},
      {"192.168.7.5:8080", 200},
      {"findings.example", 200},
      {"findings.example:8443", 200},
      {"Findings.Example", 200},
      {"other.example:444", 200},
      {"other.example", 421},
      {"other.example:445", 421},
      {"localhost", 421},
      {"localhost:80", 421},
      {"localhost:8081", 421},
      {"localhost.:8080", 421},
      {"127.0.0.2:8080", 421},
      {"192.168.7.6:8080", 421},
      {"evil.example:8080", 421},
      {"evil.example", 421},
      {"localhost.evil.example", 421},
      {"findings.example.evil", 421},
      {"evil@localhost:8080", 421},
      {"localhost:8080:8080", 421},
      {"localhost:8080,evil", 421},
      {"[::2]:8080", 421},
      {"0.0.0.0:8080", 421},
      {"2130706433:8080", 421},
      {"localhost:", 421},
      {"", 421},
      {"localhost:08080", 421},
  };
  for (const Case& one : cases) {
    INFO(one.host);
    const Response reply = fixture.get("/api/v1/test-named/x", "Host: " + one.host + "\r\n");
    CHECK(reply.status == one.status);
    if (one.status == 421) CHECK(json::parse(reply.body)["error"]["code"] == "misdirected_request");
  }
}

TEST_CASE("an address with a host in it is held to the same names") {
  const Fixture fixture;
  CHECK(fixture.get("http://localhost:8080/healthz").status == 200);
  CHECK(fixture.get("http://evil.example/healthz", "Host: evil.example\r\n").status == 421);
}

TEST_CASE("errors say what is wrong and hide what is nobody's business") {
  Fixture fixture;
  CHECK(fixture.error("/api/v1/test-error") == json{{"code", "bad_request"},
                                                    {"message", "nothing is called so"},
                                                    {"hint", "call it otherwise"},
                                                    {"param", nullptr},
                                                    {"position", nullptr}});
  CHECK(fixture.get("/api/v1/test-error").status == 400);

  const Response question = fixture.get("/api/v1/test-count?q=children+AND+(neglect");
  CHECK(question.status == 400);
  const json error = json::parse(question.body)["error"];
  CHECK(error["code"] == "bad_question");
  CHECK(error["param"] == "q");
  CHECK(error["position"] == 13);

  for (const std::string name : {"xapian", "no-index", "bug", "number"}) {
    const Response reply = fixture.get("/api/v1/test-" + name);
    INFO(reply.body);
    CHECK(reply.status == (name == "xapian" || name == "no-index" ? 503 : 500));
    CHECK(header(reply, "Retry-After") == (reply.status == 503 ? "5" : ""));
    CHECK(reply.body.find("secret") == std::string::npos);
    CHECK(reply.body.find("/srv") == std::string::npos);
    const std::string message = json::parse(reply.body)["error"]["message"];
    const std::string id = message.substr(message.find('(') + 1, message.find(')') - message.find('(') - 1);
    CHECK(fixture.told.back().starts_with("error: " + id + ": "));
  }
  CHECK(fixture.get("/nothing").status == 404);
  CHECK(fixture.error("/api/v1/nothing")["code"] == "not_found");
  CHECK(fixture.get("/nothing").body.find("<h1>Not found</h1>") != std::string::npos);
}

TEST_CASE("what an error repeats is text, never markup") {
  const http::HttpError error(400, "bad", "no field is called \"<script>alert('1')</script>\"", "<b>&</b>");
  const Response page = error_response(error, made_request("GET /search"));
  CHECK(page.body.find("<script>") == std::string::npos);
  CHECK(page.body.find("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;") != std::string::npos);
  CHECK(page.body.find("&lt;b&gt;&amp;&lt;/b&gt;") != std::string::npos);
  const Response data = error_response(error, made_request("GET /api/v1/search"));
  CHECK(json::parse(data.body)["error"]["message"] == error.what());
}

TEST_CASE("every reply has the headers that keep it safe") {
  const Fixture fixture;
  for (const std::string target : {"/healthz", "/nothing", "/test-page", "/api/v1/test-bug", "/api/v1/test-count"}) {
    INFO(target);
    const Response reply = fixture.get(target);
    CHECK(header(reply, "X-Content-Type-Options") == "nosniff");
    CHECK(header(reply, "Referrer-Policy") == "same-origin");
    CHECK(header(reply, "Cross-Origin-Opener-Policy") == "same-origin");
    CHECK(header(reply, "Cross-Origin-Resource-Policy") == "same-origin");
    CHECK(header(reply, "Cache-Control") == "no-store");
    CHECK(header(reply, "Server").empty());
    const std::string policy = header(reply, "Content-Security-Policy");
    CHECK(policy.starts_with("default-src 'none'; "));
    CHECK(policy.find("frame-ancestors") != std::string::npos);
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK((policy.find("script-src 'self'") != std::string::npos) == reply.type.starts_with("text/html"));
  }
}

TEST_CASE("pages elsewhere may read the API where they are listed, and only there") {
  const Fixture fixture([](ServeConfig& config) { config.allow_origins = {"https://intranet.example"}; });
  const std::string named = "/api/v1/test-named/x";
  const Response allowed = fixture.get(named, "Origin: https://intranet.example\r\n");
  CHECK(header(allowed, "Access-Control-Allow-Origin") == "https://intranet.example");
  CHECK(header(allowed, "Cross-Origin-Resource-Policy") == "cross-origin");
  CHECK(header(allowed, "Access-Control-Allow-Credentials").empty());
  CHECK(header(allowed, "Vary").starts_with("Origin"));
  for (const std::string origin : {"https://evil.example", "http://intranet.example", "https://intranet.example:444",
                                   "https://intranet.example.evil", "null", "*", "HTTPS://INTRANET.EXAMPLE", ""}) {
    INFO(origin);
    const Response other = fixture.get(named, "Origin: " + origin + "\r\n");
    CHECK(header(other, "Access-Control-Allow-Origin").empty());
    CHECK(header(other, "Vary").starts_with("Origin"));
  }
  CHECK(
      header(fixture.get("/test-page", "Origin: https://intranet.example\r\n"), "Access-Control-Allow-Origin").empty());
  // An error is readable too, or the page could not say what is wrong.
  CHECK(header(fixture.get("/api/v1/nothing", "Origin: https://intranet.example\r\n"), "Access-Control-Allow-Origin") ==
        "https://intranet.example");

  const Response preflight = fixture.service->answer(
      made_request("OPTIONS " + named, "Origin: https://intranet.example\r\nAccess-Control-Request-Method: GET\r\n"));
  CHECK(preflight.status == 204);
  CHECK(header(preflight, "Access-Control-Allow-Methods") == "GET, HEAD");
  CHECK(header(preflight, "Access-Control-Allow-Headers") == "Authorization, If-None-Match");
  const Fixture closed;
  CHECK(header(closed.get(named, "Origin: https://intranet.example\r\n"), "Access-Control-Allow-Origin").empty());
}

TEST_CASE("with a file of tokens the API wants one of them") {
  const TemporaryFolder tokens;
  const NewToken made = make_token("marian"), other = make_token("other");
  write_file(tokens / "tokens", "# of the research team\n\n" + made.line + "  # since May\n" + other.line + "\n");
  const Fixture fixture([&](ServeConfig& config) { config.token_file = tokens / "tokens"; });
  const std::string target = "/api/v1/test-named/x";
  const auto with = [&](const std::string& value) { return fixture.get(target, "Authorization: " + value + "\r\n"); };
  CHECK(with("Bearer " + made.token).status == 200);
  CHECK(with("bearer " + other.token).status == 200);
  for (const std::string& wrong :
       {std::string("Bearer"), std::string("Bearer "), "Bearer " + made.token + "x", "Bearer " + made.token.substr(1),
        "Basic " + made.token, made.token, "Bearer " + make_token("marian").token,
        "Bearer " + made.line.substr(made.line.find(' ') + 1)}) {
    INFO(wrong);
    const Response refused = with(wrong);
    CHECK(refused.status == 401);
    CHECK(header(refused, "WWW-Authenticate") == "Bearer realm=\"findings\"");
    CHECK(json::parse(refused.body)["error"]["code"] == "bad_token");
  }
  CHECK(fixture.error(target)["code"] == "no_token");
  CHECK(fixture.get("/test-page").status == 200);
  CHECK(fixture.get("/healthz").status == 200);
  // A browser asks beforehand without the token.
  CHECK(fixture.service->answer(made_request("OPTIONS " + target)).status == 204);
}

TEST_CASE("a file of tokens is read strictly") {
  const TemporaryFolder folder;
  const auto complaint = [&](const std::string& text) -> std::string {
    write_file(folder / "tokens", text);
    try {
      const Tokens tokens(folder / "tokens");
    } catch (const Error& error) {
      return std::string(error.what()).substr(folder.path().string().size());
    }
    return "";
  };
  const std::string hash(64, 'a');
  CHECK(complaint("a " + hash + "\n").empty());
  CHECK(complaint("") == "/tokens: no token stands there");
  CHECK(complaint("# a\n\n") == "/tokens: no token stands there");
  CHECK(complaint("# a\n" + hash + "\n") == "/tokens:2: not a name and the SHA-256 of a token");
  CHECK(complaint("a " + hash + " b\n") == "/tokens:1: not a name and the SHA-256 of a token");
  CHECK(complaint("a " + hash.substr(1) + "\n") == "/tokens:1: not a name and the SHA-256 of a token");
  CHECK(complaint("a/b " + hash + "\n") == "/tokens:1: not a name and the SHA-256 of a token");
  CHECK_THROWS_WITH(make_token("a b"), "\"a b\" is no name for a token");
  CHECK(make_token("a").token != make_token("a").token);
}

TEST_CASE("a reply that has not changed is not made again") {
  const Fixture fixture;
  const std::string target = "/api/v1/test-count?q=children";
  const Response first = fixture.get(target);
  const std::string tag = header(first, "ETag");
  CHECK(first.status == 200);
  REQUIRE(tag.starts_with("W/\""));
  for (const std::string& known : {tag, tag.substr(2), "\"x\", " + tag + " , \"y\""}) {
    const Response again = fixture.get(target, "If-None-Match: " + known + "\r\n");
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(header(again, "ETag") == tag);
  }
  for (const std::string other : {"\"x\"", "*", ""})
    CHECK(fixture.get(target, "If-None-Match: " + other + "\r\n").status == 200);
  CHECK(header(fixture.get(target, "Accept: text/csv\r\n"), "ETag") != tag);
  CHECK(header(fixture.get("/api/v1/test-count?q=("), "ETag").empty());
}

TEST_CASE("who asks the same of the same index gets the reply that was made") {
  const Fixture fixture;
  const auto body = [&](const std::string& query, const std::string& headers = "") {
    return fixture.get("/api/v1/test-times" + query, headers).body;
  };
  CHECK(body("?q=drift") == "1");
  CHECK(body("?q=drift") == "1");
  CHECK(body("?q=delay") == "2");
  CHECK(body("?q=drift", "Accept: text/csv\r\n") == "3");
  CHECK(body("?q=drift") == "1");
  CHECK(fixture.get("/api/v1/test-times?q=drift").has("ETag"));
  CHECK(fixture.get("/api/v1/test-times?q=mistake").status == 400);
  CHECK(fixture.get("/api/v1/test-times?q=mistake").status == 400);
}

TEST_CASE("a search that finds no place waits, and is told to come back") {
  std::mutex mutex;
  mutex.lock();
  std::atomic<int> inside = 0;
  Fixture fixture;
  std::vector<Route> all{{"/api/wait", Needs::search, [&](const Call&) {
                            ++inside;
                            const std::lock_guard lock(mutex);
                            return Response{.type = "text/plain", .body = "ok"};
                          }}};
  const Service service(made_config(fixture.folder.path()), all, [](std::string_view, const std::string&) {});
  std::vector<std::thread> searching;
  for (int i = 0; i < 2; ++i)
    searching.emplace_back([&] { CHECK(service.answer(made_request("GET /api/wait")).status == 200); });
  while (inside < 2) std::this_thread::yield();
  const Response refused = service.answer(made_request("GET /api/wait"));
  mutex.unlock();
  for (std::thread& thread : searching) thread.join();
  CHECK(refused.status == 503);
  CHECK(header(refused, "Retry-After") == "2");
  CHECK(json::parse(refused.body)["error"]["message"] == "too many searches are running");
  CHECK(service.answer(made_request("GET /api/wait")).status == 200);
}

TEST_CASE("metrics are Prometheus's text") {
  Fixture fixture;
  http::Exchange exchange;
  exchange.route = "/api/v1/search";
  exchange.status = 200;
  exchange.milliseconds = 7;
  fixture.service->metrics().count(exchange);
  exchange.milliseconds = 40;
  fixture.service->metrics().count(exchange);
  exchange = {.route = "none", .status = 408, .refused = "slow_head"};
  fixture.service->metrics().count(exchange);
  const std::string text = fixture.get("/metrics").body;
  for (const std::string line : {
           "findings_http_requests_total{route=\"/api/v1/search\",status=\"200\"} 2",
           "findings_http_requests_total{route=\"none\",status=\"408\"} 1",
           "findings_http_request_seconds_bucket{route=\"/api/v1/search\",le=\"0.005\"} 0",
           "findings_http_request_seconds_bucket{route=\"/api/v1/search\",le=\"0.01\"} 1",
           "findings_http_request_seconds_bucket{route=\"/api/v1/search\",le=\"0.05\"} 2",
           "findings_http_request_seconds_bucket{route=\"/api/v1/search\",le=\"+Inf\"} 2",
           "findings_http_request_seconds_count{route=\"/api/v1/search\"} 2",
           "findings_http_refused_total{reason=\"slow_head\"} 1",
           "findings_index_ready 1",
           "findings_index_generation 1",
           "findings_index_documents 8",
           "findings_index_reports 2",
       }) {
    INFO(line);
    CHECK(text.find(line + "\n") != std::string::npos);
  }
}
