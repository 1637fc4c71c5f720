#include <gtest/gtest.h>

#include "core/delivery/acceptance.hpp"
#include "core/delivery/contact.hpp"
#include "core/record/card_store.hpp"
#include "proto/wire.pb.h"
#include "tests/unit/engine/meeting_world.hpp"

namespace tasuki::engine {
namespace {

using namespace std::chrono_literals;
using proto::api::Request;
using test::Machine;
using test::MeetingNode;
using test::MeetingWorld;

class PairingTest : public testing::Test {
 protected:
  std::string invite(MeetingNode& node) {
    Request request;
    request.mutable_contact_invite();
    node.answers.clear();
    node.ask(request);
    world->settle();
    return node.answers.at(0).invite().code();
  }
  void accept(MeetingNode& node, const std::string& typed) {
    Request request;
    request.mutable_contact_accept()->set_code(typed);
    node.answers.clear();
    node.ask(request);
  }
  /// The outcome that the program was told: a trust, or an error's code; empty while it waits.
  static std::string outcome(const MeetingNode& node) {
    if (node.answers.empty()) return {};
    const auto& answer = node.answers.back();
    return answer.has_contact() ? answer.contact().trust() : answer.error().code();
  }
  std::string accepted(MeetingNode& node, const std::string& typed, Duration longest = 60s) {
    accept(node, typed);
    world->run_until([&] { return !node.answers.empty(); }, longest);
    return outcome(node);
  }
  static std::optional<delivery::Contact> contact(MeetingNode& node, const MeetingNode& other) {
    return node.read([&](Transaction& t) { return delivery::load_contact(t, other.agency()); });
  }
  static bool is_linked(MeetingNode& node, const MeetingNode& other) {
    return node.running() && node.desk().link_to(other.agency()).has_value();
  }
  bool are_linked() { return is_linked(*office, *hospital) && is_linked(*hospital, *office); }

  /// Contacts on both sides with one secret, a link, and nothing left of the pairing.
  void expect_met() {
    ASSERT_TRUE(are_linked());
    const auto at_office = contact(*office, *hospital);
    const auto at_hospital = contact(*hospital, *office);
    ASSERT_TRUE(at_office && at_hospital);
    EXPECT_TRUE(same_secret(at_office->pair_secret.reveal(), at_hospital->pair_secret.reveal()));
    EXPECT_FALSE(at_office->unfinished);
    EXPECT_FALSE(at_hospital->unfinished);
    EXPECT_TRUE(office->read([](Transaction& t) { return delivery::list_acceptances(t).empty(); }));
    const std::string secret = invitation ? to_string(invitation->secret.reveal()) : "";
    EXPECT_EQ(hospital->store().dump().find(secret.empty() ? "\1none" : secret), std::string::npos);
    EXPECT_EQ(world->links_up(), 1u);
  }
  void begin_world() {
    world = std::make_unique<MeetingWorld>();
    hospital = &world->add("hospital");
    office = &world->add("office");
    code = invite(*hospital);
    invitation.emplace(delivery::read_invitation_code(code).value());
  }
  void SetUp() override { begin_world(); }

