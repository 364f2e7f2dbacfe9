// What stands above every page that looks at all a question finds (themes, matrix, concordance): the question, its
// filters, how many paragraphs that is, and the other ways to look at them. For the template slice.mustache.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "server/pages/asked_page.h"
#include "server/pages/page.h"
#include "server/service.h"

namespace findings::pages {

/// One of what a parameter may be, for people.
struct Choice {
  std::string_view value, label;
};

/// Ways to look at what a question finds, the one at `path` marked: "views".
DataList views_of(const AskedPage& asked, std::string_view path);

/// Sets the form's fields, the filters in force, the counts and what is told of how the question was understood.
/// `controls` and `texts` stand in the form beside the lists of filters. Returns what it finds, without hits.
Results put_slice(Data& data, const Call& call, const AskedPage& asked, DataList controls, DataList texts = {});

/// What was given of these parameters, as an address has them.
http::Pairs given(const Asked& asked, std::initializer_list<std::string_view> names);

/// Sets the addresses of the same in the API, in its formats ("csv", "CSV"), and the command line for it. Parameters
/// that a page has beside its question are the verb's options.
void put_elsewhere(Data& data, const Call& call, const std::string& verb, const AskedPage& asked,
                   std::initializer_list<Choice> formats);
void put_elsewhere(Data& data, const Call& call, const std::string& verb, const http::Pairs& parameters,
                   const std::string& command, std::initializer_list<Choice> formats);

/// 'neglect': as a shell reads one word.
std::string quoted_for_shell(const std::string& text);

/// The search page of exactly the paragraphs that a number counts: every copy, read as the question was. `question`: as
/// question_text gives it (searcher/question_text.h).
std::string search_address(const std::string& question, const Reading& reading,
                           const std::vector<Filter>& filters = {});

/// The class of a cell's colour, 0 to 6, for 0 to 1.
int heat_of(double share);

/// A list to choose a parameter of the page from, for the template select.mustache.
Data control(const std::string& name, const std::string& label, std::span<const Choice> choices,
             std::string_view chosen);

/// A line to type a parameter of the page into.
Data text_control(const std::string& name, const std::string& label, const std::string& value,
                  const std::string& placeholder);

/// The page that `fill` makes of what was asked, or that says what is wrong with it. `title` names the page: "Themes".
http::Response slice_page(const Call& call, const std::string& name, const Parameters& parameters,
                          const std::string& title,
                          const std::function<void(Data& data, const Asked& asked, AskedPage& page)>& fill);

}  // namespace findings::pages
