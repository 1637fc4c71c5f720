#include "core/delivery/carried.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "proto/state.pb.h"

namespace tasuki::delivery {

namespace {

std::optional<CarriedEnvelope> read(ByteView key, const proto::state::CarriedState& row) {
  const auto recipient = AgencyId::from(key.first(std::min(key.size(), AgencyId::kSize)));
  const auto hash = EnvelopeHash::from(row.hash());
  const auto depositor = AgencyId::from(row.depositor());
  if (!recipient || !hash || !depositor) return std::nullopt;
  return CarriedEnvelope{
      *hash, *recipient, *depositor, row.size(), from_millis(row.since()), from_millis(row.expires_at())};
}

std::vector<CarriedEnvelope> scan_carried(Transaction& transaction, const KeyRange& range, Order order) {
  std::vector<CarriedEnvelope> found;
  transaction.scan(Table::Carried, range, order, [&](ByteView key, ByteView value) {
    const auto row = parse_message<proto::state::CarriedState>(value);
    const auto envelope = row ? read(key, *row) : std::nullopt;
    if (envelope) found.push_back(*envelope);
    return true;
  });
  return found;
}

std::optional<proto::state::CarriedEnvelope> load(Transaction& transaction, const EnvelopeHash& hash) {
  const auto row = transaction.get(Table::CarriedEnvelope, hash.bytes());
  return row ? parse_message<proto::state::CarriedEnvelope>(*row) : std::nullopt;
}

bool is_for(const proto::state::CarriedEnvelope& row, const AgencyId& recipient) {
  return !row.envelope().empty() && as_bytes(row.place()).size() > AgencyId::kSize &&
         equal(as_bytes(row.place()).first(AgencyId::kSize), recipient.bytes());
}

void put_amount(Transaction& transaction, const AgencyId& depositor, const CarriedAmount& amount) {
  Bytes row;
  append_u64(row, amount.envelopes);
  append_u64(row, amount.bytes);
  transaction.put(Table::CarriedAmount, depositor.bytes(), row);
}

/// Of a store that has not counted yet.
CarriedAmount count_carried_from(Transaction& transaction, const AgencyId& depositor) {
  CarriedAmount amount;
  for (const auto& envelope : all_carried(transaction)) {
    if (envelope.depositor != depositor) continue;
    ++amount.envelopes;
    amount.bytes += envelope.size;
  }
  return amount;
}

void count_off(Transaction& transaction, const proto::state::CarriedState& state) {
  const auto depositor = AgencyId::from(state.depositor());
  if (!depositor) return;
  auto amount = carried_from(transaction, *depositor);
  if (amount.envelopes > 0) --amount.envelopes;
  amount.bytes -= std::min<std::size_t>(amount.bytes, state.size());
  put_amount(transaction, *depositor, amount);
}

/// Takes it off the shelf. Its hash stays known.
void take_off(Transaction& transaction, const EnvelopeHash& hash, proto::state::CarriedEnvelope row) {
  const auto carried = transaction.get(Table::Carried, as_bytes(row.place()));
  const auto state = carried ? parse_message<proto::state::CarriedState>(*carried) : std::nullopt;
  if (state) {
    count_off(transaction, *state);
    transaction.erase(Table::CarriedTag, concat({as_bytes(state->recall_tag()), hash.bytes()}));
  }
  transaction.erase(Table::Carried, as_bytes(row.place()));
  row.clear_envelope();
  row.clear_place();
  transaction.put(Table::CarriedEnvelope, hash.bytes(), serialize_message(row));
}

}  // namespace

bool is_known_carried(Transaction& transaction, const EnvelopeHash& hash) {
  return transaction.contains(Table::CarriedEnvelope, hash.bytes());
}

void keep_carried(Transaction& transaction, const Envelope& envelope, const AgencyId& depositor, Time now) {
  auto amount = carried_from(transaction, depositor);
  const auto last = transaction.last(Table::Carried, KeyRange::prefix(envelope.recipient.bytes()));
  Bytes place = copy(envelope.recipient.bytes());
  append_u64(place, last ? *read_u64(ByteView(last->first).subspan(AgencyId::kSize)) + 1 : 1);
  const Bytes bytes = envelope.serialize();
  const EnvelopeHash hash = envelope.hash();
  ++amount.envelopes;
  amount.bytes += bytes.size();
  put_amount(transaction, depositor, amount);

  proto::state::CarriedState state;
  state.set_hash(hash.str());
  state.set_depositor(depositor.str());
  state.set_size(static_cast<std::uint32_t>(bytes.size()));
  state.set_since(to_millis(now));
  state.set_expires_at(to_millis(envelope.expires_at));
  state.set_recall_tag(envelope.recall_tag.str());
  transaction.put(Table::Carried, place, serialize_message(state));
  proto::state::CarriedEnvelope row;
  row.set_place(to_string(place));
  row.set_envelope(to_string(bytes));
  row.set_expires_at(state.expires_at());
  transaction.put(Table::CarriedEnvelope, hash.bytes(), serialize_message(row));
  transaction.put(Table::CarriedTag, concat({envelope.recall_tag.bytes(), hash.bytes()}), {});
}

std::vector<CarriedEnvelope> carried_for(Transaction& transaction, const AgencyId& recipient) {
  return scan_carried(transaction, KeyRange::prefix(recipient.bytes()), Order::Descending);
}

std::vector<CarriedEnvelope> all_carried(Transaction& transaction) {
  return scan_carried(transaction, KeyRange::all(), Order::Ascending);
}

CarriedAmount carried_from(Transaction& transaction, const AgencyId& depositor) {
  const auto row = transaction.get(Table::CarriedAmount, depositor.bytes());
  const auto envelopes = row ? read_u64(*row) : std::nullopt;
  const auto bytes = row && row->size() == 16 ? read_u64(ByteView(*row).subspan(8)) : std::nullopt;
  if (!envelopes || !bytes) return count_carried_from(transaction, depositor);
  return {static_cast<std::size_t>(*envelopes), static_cast<std::size_t>(*bytes)};
}

std::optional<Bytes> carried_bytes(Transaction& transaction, const AgencyId& recipient,
                                   const EnvelopeHash& hash) {
  const auto row = load(transaction, hash);
  if (!row || !is_for(*row, recipient)) return std::nullopt;
  return copy(as_bytes(row->envelope()));
}

bool handed_over(Transaction& transaction, const AgencyId& recipient, const EnvelopeHash& hash) {
  auto row = load(transaction, hash);
  if (!row || !is_for(*row, recipient)) return false;
  take_off(transaction, hash, std::move(*row));
  return true;
}

bool recall_carried(Transaction& transaction, ByteView recall_key) {
  std::vector<EnvelopeHash> tagged;
  transaction.scan(Table::CarriedTag, KeyRange::prefix(recall_tag(recall_key).bytes()), Order::Ascending,
                   [&](ByteView key, ByteView) {
                     if (const auto hash = EnvelopeHash::from(key.subspan(RecallTag::kSize)))
                       tagged.push_back(*hash);
                     return true;
                   });
  for (const auto& hash : tagged) {
    if (auto row = load(transaction, hash)) take_off(transaction, hash, std::move(*row));
  }
  return !tagged.empty();
}

void forget_expired_carried(Transaction& transaction, Time now) {
  std::vector<EnvelopeHash> expired;
  transaction.scan(Table::CarriedEnvelope, KeyRange::all(), Order::Ascending,
                   [&](ByteView key, ByteView value) {
                     const auto row = parse_message<proto::state::CarriedEnvelope>(value);
                     const auto hash = EnvelopeHash::from(key);
                     if (hash && (!row || from_millis(row->expires_at()) <= now)) expired.push_back(*hash);
                     return true;
                   });
  for (const auto& hash : expired) {
    if (auto row = load(transaction, hash); row && !row->place().empty()) {
      take_off(transaction, hash, std::move(*row));
    }
    transaction.erase(Table::CarriedEnvelope, hash.bytes());
  }
}

}  // namespace tasuki::delivery
