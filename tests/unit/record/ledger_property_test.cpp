// Random teams: agencies that hear of each other late or never, say what they may and what they may not, and
// whose records arrive in any order, twice, before their certificates. Whoever has them all has the same
// state.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/unit/record/ledger_world.hpp"

namespace tasuki::record {
namespace {

class RandomTeam {
 public:
  static constexpr std::size_t kAgencies = 6;

  RandomTeam(std::uint64_t seed, std::size_t records) : random_(seed) {
    for (auto& view : seen_) view = {authors.founding.id};
    all.push_back(authors.founding);
    while (all.size() < records) one_step();
  }

  LedgerAuthors authors{kAgencies};
  std::vector<SignedRecord> all;

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  void one_step() {
    const auto author = below(kAgencies);
    if (below(3) == 0) {  // the author hears what somebody else has seen
      const auto& other = seen_[below(kAgencies)];
      seen_[author].insert(other.begin(), other.end());
    }
    const std::vector<RecordId> parents(seen_[author].begin(), seen_[author].end());
    const auto record = authors.state(author, some_statement(), parents);
    all.push_back(record);
    note(record);
    seen_[author] = {record.id};
  }

  void note(const SignedRecord& record) {
    if (record.record.kind == Kind::Consent) consents_.push_back(record.id);
    if (record.record.kind == Kind::Refusal) refusals_.push_back(record.id);
  }

  AgencyId somebody() { return authors.id(below(kAgencies)); }
  RecordId one_of(const std::vector<RecordId>& ids) {
    return ids.empty() ? authors.founding.id : ids[below(ids.size())];
  }

  Statement some_statement() {
    const auto chain_number = static_cast<std::uint32_t>(1 + below(3));
    switch (below(13)) {
      case 0:
      case 1:
      case 2:
        return MemberAdd{somebody()};
      case 3:
        return MemberRemove{somebody()};
      case 4:
        return CoordinatorHandover{somebody(), chain_number};
      case 5:
        return CoordinatorReplacement{somebody(), chain_number};
      case 6:
        return Confirmation{one_of(consents_)};
      case 7:
        return Refusal{.categories = {"money"}, .recipients = {somebody()}};
      case 8:
        return Withdrawal{one_of(consents_)};
      case 9:
        return RefusalLift{one_of(refusals_)};
      case 10: {
        const auto old_one = below(kAgencies);
        return Succession{authors.id(old_one), authors.id((old_one + 1 + below(kAgencies - 1)) % kAgencies),
                          std::nullopt};
      }
      default:
        return Consent{
            .categories = {"symptoms"}, .recipients = {somebody(), somebody()}, .obtained = "verbal"};
    }
  }

  std::mt19937_64 random_;
  std::array<std::set<RecordId>, kAgencies> seen_;
  std::vector<RecordId> consents_;
  std::vector<RecordId> refusals_;
};

class LedgerProperty : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(LedgerProperty, AnyOrderDuplicationAndDelayGiveTheSameState) {
  RandomTeam team(GetParam(), 60);
  LedgerNode in_order;
  team.authors.introduce_all_to(in_order);
  for (const auto& record : team.all) ASSERT_EQ(in_order.receive(record)->arrival, Arrival::Inserted);
  const auto expected = in_order.state(team.authors.team);

  std::mt19937_64 random(GetParam() + 1000);
  for (int round = 0; round < 4; ++round) {
    LedgerNode node;
    auto arrivals = team.all;
    arrivals.insert(arrivals.end(), team.all.begin(), team.all.begin() + 20);
    std::shuffle(arrivals.begin(), arrivals.end(), random);
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
      if (i % 13 == 0 && i / 13 < RandomTeam::kAgencies) node.meet(team.authors.agencies[i / 13]);
      ASSERT_TRUE(node.receive(arrivals[i]));
      if (random() % 4 == 0) node.cache.clear();
    }
    EXPECT_EQ(node.state(team.authors.team), expected) << "seed " << GetParam() << ", round " << round;
    EXPECT_TRUE(missing_governance(node.transaction, team.authors.team).empty());
    EXPECT_EQ(node.transaction.count(Table::GovernanceWaiting, KeyRange::all()), 0U);
  }
}

TEST_P(LedgerProperty, TheStateThatAnAuthorSawDoesNotDependOnWhatCameLater) {
  RandomTeam team(GetParam(), 40);
  LedgerNode node;
  team.authors.introduce_all_to(node);
  std::map<RecordId, TeamState> states;
  for (const auto& record : team.all) {
    ASSERT_TRUE(node.receive(record));
    states[record.id] = (*node.cache.at(node.transaction, team.authors.team, {record.id}))->state;
  }
  node.cache.clear();
  for (const auto& [id, state] : states) {
    EXPECT_EQ((*node.cache.at(node.transaction, team.authors.team, {id}))->state, state);
  }
}

/// Nobody gains a permission from a refusal, a withdrawal or a leaving, wherever in the past it is said to
/// stand.
TEST_P(LedgerProperty, RestrictiveStatementsOnlyRestrict) {
  RandomTeam team(GetParam(), 40);
  LedgerNode node;
  team.authors.introduce_all_to(node);
  for (const auto& record : team.all) ASSERT_TRUE(node.receive(record));
  const auto before = node.state(team.authors.team);
  std::mt19937_64 random(GetParam());
  for (int i = 0; i < 10; ++i) {
    const auto author = random() % RandomTeam::kAgencies;
    const auto& anywhere = team.all[random() % team.all.size()].id;
    const auto leaving = team.authors.state(author, MemberRemove{team.authors.id(author)}, {anywhere});
    ASSERT_TRUE(node.receive(leaving));
  }
  const auto after = node.state(team.authors.team);
  for (const auto& member : after.members) EXPECT_TRUE(before.is_member(member));
  for (const auto& [id, consent] : after.consents) EXPECT_TRUE(before.consents.contains(id));
  for (const auto& [id, refusal] : before.refusals) {
    ASSERT_TRUE(after.refusals.contains(id));
    if (!refusal.lifted_by) EXPECT_FALSE(after.refusals.at(id).lifted_by);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, LedgerProperty, ::testing::Range<std::uint64_t>(1, 13));

}  // namespace
}  // namespace tasuki::record
