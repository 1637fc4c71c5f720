#include "tests/bench/carried.hpp"

#include <chrono>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

#include "core/base/bytes.hpp"
#include "tests/bench/agency.hpp"
#include "tests/bench/flow.hpp"

namespace tasuki::bench {

namespace {

proto::api::StatusAnswer status_of(Agency& agency) {
  proto::api::Request request;
  request.mutable_status();
  return agency.pipe().ask(std::move(request)).status();
}

template <class Look>
void wait_until(Look&& look, const char* what, std::chrono::milliseconds pause) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(5);
  while (!look()) {
    if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error(std::string("never: ") + what);
    std::this_thread::sleep_for(pause);
  }
}

std::uint32_t queued_for(Agency& sender, const Agency& peer) {
  const auto status = status_of(sender);
  for (const auto& connection : status.connection()) {
    if (to_hex(as_bytes(connection.agency_id())) == peer.id()) return connection.queued();
  }
  throw std::runtime_error("no such contact");
}

/// Each when the one before has been sealed, so that no two share an envelope. Their ids.
std::set<std::string> deposit(Agency& sender, const std::string& team, const Agency& recipient,
                              std::size_t count) {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < count; ++i) {
    ids.insert(sender.pipe().ask(one_message(team, recipient.id())).sent().message_id());
    wait_until([&] { return queued_for(sender, recipient) == 0; }, "sealed for the carrier",
               std::chrono::milliseconds(1));
  }
  return ids;
}

/// Sees what comes to an agency, from before the first look at its inbox.
double seconds_until_here(Agency& recipient, std::set<std::string> awaited,
                          std::chrono::steady_clock::time_point begun) {
  const auto watching = recipient.another_pipe();
  proto::api::Request watch;
  watch.mutable_watch();
  watching->send(watch);
  watching->receive();
  proto::api::Request inbox;
  inbox.mutable_inbox()->set_limit(static_cast<std::uint32_t>(awaited.size()));
  recipient.pipe().send(inbox);
  for (auto line = recipient.pipe().receive(); !line.last(); line = recipient.pipe().receive())
    awaited.erase(line.message().message_id());
  while (!awaited.empty()) {
    const auto response = watching->receive();
    if (response.event().event() == "message") awaited.erase(response.event().message_id());
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// One holiday. Everybody is on again at its end, and nothing is under way.
double be_away(Agency& sender, Agency& carrier, Agency& recipient, const std::string& team,
               std::size_t count) {
  recipient.stop();
  auto ids = deposit(sender, team, recipient, count);
  wait_until([&] { return status_of(carrier).carried() >= count; }, "all lies at the carrier",
             std::chrono::milliseconds(50));
  sender.stop();
  recipient.start();
  const auto begun = std::chrono::steady_clock::now();
  recipient.log_in();
  const double seconds = seconds_until_here(recipient, std::move(ids), begun);
  sender.start();
  sender.log_in();
  wait_until([&] { return status_of(sender).outbox() + status_of(recipient).outbox() == 0; }, "all is quiet",
             std::chrono::milliseconds(200));
  return seconds;
}

}  // namespace

CarriedFlow measure_carried(const std::filesystem::path& programs, const std::filesystem::path& folder,
                            std::size_t count, std::size_t window, std::size_t rounds) {
  Agency sender(programs, folder, "away-sender", 47401);
  Agency carrier(programs, folder, "away-carrier", 47402);
  Agency recipient(programs, folder, "away-recipient", 47403);
  for (auto* agency : {&sender, &carrier, &recipient}) {
    agency->start();
    agency->log_in();
  }
  sender.pair_with(carrier);
  sender.pair_with(recipient);
  carrier.pair_with(recipient);
  const auto team = sender.found_team({&carrier, &recipient});
  sender.consent(team);
  send_many(sender, team, 200, 50, 2);  // all are warm, and know the team
  CarriedFlow flow;
  for (std::size_t i = 0; i < rounds; ++i) {
    flow.direct.push_back(send_many(sender, team, count, window, 1, recipient.id()).per_second());
    flow.seconds.push_back(be_away(sender, carrier, recipient, team, count));
    flow.carried.push_back(static_cast<double>(count) / flow.seconds.back());
  }
  return flow;
}

}  // namespace tasuki::bench
