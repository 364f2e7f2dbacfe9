// Percent-encoding, read strictly: what is badly written is refused, and nothing is decoded twice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace findings::http {

/// "%2F" and, where `plus_is_space`, '+'. Throws HttpError 400 for a % without two hexadecimal digits, for bytes that
/// are no UTF-8 and for %00.
std::string decoded(std::string_view text, bool plus_is_space);

/// Everything but letters, digits and "-._~" as %XX.
std::string encoded(std::string_view text);

/// "41" of 'A'.
std::string hex_of(char byte);

/// The path between its slashes, decoded. Throws HttpError 404 where a segment is "." or "..", or has a control
/// character, a backslash or bytes that are no UTF-8: no page has such an address, and no file is to be sought by one.
std::vector<std::string> segments_of(std::string_view path);

/// "a=1&b=2&a=3" in order; a name without '=' has the value "". Throws HttpError 400 naming the parameter.
Pairs pairs_of(std::string_view query);

bool is_utf8(std::string_view text);

}  // namespace findings::http
