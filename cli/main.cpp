// findings VERB ...: finds the verb, runs it, and prints what went wrong. The only place where errors end.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <streambuf>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "cli/apart.h"
#include "cli/ask.h"
#include "cli/help_text.h"
#include "cli/man_page.h"
#include "cli/options.h"
#include "cli/verbs.h"
#include "schema/error.h"
#include "schema/text.h"

namespace findings {
namespace {

constexpr int most_losses = 8;  // before a run gives up

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
  if (!given.has("help")) {
    const Exit status = verb.run(given);
    return is_partial() && (status == Exit::found || status == Exit::nothing) ? Exit::failures : status;
  }
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
    std::cout << version_lines();
    return Exit::found;
  }
  if (first == "help" || first == "--help" || first == "-h") {
    if (arguments.size() > 1 && arguments[1] == "--man") {
      std::cout << (arguments.size() > 2 ? man_page(known_verb(arguments[2])) : man_page());
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

/// Notices whether anything was printed. Who no longer reads ends the program as quietly as cat; Xapian lets that pass
/// by where it goes over the wire.
class Watched : public std::streambuf {
 public:
  explicit Watched(std::ostream& stream) : stream_(stream), below_(stream.rdbuf(this)) {}
  ~Watched() override {
    const std::ios::iostate state = stream_.rdstate();
    stream_.rdbuf(below_);  // clears it
    stream_.setstate(state);
  }
  bool has_output() const { return has_output_; }

 protected:
  int_type overflow(int_type c) override {
    has_output_ = true;
    const int_type put = below_->sputc(static_cast<char>(c));
    end_where_broken(put != traits_type::eof());
    return put;
  }
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    has_output_ = true;
    const std::streamsize put = below_->sputn(text, size);
    end_where_broken(put == size);
    return put;
  }
  int sync() override {
    const int status = below_->pubsync();
    end_where_broken(status == 0);
    return status;
  }

 private:
  static void end_where_broken(bool is_well) {
    if (is_well || errno != EPIPE) return;
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
  }

  std::ostream& stream_;
  std::streambuf* below_;
  bool has_output_ = false;
};

/// A shard that is lost amid a question: it is asked again, of the rest, where nothing was printed yet.
Exit run_again_without_the_lost(const Arguments& arguments) {
  const Watched watched(std::cout);
  for (int left = most_losses;; --left) {
    try {
      const Exit status = run(arguments);
      std::cout.flush();
      return status;
    } catch (const ShardLost& lost) {
      if (watched.has_output())
        throw Error(lost.what() + std::string("; what was printed before is not all"), lost.hint(), Exit::failures);
      if (left == 0) throw;
    }
  }
}

Exit run_and_complain(const Arguments& arguments) {
  try {
    const Exit status = run_again_without_the_lost(arguments);
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

/// On a full disk Xapian may throw where nobody can catch it. What was served before is served on.
[[noreturn]] void complain_of_the_uncaught() {
  std::string what = "for no known reason";
  try {
    if (const auto uncaught = std::current_exception()) std::rethrow_exception(uncaught);
  } catch (const Xapian::Error& error) {
    what = error.get_description();
  } catch (const std::exception& error) {
    what = error.what();
  } catch (...) {
  }
  std::_Exit(static_cast<int>(
      complain("cannot go on: " + what, "is the disk full? what was indexed before is still served", Exit::no_index)));
}

}  // namespace
}  // namespace findings

int main(int argc, char** argv) {
  // `findings search ... | head` ends here as quietly as cat does, also under a parent that ignores SIGPIPE.
  std::signal(SIGPIPE, SIG_DFL);
  std::set_terminate(findings::complain_of_the_uncaught);
  return static_cast<int>(findings::run_and_complain({argv + 1, argv + argc}));
}
