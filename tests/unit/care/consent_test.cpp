#include "core/care/consent.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "core/base/vocabulary.hpp"
#include "tests/support/protocol_document.hpp"
#include "tests/unit/care/team_fixture.hpp"

namespace tasuki::care {
namespace {

using namespace fixture;
using testing::ElementsAre;
using testing::IsEmpty;

Decision decide_for(const record::TeamState& state, const AgencyId& recipient, Categories categories,
                    Time time = kNow, const AgencyId& sender = kNurses) {
  const auto decisions = decide(state, {sender, {recipient}, std::move(categories), "care", time});
  EXPECT_EQ(decisions.size(), 1u);
  return decisions.at(0);
}

/// One row: what is so in the team, and what follows for symptoms and medication from the nurses to the
/// hospital.
struct Row {
  const char* what;
  std::function<void(record::TeamState&)> arrange;
  bool permitted;
  std::vector<RecordId> consents;
  std::vector<std::string> missing;
  std::optional<DenyReason> reason;
};

const Categories kBoth{"medication", "symptoms"};
const std::vector<std::string> kBothMissing{"medication", "symptoms"};

/// `hospital` is `old_one` under another root key.
void succeed(record::TeamState& team, const AgencyId& old_one, const AgencyId& new_one, bool stands = true) {
  const auto id = consent_id(50);
  team.successions[id] = {id, old_one, new_one, true, stands};
}

const Row kRows[] = {
    {"a consent for the agency that it continues",
     [](auto& team) {
       grant(team, 11, kBoth, {kActivity});
       succeed(team, kActivity, kHospital);
     },
     true,
     {consent_id(11)},
     {},
     {}},
    {"a consent for an agency that two are said to continue",
     [](auto& team) {
       grant(team, 11, kBoth, {kActivity});
       succeed(team, kActivity, kHospital, false);
     },
     false,
     {},
     kBothMissing,
     DenyReason::NoConsent},
    {"a consent for the agency that continues it",
     [](auto& team) {
       grant(team, 11, kBoth, {kActivity});
       succeed(team, kHospital, kActivity);
     },
     false,
     {},
     kBothMissing,
     DenyReason::NoConsent},
    {"only the agency that it continues attests it",
     [](auto& team) {
       grant(team, 11, kBoth, {kHospital}).attested_by = {kActivity};
       succeed(team, kActivity, kHospital, false);
     },
     false,
     {},
     kBothMissing,
     DenyReason::Unconfirmed},
    {"the agency that it continues is refused",
     [](auto& team) {
       grant(team, 11, kBoth, {kHospital});
       refuse(team, 21, kBoth, {kActivity});
       succeed(team, kActivity, kHospital, false);
     },
     false,
     {},
     kBothMissing,
     DenyReason::Refused},
    {"nothing was said", [](auto&) {}, false, {}, kBothMissing, DenyReason::NoConsent},
    {"one consent covers both",
     [](auto& team) { grant(team, 11, kBoth, {kHospital}); },
     true,
     {consent_id(11)},
     {},
     {}},
    {"two consents cover them together",
     [](auto& team) {
       grant(team, 12, {"symptoms"}, {kHospital});
       grant(team, 11, {"medication", "money"}, {kHospital, kOffice});
     },
     true,
     {consent_id(11), consent_id(12)},
     {},
     {}},
    {"a wide consent is taken instead of two narrow ones",
     [](auto& team) {
       grant(team, 11, {"symptoms"}, {kHospital});
       grant(team, 12, {"medication"}, {kHospital});
       grant(team, 13, kBoth, {kHospital});
     },
     true,
     {consent_id(13)},
     {},
     {}},
    {"of equal consents the smallest id is taken",
     [](auto& team) {
       grant(team, 12, kBoth, {kHospital});
       grant(team, 11, kBoth, {kHospital});
     },
     true,
     {consent_id(11)},
     {},
     {}},
    {"only one category is covered",
     [](auto& team) { grant(team, 11, {"symptoms"}, {kHospital}); },
     false,
     {},
     {"medication"},
     DenyReason::NoConsent},
    {"the consent is for somebody else",
     [](auto& team) { grant(team, 11, kBoth, {kActivity}); },
     false,
     {},
     kBothMissing,
     DenyReason::NoConsent},
    {"the consent is for another purpose",
     [](auto& team) { grant(team, 11, kBoth, {kHospital}).purpose = "research"; },
     false,
     {},
     kBothMissing,
     DenyReason::NoConsent},
    {"the consent was withdrawn",
     [](auto& team) { grant(team, 11, kBoth, {kHospital}).withdrawn_by = consent_id(99); },
     false,
     {},
     kBothMissing,
     DenyReason::NoConsent},
    {"only the recipient itself attests it",
     [](auto& team) { grant(team, 11, kBoth, {kHospital}).attested_by = {kHospital}; },
     false,
     {},
     kBothMissing,
     DenyReason::Unconfirmed},
    {"nobody attests it any more",
     [](auto& team) { grant(team, 11, kBoth, {kHospital}).attested_by = {}; },
     false,
     {},
     kBothMissing,
     DenyReason::Unconfirmed},
    {"one category rests on the recipient's own word",
     [](auto& team) {
       grant(team, 11, {"symptoms"}, {kHospital});
       grant(team, 12, {"medication"}, {kHospital}).attested_by = {kHospital};
     },
     false,
     {},
     {"medication"},
     DenyReason::Unconfirmed},
    {"another agency alone attests it",
     [](auto& team) { grant(team, 11, kBoth, {kHospital}).attested_by = {kNeighbour}; },
     true,
     {consent_id(11)},
     {},
     {}},
    {"the sender alone attests it",
     [](auto& team) { grant(team, 11, kBoth, {kHospital}).attested_by = {kNurses}; },
     true,
     {consent_id(11)},
     {},
     {}},
    {"one category is refused",
     [](auto& team) {
       grant(team, 11, kBoth, {kHospital});
       refuse(team, 21, {"symptoms", "money"}, {kHospital, kActivity});
     },
     false,
     {},
     {"symptoms"},
     DenyReason::Refused},
    {"a refusal and a gap are both named",
     [](auto& team) {
       grant(team, 11, {"symptoms"}, {kHospital});
       refuse(team, 21, {"symptoms"}, {kHospital});
     },
     false,
     {},
     kBothMissing,
     DenyReason::Refused},
    {"the refusal is lifted",
     [](auto& team) {
       grant(team, 11, kBoth, {kHospital});
       refuse(team, 21, kBoth, {kHospital}).lifted_by = consent_id(31);
     },
     true,
     {consent_id(11)},
     {},
     {}},
    {"the refusal concerns somebody else",
     [](auto& team) {
       grant(team, 11, kBoth, {kHospital});
       refuse(team, 21, kBoth, {kActivity});
     },
     true,
     {consent_id(11)},
     {},
     {}},
    {"the refusal concerns something else",
     [](auto& team) {
       grant(team, 11, kBoth, {kHospital});
       refuse(team, 21, {"money"}, {kHospital});
     },
     true,
     {consent_id(11)},
     {},
     {}},
    {"the recipient is no member",
     [](auto& team) {
       grant(team, 11, kBoth, {kHospital});
       team.members.erase(kHospital);
     },
     false,
     {},
     kBothMissing,
     DenyReason::NotAMember},
    {"the sender is no member",
     [](auto& team) {
       grant(team, 11, kBoth, {kHospital});
       team.members.erase(kNurses);
     },
     false,
     {},
     kBothMissing,
     DenyReason::NotAMember},
    {"a record cannot be judged",
     [](auto& team) {
       grant(team, 11, kBoth, {kHospital});
       team.decidable = false;
     },
     false,
     {},
     kBothMissing,
     DenyReason::NotDecidable},
    {"not decidable outranks not a member outranks refused",
     [](auto& team) {
       refuse(team, 21, kBoth, {kHospital});
       team.members.erase(kHospital);
       team.decidable = false;
     },
     false,
     {},
     kBothMissing,
     DenyReason::NotDecidable},
};

TEST(Consent, ASuccessorThatNobodyHasVerifiedGetsNothing) {
  auto state = team();
  grant(state, 11, {"symptoms"}, {kHospital});
  Question question{kNurses, {kHospital}, {"symptoms"}, "care", kNow, {kHospital}};
  const auto decision = decide(state, question).at(0);
  EXPECT_FALSE(decision.permitted);
  EXPECT_EQ(decision.reason, DenyReason::Unverified);
  question.unverified.clear();
  EXPECT_TRUE(decide(state, question).at(0).permitted);
}

TEST(Consent, IsDecidedAsTheTableSays) {
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.what);
    auto state = team();
    row.arrange(state);
    const auto decision = decide_for(state, kHospital, kBoth);
    EXPECT_EQ(decision.permitted, row.permitted);
    EXPECT_EQ(decision.consents, row.consents);
    EXPECT_EQ(decision.missing, row.missing);
    EXPECT_EQ(decision.reason, row.reason);
  }
}

