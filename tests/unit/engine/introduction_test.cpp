// Two agencies become contacts on the word of one that has met both.
#include <algorithm>

#include "core/engine/identity.hpp"
#include "core/engine/new_life.hpp"
#include "core/engine/root_key.hpp"
#include "proto/wire.pb.h"
#include "tests/unit/engine/introduced_agencies.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;
using delivery::Trust;

class Introductions : public testing::Test, protected IntroducedAgencies {
 protected:
  /// The machine is gone; another one begins with the copy.
  void restore(WorldAgency& agency, const MemoryStore& copy) {
    auto& node = agency.node();
    node.kill();
    node.store() = copy;
    node.prepare([&](Transaction& transaction) {
      const auto root_key = engine::root_key_by_passphrase(transaction, as_bytes("passphrase"));
      ASSERT_TRUE(engine::begin_new_life(transaction, node.random(), node.clock().now(), root_key.value()));
      node.set_transport_key(engine::load_identity(transaction)->transport_key.public_key());
    });
    agency.come_back();
    world.pass(3min);
  }
  /// As a copy from before it had said anything.
  static void forget_what_was_given(WorldAgency& agency, WorldAgency& one, WorldAgency& other) {
    agency.node().prepare([&](Transaction& transaction) {
      const auto& [first, second] = std::minmax(one.id(), other.id());
      transaction.erase(Table::IntroductionGiven, concat({first.bytes(), second.bytes()}));
    });
  }
};

TEST_F(Introductions, AreMadeWhenAMemberIsAdded) {
  const auto team = team_of({&hospital, &nurses});
  expect_met(team, hospital, nurses);
  const auto line = shown(nurses, hospital);
  EXPECT_EQ(line.trust(), "introduced");
  EXPECT_EQ(line.introduced_by(), office.id().str());
  EXPECT_EQ(line.introduced_by_name(), "office");
  EXPECT_FALSE(line.endpoint().empty());
  EXPECT_FALSE(line.phone().empty());
  EXPECT_EQ(shown(nurses, office).trust(), "face-to-face");
  EXPECT_EQ(outcomes(nurses), std::vector<std::string>{"taken"});
}

TEST_F(Introductions, ReachEveryMemberThatIsThereAlready) {
  const auto team = team_of({&hospital, &nurses});
  add(team, home);
  allow(team, {&hospital, &nurses, &home});
  world.pass(1min);
  expect_met(team, hospital, home);
  expect_met(team, nurses, home);
}

TEST_F(Introductions, ChangeNothingBetweenAgenciesThatHaveMet) {
  const auto before = contact(clinic, home).value();
  const auto team = team_of({&clinic, &home});
  expect_met(team, clinic, home, Trust::FaceToFace);
  const auto after = contact(clinic, home).value();
  EXPECT_TRUE(same_secret(before.pair_secret.reveal(), after.pair_secret.reveal()));
  EXPECT_EQ(shown(clinic, home).introduced_by(), "");
  EXPECT_EQ(outcomes(clinic), std::vector<std::string>{"known"});
  introduce(office, clinic, home);
  world.pass(1min);
  EXPECT_EQ(outcomes(clinic), std::vector<std::string>{"known"}) << "written down once";
}

TEST_F(Introductions, WaitForWhoIsOff) {
  nurses.node().kill();
  const auto team = team_of({&hospital, &nurses});
  EXPECT_TRUE(contact(hospital, nurses)) << "one side knows already";
  const auto early = send(team, hospital, nurses, "待っています");
  nurses.come_back();
  world.pass(2min);
  EXPECT_EQ(hospital.state_of(early, nurses), "delivered");
  expect_met(team, hospital, nurses);
}

TEST_F(Introductions, LetTwoThatNeverSpeakWriteByACarrier) {
  world.part("hospital", "nurses");
  office.node().settings().carry = true;
  office.node().kill();
  office.come_back();
  const auto team = team_of({&hospital, &nurses});
  const auto there = send(team, hospital, nurses, "退院が決まった");
  world.pass(1min);
  EXPECT_EQ(hospital.state_of(there, nurses), "delivered");
  const auto back = send(team, nurses, hospital, "訪問します");
  world.pass(1min);
  EXPECT_EQ(nurses.state_of(back, hospital), "delivered");
  EXPECT_FALSE(shown(hospital, nurses).connected());
  world.join("hospital", "nurses");
  world.pass(2min);
  expect_met(team, hospital, nurses);
}

