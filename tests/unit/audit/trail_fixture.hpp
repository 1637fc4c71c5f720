#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/audit/events.hpp"
#include "core/audit/trail.hpp"
#include "core/audit/verify.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::audit::fixture {

template <class AnId>
AnId id(std::uint8_t number) {
  std::array<std::uint8_t, AnId::kSize> bytes;
  bytes.fill(number);
  return AnId(bytes);
}

inline constexpr Time kNow = from_millis(1'771'000'000'000);

/// A node's trail in an open transaction.
struct Trail {
  test::SeededRandom random{7};
  crypto::SigningKey root = crypto::SigningKey::generate(random);
  crypto::SigningKey node_key = crypto::SigningKey::generate(random);
  AgencyId agency = *AgencyId::from(root.public_key().bytes());
  Moment moment{kNow, 1};
  test::MemoryStore store;
  Transaction& transaction = store.begin();

  std::uint64_t append(const Draft& draft) { return audit::append(transaction, random, moment, draft); }
  bool sign() { return sign_head(transaction, agency, moment, node_key); }

  /// A chain of `count` entries of several kinds, some with details, signed at its end.
  void fill(std::size_t count) {
    for (std::size_t i = 1; i <= count; ++i) {
      const auto n = static_cast<std::uint8_t>(i);
      moment.now += std::chrono::minutes(1);
      switch (i % 3) {
        case 0:
          append(login(id<StaffId>(n)));
          break;
        case 1:
          append(staff_added(by_node(), id<StaffId>(n), id<CertificateHash>(n), "staff", "田中はるか"));
          break;
        default:
          append(receipt_given(by_node(), id<RecordId>(n), id<RecordId>(n), "delivered"));
      }
    }
    sign();
  }

  Report verify(std::uint64_t must_be_signed = kAllSigned) {
    return verify_trail(
        transaction, agency,
        [this](std::uint32_t incarnation) {
          return incarnation == 1 ? std::optional(node_key.public_key()) : std::nullopt;
        },
        must_be_signed);
  }
};

/// `entry-altered 3`, or `ok`.
inline std::string said(const Report& report) {
  if (report.ok()) return "ok";
  return std::string(fault_code(report.finding->fault)) + " " + std::to_string(report.finding->entry);
}

inline Bytes key_of(std::uint64_t number) {
  Bytes key;
  append_u64(key, number);
  return key;
}

}  // namespace tasuki::audit::fixture
