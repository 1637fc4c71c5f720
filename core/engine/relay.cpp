#include "core/engine/relay.hpp"

#include "core/base/protobuf.hpp"
#include "core/care/call_record.hpp"
#include "core/care/receipt.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/messages.hpp"
#include "core/engine/shipping.hpp"
#include "core/engine/take_care_record.hpp"
#include "core/record/check.hpp"
#include "core/record/record_store.hpp"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

std::optional<RecordId> message_of(const record::SignedRecord& record) {
  if (record.record.kind == record::Kind::Receipt) {
    if (const auto receipt = care::parse_receipt(record.record.payload)) return receipt->message;
  }
  if (record.record.kind == record::Kind::CallRecord) {
    if (const auto call = care::parse_call_record(record.record.payload)) return call->message;
  }
  return std::nullopt;
}

}  // namespace

void take_relay(Turn& turn, const AgencyId& peer, const proto::wire::RelayedReceipt& relay) {
  const auto to = AgencyId::from(relay.to());
  const auto record = record::from_proto(relay.record());
  if (!to || !record || record->record.author != peer) return;
  const auto id = message_of(*record);
  const auto message = id ? load_message(turn.transaction, *id) : std::nullopt;
  if (!message || message->author != turn.desk.agency()) return;
  if (message->content.find(*to) == nullptr || message->content.find(peer) == nullptr) return;
  const auto standing = record::check_record(turn.transaction, *record, &turn.desk.signatures);
  if (!standing || *standing != record::Standing::Accepted) return;
  take_care_record(turn, peer, *record);
  if (!record::was_received(turn.transaction, record->id) || !delivery::is_contact(turn.transaction, *to))
    return;
  const bool phone = message->content.urgency == care::Urgency::Phone;
  ship_record(turn, *to, *record, phone ? delivery::Lane::First : delivery::Lane::Ordinary);
}

}  // namespace tasuki::engine
