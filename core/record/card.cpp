#include "core/record/card.hpp"

#include <algorithm>
#include <tuple>

#include "core/base/protobuf.hpp"
#include "core/record/validate.hpp"
#include "proto/records.pb.h"

namespace tasuki::record {

namespace {

auto position(const Card& card) { return std::tuple(card.incarnation.number, card.serial); }
auto position(const Whereabouts& whereabouts) {
  return std::tuple(whereabouts.incarnation, whereabouts.serial);
}

bool is_valid(const Card& card) {
  return card.incarnation.number > 0 && !card.name.empty() && is_line(card.name, kNameLimit) &&
         is_code(card.kind);
}

bool is_valid(const Phone& phone) {
  return (phone.window.empty() || is_code(phone.window)) && !phone.number.empty() &&
         is_line(phone.number, kPhoneNumberLength) && is_line(phone.note, kPhoneNoteLength);
}

bool is_valid(const Services& services) {
  return is_line(services.hours, kHoursLength) && services.asks.size() <= kAskLimit &&
         std::ranges::all_of(services.asks, [](const std::string& ask) { return is_code(ask); }) &&
         services.confirmed_at >= 0;
}

bool is_valid(const Whereabouts& whereabouts) {
  const auto is_endpoint = [](const std::string& endpoint) {
    return !endpoint.empty() && is_line(endpoint, kEndpointLength);
  };
  return whereabouts.incarnation > 0 && whereabouts.endpoints.size() <= kEndpointLimit &&
         whereabouts.phones.size() <= kPhoneLimit &&
         std::all_of(whereabouts.endpoints.begin(), whereabouts.endpoints.end(), is_endpoint) &&
         std::all_of(whereabouts.phones.begin(), whereabouts.phones.end(),
                     [](const Phone& phone) { return is_valid(phone); }) &&
         is_valid(whereabouts.services);
}

Result<Incarnation> read_incarnation(const proto::record::Incarnation& message) {
  Incarnation incarnation{.number = message.number()};
  TRY(incarnation.node_key, read_id<crypto::SigningPublicKey>(message.node_key()));
  TRY(incarnation.transport_key, read_id<crypto::DhPublicKey>(message.transport_key()));
  TRY(incarnation.identity_key, read_id<crypto::DhPublicKey>(message.identity_key()));
  TRY(incarnation.envelope_key, read_id<crypto::DhPublicKey>(message.envelope_key()));
  return incarnation;
}

void write_incarnation(const Incarnation& incarnation, proto::record::Incarnation& message) {
  message.set_number(incarnation.number);
  message.set_node_key(incarnation.node_key.str());
  message.set_transport_key(incarnation.transport_key.str());
  message.set_identity_key(incarnation.identity_key.str());
  message.set_envelope_key(incarnation.envelope_key.str());
}

Bytes write_card(const Card& card) {
  proto::record::AgencyCard message;
  message.set_agency_id(card.agency.str());
  message.set_serial(card.serial);
  message.set_name(card.name);
  message.set_kind(card.kind);
  write_incarnation(card.incarnation, *message.mutable_incarnation());
  return serialize_message(message);
}

Bytes write_whereabouts(const Whereabouts& whereabouts) {
  proto::record::Whereabouts message;
  message.set_agency_id(whereabouts.agency.str());
  message.set_incarnation(whereabouts.incarnation);
  message.set_serial(whereabouts.serial);
  for (const auto& endpoint : whereabouts.endpoints) message.add_endpoint(endpoint);
  for (const auto& phone : whereabouts.phones) {
    auto& added = *message.add_phone();
    added.set_window(phone.window);
    added.set_number(phone.number);
    added.set_note(phone.note);
  }
  message.set_hours(whereabouts.services.hours);
  for (const auto& ask : whereabouts.services.asks) message.add_ask(ask);
  message.set_confirmed_at(whereabouts.services.confirmed_at);
  return serialize_message(message);
}

}  // namespace

bool is_newer(const Card& card, const Card& than) { return position(card) > position(than); }
bool is_newer(const Whereabouts& whereabouts, const Whereabouts& than) {
  return position(whereabouts) > position(than);
}

Result<SignedBytes> sign_card(const Card& card, const crypto::SigningKey& root_key) {
  if (!is_valid(card)) return RecordError::Malformed;
  return sign_bytes(write_card(card), root_key, kCardDomain);
}

Result<Card> open_card(const SignedBytes& bytes) {
  TRY(auto card, read_card(bytes.payload));
  TRY_VOID(verify_bytes(bytes, root_key(card.agency), kCardDomain));
  return card;
}

Result<SignedBytes> sign_whereabouts(const Whereabouts& whereabouts, const crypto::SigningKey& node_key) {
  if (!is_valid(whereabouts)) return RecordError::Malformed;
  return sign_bytes(write_whereabouts(whereabouts), node_key, kWhereaboutsDomain);
}

Result<Whereabouts> open_whereabouts(const SignedBytes& bytes, const crypto::SigningPublicKey& node_key) {
  TRY(auto whereabouts, read_whereabouts(bytes.payload));
  TRY_VOID(verify_bytes(bytes, node_key, kWhereaboutsDomain));
  return whereabouts;
}

Result<Card> read_card(ByteView payload) {
  const auto message = parse_message<proto::record::AgencyCard>(payload);
  if (!message) return RecordError::Malformed;
  Card card{.serial = message->serial(), .name = message->name(), .kind = message->kind()};
  TRY(card.agency, read_id<AgencyId>(message->agency_id()));
  TRY(card.incarnation, read_incarnation(message->incarnation()));
  if (!is_valid(card)) return RecordError::Malformed;
  return card;
}

Result<Whereabouts> read_whereabouts(ByteView payload) {
  const auto message = parse_message<proto::record::Whereabouts>(payload);
  if (!message) return RecordError::Malformed;
  Whereabouts whereabouts{.incarnation = message->incarnation(), .serial = message->serial()};
  TRY(whereabouts.agency, read_id<AgencyId>(message->agency_id()));
  whereabouts.endpoints.assign(message->endpoint().begin(), message->endpoint().end());
  for (const auto& phone : message->phone()) {
    whereabouts.phones.push_back({phone.window(), phone.number(), phone.note()});
  }
  whereabouts.services = {
      message->hours(), {message->ask().begin(), message->ask().end()}, message->confirmed_at()};
  if (!is_valid(whereabouts)) return RecordError::Malformed;
  return whereabouts;
}

}  // namespace tasuki::record