TEST(Consent, PeriodsIncludeTheirBeginningAndNotTheirEnd) {
  auto state = team();
  auto& consent = grant(state, 11, {"symptoms"}, {kHospital});
  consent.from = kNow;
  consent.until = kNow + std::chrono::hours(1);
  const struct {
    Time at;
    bool permitted;
  } edges[] = {
      {kNow - kMs, false},     {kNow, true},
      {kNow + kMs, true},      {*consent.until - kMs, true},
      {*consent.until, false}, {*consent.until + kMs, false},
  };
  for (const auto& edge : edges) {
    EXPECT_EQ(decide_for(state, kHospital, {"symptoms"}, edge.at).permitted, edge.permitted)
        << to_rfc3339(edge.at);
  }
}

TEST(Consent, WithoutAnEndLasts) {
  auto state = team();
  grant(state, 11, {"symptoms"}, {kHospital});
  EXPECT_TRUE(decide_for(state, kHospital, {"symptoms"}, kNow + std::chrono::hours(24 * 365 * 50)).permitted);
}

TEST(Consent, TwoPeriodsOfWhichOneIsOverDoNotAddUp) {
  auto state = team();
  grant(state, 11, {"symptoms"}, {kHospital}).until = kNow;
  grant(state, 12, {"medication"}, {kHospital});
  EXPECT_THAT(decide_for(state, kHospital, kBoth).missing, ElementsAre("symptoms"));
  EXPECT_TRUE(decide_for(state, kHospital, kBoth, kNow - kMs).permitted);
}

