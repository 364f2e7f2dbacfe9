// findings watch FILE: what saved questions find that is new since last time.
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/output.h"
#include "cli/print_results.h"
#include "cli/watch_list.h"
#include "schema/files.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text json";

struct Watched {
  SavedQuestion saved;
  Question question;
  bool begins = false;  // it was not asked before, so what it finds is known from now on
  Counts found;
  std::vector<FoundHit> fresh;
};

Question understand(const Searcher& searcher, const SavedQuestion& saved, const Given& given, const std::string& file) {
  try {
    return searcher.understand(saved.text, {}, reading_given(given));
  } catch (const Error& error) {
    throw Error(file + ":" + std::to_string(saved.line) + ": " + error.what(), error.hint(), error.status());
  }
}

/// Asks one question; `seen` then has all that was found, with what it had before.
void ask(const Searcher& searcher, bool show_known, WatchState::Seen& seen, Watched& watched) {
  watched.begins = seen.question != watched.saved.text;
  if (watched.begins) seen = {watched.saved.text, {}};
  watched.question.deadline = std::chrono::milliseconds::max();  // nobody waits, and nothing may be missed
  watched.found = searcher.count(watched.question);
  watched.question.sort = Sort::index;
  watched.question.limit = watched.found.paragraphs;
  searcher.each_hit(watched.question, true, [&](FoundHit&& found) {
    std::string& digest = seen.paragraphs[found.hit.citation];
    const std::string now = digest_of_text(found.hit.text);
    const bool is_fresh = digest != now && (!watched.begins || show_known);
    digest = now;
    if (is_fresh) watched.fresh.push_back(std::move(found));
  });
}

void print_text(std::ostream& out, const std::vector<Watched>& all, const Page& page) {
  bool first = true;
  for (const Watched& one : all) {
    if (one.fresh.empty() && !one.begins) continue;
    if (!std::exchange(first, false)) out << '\n';
    std::string line = one.saved.name + ": ";
    if (one.fresh.empty())
      line += in_words(one.found) + ", from now on taken as known";
    else
      line += std::to_string(one.fresh.size()) + (one.begins ? " so far" : " new") + " of " + in_words(one.found);
    out << styled(line, Style::bold, page) << '\n';
    print_hits(out, one.fresh, page);
  }
}

nlohmann::ordered_json json_of(const std::vector<Watched>& all) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Watched& one : all)
    list.push_back({{"name", one.saved.name},
                    {"query", to_json(one.question)},
                    {"found", to_json(one.found)},
                    {"first", one.begins},
                    {"new", one.fresh.size()},
                    {"hits", to_json(one.fresh)}});
  return {{"questions", list}};
}

Exit watch(const Given& given) {
  if (given.words().size() != 1) throw Error("watch wants one file of saved questions", "findings watch questions.txt");
  const std::string format = format_given(given, formats);
  const std::string& file = given.words().front();
  const std::filesystem::path state_file = given.has("state") ? given.text("state") : file + ".seen";
  const std::vector<SavedQuestion> saved = read_saved_questions(read_file(file), file);
  if (saved.empty()) throw Error(file + ": there is no question in it", "a line is NAME: QUESTION");
  WatchState state = read_watch_state(state_file);

  const Searcher searcher = open_searcher(given, Partial::refused);
  std::vector<Watched> all;  // every question is understood before any is asked
  for (const SavedQuestion& one : saved) all.push_back({one, understand(searcher, one, given, file)});
  bool any = false;
  for (Watched& one : all) {
    ask(searcher, given.has("all"), state.questions[one.saved.name], one);
    any = any || !one.fresh.empty();
  }

  Output output(given.text("output"));
  output.print([&](std::ostream& out) {
    if (format == "json")
      out << printed(json_of(all), true) << '\n';
    else
      print_text(out, all, page_given(given));
  });
  output.finish();
  // What could not be shown is not seen: it is shown next time.
  if (!std::cout.flush()) throw Error("the output could not be written", "is the disk full?", Exit::failures);
  write_watch_state(state_file, state);
  return any ? Exit::found : Exit::nothing;
}

}  // namespace

Verb watch_verb() {
  OptionGroup options{
      "Options",
      {{"state", "FILE", "where it keeps what was seen (FILE.seen)", Takes::text, {}, {}, Offers::files},
       {"all", "", "of a question that is asked for the first time, print all it finds"},
       {"format", "FORMAT", "text or json", Takes::text, formats, "text"},
       output_option,
       color_option,
       index_option}};
  OptionGroup reading = reading_options();
  std::erase_if(reading.options, [](const Option& option) { return option.name == "duplicates"; });
  return {"watch",
          "Asking",
          "print what saved questions find that is new since last time",
          "FILE",
          {{"findings watch questions.txt", "a line of it: drift: (drift OR delay) area:looked-after-children"},
           {"findings watch questions.txt --format json --state /var/lib/findings/questions.seen", ""}},
          "Each line of FILE is NAME: QUESTION; lines that begin with # are comments. A paragraph is new that was not "
          "found before, or whose text has changed. The first time, and when a question is renamed or changed, what it "
          "finds is taken as known.\n"
          "It exits with 0 when something is new and 1 when nothing is.",
          {options, reading},
          watch,
          Offers::files};
}

}  // namespace findings
