// An index open for one question.
#pragma once

#include "searcher/documents.h"
#include "searcher/lexicon.h"

namespace findings {

struct Opened {
  Lexicon lexicon;
  OpenDocuments documents;
};

}  // namespace findings
