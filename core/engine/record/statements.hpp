#pragma once

#include <map>
#include <vector>

#include "core/engine/turn.hpp"
#include "core/record/record.hpp"

namespace tasuki::engine {

class LoginSession;

/// What a batch of events states. Signed together at the batch's end, before anything is released or
/// committed: one signature per author, however many records (docs/protocol.md section 8). Until then a
/// record is known by its id only; nobody outside can name it before the commit.
class Statements {
 public:
  /// By somebody who is logged in. The key is copied for as long as the batch lasts.
  RecordId by_staff(Turn& turn, const LoginSession& session, record::Kind kind, const TeamId& team,
                    Bytes payload);
  /// By the node itself.
  RecordId by_node(Turn& turn, record::Kind kind, const TeamId& team, Bytes payload);

  /// Signs, countersigns and stores what the batch stated.
  void sign(Turn& turn);

  std::size_t count() const { return stated_.size(); }
  /// Those that will be countersigned, under the next numbers.
  std::size_t count_by_staff() const;
  /// An event was undone: what came after the first `count` statements never happened.
  void drop_after(std::size_t count);
  void clear();

 private:
  RecordId add(record::SignedRecord record);

  std::vector<record::SignedRecord> stated_;
  std::map<CertificateHash, crypto::SigningKey> keys_;
};

}  // namespace tasuki::engine
