// An index open for one question.
#pragma once

#include <memory>
#include <utility>

#include "searcher/documents.h"
#include "searcher/lexicon.h"

namespace findings {

class Opened {
 public:
  Opened(Lexicon words, std::shared_ptr<const OpenDocuments> opened)
      : lexicon(std::move(words)), documents(*opened), owned_(std::move(opened)) {}

  Opened(const Opened&) = delete;  // for one thread
  Opened& operator=(const Opened&) = delete;

  const Lexicon lexicon;
  const OpenDocuments& documents;

 private:
  std::shared_ptr<const OpenDocuments> owned_;
};

}  // namespace findings
