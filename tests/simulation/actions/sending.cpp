#include "tests/simulation/actions/sending.hpp"

#include "core/engine/care/messages.hpp"

namespace tasuki::simulation {

using proto::api::Request;
using proto::api::Response;

void enter(World& world, std::size_t node, const std::string& body, const Response& response) {
  if (!response.has_sent()) return;
  const auto id = RecordId::from(response.sent().message_id()).value();
  const auto message =
      world.node(node).look([&](Transaction& transaction) { return engine::load_message(transaction, id); });
  if (!message) return world.fail("a message was accepted and is not on the disk");
  Accepted accepted{node, message->team, {}, body, world.timeline().now()};
  for (const auto& recipient : message->content.recipients) accepted.recipients.insert(recipient.agency);
  world.book().accepted.insert_or_assign(id, std::move(accepted));
  ++world.counters().messages;
}

std::string new_text(World& world) {
  std::string text = std::string(kTextMark) + std::to_string(world.book().next_text++) + "。";
  if (world.chance().one_in(10)) text.append(world.chance().below(20'000), 'z');
  return text;
}

void send(World& world, const Seat& seat, const std::vector<std::size_t>& to, bool phone) {
  const auto body = new_text(world);
  Request request;
  auto& send = *request.mutable_send();
  send.set_team(hex(seat.team.team));
  send.set_urgency(phone ? "phone" : "message");
  send.add_category(choose_category(world));
  if (world.chance().one_in(4)) send.add_category(choose_category(world));
  for (const auto recipient : to) send.add_to(hex(world.node(recipient).agency()));
  send.set_permitted_only(world.chance().one_in(2));
  if (phone && world.chance().one_in(4)) send.set_override_reason("いのちの危険");
  send.set_body(body);
  world.trace(world.node(seat.node).name(), phone ? "sends, phone:" : "sends:", body.substr(0, 40));
  const auto node = seat.node;
  world.office(node).ask(std::move(request), [&world, node, body](const Response& response) {
    enter(world, node, body, response);
  });
}

}  // namespace tasuki::simulation
