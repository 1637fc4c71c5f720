#include "core/engine/identity.hpp"

#include <optional>

#include "core/base/protobuf.hpp"
#include "core/crypto/aead.hpp"
#include "core/record/card_store.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

using proto::state::NodeIdentity;

constexpr std::string_view kIdentityRow = "identity";
constexpr std::string_view kRecoveryLabel = "tasuki/1/recovery-root-key";
constexpr std::size_t kRecoverySalt = 16;

/// The row's message, whose secrets are wiped when it goes.
class Row {
 public:
  explicit Row(NodeIdentity message) : message_(std::move(message)) {}
  Row(Row&&) = default;
  Row& operator=(Row&&) = delete;
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;
  ~Row() {
    for (auto* secret : {message_.mutable_node_seed(), message_.mutable_transport_key(),
                         message_.mutable_identity_key(), message_.mutable_envelope_key()}) {
      wipe(*secret);
    }
  }
  NodeIdentity& operator*() { return message_; }
  NodeIdentity* operator->() { return &message_; }

 private:
  NodeIdentity message_;
};

std::optional<Row> load_row(Transaction& transaction) {
  auto bytes = transaction.get(Table::Node, as_bytes(kIdentityRow));
  if (!bytes) return std::nullopt;
  auto message = parse_message<NodeIdentity>(*bytes);
  wipe(*bytes);
  if (!message) return std::nullopt;
  return Row(std::move(*message));
}

void save_row(Transaction& transaction, const NodeIdentity& message) {
  Bytes bytes = serialize_message(message);
  transaction.put(Table::Node, as_bytes(kIdentityRow), bytes);
  wipe(bytes);
}

bool has_its_keys(const NodeIdentity& message) {
  return message.node_seed().size() == 32 && message.transport_key().size() == 32 &&
         message.identity_key().size() == 32 && message.envelope_key().size() == 32;
}

Result<Identity> read_identity(const NodeIdentity& message) {
  const auto agency = AgencyId::from(message.agency_id());
  auto card = record::from_proto(message.card());
  auto signed_whereabouts = record::from_proto(message.whereabouts());
  if (!agency || !has_its_keys(message) || !card || !signed_whereabouts) return EngineError::NoIdentity;
  auto whereabouts = record::read_whereabouts(signed_whereabouts->payload);
  if (!whereabouts) return EngineError::NoIdentity;
  return Identity{*agency,
                  message.name(),
                  message.kind(),
                  message.incarnation(),
                  crypto::SigningKey::from_seed(as_bytes(message.node_seed())),
                  crypto::DhKey::from_secret(as_bytes(message.transport_key())),
                  crypto::DhKey::from_secret(as_bytes(message.identity_key())),
                  crypto::DhKey::from_secret(as_bytes(message.envelope_key())),
                  std::move(*card),
                  std::move(*signed_whereabouts),
                  std::move(whereabouts->endpoints),
                  std::move(whereabouts->phones),
                  std::move(whereabouts->services)};
}

Result<> fill_row(const Identity& identity, NodeIdentity& row) {
  TRY(const auto card, record::read_card(identity.card.payload));
  TRY(const auto whereabouts, record::read_whereabouts(identity.whereabouts.payload));
  row.set_agency_id(identity.agency.str());
  *row.mutable_card() = record::to_proto(identity.card);
  row.set_card_serial(card.serial);
  row.set_incarnation(identity.incarnation);
  row.set_node_seed(to_string(identity.node_key.reveal_seed()));
  row.set_transport_key(to_string(identity.transport_key.reveal()));
  row.set_identity_key(to_string(identity.identity_key.reveal()));
  row.set_envelope_key(to_string(identity.envelope_key.reveal()));
  *row.mutable_whereabouts() = record::to_proto(identity.whereabouts);
  row.set_whereabouts_serial(whereabouts.serial);
  row.set_name(identity.name);
  row.set_kind(identity.kind);
  return {};
}

/// Whereabouts of the next serial, signed and kept.
Result<> publish(Transaction& transaction, Identity& identity, const std::vector<std::string>& endpoints,
                 const record::Services& services) {
  auto row = load_row(transaction);
  if (!row) return EngineError::NoIdentity;
  const record::Whereabouts next{identity.agency, identity.incarnation, (*row)->whereabouts_serial() + 1,
                                 endpoints,       identity.phones,      services};
  TRY(auto signed_next, record::sign_whereabouts(next, identity.node_key));
  (*row)->set_whereabouts_serial(next.serial);
  *(*row)->mutable_whereabouts() = record::to_proto(signed_next);
  save_row(transaction, **row);
  TRY_VOID(record::keep_whereabouts(transaction, signed_next));
  identity.whereabouts = std::move(signed_next);
  return {};
}

}  // namespace

Result<Identity> load_identity(Transaction& transaction) {
  auto row = load_row(transaction);
  if (!row) return EngineError::NoIdentity;
  return read_identity(**row);
}

Result<> save_new_identity(Transaction& transaction, const Identity& identity, ByteView wrapped_root_key) {
  Row row{NodeIdentity()};
  row->set_wrapped_root_recovery(to_string(wrapped_root_key));
  TRY_VOID(fill_row(identity, *row));
  save_row(transaction, *row);
  return {};
}

Result<std::uint64_t> next_card_serial(Transaction& transaction) {
  auto row = load_row(transaction);
  if (!row) return EngineError::NoIdentity;
  return (*row)->card_serial() + 1;
}

Result<> save_next_identity(Transaction& transaction, const Identity& identity) {
  auto row = load_row(transaction);
  if (!row) return EngineError::NoIdentity;
  TRY_VOID(fill_row(identity, **row));
  save_row(transaction, **row);
  return {};
}

Result<bool> publish_endpoints(Transaction& transaction, Identity& identity,
                               const std::vector<std::string>& endpoints) {
  if (endpoints == identity.endpoints) return false;
  TRY_VOID(publish(transaction, identity, endpoints, identity.services));
  identity.endpoints = endpoints;
  return true;
}

Result<bool> publish_services(Transaction& transaction, Identity& identity,
                              const record::Services& services) {
  if (services == identity.services) return false;
  TRY_VOID(publish(transaction, identity, identity.endpoints, services));
  identity.services = services;
  return true;
}

Bytes wrap_root_key(Random& random, const crypto::RecoveryCode& code, const crypto::SigningKey& root_key) {
  Bytes salt(kRecoverySalt);
  random.fill(salt);
  const auto key = code.derive(salt, kRecoveryLabel);
  const Bytes box =
      crypto::seal_with_random_nonce(random, key.reveal(), as_bytes(kRecoveryLabel), root_key.reveal_seed());
  return concat({salt, box});
}

Result<crypto::SigningKey> recover_root_key(Transaction& transaction, const crypto::RecoveryCode& code) {
  auto row = load_row(transaction);
  if (!row) return EngineError::NoIdentity;
  const ByteView wrapped = as_bytes((*row)->wrapped_root_recovery());
  if (wrapped.size() <= kRecoverySalt) return EngineError::NoIdentity;
  const auto key = code.derive(wrapped.first(kRecoverySalt), kRecoveryLabel);
  TRY(auto seed, crypto::open_with_nonce_in_front(key.reveal(), as_bytes(kRecoveryLabel),
                                                  wrapped.subspan(kRecoverySalt)));
  if (seed.size() != 32) return crypto::CryptoError::NotAuthentic;
  auto root_key = crypto::SigningKey::from_seed(seed);
  wipe(seed);
  return root_key;
}

}  // namespace tasuki::engine
