// What a page that searches was asked, in its plainest form: what is typed as a filter is one of the filters, so that
// every one of them can be ticked and taken away.
#pragma once

#include <string>
#include <string_view>

#include "server/asked_question.h"

namespace findings::pages {

/// What an address of the search page may have.
Parameters search_page_parameters();

struct AskedPage {
  AskedPage(const http::Request& request, const Searcher& searcher);
  /// Of another page, by parameters that have those of a question.
  AskedPage(const Asked& asked, const Searcher& searcher, std::string path);

  std::string path = "/search";
  http::Pairs beside;  // what else a page was asked
  std::string text;    // q, without the filters that joined the others; "" for everything
  Question question;
  std::string authority_has;  // letters that authorities offered must have in them

  /// The parameters of the question alone, which other pages take too.
  http::Pairs slice() const;
  /// The parameters of the same page, from its start.
  http::Pairs parameters() const;
  http::Pairs with_text(const std::string& other) const;
  http::Pairs without(std::string_view field, std::string_view value) const;
  http::Pairs without(std::string_view field) const;
  http::Pairs without_filters() const;
  http::Pairs at(std::size_t offset) const;

  /// "neglect, Grade in force: Good"
  std::string in_words() const;
};

/// The label of a filter's value, for people: "Staying safe, in Adoption", "4 May 2012".
std::string filter_label(std::string_view field, const std::string& value);

/// "Grade in force" of the field "grade".
std::string field_label(std::string_view field);

/// "4 May 2012" of "2012-05-04"; anything else as it is.
std::string day_in_words(const std::string& date);

}  // namespace findings::pages
