#include "server/api/atom.h"

#include "searcher/json_results.h"
#include "server/api/api.h"
#include "server/errors.h"
#include "server/http/url.h"
#include "server/pages/addresses.h"

namespace findings {
namespace {

std::string element(std::string_view name, std::string_view text) {
  return '<' + std::string(name) + '>' + escaped(text) + "</" + std::string(name) + ">\n";
}

/// XML 1.0 has no place for control characters, not even as references.
std::string printable(std::string text) {
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; });
  return text;
}

std::string day(const std::string& published, const std::string& otherwise) {
  return published.empty() ? otherwise : published + "T00:00:00Z";
}

}  // namespace

std::string atom_feed(const Call& call, const Question& question, const Results& results) {
  const std::string root = root_of(call);
  const std::string self = root + call.request.path + '?' + call.request.query_text;
  const std::string updated = call.index->created;
  std::string feed = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
  std::string asked = question.text;
  for (const Filter& filter : question.filters) asked += (asked.empty() ? "" : " ") + describe(filter);
  feed += element("id", self);
  feed += element("title", "Findings: " + printable(asked));
  feed += element("updated", updated);
  feed += "<link rel=\"self\" href=\"" + escaped(self) + "\"/>\n";
  feed += "<generator>Findings</generator>\n";
  for (const FoundHit& found : results.hits) {
    const Hit& hit = found.hit;
    const std::string address = root + pages::paragraph_address(hit.citation);
    std::string section;
    for (const std::string& heading : hit.section) section += (section.empty() ? "" : " \u203A ") + heading;
    feed += "<entry>\n";
    feed += element("id", "urn:findings:" + http::encoded(hit.citation));
    feed += element("title", printable((hit.authority.empty() ? hit.report : hit.authority) + ": " + section));
    feed += element("updated", day(hit.published, day(hit.inspected, updated)));
    feed += "<author><name>" + escaped(printable(hit.authority.empty() ? "Ofsted" : "Ofsted, " + hit.authority)) +
            "</name></author>\n";
    feed += "<link rel=\"alternate\" href=\"" + escaped(address) + "\"/>\n";
    if (const std::string link = page_link(hit); !link.empty())
      feed += "<link rel=\"via\" href=\"" + escaped(link) + "\"/>\n";
    for (const std::string& category : {hit.area, hit.grade, hit.kind})
      if (!category.empty()) feed += "<category term=\"" + escaped(category) + "\"/>\n";
    feed += "<content type=\"text\">" + escaped(printable(hit.text)) + "</content>\n</entry>\n";
  }
  return feed + "</feed>\n";
}

}  // namespace findings
