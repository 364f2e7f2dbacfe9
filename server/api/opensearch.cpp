#include "server/api/opensearch.h"

#include "server/api/api.h"
#include "server/errors.h"

namespace findings {

http::Response opensearch_description(const Call& call) {
  const std::string root = escaped(root_of(call));
  const auto address = [&](std::string_view type, std::string_view relation, std::string_view path) {
    return "<Url type=\"" + std::string(type) + "\" rel=\"" + std::string(relation) + "\" template=\"" + root +
           std::string(path) + "\"/>\n";
  };
  return {.type = "application/opensearchdescription+xml",
          .body =
              "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
              "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
              "<ShortName>Findings</ShortName>\n"
              "<Description>Inspection reports, paragraph by paragraph</Description>\n"
              "<InputEncoding>UTF-8</InputEncoding>\n"
              "<OutputEncoding>UTF-8</OutputEncoding>\n" +
              address("text/html", "results", "/search?q={searchTerms}") +
              address("application/atom+xml", "results", "/api/v1/search?format=atom&amp;q={searchTerms}") +
              address("application/x-suggestions+json", "suggestions",
                      "/api/v1/suggest?format=opensearch&amp;q={searchTerms}") +
              "</OpenSearchDescription>\n"};
}

}  // namespace findings
