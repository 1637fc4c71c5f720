#include "core/engine/delivery/early.hpp"

#include <algorithm>

#include "core/delivery/prekey.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/peer_clocks.hpp"

namespace tasuki::engine {

namespace {

/// A message that has not come by then has ended its lifetime at its sender.
constexpr Duration kLongest = delivery::kLongestLifetime + delivery::kClockSkew;

/// A row of Table::EarlySince. Earlier versions wrote no sender, and none at all: those count as one's.
struct Waits {
  std::optional<Time> since;
  AgencyId handed_over_by;
};

void put_waits(Transaction& transaction, ByteView key, Time since, const AgencyId& handed_over_by) {
  Bytes value;
  append_u64(value, static_cast<std::uint64_t>(to_millis(since)));
  append(value, handed_over_by.bytes());
  transaction.put(Table::EarlySince, key, value);
}

Waits read_waits(ByteView row) {
  Waits waits;
  const auto millis = read_u64(row);
  if (!millis) return waits;
  waits.since = from_millis(static_cast<std::int64_t>(*millis));
  waits.handed_over_by = AgencyId::from(row.subspan(8)).value_or(AgencyId());
  return waits;
}

Waits waits_of(Transaction& transaction, ByteView key) {
  const auto row = transaction.get(Table::EarlySince, key);
  return row ? read_waits(*row) : Waits();
}

std::optional<EarlyRecord> read(ByteView value) {
  const auto peer = AgencyId::from(value.first(std::min(value.size(), AgencyId::kSize)));
  if (!peer) return std::nullopt;
  auto record = record::parse_record(value.subspan(AgencyId::kSize));
  if (!record) return std::nullopt;
  return EarlyRecord{*peer, std::move(*record)};
}

std::vector<std::pair<Bytes, Bytes>> rows(Transaction& transaction, const KeyRange& range) {
  std::vector<std::pair<Bytes, Bytes>> found;
  transaction.scan(Table::Early, range, Order::Ascending, [&](ByteView key, ByteView value) {
    found.emplace_back(copy(key), copy(value));
    return true;
  });
  return found;
}

EarlyCounts& early_counts(Turn& turn) {
  auto& counts = turn.desk.early;
  if (counts) return *counts;
  counts.emplace();
  turn.transaction.scan(Table::Early, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    ++counts->of[waits_of(turn.transaction, key).handed_over_by];
    ++counts->all;
    return true;
  });
  return *counts;
}

/// Room was made, so that it is counted.
void put_early(Turn& turn, ByteView key, const EarlySource& source, const record::SignedRecord& record) {
  turn.transaction.put(Table::Early, key, concat({source.from.bytes(), record::serialize(record)}));
  put_waits(turn.transaction, key, turn.desk.clock.now(), source.handed_over_by);
  auto& all = early_counts(turn);
  ++all.of[source.handed_over_by];
  ++all.all;
}

void erase_early(Turn& turn, ByteView key) {
  auto& all = early_counts(turn);
  const auto sender = all.of.find(waits_of(turn.transaction, key).handed_over_by);
  if (sender != all.of.end() && --sender->second == 0) all.of.erase(sender);
  --all.all;
  turn.transaction.erase(Table::Early, key);
  turn.transaction.erase(Table::EarlySince, key);
}

/// Costs a scan: of a sender that fills the table, once for each that takes its place.
std::optional<Bytes> newest_of(Turn& turn, const AgencyId& sender) {
  std::optional<Bytes> newest;
  std::optional<Time> at;
  turn.transaction.scan(Table::Early, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    const auto waits = waits_of(turn.transaction, key);
    const bool is_newer = !newest || waits.since >= at;
    if (waits.handed_over_by != sender || !is_newer) return true;
    newest = copy(key);
    at = waits.since;
    return true;
  });
  return newest;
}

/// Nobody takes the place of one that has handed over as little as itself.
bool make_room(Turn& turn, const AgencyId& sender, std::size_t most) {
  const auto& all = early_counts(turn);
  if (all.all < most) return true;
  const auto has_most = std::max_element(all.of.begin(), all.of.end(),
                                         [](const auto& a, const auto& b) { return a.second < b.second; });
  const auto own = all.of.find(sender);
  if (has_most == all.of.end() || (own == all.of.end() ? 0 : own->second) + 1 >= has_most->second)
    return false;
  const auto place = newest_of(turn, has_most->first);
  if (place) erase_early(turn, *place);
  return place.has_value();
}

/// One of an earlier version, or noted while the clock was ahead: its time begins now.
bool begins_now(const std::optional<Time>& since, Time now) {
  return !since || *since > now + delivery::kClockSkew;
}

}  // namespace

void keep_early(Turn& turn, ByteView missing, const EarlySource& source, const record::SignedRecord& record,
                std::size_t most) {
  const Bytes key = record::waiting_key(missing, record);
  if (turn.transaction.contains(Table::Early, key)) return;
  if (make_room(turn, source.handed_over_by, most)) put_early(turn, key, source, record);
}

std::vector<EarlyRecord> take_early(Turn& turn, ByteView arrived) {
  std::vector<EarlyRecord> taken;
  for (const auto& [key, value] : rows(turn.transaction, KeyRange::prefix(arrived))) {
    erase_early(turn, key);
    if (auto early = read(value)) taken.push_back(std::move(*early));
  }
  return taken;
}

void drop_what_waits_in_vain(Turn& turn) {
  const Time now = cautious_now(turn.desk);
  for (const auto& [key, value] : rows(turn.transaction, KeyRange::all())) {
    const auto waits = waits_of(turn.transaction, key);
    if (begins_now(waits.since, now)) {
      put_waits(turn.transaction, key, now, waits.handed_over_by);
    } else if (*waits.since + kLongest <= now) {
      erase_early(turn, key);
      if (const auto early = read(value)) note(turn, audit::waited_in_vain(early->peer, early->record.id));
    }
  }
}

}  // namespace tasuki::engine
