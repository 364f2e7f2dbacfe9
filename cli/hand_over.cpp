#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <unistd.h>

#include "cli/apart.h"
#include "cli/versions.h"
#include "schema/files.h"

namespace findings {
namespace {

/// The same process goes on as findings-full, with the same arguments.
Exit hand_over() {
  std::string typed = read_file("/proc/self/cmdline");  // each argument ends in a zero
  std::vector<char*> arguments;
  for (std::size_t at = 0; at < typed.size(); at = typed.find('\0', at) + 1) arguments.push_back(typed.data() + at);
  arguments.push_back(nullptr);
  const auto program = program_beside("findings-full");
  if (program) ::execv(program->c_str(), arguments.data());
  throw Error("cannot run findings-full: " + std::string(program ? std::strerror(errno) : "it is not beside findings"),
              "build it (ninja findings-full), or install Findings anew", Exit::failures);
}

}  // namespace

Exit serve(const Given&) { return hand_over(); }
Exit pack(const Given&) { return hand_over(); }

Exit examine_system(const Given&) {
  ::setenv("FINDINGS_CALLER", FINDINGS_VERSION, 1);  // findings-full sees whether it is of the same version
  return hand_over();
}

std::string version_lines() {
  return version_line("findings", "") + version_line_of("findings-full") + version_line_of("findings-pdf");
}

}  // namespace findings
