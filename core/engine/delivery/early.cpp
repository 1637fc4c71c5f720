#include "core/engine/delivery/early.hpp"

#include <algorithm>

#include "core/delivery/prekey.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/peer_clocks.hpp"

namespace tasuki::engine {

namespace {

constexpr std::size_t kMost = 10'000;
/// A message that has not come by then has ended its lifetime at its sender.
constexpr Duration kLongest = delivery::kLongestLifetime + delivery::kClockSkew;

void put_since(Transaction& transaction, ByteView key, Time since) {
  Bytes value;
  append_u64(value, static_cast<std::uint64_t>(to_millis(since)));
  transaction.put(Table::EarlySince, key, value);
}

std::optional<Time> since_of(Transaction& transaction, ByteView key) {
  const auto row = transaction.get(Table::EarlySince, key);
  const auto millis = row ? read_u64(*row) : std::nullopt;
  if (!millis) return std::nullopt;
  return from_millis(static_cast<std::int64_t>(*millis));
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

void erase(Transaction& transaction, ByteView key) {
  transaction.erase(Table::Early, key);
  transaction.erase(Table::EarlySince, key);
}

/// One of an earlier version, or noted while the clock was ahead: its time begins now.
bool begins_now(const std::optional<Time>& since, Time now) {
  return !since || *since > now + delivery::kClockSkew;
}

}  // namespace

void keep_early(Turn& turn, ByteView missing, const AgencyId& peer, const record::SignedRecord& record) {
  const Bytes key = record::waiting_key(missing, record);
  if (turn.transaction.contains(Table::Early, key)) return;
  if (turn.transaction.count(Table::Early, KeyRange::all()) >= kMost) return;
  turn.transaction.put(Table::Early, key, concat({peer.bytes(), record::serialize(record)}));
  put_since(turn.transaction, key, turn.desk.clock.now());
}

std::vector<EarlyRecord> take_early(Transaction& transaction, ByteView arrived) {
  std::vector<EarlyRecord> taken;
  for (const auto& [key, value] : rows(transaction, KeyRange::prefix(arrived))) {
    erase(transaction, key);
    if (auto early = read(value)) taken.push_back(std::move(*early));
  }
  return taken;
}

void drop_what_waits_in_vain(Turn& turn) {
  const Time now = cautious_now(turn.desk);
  for (const auto& [key, value] : rows(turn.transaction, KeyRange::all())) {
    const auto since = since_of(turn.transaction, key);
    if (begins_now(since, now)) {
      put_since(turn.transaction, key, now);
    } else if (*since + kLongest <= now) {
      erase(turn.transaction, key);
      if (const auto early = read(value)) note(turn, audit::waited_in_vain(early->peer, early->record.id));
    }
  }
}

}  // namespace tasuki::engine
