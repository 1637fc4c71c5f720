#include "core/engine/care/relay.hpp"

#include <algorithm>
#include <set>

#include "core/base/protobuf.hpp"
#include "core/care/about.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/care/take_care_record.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/told.hpp"
#include "core/record/check.hpp"
#include "core/record/record_store.hpp"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

/// Recipients; who has what it forwards; to whom either was forwarded.
bool may_read_about(Transaction& transaction, const MessageRecord& message, const AgencyId& reader) {
  if (message.content.find(reader) != nullptr) return true;
  const auto* forward = std::get_if<care::Forward>(&message.content.form);
  if (forward != nullptr && std::ranges::find(forward->holders, reader) != forward->holders.end())
    return true;
  return told_of(transaction, message.id).contains(reader);
}

/// Those named that may read it, each once.
std::set<AgencyId> readers_of(Transaction& transaction, const proto::wire::RelayedReceipt& relay,
                              const MessageRecord& message) {
  std::set<AgencyId> readers;
  for (const auto& bytes : relay.to()) {
    const auto reader = AgencyId::from(bytes);
    if (reader && may_read_about(transaction, message, *reader)) readers.insert(*reader);
  }
  return readers;
}

/// That a message has arrived somewhere is no act of a person and hurries nobody.
delivery::Lane lane_of(const MessageRecord& message, const record::SignedRecord& record) {
  if (message.content.urgency == care::Urgency::Phone) return delivery::Lane::First;
  return record.record.by_node() ? delivery::Lane::Unhurried : delivery::Lane::Ordinary;
}

}  // namespace

void take_relay(Turn& turn, const AgencyId& peer, const proto::wire::RelayedReceipt& relay) {
  const auto record = record::from_proto(relay.record());
  if (!record || record->record.author != peer) return;
  const auto id = care::message_named_by(*record);
  const auto message = id ? load_message(turn.transaction, *id) : std::nullopt;
  if (!message || message->author != turn.desk.agency()) return;
  if (message->content.find(peer) == nullptr) return;
  const auto standing = record::check_record(turn.transaction, *record, &turn.desk.signatures);
  if (!standing || *standing != record::Standing::Accepted) return;
  take_care_record(turn, peer, *record);
  if (!record::was_received(turn.transaction, record->id)) return;
  const auto lane = lane_of(*message, *record);
  for (const auto& to : readers_of(turn.transaction, relay, *message)) {
    if (delivery::is_contact(turn.transaction, to)) hand_on(turn, to, *record, lane);
  }
}

}  // namespace tasuki::engine
