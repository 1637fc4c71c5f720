#include <gtest/gtest.h>

#include <algorithm>

#include "core/audit/trail.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/links/peers.hpp"
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

/// Two agencies that are contacts and linked.
class ContactLinkTest : public testing::Test {
 protected:
  void SetUp() override {
    Request invite;
    invite.mutable_contact_invite();
    hospital.ask(invite);
    world.settle();
    Request accept;
    accept.mutable_contact_accept()->set_code(hospital.answers.at(0).invite().code());
    office.ask(accept);
    ASSERT_TRUE(world.run_until([&] { return are_linked(); }, 30s));
    office.answers.clear();
    hospital.answers.clear();
  }
  bool is_linked(MeetingNode& node, const MeetingNode& other) {
    return node.running() && node.desk().link_to(other.agency()).has_value();
  }
  bool are_linked() { return is_linked(office, hospital) && is_linked(hospital, office); }
  proto::api::Response ask(MeetingNode& node, Request request) {
    node.answers.clear();
    node.ask(std::move(request));
    world.settle();
    return node.answers.at(0);
  }
  proto::api::ContactAnswer show(MeetingNode& node, const std::string& agency) {
    Request request;
    request.mutable_contact_show()->set_agency(agency);
    return ask(node, request).contact();
  }
  std::vector<std::string> audited(MeetingNode& node) {
    return node.read([](Transaction& t) {
      std::vector<std::string> kinds;
      for (std::uint64_t number = 1; number <= audit::tail(t).number; ++number) {
        kinds.push_back(audit::find_entry(t, number)->entry.kind);
      }
      return kinds;
    });
  }

  MeetingWorld world;
  MeetingNode& hospital = world.add("hospital");
  MeetingNode& office = world.add("office");
};

TEST_F(ContactLinkTest, BothEndsKeepOneLinkForHours) {
  world.run_until([] { return false; }, 3h);
  EXPECT_TRUE(are_linked());
  EXPECT_EQ(world.links_up(), 1u);
}

TEST_F(ContactLinkTest, ALinkThatIsCutComesBackWithinSeconds) {
  for (int i = 0; i < 5; ++i) {
    world.cut_all_links();
    world.settle();
    EXPECT_FALSE(are_linked());
    EXPECT_TRUE(world.run_until([&] { return are_linked(); }, 5s));
  }
  world.run_until([] { return false; }, 1min);
  EXPECT_EQ(world.links_up(), 1u);
}

TEST_F(ContactLinkTest, ALongAbsenceIsMetAtOnceWhenThePeerComesUp) {
  world.is_parted = true;
  world.cut_all_links();
  world.run_until([] { return false; }, 11h);
  world.is_parted = false;
  office.kill();
  EXPECT_TRUE(world.run_until([&] { return are_linked(); }, 3s));
}

TEST_F(ContactLinkTest, APeerThatSaysNothingIsDroppedAfterFortySeconds) {
  world.on_frame = [](Machine&, Machine&, Bytes& frame) {
    frame.clear();
    frame.push_back(0xff);  // no frame at all
    return true;
  };
  world.run_until([&] { return !is_linked(office, hospital); }, 41s);
  EXPECT_FALSE(is_linked(office, hospital));
}

TEST_F(ContactLinkTest, NewEndpointsArriveWithTheNextGreeting) {
  hospital.run([&](Turn& turn) {
    publish_endpoints(turn.transaction, *turn.desk.identity, {hospital.endpoint(), "192.0.2.9:7710"}).value();
  });
  world.cut_all_links();
  ASSERT_TRUE(world.run_until([&] { return are_linked(); }, 5s));
  EXPECT_EQ(show(office, "hospital").endpoint().size(), 2);
}

