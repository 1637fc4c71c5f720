#include "core/delivery/outbox.hpp"

#include "proto/state.pb.h"

namespace tasuki::delivery {

namespace {

/// Numbers of a lane begin in the middle, so that there is room in front.
constexpr std::uint64_t kMiddle = std::uint64_t{1} << 63;

Bytes lane_prefix(const AgencyId& peer, Lane lane) {
  Bytes key = copy(peer.bytes());
  key.push_back(static_cast<std::uint8_t>(lane));
  return key;
}

/// Of all lanes that are released.
KeyRange released_to(const AgencyId& peer) {
  return {.from = copy(peer.bytes()), .until = lane_prefix(peer, Lane::Withheld)};
}

std::uint64_t number_in(ByteView key) { return read_u64(key.subspan(AgencyId::kSize + 1)).value_or(kMiddle); }

void put(Transaction& transaction, Bytes prefix, std::uint64_t number, ByteView item) {
  append_u64(prefix, number);
  transaction.put(Table::Outbox, prefix, item);
}

std::vector<Queued> items_in(Transaction& transaction, const KeyRange& range, std::size_t limit) {
  std::vector<Queued> items;
  transaction.scan(Table::Outbox, range, Order::Ascending, [&](ByteView key, ByteView item) {
    items.push_back({copy(key), static_cast<Lane>(key[AgencyId::kSize]), copy(item)});
    return items.size() < limit;
  });
  return items;
}

}  // namespace

Lane lane_of(const proto::state::OutboxItem& item) {
  if (item.phone()) return Lane::First;
  return item.unhurried() ? Lane::Unhurried : Lane::Ordinary;
}

void enqueue(Transaction& transaction, const AgencyId& peer, Lane lane,
             const proto::state::OutboxItem& item) {
  const Bytes prefix = lane_prefix(peer, lane);
  const auto last = transaction.last(Table::Outbox, KeyRange::prefix(prefix));
  put(transaction, prefix, last ? number_in(last->first) + 1 : kMiddle, as_bytes(item.SerializeAsString()));
}

void put_back(Transaction& transaction, const AgencyId& peer, Lane lane, ByteView item) {
  const Bytes prefix = lane_prefix(peer, lane);
  std::uint64_t number = kMiddle;
  transaction.scan(Table::Outbox, KeyRange::prefix(prefix), Order::Ascending, [&](ByteView key, ByteView) {
    number = number_in(key) - 1;
    return false;
  });
  put(transaction, prefix, number, item);
}

std::vector<Queued> next_items(Transaction& transaction, const AgencyId& peer, std::size_t limit) {
  return items_in(transaction, released_to(peer), limit);
}

std::vector<Queued> withheld_items(Transaction& transaction, const AgencyId& peer) {
  return items_in(transaction, KeyRange::prefix(lane_prefix(peer, Lane::Withheld)), SIZE_MAX);
}

std::optional<Lane> next_lane(Transaction& transaction, const AgencyId& peer) {
  std::optional<Lane> lane;
  transaction.scan(Table::Outbox, released_to(peer), Order::Ascending, [&](ByteView key, ByteView) {
    lane = static_cast<Lane>(key[AgencyId::kSize]);
    return false;
  });
  return lane;
}

void remove(Transaction& transaction, const Queued& queued) { transaction.erase(Table::Outbox, queued.key); }

std::size_t queued_for(Transaction& transaction, const AgencyId& peer) {
  return transaction.count(Table::Outbox, KeyRange::prefix(peer.bytes()));
}

std::size_t queued_in_all(Transaction& transaction) {
  return transaction.count(Table::Outbox, KeyRange::all());
}

}  // namespace tasuki::delivery
