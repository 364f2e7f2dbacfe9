// findings serve: a read-only server over an index.
#include "cli/apart.h"
#include "cli/options.h"
#include "cli/verbs.h"
#include "server/config.h"

namespace findings {
namespace {

using Kind = ServeOption::Kind;

std::vector<Option> options() {
  std::vector<Option> rows;
  for (const ServeOption& option : serve_options)
    rows.push_back({.name = option.name,
                    .value = option.value,
                    .describes = option.describes,
                    .takes = option.kind == Kind::yes_or_no ? Takes::nothing
                             : option.kind == Kind::list    ? Takes::list
                                                            : Takes::text,
                    .offers = option.value == "FILE"  ? Offers::files
                              : option.value == "DIR" ? Offers::folders
                                                      : Offers::nothing});
  rows.push_back({.name = "config",
                  .value = "FILE",
                  .describes = "a TOML file of these options; else $FINDINGS_CONFIG",
                  .takes = Takes::text,
                  .offers = Offers::files});
  rows.push_back({.name = "print-config", .describes = "print what would be served, as such a file, and end"});
  rows.push_back({.name = "new-token",
                  .value = "NAME",
                  .describes = "make a token, print it and the line for --token-file, and end",
                  .takes = Takes::text});
  return rows;
}

}  // namespace

Verb serve_verb() {
  return {"serve",
          "Serving",
          "answer questions over HTTP",
          "",
          {{"findings serve", "answers programs of this machine, at http://127.0.0.1:8080/"},
           {"findings serve --listen 0.0.0.0:8080 --allow-host findings.example", "answers others, by that name"},
           {"findings serve --config serve.toml --print-config", "shows what it would do"}},
          "Serves one index, read-only. An index that changes is noticed without a restart. Each option may also stand "
          "in the environment (FINDINGS_ALLOW_HOST) and in a TOML file (allow-host = [\"findings.example\"]); a flag "
          "wins over the environment, and that over the file.\n"
          "It logs a line of JSON a request on standard error. Told by SIGTERM, it ends once what is under way is "
          "answered, within three seconds.",
          {{"Options", options()}},
          serve};
}

}  // namespace findings
