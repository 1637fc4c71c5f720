#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/random.hpp"
#include "core/crypto/hash.hpp"

namespace tasuki::audit {

struct EntryBytes;
struct Place;

inline constexpr std::string_view kEntryDomain = "tasuki/1/audit-entry";
inline constexpr std::string_view kDetailDomain = "tasuki/1/audit-detail";

using EntryHash = crypto::Digest;

/// What is about to be written into the trail: ids and codes in the open, everything that could be personal
/// as a detail, of which the entry holds a salted commitment only. Built in core/audit/events.hpp.
class Draft {
 public:
  explicit Draft(std::string_view kind) : kind_(kind) {}

  /// `what` says what the id names: `message`, `team`, `to`, `staff`, …
  template <class AnId>
  Draft mention(std::string_view what, const AnId& id) && {
    mentions_.emplace_back(what, copy(id.bytes()));
    return std::move(*this);
  }
  /// A code, never text that somebody typed.
  Draft fact(std::string_view what, std::string_view code) && {
    facts_.emplace_back(what, code);
    return std::move(*this);
  }
  Draft detail(std::string_view what, std::string_view value) && {
    details_.emplace_back(what, value);
    return std::move(*this);
  }

 private:
  friend EntryBytes make_entry(const Draft& draft, Random& random, const Place& place);

  std::string kind_;
  std::vector<std::pair<std::string, Bytes>> mentions_;
  std::vector<std::pair<std::string, std::string>> facts_;
  std::vector<std::pair<std::string, std::string>> details_;
};

/// Where in the chain an entry goes.
struct Place {
  std::uint64_t number;
  std::uint32_t incarnation;
  Time time;
  EntryHash previous;  ///< All zero before the first.
};

struct EntryBytes {
  Bytes entry;    ///< proto.audit.Entry
  Bytes details;  ///< proto.audit.Details; empty where there are none
};
/// Serialises the draft, once.
EntryBytes make_entry(const Draft& draft, Random& random, const Place& place);

EntryHash hash_entry(ByteView entry);
/// Of a protobuf field; nothing where its length is another.
std::optional<EntryHash> read_hash(const std::string& field);

/// An entry read back. Codes are what they are: a newer program's are kept.
struct Entry {
  struct Mention {
    std::string what;
    Bytes id;
  };
  struct Fact {
    std::string what;
    std::string code;
  };
  struct Commitment {
    std::string what;
    EntryHash hash;
  };
  std::uint64_t number;
  std::uint32_t incarnation;
  Time time;
  std::string kind;
  std::vector<Mention> mentions;
  std::vector<Fact> facts;
  std::vector<Commitment> commitments;
  EntryHash previous;

  bool mentions_id(ByteView id) const;
};
/// Nothing where a hash has a wrong length or the bytes are no entry.
std::optional<Entry> read_entry(ByteView bytes);

struct Detail {
  std::string what;
  std::string value;
};
/// What the commitments of `entry` hide. Nothing where `details` are not what the entry committed to, all of
/// it and in its order.
std::optional<std::vector<Detail>> open_details(const Entry& entry, ByteView details);

}  // namespace tasuki::audit
