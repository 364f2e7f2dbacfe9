#include "cli/man_page.h"

#include <algorithm>

#include "cli/verbs.h"

namespace findings {
namespace {

/// Text that roff prints as it stands: '-' is what can be copied, a line's first '.' or ''' is no command.
std::string roff(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (escaped.empty() && (c == '.' || c == '\'')) escaped += "\\&";
    if (c == '\\')
      escaped += "\\e";
    else if (c == '-')
      escaped += "\\-";
    else if (c == '\'')
      escaped += "\\(aq";
    else if (c == '`')
      escaped += "\\(ga";
    else if (c == '^')
      escaped += "\\(ha";
    else if (c == '~')
      escaped += "\\(ti";
    else
      escaped += c;
  }
  return escaped;
}

std::string paragraphs(std::string_view text) {
  std::string page;
  while (!text.empty()) {
    const std::string_view paragraph = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(paragraph.size() + 1, text.size()));
    page += ".PP\n" + roff(paragraph) + '\n';
  }
  return page;
}

std::string options(const OptionGroup& group, bool is_alone) {
  std::string page = is_alone ? "" : ".SS " + roff(group.title) + '\n';
  for (const Option& option : group.options) {
    if (option.hidden) continue;
    page += ".TP\n\\fB\\-\\-" + roff(option.name) + "\\fR";
    if (!option.value.empty()) page += " \\fI" + roff(option.value) + "\\fR";
    page += '\n' + roff(option.describes);
    if (!option.standard.empty()) page += " (" + roff(option.standard) + ")";
    page += '\n';
  }
  return page;
}

constexpr std::string_view exits =
    ".SH EXIT STATUS\n"
    ".TP\n0\nsomething was found, or done\n"
    ".TP\n1\nnothing was found\n"
    ".TP\n2\na mistake in what was typed\n"
    ".TP\n3\nno readable index\n"
    ".TP\n4\nsomething could not be done, or a part of the index was away\n"
    ".TP\n5\nanother run is writing the index\n";

constexpr std::string_view environment =
    ".SH ENVIRONMENT\n"
    ".TP\nFINDINGS_INDEX\nthe index, where \\-\\-index does not name one\n"
    ".TP\nFINDINGS_SYNONYMS\na file of synonyms, where \\-\\-synonyms does not name one\n"
    ".TP\nFINDINGS_PDF\nthe program that reads a PDF, where it is not the findings\\-pdf that was installed\n"
    ".TP\nNO_COLOR\nwhere it is set, nothing is coloured unless \\-\\-color says so\n";

std::string title(const std::string& name) {
  std::string capitals = name;
  for (char& c : capitals) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return ".TH " + capitals + " 1 \"" FINDINGS_RELEASED "\" \"findings " FINDINGS_VERSION "\" \"User Commands\"\n";
}

std::string sentence(std::string_view text) {
  std::string whole(text);
  if (!whole.empty()) whole[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(whole[0])));
  return roff(whole) + ".\n";
}

std::string list_of_verbs() {
  std::string list;
  std::string_view group;
  for (const Verb& verb : verbs()) {
    if (verb.group.empty()) continue;
    if (verb.group != group) list += ".SS " + roff(verb.group) + '\n';
    group = verb.group;
    list += ".TP\n.BR findings\\-" + roff(verb.name) + " (1)\n" + roff(verb.describes) + '\n';
  }
  return list;
}

}  // namespace

std::string man_page() {
  return title("findings") +
         ".SH NAME\nfindings \\- search inspection reports paragraph by paragraph\n"
         ".SH SYNOPSIS\n.B findings\n.I verb\n[\\fIargument\\fR ...] [\\fIoption\\fR ...]\n.br\n"
         ".B findings help\n[\\fIverb\\fR]\n.br\n.B findings \\-\\-version\n"
         ".SH DESCRIPTION\n"
         "Findings indexes inspection reports of children\\(aqs services and answers questions about them. Every "
         "paragraph has a citation that lasts, and counts are exact, in paragraphs, reports and authorities.\n"
         ".PP\n\\-\\-version prints the version of each of its programs, and of the libraries it runs with.\n"
         ".SH VERBS\nEach has a page of its own.\n" +
         list_of_verbs() + std::string(exits) + std::string(environment) +
         ".SH FILES\n"
         ".TP\n\\(ti/.local/share/findings/index\nthe index, where nothing names one\n"
         ".TP\n/var/lib/findings/index\nthe index of the services that a package installs\n"
         ".TP\n/etc/findings/serve.toml\nwhat they serve, and where\n"
         ".SH SEE ALSO\n.BR findings\\-query (7)\n";
}

std::string man_page(const Verb& verb) {
  const std::string name = "findings-" + std::string(verb.name);
  std::string page = title(name) + ".SH NAME\n" + roff(name) + " \\- " + roff(verb.describes) +
                     "\n.SH SYNOPSIS\n.B findings " + roff(verb.name) + '\n';
  if (!verb.arguments.empty()) page += roff(verb.arguments) + '\n';
  page += "[\\fIoption\\fR ...]\n.SH DESCRIPTION\n" + sentence(verb.describes) + paragraphs(verb.about);
  page += ".SH OPTIONS\n";
  for (const OptionGroup& group : verb.options) page += options(group, verb.options.size() == 1);
  page += ".SH EXAMPLES\n";
  for (const Example& example : verb.examples) {
    page += (&example == &verb.examples.front() ? ".EX\n" : ".PP\n.EX\n") + roff("  " + std::string(example.command)) + "\n.EE\n";
    if (!example.says.empty()) page += ".RS 4\n" + roff(example.says) + "\n.RE\n";
  }
  return page + std::string(exits) + std::string(environment) +
         ".SH SEE ALSO\n.BR findings (1),\n.BR findings\\-query (7)\n";
}

}  // namespace findings
