#include "core/care/arrival.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "core/base/vocabulary.hpp"
#include "core/care/notice.hpp"
#include "tests/unit/care/team_fixture.hpp"

namespace tasuki::care {
namespace {

using namespace fixture;

/// The nurses told the hospital about symptoms a minute ago, on consent 11.
struct Scene {
  record::TeamState there = team();
  record::TeamState here = team();
  Message message;
  AgencyId author = kNurses;
  bool heads_known = true;
  bool stale = false;
  bool unverified = false;
  Time now = kNow + std::chrono::minutes(1);

  Scene() {
    grant(there, 11, {"symptoms"}, {kHospital});
    grant(here, 11, {"symptoms"}, {kHospital});
    message.stated_at = kNow;
    message.categories = {"symptoms"};
    message.recipients = {{kHospital, {consent_id(11)}}};
    message.heads = {id<RecordId>(100)};
  }
  Judgement judge() const {
    return judge_arrival(
        {message, author, kHospital, heads_known ? &there : nullptr, here, stale, unverified, now});
  }
  void override_without_consent() {
    message.override_reason = "屋上にいる";
    message.recipients = {{kHospital, {}}};
    there.consents.clear();
    here.consents.clear();
  }
};

struct Row {
  const char* what;
  std::function<void(Scene&)> arrange;
  Verdict verdict;
};

const Row kRows[] = {
    {"all is well", [](Scene&) {}, Verdict::Accept},
    {"its author has taken another's place, and nobody here has verified it",
     [](Scene& s) { s.unverified = true; }, Verdict::Unverified},
    {"the same, sent to protect a life", [](Scene& s) { s.override_without_consent(), s.unverified = true; },
     Verdict::Unverified},
    {"the same, outside of consent", [](Scene& s) { s.there.consents.clear(), s.unverified = true; },
     Verdict::Violation},
    {"a head is not here yet", [](Scene& s) { s.heads_known = false; }, Verdict::MissingGovernance},
    {"a head is not here yet, and it is stale too", [](Scene& s) { s.heads_known = false, s.stale = true; },
     Verdict::MissingGovernance},
    {"there, a record cannot be judged", [](Scene& s) { s.there.decidable = false; }, Verdict::NotDecidable},
    {"here, a record cannot be judged", [](Scene& s) { s.here.decidable = false; }, Verdict::NotDecidable},
    {"the author had shown newer heads", [](Scene& s) { s.stale = true; }, Verdict::StaleHeads},
    {"there was no consent", [](Scene& s) { s.there.consents.clear(); }, Verdict::Violation},
    {"there was no consent, though there is one now",
     [](Scene& s) { s.there.consents.clear(), grant(s.here, 12, {"symptoms"}, {kHospital}); },
     Verdict::Violation},
    {"it was refused there", [](Scene& s) { refuse(s.there, 21, {"symptoms"}, {kHospital}); },
     Verdict::Violation},
    {"it says more than the consent covers", [](Scene& s) { s.message.categories.insert("money"); },
     Verdict::Violation},
    {"the consent was withdrawn there already",
     [](Scene& s) { s.there.consents.begin()->second.withdrawn_by = consent_id(31); }, Verdict::Violation},
    {"only we attested the consent",
     [](Scene& s) { s.there.consents.begin()->second.attested_by = {kHospital}; }, Verdict::Violation},
    {"the author was no member", [](Scene& s) { s.there.members.erase(kNurses); }, Verdict::Violation},
    {"we were no member", [](Scene& s) { s.there.members.erase(kHospital); }, Verdict::Violation},
    {"we are not among those it names",
     [](Scene& s) { s.message.recipients = {{kOffice, {consent_id(11)}}}; }, Verdict::Violation},
    {"it names a consent that does not cover it, though another does",
     [](Scene& s) {
       grant(s.there, 12, {"money"}, {kHospital});
       s.message.recipients = {{kHospital, {consent_id(12)}}};
     },
     Verdict::Violation},
    {"it names a consent that nobody knows",
     [](Scene& s) { s.message.recipients = {{kHospital, {consent_id(77)}}}; }, Verdict::Violation},
    {"the consent is withdrawn now",
     [](Scene& s) { s.here.consents.begin()->second.withdrawn_by = consent_id(31); }, Verdict::EndedInFlight},
    {"it is refused now", [](Scene& s) { refuse(s.here, 21, {"symptoms"}, {kHospital}); },
     Verdict::EndedInFlight},
    {"its author was removed meanwhile", [](Scene& s) { s.here.members.erase(kNurses); },
     Verdict::EndedInFlight},
    {"the consent was replaced by another",
     [](Scene& s) {
       s.here.consents.begin()->second.withdrawn_by = consent_id(31);
       grant(s.here, 12, {"symptoms"}, {kHospital});
     },
     Verdict::Accept},
    {"the period ended on the way",
     [](Scene& s) {
       for (auto* state : {&s.there, &s.here}) state->consents.begin()->second.until = kNow + kMs;
     },
     Verdict::EndedInFlight},
    {"the period had ended before it was sent",
     [](Scene& s) {
       for (auto* state : {&s.there, &s.here}) state->consents.begin()->second.until = kNow;
     },
     Verdict::Violation},
    {"our clock is slow and the period, for us, has not begun",
     [](Scene& s) {
       for (auto* state : {&s.there, &s.here}) state->consents.begin()->second.from = kNow;
       s.now = kNow - std::chrono::minutes(40);
     },
     Verdict::Accept},
    {"it claims a time far ahead, for a consent that has not begun",
     [](Scene& s) {
       for (auto* state : {&s.there, &s.here}) state->consents.begin()->second.from = kNow;
       s.now = kNow - kClockTolerance - kMs;
     },
     Verdict::EndedInFlight},
    {"an override without any consent", [](Scene& s) { s.override_without_consent(); },
     Verdict::AcceptOverride},
    {"an override against a refusal",
     [](Scene& s) { s.override_without_consent(), refuse(s.here, 21, {"symptoms"}, {kHospital}); },
     Verdict::AcceptOverride},
    {"an override in which our part has consent", [](Scene& s) { s.message.override_reason = "急変"; },
     Verdict::Accept},
    {"an override in which our part's consent ended on the way",
     [](Scene& s) {
       s.message.override_reason = "急変";
       s.here.consents.clear();
     },
     Verdict::AcceptOverride},
    {"an override by a stranger", [](Scene& s) { s.override_without_consent(), s.author = kStranger; },
     Verdict::Violation},
    {"an override by somebody removed meanwhile",
     [](Scene& s) { s.override_without_consent(), s.here.members.erase(kNurses); }, Verdict::EndedInFlight},
    {"an override on stale heads", [](Scene& s) { s.override_without_consent(), s.stale = true; },
     Verdict::StaleHeads},
    {"an override whose heads are not here",
     [](Scene& s) { s.override_without_consent(), s.heads_known = false; }, Verdict::MissingGovernance},
};

TEST(Arrival, IsJudgedAsTheTableSays) {
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.what);
    Scene scene;
    row.arrange(scene);
    const auto judgement = scene.judge();
    EXPECT_EQ(judgement.verdict, row.verdict) << held_reason_code(judgement.verdict);
    EXPECT_EQ(judgement.decision.recipient, kHospital);
    if (judgement.verdict == Verdict::Accept) EXPECT_TRUE(judgement.decision.permitted);
    if (!is_accepted(judgement.verdict)) EXPECT_FALSE(judgement.decision.permitted);
  }
}

