#include "core/delivery/introduction.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/base/random.hpp"
#include "core/crypto/hkdf.hpp"
#include "core/delivery/session_rows.hpp"
#include "core/record/card.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::delivery {

namespace {

constexpr std::string_view kPairSecretLabel = "tasuki/1/introduced-pair-secret";
constexpr std::string_view kIdLabel = "tasuki/1/introduction-id";
constexpr std::string_view kPskLabel = "tasuki/1/introduction-psk";

constexpr std::array kStates{IntroductionState::Waiting, IntroductionState::Taken, IntroductionState::Known,
                             IntroductionState::Refused};

bool same(const Secret<32>& one, const Secret<32>& other) {
  return same_secret(one.reveal(), other.reveal());
}

Secret<32> derived(ByteView salt, const Secret<32>& from, std::string_view label) {
  return Secret<32>(crypto::derive_key(salt, from.reveal(), label).reveal());
}

std::optional<record::SignedBytes> optional_bytes(bool is_there, const proto::record::Signed& message) {
  const auto bytes = is_there ? record::from_proto(message) : record::RecordError::Malformed;
  return bytes ? std::optional(*bytes) : std::nullopt;
}

Bytes row_key(const AgencyId& agency, const AgencyId& introducer) {
  return concat({agency.bytes(), introducer.bytes()});
}

/// A row whose secrets are wiped when it goes.
class Row {
 public:
  static std::optional<Row> read(ByteView key, ByteView bytes) {
    auto message = parse_message<proto::state::IntroductionState>(bytes);
    const auto agency = AgencyId::from(key.first(std::min(key.size(), AgencyId::kSize)));
    const auto introducer = AgencyId::from(key.subspan(std::min(key.size(), AgencyId::kSize)));
    if (!message || !agency || !introducer) return std::nullopt;
    return Row(*agency, *introducer, std::move(*message));
  }
  Row(Row&&) = default;
  ~Row() {
    for (auto& secret : *message_.mutable_secret()) wipe(*secret.mutable_pair_secret());
  }

  const AgencyId& agency() const { return agency_; }
  IntroductionState state() const {
    for (const auto state : kStates) {
      if (introduction_state_code(state) == message_.state()) return state;
    }
    return IntroductionState::Refused;
  }
  const auto& secrets() const { return message_.secret(); }
  KeptIntroduction kept() const {
    KeptIntroduction kept{agency_, introducer_, state(), {}, from_millis(message_.received_at())};
    for (const auto& secret : secrets()) {
      if (secret.pair_secret().size() == Secret<32>::kSize)
        kept.pair_secrets.emplace_back(as_bytes(secret.pair_secret()));
    }
    return kept;
  }

 private:
  Row(const AgencyId& agency, const AgencyId& introducer, proto::state::IntroductionState message)
      : agency_(agency), introducer_(introducer), message_(std::move(message)) {}

  AgencyId agency_;
  AgencyId introducer_;
  proto::state::IntroductionState message_;
};

std::vector<KeptIntroduction> rows_in(Transaction& transaction, const KeyRange& range,
                                      std::initializer_list<IntroductionState> states) {
  std::vector<KeptIntroduction> rows;
  transaction.scan(Table::Introduction, range, Order::Ascending, [&](ByteView key, ByteView bytes) {
    const auto row = Row::read(key, bytes);
    if (row && std::find(states.begin(), states.end(), row->state()) != states.end())
      rows.push_back(row->kept());
    return true;
  });
  return rows;
}

std::vector<KeptIntroduction> taken_of(Transaction& transaction, const AgencyId& agency) {
  return rows_in(transaction, KeyRange::prefix(agency.bytes()), {IntroductionState::Taken});
}

}  // namespace

