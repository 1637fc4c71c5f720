#pragma once

#include <string>

#include "core/record/card.hpp"
#include "core/record/certificate.hpp"
#include "core/record/record.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::test {

/// An agency with all its keys in the open: whatever a test needs it to state, it states. The same seed gives
/// the same keys and records.
class TestAgency {
 public:
  explicit TestAgency(std::uint64_t seed, std::string name = "さくら精神科病院",
                      std::string kind = "psychiatric-hospital");

  const AgencyId& id() const { return card_.agency; }
  const record::Card& card() const { return card_; }
  record::SignedBytes signed_card() const;
  record::SignedBytes signed_whereabouts(std::uint64_t serial = 1) const;
  const record::SignedBytes& certificate() const { return certificate_; }
  CertificateHash certificate_hash() const { return record::hash_of(certificate_); }
  record::Author author() const { return {id(), certificate_hash()}; }

  const crypto::SigningKey& root_key() const { return root_; }
  const crypto::SigningKey& node_key() const { return node_; }
  const crypto::SigningKey& staff_key() const { return staff_; }
  record::RecordNumber last_number() const { return {next_.incarnation, next_.number - 1}; }
  SeededRandom& random() { return random_; }

  /// A record by this agency's staff member, signed and countersigned under the next number.
  record::SignedRecord state(record::Kind kind, const TeamId& team, Bytes payload);
  /// A record by the node itself.
  record::SignedRecord state_by_node(record::Kind kind, const TeamId& team, Bytes payload);
  /// From its root key: the staff member has left after `last`.
  record::SignedBytes certificate_end(const record::RecordNumber& last) const;
  /// A restored node: new keys, the next incarnation, numbers from 1.
  void begin_incarnation();

 private:
  record::Card new_card(std::string name, std::string kind);

  SeededRandom random_;
  crypto::SigningKey root_;
  crypto::SigningKey node_;
  crypto::SigningKey staff_;
  record::Card card_;
  record::SignedBytes certificate_;
  record::RecordNumber next_{1, 1};
};

}  // namespace tasuki::test
