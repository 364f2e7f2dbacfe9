#include "searcher/found_facts.h"

#include "schema/facts.h"
#include "schema/fields.h"

namespace findings {

FoundFacts::FoundFacts(const Xapian::Database& database, const Xapian::Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  Xapian::ValueCountMatchSpy spy(facts_slot);
  enquire.add_matchspy(&spy);
  enquire.get_mset(0, 0, database.get_doccount());

  ColumnsWriter columns(column_names());
  for (auto facts = spy.values_begin(); facts != spy.values_end(); ++facts) {  // ascending: report by report
    columns.add(unpack_facts(*facts));
    paragraphs_.push_back(facts.get_termfreq());
  }
  columns_ = std::make_unique<Columns>(columns);
}

void FoundFacts::count(Tally& tally) const {
  for (std::size_t i = 0; i < paragraphs_.size(); ++i) tally.add(static_cast<Xapian::docid>(i + 1), paragraphs_[i]);
}

}  // namespace findings
