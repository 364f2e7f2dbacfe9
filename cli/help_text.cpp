#include "cli/help_text.h"

#include <algorithm>

namespace findings {
namespace {

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

std::string typed(const Option& option) {
  return "--" + std::string(option.name) + (option.value.empty() ? "" : " " + std::string(option.value));
}

std::string says(const Option& option) {
  std::string text(option.describes);
  if (!option.standard.empty()) text += " (" + std::string(option.standard) + ")";
  return text;
}

std::string text_of(const OptionGroup& group, const Page& page) {
  std::size_t width = 0;
  for (const Option& option : group.options)
    if (!option.hidden) width = std::max(width, typed(option).size());
  width += 4;
  std::string text = std::string(group.title) + ":\n";
  for (const Option& option : group.options) {
    if (option.hidden) continue;
    std::string before = "  " + padded(typed(option), width - 2);
    for (const std::string& line : wrapped(says(option), {}, page.width - static_cast<int>(width), false)) {
      text += before + line + '\n';
      before.assign(width, ' ');
    }
  }
  return text;
}

}  // namespace

std::string help_text() {
  std::string text =
      "findings searches inspection reports paragraph by paragraph.\n"
      "\n"
      "  findings index sample-index/reports\n"
      "  findings search neglect --area looked-after-children --grade adequate\n";
  std::string_view group;
  for (const Verb& verb : verbs()) {
    if (verb.group.empty()) continue;
    if (verb.group != group) text.append("\n").append(group = verb.group).append("\n");
    text += "  " + padded(std::string(verb.name), 13) + std::string(verb.describes) + '\n';
  }
  return text +
         "\n"
         "findings VERB --help says what a verb can do.\n"
         "It exits with 0 when it found something, 1 nothing, 2 a mistake in what was typed, 3 no readable index,\n"
         "4 something could not be done, 5 another run is writing the index.\n";
}

std::string help_text(const Verb& verb, const Page& page) {
  std::string text = "findings " + std::string(verb.name);
  if (!verb.arguments.empty()) text += ' ' + std::string(verb.arguments);
  text += " [options]\n\n";
  for (const Example& example : verb.examples) {
    text += "  " + std::string(example.command) + '\n';
    for (const std::string& line : wrapped(std::string(example.says), {}, page.width - 6, false))
      text += "      " + line + '\n';
  }
  for (std::string_view rest = verb.about; !rest.empty();) {
    const std::string paragraph(rest.substr(0, rest.find('\n')));
    rest.remove_prefix(std::min(paragraph.size() + 1, rest.size()));
    text += '\n';
    for (const std::string& line : wrapped(paragraph, {}, page.width, false)) text += line + '\n';
  }
  for (const OptionGroup& group : verb.options) text += '\n' + text_of(group, page);
  return text;
}

}  // namespace findings
