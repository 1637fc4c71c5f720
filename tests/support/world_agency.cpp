#include "tests/support/world_agency.hpp"

#include <gtest/gtest.h>

#include "core/base/protobuf.hpp"
#include "core/engine/identity.hpp"
#include "tests/support/prepared_agency.hpp"

namespace tasuki::test {

namespace {

using proto::api::Request;
using proto::api::Response;

std::string hex(const std::string& id) { return to_hex(as_bytes(id)); }

}  // namespace

WorldAgency::WorldAgency(World& world, const std::string& name, const std::string& kind)
    : world_(world), node_(world.add(name)) {
  node_.prepare([&](Transaction& transaction) {
    created_ = prepare_agency(transaction, node_.random(), node_.clock().now(), name, kind, "管理 一郎",
                              "passphrase", "0120-" + name);
    node_.set_transport_key(engine::load_identity(transaction)->transport_key.public_key());
  });
  node_.start();
  log_in();
}

void WorldAgency::log_in() { log_in(created_.administrator.hex(), "passphrase"); }

void WorldAgency::log_in(const std::string& staff, const std::string& passphrase) {
  Request request;
  request.mutable_login()->set_staff(staff);
  request.mutable_login()->set_passphrase(passphrase);
  const auto responses = ask(std::move(request));
  if (responses.size() != 1 || !responses[0].has_login()) throw std::runtime_error("nobody can log in");
  token_ = responses[0].login().token();
}

void WorldAgency::come_back() {
  node_.start();
  log_in();
}

engine::ClientId WorldAgency::post(Request request) {
  request.set_number(++number_);
  request.set_token(token_);
  return node_.post(serialize_message(request));
}

std::vector<Response> WorldAgency::answers(engine::ClientId client) {
  std::vector<Response> parsed;
  for (const auto& bytes : node_.answers(client)) parsed.push_back(parse_message<Response>(bytes).value());
  return parsed;
}

std::vector<Response> WorldAgency::ask(Request request) {
  const auto client = post(std::move(request));
  world_.settle();
  return answers(client);
}

std::string WorldAgency::hire(const std::string& name, const std::string& profession,
                              const std::string& passphrase) {
  Request request;
  auto& add = *request.mutable_staff_add();
  add.set_name(name);
  add.set_profession(profession);
  add.set_role("staff");
  add.set_passphrase(passphrase);
  const auto responses = ask(std::move(request));
  if (responses.size() != 1 || !responses[0].has_staff()) throw std::runtime_error("nobody was hired");
  return responses[0].staff().staff_id();
}

void WorldAgency::introduce_nobody() {
  node_.settings().introduce = false;
  node_.kill();
  come_back();
}

void WorldAgency::pair_with(WorldAgency& other) {
  Request invite;
  invite.mutable_contact_invite()->set_valid_ms(3'600'000);
  Request accept;
  accept.mutable_contact_accept()->set_code(ask(std::move(invite)).at(0).invite().code());
  const auto client = other.post(std::move(accept));
  for (int second = 0; second < 10 && other.answers(client).empty(); ++second)
    world_.pass(std::chrono::seconds(1));
  EXPECT_TRUE(other.answers(client).at(0).has_contact()) << other.answers(client).at(0).ShortDebugString();
  world_.pass(std::chrono::seconds(5));
}

std::string WorldAgency::found_team(const std::vector<WorldAgency*>& members) {
  Request create;
  create.mutable_team_create()->set_person("Aさん");
  const auto team = hex(ask(std::move(create)).at(0).team().team_id());
  for (auto* member : members) {
    Request add;
    add.mutable_team_add()->set_team(team);
    add.mutable_team_add()->set_agency(member->id().hex());
    EXPECT_TRUE(ask(std::move(add)).at(0).has_team());
  }
  return team;
}

std::string WorldAgency::consent(const std::string& team, const std::vector<std::string>& categories,
                                 const std::vector<WorldAgency*>& to) {
  Request request;
  auto& grant = *request.mutable_consent_grant();
  grant.set_team(team);
  for (const auto& category : categories) grant.add_category(category);
  for (auto* agency : to) grant.add_to(agency->id().hex());
  grant.set_obtained("written");
  const auto response = ask(std::move(request)).at(0);
  EXPECT_TRUE(response.has_consent()) << response.ShortDebugString();
  return hex(response.consent().consent_id());
}

Request WorldAgency::send_request(const std::string& team, const std::string& body,
                                  const std::string& category, const std::string& urgency) {
  Request request;
  auto& send = *request.mutable_send();
  send.set_team(team);
  send.set_urgency(urgency);
  send.add_category(category);
  send.set_body(body);
  return request;
}

std::string WorldAgency::send(const std::string& team, const std::string& body, const std::string& category,
                              const std::string& urgency) {
  const auto responses = ask(send_request(team, body, category, urgency));
  return responses.empty() || !responses[0].has_sent() ? std::string()
                                                       : hex(responses[0].sent().message_id());
}

std::vector<proto::api::MessageAnswer> WorldAgency::inbox() {
  Request request;
  request.mutable_inbox()->set_limit(1000);
  request.mutable_inbox()->set_texts(true);
  std::vector<proto::api::MessageAnswer> lines;
  for (const auto& response : ask(std::move(request))) {
    if (response.has_message()) lines.push_back(response.message());
  }
  return lines;
}

std::string WorldAgency::state_of(const std::string& message, WorldAgency& recipient) {
  Request request;
  request.mutable_receipts()->set_message(message);
  for (const auto& response : ask(std::move(request))) {
    if (response.has_receipts() && response.receipts().agency_id() == recipient.id().str()) {
      return response.receipts().state();
    }
  }
  return "none";
}

Response WorldAgency::act(const std::string& message, const std::string& what) {
  Request request;
  request.mutable_act()->set_message(message);
  request.mutable_act()->set_act(what);
  return ask(std::move(request)).at(0);
}

AgencyId WorldAgency::call_once(const std::string& message) {
  Request next;
  next.mutable_call_next()->set_message(message);
  const auto shown = ask(std::move(next)).at(0).call_next();
  Request log;
  log.mutable_call_log()->set_message(message);
  log.mutable_call_log()->set_number(shown.number());
  log.mutable_call_log()->set_outcome("no-answer");
  EXPECT_TRUE(ask(std::move(log)).at(0).has_call_log());
  return AgencyId::from(shown.agency_id()).value_or(AgencyId());
}

}  // namespace tasuki::test
