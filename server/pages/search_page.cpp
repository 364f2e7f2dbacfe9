// The search page: what was found, beside it the facets, above it the question.
#include "schema/text.h"
#include "server/pages/addresses.h"
#include "server/pages/asked_page.h"
#include "server/pages/facets_data.h"
#include "server/pages/hits.h"
#include "server/pages/notices.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/pages/slice.h"

namespace findings::pages {
namespace {

constexpr Choice orders[] = {
    {"relevance", "Best match first"},
    {"newest", "Newest inspection first"},
    {"oldest", "Oldest inspection first"},
    {"authority", "Authority, A to Z"},
    {"grade", "Grade, best first"},
    {"index", "Report by report"},
    {"random", "At random"},
};

constexpr Choice exports[] = {
    {"csv", "CSV"}, {"tsv", "TSV"}, {"ndjson", "NDJSON"}, {"md", "Markdown"}, {"json", "JSON"}, {"atom", "Atom feed"},
};

std::string export_address(const AskedPage& asked, std::string_view format) {
  http::Pairs parameters =
      asked.text.empty() && asked.question.filters.empty() ? asked.with_text("*") : asked.parameters();
  parameters.emplace_back("format", std::string(format));
  return address("/api/v1/search", parameters);
}

void put_order(Data& data, const AskedPage& asked) {
  DataList all;
  for (const Choice& order : orders) {
    const bool is_chosen = order.value == sort_names[static_cast<std::size_t>(asked.question.sort)];
    Data one;
    put(one, "order", std::string(order.value));
    put(one, "order_label", std::string(order.label));
    put(one, "is_chosen", is_chosen);
    all.push_back(std::move(one));
  }
  put(data, "orders", std::move(all));
}

void put_paging(Data& data, const AskedPage& asked, const Results& results) {
  const Question& question = asked.question;
  const std::size_t all = question.fold_copies ? results.texts : results.found.paragraphs;
  const std::size_t here = results.hits.size(), next = question.offset + here;
  const std::size_t previous = question.offset - std::min(question.offset, question.limit);
  put(data, "range",
      here == all ? ""
      : here == 0 ? "none after " + number(question.offset)
                  : number(question.offset + 1) + " to " + number(next) + " of " + number(all));
  put(data, "previous_page", question.offset == 0 ? "" : address("/search", asked.at(previous)));
  put(data, "next_page", here == 0 || next >= all || next > farthest_hit ? "" : address("/search", asked.at(next)));
  put(data, "too_far", here > 0 && next < all && next > farthest_hit);
}

Data found(const Call& call, const AskedPage& asked) {
  const Searcher& searcher = call.index->searcher;
  Question question = asked.question;
  question.facets = facets_of_page();
  question.facet_values = 200;
  Results results = searcher.search(question);
  for (Facet& facet : results.facets)
    if (facet.field == "authority" && !asked.authority_has.empty())
      facet = searcher.facet(question, "authority", asked.authority_has, question.facet_values);

  Data data;
  const std::string root = root_of(call);
  put(data, "title", asked.in_words() + " – " + pages::in_words(results.found) + " – Findings");
  put(data, "at_search", true);
  put(data, "asked_in_words", asked.in_words());
  put(data, "found_in_words", results.found.paragraphs == 0 ? "Nothing found" : found_in_words(results));
  put(data, "q", asked.text);
  put(data, "nothing", results.found.paragraphs == 0);
  put(data, "views", views_of(asked, asked.path));
  put(data, "as_written", question.reading.as_written);
  put(data, "successors", question.reading.successors);
  put(data, "shows_copies", !question.fold_copies);
  put(data, "seed", question.seed == 0 ? "" : std::to_string(question.seed));
  put(data, "filters", active_filters(asked));
  put(data, "without_filters", address("/search", asked.without_filters()));
  put(data, "hidden", hidden_filters(asked, results.facets));
  put(data, "facets", facets_data(asked, results.facets));
  put(data, "groups", report_groups(results.hits, asked.text, root));
  put(data, "mistake", false);
  put_notices(data, asked, results);
  put_order(data, asked);
  put_paging(data, asked, results);
  const bool api_is_open = !call.service.config().token_file;
  DataList links;
  for (const Choice& one : exports) {
    Data link;
    put(link, "format", std::string(one.label));
    put(link, "export_address", export_address(asked, one.value));
    if (api_is_open) links.push_back(std::move(link));
  }
  put(data, "exports", std::move(links));
  put(data, "feed", api_is_open ? export_address(asked, "atom") : "");
  put(data, "printed_address", root + address("/search", asked.at(question.offset)));
  put(data, "generation", call.index->generation);
  return data;
}

}  // namespace

http::Response search_page(const Call& call) {
  const std::string text = call.request.parameter("q").value_or("");
  try {
    const AskedPage asked(call.request, call.index->searcher);
    return page_reply("search", found(call, asked));
  } catch (const std::exception&) {
    Data data;
    DataList hidden;
    if (put_mistake(data, text))
      for (const auto& [name, value] : call.request.query)
        if (name != "q" && name != "offset") hidden.push_back(hidden_field(name, value));
    put(data, "title", "That question cannot be answered – Findings");
    put(data, "q", text);
    put(data, "hidden", std::move(hidden));
    for (const char* name :
         {"found_in_words", "nothing", "as_written", "successors", "shows_copies", "seed", "filters", "facets",
          "groups", "orders", "exports", "understood", "range", "any_facets", "any_filters", "any_exports"})
      put(data, name, false);
    return page_reply("search", std::move(data), 400);
  }
}

}  // namespace findings::pages
