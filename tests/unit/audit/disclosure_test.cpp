#include "core/audit/disclosure.hpp"

#include <gmock/gmock.h>

#include "tests/unit/audit/office_fixture.hpp"

namespace tasuki::audit {
namespace {

using namespace fixture;
using care::ReceiptState;
using testing::ElementsAre;
using testing::IsEmpty;

Disclosure disclosure(std::uint8_t message, std::uint8_t team, std::uint8_t to, Time at) {
  return {id<RecordId>(message),
          id<TeamId>(team),
          id<AgencyId>(to),
          {"symptoms"},
          "consent",
          {id<RecordId>(11)},
          at};
}

/// The messages' numbers, in the order of the list.
std::vector<int> listed(Transaction& transaction, const DisclosureFilter& filter) {
  std::vector<int> numbers;
  for (const auto& line : disclosures(transaction, filter))
    numbers.push_back(line.disclosure.message.bytes()[0]);
  return numbers;
}

TEST(Disclosures, AreListedOldestFirstAndFiltered) {
  test::MemoryStore store;
  auto& transaction = store.begin();
  const auto hour = std::chrono::hours(1);
  record_disclosure(transaction, disclosure(3, 1, 1, kNow));
  record_disclosure(transaction, disclosure(1, 1, 2, kNow + hour));
  record_disclosure(transaction, disclosure(2, 2, 1, kNow + 2 * hour));
  EXPECT_THAT(listed(transaction, {}), ElementsAre(3, 1, 2));
  EXPECT_THAT(listed(transaction, {.team = id<TeamId>(1)}), ElementsAre(3, 1));
  EXPECT_THAT(listed(transaction, {.to = id<AgencyId>(1)}), ElementsAre(3, 2));
  EXPECT_THAT(listed(transaction, {.since = kNow + hour}), ElementsAre(1, 2));
  EXPECT_THAT(listed(transaction, {.until = kNow + hour}), ElementsAre(3));
  EXPECT_THAT(listed(transaction, {.team = id<TeamId>(2), .to = id<AgencyId>(2)}), IsEmpty());
}

TEST(Disclosures, ComeBackAsTheyWereWritten) {
  test::MemoryStore store;
  auto& transaction = store.begin();
  auto written = disclosure(1, 2, 3, kNow);
  written.categories = {"medication", "symptoms"};
  written.consents = {id<RecordId>(11), id<RecordId>(12)};
  record_disclosure(transaction, written);
  const auto line = disclosures(transaction, {}).at(0);
  EXPECT_EQ(line.disclosure.to, id<AgencyId>(3));
  EXPECT_EQ(line.disclosure.team, id<TeamId>(2));
  EXPECT_EQ(line.disclosure.categories, written.categories);
  EXPECT_EQ(line.disclosure.consents, written.consents);
  EXPECT_EQ(line.disclosure.legal_basis, "consent");
  EXPECT_EQ(line.disclosure.sent_at, kNow);
  EXPECT_EQ(line.state, "queued");
  EXPECT_FALSE(line.delivered_at || line.opened_at || line.opened_by);
}

TEST(Disclosures, SayWhenItArrivedAndWhoOpenedIt) {
  ExportingTrail trail;
  const auto line = disclosures(trail.transaction, {}).at(0);
  EXPECT_EQ(line.delivered_at, kNow + ExportingTrail::minute);
  EXPECT_EQ(line.opened_at, kNow + 2 * ExportingTrail::minute);
  EXPECT_EQ(line.opened_by, trail.them.staff);
  EXPECT_EQ(line.opened_by_name, "田中はるか");
  EXPECT_EQ(line.state, "opened");
}

TEST(Disclosures, ShowTheFurthestStateOfThatRecipientAlone) {
  ExportingTrail trail;
  trail.them.receipt(trail.transaction, trail.random, id<RecordId>(1), ReceiptState::Declined, kNow, 9);
  trail.us.receipt(trail.transaction, trail.random, id<RecordId>(2), ReceiptState::Closed, kNow, 9);
  const auto lines = disclosures(trail.transaction, {});
  EXPECT_EQ(lines.at(0).state, "declined");
  EXPECT_EQ(lines.at(1).state, "opened");
}

TEST(Disclosures, WhatNeverWentOutIsNone) {
  test::MemoryStore store;
  auto& transaction = store.begin();
  record_disclosure(transaction, disclosure(1, 1, 1, kNow));
  record_disclosure(transaction, disclosure(1, 1, 2, kNow));
  forget_disclosure(transaction, id<RecordId>(1), id<AgencyId>(1));
  const auto lines = disclosures(transaction, {});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].disclosure.to, id<AgencyId>(2));
}

TEST(Disclosures, LoseNothingWhenAReceiptsContentIsDeleted) {
  ExportingTrail trail;
  record::bury_record(trail.transaction, trail.opened[0], kNow);
  const auto line = disclosures(trail.transaction, {}).at(0);
  EXPECT_EQ(line.state, "opened");
  EXPECT_FALSE(line.opened_at);
}

}  // namespace
}  // namespace tasuki::audit
