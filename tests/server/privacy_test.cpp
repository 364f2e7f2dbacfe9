// Questions can name children. One that holds a word nobody else says is asked of every route in every way there is;
// then the word is looked for in all that the server wrote.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <sstream>
#include <thread>

#include <sys/resource.h>

#include "schema/files.h"
#include "server/tokens.h"
#include "tests/server/made_service.h"
#include "tests/server/raw_client.h"
#include "tests/server/serve_program.h"

using namespace findings;

namespace {

const std::string word = "zebedeequark";

bool says_it(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text.find(word) != text.npos;
}

/// The address of a route, with `value` in the places of what it takes.
std::string address(std::string pattern, const std::string& value) {
  for (std::size_t open; (open = pattern.find('{')) != pattern.npos;)
    pattern.replace(open, pattern.find('}') - open + 1, value);
  return pattern;
}

/// What a browser, a program, a mistake and an attack send.
std::vector<std::string> requests(std::uint16_t port) {
  const std::string host = "Host: 127.0.0.1:" + std::to_string(port) + "\r\n", close = "Connection: close\r\n\r\n";
  const std::string question = "?q=" + word;
  std::vector<std::string> sent;
  for (const Route& route : all_routes()) {
    const std::string pattern(route.pattern);
    for (const std::string& value : {word, std::string("a")})
      for (const std::string& query :
           {question, "?q=neglect&area=" + word, "?" + word + "=1", "?q=%22" + word + "+NEAR", "?q=" + word + "*",
            question + "&format=csv", question + "&format=" + word, "?text=" + word + "&q=neglect&against=" + word})
        sent.push_back("GET " + address(pattern, value) + query + " HTTP/1.1\r\n" + host + close);
    const std::string path = address(pattern, "a") + question;
    for (const std::string& method :
         {std::string("HEAD"), std::string("OPTIONS"), std::string("POST"), std::string("QUERY")})
      sent.push_back(method + " " + path + " HTTP/1.1\r\n" + host + close);
    sent.push_back("GET " + path + " HTTP/1.1\r\nHost: " + word + ".example\r\n" + close);
    sent.push_back("GET " + path + " HTTP/1.1\r\n" + host + "Referer: http://x/" + question + "\r\nCookie: q=" + word +
                   "\r\nUser-Agent: " + word + "\r\nIf-None-Match: \"" + word + "\"\r\n" + close);
  }
  const std::string mistakes[] = {
      "GET /search%3Fq=" + word + " HTTP/1.1\r\n" + host + close,      // the question in the path
      "GET /" + word + " HTTP/1.1\r\n" + host + close,                 // instead of it
      "GET /search;q=" + word + " HTTP/1.1\r\n" + host + close,        //
      "GET /search/" + word + " HTTP/1.1\r\n" + host + close,          //
      "GET " + word + " HTTP/1.1\r\n" + host + close,                  // no path
      "GET /search?q=" + word + " quark HTTP/1.1\r\n" + host + close,  // a space in it
      "GET /search?q=" + word + " HTTP/9.9\r\n" + host + close,        //
      "GET /search?q=" + word + "\n\n",                                //
      "GET /search#" + word + " HTTP/1.1\r\n" + host + close,          //
      "GET http://127.0.0.1/search?q=" + word + " HTTP/1.1\r\n" + host + close,
      "GET /search?q=" + word + "%00%ff HTTP/1.1\r\n" + host + close,
      "GET /search?q=" + word + std::string(9000, 'x') + " HTTP/1.1\r\n" + host + close,
      "GET /" + word + std::string(2000, 'x') + " HTTP/1.1\r\n" + host + close,
      "GET /search?q=" + word + " HTTP/1.1\r\nX: " + std::string(20000, 'x') + "\r\n" + host + close,
      "POST /search HTTP/1.1\r\n" + host + "Content-Length: 14\r\n\r\nq=" + word,
      "GET /search?q=" + word + " HTTP/1.1\r\n",  // never whole
      "q=" + word + "\r\n\r\n",
      word,
  };
  sent.insert(sent.end(), std::begin(mistakes), std::end(mistakes));
  return sent;
}

}  // namespace

TEST_CASE("nothing of a question is logged, written down or left for a browser to keep") {
  const TemporaryFolder folder;
  publish_reports(folder / "index", 3);
  const char* const places[] = {"TMPDIR",        "HOME",           "XDG_CACHE_HOME",
                                "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"};
  for (const char* place : places) REQUIRE(::setenv(place, folder.path().c_str(), 1) == 0);
  for (const bool is_closed : {false, true}) {
    std::vector<std::string> options{"--index", (folder / "index").string(), "--listen", "127.0.0.1:0"};
    if (is_closed) {
      replace_file(folder / "tokens", make_token("intranet").line + "\n");
      options.insert(options.end(), {"--token-file", (folder / "tokens").string()});
    }
    ServeProgram program(options);
    const std::uint16_t port = program.port();
    std::string log;
    std::thread reader([&] {
      for (std::string line; !(line = program.line()).empty();) log += line + "\n";
    });
    std::map<int, int> statuses;
    for (const std::string& request : requests(port)) {
      const RawClient client(port);
      client.send(request);
      client.end_sending();
      const std::string reply = client.receive();
      INFO(request.substr(0, 300) << reply.substr(0, 600));
      if (reply.empty()) continue;  // to a request that never was whole
      ++statuses[statuses_of(reply).at(0)];
      CHECK(header_of(reply, "Referrer-Policy") == "same-origin");
      const std::string keep = header_of(reply, "Cache-Control");
      CHECK((keep == "no-store" || request.starts_with("GET /embed.js") || request.starts_with("HEAD /embed.js")));
      // What may be kept, an address a browser may be sent to, or a name for it to remember, is never made of a
      // question.
      for (const char* name : {"ETag", "Location", "Set-Cookie", "Link"}) CHECK_FALSE(says_it(header_of(reply, name)));
    }
    CHECK(says_it(get(port, "/search?q=" + word)));  // so it is heard, and shown to who asked
    CHECK(program.stop(SIGTERM) == 0);
    reader.join();
    CHECK(std::count(log.begin(), log.end(), '\n') > 500);
    std::istringstream lines(log);
    for (std::string line; std::getline(lines, line);)
      if (says_it(line)) FAIL_CHECK(line);
    CHECK(statuses[is_closed ? 401 : 200] > 50);
    CHECK(statuses[400] > 50);
    CHECK(statuses[404] > 10);
    CHECK(statuses[421] > 10);
  }
  for (const char* place : places) ::unsetenv(place);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
    INFO(entry.path());
    CHECK_FALSE(says_it(entry.path().string()));
    if (entry.is_regular_file()) CHECK_FALSE(says_it(read_file(entry.path())));
  }
}

TEST_CASE("a server that falls leaves no memory behind") {
  const TemporaryFolder folder;
  rlimit limit{};
  REQUIRE(::getrlimit(RLIMIT_CORE, &limit) == 0);
  limit.rlim_cur = limit.rlim_max;
  REQUIRE(::setrlimit(RLIMIT_CORE, &limit) == 0);
  ServeProgram program({"--index", folder.path().string(), "--listen", "127.0.0.1:0"});
  program.port();
  ::kill(program.process(), SIGABRT);
  const int status = program.wait();
  CHECK(WIFSIGNALED(status));
  CHECK_FALSE(WCOREDUMP(status));
}
