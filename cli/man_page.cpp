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

std::string options(const OptionGroup& group) {
  std::string page = ".PP\n" + roff(group.title) + ":\n";
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

std::string section_of(const Verb& verb) {
  std::string page = ".SS findings " + std::string(verb.name);
  if (!verb.arguments.empty()) page += ' ' + roff(verb.arguments);
  std::string describes(verb.describes);
  if (!describes.empty()) describes[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(describes[0])));
  page += "\n.PP\n" + roff(describes) + ".\n" + paragraphs(verb.about);
  for (const Example& example : verb.examples) {
    page += ".PP\n.EX\n" + roff("  " + std::string(example.command)) + "\n.EE\n";
    if (!example.says.empty()) page += ".RS 4\n" + roff(example.says) + "\n.RE\n";
  }
  for (const OptionGroup& group : verb.options) page += options(group);
  return page;
}

}  // namespace

std::string man_page() {
  std::string page = ".TH FINDINGS 1 \"\" \"findings " FINDINGS_VERSION
                     "\" \"User Commands\"\n"
                     ".SH NAME\nfindings \\- search inspection reports paragraph by paragraph\n"
                     ".SH SYNOPSIS\n.B findings\n.I verb\n[\\fIargument\\fR ...] [\\fIoption\\fR ...]\n"
                     ".SH DESCRIPTION\n"
                     "Findings indexes inspection reports of children\\(aqs services and answers questions about them. "
                     "Every paragraph "
                     "has a citation that lasts, and counts are exact, in paragraphs, reports and authorities.\n"
                     ".SH VERBS\n";
  for (const Verb& verb : verbs())
    if (!verb.group.empty()) page += section_of(verb);
  return page +
         ".SH EXIT STATUS\n"
         ".TP\n0\nsomething was found, or done\n"
         ".TP\n1\nnothing was found\n"
         ".TP\n2\na mistake in what was typed\n"
         ".TP\n3\nno readable index\n"
         ".TP\n4\nsomething could not be done\n"
         ".SH ENVIRONMENT\n"
         ".TP\nFINDINGS_INDEX\nthe index, where \\-\\-index does not name one\n"
         ".TP\nFINDINGS_SYNONYMS\na file of synonyms, where \\-\\-synonyms does not name one\n"
         ".TP\nNO_COLOR\nwhere it is set, nothing is coloured unless \\-\\-color says so\n"
         ".SH SEE ALSO\n.BR findings\\-query (7)\n";
}

}  // namespace findings
