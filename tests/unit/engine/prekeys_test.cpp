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

}  // namespace
}  // namespace tasuki::test
