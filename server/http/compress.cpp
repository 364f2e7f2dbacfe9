#include "server/http/compress.h"

#include <algorithm>
#include <array>
#include <new>

#include <zlib.h>

namespace findings::http {
namespace {

constexpr std::size_t worth_packing = 1000;  // bytes
constexpr int level = 4;                     // of 9

bool is_text(std::string_view type) {
  type = type.substr(0, type.find(';'));
  constexpr std::string_view packed[] = {"application/json",
                                         "application/x-ndjson",
                                         "application/javascript",
                                         "application/atom+xml",
                                         "application/manifest+json",
                                         "application/xml",
                                         "image/svg+xml",
                                         "application/opensearchdescription+xml"};
  return type.starts_with("text/") || std::find(std::begin(packed), std::end(packed), type) != std::end(packed);
}

class Packer {
 public:
  Packer() {
    if (::deflateInit2(&stream_, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  }
  ~Packer() { ::deflateEnd(&stream_); }
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;

  void pack(std::string_view bytes, int flush, const Write& write) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    std::array<char, 16 * 1024> out;
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(out.data());
      stream_.avail_out = static_cast<uInt>(out.size());
      ::deflate(&stream_, flush);
      write({out.data(), out.size() - stream_.avail_out});
    } while (stream_.avail_out == 0);
  }

 private:
  z_stream stream_{};
};

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

}  // namespace

bool takes_gzip(std::string_view accept) {
  bool any = false;
  while (!accept.empty()) {
    const std::string_view item = accept.substr(0, accept.find(','));
    accept.remove_prefix(std::min(item.size() + 1, accept.size()));
    const std::string_view coding = trimmed(item.substr(0, item.find(';')));
    const std::size_t q = item.find("q=");
    const bool is_taken = q == item.npos || item.substr(q + 2).find_first_of("123456789") != item.npos;
    if (same_name(coding, "gzip")) return is_taken;
    if (coding == "*") any = is_taken;
  }
  return any;
}

std::string gzip(std::string_view bytes) {
  std::string packed;
  Packer().pack(bytes, Z_FINISH, [&](std::string_view piece) { packed += piece; });
  return packed;
}

void compress(const Request& request, Response& response) {
  const bool is_long = response.stream || response.body.size() >= worth_packing;
  if (!is_text(response.type) || response.has("Content-Encoding")) return;
  for (auto& [name, value] : response.headers)
    if (same_name(name, "Vary")) {
      value += ", Accept-Encoding";
      break;
    }
  if (!response.has("Vary")) response.set("Vary", "Accept-Encoding");
  if (!is_long || !takes_gzip(request.header("accept-encoding").value_or(""))) return;
  response.set("Content-Encoding", "gzip");
  if (!response.stream) {
    response.body = gzip(response.body);
    return;
  }
  response.stream = [stream = std::move(response.stream)](const Write& write) {
    Packer packer;
    stream([&](std::string_view bytes) { packer.pack(bytes, Z_NO_FLUSH, write); });
    packer.pack({}, Z_FINISH, write);
  };
}

}  // namespace findings::http
