#include "cli/system_checks.h"

#include <csignal>
#include <cstdlib>
#include <ctime>

#include <langinfo.h>
#include <locale.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "cli/run_program.h"
#include "indexer/read_pdf.h"
#include "indexer/run_pdf_reader.h"
#include "schema/files.h"
#include "schema/generations.h"
#include "searcher/index_place.h"
#include "server/tokens.h"

namespace findings {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t room_wanted = 3;  // times the index: the next one, what it is compacted from, and one kept
constexpr std::size_t descriptors_for_files = 1024;

constexpr std::string_view small_pdf = R"(%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R
  /Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
4 0 obj <</Length 73>> stream
BT /F 12 Tf 72 700 Td (The doctor reads this page to know that it can.) Tj ET
endstream endobj
trailer <</Root 1 0 R>>
startxref
0
%%EOF
)";

SystemCheck ok(std::string name, std::string says) { return {std::move(name), Verdict::ok, std::move(says), ""}; }

SystemCheck wrong(std::string name, const Error& error) {
  return {std::move(name), Verdict::wrong, error.what(), error.hint()};
}

/// The second word of a program's version line.
std::string version_in(const std::optional<std::string>& line) {
  if (!line) return "";
  const std::size_t begin = line->find(' ') + 1;
  return line->substr(begin, line->find(' ', begin) - begin);
}

SystemCheck check_pdf_reader() {
  const std::string name = "PDF reader";
  try {
    if (const Lines lines = read_pdf(std::string(small_pdf)); lines.lines.empty())
      return {name, Verdict::wrong, "a PDF was read and no line was found in it", "install Findings anew"};
    return ok(name, pdf_reader().string() + " reads a PDF in its sandbox");
  } catch (const Error& error) {
    return wrong(name, error);
  } catch (const std::exception& error) {
    return {name, Verdict::wrong, error.what(), "a service's SystemCallFilter must allow seccomp and setrlimit"};
  }
}

std::string in_megabytes(std::uintmax_t bytes) { return std::to_string((bytes + (1u << 20) - 1) >> 20) + " MB"; }

std::string owner_of(const struct stat& status) {
  const passwd* const user = ::getpwuid(status.st_uid);
  return user != nullptr ? user->pw_name : "user " + std::to_string(status.st_uid);
}

SystemCheck check_generation(const fs::path& generation, Extent extent) {
  const auto problems = verify(generation, extent);
  if (problems.empty()) return ok("index", generation.string() + " is whole, every byte of it");
  return {"index", Verdict::wrong, generation.string() + ": " + problems.front(),
          "findings index PATH... makes it anew from what was read"};
}

SystemCheck check_access(const fs::path& index) {
  struct stat status {};
  if (::stat(index.c_str(), &status) != 0) return wrong("access", system_error("examine", index, errno));
  const std::string owner = owner_of(status);
  const char* const others = (status.st_mode & S_IROTH) != 0   ? ", everybody reads it"
                             : (status.st_mode & S_IRGRP) != 0 ? ", its group reads it"
                                                               : ", nobody else reads it";
  if ((status.st_mode & S_IWOTH) != 0)
    return {"access", Verdict::wrong, "everybody may write to " + index.string(), "chmod o-w '" + index.string() + "'"};
  const bool is_written = ::access(index.c_str(), W_OK) == 0;
  return ok("access", "of " + owner + others + "; who asks this may " + (is_written ? "index" : "search, not index"));
}

SystemCheck check_room(const fs::path& index, const fs::path& generation) {
  std::uintmax_t size = 0;
  for (const auto& entry : fs::recursive_directory_iterator(generation))
    if (entry.is_regular_file()) size += entry.file_size();
  struct statvfs disk {};
  if (::statvfs(index.c_str(), &disk) != 0) return wrong("free space", system_error("examine", index, errno));
  const std::uintmax_t free = std::uintmax_t{disk.f_bavail} * disk.f_frsize;
  const std::string says = in_megabytes(free) + " free, the index has " + in_megabytes(size);
  if (free >= room_wanted * size) return ok("free space", says);
  return {"free space", Verdict::wrong, says,
          "an index is made beside the one that is served: make " + in_megabytes(room_wanted * size - free) + " more"};
}

SystemCheck check_left_overs(const fs::path& index) {
  std::string left, running;
  for (const auto& entry : fs::directory_iterator(index)) {
    const std::string name = entry.path().filename();
    if (!name.starts_with("build-")) continue;
    const auto process = static_cast<pid_t>(std::atoi(name.c_str() + 6));
    const bool runs = process > 0 && (::kill(process, 0) == 0 || errno == EPERM);
    (runs ? running : left) += ' ' + name;
  }
  if (!left.empty())
    return {"left over", Verdict::warning, "a run that was killed left" + left, "the next findings index removes it"};
  return ok("left over", running.empty() ? "nothing" : "nothing; a run is writing" + running);
}

