// An index open for one question.
#pragma once

#include <exception>
#include <memory>
#include <utility>

#include "searcher/documents.h"
#include "searcher/lexicon.h"
#include "searcher/shards.h"

namespace findings {

/// Its documents go back to the shards they are of, to be used again, unless an exception ends it.
class Opened {
 public:
  Opened(Lexicon words, std::unique_ptr<OpenDocuments> opened, const Shards* shards)
      : lexicon(std::move(words)), documents(*opened), owned_(std::move(opened)), shards_(shards) {}
  ~Opened() {
    if (shards_ && std::uncaught_exceptions() == exceptions_) shards_->give_back(std::move(owned_));
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;

  const Lexicon lexicon;
  const OpenDocuments& documents;

 private:
  std::unique_ptr<OpenDocuments> owned_;
  const Shards* shards_;  // null where there are none
  int exceptions_ = std::uncaught_exceptions();
};

}  // namespace findings
