// gzip, where the client takes it and it is worth while.
#pragma once

#include "server/http/message.h"

namespace findings::http {

/// Packs the body, or what will be streamed, of a reply of text that is longer than a packet or so and has no
/// Content-Encoding of its own; says Vary: Accept-Encoding of every reply that could be packed.
void compress(const Request& request, Response& response);

/// Whether Accept-Encoding takes gzip: "gzip", "*", without ";q=0".
bool takes_gzip(std::string_view accept_encoding);

std::string gzip(std::string_view bytes);

}  // namespace findings::http
