#include "core/delivery/invitation.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/crypto/base32.hpp"
#include "core/crypto/hkdf.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::delivery {

namespace {

constexpr std::string_view kCodeDomain = "tasuki/1/invitation-code";
constexpr std::string_view kPairingPskLabel = "tasuki/1/pairing-psk";
constexpr std::string_view kPairSecretLabel = "tasuki/1/pair-secret";

bool is_endpoint(const std::string& text) {
  const auto printable = [](unsigned char c) { return c > ' ' && c < 0x7f; };
  return !text.empty() && text.size() <= kMaxEndpointLength && text.find(':') != std::string::npos &&
         std::all_of(text.begin(), text.end(), printable);
}

/// Without white space, small ASCII letters raised: enough to find the prefix; base 32 folds the rest by
/// itself.
std::string without_spaces(std::string_view typed) {
  static constexpr std::string_view kIdeographicSpace = "\u3000";
  std::string text;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (typed.substr(i).starts_with(kIdeographicSpace)) {
      i += kIdeographicSpace.size() - 1;
      continue;
    }
    const char c = typed[i];
    if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
    text.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return text;
}

Secret<32> derived(ByteView salt, const Secret<32>& from, std::string_view label) {
  return Secret<32>(crypto::derive_key(salt, from.reveal(), label).reveal());
}

bool is_usable(const IssuedInvitation& invitation, Time now) {
  const Duration grace = invitation.bound_key ? kInvitationGrace : Duration(0);
  return !invitation.spent && now < invitation.expires_at + grace;
}

}  // namespace

Bytes invitation_bytes(const Invitation& invitation) {
  proto::wire::Invitation message;
  message.set_agency_id(invitation.agency.str());
  message.set_transport_key(invitation.transport_key.str());
  for (const auto& endpoint : invitation.endpoints) message.add_endpoint(endpoint);
  message.set_expires_at(to_millis(invitation.expires_at));
  message.set_invitation_id(invitation.id.str());
  message.set_secret(to_string(invitation.secret.reveal()));
  Bytes bytes = serialize_message(message);
  wipe(*message.mutable_secret());
  return bytes;
}

Result<Invitation> parse_invitation(ByteView bytes) {
  auto message = parse_message<proto::wire::Invitation>(bytes);
  if (!message) return PairingError::InvitationMalformed;
  const auto agency = AgencyId::from(message->agency_id());
  const auto transport_key = crypto::DhPublicKey::from(message->transport_key());
  const auto id = InvitationId::from(message->invitation_id());
  const auto& endpoints = message->endpoint();
  if (!agency || !transport_key || !id || message->secret().size() != Secret<32>::kSize ||
      message->expires_at() < 0 || endpoints.size() > static_cast<int>(kMaxEndpoints) ||
      !std::all_of(endpoints.begin(), endpoints.end(), is_endpoint)) {
    return PairingError::InvitationMalformed;
  }
  Invitation invitation{*agency,
                        *transport_key,
                        {endpoints.begin(), endpoints.end()},
                        from_millis(message->expires_at()),
                        *id,
                        Secret<32>(as_bytes(message->secret()))};
  wipe(*message->mutable_secret());
  return invitation;
}

std::string invitation_code(const Invitation& invitation) {
  Bytes bytes = invitation_bytes(invitation);
  std::string code = std::string(kInvitationPrefix) + crypto::code_encode(kCodeDomain, bytes);
  wipe(bytes);
  return code;
}

Result<Invitation> read_invitation_code(std::string_view typed) {
  if (typed.size() > kMaxInvitationCode) return PairingError::InvitationMalformed;
  std::string text = without_spaces(typed);
  if (!text.starts_with(kInvitationPrefix)) return PairingError::InvitationMalformed;
  auto bytes = crypto::code_decode(kCodeDomain, std::string_view(text).substr(kInvitationPrefix.size()));
  wipe(text);
  if (!bytes) return PairingError::InvitationAltered;
  auto invitation = parse_invitation(*bytes);
  wipe(*bytes);
  return invitation;
}

