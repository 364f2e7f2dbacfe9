// Any bytes as the server's TOML file: taken whole or refused by its line; and what it says is a configuration or is
// refused by the option's name.
#include <cstddef>
#include <cstdint>

#include "server/config.h"
#include "tests/fuzz/file_laws.h"
#include "tests/fuzz/memory_file.h"

using namespace findings;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const MemoryFile file(bytes);
  ServeValues values;
  if (!require_read_or_refused(bytes, file.path().string(), ":", [&] { values = values_of_file(file.path()); }))
    return 0;
  try {
    const ServeConfig config = serve_config({}, {}, values);
    require(config.workers > 0 && config.connections > 0 && config.searches > 0, "there is somebody to answer");
    require(config.cert.has_value() == config.key.has_value(), "a certificate has its key");
  } catch (const Error& error) {
    require(is_clean_line(error.what()), "a refusal is a line of text", error.what());
  }
  return 0;
}
