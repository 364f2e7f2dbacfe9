// Flags before environment before file, each value from one place that can be named.
#include <catch2/catch.hpp>

#include <map>

#include "schema/error.h"
#include "schema/files.h"
#include "server/config.h"
#include "tests/temporary_folder.h"

using namespace findings;

namespace {

ServeValues flags(const std::map<std::string, std::vector<std::string>>& given) {
  ServeValues values;
  for (const auto& [name, texts] : given) values.by_name[name] = {texts, "--" + name};
  return values;
}

ServeValues environment(const std::map<std::string, std::string>& set) {
  return values_of_environment([&](const char* name) -> const char* {
    const auto at = set.find(name);
    return at == set.end() ? nullptr : at->second.c_str();
  });
}

class File {
 public:
  explicit File(const std::string& text) { write_file(path(), text); }
  std::filesystem::path path() const { return folder_ / "serve.toml"; }
  ServeValues values() const { return values_of_file(path()); }

 private:
  TemporaryFolder folder_;
};

template <typename Work>
std::string complaint(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "no complaint";
}

}  // namespace

TEST_CASE("a flag wins over the environment, and that over the file") {
  const File file("index = 'file'\nlisten = '127.0.0.1:1'\nworkers = 3\nallow-host = ['a.example', 'b.example']\n");
  const auto set = environment({{"FINDINGS_INDEX", "environment"}, {"FINDINGS_LISTEN", "127.0.0.1:2"}});
  const ServeConfig all = serve_config(flags({{"index", {"flag"}}}), set, file.values());
  CHECK(all.index == "flag");
  CHECK(all.listen.port == 2);
  CHECK(all.workers == 3);
  CHECK(all.allow_hosts == std::vector<std::string>{"a.example", "b.example"});
  CHECK(serve_config({}, {}, file.values()).index == "file");
  CHECK(serve_config({}, set, {}).index == "environment");
}

TEST_CASE("a list replaces another and is not joined to it") {
  const File file("allow-origin = 'https://file.example'\n");
  const auto set = environment({{"FINDINGS_ALLOW_ORIGIN", "https://A.example, http://b.example:8080,"}});
  CHECK(serve_config(flags({{"index", {"x"}}}), set, file.values()).allow_origins ==
        std::vector<std::string>{"https://a.example", "http://b.example:8080"});
}

TEST_CASE("what is not said is safe") {
  const ServeConfig config = serve_config(flags({{"index", {"x"}}}), {}, {});
  CHECK(http::written(config.listen) == "127.0.0.1:8080");
  CHECK(config.allow_hosts.empty());
  CHECK(config.allow_origins.empty());
  CHECK_FALSE(config.log_queries);
  CHECK_FALSE(config.token_file);
  CHECK(config.workers >= 4);
  CHECK(config.searches >= 2);
}

TEST_CASE("a mistake in a value names where it stands") {
  struct Case {
    std::string option, value, message;
  };
  const Case cases[] = {
      {"listen", "8080", "cannot listen on \"8080\": it is not HOST:PORT"},
      {"listen", "a:b", "cannot listen on \"a:b\": its port is no number from 0 to 65535"},
      {"listen", "a:65536", "cannot listen on \"a:65536\": its port is no number from 0 to 65535"},
      {"listen", "::1:80", "cannot listen on \"::1:80\": an IPv6 address stands in brackets: [::1]:8080"},
      {"workers", "0", "--workers wants a number from 1 to 4000, not \"0\""},
      {"workers", "many", "--workers wants a number from 1 to 4000, not \"many\""},
      {"per-client", "4001", "--per-client wants a number from 1 to 4000, not \"4001\""},
      {"allow-origin", "*", "--allow-origin: \"*\" is no origin"},
      {"allow-origin", "null", "--allow-origin: \"null\" is no origin"},
      {"allow-origin", "intranet.example", "--allow-origin: \"intranet.example\" is no origin"},
      {"allow-origin", "https://a.example/", "--allow-origin: \"https://a.example/\" is no origin"},
      {"allow-origin", "https://a;reboot", "--allow-origin: \"https://a;reboot\" is no origin"},
      {"public-address", "findings.example", "--public-address: \"findings.example\" is no origin"},
      {"allow-host", "http://a", "--allow-host: \"http://a\" is no name of a host"},
      {"cert", "a.pem", "there is a certificate and no key"},
      {"key", "a.pem", "there is a key and no certificate"},
      {"log-queries", "maybe", "--log-queries wants true or false, not \"maybe\""},
      {"index", "", "--index wants a value"},
  };
  for (const Case& one : cases) {
    INFO(one.option + " " + one.value);
    auto given = flags({{"index", {"x"}}});
    given.by_name[one.option] = {{one.value}, "--" + one.option};
    CHECK(complaint([&] { serve_config(given, {}, {}); }) == one.message);
  }
  CHECK(complaint([&] {
          serve_config({}, environment({{"FINDINGS_INDEX", "x"}, {"FINDINGS_WORKERS", "x"}}), {});
        }) == "FINDINGS_WORKERS wants a number from 1 to 4000, not \"x\"");
}

