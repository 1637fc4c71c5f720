#include "core/engine/record/shown_heads.hpp"

#include "core/engine/desk.hpp"

namespace tasuki::engine {

namespace {

/// The newest heads that an author named, and the number under which it did.
struct Shown {
  record::RecordNumber number;
  std::vector<RecordId> heads;
};

Bytes key_of(const MessageRecord& message) { return concat({message.team.bytes(), message.author.bytes()}); }

Bytes write(const Shown& shown) {
  Bytes row;
  append_u32(row, shown.number.incarnation);
  append_u64(row, shown.number.number);
  for (const auto& head : shown.heads) append(row, head.bytes());
  return row;
}

std::optional<Shown> read(const std::optional<Bytes>& row) {
  constexpr std::size_t kNumberSize = 12;
  if (!row || row->size() < kNumberSize) return std::nullopt;
  const ByteView bytes(*row);
  Shown shown{{*read_u32(bytes), *read_u64(bytes.subspan(4))}, {}};
  for (auto rest = bytes.subspan(kNumberSize); rest.size() >= RecordId::kSize;
       rest = rest.subspan(RecordId::kSize)) {
    shown.heads.push_back(*RecordId::from(rest.first(RecordId::kSize)));
  }
  return shown;
}

}  // namespace

bool are_stale(Turn& turn, const MessageRecord& message) {
  const Bytes key = key_of(message);
  const auto shown = read(turn.transaction.get(Table::ShownHeads, key));
  if (shown && message.number <= shown->number) return false;  // stated before, arrived later
  const bool lives_anew = shown && message.number.incarnation > shown->number.incarnation;
  if (shown && !lives_anew && shown->heads != message.content.heads) {
    const auto covers =
        turn.desk.ledger.covers(turn.transaction, message.team, message.content.heads, shown->heads);
    if (!covers) return false;
    if (!*covers) return true;
  }
  turn.transaction.put(Table::ShownHeads, key, write({message.number, message.content.heads}));
  return false;
}

}  // namespace tasuki::engine
