#include "core/engine/delivery/shared_content.hpp"

#include "core/crypto/aead.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/desk.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

constexpr std::string_view kContentDomain = "tasuki/1/shared-content";
constexpr std::size_t kKeySize = 32;

Bytes associated_data(const RecordId& id) { return concat({as_bytes(kContentDomain), id.bytes()}); }

void drop_content(proto::state::MessageState& row) {
  wipe(*row.mutable_content_key());
  row.clear_content_key();
  row.clear_content();
}

}  // namespace

void share_content(Turn& turn, const record::SignedRecord& message, proto::wire::SharedContent& out) {
  auto row = load_message_row(turn.transaction, message.id);
  if (!row) throw std::logic_error("a message without its row is released");
  if (row->content().empty()) {
    const auto key = EphemeralSecret<kKeySize>::random(turn.desk.random);
    row->set_content_key(to_string(key.reveal()));
    row->set_content(to_string(crypto::seal_with_random_nonce(
        turn.desk.random, key.reveal(), associated_data(message.id), record::serialize(message))));
    save_message_row(turn.transaction, message.id, *row);
  }
  out.set_record_id(message.id.str());
  out.set_content_key(row->content_key());
  out.set_ciphertext(row->content());
}

void content_arrived(Transaction& transaction, const RecordId& message) {
  auto row = load_message_row(transaction, message);
  if (!row || row->waiting_for() == 0) return;
  row->set_waiting_for(row->waiting_for() - 1);
  if (row->waiting_for() == 0) drop_content(*row);
  save_message_row(transaction, message, *row);
}

void forget_sealed_content(Transaction& transaction, const RecordId& message) {
  auto row = load_message_row(transaction, message);
  if (!row || row->content().empty()) return;
  drop_content(*row);
  save_message_row(transaction, message, *row);
}

Result<record::SignedRecord> open_content(const proto::wire::SharedContent& content) {
  const auto id = RecordId::from(content.record_id());
  if (!id || content.content_key().size() != kKeySize) return crypto::CryptoError::Malformed;
  TRY(const auto bytes,
      crypto::open_with_nonce_in_front(as_bytes(content.content_key()), associated_data(*id),
                                       as_bytes(content.ciphertext())));
  TRY(auto record, record::parse_record(bytes));
  if (record.id != *id) return crypto::CryptoError::NotAuthentic;
  return record;
}

}  // namespace tasuki::engine
