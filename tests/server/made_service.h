// A service over an index of made reports, and requests to it without a socket.
#pragma once

#include "indexer/write.h"
#include "schema/generations.h"
#include "server/http/head.h"
#include "server/service.h"
#include "tests/made_reports.h"
#include "tests/temporary_folder.h"

namespace findings {

/// Publishes a generation of so many made reports.
inline void publish_reports(const std::filesystem::path& index, std::size_t count) {
  std::vector<Report> reports;
  for (std::size_t i = 0; i < count; ++i) {
    std::string name = "a";
    for (std::size_t rest = i; rest > 0; rest /= 26) name += static_cast<char>('a' + rest % 26);
    reports.push_back(made_report(name, name));
  }
  Writer writer(index);
  write_generation(reports, writer.build());
  writer.publish("{}");
}

inline ServeConfig made_config(const std::filesystem::path& index) {
  ServeConfig config;
  config.index = index;
  config.listen = {"127.0.0.1", 8080};
  config.workers = 4;
  config.searches = 2;
  return config;
}

/// "GET /path", with headers each ended by "\r\n"; Host is localhost:8080 where they name none.
inline http::Request made_request(const std::string& line, const std::string& headers = "") {
  const std::string host = headers.find("Host:") == std::string::npos ? "Host: localhost:8080\r\n" : "";
  return http::read_head(line + " HTTP/1.1\r\n" + host + headers + "\r\n");
}

inline std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (http::same_name(key, name)) return value;
  return "";
}

}  // namespace findings
