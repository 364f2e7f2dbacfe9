#include "searcher/theme_list.h"

#include <algorithm>
#include <map>

#include "schema/error.h"
#include "schema/files.h"
#include "schema/resources.h"
#include "schema/text.h"
#include "schema/toml.h"
#include "searcher/parse.h"

namespace findings {
namespace {

constexpr char built_in_file[] = "searcher/vocabulary/themes.txt";
constexpr char example_line[] = "a line is a theme, as in drift: drift OR delay";
constexpr char example_toml[] = "a theme is a name and a question, as in drift = \"drift OR delay\"";

std::string place(const std::string& file, std::size_t line) { return file + ", line " + std::to_string(line); }

/// Themes of one file, each checked as it comes.
class List {
 public:
  List(std::string name, std::string example) : name_(std::move(name)), example_(std::move(example)) {}

  [[noreturn]] void fail(std::size_t line, const std::string& what) const {
    throw Error(place(name_, line) + ": " + tidy(what), example_);
  }

  void begin_group(std::size_t line, const std::string& group) {
    group_ = tidy(group);
    if (group_.empty()) fail(line, "a heading is empty");
  }

  void add(std::size_t line, const std::string& name, const std::string& query) {
    const NamedTheme theme{tidy(name), tidy(query), group_, place(name_, line)};
    if (fold(theme.name).empty()) fail(line, "a theme has no name");
    if (theme.query.empty()) fail(line, "\"" + theme.name + "\" has no question");
    if (code_points(theme.name) > longest_theme_name)
      fail(line, "a name may have at most " + std::to_string(longest_theme_name) + " letters: " + theme.name);
    if (const auto [first, is_new] = lines_.emplace(fold(theme.name), line); !is_new)
      fail(line, "\"" + theme.name + "\" stands in line " + std::to_string(first->second) + " too");
    if (themes_.size() == most_named_themes)
      throw Error(name_ + ": a list may have at most " + std::to_string(most_named_themes) + " themes",
                  "make two of it");
    try {
      parse(theme.query);
    } catch (const Error& error) {
      throw Error(theme.where + ": " + error.what(), error.hint());
    }
    themes_.push_back(theme);
  }

  std::vector<NamedTheme> finish() {
    if (themes_.empty()) throw Error(name_ + ": there is no theme in it", example_);
    return std::move(themes_);
  }

 private:
  std::string name_, example_, group_;
  std::map<std::string, std::size_t> lines_;  // of each name, folded
  std::vector<NamedTheme> themes_;
};

using Nodes = std::vector<std::pair<std::string, const toml::node*>>;

/// A table's entries as they stand in the file; toml++ sorts them by name.
Nodes in_order(const toml::table& table) {
  Nodes nodes;
  for (const auto& [key, node] : table) nodes.emplace_back(std::string(key.str()), &node);
  std::stable_sort(nodes.begin(), nodes.end(), [](const auto& a, const auto& b) {
    const auto &before = a.second->source().begin, &after = b.second->source().begin;
    return std::pair(before.line, before.column) < std::pair(after.line, after.column);
  });
  return nodes;
}

std::size_t line_of(const toml::node& node) { return node.source().begin.line; }

void add_entries(const toml::table& table, bool is_top, List& list) {
  for (const auto& [name, node] : in_order(table)) {
    if (const auto query = node->value<std::string>(); query && node->is_string()) {
      list.add(line_of(*node), name, *query);
    } else if (is_top && node->is_table()) {
      list.begin_group(line_of(*node), name);
      add_entries(*node->as_table(), false, list);
    } else {
      list.fail(line_of(*node), "\"" + name + "\" is no question in quotes" + (is_top ? " and no table of them" : ""));
    }
  }
}

}  // namespace

std::vector<NamedTheme> read_themes(std::string_view text, const std::string& name) {
  List list(name, example_line);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view whole = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(whole.size() + 1, text.size()));
    const std::string line = tidy(whole.substr(0, whole.find('#')));
    if (line.empty()) continue;
    if (line.front() == '[') {
      if (line.back() != ']') list.fail(number, "nothing closes this heading: " + line);
      list.begin_group(number, line.substr(1, line.size() - 2));
      continue;
    }
    // With its space: `phrase:"care plan"` is a question without a name.
    const std::size_t colon = line.find(": ");
    if (colon == line.npos) {
      if (line.back() == ':') list.fail(number, "\"" + line.substr(0, line.size() - 1) + "\" has no question");
      list.fail(number, "there is no name with a colon and a space before this question: " + line);
    }
    list.add(number, line.substr(0, colon), line.substr(colon + 2));
  }
  return list.finish();
}

std::vector<NamedTheme> read_themes_toml(std::string_view text, const std::string& name) {
  List list(name, example_toml);
  toml::table root;
  try {
    root = toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    list.fail(error.source().begin.line, std::string(error.description()));
  }
  add_entries(root, true, list);
  return list.finish();
}

std::vector<NamedTheme> load_themes(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    throw Error("no themes can be read: " + file.string() + " is no file", example_line);
  if (std::filesystem::file_size(file, error) > largest_theme_list)
    throw Error("a file of themes may have at most " + std::to_string(largest_theme_list) + " bytes: " + file.string());
  return file.extension() == ".toml" ? read_themes_toml(read_file(file), file.string())
                                     : read_themes(read_file(file), file.string());
}

const std::vector<NamedTheme>& built_in_themes() {
  static const std::vector<NamedTheme> themes = read_themes(resource(built_in_file), built_in_file);
  return themes;
}

}  // namespace findings
