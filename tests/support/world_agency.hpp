#pragma once

#include <string>
#include <vector>

#include "core/engine/create_agency.hpp"
#include "proto/api.pb.h"
#include "tests/support/world.hpp"

namespace tasuki::test {

/// An agency in a simulated world, spoken to as programs do. Every call runs the world until it is quiet.
class WorldAgency {
 public:
  WorldAgency(World& world, const std::string& name, const std::string& kind = "psychiatric-hospital");

  WorldNode& node() { return node_; }
  const AgencyId& id() const { return created_.agency; }
  const StaffId& administrator() const { return created_.administrator; }

  /// The administrator.
  void log_in();
  /// Somebody else, from now on: `staff` is an id or a name.
  void log_in(const std::string& staff, const std::string& passphrase);
  /// Starts a killed node again and logs in.
  void come_back();

  std::vector<proto::api::Response> ask(proto::api::Request request);
  /// Asks without running the world.
  engine::ClientId post(proto::api::Request request);
  std::vector<proto::api::Response> answers(engine::ClientId client);

  /// One more person of role `staff`; gives the id's bytes.
  std::string hire(const std::string& name, const std::string& profession, const std::string& passphrase);

  /// From now on, as a coordinator, it leaves introductions to people.
  void introduce_nobody();
  /// Both ways: contacts, greeted, face to face.
  void pair_with(WorldAgency& other);
  std::string found_team(const std::vector<WorldAgency*>& members);
  std::string consent(const std::string& team, const std::vector<std::string>& categories,
                      const std::vector<WorldAgency*>& to);
  proto::api::Request send_request(const std::string& team, const std::string& body,
                                   const std::string& category = "symptoms",
                                   const std::string& urgency = "message");
  /// The message's id, or empty where it was refused.
  std::string send(const std::string& team, const std::string& body, const std::string& category = "symptoms",
                   const std::string& urgency = "message");
  std::vector<proto::api::MessageAnswer> inbox();
  /// How far `recipient` got with a message.
  std::string state_of(const std::string& message, WorldAgency& recipient);
  proto::api::Response act(const std::string& message, const std::string& what);
  /// Whose number `call next` shows; the call is logged as not answered.
  AgencyId call_once(const std::string& message);

 private:
  World& world_;
  WorldNode& node_;
  engine::CreatedAgency created_;
  std::string token_;
  std::uint64_t number_ = 0;
};

}  // namespace tasuki::test
