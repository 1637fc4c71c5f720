#include "tests/unit/engine/meeting_world.hpp"

#include <algorithm>

#include "core/engine/commands/commands.hpp"
#include "core/engine/links/peers.hpp"

namespace tasuki::test {

namespace {

constexpr std::uint32_t kUid = 1000;

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};

}  // namespace

MeetingNode::MeetingNode(MeetingWorld& world, const std::string& name, std::uint64_t seed)
    : Machine(world, name, seed), world_(world) {
  // Nobody logs in here: no Argon2id.
  created_ = engine::create_agency(store().begin(), random(), world.clock().now(),
                                   new_agency(name, "psychiatric-hospital", "管理 一郎"), administrator_key(),
                                   crypto::RecoveryCode::generate(random()))
                 .value();
  store().commit().value();
  start();
  transport_key_ = desk_->identity->transport_key.public_key();
}

engine::PassphraseKey MeetingNode::administrator_key() {
  return {Secret<32>(Bytes(32, 9)), {}, crypto::kArgon2Least};
}

void MeetingNode::start() {
  engine::Settings settings;
  settings.advertised = {endpoint()};
  settings.session_idle_limit = std::chrono::hours(24 * 365);
  desk_ = std::make_unique<engine::Desk>(world_.clock(), random(), settings);
  desk_->open(store().begin()).value();
  store().commit().value();
}

void MeetingNode::run(const std::function<void(engine::Turn&)>& work) {
  commit([&](Transaction& transaction, engine::Effects& effects) {
    engine::Turn turn{*desk_, transaction, effects};
    work(turn);
  });
}

void MeetingNode::handle(Transaction& transaction, engine::Event event, engine::Effects& effects) {
  using namespace engine;
  Turn turn{*desk_, transaction, effects};
  std::visit(
      Overloaded{[&](PskQuery& query) { answer_psk_query(turn, query); },
                 [&](LinkUp& link) { link_up(turn, link); }, [&](LinkDown& link) { link_down(turn, link); },
                 [&](DialFailed& failed) { dial_failed(turn, failed); },
                 [&](FrameReceived& frame) { take_frame(turn, frame); }, [&](Tick&) { tick_links(turn); },
                 [&](Command& command) { run_command(turn.desk, turn.transaction, command, turn.effects); },
                 [&](auto&) {}},
      event);
}

void MeetingNode::ask(proto::api::Request request) {
  auto account = read([&](Transaction& t) { return engine::load_staff(t, created_.administrator).value(); });
  auto session = engine::LoginSession(account, crypto::SigningKey::generate(random()), std::nullopt);
  request.set_token(desk_->sessions.open(random(), kUid, std::move(session), world_.clock().uptime()).str());
  push(engine::Command{engine::ClientId{1}, kUid, copy(as_bytes(request.SerializeAsString()))});
}

void MeetingNode::answered(engine::Answer answer) {
  proto::api::Response response;
  response.ParseFromArray(answer.response.data(), static_cast<int>(answer.response.size()));
  answers.push_back(std::move(response));
}

MeetingNode& MeetingWorld::add(const std::string& name) {
  auto& place = nodes_[name];
  place = std::make_unique<MeetingNode>(*this, name, nodes_.size());
  return *place;
}

bool MeetingWorld::step_any() {
  std::vector<MeetingNode*> order;
  for (const auto& [name, node] : nodes_) order.push_back(node.get());
  if (on_step && random_.below(2) == 0) std::reverse(order.begin(), order.end());
  for (auto* node : order) {
    if (!node->step()) continue;
    if (on_step) on_step();
    return true;
  }
  return false;
}

void MeetingWorld::settle() {
  while (step_any()) continue;
}

bool MeetingWorld::advance(Duration until) {
  Duration next = until;
  for (const auto& [name, node] : nodes_) {
    if (!node->running()) {
      next = std::min<Duration>(next, clock_.uptime() + std::chrono::seconds(1));
      continue;
    }
    std::optional<Duration> wake;
    engine::Effects none;
    engine::Turn turn{node->desk(), node->store().begin(), none};
    wake = engine::next_link_wake(turn);
    node->store().rollback();
    if (wake) next = std::min(next, *wake);
  }
  if (next > clock_.uptime()) clock_.advance(next - clock_.uptime());
  for (const auto& [name, node] : nodes_) {
    if (!node->running()) node->start();
    node->push(engine::Tick{});
  }
  return clock_.uptime() < until;
}

bool MeetingWorld::run_until(const std::function<bool()>& done, Duration longest) {
  const Duration until = clock_.uptime() + longest;
  settle();
  while (!done()) {
    if (!advance(until)) return false;
    settle();
  }
  return true;
}

}  // namespace tasuki::test