TEST_F(ContactLinkTest, AStrangersHelloWithoutAContactIsClosed) {
  auto& stranger = world.add("stranger");
  stranger.run([&](Turn& turn) {
    // It knows the hospital's card, but shares no secret.
    turn.effects.push_back(Dial{hospital.agency(),
                                LinkMode::Contact,
                                {hospital.endpoint()},
                                hospital.desk().identity->transport_key.public_key(),
                                Secret<32>(),
                                std::nullopt});
  });
  world.settle();
  EXPECT_FALSE(is_linked(hospital, stranger));
  EXPECT_EQ(world.links_up(), 1u);
}

TEST_F(ContactLinkTest, AnOldCopyOfAPeerIsTurnedAway) {
  // The office learnt from elsewhere that the hospital lives its second life.
  const auto admin = hospital.read([&](Transaction& t) { return list_staff(t).front(); });
  const auto key = MeetingNode::administrator_key().key.clone();
  const auto root =
      crypto::SigningKey::from_seed(crypto::unwrap(key, kRootKeyWrap, *admin.root_key).value().reveal());
  office.run([&](Turn& turn) {
    auto card = record::find_known_agency(turn.transaction, hospital.agency())->card;
    card.incarnation.number = 2;
    card.incarnation.node_key = crypto::SigningKey::generate(office.random()).public_key();
    ASSERT_TRUE(record::keep_card(turn.transaction, record::sign_card(card, root).value()));
  });
  world.cut_all_links();
  EXPECT_FALSE(world.run_until([&] { return is_linked(office, hospital); }, 1min));
  EXPECT_EQ(last_link_error(office.desk(), hospital.agency()), "outdated-card");
}

TEST_F(ContactLinkTest, WatchersHearThatAPeerIsGone) {
  Request watch;
  office.desk().watchers.add({ClientId{5}, 1});
  world.is_parted = true;
  world.cut_all_links();
  world.settle();
  ASSERT_FALSE(office.answers.empty());
  EXPECT_EQ(office.answers.back().event().event(), "peer-down");
  EXPECT_EQ(office.answers.back().event().agency_id(), hospital.agency().str());
}

TEST_F(ContactLinkTest, AfterACommitThatFailedEveryLinkIsMadeAnew) {
  office.run([&](Turn& turn) { open_links(turn.desk, turn.transaction); });
  EXPECT_FALSE(is_linked(office, hospital));
  EXPECT_TRUE(world.run_until([&] { return are_linked(); }, 5s));
  world.run_until([] { return false; }, 1min);
  EXPECT_EQ(world.links_up(), 1u);
}

TEST_F(ContactLinkTest, PingIsAnsweredByItsNumber) {
  std::optional<std::uint64_t> answered;
  world.on_frame = [&](Machine& from, Machine&, Bytes& bytes) {
    proto::wire::Frame frame;
    frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    if (&from == &hospital && frame.has_pong()) answered = frame.pong().number();
    return true;
  };
  proto::wire::Frame ping;
  ping.mutable_ping()->set_number(4711);
  office.run([&](Turn& turn) {
    turn.effects.push_back(
        SendFrame{*turn.desk.link_to(hospital.agency()), copy(as_bytes(ping.SerializeAsString()))});
  });
  world.settle();
  EXPECT_EQ(answered, 4711u);
}

TEST_F(ContactLinkTest, ShowSaysWhoItIsAndBothSeeOneSafetyNumber) {
  const auto at_office = show(office, "hospital");
  EXPECT_EQ(at_office.agency_id(), hospital.agency().str());
  EXPECT_EQ(at_office.kind(), "psychiatric-hospital");
  EXPECT_EQ(at_office.trust(), "face-to-face");
  EXPECT_FALSE(at_office.verified());
  EXPECT_TRUE(at_office.connected());
  ASSERT_EQ(at_office.phone().size(), 1);
  EXPECT_EQ(at_office.phone(0).number(), "03-0000-0001");
  EXPECT_EQ(at_office.safety_number(), show(hospital, office.agency().hex().substr(0, 8)).safety_number());
  EXPECT_EQ(at_office.safety_number().size(), 71u);
}

