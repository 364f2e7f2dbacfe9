#include "searcher/shards.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <map>
#include <optional>
#include <set>
#include <thread>
#include <variant>

#include "schema/fields.h"
#include "schema/index_document.h"
#include "schema/open_database.h"
#include "schema/row_slot.h"
#include "schema/shards.h"

namespace findings {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds left_alone{5};
constexpr std::chrono::milliseconds longest_to_connect{500};
constexpr std::size_t most_names = 8;

/// Which addresses are left alone, in this process.
class Circuits {
 public:
  std::optional<std::string> why_left_alone(const std::string& address) {
    const std::lock_guard lock(mutex_);
    const auto at = of_address_.find(address);
    if (at == of_address_.end() || Clock::now() >= at->second.until) return std::nullopt;
    return at->second.reason;
  }

  void leave_alone(const std::string& address, const std::string& reason) {
    const std::lock_guard lock(mutex_);
    of_address_[address] = {Clock::now() + left_alone, reason};
  }

 private:
  struct Circuit {
    Clock::time_point until;
    std::string reason;
  };
  std::mutex mutex_;
  std::map<std::string, Circuit> of_address_;
};

Circuits& circuits() {
  static Circuits all;
  return all;
}

bool was_silent(const Xapian::Error& error) { return std::string_view(error.get_type()) == "NetworkTimeoutError"; }

std::string reason_of(const Xapian::Error& error) {
  if (was_silent(error)) return "it does not answer";
  const char* system = error.get_error_string();
  return system ? "it cannot be asked: " + std::string(system) : "it cannot be asked";
}

/// What is wrong with a database as that shard of that build; "" where nothing is. It is searched and read from too:
/// where a connection ends amid a question of several shards, Xapian does not say whose it was, but here it shows.
std::string check_shard(const Xapian::Database& database, std::span<const std::uint32_t> rows,
                        const std::string& build) {
  if (database.get_metadata(build_key) != build) return "it serves another build of the index";
  if (database.get_doccount() != rows.size() || database.get_lastdocid() != rows.size())
    return "it serves another shard";
  if (!rows.empty() && (database.get_value_lower_bound(row_slot) != slot_of_row(rows.front()) ||
                        database.get_value_upper_bound(row_slot) != slot_of_row(rows.back())))
    return "it serves another shard";
  if (!rows.empty() && database.get_document(1).get_data().empty()) return "it serves no texts";
  if (!rows.empty() && !database.has_positions()) return "it serves no places of words";
  Xapian::Enquire enquire(database);
  enquire.set_query(Xapian::Query(std::string()));  // every paragraph
  return enquire.get_mset(0, 1).empty() != rows.empty() ? "it finds nothing" : "";
}

using Attempt = std::variant<OpenDocuments::Shard, std::string>;  // or why not

Attempt open_local(std::uint32_t number, const fs::path& folder, std::span<const std::uint32_t> rows,
                   const std::string& build) {
  const fs::path database = folder / shard_name(number + 1);
  if (!fs::exists(database)) return "its folder is not here";
  OpenDocuments::Shard shard{number, open_database(database)};
  if (std::string wrong = check_shard(shard.database, rows, build); !wrong.empty()) return wrong;
  return shard;
}

Attempt open_remote(std::uint32_t number, const ShardAddress& address, std::chrono::milliseconds timeout,
                    std::span<const std::uint32_t> rows, const std::string& build) {
  const std::string name = to_string(address);
  if (const auto reason = circuits().why_left_alone(name)) return *reason;
  try {
    OpenDocuments::Shard shard{
        number,
        Xapian::Remote::open(address.host, address.port, static_cast<unsigned>(timeout.count()),
                             static_cast<unsigned>(std::min(timeout, longest_to_connect).count())),
        true};
    if (std::string wrong = check_shard(shard.database, rows, build); !wrong.empty()) return wrong;
    return shard;
  } catch (const Xapian::Error& error) {
    circuits().leave_alone(name, reason_of(error));
    return reason_of(error);
  }
}

MissingShard missing_shard(std::uint32_t number, const std::string& address, const std::string& reason,
                           std::span<const std::uint32_t> rows, const Columns& columns) {
  const Column &reports = columns.at("report"), &authorities = columns.at("authority");
  std::set<std::uint32_t> reports_of, authorities_of;
  for (const std::uint32_t row : rows) {
    reports_of.insert(reports.codes[row]);
    for (const std::uint32_t authority : authorities.sets[authorities.codes[row]]) authorities_of.insert(authority);
  }
  MissingShard missing{number + 1, address, reason, reports_of.size(), {}};
  for (const std::uint32_t authority : authorities_of)
    if (authorities.values[authority] != no_value) missing.authorities.push_back(authorities.values[authority]);
  std::sort(missing.authorities.begin(), missing.authorities.end());
  return missing;
}

std::string amount(std::size_t count, const char* one, const char* several) {
  return std::to_string(count) + ' ' + (count == 1 ? one : several);
}

}  // namespace

