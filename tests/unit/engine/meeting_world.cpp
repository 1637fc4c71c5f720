#include "tests/unit/engine/meeting_world.hpp"

#include <algorithm>

#include "core/engine/commands.hpp"
#include "core/engine/peers.hpp"

namespace tasuki::test {

namespace {

constexpr std::uint32_t kUid = 1000;

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};

}  // namespace

MeetingNode::MeetingNode(MeetingWorld& world, const std::string& name, std::uint64_t seed)
    : world_(world), name_(name), random_(seed) {
  // Nobody logs in here: no Argon2id.
  created_ = engine::create_agency(store_.begin(), random_, world.clock().now(),
                                   new_agency(name, "psychiatric-hospital", "管理 一郎"), administrator_key(),
                                   crypto::RecoveryCode::generate(random_))
                 .value();
  store_.commit().value();
  start();
}

engine::PassphraseKey MeetingNode::administrator_key() {
  return {Secret<32>(Bytes(32, 9)), {}, crypto::kArgon2Least};
}

void MeetingNode::start() {
  engine::Settings settings;
  settings.advertised = {endpoint()};
  settings.session_idle_limit = std::chrono::hours(24 * 365);
  desk_ = std::make_unique<engine::Desk>(world_.clock(), random_, settings);
  auto& transaction = store_.begin();
  desk_->open(transaction).value();
  store_.commit().value();
}

void MeetingNode::kill() {
  store_.crash();
  desk_.reset();
  waiting_.clear();
  world_.cut_links_of(*this);
}

void MeetingNode::die_at(Death death) {
  death_ = death;
  commits_ = 0;
  effects_of_commits_.clear();
}

void MeetingNode::run(const std::function<void(engine::Turn&)>& work) {
  engine::Effects effects;
  engine::Turn turn{*desk_, store_.begin(), effects};
  work(turn);
  ++commits_;
  const bool dies = death_ && death_->commit == commits_;
  if (dies && death_->before) {
    has_died_ = true;
    return kill();
  }
  store_.commit().value();
  effects_of_commits_.push_back(effects.size());
  if (dies)
    effects.erase(effects.begin() + static_cast<std::ptrdiff_t>(std::min(death_->effects, effects.size())),
                  effects.end());
  carry_out(std::move(effects));
  if (dies) {
    has_died_ = true;
    kill();
  }
}

bool MeetingNode::step() {
  if (!is_running() || waiting_.empty()) return false;
  auto event = std::move(waiting_.front());
  waiting_.pop_front();
  run([&](engine::Turn& turn) { handle(turn, event); });
  return true;
}

void MeetingNode::handle(engine::Turn& turn, engine::Event& event) {
  using namespace engine;
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
  auto session = engine::LoginSession(account, crypto::SigningKey::generate(random_), std::nullopt);
  request.set_token(desk_->sessions.open(random_, kUid, std::move(session), world_.clock().uptime()).str());
  push(engine::Command{engine::ClientId{1}, kUid, copy(as_bytes(request.SerializeAsString()))});
}

void MeetingNode::carry_out(engine::Effects effects) {
  using namespace engine;
  for (auto& effect : effects) {
    std::visit(
        Overloaded{[&](Answer& said) {
                     proto::api::Response response;
                     response.ParseFromArray(said.response.data(), static_cast<int>(said.response.size()));
                     answers.push_back(std::move(response));
                   },
                   [&](Dial& wanted) { world_.dial(*this, std::move(wanted)); },
                   [&](PskAnswer& psk) { world_.answer(std::move(psk)); },
                   [&](SendFrame& frame) { world_.deliver(*this, std::move(frame)); },
                   [&](Disconnect& dead) { world_.cut(static_cast<std::uint64_t>(dead.connection) / 2); },
                   [&](auto&) {}},
        effect);
  }
}

