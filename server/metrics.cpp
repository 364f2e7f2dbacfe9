#include "server/metrics.h"

#include <sstream>

namespace findings {
namespace {

void describe(std::ostream& out, const std::string& name, const std::string& type, const std::string& help) {
  out << "# HELP " << name << ' ' << help << "\n# TYPE " << name << ' ' << type << '\n';
}

}  // namespace

std::string metric(const std::string& name, const std::string& type, const std::string& help, double value,
                   const std::string& labels) {
  std::ostringstream out;
  out.precision(15);
  describe(out, name, type, help);
  out << name << labels << ' ' << value << '\n';
  return out.str();
}

void Metrics::count(const http::Exchange& exchange) {
  const double seconds = exchange.milliseconds / 1000;
  const std::lock_guard lock(mutex_);
  ++requests_[{exchange.route, exchange.status}];
  bytes_ += exchange.bytes;
  if (!exchange.refused.empty()) ++refused_[exchange.refused];
  Latency& latency = latencies_[exchange.route];
  ++latency.count;
  latency.seconds += seconds;
  for (std::size_t i = 0; i < bounds.size(); ++i)
    if (seconds <= bounds[i]) ++latency.up_to[i];
}

std::string Metrics::text() const {
  const std::lock_guard lock(mutex_);
  std::ostringstream out;
  // Routes are patterns of ours and reasons words of ours: no label needs escaping.
  describe(out, "findings_http_requests_total", "counter", "Requests answered, by route and status.");
  for (const auto& [key, count] : requests_)
    out << "findings_http_requests_total{route=\"" << key.first << "\",status=\"" << key.second << "\"} " << count
        << '\n';
  describe(out, "findings_http_request_seconds", "histogram", "From a whole request to the last byte of its reply.");
  for (const auto& [route, latency] : latencies_) {
    const std::string label = "{route=\"" + route + "\"";
    for (std::size_t i = 0; i < bounds.size(); ++i)
      out << "findings_http_request_seconds_bucket" << label << ",le=\"" << bounds[i] << "\"} " << latency.up_to[i]
          << '\n';
    out << "findings_http_request_seconds_bucket" << label << ",le=\"+Inf\"} " << latency.count << '\n'
        << "findings_http_request_seconds_sum" << label << "} " << latency.seconds << '\n'
        << "findings_http_request_seconds_count" << label << "} " << latency.count << '\n';
  }
  describe(out, "findings_http_refused_total", "counter", "Requests that never reached a page, by reason.");
  for (const auto& [reason, count] : refused_)
    out << "findings_http_refused_total{reason=\"" << reason << "\"} " << count << '\n';
  describe(out, "findings_http_sent_bytes_total", "counter", "Bytes of replies.");
  out << "findings_http_sent_bytes_total " << bytes_ << '\n';
  return out.str();
}

}  // namespace findings
