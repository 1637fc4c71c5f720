#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class ContactAcceptRequest;
class ContactIntroduceRequest;
class ContactInviteRequest;
class ContactListRequest;
class ContactShowRequest;
class ContactVerifyRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// A code that is valid for a day unless said otherwise. EngineError::BadTime beyond a minute to 30 days;
/// PairingError::InvitationNoAddress where this node publishes no address.
Result<> contact_invite(Call& call, const proto::api::ContactInviteRequest& request);
/// Answered when the pairing is finished, or with the reason why not. InviterUnreachable after some tries: it
/// goes on in the background. A restart in the middle goes on by itself.
Result<> contact_accept(Call& call, const proto::api::ContactAcceptRequest& request);
/// Tells two contacts of each other. EngineError::NotTwoAgencies, NotAContact, NotFaceToFace, NoSharedTeam.
Result<> contact_introduce(Call& call, const proto::api::ContactIntroduceRequest& request);
Result<> contact_list(Call& call, const proto::api::ContactListRequest& request);
/// Contacts, and agencies whose cards were passed on. EngineError::UnknownAgency, Ambiguous, PrefixTooShort.
Result<> contact_show(Call& call, const proto::api::ContactShowRequest& request);
/// Somebody compared the safety number, or typed the other side's. PairingError::SafetyNumberDiffers.
Result<> contact_verify(Call& call, const proto::api::ContactVerifyRequest& request);

}  // namespace tasuki::engine