std::optional<Introduction> open_introduction(const proto::wire::Introduction& message) {
  const auto card_bytes = record::from_proto(message.agency().card());
  const auto card = card_bytes ? record::open_card(*card_bytes) : card_bytes.error();
  if (!card || message.secret().size() != Secret<32>::kSize) return std::nullopt;
  return Introduction{card->agency, *card_bytes,
                      optional_bytes(message.agency().has_whereabouts(), message.agency().whereabouts()),
                      optional_bytes(message.has_prekey(), message.prekey()),
                      Secret<32>(as_bytes(message.secret()))};
}

Secret<32> introduced_pair_secret(const Secret<32>& secret, const AgencyId& one, const AgencyId& other,
                                  const AgencyId& introducer) {
  const auto& [first, second] = std::minmax(one, other);
  return derived(concat({first.bytes(), second.bytes(), introducer.bytes()}), secret, kPairSecretLabel);
}

InvitationId introduction_id(const Secret<32>& pair_secret) {
  const auto whole = crypto::derive_key({}, pair_secret.reveal(), kIdLabel);
  return *InvitationId::from(whole.reveal().first(InvitationId::kSize));
}

Secret<32> introduction_psk(const Secret<32>& pair_secret) { return derived({}, pair_secret, kPskLabel); }

std::string_view introduction_state_code(IntroductionState state) {
  switch (state) {
    case IntroductionState::Waiting:
      return "waiting";
    case IntroductionState::Taken:
      return "taken";
    case IntroductionState::Known:
      return "known";
    case IntroductionState::Refused:
      return "refused";
  }
  return "refused";
}

// ---- what was said here
// -------------------------------------------------------------------------------------------

std::optional<KeptIntroduction> load_introduction(Transaction& transaction, const AgencyId& agency,
                                                  const AgencyId& introducer) {
  const Bytes key = row_key(agency, introducer);
  auto bytes = transaction.get(Table::Introduction, key);
  if (!bytes) return std::nullopt;
  const auto row = Row::read(key, *bytes);
  wipe(*bytes);
  return row ? std::optional(row->kept()) : std::nullopt;
}

void save_introduction(Transaction& transaction, const KeptIntroduction& introduction) {
  proto::state::IntroductionState message;
  message.set_state(std::string(introduction_state_code(introduction.state)));
  message.set_received_at(to_millis(introduction.received_at));
  for (const auto& pair_secret : introduction.pair_secrets) {
    auto& secret = *message.add_secret();
    secret.set_pair_secret(to_string(pair_secret.reveal()));
    secret.set_introduction_id(introduction_id(pair_secret).str());
  }
  Bytes row = serialize_message(message);
  transaction.put(Table::Introduction, row_key(introduction.agency, introduction.introducer), row);
  wipe(row);
  for (auto& secret : *message.mutable_secret()) wipe(*secret.mutable_pair_secret());
}

std::vector<KeptIntroduction> introductions_that_wait(Transaction& transaction) {
  return rows_in(transaction, KeyRange::all(), {IntroductionState::Waiting});
}

bool has_room_for_introduction(Transaction& transaction, const AgencyId& agency, const AgencyId& introducer) {
  // Those who may not introduce take nobody's place.
  const auto heard =
      rows_in(transaction, KeyRange::prefix(agency.bytes()),
              {IntroductionState::Waiting, IntroductionState::Taken, IntroductionState::Known});
  if (heard.size() >= kIntroducersOfOneAgency) return false;
  std::size_t agencies = 0;
  transaction.scan(Table::Introduction, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    if (AgencyId::from(key.subspan(AgencyId::kSize)) == introducer) ++agencies;
    return agencies < kAgenciesOfOneIntroducer;
  });
  return agencies < kAgenciesOfOneIntroducer;
}

bool add_pair_secret(Transaction& transaction, KeptIntroduction& introduction, Secret<32> pair_secret) {
  auto& all = introduction.pair_secrets;
  const auto is_it = [&](const Secret<32>& each) { return same(each, pair_secret); };
  if (std::any_of(all.begin(), all.end(), is_it)) return false;
  const auto contact = load_contact(transaction, introduction.agency);
  const auto is_spare = [&](const Secret<32>& each) { return !contact || !same(each, contact->pair_secret); };
  while (all.size() >= kSecretsOfOneIntroducer) {
    const auto oldest = std::find_if(all.begin(), all.end(), is_spare);
    if (oldest == all.end()) break;
    all.erase(oldest);
  }
  all.push_back(std::move(pair_secret));
  return true;
}

