#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "core/record/governance.hpp"

namespace tasuki::record {

/// A set of places in a History, as bits.
class PlaceSet {
 public:
  PlaceSet() = default;
  explicit PlaceSet(std::size_t places) : words_((places + 63) / 64) {}

  void insert(std::size_t place) { words_[place / 64] |= std::uint64_t{1} << (place % 64); }
  bool contains(std::size_t place) const { return (words_[place / 64] >> (place % 64)) & 1U; }
  bool is_within(const PlaceSet& other) const;
  PlaceSet& operator|=(const PlaceSet& other);
  friend PlaceSet operator&(PlaceSet a, const PlaceSet& b);
  friend auto operator<=>(const PlaceSet&, const PlaceSet&) = default;

 private:
  std::vector<std::uint64_t> words_;
};

/// Governance records in causal order, and who saw what. The Lamport time of a record is one more than the
/// greatest of its parents', a founding's is 1; places are ordered by (Lamport time, id), so that a record
/// stands behind all it saw and everybody orders the same records alike. docs/protocol.md, section 9.
class History {
 public:
  using Place = std::size_t;

  /// `records` holds every parent it names; a missing one is a bug of the caller. Costs n²/64 words.
  explicit History(std::span<const GovernanceRecord* const> records);

  std::size_t size() const { return records_.size(); }
  const GovernanceRecord& operator[](Place place) const { return *records_[place]; }
  std::optional<Place> find(const RecordId& id) const;

  /// What the author of `place` had seen: all its ancestors, not itself.
  const PlaceSet& past(Place place) const { return pasts_[place]; }
  bool is_before(Place a, Place b) const { return pasts_[b].contains(a); }
  bool is_concurrent(Place a, Place b) const { return a != b && !is_before(a, b) && !is_before(b, a); }

  /// The records that no other names as parent, ordered by id.
  std::vector<RecordId> heads() const;

 private:
  void sort_by_lamport_time(std::span<const GovernanceRecord* const> records);
  std::vector<const GovernanceRecord*> records_;
  std::map<RecordId, Place> places_;
  std::vector<PlaceSet> pasts_;
};

}  // namespace tasuki::record
