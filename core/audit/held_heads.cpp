#include "core/audit/held_heads.hpp"

#include "core/base/protobuf.hpp"
#include "core/record/stored.hpp"
#include "proto/state.pb.h"

namespace tasuki::audit {

namespace {

Bytes prefix_of(const AgencyId& agency, std::uint32_t incarnation) {
  Bytes key = copy(agency.bytes());
  append_u32(key, incarnation);
  return key;
}

Bytes key_of(const Head& place) {
  Bytes key = prefix_of(place.agency, place.incarnation);
  append_u64(key, place.number);
  return key;
}

Head head_in(const record::SignedBytes& bytes) {
  const auto head = read_head(bytes);
  if (!head) throw StoreFault("a held head does not read");
  return *head;
}

HeldHead read_held(ByteView row) {
  const auto state = record::stored_message<proto::state::HeldHead>(row);
  auto bytes = record::stored(record::from_proto(state.head()));
  const Head head = head_in(bytes);
  return {head, std::move(bytes), from_millis(state.received_at()), state.unproven()};
}

void put_held(Transaction& transaction, const HeldHead& held) {
  proto::state::HeldHead state;
  *state.mutable_head() = record::to_proto(held.bytes);
  state.set_received_at(to_millis(held.received_at));
  state.set_unproven(held.unproven);
  transaction.put(Table::HeldHead, key_of(held.head), serialize_message(state));
}

std::optional<HeldHead> last_of(Transaction& transaction, const KeyRange& range) {
  const auto row = transaction.last(Table::HeldHead, range);
  if (!row) return std::nullopt;
  return read_held(row->second);
}

std::int64_t hour_of(Time time) {
  return std::chrono::floor<std::chrono::hours>(time).time_since_epoch().count();
}
std::int64_t day_of(Time time) {
  return std::chrono::floor<std::chrono::days>(time).time_since_epoch().count();
}

std::optional<HeldHead> newest_where(Transaction& transaction, const AgencyId& agency,
                                     std::uint32_t incarnation, bool unproven) {
  std::optional<HeldHead> newest;
  transaction.scan(Table::HeldHead, KeyRange::prefix(prefix_of(agency, incarnation)), Order::Descending,
                   [&](ByteView, ByteView row) {
                     auto held = read_held(row);
                     if (held.unproven == unproven) newest = std::move(held);
                     return !newest;
                   });
  return newest;
}

HeadConflict read_conflict(ByteView row) {
  const auto state = record::stored_message<proto::state::HeadConflict>(row);
  HeadConflict conflict;
  conflict.what =
      state.what() == conflict_code(Conflict::Rewritten) ? Conflict::Rewritten : Conflict::CutBack;
  conflict.held = record::stored(record::from_proto(state.held()));
  conflict.shown = record::stored(record::from_proto(state.shown()));
  conflict.entry = head_in(conflict.held);
  conflict.shown_by = AgencyId::from(state.shown_by()).value_or(AgencyId());
  conflict.found_at = from_millis(state.found_at());
  return conflict;
}

}  // namespace

std::optional<HeldHead> newest_held(Transaction& transaction, const AgencyId& agency) {
  return last_of(transaction, KeyRange::prefix(agency.bytes()));
}

std::optional<HeldHead> newest_held(Transaction& transaction, const AgencyId& agency,
                                    std::uint32_t incarnation) {
  return last_of(transaction, KeyRange::prefix(prefix_of(agency, incarnation)));
}

std::optional<HeldHead> newest_proven(Transaction& transaction, const AgencyId& agency,
                                      std::uint32_t incarnation) {
  return newest_where(transaction, agency, incarnation, false);
}

std::optional<HeldHead> newest_unproven(Transaction& transaction, const AgencyId& agency,
                                        std::uint32_t incarnation) {
  return newest_where(transaction, agency, incarnation, true);
}

std::optional<HeldHead> find_held(Transaction& transaction, const Head& place) {
  const auto row = transaction.get(Table::HeldHead, key_of(place));
  if (!row) return std::nullopt;
  return read_held(*row);
}

std::vector<HeldHead> held_heads(Transaction& transaction, const std::optional<AgencyId>& agency) {
  std::vector<HeldHead> heads;
  transaction.scan(Table::HeldHead, agency ? KeyRange::prefix(agency->bytes()) : KeyRange::all(),
                   Order::Ascending, [&](ByteView, ByteView row) {
                     heads.push_back(read_held(row));
                     return true;
                   });
  return heads;
}

bool hold_head(Transaction& transaction, const HeldHead& held, const std::optional<HeldHead>& confirmed) {
  const Bytes key = key_of(held.head);
  if (transaction.contains(Table::HeldHead, key)) return false;
  const auto range = KeyRange::prefix(prefix_of(held.head.agency, held.head.incarnation));
  const auto before = last_of(transaction, range);
  const bool newest = !before || before->head.number < held.head.number;
  if (!newest && transaction.count(Table::HeldHead, range) >= kHeldLimit) return false;
  put_held(transaction, held);
  if (confirmed && confirmed->head.number < held.head.number &&
      hour_of(confirmed->received_at) == hour_of(held.received_at))
    transaction.erase(Table::HeldHead, key_of(confirmed->head));
  return true;
}

void prove_held(Transaction& transaction, const HeldHead& held) {
  auto here = find_held(transaction, held.head);
  if (!here || !here->unproven) return;
  here->unproven = false;
  put_held(transaction, *here);
}

void thin_held_heads(Transaction& transaction, Time now) {
  std::vector<Bytes> superfluous;
  std::optional<HeldHead> before;
  transaction.scan(Table::HeldHead, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView row) {
    auto held = read_held(row);
    if (before && before->head.agency == held.head.agency &&
        before->head.incarnation == held.head.incarnation && held.received_at < now - kHoldHourly &&
        day_of(before->received_at) == day_of(held.received_at))
      superfluous.push_back(key_of(before->head));
    before = std::move(held);
    return true;
  });
  for (const auto& key : superfluous) transaction.erase(Table::HeldHead, key);
}

std::string_view conflict_code(Conflict conflict) {
  return conflict == Conflict::Rewritten ? "rewritten" : "cut-back";
}

bool keep_conflict(Transaction& transaction, const HeadConflict& conflict) {
  const Bytes key = key_of(conflict.entry);
  const auto known = transaction.get(Table::HeadConflict, key);
  if (known && read_conflict(*known).what <= conflict.what) return false;
  if (!known && transaction.count(Table::HeadConflict, KeyRange::prefix(conflict.entry.agency.bytes())) >=
                    kConflictLimit)
    return false;
  proto::state::HeadConflict state;
  state.set_what(std::string(conflict_code(conflict.what)));
  *state.mutable_held() = record::to_proto(conflict.held);
  *state.mutable_shown() = record::to_proto(conflict.shown);
  state.set_shown_by(conflict.shown_by.str());
  state.set_found_at(to_millis(conflict.found_at));
  transaction.put(Table::HeadConflict, key, serialize_message(state));
  return true;
}

std::vector<HeadConflict> head_conflicts(Transaction& transaction) {
  std::vector<HeadConflict> conflicts;
  transaction.scan(Table::HeadConflict, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView row) {
    conflicts.push_back(read_conflict(row));
    return true;
  });
  return conflicts;
}

}  // namespace tasuki::audit
