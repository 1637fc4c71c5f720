#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/audit/entry.hpp"
#include "core/base/store.hpp"
#include "core/crypto/keys.hpp"
#include "core/record/signed_bytes.hpp"

namespace tasuki::audit {

inline constexpr std::string_view kHeadDomain = "tasuki/1/audit-head";
/// Of the heads signed, the newest is kept, and the last one of every so many entries.
inline constexpr std::uint64_t kHeadsApart = 64;

/// When and by which life of the node an entry is written. The time is a claim.
struct Moment {
  Time now;
  std::uint32_t incarnation;
};

/// Writes the next entry, in the transaction of what it is about. Returns its number.
/// Cost: one read, one hash, one write, and one more write where there are details.
std::uint64_t append(Transaction& transaction, Random& random, const Moment& moment, const Draft& draft);

/// The chain's end: number 0 and a zero hash while it is empty.
struct Tail {
  std::uint64_t number = 0;
  EntryHash hash{};
};
Tail tail(Transaction& transaction);

/// A head as the node key signed it.
struct Head {
  AgencyId agency;
  std::uint32_t incarnation = 0;
  std::uint64_t number = 0;
  EntryHash hash{};
  Time signed_at;
};

/// Signs the tail, unless the newest head covers it already or the trail is empty. For the end of a batch,
/// and before an export. Returns whether it signed.
bool sign_head(Transaction& transaction, const AgencyId& agency, const Moment& moment,
               const crypto::SigningKey& node_key);

/// Drops what an incarnation's node key signed; for `engine::yield_number`.
void forget_heads(Transaction& transaction, std::uint32_t incarnation);

/// A head over an entry as it lies in the chain now, the last one or an earlier one; not kept. Nothing where
/// there is no such entry.
std::optional<record::SignedBytes> sign_head_at(Transaction& transaction, const AgencyId& agency,
                                                const Moment& moment, const crypto::SigningKey& node_key,
                                                std::uint64_t number);

/// Bytes of a proto.audit.SignedHead, the newest; none while nothing was signed.
std::optional<Bytes> newest_head(Transaction& transaction);
std::optional<record::SignedBytes> newest_signed_head(Transaction& transaction);
/// What such bytes say, signed or not. Nothing where they are no head.
std::optional<Head> read_head(ByteView signed_head);
std::optional<Head> read_head(const record::SignedBytes& signed_head);
/// The same, with the node key's signature checked.
std::optional<Head> open_head(ByteView signed_head, const crypto::SigningPublicKey& node_key);
std::optional<Head> open_head(const record::SignedBytes& signed_head,
                              const crypto::SigningPublicKey& node_key);
/// What a head says of a trail's agency and nothing else: for comparing two.
inline bool names_same_entry(const Head& one, const Head& other) {
  return one.agency == other.agency && one.incarnation == other.incarnation && one.number == other.number;
}

/// One entry with what its commitments hide, as far as that is still here.
struct OpenEntry {
  Entry entry;
  std::vector<Detail> details;
};
std::optional<OpenEntry> find_entry(Transaction& transaction, std::uint64_t number);

/// Deletes what the commitments of an entry hide, as the law may ask. The chain stays valid.
void forget_details(Transaction& transaction, std::uint64_t number);

}  // namespace tasuki::audit
