#pragma once

#include "core/base/id.hpp"
#include "core/base/store.hpp"

namespace tasuki::proto::api {
class Freshness;
class MessageAnswer;
}  // namespace tasuki::proto::api
namespace tasuki::proto::state {
class MessageState;
}

namespace tasuki::care {
struct Message;
}

namespace tasuki::engine {

struct Desk;

/// What a program is told of a message. The body, and what is asked, are left out while it is held or
/// quarantined; a message whose content was deleted has neither.
proto::api::MessageAnswer describe_message(Transaction& transaction, const RecordId& id,
                                           const proto::state::MessageState& row);

/// Neither held nor quarantined: its text may be given to staff.
bool is_shown(const proto::state::MessageState& row);
void leave_out_text(proto::api::MessageAnswer& line);

/// How old it is and whose words, and whether that is old for what it is about: the same in every program.
proto::api::Freshness describe_freshness(const Desk& desk, const care::Message& message);
void fill_freshness(const Desk& desk, proto::api::MessageAnswer& line);

/// Who else has taken a phone message on.
void fill_taken(const Desk& desk, Transaction& transaction, const RecordId& id,
                const proto::state::MessageState& row, proto::api::MessageAnswer& line);

/// The name on an agency's card; empty where no card is known.
std::string agency_name(Transaction& transaction, const AgencyId& agency);

}  // namespace tasuki::engine
