// What `findings pack` does.
#include <algorithm>
#include <iostream>

#include <unistd.h>

#include "cli/apart.h"
#include "cli/ask.h"
#include "cli/output.h"
#include "cli/print_results.h"
#include "schema/files.h"
#include "searcher/pack.h"
#include "searcher/theme_list.h"

namespace findings {
namespace {

namespace fs = std::filesystem;

/// A folder that is made beside its place and moved there when it is whole.
class NewFolder {
 public:
  /// Throws Error where `place` holds what is not a pack's, or a pack without `force`.
  NewFolder(fs::path place, bool force) : place_(std::move(place)) {
    while (place_.has_relative_path() && !place_.has_filename()) place_ = place_.parent_path();  // "pack/"
    check(force);
    beside_ = place_.string() + ".part-" + std::to_string(::getpid());
    std::error_code error;
    if (place_.has_parent_path()) fs::create_directories(place_.parent_path(), error);
    if (!error) fs::create_directory(beside_, error);
    if (error) throw system_error("make", beside_, error.value());
  }
  ~NewFolder() {
    std::error_code none;
    if (!beside_.empty()) fs::remove_all(beside_, none);
  }
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  const fs::path& path() const { return beside_; }

  void finish() {
    std::error_code error;
    for (const std::string& name : pack_files) fs::remove(place_ / name, error);
    fs::remove(place_, error);  // empty by now
    fs::rename(beside_, place_, error);
    if (error) throw system_error("make", place_, error.value());
    beside_.clear();
  }

 private:
  void check(bool force) const {
    std::error_code none;
    if (!fs::exists(place_, none)) return;
    if (!fs::is_directory(place_, none))
      throw Error(place_.string() + " is a file", "name a folder: -o drift-evidence");
    std::string other;
    bool is_pack = false;
    for (const auto& entry : fs::directory_iterator(place_, none)) {
      const std::string name = entry.path().filename();
      is_pack = is_pack || name == "question.json";
      if (other.empty() && std::find(pack_files.begin(), pack_files.end(), name) == pack_files.end()) other = name;
    }
    if (!other.empty())
      throw Error(place_.string() + " is not empty: it holds " + other + ", which no pack has",
                  "name a new folder, or take that out of it");
    if (is_pack && !force) throw Error(place_.string() + " holds a pack already", "--force replaces it");
    if (!is_pack && !fs::is_empty(place_, none))
      throw Error(place_.string() + " is not empty, and what it holds is no pack", "name a new folder");
  }

  fs::path place_, beside_;
};

}  // namespace

Exit pack(const Given& given) {
  if (!given.has("output"))
    throw Error("pack wants a folder to write into", "as in findings pack drift -o drift-evidence");
  PackWanted wanted{"findings " FINDINGS_VERSION, filters_given(given), {}, given.number("quotes")};
  if (wanted.quotes == 0) throw Error("--quotes wants one at least", "without it all are quoted");
  if (const std::string file = given.text("themes"); !file.empty())
    for (const auto& theme : file == "themes" ? built_in_themes() : load_themes(file))
      wanted.themes.push_back({theme.name, theme.query, theme.group, theme.where});
  const Searcher searcher = open_searcher(given, Partial::refused);
  const Question question = question_given(given, searcher);
  NewFolder folder(given.text("output"), given.has("force"));
  const Pack made = write_pack(searcher, question, wanted, folder.path());
  folder.finish();

  const Page page = page_given(given);
  std::cout << styled(found_in_words(made.results), Style::bold, page) << '\n';
  print_notices(std::cout, question, made.results, page);
  for (const QuotedTheme& theme : made.themes)
    if (made.themes.size() > 1)
      std::cout << "  " << theme.name << ": " << number_of(theme.found.paragraphs, "paragraph", "paragraphs") << '\n';
  if (made.without_theme > 0)
    std::cout << "  found by no theme: " << number_of(made.without_theme, "paragraph", "paragraphs") << '\n';
  std::cout << number_of(made.files.size(), "file", "files") << " in " << given.text("output") << '\n';
  return Exit::found;
}

}  // namespace findings