MeetingNode& MeetingWorld::add(const std::string& name) {
  auto& place = nodes_[name];
  place = std::make_unique<MeetingNode>(*this, name, nodes_.size());
  return *place;
}

void MeetingWorld::dial(MeetingNode& from, engine::Dial dial) {
  MeetingNode* to = nullptr;
  for (const auto& [name, candidate] : nodes_) {
    if (candidate->endpoint() == dial.endpoints.front() && candidate->is_running() && !is_parted)
      to = candidate.get();
  }
  if (to == nullptr) return from.push(engine::DialFailed{dial.agency, "refused"});
  if (to->desk().identity->transport_key.public_key() != dial.remote_static) {
    return from.push(engine::DialFailed{dial.agency, "closed"});
  }
  engine::PskQuery query{end_of(next_link_, false), from.desk().identity->transport_key.public_key()};
  if (dial.mode == engine::LinkMode::Pairing) query.who = dial.invitation.value();
  links_.emplace(next_link_++, Link{&from, to, std::move(dial)});
  to->push(std::move(query));
}

void MeetingWorld::answer(engine::PskAnswer answer) {
  const std::uint64_t number = static_cast<std::uint64_t>(answer.connection) / 2;
  const auto place = links_.find(number);
  if (place == links_.end()) return;
  Link& link = place->second;
  if (!answer.psk || !same_secret(answer.psk->reveal(), link.dial.psk.reveal())) {
    link.initiator->push(engine::DialFailed{link.dial.agency, "handshake-failed"});
    links_.erase(place);
    return;
  }
  link.up = true;
  Bytes hash(32);
  random_.fill(hash);
  const auto initiator_key = link.initiator->desk().identity->transport_key.public_key();
  link.responder->push(engine::LinkUp{end_of(number, false), link.dial.mode, false, hash, initiator_key,
                                      link.dial.invitation, std::nullopt});
  link.initiator->push(engine::LinkUp{end_of(number, true), link.dial.mode, true, hash,
                                      link.dial.remote_static, link.dial.invitation, link.dial.agency});
}

void MeetingWorld::deliver(MeetingNode& from, engine::SendFrame frame) {
  const auto number = static_cast<std::uint64_t>(frame.connection) / 2;
  const auto place = links_.find(number);
  if (place == links_.end()) return;
  if (on_frame && !on_frame(from, frame.frame)) return cut(number);
  const bool from_initiator = static_cast<std::uint64_t>(frame.connection) % 2 == 0;
  MeetingNode& to = from_initiator ? *place->second.responder : *place->second.initiator;
  to.push(engine::FrameReceived{end_of(number, !from_initiator), std::move(frame.frame)});
}

void MeetingWorld::cut(std::uint64_t number) {
  const auto link = links_.extract(number);
  if (link.empty()) return;
  auto& [initiator, responder, dial, up] = link.mapped();
  if (!up) return initiator->push(engine::DialFailed{dial.agency, "handshake-failed"});
  if (initiator->is_running()) initiator->push(engine::LinkDown{end_of(number, true)});
  if (responder->is_running()) responder->push(engine::LinkDown{end_of(number, false)});
}

void MeetingWorld::cut_links_of(MeetingNode& node) {
  std::vector<std::uint64_t> numbers;
  for (const auto& [number, link] : links_) {
    if (link.initiator == &node || link.responder == &node) numbers.push_back(number);
  }
  for (const auto number : numbers) {
    if (Link& link = links_.at(number); !link.up && link.initiator == &node) {
      links_.erase(number);
    } else {
      cut(number);
    }
  }
}

void MeetingWorld::cut_all_links() {
  for (const auto& [name, node] : nodes_) cut_links_of(*node);
}

std::size_t MeetingWorld::links_up() const {
  std::size_t up = 0;
  for (const auto& [number, link] : links_) up += link.up ? 1 : 0;
  return up;
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
    if (!node->is_running()) {
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
    if (!node->is_running()) node->start();
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
