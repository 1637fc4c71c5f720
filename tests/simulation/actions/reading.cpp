#include <array>

#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/people.hpp"

namespace tasuki::simulation {

namespace {

using proto::api::Request;

struct Choice {
  std::size_t node;
  std::string message;  ///< hex
};

std::optional<Choice> choose_message(World& world) {
  const auto running = world.running();
  if (running.empty()) return std::nullopt;
  const auto node = world.chance().pick(running);
  const auto message = choose_key(world, node, Table::Message);
  if (!message) return std::nullopt;
  return Choice{node, to_hex(*message)};
}

void act(World& world) {
  static constexpr std::array kActs{"open", "open", "accept", "decline", "close"};
  const auto choice = choose_message(world);
  if (!choice) return;
  Request request;
  request.mutable_act()->set_message(choice->message);
  request.mutable_act()->set_act(world.chance().pick(kActs));
  if (world.chance().one_in(3)) request.mutable_act()->set_note("夕方に訪問します");
  world.trace(world.node(choice->node).name(), request.act().act(), choice->message.substr(0, 8));
  world.office(choice->node).ask(std::move(request));
}

void log_call(World& world) {
  const auto choice = choose_message(world);
  if (!choice) return;
  Request request;
  auto& log = *request.mutable_call_log();
  log.set_message(choice->message);
  log.set_number("03-0000-0001");
  log.set_outcome(world.chance().one_in(2) ? "answered" : "no-answer");
  world.trace(world.node(choice->node).name(), "logs a call about", choice->message.substr(0, 8));
  world.office(choice->node).ask(std::move(request));
}

void read_inbox(World& world) {
  const auto running = world.running();
  if (running.empty()) return;
  Request request;
  request.mutable_inbox()->set_limit(5);
  request.mutable_inbox()->set_texts(true);
  world.office(world.chance().pick(running)).ask(std::move(request));
}

void change_shift(World& world) {
  const auto running = world.running();
  if (running.empty()) return;
  const auto node = world.chance().pick(running);
  world.trace(world.node(node).name(), "changes shift");
  world.office(node).change_shift();
}

}  // namespace

void add_reading(Actions& actions) {
  actions.push_back({"act", Matter::Reading, 8, act});
  actions.push_back({"log-call", Matter::Reading, 2, log_call});
  actions.push_back({"read-inbox", Matter::Reading, 1, read_inbox});
  actions.push_back({"change-shift", Matter::Reading, 1, change_shift});
}

}  // namespace tasuki::simulation
