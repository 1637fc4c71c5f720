#pragma once

#include "core/base/id.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::api {
class ContactAnswer;
}

namespace tasuki::engine {

/// What programs are told of another agency. One that is no contact (its card was passed on) has an empty
/// trust and no safety number.
void fill_contact(Turn turn, const AgencyId& agency, proto::api::ContactAnswer& answer);
/// With safety number, phones and endpoints.
void fill_contact_details(Turn turn, const AgencyId& agency, proto::api::ContactAnswer& answer);

}  // namespace tasuki::engine
