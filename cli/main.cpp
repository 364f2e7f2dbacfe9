// findings VERB ...: finds the verb, runs it, and prints what went wrong. The only place where errors end.
#include <algorithm>
#include <csignal>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "cli/help_text.h"
#include "cli/man_page.h"
#include "cli/options.h"
#include "cli/verbs.h"
#include "schema/error.h"
#include "schema/text.h"

namespace findings {
namespace {

const Verb& known_verb(const std::string& name) {
  if (const Verb* verb = find_verb(name)) return *verb;
  std::vector<std::string> names;
  for (const Verb& verb : verbs())
    if (!verb.group.empty()) names.emplace_back(verb.name);
  const std::string near = nearest(name, names);
  throw Error("no verb is called \"" + name + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
              "findings help lists the verbs; findings search WORDS searches");
}

Exit run_verb(const Verb& verb, const Arguments& arguments) {
  const Given given = read_arguments(arguments, verb.options);
  if (!given.has("help")) return verb.run(given);
  std::cout << help_text(verb, output_page("never"));
  return Exit::found;
}

Exit run(const Arguments& arguments) {
  if (arguments.empty()) {
    std::cerr << help_text();
    return Exit::usage;
  }
  const std::string& first = arguments.front();
  if (first == "--version") {
    std::cout << "findings " FINDINGS_VERSION " (Xapian " << Xapian::version_string() << ")\n";
    return Exit::found;
  }
  if (first == "help" || first == "--help" || first == "-h") {
    if (arguments.size() > 1 && arguments[1] == "--man") {
      std::cout << man_page();
      return Exit::found;
    }
    if (arguments.size() > 1 && arguments[1] != "help") return run_verb(known_verb(arguments[1]), {"--help"});
    std::cout << help_text();
    return Exit::found;
  }
  return run_verb(known_verb(first), {arguments.begin() + 1, arguments.end()});
}

/// "findings: what is wrong", and below it what to try next.
Exit complain(std::string_view message, std::string_view hint, Exit status) {
  std::cout.flush();
  std::cerr << "findings: " << message << '\n';
  while (!hint.empty()) {
    const std::string_view line = hint.substr(0, hint.find('\n'));
    std::cerr << "  " << line << '\n';
    hint.remove_prefix(std::min(line.size() + 1, hint.size()));
  }
  return status;
}

Exit run_and_complain(const Arguments& arguments) {
  try {
    const Exit status = run(arguments);
    if (!std::cout.flush()) return complain("the output could not be written", "is the disk full?", Exit::failures);
    return status;
  } catch (const Error& error) {
    return complain(error.what(), error.hint(), error.status());
  } catch (const Xapian::Error& error) {  // not a std::exception
    return complain("the index could not be used: " + error.get_description(),
                    "if it persists, index the reports again", Exit::no_index);
  } catch (const std::bad_alloc&) {
    return complain("not enough memory", "", Exit::failures);
  } catch (const std::exception& error) {
    return complain(error.what(), "", Exit::failures);
  }
}

}  // namespace
}  // namespace findings

int main(int argc, char** argv) {
  // `findings search ... | head` ends here as quietly as cat does, also under a parent that ignores SIGPIPE.
  std::signal(SIGPIPE, SIG_DFL);
  return static_cast<int>(findings::run_and_complain({argv + 1, argv + argc}));
}