Result<> check_acceptable(const Invitation& invitation, const AgencyId& self, Time now) {
  if (invitation.agency == self) return PairingError::InvitationOwn;
  if (now >= invitation.expires_at) return PairingError::InvitationExpired;
  if (invitation.endpoints.empty()) return PairingError::InvitationNoAddress;
  return {};
}

Secret<32> pairing_psk(const Secret<32>& invitation_secret) {
  return derived({}, invitation_secret, kPairingPskLabel);
}

Secret<32> pair_secret(const Secret<32>& invitation_secret, ByteView handshake_hash) {
  return derived(handshake_hash, invitation_secret, kPairSecretLabel);
}

Invitation issue_invitation(Transaction& transaction, Random& random, const AgencyId& agency,
                            const crypto::DhPublicKey& transport_key, std::vector<std::string> endpoints,
                            Time expires_at) {
  Invitation invitation{agency,
                        transport_key,
                        std::move(endpoints),
                        expires_at,
                        random.id<InvitationId>(),
                        Secret<32>::random(random)};
  save_issued(transaction, invitation.id, {invitation.secret.clone(), expires_at, {}, {}, false});
  return invitation;
}

std::optional<IssuedInvitation> load_issued(Transaction& transaction, const InvitationId& id) {
  auto row = transaction.get(Table::Invitation, id.bytes());
  if (!row) return std::nullopt;
  auto state = parse_message<proto::state::InvitationState>(*row);
  wipe(*row);
  if (!state) return std::nullopt;
  IssuedInvitation invitation;
  if (state->secret().size() == Secret<32>::kSize) invitation.secret = Secret<32>(as_bytes(state->secret()));
  invitation.expires_at = from_millis(state->expires_at());
  invitation.bound_key = crypto::DhPublicKey::from(state->bound_key());
  invitation.agency = AgencyId::from(state->agency_id());
  invitation.spent = state->spent() || state->secret().empty();
  wipe(*state->mutable_secret());
  return invitation;
}

void save_issued(Transaction& transaction, const InvitationId& id, const IssuedInvitation& invitation) {
  proto::state::InvitationState state;
  if (!invitation.spent) state.set_secret(to_string(invitation.secret.reveal()));
  state.set_expires_at(to_millis(invitation.expires_at));
  if (invitation.bound_key) state.set_bound_key(invitation.bound_key->str());
  if (invitation.agency) state.set_agency_id(invitation.agency->str());
  state.set_spent(invitation.spent);
  Bytes row = serialize_message(state);
  transaction.put(Table::Invitation, id.bytes(), row);
  wipe(row);
  wipe(*state.mutable_secret());
}

void spend_invitation(Transaction& transaction, const InvitationId& id) {
  auto invitation = load_issued(transaction, id);
  if (!invitation || invitation->spent) return;
  invitation->spent = true;
  save_issued(transaction, id, *invitation);
}

void erase_old_invitations(Transaction& transaction, Time now) {
  std::vector<Bytes> old;
  transaction.scan(Table::Invitation, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
    const auto state = parse_message<proto::state::InvitationState>(value);
    if (!state || now >= from_millis(state->expires_at()) + kInvitationGrace) old.push_back(copy(key));
    return true;
  });
  for (const auto& key : old) transaction.erase(Table::Invitation, key);
}

std::optional<Secret<32>> issued_psk(Transaction& transaction, const InvitationId& id, Time now) {
  const auto invitation = load_issued(transaction, id);
  if (!invitation || !is_usable(*invitation, now)) return std::nullopt;
  return pairing_psk(invitation->secret);
}

Result<> bind_invitation(Transaction& transaction, const InvitationId& id, const crypto::DhPublicKey& key,
                         Time now) {
  auto invitation = load_issued(transaction, id);
  if (!invitation || !is_usable(*invitation, now)) return PairingError::InvitationRefused;
  if (invitation->bound_key && *invitation->bound_key != key) return PairingError::InvitationRefused;
  if (invitation->bound_key) return {};
  invitation->bound_key = key;
  save_issued(transaction, id, *invitation);
  return {};
}

}  // namespace tasuki::delivery
