#include "tests/simulation/world.hpp"

#include <algorithm>
#include <cstdio>

#include "core/base/protobuf.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/care/message_row.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"
#include "tests/simulation/copies.hpp"
#include "tests/simulation/known_signs.hpp"

namespace tasuki::simulation {

namespace {

/// What nobody accepts goes on until its roster is at its end.
constexpr Duration kLongestRest = std::chrono::minutes(150);
constexpr Duration kShortestRest = std::chrono::minutes(2);
constexpr Duration kUntilAllAreLoggedIn = std::chrono::seconds(10);
constexpr Duration kUntilHeadsAreSigned = std::chrono::seconds(5);
/// What is held is judged again every ten minutes.
constexpr Duration kRestOfWhatIsHeld = std::chrono::minutes(15);
constexpr std::size_t kMostFailures = 20;
constexpr std::size_t kMostKept = 500;

/// What an agency says of a sign is on its way with the commit, whether a person saw it confirmed or its
/// node said it by itself. What comes back to a new life is in the book already.
void enter_said_of_signs(World& world, const Commit& commit) {
  Node& node = world.node(commit.node);
  for (const auto& write : commit.writes) {
    if (write.table != Table::Message || write.before) continue;
    node.look([&](Transaction& transaction) {
      const auto id = RecordId::from(write.key).value();
      const auto row = engine::load_message_row(transaction, id);
      const auto message = row && row->outgoing() ? engine::load_message(transaction, id) : std::nullopt;
      if (!message || !is_about_sign(*message)) return;
      Accepted accepted{commit.node, message->team, {}, {}, world.timeline().now()};
      for (const auto& recipient : message->content.recipients) accepted.recipients.insert(recipient.agency);
      world.book().accepted.emplace(id, std::move(accepted));
    });
  }
}

}  // namespace

World::World(std::shared_ptr<const Snapshot> snapshot, Profile profile, std::uint64_t seed,
             Invariants invariants)
    : snapshot_(std::move(snapshot)),
      profile_(std::move(profile)),
      chance_(seed),
      wires_(*this),
      invariants_(std::move(invariants)) {
  for (std::size_t index = 0; index < snapshot_->agencies.size(); ++index) {
    const auto& agency = snapshot_->agencies[index];
    nodes_.push_back(std::make_unique<Node>(*this, index, agency, snapshot_->at, seed * 1000 + index));
    offices_.emplace_back(*this, index, agency.administrator, agency.nurse);
    timeline_.after(chance_.between(Duration(0), std::chrono::seconds(2)),
                    [this, index] { node(index).start(); });
  }
}

std::optional<std::size_t> World::node_at(const std::vector<std::string>& endpoints) const {
  for (const auto& node : nodes_) {
    if (std::ranges::find(endpoints, node->endpoint()) != endpoints.end()) return node->index();
  }
  return std::nullopt;
}

std::optional<std::size_t> World::node_of(const AgencyId& agency) const {
  for (const auto& node : nodes_) {
    if (node->agency() == agency) return node->index();
  }
  return std::nullopt;
}

std::vector<std::size_t> World::running() const {
  std::vector<std::size_t> indexes;
  for (const auto& node : nodes_) {
    if (node->running()) indexes.push_back(node->index());
  }
  return indexes;
}

void World::later(std::size_t index, Duration after, std::function<engine::Event()> event) {
  timeline_.after(after, [this, index, life = node(index).life(), event = std::move(event)] {
    if (node(index).life() == life) node(index).push(event());
  });
}

void World::crashed(std::size_t index, const std::string& where) {
  injured(node(index).name() + " dies " + where);
  node(index).kill();
  timeline_.after(chance_.spread(Duration(100), std::chrono::minutes(30)),
                  [this, index] { node(index).start(); });
}

void World::heal() {
  trace("world", "heals");
  is_healed_ = true;
  profile_.crash_per_mille = 0;
  profile_.loss_per_mille = 0;
  wires_.join_all();
  for (auto& node : nodes_) {
    node->fill_disk(0);
    node->spare();
    node->clock().correct();
    node->clock_changed();
    node->freeze(false);
    node->start();
  }
  end_forks(*this);
  if (profile_.met == Met::TheFirstOnly) change_teams();
  for (Duration rested{0}; rested < kLongestRest && failures_.empty(); rested += std::chrono::minutes(1)) {
    verify_successor();
    timeline_.run_for(std::chrono::minutes(1));
    if (rested >= (is_anything(Table::Held) ? kRestOfWhatIsHeld : kShortestRest) && is_quiet()) break;
  }
  timeline_.run_for(kUntilHeadsAreSigned);
}

void World::verify_successor() {
  if (!snapshot_->successor) return;
  const auto& successor = node(*snapshot_->successor).agency();
  for (auto& each : nodes_) {
    const bool is_verified = each->look([&](Transaction& transaction) {
      const auto contact = delivery::load_contact(transaction, successor);
      return !contact || contact->verified;
    });
    if (is_verified) continue;
    proto::api::Request request;
    request.mutable_contact_verify()->set_agency(successor.hex());
    auto& its_office = office(each->index());
    if (its_office.is_administrator_in())
      its_office.ask(std::move(request));
    else
      its_office.change_shift();
  }
}

void World::change_teams() {
  timeline_.run_for(kUntilAllAreLoggedIn);
  for (const auto& team : snapshot_->teams) {
    for (const auto member : team.members) {
      proto::api::Request request;
      auto& grant = *request.mutable_consent_grant();
      grant.set_team(team.team.hex());
      grant.add_category("money");
      grant.add_to(node(member).agency().hex());
      grant.set_obtained("verbal");
      office(member).ask(std::move(request));
    }
  }
}

bool World::is_quiet() {
  const bool all_back = std::ranges::all_of(nodes_, [](const auto& node) { return node->running(); });
  return all_back && !is_anything(Table::Outbox) && !is_anything(Table::InFlight) &&
         !is_anything(Table::Escalation) &&
         std::ranges::all_of(invariants_, [this](const auto& each) { return each->may_rest(*this); });
}

bool World::is_anything(Table table) {
  return std::ranges::any_of(nodes_, [&](const auto& node) {
    return node->look(
        [&](Transaction& transaction) { return transaction.count(table, KeyRange::all()) > 0; });
  });
}

void World::committed(const Commit& commit) {
  ++counters_.commits;
  enter_said_of_signs(*this, commit);
  for (const auto& write : commit.writes) mix(write.key);
  if (before_looking) before_looking(commit);
  for (const auto& invariant : invariants_) invariant->committed(*this, commit);
}

void World::disk_replaced(const Replaced& replaced) {
  for (auto& [id, accepted] : book_.accepted) {
    const bool is_here = node(replaced.node).look([&](Transaction& transaction) {
      return transaction.contains(Table::Message, id.bytes());
    });
    if (accepted.sender == replaced.node && !is_here) accepted.may_be_lost = true;
  }
  for (auto& fork : book_.forks) fork.known_by.erase(replaced.node);
  for (const auto& invariant : invariants_) invariant->replaced(*this, replaced);
}

void World::sent(std::size_t from, std::size_t to, ByteView bytes) {
  ++counters_.frames;
  mix(bytes);
  const auto frame = parse_message<proto::wire::Frame>(bytes);
  if (!frame) return fail(node(from).name() + " sends what is no frame");
  if (const auto* field = frame->GetDescriptor()->FindFieldByNumber(frame->kind_case()))
    reached("frame " + std::string(field->name()));
  if (frame->has_envelope() && book_.envelopes.size() < kMostKept)
    book_.envelopes.emplace_back(to, copy(bytes));
  if (auto* fork = book_.fork_of(to); fork && frame->refusal().code() == "outdated-card")
    fork->was_refused = true;
  for (const auto& invariant : invariants_) invariant->sent(*this, {from, to, bytes, *frame});
}

void World::answered(std::size_t index, const proto::api::Response& response) {
  if (response.has_error()) reached("answer " + response.error().code());
  if (response.has_error()) trace(node(index).name(), "is told", response.error().code());
  if (response.error().code() == "internal") fail(node(index).name() + ": a command met a bug");
}

void World::injured(const std::string& what) {
  ++counters_.faults;
  trace("fault", what);
}

void World::fail(const std::string& what) {
  trace("FAILED", what);
  if (failures_.size() < kMostFailures) failures_.push_back(what);
}

void World::trace(std::string_view who, std::string_view what, std::string_view more) {
  mix(as_bytes(who));
  mix(as_bytes(what));
  mix(as_bytes(more));
  if (!printing_) return;
  std::printf("%12lld ms  %-10.*s %.*s %.*s\n", static_cast<long long>(timeline_.now().count()),
              static_cast<int>(who.size()), who.data(), static_cast<int>(what.size()), what.data(),
              static_cast<int>(more.size()), more.data());
}

void World::mix(ByteView bytes) {
  for (const auto byte : bytes) trace_hash_ = (trace_hash_ ^ byte) * 0x100000001b3;
  trace_hash_ = (trace_hash_ ^ static_cast<std::uint64_t>(timeline_.now().count())) * 0x100000001b3;
}

void World::check_before_new_lives() {
  for (const auto& invariant : invariants_) invariant->before_new_lives(*this);
}

void World::check_at_the_end() {
  for (const auto& invariant : invariants_) invariant->finished(*this);
}

}  // namespace tasuki::simulation
