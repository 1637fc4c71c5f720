#include "node/loop.hpp"

#include <spdlog/spdlog.h>

#include <typeinfo>

#include "core/engine/error.hpp"
#include "node/request_number.hpp"
#include "proto/api.pb.h"
#include "storage/error.hpp"
#include "storage/sqlite.hpp"

namespace tasuki::node {

namespace {

// What the rules would have answered had they been able to.
engine::Answer failure_answer(engine::ClientId client, std::uint64_t number, const Error& error) {
  proto::api::Response response;
  response.set_number(number);
  response.set_last(true);
  response.mutable_error()->set_code(std::string(error.name()));
  response.mutable_error()->set_message("The node could not keep this; nothing of it happened.");
  response.mutable_error()->set_exit_code(error.is(engine::EngineError::Internal) ? 70 : 1);
  return {client, copy(as_bytes(response.SerializeAsString()))};
}

/// A damaged page is nothing that goes by; a disk that would not write may.
Error error_of(const StoreFault& fault) {
  const auto* by_sqlite = dynamic_cast<const storage::SqlFault*>(&fault);
  const bool damage = by_sqlite != nullptr && by_sqlite->is_damage();
  return damage ? Error(storage::StorageError::StoreDamaged, fault.what())
                : Error(StoreError::CommitFailed, fault.what());
}

}  // namespace

Loop::Loop(Store& store, Rules& rules, EventQueue& queue, const Clock& clock, Outside& outside,
           Upkeep& upkeep)
    : Loop(store, rules, queue, clock, outside, upkeep, Limits()) {}

Loop::Loop(Store& store, Rules& rules, EventQueue& queue, const Clock& clock, Outside& outside,
           Upkeep& upkeep, const Limits& limits)
    : store_(store),
      rules_(rules),
      queue_(queue),
      clock_(clock),
      outside_(outside),
      upkeep_(upkeep),
      limits_(limits),
      wake_at_(clock.uptime()),
      look_at_disk_at_(clock.uptime()) {}

Result<> Loop::start() {
  engine::Effects effects;
  try {
    auto started = rules_.start(store_.begin(), effects);
    if (!started) {
      store_.rollback();
      return started;
    }
    TRY_VOID(store_.commit());
  } catch (const StoreFault& fault) {
    store_.rollback();
    return error_of(fault);
  }
  let_go(std::move(effects));
  return {};
}

void Loop::run() {
  while (!queue_.is_done() && !damaged_) turn();
}

void Loop::turn() {
  const bool one_by_one = failing_ || told_room_.full;
  auto events = queue_.take(one_by_one ? 1 : limits_.batch, time_to_wait());
  const bool nothing_came = events.empty();
  const bool due = clock_.uptime() >= wake_at_;
  if (due) wake_at_ = clock_.uptime() + limits_.longest_sleep;
  if (!nothing_came) deal_with(std::move(events));
  if (due) {  // apart: what time writes, on a full disk, shall not fail what somebody only asks
    std::vector<engine::Event> tick;
    tick.emplace_back(engine::Tick{});
    deal_with(std::move(tick));
  }
  if (nothing_came && more_upkeep_) more_upkeep_ = upkeep_.when_idle();
}

void Loop::deal_with(std::vector<engine::Event> events) {
  look_at_the_disk(events);
  run_batch(std::move(events));
  upkeep_.after_batch();
}

void Loop::look_at_the_disk(std::vector<engine::Event>& events) {
  if (clock_.uptime() < look_at_disk_at_) return;
  look_at_disk_at_ = clock_.uptime() + limits_.look_at_disk_every;
  engine::DiskRoom room = upkeep_.room();
  room.full = room.full || was_full_;
  if (room == told_room_) return;
  told_room_ = room;
  events.insert(events.begin(), room);
}

Duration Loop::time_to_wait() const {
  const Duration until_wake = std::max(wake_at_ - clock_.uptime(), Duration::zero());
  return more_upkeep_ ? std::min(until_wake, limits_.idle_after) : until_wake;
}

void Loop::run_batch(std::vector<engine::Event> events) {
  const Sources sources = sources_of(events);
  engine::Effects effects;
  const auto committed = run_rules(std::move(events), effects);
  for (const auto& [connection, bytes] : sources.connections) {
    if (bytes > 0) outside_.dealt_with(connection, bytes);
  }
  if (!committed) return undo(sources, committed.error());
  more_upkeep_ = true;
  let_go(std::move(effects));
}

Result<> Loop::run_rules(std::vector<engine::Event> events, engine::Effects& effects) {
  try {
    Transaction& transaction = store_.begin();
    for (auto& event : events) rules_.handle(transaction, std::move(event), effects);
    rules_.finish(transaction, effects);
    const bool writes = store_.has_writes();
    TRY_VOID(store_.commit());
    if (writes) failing_ = was_full_ = false;
    return {};
  } catch (const StoreFault& fault) {
    store_.rollback();
    return error_of(fault);
  } catch (const std::exception& bug) {
    store_.rollback();
    return Error(engine::EngineError::Internal, typeid(bug).name());
  }
}

void Loop::let_go(engine::Effects effects) {
  for (const auto& effect : effects) {
    if (const auto* wake = std::get_if<engine::Wake>(&effect)) {
      wake_at_ = std::min(wake->at_uptime, clock_.uptime() + limits_.longest_sleep);
    }
  }
  std::erase_if(effects, [](const auto& effect) { return std::holds_alternative<engine::Wake>(effect); });
  if (!effects.empty()) outside_.carry_out(std::move(effects));
}

void Loop::undo(const Sources& sources, const Error& error) {
  spdlog::error("a batch of the loop was undone: {} {}", error.name(), error.detail());
  rules_.forget();
  failing_ = true;
  damaged_ = error.is(storage::StorageError::StoreDamaged);
  was_full_ = error.is(StoreError::DiskFull);
  look_at_disk_at_ = clock_.uptime();
  wake_at_ = clock_.uptime() + limits_.retry_after;
  engine::Effects effects;
  for (const auto& [client, number] : sources.waiting) {
    effects.emplace_back(failure_answer(client, number, error));
  }
  for (const auto& [connection, bytes] : sources.connections) {
    effects.emplace_back(engine::Disconnect{connection, std::string(error.name())});
  }
  if (!effects.empty()) outside_.carry_out(std::move(effects));
}

Loop::Sources Loop::sources_of(const std::vector<engine::Event>& events) {
  Sources sources;
  for (const auto& event : events) {
    if (const auto* command = std::get_if<engine::Command>(&event)) {
      sources.waiting.push_back({command->client, request_number(command->request)});
    } else if (const auto* derived = std::get_if<engine::Derived>(&event)) {
      sources.waiting.push_back(derived->waiting);
    } else if (const auto* frame = std::get_if<engine::FrameReceived>(&event)) {
      sources.connections[frame->connection] += frame->frame.size();
    } else if (const auto* up = std::get_if<engine::LinkUp>(&event)) {
      sources.connections.try_emplace(up->connection, 0);
    } else if (const auto* query = std::get_if<engine::PskQuery>(&event)) {
      sources.connections.try_emplace(query->connection, 0);
    }
  }
  return sources;
}

}  // namespace tasuki::node
