#pragma once

#include <deque>

#include "core/record/card_store.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/governance.hpp"
#include "core/record/ledger.hpp"
#include "core/record/ledger_cache.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/test_agency.hpp"

namespace tasuki::record {

/// One node's store, and what can arrive at it.
class LedgerNode {
 public:
  void introduce(const test::TestAgency& agency) {
    keep_certificate(transaction, agency.certificate()).value();
    keep_card(transaction, agency.signed_card()).value();
  }
  Result<Insertion> receive(const SignedRecord& record) {
    return insert_governance(transaction, {.record = record, .received_at = from_millis(1)}, &memo);
  }
  /// The card and certificate come now; what waited for them enters.
  void meet(const test::TestAgency& agency) {
    introduce(agency);
    insert_waiting_for(transaction, agency.certificate_hash().bytes(), &memo);
    insert_waiting_for(transaction, agency.id().bytes(), &memo);
  }
  TeamState state(const TeamId& team) { return cache.current(transaction, team).value()->state; }

  test::MemoryStore store;
  Transaction& transaction = store.begin();
  LedgerCache cache;
  SignatureMemo memo;
};

/// Some agencies with all their keys, who state governance for one team.
class LedgerAuthors {
 public:
  explicit LedgerAuthors(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) agencies.emplace_back(100 + i, "機関" + std::to_string(i));
    founding = state(0, TeamFounding{}, {});
    team = team_of_founding(founding.id);
  }
  SignedRecord state(std::size_t author, const Statement& statement, const std::vector<RecordId>& parents) {
    const auto payload = write_governance(statement, parents, from_millis(1'771'000'000'000));
    return agencies[author].state(kind_of(statement), team, payload);
  }
  const AgencyId& id(std::size_t agency) const { return agencies[agency].id(); }
  void introduce_all_to(LedgerNode& node) const {
    for (const auto& agency : agencies) node.introduce(agency);
  }

  std::deque<test::TestAgency> agencies;
  TeamId team{};
  SignedRecord founding;
};

}  // namespace tasuki::record