TEST_CASE("a mistake in the file names the line") {
  struct Case {
    std::string text, message;
  };
  const Case cases[] = {
      {"# one\nlisen = 'x'\n", ":2: no option is called \"lisen\"; did you mean \"listen\"?"},
      {"workers = 'many'\n", ":1: workers wants a number"},
      {"log-queries = 'yes'\n", ":1: log-queries wants true or false"},
      {"listen = 8080\n", ":1: listen wants a text"},
      {"\nallow-host = ['a', 1]\n", ":2: allow-host wants a list of texts"},
      {"allow-host = {}\n", ":1: allow-host wants a list of texts"},
      {"config = 'other.toml'\n", ":1: no option is called \"config\""},
      {"\"a\\u001b[31mb\" = 1\n", ":1: no option is called \"a[31mb\""},
      {"listen = \"\\u001b]0;x\"\n", ":1: listen has a control character in it"},
  };
  for (const Case& one : cases) {
    const File file(one.text);
    CHECK(complaint([&] { file.values(); }) == file.path().string() + one.message);
  }
  const File broken("workers = 3\nlisten = \n");
  CHECK(complaint([&] { broken.values(); }).starts_with(broken.path().string() + ":2: "));
  CHECK(complaint([&] { values_of_file("/nowhere/serve.toml"); }).find("/nowhere/serve.toml") != std::string::npos);
}

TEST_CASE("a number of the file that is none is told with its line") {
  const File file("index = 'x'\nworkers = -1\n");
  CHECK(complaint([&] { serve_config({}, {}, file.values()); }) ==
        file.path().string() + ":2 wants a number from 1 to 4000, not \"-1\"");
}

TEST_CASE("what is printed is a file that says the same") {
  const auto given = flags({{"index", {"/srv/an 'odd' \"index\""}},
                            {"listen", {"[::1]:0"}},
                            {"allow-host", {"a.example"}},
                            {"allow-origin", {"https://a.example", "https://b.example"}},
                            {"public-address", {"https://findings.example"}},
                            {"log-queries", {"true"}},
                            {"workers", {"7"}}});
  const ServeConfig config = serve_config(given, {}, {});
  const std::string printed = printed_config(config, given, {}, {});
  INFO(printed);
  CHECK(printed.find("workers = 7  # --workers\n") != std::string::npos);
  const File file(printed);
  const ServeConfig again = serve_config({}, {}, file.values());
  CHECK(again.public_address == "https://findings.example");
  CHECK(again.index == config.index);
  CHECK(http::written(again.listen) == "[::1]:0");
  CHECK(again.allow_hosts == config.allow_hosts);
  CHECK(again.allow_origins == config.allow_origins);
  CHECK(again.log_queries);
  CHECK(again.workers == 7);
  CHECK(again.connections == config.connections);
  CHECK_FALSE(again.cert);
}
