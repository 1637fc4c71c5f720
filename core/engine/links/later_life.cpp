#include "core/engine/links/later_life.hpp"

#include "core/base/protobuf.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/desk.hpp"
#include "core/record/card.hpp"
#include "proto/records.pb.h"

namespace tasuki::engine {

namespace {

constexpr std::string_view kRow = "later-life";

}  // namespace

void note_later_life(Turn& turn, const record::SignedBytes& bytes) {
  const auto card = record::open_card(bytes);
  if (!card || card->agency != turn.desk.agency()) return;
  const Identity& own = *turn.desk.identity;
  const auto& life = card->incarnation;
  if (life.number < own.incarnation || life.node_key == own.node_key.public_key()) return;
  const auto known = later_life(turn.transaction);
  const auto known_card = known ? record::open_card(*known) : record::RecordError::Malformed;
  if (known_card && life.number <= known_card->incarnation.number) return;
  turn.transaction.put(Table::Node, as_bytes(kRow), serialize_message(record::to_proto(bytes)));
  if (!known) note(turn, audit::key_event(audit::by_node(), "later-life"));
}

std::optional<record::SignedBytes> later_life(Transaction& transaction) {
  const auto row = transaction.get(Table::Node, as_bytes(kRow));
  const auto message = row ? parse_message<proto::record::Signed>(*row) : std::nullopt;
  const auto bytes = message ? record::from_proto(*message) : record::RecordError::Malformed;
  return bytes ? std::optional(*bytes) : std::nullopt;
}

void forget_later_life(Transaction& transaction) { transaction.erase(Table::Node, as_bytes(kRow)); }

}  // namespace tasuki::engine
