#include "core/delivery/contact.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/crypto/hkdf.hpp"
#include "proto/state.pb.h"

namespace tasuki::delivery {

namespace {

struct PairLabels {
  std::string_view contact_psk;
  std::string_view renewal_id;
  std::string_view renewal_psk;
};
constexpr PairLabels kFaceToFaceLabels{"tasuki/1/contact-psk", "tasuki/1/renewal-id", "tasuki/1/renewal-psk"};
constexpr PairLabels kIntroducedLabels{"tasuki/1/contact-psk/introduced", "tasuki/1/renewal-id/introduced",
                                       "tasuki/1/renewal-psk/introduced"};
constexpr const PairLabels& labels_of(Trust trust) {
  return trust == Trust::FaceToFace ? kFaceToFaceLabels : kIntroducedLabels;
}

constexpr std::string_view kSafetyNumberLabel = "tasuki/1/safety-number";
constexpr std::size_t kGroups = 12;
constexpr std::size_t kGroupDigits = 5;

std::optional<Contact> read_contact(const AgencyId& agency, ByteView row) {
  auto state = parse_message<proto::state::ContactState>(row);
  if (!state) return std::nullopt;
  const auto transport_key = crypto::DhPublicKey::from(state->transport_key());
  if (!transport_key || state->pair_secret().size() != Secret<32>::kSize) return std::nullopt;
  Contact contact;
  contact.agency = agency;
  contact.trust = state->trust() == trust_code(Trust::FaceToFace) ? Trust::FaceToFace : Trust::Introduced;
  contact.pair_secret = Secret<32>(as_bytes(state->pair_secret()));
  contact.verified = state->verified();
  contact.since = from_millis(state->since());
  contact.transport_key = *transport_key;
  contact.unfinished = InvitationId::from(state->invitation_id());
  contact.renewing = state->renewing();
  contact.introduced_by = AgencyId::from(state->introduced_by());
  contact.shown = state->shown();
  wipe(*state->mutable_pair_secret());
  return contact;
}

/// ASCII digits and full-width ones (U+FF10 to U+FF19), everything else dropped.
std::string only_digits(std::string_view typed) {
  static constexpr std::string_view kFullWidthBlock = "\xef\xbc";
  std::string digits;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (typed[i] >= '0' && typed[i] <= '9') digits.push_back(typed[i]);
    if (!typed.substr(i).starts_with(kFullWidthBlock) || i + 2 >= typed.size()) continue;
    const int value = static_cast<unsigned char>(typed[i + 2]) - 0x90;
    if (value >= 0 && value <= 9) digits.push_back(static_cast<char>('0' + value));
    i += 2;
  }
  return digits;
}

}  // namespace

std::string_view trust_code(Trust trust) {
  return trust == Trust::FaceToFace ? "face-to-face" : "introduced";
}

std::optional<Contact> load_contact(Transaction& transaction, const AgencyId& agency) {
  auto row = transaction.get(Table::Contact, agency.bytes());
  if (!row) return std::nullopt;
  auto contact = read_contact(agency, *row);
  wipe(*row);
  return contact;
}

void save_contact(Transaction& transaction, const Contact& contact) {
  proto::state::ContactState state;
  state.set_trust(std::string(trust_code(contact.trust)));
  state.set_pair_secret(to_string(contact.pair_secret.reveal()));
  state.set_verified(contact.verified);
  state.set_since(to_millis(contact.since));
  state.set_transport_key(contact.transport_key.str());
  if (contact.unfinished) state.set_invitation_id(contact.unfinished->str());
  state.set_renewing(contact.renewing);
  if (contact.introduced_by) state.set_introduced_by(contact.introduced_by->str());
  state.set_shown(contact.shown);
  Bytes row = serialize_message(state);
  transaction.put(Table::Contact, contact.agency.bytes(), row);
  wipe(row);
  wipe(*state.mutable_pair_secret());
}

bool is_contact(Transaction& transaction, const AgencyId& agency) {
  return transaction.contains(Table::Contact, agency.bytes());
}

std::vector<AgencyId> list_contacts(Transaction& transaction) {
  std::vector<AgencyId> found;
  transaction.scan(Table::Contact, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    if (const auto agency = AgencyId::from(key)) found.push_back(*agency);
    return true;
  });
  return found;
}

std::optional<AgencyId> find_contact_by_transport_key(Transaction& transaction,
                                                      const crypto::DhPublicKey& key) {
  std::optional<AgencyId> found;
  transaction.scan(Table::Contact, KeyRange::all(), Order::Ascending, [&](ByteView agency, ByteView row) {
    auto state = parse_message<proto::state::ContactState>(row);
    if (state && crypto::DhPublicKey::from(state->transport_key()) == key) found = AgencyId::from(agency);
    if (state) wipe(*state->mutable_pair_secret());
    return !found;
  });
  return found;
}

Secret<32> contact_psk(const Secret<32>& pair_secret, Trust trust) {
  return Secret<32>(crypto::derive_key({}, pair_secret.reveal(), labels_of(trust).contact_psk).reveal());
}

InvitationId renewal_id(const Secret<32>& pair_secret, Trust trust, const AgencyId& who) {
  const auto whole = crypto::derive_key(who.bytes(), pair_secret.reveal(), labels_of(trust).renewal_id);
  return *InvitationId::from(whole.reveal().first(InvitationId::kSize));
}

Secret<32> renewal_psk(const Secret<32>& pair_secret, Trust trust) {
  return Secret<32>(crypto::derive_key({}, pair_secret.reveal(), labels_of(trust).renewal_psk).reveal());
}

std::optional<AgencyId> find_contact_by_renewal(Transaction& transaction, const InvitationId& renewal) {
  for (const auto& agency : list_contacts(transaction)) {
    const auto contact = load_contact(transaction, agency);
    if (contact && renewal_id(contact->pair_secret, contact->trust, agency) == renewal) return agency;
  }
  return std::nullopt;
}

std::string safety_number(const AgencyId& one, const AgencyId& other) {
  const auto& [first, second] = std::minmax(one, other);
  std::array<std::uint8_t, kGroups * kGroupDigits> bytes{};
  // Far below RFC 5869's limit, so it cannot fail.
  (void)crypto::hkdf({}, concat({first.bytes(), second.bytes()}), as_bytes(kSafetyNumberLabel), bytes);

  std::string number;
  for (std::size_t group = 0; group < kGroups; ++group) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 5; ++i) value = value << 8U | bytes[5 * group + i];
    const std::string digits = std::to_string(value % 100'000);
    if (group > 0) number.push_back(' ');
    number += std::string(kGroupDigits - digits.size(), '0') + digits;
  }
  return number;
}

bool same_safety_number(std::string_view number, std::string_view typed) {
  return only_digits(number) == only_digits(typed);
}

}  // namespace tasuki::delivery
