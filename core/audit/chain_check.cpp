#include "core/audit/chain_check.hpp"

#include "core/base/protobuf.hpp"
#include "proto/audit.pb.h"

namespace tasuki::audit {

void ChainCheck::blame(std::uint64_t entry, Fault fault) {
  if (!finding_) finding_ = Finding{entry, fault};
}

std::optional<Entry> ChainCheck::feed(ByteView stored_entry) {
  ++rows_;
  const auto stored = parse_message<proto::audit::StoredEntry>(stored_entry);
  auto entry = stored ? read_entry(as_bytes(stored->entry())) : std::nullopt;
  if (!entry) {
    settle_broken_link(false);
    blame(last_.number + 1, Fault::EntryMalformed);
    return std::nullopt;
  }
  if (finding_) {
    if (awaited_ == entry->number) finding_->fault = Fault::EntryOutOfOrder;
    return entry;
  }
  const EntryHash hash = hash_entry(as_bytes(stored->entry()));
  if (read_hash(stored->hash()) != hash) {
    settle_broken_link(false);
    blame(last_.number + 1, Fault::EntryAltered);
    return entry;
  }
  check_place(*entry);
  if (finding_) return entry;
  check_link(*entry);
  if (entry->incarnation < incarnation_) blame(entry->number, Fault::IncarnationFell);
  incarnation_ = entry->incarnation;
  last_ = {entry->number, hash};
  check_head(hash);
  return entry;
}

void ChainCheck::check_place(const Entry& entry) {
  const std::uint64_t expected = last_.number + 1;
  if (entry.number == expected) return;
  settle_broken_link(false);
  if (entry.number < expected) return blame(entry.number, Fault::EntryInserted);
  awaited_ = expected;
  blame(expected, Fault::EntryMissing);
}

void ChainCheck::check_link(const Entry& entry) {
  const bool holds = entry.previous == last_.hash;
  settle_broken_link(holds);
  if (holds) return;
  if (entry.number == 1) return blame(1, Fault::EntryAltered);
  broken_link_ = entry.number;
}

void ChainCheck::settle_broken_link(bool successor_is_vouched_for) {
  if (!broken_link_) return;
  blame(successor_is_vouched_for ? *broken_link_ - 1 : *broken_link_, Fault::EntryAltered);
  broken_link_.reset();
}

void ChainCheck::check_head(const EntryHash& hash) {
  while (next_head_ < heads_.size() && heads_[next_head_].number < last_.number) ++next_head_;
  if (next_head_ == heads_.size() || heads_[next_head_].number != last_.number) return;
  const bool fits = heads_[next_head_].hash == hash;
  settle_broken_link(fits);
  if (!fits) blame(proven_ + 1, Fault::EntriesRewritten);
  if (!finding_) proven_ = last_.number;
}

void ChainCheck::finish(Unsigned behind_head) {
  settle_broken_link(false);
  const std::uint64_t covered = heads_.empty() ? 0 : heads_.back().number;
  if (last_.number < covered) blame(last_.number + 1, Fault::EntryMissing);
  if (behind_head == Unsigned::Allowed || last_.number == covered) return;
  blame(covered + 1, heads_.empty() ? Fault::HeadMissing : Fault::EntryNotSigned);
}

}  // namespace tasuki::audit
