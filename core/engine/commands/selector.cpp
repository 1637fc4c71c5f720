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

/// With the beginning of each id, by which it can be told apart.
template <class Id>
Error ambiguous(const std::vector<Id>& ids) {
  std::string shown;
  for (const auto& id : ids) shown += (shown.empty() ? "" : " ") + id.short_hex();
  return Error(EngineError::Ambiguous, shown);
}

/// A name is what somebody else has chosen: where it is the beginning of another's id, it may be that one
/// which is meant.
template <class Id>
Result<Id> unless_it_begins_another(Transaction& transaction, Table table, std::string_view typed,
                                    const Id& named) {
  const auto key = find_by_prefix(transaction, table, typed, EngineError::UnknownMessage);
  const auto begun = key ? Id::from(*key) : std::nullopt;
  if (begun && *begun != named) return ambiguous<Id>({named, *begun});
  if (!key && key.error().is(EngineError::Ambiguous)) return EngineError::Ambiguous;
  return named;
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
  if (called_so.size() > 1) return ambiguous(called_so);
  if (called_so.size() == 1)
    return unless_it_begins_another(transaction, Table::Team, typed, called_so.front());
  TRY(const auto key, find_by_prefix(transaction, Table::Team, typed, EngineError::UnknownTeam));
  return *TeamId::from(key);
}

Result<RecordId> find_message(Transaction& transaction, std::string_view typed) {
  TRY(const auto key, find_by_prefix(transaction, Table::Message, typed, EngineError::UnknownMessage));
  return *RecordId::from(key);
}

Result<AgencyId> find_agency(Transaction& transaction, std::string_view typed,
                             const std::set<AgencyId>& among) {
  std::vector<AgencyId> named;
  for (const auto& agency : record::known_agencies(transaction)) {
    const auto known = record::find_known_agency(transaction, agency);
    if (known && known->card.name == typed) named.push_back(agency);
  }
  const auto is_among = [&](const AgencyId& agency) { return among.contains(agency); };
  if (named.size() > 1 && std::ranges::count_if(named, is_among) == 1)
    std::erase_if(named, std::not_fn(is_among));
  if (named.size() > 1) return ambiguous(named);
  if (named.size() == 1) return unless_it_begins_another(transaction, Table::Card, typed, named.front());
  TRY(const auto key, find_by_prefix(transaction, Table::Card, typed, EngineError::UnknownAgency));
  return *AgencyId::from(key);
}

}  // namespace tasuki::engine
