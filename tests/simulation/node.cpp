#include "tests/simulation/node.hpp"

#include <algorithm>

#include "core/engine/error.hpp"
#include "core/engine/identity.hpp"
#include "core/engine/new_life.hpp"
#include "tests/simulation/argon2.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

constexpr Duration kRetryAfterFailure = std::chrono::seconds(1);
constexpr Duration kLongestSleep = std::chrono::minutes(1);

engine::Settings settings_of(const std::string& endpoint, std::optional<bool> carry) {
  engine::Settings settings;
  settings.version = "simulation";
  settings.advertised = {endpoint};
  settings.carry = carry;
  settings.session_idle_limit = std::chrono::hours(24 * 365);
  return settings;
}

/// For a batch that fails: what the node's loop remembers of it.
engine::Event source_of(const engine::Event& event) {
  if (const auto* command = std::get_if<engine::Command>(&event)) return *command;
  if (const auto* frame = std::get_if<engine::FrameReceived>(&event))
    return engine::LinkDown{frame->connection};
  if (const auto* up = std::get_if<engine::LinkUp>(&event)) return engine::LinkDown{up->connection};
  if (const auto* query = std::get_if<engine::PskQuery>(&event)) return engine::LinkDown{query->connection};
  return engine::Tick{};
}

}  // namespace

Node::Node(World& world, std::size_t index, const PreparedAgency& prepared, Time start, std::uint64_t seed)
    : world_(world),
      index_(index),
      name_(prepared.name),
      agency_(prepared.agency),
      transport_key_(prepared.transport_key),
      store_(prepared.store),
      random_(seed),
      clock_(world.timeline(), start) {
  read_identity();
}

Node::~Node() = default;

void Node::start() {
  if (running()) return;
  world_.trace(name_, "starts");
  ++life_;
  engine_ = std::make_unique<engine::Engine>(clock_, random_, settings_of(endpoint(), carry_));
  wake_at_ = clock_.uptime();
  failing_ = false;
  engine::Effects effects;
  if (!engine_->start(store_.begin(), effects)) {
    store_.rollback();
    return world_.fail(name_ + " does not start");
  }
  if (!commit(effects)) return running() ? world_.crashed(index_, "starting on a full disk") : void();
  carry_out(std::move(effects));
  plan_tick();
  world_.office(index_).opens();
}

void Node::kill() {
  if (!running()) return;
  world_.trace(name_, "dies");
  ++life_;
  death_.reset();
  store_.crash();
  engine_.reset();
  waiting_.clear();
  step_planned_ = false;
  frozen_ = false;
  world_.office(index_).closes();
  world_.wires().lose_links_of(index_);
}

void Node::freeze(bool frozen) {
  frozen_ = frozen;
  if (!frozen) plan_step();
}

void Node::push(engine::Event event) {
  if (!running()) return;
  waiting_.push_back(std::move(event));
  plan_step();
}

void Node::tamper(const std::function<void(Transaction&)>& work) {
  work(store_.begin());
  const auto writes = store_.writes();
  store_.commit().value();
  const engine::Effects nothing;
  world_.committed({index_, nothing, writes});
}

void Node::read_identity() {
  look([this](Transaction& transaction) {
    auto identity = engine::load_identity(transaction).value();
    transport_key_ = identity.transport_key.public_key();
    incarnation_ = identity.incarnation;
    carries_by_kind_ = identity.kind == "psychiatric-hospital";
    lives_.try_emplace(incarnation_, std::move(identity));
  });
}

void Node::replace_disk(const test::MemoryStore& disk) {
  kill();
  test::MemoryStore dead = std::exchange(store_, disk);
  read_identity();
  world_.disk_replaced({index_, dead});
}

void Node::begin_new_life() {
  kill();
  clock_.correct();  // whoever does it looks at the clock first: the life is numbered by it
  tamper([this](Transaction& transaction) {
    engine::begin_new_life(transaction, random_, clock_.now(), root_key_of(agency_, transaction)).value();
  });
  read_identity();
}

void Node::plan_step() {
  if (step_planned_ || frozen_ || waiting_.empty()) return;
  step_planned_ = true;
  const Duration busy = world_.chance().one_in(20) ? world_.chance().between(Duration(5), Duration(200))
                                                   : world_.chance().between(Duration(0), Duration(3));
  world_.timeline().after(busy, [this, life = life_] {
    if (life == life_) step();
  });
}

void Node::plan_tick() {
  if (!running()) return;
  world_.timeline().at(clock_.when(wake_at_), [this, plan = ++tick_plan_, life = life_] {
    if (plan != tick_plan_ || life != life_) return;
    wake_at_ = clock_.uptime() + kLongestSleep;
    push(engine::Tick{});
    plan_tick();
  });
}

