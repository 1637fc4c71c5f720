#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

#include "core/delivery/carried.hpp"
#include "core/delivery/in_flight.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/identity.hpp"
#include "proto/wire.pb.h"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {

using namespace std::chrono_literals;

/// The office writes to the nurses, who are off; the hospital is on.
class ByCarrier : public testing::Test {
 protected:
  ByCarrier() {
    office_.pair_with(hospital_);
    office_.pair_with(nurses_);
    hospital_.pair_with(nurses_);
    team_ = office_.found_team({&hospital_, &nurses_});
    consent_ = office_.consent(team_, {"symptoms"}, {&hospital_, &nurses_});
    world_.pass(1min);
    world_.on_frame = [&](Machine& from, Machine& to, Bytes& bytes) { return see(from, to, bytes); };
  }

  virtual bool see(Machine& from, Machine& to, const Bytes& bytes) {
    proto::wire::Frame frame;
    frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    if (frame.has_envelope()) ++envelopes_[from.name() + ">" + to.name()];
    return true;
  }
  std::string send_to_nurses(const std::string& body = "眠れていない") {
    auto request = office_.send_request(team_, body);
    request.mutable_send()->add_to(nurses_.id().hex());
    const auto answer = office_.ask(std::move(request)).at(0);
    EXPECT_TRUE(answer.has_sent()) << answer.ShortDebugString();
    return to_hex(as_bytes(answer.sent().message_id()));
  }
  template <class Read>
  auto read(WorldAgency& agency, Read&& what) {
    auto result = what(agency.node().store().begin());
    agency.node().store().rollback();
    return result;
  }
  std::size_t carried() {
    return read(hospital_, [](Transaction& t) { return delivery::all_carried(t).size(); });
  }
  std::size_t waiting_at(WorldAgency& agency, WorldAgency& peer) {
    return read(agency, [&](Transaction& t) {
      return delivery::count_in_flight(t, peer.id()).envelopes + delivery::queued_for(t, peer.id());
    });
  }
  void withdraw() {
    proto::api::Request request;
    request.mutable_consent_withdraw()->set_consent(consent_);
    ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_consent());
  }
  void only_see_hospital(WorldAgency& one, WorldAgency& other) {
    world_.part(one.node().name(), other.node().name());
  }
  proto::api::StatusAnswer status_of(WorldAgency& agency) {
    proto::api::Request request;
    request.mutable_status();
    return agency.ask(std::move(request)).at(0).status();
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  std::string team_;
  std::string consent_;
  std::map<std::string, int> envelopes_;
};

}  // namespace tasuki::test
