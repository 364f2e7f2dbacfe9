// Matching ends in time: an answer or a clear refusal. Xapian has no such thing (Enquire::set_time_limit stops
// nothing).
#pragma once

#include <chrono>

#include <xapian.h>

namespace findings {

/// Until the end of its scope all matching on this thread is bounded, over however many passes it goes. Within
/// another's scope it changes nothing: who answers a whole question sets the time.
class Deadline {
 public:
  /// milliseconds::max(): none.
  explicit Deadline(std::chrono::milliseconds time);
  ~Deadline();
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

 private:
  bool is_outermost_;
};

/// For every paragraph a matcher looks at: throws Error once the thread's deadline has passed. Reads the clock only now
/// and then.
void check_deadline();

/// For matches without a spy of their own.
class DeadlineSpy : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document&, double) override { check_deadline(); }
};

/// The query, which where a deadline runs also checks it for every paragraph that has the words, before their positions
/// are looked at.
Xapian::Query kept_to_deadline(const Xapian::Query& query);

}  // namespace findings
