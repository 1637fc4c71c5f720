// Prekeys on a link that stays up for longer than they live.
#include <gtest/gtest.h>

#include "core/base/protobuf.hpp"
#include "core/delivery/prekey.hpp"
#include "core/delivery/session_rows.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;
using test::kDay;

class Prekeys : public testing::Test {
 protected:
  Prekeys() {
    office_.pair_with(hospital_);
    team_ = office_.found_team({&hospital_});
    office_.consent(team_, {"symptoms"}, {&hospital_});
    hospital_.consent(team_, {"symptoms"}, {&office_});
    world_.pass(10s);
    world_.on_frame = [this](Machine&, Machine&, Bytes& bytes) {
      const auto frame = parse_message<proto::wire::Frame>(bytes);
      greetings_ += frame && frame->has_hello();
      prekeys_ += frame && frame->has_prekey();
      return true;
    };
  }
  void log_in_anew() {
    office_.log_in();
    hospital_.log_in();
  }
  static std::vector<Time> made_at(WorldAgency& agency) {
    std::vector<Time> times;
    agency.node().prepare([&](Transaction& transaction) {
      transaction.scan(Table::Prekey, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView value) {
        times.push_back(from_millis(parse_message<proto::state::PrekeyState>(value).value().made_at()));
        return true;
      });
    });
    return times;
  }
  /// What one of them sends from now on goes in a session that begins anew.
  static void forget_session(WorldAgency& agency, WorldAgency& peer) {
    agency.node().prepare([&](Transaction& transaction) {
      auto sessions = delivery::load_peer_sessions(transaction, peer.id());
      sessions.send_session.reset();
      delivery::save_peer_sessions(transaction, peer.id(), sessions);
    });
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  std::string team_;
  int greetings_ = 0;
  int prekeys_ = 0;
};

TEST_F(Prekeys, OpenANewSessionAfterSixtyDaysOnOneLink) {
  world_.pass(60 * kDay, 6h);
  ASSERT_EQ(greetings_, 0) << "it was no single link";
  log_in_anew();
  forget_session(office_, hospital_);
  forget_session(hospital_, office_);
  const auto there = office_.send(team_, "行き");
  const auto back = hospital_.send(team_, "帰り");
  world_.pass(5s);
  EXPECT_EQ(office_.state_of(there, hospital_), "delivered");
  EXPECT_EQ(hospital_.state_of(back, office_), "delivered");
  EXPECT_EQ(greetings_, 0);
}

TEST_F(Prekeys, GoOncePerWeekEachWay) {
  world_.pass(57 * kDay, 6h);
  EXPECT_GE(prekeys_, 2 * 7);
  EXPECT_LE(prekeys_, 2 * 9);
}

TEST_F(Prekeys, AreGoneAfterFortyFourDays) {
  const auto first = made_at(hospital_).at(0);
  world_.pass(43 * kDay, 6h);
  EXPECT_EQ(made_at(hospital_).at(0), first);
  world_.pass(2 * kDay, 6h);
  const auto kept = made_at(hospital_);
  EXPECT_GT(kept.at(0), first);
  EXPECT_LE(kept.size(), 7u);
  for (const auto& time : kept) EXPECT_GE(time, hospital_.node().clock().now() - delivery::kPrekeyLife - 6h);
}

TEST_F(Prekeys, OfANewLinkAreThoseOfItsGreeting) {
  world_.pass(3 * kDay, 6h);
  prekeys_ = 0;
  world_.cut_all_links();
  world_.pass(10s);
  EXPECT_GE(greetings_, 2);
  EXPECT_EQ(prekeys_, 0);
}

/// Office and nurses never have a link; the hospital, which carries, has one with both.
class PrekeysByCarrier : public testing::Test {
 protected:
  PrekeysByCarrier() {
    office_.pair_with(hospital_);
    office_.pair_with(nurses_);
    hospital_.pair_with(nurses_);
    team_ = office_.found_team({&hospital_, &nurses_});
    office_.consent(team_, {"symptoms"}, {&hospital_, &nurses_});
    hospital_.consent(team_, {"symptoms"}, {&office_});
    world_.pass(10s);
    world_.part("office", "nurses");
    world_.pass(1min);
  }
  static delivery::PeerSessions sessions_of(WorldAgency& agency, WorldAgency& peer) {
    delivery::PeerSessions sessions;
    agency.node().prepare(
        [&](Transaction& transaction) { sessions = delivery::load_peer_sessions(transaction, peer.id()); });
    return sessions;
  }
  /// What goes to the peer from now on goes in a new session.
  static void end_session(WorldAgency& agency, WorldAgency& peer) {
    agency.node().prepare([&](Transaction& transaction) {
      auto sessions = delivery::load_peer_sessions(transaction, peer.id());
      sessions.send_session.reset();
      delivery::save_peer_sessions(transaction, peer.id(), sessions);
    });
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  std::string team_;
};

TEST_F(PrekeysByCarrier, OpenANewSessionBetweenTwoThatHaveNotMetForSixtyDays) {
  world_.pass(60 * kDay, 6h);
  office_.log_in();
  nurses_.log_in();
  end_session(office_, nurses_);
  end_session(nurses_, office_);
  const auto id = office_.send(team_, "行き");
  world_.pass(1min);
  ASSERT_EQ(nurses_.inbox().size(), 1u);
  EXPECT_TRUE(sessions_of(office_, nurses_).send_session);
  EXPECT_EQ(office_.state_of(id, nurses_), "delivered") << "the receipt came in a session of the nurses'";
}

TEST_F(PrekeysByCarrier, ArePassedOnOnceByEachWhoLearnsOfThem) {
  int envelopes = 0;
  world_.on_frame = [&](Machine&, Machine&, Bytes& bytes) {
    const auto frame = parse_message<proto::wire::Frame>(bytes);
    envelopes += frame && frame->has_envelope();
    return true;
  };
  world_.pass(8 * kDay, 6h);
  const int in_a_week = envelopes;
  EXPECT_GE(in_a_week, 2) << "those of office and nurses";
  EXPECT_LE(in_a_week, 12);
  world_.pass(49 * kDay, 6h);
  EXPECT_LE(envelopes, in_a_week * 8);
}

}  // namespace
}  // namespace tasuki::test
