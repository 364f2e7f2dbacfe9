// What `findings serve` does.
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <thread>

#include <openssl/crypto.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zip.h>
#include <zlib.h>

#include "cli/apart.h"
#include "cli/options.h"
#include "cli/versions.h"
#include "schema/private_memory.h"
#include "server/config.h"
#include "server/http/protocol.h"
#include "server/log.h"
#include "server/service.h"

namespace findings {
namespace {

using Kind = ServeOption::Kind;

ServeValues values_of(const Given& given) {
  ServeValues values;
  for (const ServeOption& option : serve_options) {
    if (!given.has(option.name)) continue;
    ServeValues::Value value{.texts = {}, .from = "--" + std::string(option.name)};
    if (option.kind == Kind::yes_or_no)
      value.texts = {"true"};
    else if (option.kind == Kind::list)
      value.texts = given.list(option.name);
    else
      value.texts = {given.text(option.name)};
    values.by_name[std::string(option.name)] = std::move(value);
  }
  return values;
}

ServeValues values_of_config(const Given& given) {
  const char* named = std::getenv("FINDINGS_CONFIG");
  if (given.has("config")) return values_of_file(given.text("config"));
  if (named != nullptr && *named != '\0') return values_of_file(named);
  return {};
}

/// Sockets, and six files for each search.
void allow_descriptors(std::size_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

http::Server* running = nullptr;

Exit serve(ServeConfig config) {
  std::signal(SIGPIPE, SIG_IGN);  // a log that nobody reads any more
  keep_memory_private();
  allow_descriptors(config.connections + 1024);
  LogWriter log(STDERR_FILENO);
  const auto tell = [&log](std::string_view event, const std::string& message) { log.write(log_line(event, message)); };
  std::shared_ptr<const http::Tls> tls;
  try {
    if (config.cert) tls = std::make_shared<http::Tls>(*config.cert, *config.key);
  } catch (const std::runtime_error& error) {
    throw Error(error.what());
  }
  std::optional<Service> service;  // made once it is known that there is a place to listen
  http::Settings settings;
  settings.limits.workers = config.workers;
  settings.limits.connections = settings.limits.queued = config.connections;
  settings.limits.per_client = config.per_client;
  settings.handler = [&](const http::Request& request) { return service->answer(request); };
  settings.is_quick = Service::is_quick;
  settings.refuse = [&](const http::HttpError& error, const http::Request& request) {
    return service->refuse(error, request);
  };
  settings.on_exchange = [&](const http::Exchange& exchange) {
    service->metrics().count(exchange);
    log.write(log_line(exchange, config.log_queries));
  };
  settings.tls = tls;
  std::optional<http::Server> server;
  try {
    server.emplace(std::move(settings), config.listen);
  } catch (const std::runtime_error& error) {
    throw Error("cannot listen on " + http::written(config.listen) + ": " + error.what(),
                "another address: --listen 127.0.0.1:0 takes a free port", Exit::failures);
  }
  config.listen = server->address();
  service.emplace(config, all_routes(), tell);
  service->gauges = [&] {
    return metric("findings_http_connections", "gauge", "Connections open.",
                  static_cast<double>(server->connections())) +
           metric("findings_http_in_flight", "gauge", "Requests being answered or waiting for it.",
                  static_cast<double>(server->in_flight())) +
           metric("findings_log_dropped_total", "counter", "Lines of the log that could not be written.",
                  static_cast<double>(log.dropped()));
  };
  running = &*server;
  for (const int signal : {SIGTERM, SIGINT}) std::signal(signal, [](int) { running->stop(); });
  tell("start", std::string("listening on ") + (tls ? "https://" : "http://") + http::written(server->address()) + "/");
  const bool is_over = server->run();
  tell("stop", is_over ? "stopped" : "stopped; a request was still being worked on");
  for (const int signal : {SIGTERM, SIGINT}) std::signal(signal, SIG_DFL);
  if (!is_over) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));  // for the last line
    std::_Exit(static_cast<int>(Exit::failures));
  }
  return Exit::found;
}

}  // namespace

std::string version_lines() {
  return version_line("findings-full", std::string("OpenSSL ") + OpenSSL_version(OPENSSL_VERSION_STRING) + ", libzip " +
                                           zip_libzip_version() + ", zlib " + zlibVersion() + ", cpp-httplib " +
                                           http::library_version());
}

Exit serve(const Given& given) {
  if (!given.words().empty())
    throw Error("serve takes no words; \"" + given.words().front() + "\" is one", "findings serve --index DIR");
  if (given.has("new-token")) {
    const NewToken made = make_token(given.text("new-token"));
    std::cout << made.token << '\n' << made.line << '\n';
    return Exit::found;
  }
  const ServeValues flags = values_of(given), environment = values_of_environment(std::getenv),
                    file = values_of_config(given);
  const ServeConfig config = serve_config(flags, environment, file);
  if (!given.has("print-config")) return serve(config);
  std::cout << printed_config(config, flags, environment, file);
  return Exit::found;
}

}  // namespace findings