std::string describe(const MissingShard& missing, bool with_address) {
  const std::string at = with_address && !missing.address.empty() ? " at " + missing.address : "";
  std::string text = "without shard " + std::to_string(missing.number) + at + " (" + missing.reason +
                     "): " + amount(missing.reports, "report", "reports") + " of " +
                     amount(missing.authorities.size(), "authority", "authorities") +
                     (missing.reports == 1 ? " is" : " are") + " not in this answer";
  for (std::size_t i = 0; i < std::min(most_names, missing.authorities.size()); ++i)
    text += (i == 0 ? ": " : ", ") + missing.authorities[i];
  if (missing.authorities.size() > most_names)
    text += " and " + std::to_string(missing.authorities.size() - most_names) + " more";
  return text;
}

ShardLost shard_lost(const Xapian::NetworkError& error) {
  // Xapian's context is "remote:tcp(HOST:PORT)", or nothing where the other side closed the connection.
  const std::string& context = error.get_context();
  const std::size_t open = context.find('('), close = context.rfind(')');
  const bool has_name = open != context.npos && close != context.npos && open < close;
  const std::string name = has_name ? context.substr(open + 1, close - open - 1) : "";
  if (has_name && was_silent(error)) circuits().leave_alone(name, reason_of(error));
  return ShardLost((has_name ? "the shard at " + name : "a shard") + " was lost: " + reason_of(error),
                   "ask again: what is at hand is answered, and what is missing is said", Exit::failures);
}

Shards::Shards(const IndexPlace& place, const fs::path& generation, const Columns& columns)
    : place_(place),
      generation_(generation),
      places_(generation / "places"),
      build_(Xapian::Database((generation / "words").string()).get_metadata(build_key)) {
  if (!place_.shards.empty() && place_.shards.size() != places_.shards())
    throw Error("the index in " + place_.folder.string() + " has " + amount(places_.shards(), "shard", "shards") +
                    ", and " + amount(place_.shards.size(), "address is given", "addresses are given"),
                "name each shard's address, in their order", Exit::no_index);
  if (places_.documents() != columns.documents())
    throw damaged_file(generation / "places", "its rows are not those of the columns");

  std::vector<std::uint32_t> all(places_.shards());
  for (std::uint32_t number = 0; number < all.size(); ++number) all[number] = number;
  std::vector<OpenDocuments::Shard> open;
  for (auto& [number, attempt] : try_to_open(all)) {
    if (auto* shard = std::get_if<OpenDocuments::Shard>(&attempt)) {
      at_hand_.push_back(number);
      open.push_back(std::move(*shard));
    } else {
      missing_.push_back(
          missing_shard(number, address_of(number), std::get<std::string>(attempt), places_.rows_of(number), columns));
    }
  }
  if (open.empty())
    throw Error("no shard of the index is at hand: shard 1" + (place_.shards.empty() ? "" : " at " + address_of(0)) +
                    ": " + missing_.front().reason,
                place_.shards.empty() ? "shards that are served elsewhere are named: --index remote:HOST:PORT,..."
                                      : "findings shard serve serves one",
                Exit::no_index);
  give_back(std::make_unique<const OpenDocuments>(std::move(open), places_));
}

std::string Shards::address_of(std::uint32_t number) const {
  return place_.shards.empty() ? "" : to_string(place_.shards[number]);
}

/// All at once: as long as the slowest.
std::vector<std::pair<std::uint32_t, Attempt>> Shards::try_to_open(const std::vector<std::uint32_t>& numbers) const {
  std::vector<std::pair<std::uint32_t, Attempt>> attempts;
  for (const std::uint32_t number : numbers) attempts.emplace_back(number, "");
  if (place_.shards.empty()) {
    for (auto& [number, attempt] : attempts) attempt = open_local(number, generation_, places_.rows_of(number), build_);
    return attempts;
  }
  std::vector<std::jthread> threads;
  for (auto& [number, attempt] : attempts)
    threads.emplace_back([this, &number, &attempt] {
      attempt = open_remote(number, place_.shards[number], place_.timeout, places_.rows_of(number), build_);
    });
  threads.clear();
  return attempts;
}

std::unique_ptr<const OpenDocuments> Shards::open() const {
  {
    const std::lock_guard lock(mutex_);
    // A server ends connections that were idle for long.
    std::erase_if(idle_, [](const Idle& idle) { return Clock::now() - idle.since > longest_idle; });
    if (!idle_.empty()) {
      auto documents = std::move(idle_.back().documents);
      idle_.pop_back();
      return documents;
    }
  }
  std::vector<OpenDocuments::Shard> open;
  for (auto& [number, attempt] : try_to_open(at_hand_)) {
    if (auto* shard = std::get_if<OpenDocuments::Shard>(&attempt))
      open.push_back(std::move(*shard));
    else
      throw ShardLost("shard " + std::to_string(number + 1) + (is_remote() ? " at " + address_of(number) : "") +
                          " was lost: " + std::get<std::string>(attempt),
                      "ask again: what is at hand is answered, and what is missing is said", Exit::failures);
  }
  return std::make_unique<const OpenDocuments>(std::move(open), places_);
}

std::shared_ptr<const OpenDocuments> Shards::take() const {
  return {open().release(), [this, exceptions = std::uncaught_exceptions()](const OpenDocuments* documents) {
            std::unique_ptr<const OpenDocuments> used(documents);
            if (std::uncaught_exceptions() == exceptions) give_back(std::move(used));
          }};
}

void Shards::give_back(std::unique_ptr<const OpenDocuments> documents) const {
  const std::lock_guard lock(mutex_);
  idle_.push_back({std::move(documents), Clock::now()});
}

}  // namespace findings
