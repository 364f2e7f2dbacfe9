// Writes replies as HTTP/1.1, by cpp-httplib.
//
// Debian's 0.11.4 is not trusted with what strangers send (it accepts bare LF, two Hosts, bodies that smuggle a second
// request, ranges that multiply the body; it decodes %0d%0a in headers): read_head has checked every byte before, and
// httplib is told the method, the version and whether the connection stays, nothing else. Its threads, its queue, its
// sockets and its routes play no part: as shipped, eight slow clients stop it.
#pragma once

#include <functional>

#include "server/http/message.h"

namespace findings::http {

using Handler = std::function<Response(const Request&)>;

struct Written {
  int status = 500;
  std::string route;
  bool stays_open = false;  // what the reply told the client about the connection
  std::string refused;      // why, where it is the server that refused it
};

/// Answers `request` by `handler` and hands the reply's bytes to `write`. Whatever the handler throws becomes a 500
/// without details, except Gone: that ends the reply where it stands, and so does any error once a stream has begun.
Written write_reply(const Request& request, bool may_stay_open, const Handler& handler, const Write& write);

/// Of cpp-httplib.
const char* library_version();

}  // namespace findings::http
