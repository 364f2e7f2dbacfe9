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

/// Opens the current generation and makes sure of every byte of it: Xapian itself notices seven flipped bits of ten.
std::shared_ptr<const Served> open_and_verify(const std::filesystem::path& index) {
  const std::filesystem::path generation = current_generation(index);
  if (const auto problems = verify(generation, Extent::shards_here); !problems.empty())
    throw Error(generation.string() + ": " + problems.front(), "", Exit::no_index);
  auto served = std::make_shared<Served>(index);
  served->generation = generation.filename();
  served->revision = served->generation + "-" + sha256_of_file(generation / "manifest.json").substr(0, 16);
  served->created = nlohmann::json::parse(read_file(generation / "manifest.json")).value("created", "");
  const Counts everything = served->searcher.count(served->searcher.understand("*", {}));
  served->paragraphs = everything.paragraphs;
  served->reports = everything.reports;
  return served;
}

}  // namespace

IndexHolder::IndexHolder(std::filesystem::path index, Tell tell) : index_(std::move(index)), tell_(std::move(tell)) {
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
    lock.lock();
  }
}

void IndexHolder::look() {
  const std::string mark = mark_of_current(index_);
  const auto now = std::chrono::steady_clock::now();
  if (!seen_.empty() && mark == seen_) return;
  if (mark == refused_ && now - refused_at_ < try_again_after && !told_.empty()) return;
  try {
    auto served = open_and_verify(index_);
    if (mark_of_current(index_) != mark) return;  // swapped meanwhile: the next look takes the newer
    tell_("serving " + served->generation + ": " + std::to_string(served->reports) + " reports, " +
          std::to_string(served->paragraphs) + " paragraphs");
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

void IndexHolder::tell_once(const std::string& message) {
  if (message == told_) return;
  told_ = message;
  tell_((get() ? "the index changed and is not taken into use, the one before it is served on: " : "not ready: ") +
        message);
}

}  // namespace findings
