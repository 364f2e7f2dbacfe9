#include "server/http/protocol.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>

#include <httplib.h>

namespace findings::http {
namespace {

/// The head for httplib to read, and the reply it writes, gathered to leave in few pieces.
class ReplyStream : public httplib::Stream {
 public:
  ReplyStream(std::string head, const Write& write) : head_(std::move(head)), write_(write) {}

  bool is_readable() const override { return at_ < head_.size(); }
  bool is_writable() const override { return !is_gone_; }
  ssize_t read(char* into, std::size_t size) override {
    const std::size_t count = std::min(size, head_.size() - at_);
    std::memcpy(into, head_.data() + at_, count);
    at_ += count;
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* bytes, std::size_t size) override {
    if (size < piece) gathered_.append(bytes, size);
    if (size >= piece || gathered_.size() >= piece) flush();
    if (size >= piece) hand_over({bytes, size});
    return is_gone_ ? -1 : static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return -1; }

  void flush() {
    hand_over(gathered_);
    gathered_.clear();
  }
  bool is_gone() const { return is_gone_; }

 private:
  void hand_over(std::string_view bytes) {
    if (is_gone_ || bytes.empty()) return;
    try {
      write_(bytes);
    } catch (const Gone&) {
      is_gone_ = true;
    }
  }

  static constexpr std::size_t piece = 64 * 1024;
  std::string head_;
  std::size_t at_ = 0;
  const Write& write_;
  std::string gathered_;
  bool is_gone_ = false;
};

bool is_sound(const std::pair<std::string, std::string>& header) {
  const auto is_control = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; };
  return std::none_of(header.second.begin(), header.second.end(), is_control);
}

/// "Sat, 21 Nov 2026 11:48:53 GMT", in whatever locale.
std::string date_now() {
  constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[utc.tm_wday], utc.tm_mday,
                months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
  return text;
}

class Protocol : private httplib::Server {
 public:
  Protocol() {
    // Everything is answered here, before httplib looks for a route; nothing then matches what `answer` has not set.
    set_pre_routing_handler([this](const httplib::Request&, httplib::Response& reply) {
      fill(reply);
      return HandlerResponse::Handled;
    });
    set_post_routing_handler([this](const httplib::Request&, httplib::Response& reply) { mend_headers(reply); });
    svr_sock_ = 0;  // never used; -1 would say that the server is being stopped, and streams would end
    keep_alive_max_count_ = 1000;
    keep_alive_timeout_sec_ = 15;
  }

  Written answer(const Request& request, bool may_stay_open, const http::Handler& handler, const Write& write) {
    request_ = &request;
    handler_ = &handler;
    written_ = {};
    is_broken_ = false;
    may_stay_open = may_stay_open && stays_open(request);
    ReplyStream stream(request.method + " / " + (request.is_http_1_0 ? "HTTP/1.0" : "HTTP/1.1") +
                           "\r\nConnection: " + (may_stay_open ? "keep-alive" : "close") + "\r\n\r\n",
                       write);
    bool is_closed = false;
    const bool is_whole = process_request(stream, !may_stay_open, is_closed, nullptr);
    stream.flush();
    written_.stays_open = is_whole && may_stay_open && !is_broken_ && !stream.is_gone() && !response_.stream;
    response_ = {};
    return written_;
  }

 private:
  static bool stays_open(const Request& request) {
    const auto connection = request.header("connection");
    if (!connection) return !request.is_http_1_0;
    // A list of tokens; a client that says anything but plain keep-alive is not relied upon.
    return same_name(*connection, "keep-alive") && !request.is_http_1_0;
  }

  void fill(httplib::Response& reply) {
    try {
      response_ = (*handler_)(*request_);
      if (!std::all_of(response_.headers.begin(), response_.headers.end(), is_sound))
        throw std::runtime_error("a header of the reply has a control character");
    } catch (...) {  // a handler of ours never throws; if one does, nothing of it is to be seen
      response_ = Response{.status = 500, .type = "text/plain; charset=utf-8", .body = "Something went wrong here.\n"};
    }
    reply.status = written_.status = response_.status;
    reply.set_header("Date", date_now());
    written_.route = response_.route;
    for (const auto& [name, value] : response_.headers) reply.headers.emplace(name, value);
    if (response_.stream) {
      reply.set_header("Connection", "close");
      const auto provide = [this](std::size_t, httplib::DataSink& sink) { return stream_to(sink); };
      if (request_->is_http_1_0)
        reply.set_content_provider(response_.type, provide);
      else
        reply.set_chunked_content_provider(response_.type, provide);
    } else if (!response_.body.empty()) {
      reply.set_content(std::move(response_.body), response_.type);
    }
  }

  bool stream_to(httplib::DataSink& sink) {
    std::string chunk;
    const auto flush = [&] {
      if (!chunk.empty() && !sink.write(chunk.data(), chunk.size())) throw Gone();
      chunk.clear();
    };
    try {
      response_.stream([&](std::string_view bytes) {
        chunk += bytes;
        if (chunk.size() >= 16 * 1024) flush();
      });
      flush();
    } catch (...) {  // the status has left long ago: a reply that ends without its last chunk is seen to be broken
      is_broken_ = true;
      return false;
    }
    sink.done();
    return true;
  }

  void mend_headers(httplib::Response& reply) const {
    reply.headers.erase("Accept-Ranges");  // httplib promises ranges on HEAD
    if (reply.status == 304 || reply.status == 204) reply.headers.erase("Content-Length");
    if (response_.stream) reply.headers.erase("Keep-Alive");
  }

  const Request* request_ = nullptr;
  const http::Handler* handler_ = nullptr;
  Response response_;
  Written written_;
  bool is_broken_ = false;
};

}  // namespace

const char* library_version() { return CPPHTTPLIB_VERSION; }

Written write_reply(const Request& request, bool may_stay_open, const http::Handler& handler, const Write& write) {
  thread_local Protocol protocol;  // making one costs a dozen allocations and a map of file types
  return protocol.answer(request, may_stay_open, handler, write);
}

}  // namespace findings::http
