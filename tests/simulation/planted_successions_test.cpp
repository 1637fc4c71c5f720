// Faults about an agency under new keys, planted: whoever looks on must notice.
#include "core/delivery/contact.hpp"
#include "core/engine/care/message_row.hpp"
#include "proto/state.pb.h"
#include "tests/simulation/planted.hpp"

namespace tasuki::simulation {
namespace {

/// The last agency continues the third by the coordinator's word, who alone has compared its number.
class PlantedSuccessions : public Planted {
 protected:
  static constexpr std::size_t kSuccessor = 3;

  PlantedSuccessions() : Planted(Met::ASuccessorToo) {
    world_.book().continued = 2;
    verify(0);
    proto::api::Request request;
    request.mutable_contact_continues()->set_new_agency(id(kSuccessor));
    request.mutable_contact_continues()->set_old_agency(id(2));
    ask(0, std::move(request));
  }

  std::string id(std::size_t node) { return world_.node(node).agency().hex(); }

  void ask(std::size_t node, proto::api::Request request) {
    auto& office = world_.office(node);
    if (!office.is_administrator_in()) office.change_shift();
    world_.timeline().run_for(std::chrono::seconds(2));
    office.ask(std::move(request));
    world_.timeline().run_for(std::chrono::seconds(5));
  }
  void verify(std::size_t node) {
    proto::api::Request request;
    request.mutable_contact_verify()->set_agency(id(kSuccessor));
    ask(node, std::move(request));
  }
  void send_from_successor_to(std::size_t node) {
    proto::api::Request request;
    auto& send = *request.mutable_send();
    send.set_team(world_.snapshot().teams[0].team.hex());
    send.set_urgency("message");
    send.add_category("symptoms");
    send.add_to(id(node));
    send.set_body("新しい鍵から");
    ask(kSuccessor, std::move(request));
  }
};

TEST_F(PlantedSuccessions, NothingWrongIsNoFailure) {
  send_from_successor_to(1);
  EXPECT_EQ(world_.counters().reached["a message of a successor that nobody has verified, held"], 1u);
  world_.heal();
  world_.check_at_the_end();
  EXPECT_TRUE(world_.failures().empty()) << world_.failures().front();
}

TEST_F(PlantedSuccessions, WhatNobodyHasVerifiedAndIsShownIsNoticed) {
  send_from_successor_to(1);
  world_.node(1).tamper([](Transaction& transaction) {
    const auto held = rows(transaction, Table::Held).at(0).first;
    const auto message = *RecordId::from(ByteView(held).subspan(TeamId::kSize));
    auto row = engine::load_message_row(transaction, message).value();
    row.clear_held_reason();
    row.set_state("delivered");
    engine::save_message_row(transaction, message, row);
  });
  expect_failure("of a successor that it has not verified");
}

TEST_F(PlantedSuccessions, WhatGoesToOneThatNobodyHasVerifiedIsNoticed) {
  world_.before_looking = [&](const Commit& commit) {
    if (commit.node != 0) return;
    auto& store = world_.node(0).store();
    auto& transaction = store.begin();
    auto contact = delivery::load_contact(transaction, world_.node(kSuccessor).agency()).value();
    contact.verified = false;
    delivery::save_contact(transaction, contact);
    store.commit().value();
  };
  send("眠れていない-1。", "message", kSuccessor);
  expect_failure("whom consent denies it");
}

}  // namespace
}  // namespace tasuki::simulation
