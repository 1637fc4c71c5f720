#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/identity.hpp"
#include "core/record/record.hpp"
#include "proto/wire.pb.h"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {

/// An agency that does not play by the rules: with all its own keys in hand it states what it likes, in whose
/// name it likes, and hands it over on its genuine sessions.
class Forger {
 public:
  /// With the keys of `agency`, which goes on to run, and of one of its people, the administrator unless
  /// said.
  Forger(World& world, WorldAgency& agency, const std::string& staff = "管理 一郎",
         std::string_view passphrase = "passphrase");

  const crypto::SigningKey& node_key() const { return identity_->node_key; }
  const crypto::SigningKey& staff_key() const { return *staff_key_; }
  /// The last that this agency's node has countersigned under.
  record::RecordNumber last_number() const;
  record::Author self() const { return {agency_.id(), certificate_}; }
  /// Somebody at another agency whose certificate is known to whoever holds a record of theirs.
  record::Author administrator_of(WorldAgency& other) const;

  /// Signed by its staff member, countersigned by its node under the next number, whoever the
  /// author is said to be.
  record::SignedRecord by_staff(record::Kind kind, const TeamId& team, Bytes payload,
                                const record::Author& author);
  /// Signed by this agency's node, whoever the author is said to be.
  record::SignedRecord by_node(record::Kind kind, const TeamId& team, Bytes payload, const AgencyId& author);
  /// Countersigned by this agency's node under a number of its choice.
  void number_anew(record::SignedRecord& record, record::RecordNumber number) const;

  /// Hands these over and waits until `to` has acknowledged them; its rules have then seen them.
  void hand_over(WorldAgency& to, const std::vector<proto::wire::Item>& items);
  void hand_over(WorldAgency& to, const record::SignedRecord& record);

 private:
  World& world_;
  WorldAgency& agency_;
  std::optional<engine::Identity> identity_;
  std::optional<crypto::SigningKey> staff_key_;
  CertificateHash certificate_;
};

proto::wire::Item item_of(const record::SignedRecord& record);

}  // namespace tasuki::test