  std::unique_ptr<MeetingWorld> world;
  MeetingNode* hospital = nullptr;
  MeetingNode* office = nullptr;
  std::string code;
  std::optional<delivery::Invitation> invitation;
};

TEST_F(PairingTest, AnInvitationMakesContactsOfBothAndLinksThem) {
  EXPECT_EQ(accepted(*office, code), "face-to-face");
  EXPECT_TRUE(world->run_until([&] { return are_linked(); }, 5s));
  expect_met();
  const auto known =
      office->read([&](Transaction& t) { return record::find_known_agency(t, hospital->agency()); });
  ASSERT_TRUE(known);
  EXPECT_EQ(known->card.name, "hospital");
  EXPECT_EQ(known->whereabouts->endpoints, std::vector{hospital->endpoint()});
}

TEST_F(PairingTest, ASecondNodeCannotUseASpentInvitation) {
  auto& thief = world->add("thief");
  ASSERT_EQ(accepted(*office, code), "face-to-face");
  ASSERT_TRUE(world->run_until([&] { return are_linked(); }, 5s));
  EXPECT_EQ(accepted(thief, code), "invitation-refused");
  EXPECT_FALSE(contact(*hospital, thief));
  EXPECT_FALSE(contact(thief, *hospital));
}

TEST_F(PairingTest, NorOneThatIsHalfFinishedByAnother) {
  auto& thief = world->add("thief");
  world->on_frame = [&](Machine& from, Machine&, Bytes&) { return &from != office; };
  EXPECT_EQ(accepted(*office, code), "inviter-unreachable");
  EXPECT_EQ(accepted(thief, code), "invitation-refused");
  EXPECT_FALSE(contact(*hospital, thief));
  world->on_frame = nullptr;
  EXPECT_TRUE(world->run_until([&] { return are_linked(); }, 60s));
  expect_met();
}

TEST_F(PairingTest, AnInvitationBoundToAnotherNodeIsRefusedWithItsReason) {
  auto& thief = world->add("thief");
  hospital->run([&](Turn& turn) {
    ASSERT_TRUE(delivery::bind_invitation(turn.transaction, invitation->id,
                                          office->desk().identity->transport_key.public_key(),
                                          world->clock().now()));
  });
  EXPECT_EQ(accepted(thief, code), "invitation-refused");
  EXPECT_EQ(accepted(*office, code), "face-to-face");
}

TEST_F(PairingTest, AnExpiredOneIsNamedSo) {
  world->clock().advance(24h);
  EXPECT_EQ(accepted(*office, code), "invitation-expired");
}

TEST_F(PairingTest, OneThatExpiredByTheOthersClockOnlyIsRefused) {
  // The office's code says a later time than the hospital keeps: its clock is slow.
  hospital->run([&](Turn& turn) {
    auto issued = delivery::load_issued(turn.transaction, invitation->id).value();
    issued.expires_at = world->clock().now();
    delivery::save_issued(turn.transaction, invitation->id, issued);
  });
  EXPECT_EQ(accepted(*office, code), "invitation-refused");
}

TEST_F(PairingTest, AnAlteredOrOwnOrMeaninglessCodeIsNamedSo) {
  std::string altered = code;
  altered.back() = altered.back() == '0' ? '1' : '0';
  EXPECT_EQ(accepted(*office, altered), "invitation-altered");
  EXPECT_EQ(accepted(*hospital, code), "invitation-own");
  EXPECT_EQ(accepted(*office, "hello"), "invitation-malformed");
}

TEST_F(PairingTest, AnotherNodeAtTheAddressIsAsIfNobodyWereThereAndSpoilsNothing) {
  auto& other = world->add("other");
  auto foreign = delivery::read_invitation_code(code).value();
  foreign.endpoints = {other.endpoint()};
  EXPECT_EQ(accepted(*office, delivery::invitation_code(foreign)), "inviter-unreachable");
  EXPECT_TRUE(office->read([](Transaction& t) { return delivery::list_acceptances(t).size() == 1; }));
}

TEST_F(PairingTest, AnAgencyThatCannotBeReachedIsToldAndMetLater) {
  world->is_parted = true;
  EXPECT_EQ(accepted(*office, code), "inviter-unreachable");
  EXPECT_TRUE(office->read([](Transaction& t) { return delivery::list_acceptances(t).size() == 1; }));
  world->is_parted = false;
  EXPECT_TRUE(world->run_until([&] { return are_linked(); }, 10min));
  expect_met();
}

TEST_F(PairingTest, WhatCannotBeReachedIsForgottenADayAfterItExpired) {
  world->is_parted = true;
  EXPECT_EQ(accepted(*office, code), "inviter-unreachable");
  const auto forgotten = [&] {
    return office->read([](Transaction& t) { return delivery::list_acceptances(t).empty(); });
  };
  EXPECT_FALSE(world->run_until(forgotten, 47h));
  EXPECT_TRUE(world->run_until(forgotten, 2h));
}

TEST_F(PairingTest, AcceptingTheSameCodeTwiceAnswersBoth) {
  accept(*office, code);
  Request again;
  again.mutable_contact_accept()->set_code(code);
  office->ask(again);
  world->run_until([&] { return office->answers.size() == 2; }, 10s);
  ASSERT_EQ(office->answers.size(), 2u);
  for (const auto& answer : office->answers) EXPECT_EQ(answer.contact().trust(), "face-to-face");
}

TEST_F(PairingTest, ContactsCanPairAgainAndUseTheNewSecret) {
  ASSERT_EQ(accepted(*office, code), "face-to-face");
  ASSERT_TRUE(world->run_until([&] { return are_linked(); }, 5s));
  const auto before = contact(*office, *hospital);
  const auto second = invite(*hospital);
  EXPECT_EQ(accepted(*office, second), "face-to-face");
  EXPECT_TRUE(world->run_until([&] { return are_linked(); }, 60s));
  expect_met();
  EXPECT_FALSE(same_secret(contact(*office, *hospital)->pair_secret.reveal(), before->pair_secret.reveal()));
}

TEST_F(PairingTest, ASecretThatCameApartIsRepairedByPairingOnceMore) {
  // The hospital took a late connection of the office for a newer one and replaced the secret.
  hospital->die_at({1'000'000, true, 0});
  accept(*office, code);
  ASSERT_TRUE(world->run_until([&] { return contact(*office, *hospital).has_value(); }, 10s));
  hospital->run([&](Turn& turn) {
    auto late = delivery::load_contact(turn.transaction, office->agency()).value();
    late.pair_secret = Secret<32>(Bytes(32, 7));
    late.unfinished = invitation->id;
    delivery::save_contact(turn.transaction, late);
    auto issued = delivery::load_issued(turn.transaction, invitation->id).value();
    issued.spent = false;
    issued.secret = invitation->secret.clone();
    delivery::save_issued(turn.transaction, invitation->id, issued);
  });
  office->run([&](Turn& turn) {
    auto mine = delivery::load_contact(turn.transaction, hospital->agency()).value();
    mine.unfinished = invitation->id;
    delivery::save_contact(turn.transaction, mine);
    delivery::save_acceptance(turn.transaction,
                              {delivery::read_invitation_code(code).value(), world->clock().now()});
  });
  office->kill();
  hospital->kill();
  EXPECT_TRUE(world->run_until([&] { return are_linked(); }, 2min));
  expect_met();
}

TEST_F(PairingTest, EveryLostFrameIsMadeGood) {
  for (std::size_t lost = 1;; ++lost) {
    begin_world();
    std::size_t frames = 0;
    world->on_frame = [&](Machine&, Machine&, Bytes&) { return ++frames != lost; };
    accept(*office, code);
    ASSERT_TRUE(world->run_until([&] { return are_linked(); }, 2min)) << "frame " << lost;
    expect_met();
    if (frames < lost) {
      EXPECT_EQ(lost, 6u);  // two PairHello, PairDone, two Hello
      break;
    }
  }
}

TEST_F(PairingTest, EveryAlteredGreetingIsRefused) {
  for (std::size_t altered = 1; altered <= 2; ++altered) {
    begin_world();
    std::size_t frames = 0;
    world->on_frame = [&](Machine&, Machine&, Bytes& frame) {
      if (++frames == altered) {
        proto::wire::Frame parsed;
        EXPECT_TRUE(parsed.ParseFromArray(frame.data(), static_cast<int>(frame.size())));
        (*parsed.mutable_pair_hello()->mutable_proof())[5] ^= 1;
        frame = copy(as_bytes(parsed.SerializeAsString()));
      }
      return true;
    };
    const auto told = accepted(*office, code);
    EXPECT_EQ(told, altered == 1 ? "invitation-refused" : "untrusted-hello");
    EXPECT_FALSE(contact(*office, *hospital));
  }
}

/// What the other side could say out of turn: nothing of it makes a contact.
TEST_F(PairingTest, FramesOutOfTurnEndThePairing) {
  const auto say = [&](auto fill) {
    begin_world();
    bool done = false;
    world->on_frame = [&](Machine& from, Machine&, Bytes& frame) {
      if (&from == hospital && !std::exchange(done, true)) {
        proto::wire::Frame other;
        fill(other);
        frame = copy(as_bytes(other.SerializeAsString()));
      }
      return true;
    };
    const auto told = accepted(*office, code);
    EXPECT_FALSE(contact(*office, *hospital));
    return told;
  };
  EXPECT_EQ(say([](auto& frame) { frame.mutable_pair_done(); }), "unexpected-frame");
  EXPECT_EQ(say([](auto& frame) { frame.mutable_hello(); }), "unexpected-frame");
  EXPECT_EQ(say([](auto& frame) { frame.mutable_refusal()->set_code("anything"); }), "invitation-refused");
  EXPECT_EQ(say([](auto&) {}), "unexpected-frame");
}

TEST_F(PairingTest, ACrashAtEveryCommitAndEffectOfEitherSideIsMadeGood) {
  std::size_t tried = 0;
  for (const bool at_office : {true, false}) {
    for (std::size_t commit = 1;; ++commit) {
      std::size_t effects_there = 0;
      bool beyond_the_end = false;
      for (std::size_t place = 0; !beyond_the_end && place <= effects_there + 1; ++place) {
        begin_world();
        MeetingNode& victim = at_office ? *office : *hospital;
        accept(*office, code);
        victim.die_at({commit, place == 0, place == 0 ? 0 : place - 1});
        const bool is_accepting_lost = at_office && commit == 1 && place == 0;
        const bool met = world->run_until([&] { return are_linked(); }, is_accepting_lost ? 5s : 2min);
        beyond_the_end = !victim.has_died();
        if (beyond_the_end) break;
        if (place == 1) effects_there = victim.effects_of_commits().at(commit - 1);
        ++tried;
        if (is_accepting_lost) {
          EXPECT_FALSE(met);
          continue;
        }
        ASSERT_TRUE(met) << (at_office ? "office" : "hospital") << ", commit " << commit << ", place "
                         << place;
        expect_met();
      }
      if (beyond_the_end) break;
    }
  }
  EXPECT_EQ(tried, 43u);
}

TEST_F(PairingTest, RandomCrashesOfBothSidesInAnyOrderAreMadeGood) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    begin_world();
    world->seed(seed);
    accept(*office, code);
    ASSERT_TRUE(office->step());
    test::SeededRandom chance(seed);
    int crashes = 0;
    world->on_step = [&] {
      if (crashes >= 6 || chance.below(8) != 0) return;
      MeetingNode& victim = chance.below(2) == 0 ? *office : *hospital;
      if (!victim.running()) return;
      victim.kill();
      ++crashes;
    };
    ASSERT_TRUE(world->run_until([&] { return crashes == 6 && are_linked(); }, 1h)) << "seed " << seed;
    world->run_until([] { return false; }, 60s);
    expect_met();
    if (HasFailure()) FAIL() << "seed " << seed;
  }
}

}  // namespace
}  // namespace tasuki::engine
