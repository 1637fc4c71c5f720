#include "core/engine/commands/selector.hpp"

#include <algorithm>
#include <optional>

#include "core/base/protobuf.hpp"
#include "core/record/card_store.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

constexpr std::size_t kShortestPrefix = 6;

/// Every key whose hex begins with `typed`; an odd last digit stands for sixteen bytes.
std::optional<KeyRange> range_of(std::string_view typed) {
  const bool odd = typed.size() % 2 != 0;
  auto first = from_hex(odd ? std::string(typed) + "0" : std::string(typed));
  if (!first) return std::nullopt;
  KeyRange range = KeyRange::prefix(*first);
  if (odd) range.until = KeyRange::prefix(*from_hex(std::string(typed) + "f")).until;
  return range;
}

}  // namespace

Result<Bytes> find_by_prefix(Transaction& transaction, Table table, std::string_view typed,
                             EngineError unknown, const std::function<bool(ByteView, ByteView)>& accepts) {
  const auto range = range_of(typed);
  if (!range) return unknown;
  if (typed.size() < kShortestPrefix) return EngineError::PrefixTooShort;
  std::vector<Bytes> found;
  transaction.scan(table, *range, Order::Ascending, [&](ByteView key, ByteView value) {
    if (accepts(key, value)) found.push_back(copy(key));
    return found.size() < 2;
  });
  if (found.empty()) return unknown;
  if (found.size() > 1) return EngineError::Ambiguous;
  return std::move(found.front());
}

Result<TeamId> find_team(Transaction& transaction, std::string_view typed) {
  std::vector<TeamId> called_so;
  transaction.scan(Table::Team, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView row) {
    const auto state = parse_message<proto::state::TeamState>(row);
    if (state && state->person() == typed && !typed.empty()) called_so.push_back(*TeamId::from(key));
    return true;
  });
  if (called_so.size() > 1) return EngineError::Ambiguous;
  if (called_so.size() == 1) return called_so.front();
  TRY(const auto key, find_by_prefix(transaction, Table::Team, typed, EngineError::UnknownTeam));
  return *TeamId::from(key);
}

Result<RecordId> find_message(Transaction& transaction, std::string_view typed) {
  TRY(const auto key, find_by_prefix(transaction, Table::Message, typed, EngineError::UnknownMessage));
  return *RecordId::from(key);
}

Result<AgencyId> find_agency(Transaction& transaction, std::string_view typed) {
  std::vector<AgencyId> named;
  for (const auto& agency : record::known_agencies(transaction)) {
    const auto known = record::find_known_agency(transaction, agency);
    if (known && known->card.name == typed) named.push_back(agency);
  }
  if (named.size() > 1) return EngineError::Ambiguous;
  if (named.size() == 1) return named.front();
  TRY(const auto key, find_by_prefix(transaction, Table::Card, typed, EngineError::UnknownAgency));
  return *AgencyId::from(key);
}

}  // namespace tasuki::engine
