#include "server/index_holder.h"

#include <chrono>

#include <xapian.h>
#include <nlohmann/json.hpp>

#include "schema/digest.h"
#include "schema/files.h"
#include "schema/generations.h"

namespace findings {
namespace {

constexpr std::chrono::milliseconds look_every{200};
constexpr std::chrono::seconds try_again_after{5};

/// Opens the current generation and, unless it is `known`, makes sure of every byte of it that is here: Xapian itself
/// notices seven flipped bits of ten.
std::shared_ptr<const Served> open_index(const std::filesystem::path& index, const std::string& known) {
  const std::filesystem::path generation = current_generation(find_index_place(index).folder);
  const std::string made =
      generation.filename().string() + "-" + sha256_of_file(generation / "manifest.json").substr(0, 16);
  if (made != known)
    if (const auto problems = verify(generation, Extent::shards_here); !problems.empty())
      throw Error(generation.string() + ": " + problems.front(), "", Exit::no_index);
  auto served = std::make_shared<Served>(index);
  served->generation = generation.filename();
  served->made = made;
  served->revision = made;
  for (const MissingShard& shard : served->searcher.missing())
    served->revision += "-without-" + std::to_string(shard.number);
  served->created = nlohmann::json::parse(read_file(generation / "manifest.json")).value("created", "");
  served->paragraphs = served->searcher.columns().documents();
  served->reports = served->searcher.records().size();
  return served;
}

}  // namespace

IndexHolder::IndexHolder(std::filesystem::path index, Tell tell)
    : index_(std::move(index)), folder_(find_index_place(index_).folder), tell_(std::move(tell)) {
  look();
  watcher_ = std::thread([this] { watch(); });
}

IndexHolder::~IndexHolder() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  stopped_.notify_all();
  watcher_.join();
}

std::shared_ptr<const Served> IndexHolder::get() const {
  const std::lock_guard lock(mutex_);
  return served_;
}

void IndexHolder::watch() {
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, look_every, [this] { return is_stopping_; })) {
    lock.unlock();
    look();
    if (const auto served = get()) served->replies.forget_before(ReplyCache::Clock::now() - longest_kept);
    lock.lock();
  }
}

void IndexHolder::look() {
  const std::string mark = mark_of_current(folder_);
  const auto now = std::chrono::steady_clock::now();
  if (!seen_.empty() && mark == seen_) {
    // A shard that went is looked for again; that one went is noticed by who asks it.
    if (const auto served = get(); !served->searcher.missing().empty() && now - looked_for_shards_ >= try_again_after) {
      looked_for_shards_ = now;
      try {
        renew(served);
      } catch (const std::exception&) {  // none is there: what was open is no worse
      }
    }
    return;
  }
  if (mark == refused_ && now - refused_at_ < try_again_after && !told_.empty()) return;
  try {
    auto served = open_index(index_, "");
    if (mark_of_current(folder_) != mark) return;  // swapped meanwhile: the next look takes the newer
    tell_serving(*served);
    const std::lock_guard lock(mutex_);
    served_ = std::move(served);
    seen_ = mark;
    refused_.clear();
    told_.clear();
    return;
  } catch (const std::exception& error) {
    tell_once(error.what());
  } catch (const Xapian::Error& error) {
    tell_once(error.get_description());
  }
  refused_ = mark;
  refused_at_ = now;
}

void IndexHolder::renew(const std::shared_ptr<const Served>& lost) {
  const std::lock_guard one_at_a_time(renewing_);
  if (get() != lost) return;
  auto served = open_index(index_, lost->made);
  if (served->revision != lost->revision) tell_serving(*served);
  const std::lock_guard lock(mutex_);
  if (served_ == lost) served_ = std::move(served);
}

void IndexHolder::tell_serving(const Served& served) const {
  std::string message = "serving " + served.generation + ": " + std::to_string(served.reports) + " reports, " +
                        std::to_string(served.paragraphs) + " paragraphs";
  for (const MissingShard& shard : served.searcher.missing()) message += "; " + describe(shard, true);
  tell_(message);
}

void IndexHolder::tell_once(const std::string& message) {
  if (message == told_) return;
  told_ = message;
  tell_((get() ? "the index changed and is not taken into use, the one before it is served on: " : "not ready: ") +
        message);
}

}  // namespace findings