TEST_F(Introductions, OfTwoIntroducersEndWithOneSecretInWhateverOrderTheyCome) {
  std::vector<std::pair<std::string, std::string>> order{
      {"clinic", "home"}, {"clinic", "nurses"}, {"home", "office"}, {"nurses", "office"}};
  do {
    std::string told;
    for (const auto& [one, other] : order) told += one + "-" + other + " ";
    SCOPED_TRACE(told);
    IntroducedAgencies each;
    // Not met by the clinic's visit, which is for the introduction.
    const auto team = each.team_of({&each.clinic, &each.nurses});
    for (const auto& [one, other] : order) each.world.part(one, other);
    each.add(team, each.home);
    each.allow(team, {&each.clinic, &each.nurses, &each.home});
    each.world.pass(10s);
    ASSERT_TRUE(each.introduce(each.clinic, each.nurses, each.home).has_introduced());
    EXPECT_FALSE(each.contact(each.nurses, each.home));
    for (const auto& [one, other] : order) {
      each.world.join(one, other);
      each.world.pass(2min, 5s);
    }
    each.expect_met(team, each.nurses, each.home);
    if (HasFailure()) return;
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(Introductions, GivenAnewByAnIntroducerThatForgotThemEndWithOneSecret) {
  const auto team = team_of({&hospital, &nurses});
  nurses.node().kill();
  for (int i = 0; i < 4; ++i) {
    forget_what_was_given(office, hospital, nurses);
    ASSERT_TRUE(introduce(office, hospital, nurses).has_introduced());
    world.pass(10s);
  }
  nurses.come_back();
  world.pass(3min);
  expect_met(team, hospital, nurses);
  EXPECT_EQ(outcomes(nurses), std::vector<std::string>{"taken"});
}

TEST_F(Introductions, RepeatedChangeNothing) {
  const auto team = team_of({&hospital, &nurses});
  const auto before = contact(hospital, nurses).value();
  ASSERT_TRUE(introduce(office, nurses, hospital).has_introduced());
  world.pass(1min);
  EXPECT_TRUE(same_secret(before.pair_secret.reveal(), contact(hospital, nurses)->pair_secret.reveal()));
  expect_met(team, hospital, nurses);
}

TEST_F(Introductions, AreMadeAgainForANodeThatLivesAnewFromACopyOfBefore) {
  const auto team = team_of({&nurses});
  const auto copy = nurses.node().store();
  add(team, hospital);
  allow(team, {&hospital, &nurses});
  world.pass(1min);
  expect_met(team, hospital, nurses);
  const auto lost = send(team, hospital, nurses, "コピーのあと");
  world.pass(5s);
  restore(nurses, copy);
  EXPECT_EQ(hospital.state_of(lost, nurses), "delivered");
  const auto inbox = nurses.inbox();
  EXPECT_TRUE(std::any_of(inbox.begin(), inbox.end(), [&](const auto& line) {
    return to_hex(as_bytes(line.message_id())) == lost;
  })) << "asked for from who was introduced again";
  expect_met(team, hospital, nurses);
}

TEST_F(Introductions, OutliveANewLifeOfEitherSide) {
  const auto team = team_of({&hospital, &nurses});
  restore(nurses, MemoryStore(nurses.node().store()));
  expect_met(team, hospital, nurses);
  restore(hospital, MemoryStore(hospital.node().store()));
  expect_met(team, hospital, nurses);
}

TEST_F(Introductions, OutliveANewLifeOfTheIntroducerThatHasForgottenThem) {
  const auto team = team_of({&hospital});
  const auto copy = office.node().store();
  add(team, nurses);
  allow(team, {&hospital, &nurses});
  world.pass(1min);
  restore(office, copy);
  expect_met(team, hospital, nurses);
}

TEST_F(Introductions, GiveWayToMeetingFaceToFaceAndLoseNothing) {
  const auto team = team_of({&hospital, &nurses});
  const auto before = contact(hospital, nurses).value();
  bool is_losing = true;
  world.on_frame = [&](Machine& from, Machine& to, Bytes& bytes) {
    proto::wire::Frame frame;
    frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    const bool is_theirs = from.name() != "office" && to.name() != "office";
    return !is_losing || !is_theirs || !frame.has_envelope();
  };
  const auto under_way = send(team, hospital, nurses, "途中のメッセージ");
  const auto back = send(team, nurses, hospital, "返事");
  world.pass(10s);
  EXPECT_EQ(hospital.state_of(under_way, nurses), "queued");
  hospital.pair_with(nurses);
  is_losing = false;
  world.pass(2min);
  EXPECT_EQ(hospital.state_of(under_way, nurses), "delivered");
  EXPECT_EQ(nurses.state_of(back, hospital), "delivered");
  EXPECT_EQ(nurses.inbox().size(), 1u);
  expect_met(team, hospital, nurses, Trust::FaceToFace);
  EXPECT_FALSE(same_secret(before.pair_secret.reveal(), contact(hospital, nurses)->pair_secret.reveal()));
  EXPECT_EQ(shown(hospital, nurses).introduced_by(), "");
  introduce(office, hospital, nurses);
  world.pass(1min);
  expect_met(team, hospital, nurses, Trust::FaceToFace);
}

TEST_F(Introductions, AreComparedByTheSafetyNumberLikeOthers) {
  team_of({&hospital, &nurses});
  proto::api::Request verify;
  verify.mutable_contact_verify()->set_agency(nurses.id().hex());
  verify.mutable_contact_verify()->set_safety_number(shown(nurses, hospital).safety_number());
  EXPECT_TRUE(hospital.ask(std::move(verify)).at(0).contact().verified());
  EXPECT_TRUE(shown(hospital, nurses).verified());
}

TEST_F(Introductions, AreToldToWhoeverWatches) {
  proto::api::Request watch;
  watch.mutable_watch();
  const auto watcher = nurses.post(std::move(watch));
  team_of({&hospital, &nurses});
  const auto events = nurses.answers(watcher);
  const auto told = std::find_if(events.begin(), events.end(), [](const proto::api::Response& response) {
    return response.event().event() == "introduced";
  });
  ASSERT_NE(told, events.end());
  EXPECT_EQ(told->event().agency_id(), hospital.id().str());
  EXPECT_EQ(told->event().introduced_by(), office.id().str());
}

TEST_F(Introductions, AreRefusedToWhoMayNotMakeThem) {
  const auto code = [](const proto::api::Response& response) { return response.error().code(); };
  EXPECT_EQ(code(introduce(clinic, nurses, home)), "no-shared-team");
  EXPECT_EQ(code(introduce(clinic, nurses, nurses)), "not-two-agencies");
  EXPECT_EQ(code(introduce(clinic, clinic, home)), "not-two-agencies");
  EXPECT_EQ(code(introduce(hospital, nurses, home)), "unknown-agency");
  const auto team = team_of({&hospital, &nurses, &home});
  EXPECT_EQ(code(introduce(hospital, nurses, home)), "not-face-to-face");
}

}  // namespace
}  // namespace tasuki::test
