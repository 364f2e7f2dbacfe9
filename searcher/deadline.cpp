#include "searcher/deadline.h"

#include <algorithm>
#include <string>

#include "schema/error.h"

namespace findings {
namespace {

using Clock = std::chrono::steady_clock;

struct Running {
  bool is_set = false;
  std::chrono::milliseconds time{};
  Clock::time_point end;
  unsigned checks = 0;
};
thread_local Running running;

/// Has every paragraph. Xapian's AND asks the rarest word first and this last, and looks at positions after that.
class DeadlineSource : public Xapian::PostingSource {
 public:
  Xapian::doccount get_termfreq_min() const override { return paragraphs_; }
  Xapian::doccount get_termfreq_est() const override { return paragraphs_; }
  Xapian::doccount get_termfreq_max() const override { return paragraphs_; }
  void next(double) override { move_to(at_ + 1); }
  void skip_to(Xapian::docid id, double) override { move_to(id); }
  bool check(Xapian::docid id, double) override {
    move_to(id);
    return true;
  }
  bool at_end() const override { return at_ > last_; }
  Xapian::docid get_docid() const override { return at_; }
  PostingSource* clone() const override { return new DeadlineSource; }
  void init(const Xapian::Database& database) override {
    paragraphs_ = database.get_doccount();
    last_ = database.get_lastdocid();
    at_ = 0;
  }

 private:
  void move_to(Xapian::docid id) {
    check_deadline();
    at_ = std::max(at_, id);
  }

  Xapian::doccount paragraphs_ = 0;
  Xapian::docid last_ = 0, at_ = 0;
};

}  // namespace

Deadline::Deadline(std::chrono::milliseconds time)
    : is_outermost_(!running.is_set && time != std::chrono::milliseconds::max()) {
  if (is_outermost_) running = {true, time, Clock::now() + time};
}

Deadline::~Deadline() {
  if (is_outermost_) running.is_set = false;
}

void check_deadline() {
  if (!running.is_set || running.checks++ % 256 != 0 || Clock::now() < running.end) return;
  const auto milliseconds = running.time.count();
  throw Error("the question took longer than " +
                  (milliseconds % 1000 == 0 ? std::to_string(milliseconds / 1000) + " s"
                                            : std::to_string(milliseconds) + " ms") +
                  "; nothing is counted by halves",
              "narrow it: another word, a filter, fewer wildcards and alternatives");
}

Xapian::Query kept_to_deadline(const Xapian::Query& query) {
  if (!running.is_set) return query;
  return Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query((new DeadlineSource)->release()));
}

}  // namespace findings
