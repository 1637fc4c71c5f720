#include <gtest/gtest.h>

#include "core/audit/heads_file.hpp"
#include "core/audit/held_heads.hpp"
#include "tests/unit/audit/office_fixture.hpp"

namespace tasuki::audit {
namespace {

using namespace fixture;

/// A trail that some of many offices are shown at random moments. At some point its owner, who has the node
/// key, changes it and signs it anew. Whatever was witnessed before that and lies behind it does not fit any
/// more; whatever does not, does.
class ManyOffices : public testing::TestWithParam<std::uint64_t> {
 protected:
  ManyOffices() {
    for (int i = 0; i < 8; ++i) offices_.emplace_back(random_, "office " + std::to_string(i));
    for (const auto& office : offices_) office.introduce_to(transaction_);
  }
  std::uint64_t pick(std::uint64_t below) { return random_.id<Id<struct PickTag>>().bytes()[0] % below; }
  Moment moment() const { return {kNow, 1}; }
  const Office& owner() const { return offices_.front(); }

  void grow() {
    for (auto more = 1 + pick(6); more > 0; --more)
      append(transaction_, random_, moment(), login(id<StaffId>(static_cast<std::uint8_t>(pick(256)))));
    sign_head(transaction_, owner().agency, moment(), owner().node);
  }
  void witness() {
    const auto head = *newest_signed_head(transaction_);
    held_.push_back({*read_head(head), offices_[1 + pick(7)].agency});
  }
  void take_away_from(std::uint64_t number) {
    for (const auto table : {Table::Audit, Table::AuditHead}) {
      for (std::uint64_t n = tail(transaction_).number + 64; n >= number; --n)
        transaction_.erase(table, key_of(n));
    }
    transaction_.erase(Table::Node, as_bytes("audit-tail"));
  }
  Report check() {
    Bytes file;
    export_trail(transaction_, owner().agency, moment(), owner().node,
                 [&](ByteView piece) { tasuki::append(file, piece); });
    return check_export(file, held_).report;
  }

  test::SeededRandom random_{GetParam()};
  test::MemoryStore store_;
  Transaction& transaction_ = store_.begin();
  std::vector<Office> offices_;
  std::vector<WitnessedHead> held_;
};

TEST_P(ManyOffices, FindWhatWasDoneToATrailAndAccuseNobodyOtherwise) {
  for (int round = 0; round < 12; ++round) {
    grow();
    if (pick(3) != 0) witness();
  }
  ASSERT_EQ(said(check()), "ok") << "seed " << GetParam();
  const std::uint64_t end = tail(transaction_).number;
  const std::uint64_t place = 1 + pick(end);
  take_away_from(place);
  const bool goes_on = pick(2) == 0;
  if (goes_on) {
    while (tail(transaction_).number < end) grow();
  }
  sign_head(transaction_, owner().agency, moment(), owner().node);

  std::uint64_t agreed = 0;
  bool is_contradicted = false;
  for (const auto& one : held_) {
    if (one.head.number < place) agreed = std::max(agreed, one.head.number);
    is_contradicted = is_contradicted || one.head.number >= place;
  }
  const auto report = check();
  EXPECT_EQ(report.ok(), !is_contradicted) << "seed " << GetParam() << ": " << said(report);
  EXPECT_EQ(report.witnessed_up_to(), agreed) << "seed " << GetParam();
  if (!is_contradicted) return;
  EXPECT_EQ(said(report), goes_on ? "witnessed-rewritten " + std::to_string(agreed + 1)
                                  : "witnessed-missing " + std::to_string(place))
      << "seed " << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Seeds, ManyOffices, testing::Range<std::uint64_t>(1, 120));

}  // namespace
}  // namespace tasuki::audit