TEST_F(ContactLinkTest, VerifyComparesWhatWasTyped) {
  Request request;
  auto& verify = *request.mutable_contact_verify();
  verify.set_agency("hospital");
  verify.set_safety_number("00000 11111");
  const auto differs = ask(office, request);
  EXPECT_EQ(differs.error().code(), "safety-number-differs");
  EXPECT_EQ(differs.error().exit_code(), 4u);
  EXPECT_FALSE(show(office, "hospital").verified());
  verify.set_safety_number(show(hospital, "office").safety_number());
  EXPECT_TRUE(ask(office, request).contact().verified());
  EXPECT_TRUE(show(office, "hospital").verified());
  EXPECT_FALSE(show(hospital, "office").verified());
}

TEST_F(ContactLinkTest, VerifiedStaysThroughAnotherPairing) {
  Request request;
  request.mutable_contact_verify()->set_agency("hospital");
  EXPECT_TRUE(ask(office, request).contact().verified());
  Request invite;
  invite.mutable_contact_invite();
  Request accept;
  accept.mutable_contact_accept()->set_code(ask(hospital, invite).invite().code());
  office.ask(accept);
  ASSERT_TRUE(world.run_until([&] { return are_linked() && !office.answers.empty(); }, 30s));
  EXPECT_TRUE(show(office, "hospital").verified());
}

TEST_F(ContactLinkTest, ListNamesEveryContact) {
  Request request;
  request.mutable_contact_list();
  office.ask(request);
  world.settle();
  ASSERT_EQ(office.answers.size(), 2u);
  EXPECT_EQ(office.answers[0].contact().name(), "hospital");
  EXPECT_TRUE(office.answers[1].has_done());
}

TEST_F(ContactLinkTest, UnknownAgenciesAreNamedSo) {
  Request request;
  request.mutable_contact_show()->set_agency("nobody");
  EXPECT_EQ(ask(office, request).error().code(), "unknown-agency");
  request.mutable_contact_verify()->set_agency("office");
  EXPECT_EQ(ask(office, request).error().code(), "not-a-contact");
}

TEST_F(ContactLinkTest, AnInvitationsTimeIsBounded) {
  const auto invited = [&](Duration valid) {
    Request request;
    request.mutable_contact_invite()->set_valid_ms(valid.count());
    const auto answer = ask(hospital, request);
    return answer.has_invite() ? answer.invite().expires_at() - to_millis(world.clock().now()) : -1;
  };
  EXPECT_EQ(invited(0s), std::chrono::milliseconds(24h).count());
  EXPECT_EQ(invited(1min), 60'000);
  EXPECT_EQ(invited(59s), -1);
  EXPECT_EQ(invited(24h * 30), std::chrono::milliseconds(24h * 30).count());
  EXPECT_EQ(invited(24h * 30 + 1ms), -1);
  EXPECT_EQ(invited(-1min), -1);
}

TEST_F(ContactLinkTest, ANodeWithoutAddressInvitesNobody) {
  hospital.run([&](Turn& turn) { publish_endpoints(turn.transaction, *turn.desk.identity, {}).value(); });
  Request invite;
  invite.mutable_contact_invite();
  EXPECT_EQ(ask(hospital, invite).error().code(), "invitation-no-address");
}

TEST_F(ContactLinkTest, MeetingIsOnTheTrailOnce) {
  const auto at_office = audited(office);
  const auto at_hospital = audited(hospital);
  EXPECT_EQ(std::count(at_office.begin(), at_office.end(), "contact-paired"), 1);
  EXPECT_EQ(std::count(at_hospital.begin(), at_hospital.end(), "contact-paired"), 1);
  EXPECT_EQ(std::count(at_hospital.begin(), at_hospital.end(), "invitation"), 1);
}

}  // namespace
}  // namespace tasuki::engine
