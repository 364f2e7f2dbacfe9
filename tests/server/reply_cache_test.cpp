// Replies that are kept: which, for how long, and for whom.
#include <catch2/catch.hpp>

#include "server/reply_cache.h"

using namespace findings;

namespace {

http::Response reply(const std::string& body) {
  http::Response response;
  response.type = "text/plain";
  response.body = body;
  response.set("ETag", "\"1\"");
  return response;
}

}  // namespace

TEST_CASE("a kept reply is given again whole") {
  ReplyCache cache;
  CHECK_FALSE(cache.find("/search?q=drift"));
  cache.keep("/search?q=drift", reply("drift"));
  const auto kept = cache.find("/search?q=drift");
  REQUIRE(kept);
  CHECK(kept->body == "drift");
  CHECK(kept->type == "text/plain");
  CHECK(kept->has("ETag"));
  CHECK_FALSE(cache.find("/search?q=delay"));
}

TEST_CASE("mistakes, streams and what is too large are not kept") {
  ReplyCache cache(10'000, 1'200);
  http::Response mistake = reply("no");
  mistake.status = 400;
  cache.keep("mistake", mistake);
  http::Response stream = reply("");
  stream.stream = [](const http::Write&) {};
  cache.keep("stream", stream);
  cache.keep("large", reply(std::string(1'000, 'x')));
  cache.keep("small", reply("x"));
  CHECK_FALSE(cache.find("mistake"));
  CHECK_FALSE(cache.find("stream"));
  CHECK_FALSE(cache.find("large"));
  CHECK(cache.find("small"));
}

TEST_CASE("where there is no room what was asked for longest ago goes") {
  ReplyCache cache(3'400, 2'000);
  const std::string body(98, 'x');  // with its key twice and what holds it 1,124 bytes
  cache.keep("a", reply(body));
  cache.keep("b", reply(body));
  cache.keep("c", reply(body));
  CHECK(cache.find("a"));
  cache.keep("d", reply(body));
  CHECK(cache.find("a"));
  CHECK_FALSE(cache.find("b"));
  CHECK(cache.find("c"));
  CHECK(cache.find("d"));
  cache.keep("d", reply("another"));
  CHECK(cache.find("d")->body == body);
}

TEST_CASE("what nobody asks again is forgotten after its time") {
  ReplyCache cache;
  cache.keep("long ago", reply("a"));
  cache.keep("asked again", reply("b"));
  const auto since = ReplyCache::Clock::now();
  CHECK(cache.find("asked again"));
  cache.forget_before(since);
  CHECK(cache.find("asked again"));
  CHECK_FALSE(cache.find("long ago"));
  cache.forget_before(ReplyCache::Clock::now() + std::chrono::seconds(1));
  CHECK_FALSE(cache.find("asked again"));
}
