// Lists of themes: questions with names, asked one after another of the same slice (searcher/matrix.h).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace findings {

struct NamedTheme {
  std::string name;   // "drift and delay"
  std::string query;  // "drift OR delay"
  std::string group;  // the heading it stands under; "" for none
  std::string where;  // "themes.txt, line 4", for what turns out to be wrong with it
};

// What one matrix may ask of the machine.
inline constexpr std::size_t largest_theme_list = 64 * 1024;  // bytes
inline constexpr std::size_t most_named_themes = 200;
inline constexpr std::size_t longest_theme_name = 60;  // letters

/// Reads a list. A line is a theme: its name, a colon with a space after it, and a question; "[Practice]" is a heading;
/// '#' begins a comment. Names differ in more than case and marks. Throws Error that names `name` and the line.
std::vector<NamedTheme> read_themes(std::string_view text, const std::string& name);

/// The same of TOML: `drift = "drift OR delay"`, tables being headings. The order is that of the file.
std::vector<NamedTheme> read_themes_toml(std::string_view text, const std::string& name);

/// Reads the file, as TOML where its name ends in .toml. Throws Error.
std::vector<NamedTheme> load_themes(const std::filesystem::path& file);

/// searcher/vocabulary/themes.txt: themes of children's services to start from.
const std::vector<NamedTheme>& built_in_themes();

}  // namespace findings
