// findings shard serve: a shard of an index for searchers on other hosts.
#include <iostream>

#include "cli/options.h"
#include "cli/verbs.h"
#include "schema/generations.h"
#include "server/shard_server.h"

namespace findings {
namespace {

constexpr char usage[] = "findings shard serve --index DIR --shard K";

Exit shard(const Given& given) {
  if (given.words() != Arguments{"serve"})
    throw Error(given.words().empty() ? "what is to be done with the shard is not named"
                                      : "nothing is done with a shard that is called \"" + given.words().back() + "\"",
                usage);
  ShardServerOptions options;
  options.index = given.has("index") ? std::filesystem::path(given.text("index")) : default_index();
  options.shard = given.number("shard");
  options.interface = given.text("interface");
  options.port = given.number("port");
  if (options.port && (*options.port < 1 || *options.port > 65535)) throw Error("--port is a number from 1 to 65535");
  serve_shard(options, [](const std::string& message) { std::cerr << "findings: " + message + "\n" << std::flush; });
  return Exit::found;
}

}  // namespace

Verb shard_verb() {
  return {
      "shard",
      "Serving",
      "serve a part of an index to other hosts",
      "serve",
      {{"findings shard serve --index INDEX --shard 2", "serves the second shard to programs of this host"},
       {"findings shard serve --index INDEX --interface 10.0.0.12", "serves the only shard here to a network"}},
      "Serves one shard of an index that findings index --shards made, read-only, by xapian-tcpsrv; findings search "
      "and findings serve ask it with --index remote:HOST:PORT. Every byte is verified before it is served, and a new "
      "generation takes the place of the old when it is there whole. An index that is one database is its own only "
      "shard. docs/scale.md has the whole set-up.\n"
      "There is no password and no encryption: whoever reaches the address can read the whole shard and keep the "
      "host busy. Told by SIGTERM, it ends at once, with all it started.",
      {{"Options",
        {index_option,
         {"shard", "K", "which shard; else the only one on this host", Takes::number},
         {"interface", "ADDRESS", "listen there", Takes::text, {}, "127.0.0.1"},
         {"port", "P", "listen on that port; else 7100 + K", Takes::number}}}},
      shard,
      Offers::choices,
      "serve"};
}

}  // namespace findings
