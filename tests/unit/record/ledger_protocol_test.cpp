// The worked examples of docs/protocol.md, section 9.
#include <gtest/gtest.h>

#include "core/record/fold.hpp"
#include "core/record/governance.hpp"
#include "core/record/succession.hpp"
#include "tests/support/protocol_document.hpp"
#include "tests/unit/record/story.hpp"

namespace tasuki::record {
namespace {

using test::protocol_example;

constexpr Time kStated = from_millis(1'771'000'000'000);

template <class AnId>
AnId id(std::uint8_t byte) {
  return *AnId::from(Bytes(32, byte));
}
std::string written(const Statement& statement, const std::vector<RecordId>& parents) {
  return to_hex(write_governance(statement, parents, kStated));
}

TEST(LedgerProtocol, APayloadOfAFoundingIsAsTheProtocolSays) {
  EXPECT_EQ(written(TeamFounding{1}, {}), protocol_example("founding"));
}

TEST(LedgerProtocol, AFoundingsIdIsItsTeams) {
  Record founding{.kind = Kind::TeamFounding,
                  .author = id<AgencyId>(0xa1),
                  .staff_certificate = id<CertificateHash>(0xa2),
                  .salt = id<Salt>(8),
                  .payload = write_governance(TeamFounding{1}, {}, kStated)};
  EXPECT_EQ(id_of(founding).hex(), protocol_example("founding-id"));
}

TEST(LedgerProtocol, APayloadOfAnAdditionIsAsTheProtocolSays) {
  EXPECT_EQ(written(MemberAdd{id<AgencyId>(0xb1)}, {id<RecordId>(0x01)}), protocol_example("member-add"));
}

TEST(LedgerProtocol, APayloadOfAConsentIsAsTheProtocolSays) {
  const Consent consent{.categories = {"sleep-meals", "symptoms"},
                        .recipients = {id<AgencyId>(0xa1), id<AgencyId>(0xb1)},
                        .from = kStated,
                        .until = from_millis(1'802'536'000'000),
                        .obtained = "written",
                        .obtained_on = from_millis(1'770'940'800'000)};
  EXPECT_EQ(written(consent, {id<RecordId>(0x02), id<RecordId>(0x03)}), protocol_example("consent"));
}

TEST(LedgerProtocol, APayloadOfASuccessionIsAsTheProtocolSays) {
  const auto key = [](std::uint8_t byte) { return crypto::SigningKey::from_seed(Bytes(32, byte)); };
  const auto old_agency = *AgencyId::from(key(0x01).public_key().bytes());
  const auto proven = prove_succession(claim_succession(old_agency, key(0x0a)), key(0x01)).value();
  EXPECT_EQ(written(proven, {id<RecordId>(0x01)}), protocol_example("succession"));
}

/// The ledger that the page tells of: record ids are 01 … 07 repeated, and stand for themselves.
class LedgerStory {
 public:
  LedgerStory() {
    say(1, 'A', TeamFounding{}, {});
    say(2, 'A', MemberAdd{agency('B')}, {1});
    say(3, 'A', MemberAdd{agency('C')}, {2});
    say(4, 'A', MemberRemove{agency('B')}, {3});
    say(5, 'B', some_refusal("C"), {3});
    say(6, 'B', some_consent("C"), {3});
    say(7, 'C', some_consent("A"), {4, 5, 6});
  }
  TeamState state() const {
    std::vector<const GovernanceRecord*> all;
    for (const auto& record : records_) all.push_back(&record);
    return fold(id<TeamId>(1), all, {});
  }

 private:
  void say(std::uint8_t number, char author, Statement statement, const std::vector<std::uint8_t>& parents) {
    GovernanceRecord record{.id = id<RecordId>(number),
                            .author = agency(author),
                            .number = {1, number},
                            .stated_at = kStated,
                            .statement = std::move(statement)};
    record.kind = kind_of(record.statement);
    for (const auto parent : parents) record.parents.push_back(id<RecordId>(parent));
    records_.push_back(std::move(record));
  }
  std::deque<GovernanceRecord> records_;
};

TEST(LedgerProtocol, TheStateOfItsLedgerIsAsTheProtocolSays) {
  const auto state = LedgerStory().state();
  Bytes members;
  for (const auto& member : state.members) append(members, member.bytes());
  EXPECT_EQ(to_hex(members), protocol_example("fold-members"));
  ASSERT_EQ(state.ignored.size(), 1u);
  EXPECT_EQ(state.ignored[0].reason, "concurrent-removal");
  EXPECT_EQ(state.ignored[0].id.hex(), protocol_example("fold-ignored"));
  ASSERT_EQ(state.refusals.size(), 1u);
  EXPECT_EQ(state.refusals.begin()->first.hex(), protocol_example("fold-refusal"));
  ASSERT_EQ(state.consents.size(), 1u);
  EXPECT_EQ(state.consents.begin()->first.hex(), protocol_example("fold-consent"));
}

}  // namespace
}  // namespace tasuki::record
