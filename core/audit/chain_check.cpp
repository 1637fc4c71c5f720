#include "core/audit/chain_check.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "proto/audit.pb.h"

namespace tasuki::audit {

ChainCheck::ChainCheck(std::vector<Head> heads, std::vector<WitnessedHead> witnessed)
    : heads_(std::move(heads)), witnesses_(std::move(witnessed)) {
  std::ranges::stable_sort(witnesses_, {}, [](const WitnessedHead& one) { return one.head.number; });
}

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
  if (entry->kind == "restored" && entry->incarnation > incarnation_) {
    restored_.push_back({entry->number, entry->incarnation});
    lose_lives_before(*entry);
  }
  incarnation_ = entry->incarnation;
  last_ = {entry->number, hash};
  check_head(hash, entry->incarnation);
  check_witnesses(hash);
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

void ChainCheck::check_head(const EntryHash& hash, std::uint32_t incarnation) {
  while (next_head_ < heads_.size() && heads_[next_head_].number < last_.number) ++next_head_;
  if (next_head_ == heads_.size() || heads_[next_head_].number != last_.number) return;
  const Head& head = heads_[next_head_];
  const bool fits = head.hash == hash;
  settle_broken_link(fits);
  if (!fits) blame(proven_ + 1, Fault::EntriesRewritten);
  if (head.incarnation < incarnation) blame(last_.number, Fault::IncarnationFell);
  if (!finding_) proven_ = last_.number;
}

void ChainCheck::check_witnesses(const EntryHash& hash) {
  for (; next_witness_ < witnesses_.size() && witnesses_[next_witness_].head.number <= last_.number;
       ++next_witness_) {
    const auto& [head, witness] = witnesses_[next_witness_];
    if (head.hash != hash) {
      contradicted(witnesses_[next_witness_], Fault::WitnessedRewritten);
      continue;
    }
    agreed_[witness] = head.number;
    if (!witness_finding_) agreed_up_to_ = head.number;
  }
}

/// A restored backup may lack what its node had shown: it says so with an entry of its new incarnation, and
/// that needs the agency's root key.
void ChainCheck::contradicted(const WitnessedHead& witnessed, Fault fault) {
  const auto& head = witnessed.head;
  const auto restored = std::ranges::find_if(restored_, [&](const Restored& one) {
    return one.incarnation > head.incarnation && one.number <= head.number;
  });
  if (restored != restored_.end()) return lose(restored->number, head.number);
  const auto fits_up_to = fault == Fault::WitnessedMissing ? last_.number : agreed_up_to_;
  if (head.incarnation > incarnation_) {
    unlived_.push_back({head, fits_up_to, fault});
  } else if (!witness_finding_) {
    witness_finding_ = Finding{fits_up_to + 1, fault};
  }
}

void ChainCheck::lose(std::uint64_t from, std::uint64_t to) {
  if (!lost_) lost_ = Lost{from, to};
  lost_->from = std::min(lost_->from, from);
  lost_->to = std::max(lost_->to, to);
}

/// A life that began with an older copy, and that the copy which is restored now does not know.
void ChainCheck::lose_lives_before(const Entry& restored) {
  std::erase_if(unlived_, [&](const Unlived& one) {
    const bool is_skipped =
        one.head.incarnation > incarnation_ && one.head.incarnation < restored.incarnation;
    if (is_skipped) lose(one.fits_up_to + 1, one.head.number);
    return is_skipped;
  });
}

void ChainCheck::finish(std::uint64_t must_be_signed) {
  settle_broken_link(false);
  for (; next_witness_ < witnesses_.size() && !finding_; ++next_witness_) {
    contradicted(witnesses_[next_witness_], Fault::WitnessedMissing);
  }
  for (const auto& one : unlived_) {
    const Finding finding{one.fits_up_to + 1, one.fault};
    if (!witness_finding_ || finding.entry < witness_finding_->entry) witness_finding_ = finding;
  }
  if (must_be_signed != kAllSigned && last_.number < must_be_signed)
    blame(last_.number + 1, Fault::EntryMissing);
  const std::uint64_t covered = heads_.empty() ? 0 : heads_.back().number;
  if (last_.number < covered) blame(last_.number + 1, Fault::EntryMissing);
  if (covered >= std::min(must_be_signed, last_.number)) return;
  blame(covered + 1, heads_.empty() ? Fault::HeadMissing : Fault::EntryNotSigned);
}

}  // namespace tasuki::audit
