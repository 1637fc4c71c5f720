#include "core/engine/duty/steady.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/engine/desk.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

constexpr std::string_view kSteadyKey = "steady";
constexpr Duration kSaveEvery = std::chrono::seconds(30);

proto::state::SteadyState load_steady(Transaction& transaction) {
  const auto bytes = transaction.get(Table::Node, as_bytes(kSteadyKey));
  const auto row = bytes ? parse_message<proto::state::SteadyState>(*bytes) : std::nullopt;
  return row ? *row : proto::state::SteadyState();
}

}  // namespace

void open_steady(Desk& desk, Transaction& transaction) {
  const auto row = load_steady(transaction);
  DutyDesk& duty = desk.duty;
  duty = {};
  duty.begun = desk.clock.uptime();
  duty.saved_at = duty.begun;
  duty.on_before = Duration(row.on());
  const auto between = row.at() == 0 ? Duration::zero() : desk.clock.now() - from_millis(row.at());
  duty.off_before = Duration(row.off()) + std::max(between, Duration::zero());
}

Steady steady_now(const Desk& desk) {
  const DutyDesk& duty = desk.duty;
  return {duty.on_before + (desk.clock.uptime() - duty.begun), duty.off_before};
}

void pass_over_what_was_missed(Transaction& transaction, Time now) {
  auto row = load_steady(transaction);
  row.set_at(to_millis(now));
  transaction.put(Table::Node, as_bytes(kSteadyKey), serialize_message(row));
}

void save_steady_in_time(Turn& turn) {
  DutyDesk& duty = turn.desk.duty;
  const Duration now = turn.desk.clock.uptime();
  const bool never = !turn.transaction.contains(Table::Node, as_bytes(kSteadyKey));
  if (!never && now - duty.saved_at < kSaveEvery) return;
  duty.saved_at = now;
  const auto steady = steady_now(turn.desk);
  proto::state::SteadyState row;
  row.set_on(steady.on.count());
  row.set_off(steady.off.count());
  row.set_at(to_millis(turn.desk.clock.now()));
  turn.transaction.put(Table::Node, as_bytes(kSteadyKey), serialize_message(row));
}

}  // namespace tasuki::engine