TEST(Consent, ARefusalHasNoPeriod) {
  auto state = team();
  grant(state, 11, {"symptoms"}, {kHospital});
  refuse(state, 21, {"symptoms"}, {kHospital}).stated_at = kNow + std::chrono::hours(1);
  EXPECT_EQ(decide_for(state, kHospital, {"symptoms"}).reason, DenyReason::Refused);
}

TEST(Consent, TheSameConsentCountsForOneRecipientAndNotForItsOnlyWitness) {
  auto state = team();
  grant(state, 11, {"symptoms"}, {kHospital, kOffice}).attested_by = {kHospital};
  const auto decisions = decide(state, {kNurses, {kHospital, kOffice}, {"symptoms"}, "care", kNow});
  ASSERT_EQ(decisions.size(), 2u);
  EXPECT_EQ(decisions[0].recipient, kHospital);
  EXPECT_EQ(decisions[0].reason, DenyReason::Unconfirmed);
  EXPECT_EQ(decisions[1].recipient, kOffice);
  EXPECT_TRUE(decisions[1].permitted);
}

TEST(Consent, NothingAskedIsNothingPermitted) {
  auto state = team();
  grant(state, 11, {"symptoms"}, {kHospital});
  const auto decision = decide_for(state, kHospital, {});
  EXPECT_FALSE(decision.permitted);
  EXPECT_THAT(decision.missing, IsEmpty());
  EXPECT_TRUE(decide(state, {kNurses, {}, {"symptoms"}, "care", kNow}).empty());
}

TEST(Consent, AnUnknownCategoryIsDenied) {
  auto state = team();
  grant(state, 11, {"symptoms"}, {kHospital});
  EXPECT_THAT(decide_for(state, kHospital, {"symptoms", "zodiac"}).missing, ElementsAre("zodiac"));
}

TEST(Consent, EveryReasonHasItsWord) {
  for (const auto reason : {DenyReason::NoConsent, DenyReason::Unverified, DenyReason::Unconfirmed,
                            DenyReason::Refused, DenyReason::NotAMember, DenyReason::NotDecidable}) {
    EXPECT_TRUE(vocabulary::is_known(vocabulary::List::DenyReason, deny_reason_code(reason)));
  }
}

TEST(Consent, ItsStateIsNamed) {
  auto state = team();
  auto& consent = grant(state, 11, {"symptoms"}, {kHospital});
  consent.until = kNow + kMs;
  EXPECT_EQ(consent_state_code(consent, kNow), "active");
  EXPECT_EQ(consent_state_code(consent, *consent.until), "ended");
  EXPECT_EQ(consent_state_code(consent, consent.from - kMs), "not-yet");
  consent.attested_by = {kHospital};
  EXPECT_EQ(consent_state_code(consent, kNow), "unconfirmed");
  consent.withdrawn_by = consent_id(31);
  EXPECT_EQ(consent_state_code(consent, kNow), "withdrawn");
}

/// The worked example of docs/protocol.md, section 10.1.
TEST(Decide, ReliesOnTheConsentsOfTheDocument) {
  auto state = team();
  grant(state, 0x0a, {"medication"}, {kHospital});
  grant(state, 0x0b, {"sleep-meals", "symptoms"}, {kHospital});
  grant(state, 0x0c, {"medication", "symptoms"}, {kHospital});
  const auto decision = decide_for(state, kHospital, {"medication", "sleep-meals", "symptoms"});
  Bytes relied_on;
  for (const auto& consent : decision.consents) append(relied_on, consent.bytes());
  EXPECT_EQ(to_hex(relied_on), test::protocol_example("decision-consents"));
}

}  // namespace
}  // namespace tasuki::care
