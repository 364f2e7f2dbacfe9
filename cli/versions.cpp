#include "cli/versions.h"

#include <nettle/version.h>
#include <toml++/toml.h>
#include <unicode/uversion.h>
#include <xapian.h>
#include <boost/version.hpp>
#include <nlohmann/json.hpp>

#include "cli/run_program.h"
#include "indexer/run_pdf_reader.h"
#include "schema/files.h"

namespace findings {
namespace {

std::string dotted(int major, int minor, int patch) {
  return std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
}

std::string icu_version() {
  UVersionInfo numbers;
  char text[U_MAX_VERSION_STRING_LENGTH];
  u_getVersion(numbers);
  u_versionToString(numbers, text);
  return text;
}

std::filesystem::path place_of(const std::string& program) {
  if (program == "findings-pdf") return pdf_reader();
  const auto place = program_beside(program);
  if (!place) throw Error(program + " is not beside findings");
  return *place;
}

}  // namespace

std::string version_line(const std::string& program, const std::string& more) {
  return program + " " FINDINGS_VERSION " (Xapian " + Xapian::version_string() + ", ICU " + icu_version() +
         ", Nettle " + std::to_string(nettle_version_major()) + '.' + std::to_string(nettle_version_minor()) +
         ", Boost " + dotted(BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100) + ", toml++ " +
         dotted(TOML_LIB_MAJOR, TOML_LIB_MINOR, TOML_LIB_PATCH) + ", nlohmann/json " +
         dotted(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH) +
         (more.empty() ? "" : ", " + more) + ")\n";
}

std::string version_line_of(const std::string& program) {
  try {
    const auto place = place_of(program);
    const auto line = output_of(place, "--version");
    return line ? *line : program + ": " + place.string() + " does not say its version\n";
  } catch (const Error& error) {
    return program + ": " + error.what() + '\n';
  }
}

}  // namespace findings
