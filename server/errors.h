// What went wrong, as a reply.
#pragma once

#include <exception>
#include <string>

#include "server/http/message.h"

namespace findings {

/// The error in flight, as one that may be shown: mistakes in what was asked with their place and hint; of everything
/// else only that it happened. `log` is told what is not shown, with the id that is. Messages that could repeat words of
/// what was asked are told only `with_words`; of the others what kind of error it was.
http::HttpError error_in_flight(const std::function<void(const std::string&)>& log, bool with_words);

/// JSON where a program asks (paths under /api/, or Accept wants it and no HTML), else a page.
http::Response error_response(const http::HttpError& error, const http::Request& request);

/// `& < > " '` as references: for text and for attribute values.
std::string escaped(std::string_view text);

}  // namespace findings