SystemCheck check_secret(const std::string& name, const fs::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return wrong(name, system_error("examine", file, errno));
  if ((status.st_mode & S_IRWXO) != 0)
    return {name, Verdict::wrong, "everybody may read or change " + file.string(), "chmod o= '" + file.string() + "'"};
  if (::access(file.c_str(), R_OK) != 0) return wrong(name, system_error("open", file, errno));
  return ok(name, file.string() + " is of " + owner_of(status) + " and not for everybody");
}

SystemCheck check_listening(const ServeConfig& config) {
  const std::string& host = config.listen.host;
  const std::string where = http::written(config.listen);
  if (host == "localhost" || host == "::1" || host.starts_with("127."))
    return ok("listening", where + ", this machine alone" +
                               (config.public_address.empty() ? "" : "; people reach it as " + config.public_address));
  if (config.cert)
    return ok("listening", where + " by TLS, answering to " + std::to_string(config.allow_hosts.size()) + " names");
  return {"listening", Verdict::warning, where + " is open to the network, and what is asked can be read on the way",
          "listen on 127.0.0.1 behind a proxy that speaks TLS (docs/install.md), or give it --cert and --key"};
}

}  // namespace

std::vector<SystemCheck> check_programs(const std::string& caller) {
  std::vector<SystemCheck> checks;
  try {
    const std::string reader = version_in(output_of(pdf_reader(), "--version"));
    if (caller == FINDINGS_VERSION && reader == FINDINGS_VERSION)
      checks.push_back(ok("programs", "findings, findings-full and findings-pdf are " FINDINGS_VERSION));
    else
      checks.push_back({"programs", Verdict::wrong,
                        "findings is " + caller + ", findings-full " FINDINGS_VERSION ", findings-pdf " +
                            (reader.empty() ? "does not say" : reader),
                        "install all of them from one package"});
  } catch (const Error& error) {
    checks.push_back(wrong("programs", error));
  }
  checks.push_back(check_pdf_reader());
  return checks;
}

std::vector<SystemCheck> check_index(const fs::path& named) {
  std::vector<SystemCheck> checks;
  const auto add = [&](const std::string& name, const auto& check) {
    try {
      checks.push_back(check());
    } catch (const Error& error) {
      checks.push_back(wrong(name, error));
    } catch (const fs::filesystem_error& error) {
      checks.push_back(wrong(name, system_error("examine", error.path1(), error.code().value())));
    }
  };
  fs::path index, generation;
  add("index", [&] {
    const IndexPlace place = find_index_place(named);
    index = place.folder;
    generation = current_generation(index);
    return check_generation(generation, place.shards.empty() ? Extent::all_shards : Extent::shards_here);
  });
  if (!fs::is_directory(index)) return checks;
  add("access", [&] { return check_access(index); });
  if (!generation.empty()) add("free space", [&] { return check_room(index, generation); });
  add("left over", [&] { return check_left_overs(index); });
  return checks;
}

std::vector<SystemCheck> check_serving(const ServeConfig& config) {
  std::vector<SystemCheck> checks{check_listening(config)};
  if (config.token_file) {
    checks.push_back(check_secret("tokens", *config.token_file));
    try {
      Tokens(*config.token_file);
    } catch (const Error& error) {
      checks.back() = wrong("tokens", error);
    }
  }
  if (config.key) checks.push_back(check_secret("key", *config.key));
  rlimit limit{};
  const std::size_t wanted = config.connections + descriptors_for_files;
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_max < wanted)
    checks.push_back({"descriptors", Verdict::warning,
                      std::to_string(limit.rlim_max) + " may be open, " + std::to_string(wanted) + " are wanted",
                      "LimitNOFILE=" + std::to_string(wanted) + " in the service, or fewer --connections"});
  else
    checks.push_back(ok("descriptors", "enough for " + std::to_string(config.connections) + " connections"));
  return checks;
}

std::vector<SystemCheck> check_surroundings(const fs::path& index) {
  std::vector<SystemCheck> checks;
  const locale_t locale = ::newlocale(LC_CTYPE_MASK, "", nullptr);
  const std::string letters = locale != nullptr ? nl_langinfo_l(CODESET, locale) : "unknown";
  if (locale != nullptr) ::freelocale(locale);
  if (letters == "UTF-8")
    checks.push_back(ok("locale", "UTF-8"));
  else
    checks.push_back({"locale", Verdict::warning, "its letters are " + letters + ", and Findings prints UTF-8",
                      "LANG=C.UTF-8, in the service or in the shell"});

  const std::string now = time_now();
  std::error_code missing;
  const auto written = fs::last_write_time(index / "last-run.json", missing);
  if (!missing && written > fs::file_time_type::clock::now() + std::chrono::minutes(5))
    checks.push_back({"clock", Verdict::warning, "it says " + now + ", before the last run of findings index",
                      "timedatectl set-ntp true"});
  else
    checks.push_back(ok("clock", now));
  return checks;
}

}  // namespace findings
