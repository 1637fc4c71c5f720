#pragma once

#include <gtest/gtest.h>

#include <set>

#include "core/audit/trail.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/introduction.hpp"
#include "core/delivery/outbox.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {

/// An office that has met a hospital, nurses and a home, which have not met each other. The clinic has met
/// the nurses and the home too.
struct IntroducedAgencies {
  IntroducedAgencies() {
    for (auto* other : {&hospital, &nurses, &home, &clinic}) office.pair_with(*other);
    for (auto* other : {&nurses, &home}) clinic.pair_with(*other);
  }

  /// Everybody's consent for everybody, so that whoever has met can write.
  std::string team_of(const std::vector<WorldAgency*>& members) {
    const auto team = office.found_team(members);
    allow(team, members);
    world.pass(std::chrono::minutes(1));
    return team;
  }
  void allow(const std::string& team, std::vector<WorldAgency*> members) {
    members.push_back(&office);
    office.consent(team, {"symptoms"}, members);
  }
  void add(const std::string& team, WorldAgency& agency) {
    proto::api::Request request;
    request.mutable_team_add()->set_team(team);
    request.mutable_team_add()->set_agency(agency.id().hex());
    EXPECT_TRUE(office.ask(std::move(request)).at(0).has_team());
  }
  proto::api::Response introduce(WorldAgency& introducer, WorldAgency& one, WorldAgency& other) {
    proto::api::Request request;
    request.mutable_contact_introduce()->set_first(one.id().hex());
    request.mutable_contact_introduce()->set_second(other.id().hex());
    return introducer.ask(std::move(request)).at(0);
  }
  std::string send(const std::string& team, WorldAgency& from, WorldAgency& to, const std::string& body) {
    auto request = from.send_request(team, body);
    request.mutable_send()->add_to(to.id().hex());
    const auto answer = from.ask(std::move(request)).at(0);
    EXPECT_TRUE(answer.has_sent()) << answer.ShortDebugString();
    return to_hex(as_bytes(answer.sent().message_id()));
  }

  template <class Read>
  static auto read(WorldAgency& agency, Read&& what) {
    auto result = what(agency.node().store().begin());
    agency.node().store().rollback();
    return result;
  }
  static std::optional<delivery::Contact> contact(WorldAgency& agency, WorldAgency& other) {
    return read(agency, [&](Transaction& t) { return delivery::load_contact(t, other.id()); });
  }
  static proto::api::ContactAnswer shown(WorldAgency& agency, WorldAgency& other) {
    proto::api::Request request;
    request.mutable_contact_show()->set_agency(other.id().hex());
    return agency.ask(std::move(request)).at(0).contact();
  }
  static std::vector<std::string> outcomes(WorldAgency& agency) {
    return read(agency, [](Transaction& t) {
      std::vector<std::string> found;
      for (std::uint64_t number = 1; number <= audit::tail(t).number; ++number) {
        const auto entry = audit::find_entry(t, number)->entry;
        if (entry.kind == "introduction") found.push_back(entry.facts.front().code);
      }
      return found;
    });
  }
  static std::size_t queued(WorldAgency& agency, WorldAgency& peer) {
    return read(agency, [&](Transaction& t) { return delivery::queued_for(t, peer.id()); });
  }

  /// Both know each other by one secret, are linked, and what one writes reaches the other.
  void expect_met(const std::string& team, WorldAgency& one, WorldAgency& other,
                  delivery::Trust trust = delivery::Trust::Introduced) {
    const auto here = contact(one, other);
    const auto there = contact(other, one);
    ASSERT_TRUE(here && there);
    EXPECT_EQ(here->trust, trust);
    EXPECT_EQ(there->trust, trust);
    EXPECT_TRUE(same_secret(here->pair_secret.reveal(), there->pair_secret.reveal()));
    EXPECT_TRUE(shown(one, other).connected());
    EXPECT_TRUE(shown(other, one).connected());
    for (const auto& [from, to] : {std::pair{&one, &other}, std::pair{&other, &one}}) {
      const auto message = send(team, *from, *to, "よく眠れた");
      world.pass(std::chrono::seconds(5));
      EXPECT_EQ(from->state_of(message, *to), "delivered") << from->node().name();
    }
  }

  World world;
  WorldAgency office{world, "office", "consultation-support"};
  WorldAgency clinic{world, "clinic", "clinic"};
  WorldAgency hospital{world, "hospital"};
  WorldAgency nurses{world, "nurses", "visiting-nursing"};
  WorldAgency home{world, "home", "group-home"};
};

}  // namespace tasuki::test