TEST(Arrival, AViolationNamesWhatWasMissing) {
  Scene scene;
  scene.message.categories.insert("money");
  EXPECT_THAT(scene.judge().decision.missing, testing::ElementsAre("money"));
}

TEST(Arrival, EveryReasonToHoldHasItsWordAndOnlyTheRightOnesAreReported) {
  const struct {
    Verdict verdict;
    std::optional<HoldReason> reported;
  } rows[] = {
      {Verdict::Violation, HoldReason::Violation},
      {Verdict::StaleHeads, HoldReason::StaleHeads},
      {Verdict::EndedInFlight, HoldReason::EndedInFlight},
      {Verdict::MissingGovernance, std::nullopt},
      {Verdict::NotDecidable, std::nullopt},
      {Verdict::Unverified, std::nullopt},
  };
  for (const auto& row : rows) {
    EXPECT_TRUE(vocabulary::is_known(vocabulary::List::HeldReason, held_reason_code(row.verdict)));
    EXPECT_EQ(hold_reason(row.verdict), row.reported);
  }
  EXPECT_EQ(held_reason_code(Verdict::Accept), "");
  EXPECT_FALSE(hold_reason(Verdict::AcceptOverride));
  EXPECT_TRUE(concerns_coordinator(HoldReason::StaleHeads));
  EXPECT_FALSE(concerns_coordinator(HoldReason::EndedInFlight));
}

}  // namespace
}  // namespace tasuki::care
