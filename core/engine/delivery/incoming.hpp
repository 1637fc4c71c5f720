#pragma once

#include "core/delivery/link_numbers.hpp"
#include "core/engine/turn.hpp"
#include "core/record/record.hpp"

namespace tasuki::proto::wire {
class Envelope;
class Item;
}  // namespace tasuki::proto::wire

namespace tasuki::engine {

/// The way in: an envelope is opened, its items take effect one by one, and it is acknowledged with the
/// commit. What is not taken, whatever the reason, is answered by a cannot-open, so that its sender does not
/// send it for ever. `peer` handed it over: its sender, or a carrier.
void take_envelope(Turn& turn, const AgencyId& peer, const proto::wire::Envelope& envelope,
                   delivery::LinkNumber number);

/// One item of an envelope that `peer` sealed.
void take_item(Turn& turn, const AgencyId& peer, const proto::wire::Item& item);

/// A record whose author could not be checked for want of `missing` (a certificate's hash, an agency's id):
/// tried again when that is here.
void keep_until(Turn& turn, ByteView missing, const AgencyId& peer, const record::SignedRecord& record);
void take_what_waited_for(Turn& turn, ByteView arrived);

/// Stores a record that came from outside, with its number.
void store_received(Turn& turn, const record::SignedRecord& record, const AgencyId& from);
/// Two records that one agency has numbered alike go on the audit trail (design §4).
void keep_number(Turn& turn, const record::SignedRecord& record);

}  // namespace tasuki::engine