void forget_introductions_that_waited(Transaction& transaction, Time now) {
  for (const auto& kept : introductions_that_wait(transaction)) {
    if (kept.received_at + kLongestIntroductionWait <= now)
      transaction.erase(Table::Introduction, row_key(kept.agency, kept.introducer));
  }
}

// ---- which secret
// -------------------------------------------------------------------------------------------------

std::vector<Secret<32>> secrets_shared_with(Transaction& transaction, const Contact& contact) {
  std::vector<Secret<32>> secrets;
  secrets.push_back(contact.pair_secret.clone());
  if (contact.trust == Trust::FaceToFace) return secrets;
  for (auto& kept : taken_of(transaction, contact.agency)) {
    for (auto& secret : kept.pair_secrets) {
      if (!same(secret, contact.pair_secret)) secrets.push_back(std::move(secret));
    }
  }
  return secrets;
}

std::optional<std::pair<AgencyId, Secret<32>>> find_introduced(Transaction& transaction,
                                                               const InvitationId& id) {
  std::optional<std::pair<AgencyId, Secret<32>>> found;
  transaction.scan(Table::Introduction, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView bytes) {
    const auto row = Row::read(key, bytes);
    if (!row || row->state() != IntroductionState::Taken) return true;
    for (const auto& secret : row->secrets()) {
      if (InvitationId::from(secret.introduction_id()) == id)
        found.emplace(row->agency(), Secret<32>(as_bytes(secret.pair_secret())));
    }
    return !found;
  });
  if (!found) return std::nullopt;
  const auto contact = load_contact(transaction, found->first);
  return contact && contact->trust == Trust::Introduced ? std::move(found) : std::nullopt;
}

void use_shown_secret(Transaction& transaction, const AgencyId& agency, const Secret<32>& pair_secret) {
  auto contact = load_contact(transaction, agency);
  if (!contact || contact->trust == Trust::FaceToFace) return;
  if (contact->shown && same(contact->pair_secret, pair_secret)) return;
  contact->pair_secret = pair_secret.clone();
  contact->shown = true;
  save_contact(transaction, *contact);
}

bool use_next_unless_shown(Transaction& transaction, const AgencyId& agency) {
  if (contact_mode(transaction, agency) != crypto::Mode::Introduced) return false;
  auto contact = load_contact(transaction, agency);
  if (!contact || contact->shown) return false;
  std::vector<Secret<32>> all;
  for (auto& kept : taken_of(transaction, agency)) {
    for (auto& secret : kept.pair_secrets) all.push_back(std::move(secret));
  }
  if (all.size() < 2) return false;
  const auto current = std::find_if(all.begin(), all.end(),
                                    [&](const Secret<32>& each) { return same(each, contact->pair_secret); });
  const auto next = current == all.end() || current + 1 == all.end() ? all.begin() : current + 1;
  contact->pair_secret = std::move(*next);
  save_contact(transaction, *contact);
  return true;
}

void doubt_secret(Transaction& transaction, const AgencyId& agency) {
  auto contact = load_contact(transaction, agency);
  if (!contact || !contact->shown) return;
  contact->shown = false;
  save_contact(transaction, *contact);
}

void forget_introduced_secrets(Transaction& transaction, const AgencyId& agency) {
  for (auto& kept : rows_in(transaction, KeyRange::prefix(agency.bytes()),
                            {IntroductionState::Waiting, IntroductionState::Taken})) {
    kept.state = IntroductionState::Known;
    kept.pair_secrets.clear();
    save_introduction(transaction, kept);
  }
}

}  // namespace tasuki::delivery
