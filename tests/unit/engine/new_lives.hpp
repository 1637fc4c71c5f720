#pragma once

#include <gtest/gtest.h>

#include <set>

#include "core/audit/trail.hpp"
#include "core/engine/identity.hpp"
#include "core/engine/new_life.hpp"
#include "core/engine/root_key.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::engine {

using proto::api::Request;
using test::WorldAgency;

/// Three agencies in one team, any of which may lose its disk and come back from a copy.
class NewLives : public testing::Test {
 protected:
  NewLives() {
    for (auto* other : {&hospital_, &nurses_}) office_.pair_with(*other);
    hospital_.pair_with(nurses_);
    team_ = office_.found_team({&hospital_, &nurses_});
    office_.consent(team_, {"symptoms", "medication"}, {&hospital_, &nurses_});
    hospital_.consent(team_, {"symptoms", "medication"}, {&office_, &nurses_});
    world_.pass(std::chrono::seconds(5));
  }

  test::MemoryStore copy_of(WorldAgency& agency) { return agency.node().store(); }

  /// The machine is gone; another one begins with the copy.
  NewLife restore(WorldAgency& agency, const test::MemoryStore& copy) {
    auto& node = agency.node();
    node.kill();
    node.store() = copy;
    NewLife life;
    node.prepare([&](Transaction& transaction) {
      const auto root_key = root_key_by_passphrase(transaction, as_bytes("passphrase"));
      life = begin_new_life(transaction, node.random(), node.clock().now(), root_key.value()).value();
      node.set_transport_key(load_identity(transaction)->transport_key.public_key());
    });
    agency.come_back();
    world_.pass(std::chrono::seconds(90));
    return life;
  }

  std::map<std::string, std::string> states(WorldAgency& agency) {
    std::map<std::string, std::string> by_id;
    Request request;
    request.mutable_inbox()->set_limit(1000);
    request.mutable_inbox()->set_sent(true);
    for (const auto& response : agency.ask(std::move(request))) {
      if (response.has_message())
        by_id[to_hex(as_bytes(response.message().message_id()))] = response.message().state();
    }
    return by_id;
  }

  static proto::api::StatusAnswer status(WorldAgency& agency) {
    Request request;
    request.mutable_status();
    return agency.ask(std::move(request)).at(0).status();
  }

  static std::set<std::string> warnings(WorldAgency& agency) {
    const auto answer = status(agency);
    return {answer.warning().begin(), answer.warning().end()};
  }

  static bool trail_holds(WorldAgency& agency) {
    Request request;
    request.mutable_audit_verify();
    return agency.ask(std::move(request)).at(0).audit_verify().ok();
  }

  std::set<std::string> trail_kinds(WorldAgency& agency) {
    std::set<std::string> kinds;
    agency.node().prepare([&](Transaction& transaction) {
      const auto last = audit::tail(transaction).number;
      for (std::uint64_t number = 1; number <= last; ++number)
        kinds.insert(audit::find_entry(transaction, number)->entry.kind);
    });
    return kinds;
  }

  test::World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  std::string team_;
};

}  // namespace tasuki::engine
