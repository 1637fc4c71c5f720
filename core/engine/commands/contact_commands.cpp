#include "core/engine/commands/contact_commands.hpp"

#include "core/delivery/contact.hpp"
#include "core/delivery/invitation.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/commands/contact_answer.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/introducing.hpp"
#include "core/engine/links/peers.hpp"
#include "core/engine/record/successions.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

using namespace std::chrono_literals;
using delivery::PairingError;

constexpr Duration kValid = 24h;
constexpr Duration kShortestValid = 1min;
constexpr Duration kLongestValid = 24h * 30;

Result<Duration> validity(const proto::api::ContactInviteRequest& request) {
  if (request.valid_ms() == 0) return kValid;
  const Duration wanted(request.valid_ms());
  if (wanted < kShortestValid || wanted > kLongestValid) return EngineError::BadTime;
  return wanted;
}

}  // namespace

Result<> contact_invite(Call& call, const proto::api::ContactInviteRequest& request) {
  TRY(const Duration valid, validity(request));
  const Identity& identity = *call.desk.identity;
  if (identity.endpoints.empty()) return PairingError::InvitationNoAddress;
  const Time now = call.desk.clock.now();
  delivery::erase_old_invitations(call.transaction, now);
  const auto invitation =
      delivery::issue_invitation(call.transaction, call.desk.random, identity.agency,
                                 identity.transport_key.public_key(), identity.endpoints, now + valid);
  Turn turn = turn_of(call);
  note(turn, audit::invitation_made(actor_of(call.session), invitation.id));

  proto::api::Response response;
  response.mutable_invite()->set_code(delivery::invitation_code(invitation));
  response.mutable_invite()->set_expires_at(to_millis(invitation.expires_at));
  call.finish(std::move(response));
  return {};
}

Result<> contact_accept(Call& call, const proto::api::ContactAcceptRequest& request) {
  TRY(auto invitation, delivery::read_invitation_code(request.code()));
  TRY_VOID(delivery::check_acceptable(invitation, call.desk.agency(), call.desk.clock.now()));
  Turn turn = turn_of(call);
  call.desk.peers.accepting.begin(turn, std::move(invitation), pending(call));
  tick_links(turn);
  return {};
}

Result<> contact_introduce(Call& call, const proto::api::ContactIntroduceRequest& request) {
  TRY(const auto first, find_agency(call.transaction, request.first()));
  TRY(const auto second, find_agency(call.transaction, request.second()));
  Turn turn = turn_of(call);
  TRY_VOID(introduce(turn, actor_of(call.session), first, second));
  proto::api::Response response;
  fill_contact(turn, first, *response.mutable_introduced()->mutable_first());
  fill_contact(turn, second, *response.mutable_introduced()->mutable_second());
  call.finish(std::move(response));
  return {};
}

Result<> contact_list(Call& call, const proto::api::ContactListRequest&) {
  for (const auto& contact : delivery::list_contacts(call.transaction)) {
    proto::api::Response response;
    fill_contact(turn_of(call), contact, *response.mutable_contact());
    call.reply(std::move(response));
  }
  call.done();
  return {};
}

Result<> contact_show(Call& call, const proto::api::ContactShowRequest& request) {
  TRY(const auto agency, find_agency(call.transaction, request.agency()));
  proto::api::Response response;
  fill_contact_details(turn_of(call), agency, *response.mutable_contact());
  call.finish(std::move(response));
  return {};
}

Result<> contact_verify(Call& call, const proto::api::ContactVerifyRequest& request) {
  TRY(const auto agency, find_agency(call.transaction, request.agency()));
  auto contact = delivery::load_contact(call.transaction, agency);
  if (!contact) return EngineError::NotAContact;
  const auto number = delivery::safety_number(call.desk.agency(), agency);
  if (!request.safety_number().empty() && !delivery::same_safety_number(number, request.safety_number())) {
    return PairingError::SafetyNumberDiffers;
  }
  if (!contact->verified) {
    contact->verified = true;
    delivery::save_contact(call.transaction, *contact);
    Turn turn = turn_of(call);
    note(turn, audit::contact_verified(actor_of(call.session), agency));
    successor_verified(turn, agency);
  }
  proto::api::Response response;
  fill_contact_details(turn_of(call), agency, *response.mutable_contact());
  call.finish(std::move(response));
  return {};
}

}  // namespace tasuki::engine
