#include "server/errors.h"

#include <algorithm>
#include <atomic>
#include <new>
#include <typeinfo>

#include <xapian.h>
#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "schema/text.h"
#include "searcher/parse.h"
#include "server/pages/page.h"

namespace findings {
namespace {

using http::HttpError;

const std::string unsaid = ": its message could repeat the question and is logged with --log-queries alone";

/// What happened inside is logged under a number, and only the number is shown.
HttpError hidden(const std::string& what, int status, const std::function<void(const std::string&)>& log) {
  static std::atomic<unsigned long> count = 0;
  const std::string id = "E" + std::to_string(++count);
  log(id + ": " + what);
  if (status == 503) {
    HttpError error(503, "no_index", "the index cannot be read just now (" + id + ")", "try again in a few seconds");
    error.headers = {{"Retry-After", "5"}};
    return error;
  }
  return HttpError(500, "internal", "something went wrong here (" + id + ")",
                   "if it happens again, tell whoever runs this server its number");
}

std::string title_of(int status) {
  switch (status) {
    case 401:
      return "A token is wanted";
    case 404:
      return "Not found";
    case 500:
      return "Something went wrong";
    case 503:
      return "Not available just now";
    default:
      return "That cannot be answered";
  }
}

bool wants_json(const http::Request& request) {
  if (request.path.starts_with("/api/")) return true;
  const std::string accept = request.header("accept").value_or("");
  return accept.find("json") != accept.npos && accept.find("text/html") == accept.npos;
}

}  // namespace

HttpError error_in_flight(const std::function<void(const std::string&)>& log, bool with_words) {
  try {
    throw;
  } catch (const HttpError& error) {
    return error;
  } catch (const QuestionError& error) {
    return HttpError(400, "bad_question", error.what(), error.hint(), "q", error.start());
  } catch (const Error& error) {
    switch (error.status()) {
      case Exit::usage:
        return HttpError(400, "bad_request", error.what(), error.hint());
      case Exit::nothing:
        return HttpError(404, "not_found", error.what(), error.hint());
      case Exit::no_index:
        return hidden(error.what(), 503, log);
      default:
        return hidden(error.what(), 500, log);
    }
  } catch (const Xapian::DatabaseError& error) {  // no std::exception; speaks of files and hosts, as NetworkError does
    return hidden(error.get_description(), 503, log);
  } catch (const Xapian::NetworkError& error) {
    return hidden(error.get_description(), 503, log);
  } catch (const Xapian::Error& error) {
    return hidden(with_words ? error.get_description() : error.get_type() + unsaid, 503, log);
  } catch (const std::exception& error) {
    return hidden(with_words ? error.what() : typeid(error).name() + unsaid, 500, log);
  } catch (...) {
    return hidden("an exception that is none", 500, log);
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (;;) {
    const auto plain = std::find_if(text.begin(), text.end(),
                                    [](char c) { return c == '&' || c == '<' || c == '>' || c == '"' || c == '\''; });
    out.append(text.begin(), plain);
    text.remove_prefix(static_cast<std::size_t>(plain - text.begin()));
    if (text.empty()) return out;
    out += text[0] == '&'   ? "&amp;"
           : text[0] == '<' ? "&lt;"
           : text[0] == '>' ? "&gt;"
           : text[0] == '"' ? "&quot;"
                            : "&#39;";
    text.remove_prefix(1);
  }
}

http::Response error_response(const HttpError& error, const http::Request& request) {
  http::Response response{.status = error.status};
  if (wants_json(request)) {
    nlohmann::ordered_json json{{"code", error.code}, {"message", error.what()}};
    json["hint"] = error.hint.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(error.hint);
    json["param"] = error.param.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(error.param);
    json["position"] = error.position ? nlohmann::ordered_json(*error.position) : nlohmann::ordered_json();
    response.type = "application/json";
    response.body =
        nlohmann::ordered_json{{"error", json}}.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
        "\n";
  } else {
    pages::Data data;
    pages::put(data, "title", title_of(error.status) + " – Findings");
    pages::put(data, "heading", title_of(error.status));
    pages::put(data, "message", capitalised(error.what()));
    pages::put(data, "hint", error.hint);
    response = pages::page_reply("error", std::move(data), error.status);
  }
  for (const auto& [name, value] : error.headers) response.set(name, value);
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace findings
