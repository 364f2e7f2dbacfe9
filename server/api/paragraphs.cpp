// One paragraph: itself, what is like it, and how to cite it.
#include <nlohmann/json.hpp>

#include "searcher/cite.h"
#include "searcher/json_results.h"
#include "server/api/api.h"
#include "server/asked_question.h"

namespace findings {
namespace {

using http::Response;
using Type = Parameter::Type;

FoundHit known_paragraph(const Call& call, std::size_t context) {
  const std::string& citation = call.request.segment("citation");
  if (auto found = call.index->searcher.paragraph(citation, context)) return std::move(*found);
  throw http::HttpError(404, "no_paragraph", "no paragraph has the citation " + citation,
                        "in an address the # of a citation is written %23");
}

Response paragraph(const Call& call, const Asked& asked, std::string_view) {
  return json_reply({{"hits", to_json(std::vector{known_paragraph(call, asked.number("context"))})}});
}

Response similar(const Call& call, const Asked& asked, std::string_view) {
  const std::string citation = known_paragraph(call, 0).hit.citation;
  return json_reply(
      {{"citation", citation},
       {"hits", to_json(call.index->searcher.similar(citation, filters_of(asked), asked.number("limit")))}});
}

Response cite(const Call& call, const Asked&, std::string_view format) {
  const std::string_view name = format == "md" ? "markdown" : format;
  const auto* const row = std::find(std::begin(citation_format_names), std::end(citation_format_names), name);
  Response response;
  CitationWriter writer(static_cast<CitationFormat>(row - std::begin(citation_format_names)),
                        [&](std::string_view text) { response.body += text; });
  writer.add(known_paragraph(call, 0).hit);
  writer.end();
  return response;
}

}  // namespace

std::vector<Endpoint> paragraph_endpoints() {
  return {
      {"/api/v1/paragraphs/{citation...}",
       "the paragraph of a citation",
       "/api/v1/paragraphs/lac-2013/wexborough/2013-09-13%2359",
       Needs::index,
       {{"context", Type::number, "paragraphs wanted before and after it", {}, "0", 0, 20}},
       {"json"},
       "Paragraphs",
       paragraph},
      {"/api/v1/similar/{citation...}",
       "paragraphs that are about the same, the most similar first",
       "/api/v1/similar/lac-2013/wexborough/2013-09-13%2359",
       Needs::search,
       joined({filter_parameters(), {{"limit", Type::number, "paragraphs wanted", {}, "10", 1, 100}}}),
       {"json"},
       "Similar",
       similar},
      {"/api/v1/cite/{citation...}",
       "how to cite a paragraph",
       "/api/v1/cite/lac-2013/wexborough/2013-09-13%2359",
       Needs::index,
       {},
       {"text", "md", "bibtex", "ris", "csl-json"},
       "",
       cite},
  };
}

}  // namespace findings
