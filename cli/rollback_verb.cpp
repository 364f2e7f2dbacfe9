// findings rollback: an older generation is served again.
#include <iostream>

#include "cli/options.h"
#include "cli/print_text.h"
#include "cli/verbs.h"
#include "schema/generations.h"
#include "schema/history.h"

namespace findings {
namespace {

namespace fs = std::filesystem;

constexpr char list_hint[] = "findings generations lists what is kept";

/// The one before what is served: of a generation that was itself restored, the one before that.
const Generation& one_before(const std::vector<Generation>& all) {
  const Generation* served = served_in(all);
  if (served == nullptr)
    throw Error("it is not known which generation was served last",
                "name one: findings rollback GENERATION\n" + std::string(list_hint), Exit::failures);
  for (const Generation& one : all)
    if (one.number() < served->number()) return one;
  throw Error("nothing is kept from before " + served->name(), list_hint, Exit::failures);
}

/// What going back does to the reports: the change from `served` to `wanted`.
std::string what_it_changed(const ReportChanges& change) {
  const auto reports = [](const std::vector<std::string>& ids, const char* singular, const char* plural) {
    return number_of(ids.size(), "report", "reports") + " " + (ids.size() == 1 ? singular : plural);
  };
  std::vector<std::string> parts;
  if (!change.added.empty()) parts.push_back(reports(change.added, "came back", "came back"));
  if (!change.changed.empty()) parts.push_back(reports(change.changed, "is as it was", "are as they were"));
  if (!change.dropped.empty()) parts.push_back(reports(change.dropped, "left", "left"));
  return parts.empty() ? "no report differs" : joined(parts, ", ");
}

Exit rollback(const Given& given) {
  if (given.words().size() > 1) throw Error("one generation can be served, not several", list_hint);
  const fs::path index = given.has("index") ? fs::path(given.text("index")) : default_index();
  history(index);  // a slip of the pen makes no folder
  Writer writer(index);
  const std::vector<Generation> all = history(index);
  const Generation& wanted = given.words().empty() ? one_before(all) : named_in(all, given.words().front());
  if (wanted.is_served) {
    std::cout << wanted.name() << " is served already\n";
    return Exit::nothing;
  }
  auto problems = wanted.wrong.empty() ? verify(wanted.path, Extent::shards_here) : std::vector{wanted.wrong};
  if (problems.empty()) problems = check_contents(wanted.path);
  if (!problems.empty())
    throw Error(wanted.name() + " cannot be served again: " + problems.front(),
                "another can be named: findings rollback GENERATION\n" + std::string(list_hint), Exit::failures);
  const Generation* served = served_in(all);
  const std::string before = served == nullptr ? "" : served->name();
  const fs::path restored = writer.restore(wanted.path);

  std::cout << wanted.name() << " is served again, as " << restored.filename().string() << ": "
            << number_of(wanted.manifest.reports, "report", "reports") << ", "
            << number_of(wanted.manifest.paragraphs, "paragraph", "paragraphs") << ", indexed "
            << wanted.manifest.created << '\n';
  if (const auto now = history(index); !before.empty() && now.front().change)
    std::cout << "from " << before << ": " << what_it_changed(*now.front().change) << "; findings rollback " << before
              << " undoes this\n";
  return Exit::found;
}

}  // namespace

Verb rollback_verb() {
  return {
      "rollback",
      "Making an index",
      "serve an older generation of the index again",
      "[GENERATION]",
      {{"findings rollback", "the one before what is served"},
       {"findings rollback gen-000041", "that one: findings generations lists them"}},
      "Verifies an older generation and serves what it has as the newest, in one step and without copying a file. "
      "What was served stays and can be gone back to in its turn; a server follows within a second.\n"
      "The next findings index builds on what is then served, and reads the folders as they are: what went wrong in "
      "them is to be mended first, or it comes back. It exits with 1 where that generation is served already, and "
      "with 4 where there is none to go back to or it is damaged.",
      {{"Options", {index_option}}},
      rollback};
}

}  // namespace findings
