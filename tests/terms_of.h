// The terms of each document, gathered from the terms of the index: it keeps no lists of them by document.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <xapian.h>

struct TermOf {
  std::string name;
  Xapian::termcount often = 0;
  std::vector<Xapian::termpos> places;
};

/// Each document's in the order of bytes.
inline std::map<Xapian::docid, std::vector<TermOf>> terms_by_document(const Xapian::Database& database) {
  std::map<Xapian::docid, std::vector<TermOf>> all;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term)
    for (auto at = database.postlist_begin(*term); at != database.postlist_end(*term); ++at)
      all[*at].push_back({*term, at.get_wdf(), {at.positionlist_begin(), at.positionlist_end()}});
  return all;
}