Node::Events Node::take_batch() {
  const auto all = waiting_.size();
  const auto count = failing_ ? 1 : world_.chance().one_in(4) ? 1 + world_.chance().below(all) : all;
  Events events;
  for (std::size_t i = 0; i < count; ++i) {
    events.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return events;
}

void Node::step() {
  step_planned_ = false;
  if (!running() || frozen_ || waiting_.empty()) return;
  run(take_batch());
  if (running()) plan_step();
}

void Node::run(Events events) {
  Events sources;
  for (const auto& event : events) sources.push_back(source_of(event));
  engine::Effects effects;
  Transaction& transaction = store_.begin();
  for (auto& event : events) handle(transaction, std::move(event), effects);
  engine_->finish(transaction, effects);
  if (commit(effects)) {
    carry_out(std::move(effects));
  } else if (running()) {
    undo(sources);
  }
}

void Node::handle(Transaction& transaction, engine::Event event, engine::Effects& effects) {
  const bool is_command = std::holds_alternative<engine::Command>(event);
  const std::size_t kind = event.index();
  const std::size_t undone = store_.undone();
  engine_->handle(transaction, std::move(event), effects);
  if (!is_command && store_.undone() != undone)
    world_.fail(name_ + ": a bug undid an event of kind " + std::to_string(kind));
}

std::optional<Death> Node::death_of_this_commit() {
  if (death_) {
    if (death_->commits > 0) return --death_->commits, std::nullopt;
    return std::exchange(death_, std::nullopt);
  }
  auto& chance = world_.chance();
  if (!chance.per_mille(world_.profile().crash_per_mille)) return std::nullopt;
  return Death{0, chance.one_in(3), chance.below(6)};
}

bool Node::commit(engine::Effects& effects) {
  const auto death = store_.has_writes() ? death_of_this_commit() : std::nullopt;
  if (death && death->before) {
    world_.reached("a death before a commit");
    world_.crashed(index_, "before a commit");
    return false;
  }
  const bool fails = full_for_ > 0 && store_.has_writes();
  if (fails) {
    --full_for_;
    store_.fail_next_commit(StoreError::DiskFull);
  }
  const auto writes = store_.writes();
  if (!store_.commit()) return false;
  if (!writes.empty()) failing_ = false;
  world_.committed({index_, effects, writes});
  if (!death) return true;
  effects.resize(std::min(death->effects, effects.size()));
  carry_out(std::move(effects));
  world_.reached("a death after a commit and " + std::to_string(death->effects) + " effects");
  world_.crashed(index_, "after a commit and " + std::to_string(death->effects) + " effects");
  return false;
}

void Node::undo(const Events& sources) {
  world_.trace(name_, "could not commit");
  world_.reached("a commit that failed");
  engine_->forget();
  failing_ = true;
  wake_at_ = clock_.uptime() + kRetryAfterFailure;
  plan_tick();
  for (const auto& source : sources) {
    if (const auto* command = std::get_if<engine::Command>(&source))
      world_.office(index_).was_undone(command->client);
    if (const auto* link = std::get_if<engine::LinkDown>(&source))
      world_.wires().disconnect(link->connection);
  }
}

void Node::carry_out(engine::Effects effects) {
  const auto life = life_;
  for (auto& effect : effects) {
    carry_out_one(effect);
    if (life != life_) return;
  }
}

void Node::carry_out_one(engine::Effect& effect) {
  if (auto* answer = std::get_if<engine::Answer>(&effect)) {
    world_.office(index_).answered(*answer);
  } else if (auto* frame = std::get_if<engine::SendFrame>(&effect)) {
    world_.wires().send(std::move(*frame));
  } else if (auto* disconnect = std::get_if<engine::Disconnect>(&effect)) {
    world_.wires().disconnect(disconnect->connection);
  } else if (auto* psk = std::get_if<engine::PskAnswer>(&effect)) {
    world_.wires().answer(std::move(*psk));
  } else if (auto* dial = std::get_if<engine::Dial>(&effect)) {
    world_.wires().dial(index_, std::move(*dial));
  } else if (auto* job = std::get_if<engine::Derive>(&effect)) {
    derive(*job);
  } else if (auto* wake = std::get_if<engine::Wake>(&effect)) {
    wake_at_ = std::min(wake->at_uptime, clock_.uptime() + kLongestSleep);
    plan_tick();
  }
}

void Node::derive(const engine::Derive& job) {
  auto key = derive_once(job);
  world_.timeline().after(Duration(400), [this, id = job.job, waiting = job.waiting, life = life_,
                                          key = std::make_shared<Secret<32>>(std::move(key))] {
    if (life == life_) push(engine::Derived{id, waiting, std::move(*key)});
  });
}

}  // namespace tasuki::simulation
