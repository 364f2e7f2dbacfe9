#include "server/pages/notices.h"

#include "schema/text.h"
#include "searcher/parse.h"
#include "searcher/values.h"
#include "server/errors.h"
#include "server/pages/addresses.h"
#include "server/pages/hits.h"

namespace findings::pages {
namespace {

std::string joined(const std::vector<std::string>& parts, const std::string& by) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : by) + part;
  return text;
}

std::string widened(const Expansion& expansion) {
  std::vector<std::string> also;
  for (const Alternative& one : expansion.also) {
    also.push_back("“" + one.text + "”");
    if (one.from == Alternative::From::abbreviation)
      also.back() += " in " + number_of(one.reports, "report that says so", "reports that say so");
  }
  return "“" + expansion.typed + "” also as " + joined(also, ", ");
}

DataList help_words(const AskedPage& asked, const Help& help) {
  DataList words;
  for (const Help::Word& word : help.words) {
    Data data;
    put(data, "word", word.word);
    put(data, "word_address", address("/search", {{"q", word.word}}));
    put(data, "anywhere", word.anywhere.paragraphs == 0 ? "" : in_words(word.anywhere));
    put(data, "within",
        asked.question.filters.empty() || word.anywhere.paragraphs == 0
            ? ""
            : number_of(word.within_filters.paragraphs, "paragraph", "paragraphs"));
    words.push_back(std::move(data));
  }
  return words;
}

DataList help_filters(const AskedPage& asked, const Help& help) {
  DataList filters;
  for (const Help::WithoutFilter& one : help.without) {
    std::vector<std::string> values;
    for (const std::string& value : one.filter.values)
      values.push_back(capitalised(filter_label(one.filter.field, value)));
    Data data;
    put(data, "left_out_filter", field_label(one.filter.field) + ": " + joined(values, " or "));
    put(data, "left_out_address", address(asked.path, asked.without(one.filter.field)));
    put(data, "left_out_finds", one.counts.paragraphs == 0 ? "" : in_words(one.counts));
    filters.push_back(std::move(data));
  }
  return filters;
}

}  // namespace

std::string in_words(const Counts& counts) {
  std::string text =
      number_of(counts.paragraphs, "paragraph", "paragraphs") + " in " + number_of(counts.reports, "report", "reports");
  if (counts.authorities > 0) text += " of " + number_of(counts.authorities, "authority", "authorities");
  return text;
}

std::string found_in_words(const Results& results) {
  std::string text = in_words(results.found);
  if (results.texts == results.found.paragraphs) return text;
  const std::size_t paragraphs = number_of(results.found.paragraphs, "paragraph", "paragraphs").size();
  return text.insert(paragraphs, ", " + number_of(results.texts, "distinct text", "distinct texts") + ",");
}

void put_notices(Data& data, const AskedPage& asked, const Results& results) {
  const Question& question = asked.question;
  std::string parsed = describe(question.expression);
  for (const Filter& filter : question.filters) parsed += (parsed == "*" ? parsed.clear(), "" : " ") + describe(filter);
  put(data, "understood", parsed);
  DataList expansions, notes;
  for (const Expansion& expansion : question.expanded) expansions.emplace_back(widened(expansion));
  for (const auto* list : {&question.notes, &results.notes})
    for (const std::string& note : *list) notes.emplace_back(capitalised(note));
  put(data, "widened", std::move(expansions));
  http::Pairs as_written = asked.parameters();
  as_written.emplace_back("as_written", "1");
  put(data, "as_written_address", address(asked.path, as_written));
  put(data, "ignored", joined(question.ignored, ", "));
  put(data, "notes", std::move(notes));
  put(data, "suggestion", false);
  if (results.suggestion) {
    std::vector<std::string> typed;
    for (const auto& [word, _] : results.suggestion->replaced) typed.push_back("“" + word + "”");
    Data suggestion;
    put(suggestion, "missing", joined(typed, ", "));
    put(suggestion, "instead", results.suggestion->text);
    put(suggestion, "instead_address", address(asked.path, asked.with_text(results.suggestion->text)));
    put(suggestion, "instead_finds", in_words(results.suggestion->counts));
    data["suggestion"] = std::move(suggestion);
  }
  put(data, "help_words", results.help ? help_words(asked, *results.help) : DataList{});
  put(data, "help_filters", results.help ? help_filters(asked, *results.help) : DataList{});
}

bool put_mistake(Data& data, const std::string& text) {
  Data mistake;
  std::string hint;
  bool is_in_text = false;
  put(mistake, "marked_html", false);
  try {
    throw;
  } catch (const QuestionError& error) {
    is_in_text = true;
    put(mistake, "message", capitalised(error.what()));
    put(mistake, "marked_html", lit_html(tidy(text), {{error.start(), error.length()}}));
    hint = error.hint();  // two lines show the place, for terminals
    for (int line = 0; line < 2; ++line) hint.erase(0, std::min(hint.find('\n'), hint.size() - 1) + 1);
  } catch (const http::HttpError& error) {
    if (error.status != 400) throw;
    put(mistake, "message", capitalised(error.what()));
    hint = error.hint;
  } catch (const Error& error) {
    if (error.status() != Exit::usage) throw;
    put(mistake, "message", capitalised(error.what()));
    hint = error.hint();
  }
  put(mistake, "hint", hint.starts_with("findings ") ? "" : hint);  // commands are no use here
  data["mistake"] = std::move(mistake);
  return is_in_text;
}

}  // namespace findings::pages
