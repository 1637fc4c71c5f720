#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class ContactContinuesRequest;
class SuccessionAskRequest;
class SuccessionStateRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// A changed root key (design §4). On the new node: the code by which the new root key says whom it
/// continues.
Result<> succession_ask(Call& call, const proto::api::SuccessionAskRequest& request);
/// On the old node, of which the new one is a contact: the old root key says so too, in every team. A team
/// that this agency coordinates is handed over; in others it is the coordinator who lets the new one in.
/// SuccessionCodeWrong,
/// NotAContact; UnknownTeam where this agency is in none.
Result<> succession_state(Call& call, const proto::api::SuccessionStateRequest& request);
/// The coordinator's word, for a contact that was paired face to face and whose safety number was compared:
/// the new agency takes the old one's place in every team that this agency coordinates. NotVerified;
/// NotCoordinator where there is no such team.
Result<> contact_continues(Call& call, const proto::api::ContactContinuesRequest& request);

}  // namespace tasuki::engine
