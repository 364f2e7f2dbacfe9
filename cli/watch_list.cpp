#include "cli/watch_list.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "schema/digest.h"
#include "schema/error.h"
#include "schema/files.h"
#include "schema/text.h"

namespace findings {

using Json = nlohmann::json;

std::vector<SavedQuestion> read_saved_questions(std::string_view text, const std::string& file) {
  std::vector<SavedQuestion> questions;
  int number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view typed = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(typed.size() + 1, rest.size()));
    ++number;
    const std::string line = tidy(typed);
    if (line.empty() || line[0] == '#') continue;
    const auto fail = [&](const std::string& wrong) {
      throw Error(file + ":" + std::to_string(number) + ": " + wrong, "a line is NAME: QUESTION");
    };
    const std::size_t colon = line.find(": ");
    if (colon == line.npos || colon == 0) fail("there is no name before the question");
    SavedQuestion question{line.substr(0, colon), tidy(line.substr(colon + 2)), number};
    for (const SavedQuestion& earlier : questions)
      if (earlier.name == question.name)
        fail("\"" + question.name + "\" is the name of line " + std::to_string(earlier.line) + " too");
    questions.push_back(std::move(question));
  }
  return questions;
}

WatchState read_watch_state(const std::filesystem::path& file) {
  WatchState state;
  if (!std::filesystem::exists(file)) return state;
  try {
    const Json json = Json::parse(read_file(file));
    if (json.at("version") != 1) throw std::runtime_error("another version");
    for (const auto& [name, seen] : json.at("questions").items())
      state.questions[name] = {seen.at("question").get<std::string>(),
                               seen.at("paragraphs").get<std::map<std::string, std::string>>()};
  } catch (const Error&) {
    throw;
  } catch (const std::exception&) {
    throw Error(file.string() + ": this is no list of what was seen, or it is damaged",
                "bring back a copy of it; or remove it, and everything is taken as known anew", Exit::failures);
  }
  return state;
}

void write_watch_state(const std::filesystem::path& file, const WatchState& state) {
  Json questions = Json::object();
  for (const auto& [name, seen] : state.questions)
    questions[name] = {{"question", seen.question}, {"paragraphs", seen.paragraphs}};
  replace_file(file, Json{{"version", 1}, {"questions", questions}}.dump() + '\n');
}

std::string digest_of_text(const std::string& text) { return sha256(text).substr(0, 16); }

}  // namespace findings
