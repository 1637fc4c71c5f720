#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/crypto/keys.hpp"
#include "tests/support/memory_store.hpp"

namespace tasuki::simulation {

/// One agency's disk as it lies there when a simulation begins.
struct PreparedAgency {
  std::string name;
  AgencyId agency;
  crypto::DhPublicKey transport_key;
  test::MemoryStore store;
  std::string administrator;  ///< How they log in: an id in hex.
  std::string nurse;
};
inline constexpr std::string_view kPassphrase = "passphrase";
/// Thousandths of a litre, from which on the measured sign's day counts.
inline constexpr std::int64_t kMeasuredAtLeast = 4'000;

/// A warning sign that all members of a team are told of.
struct PreparedSign {
  RecordId id;
  bool measured = false;
};

struct PreparedTeam {
  TeamId team;
  /// Indexes of agencies; the first is the coordinator. The successor is among them, and is none at first.
  std::vector<std::size_t> members;
  std::vector<PreparedSign> signs{};
};

/// A world at rest: agencies that have met, with teams and consents, made by the real commands.
struct Snapshot {
  std::vector<PreparedAgency> agencies;
  std::vector<PreparedTeam> teams;
  Time at{};
  std::optional<std::size_t> successor{};  ///< Somebody's new keys; the last of the agencies.
};

/// Who has met whom face to face when a history begins.
enum class Met {
  Neighbours,  ///< Everybody everybody; of many, everybody the first and its neighbours.
  /// Everybody the first only, who coordinates and has introduced nobody yet. At least three agencies.
  TheFirstOnly,
  /// As neighbours; and one more, which is of no team yet, everybody. It will continue one of them.
  ASuccessorToo
};

/// Prepared once for every number of agencies and then copied. May be used by several threads.
class Snapshots {
 public:
  /// The successor is not counted.
  std::shared_ptr<const Snapshot> of(std::size_t agencies, Met met = Met::Neighbours);

 private:
  std::mutex mutex_;
  std::map<std::pair<std::size_t, Met>, std::shared_ptr<const Snapshot>> made_;
};

}  // namespace tasuki::simulation
