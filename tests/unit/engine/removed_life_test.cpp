// Whoever was removed from a team and lost its disk learns of it again, and of nothing that came later.
#include "core/base/protobuf.hpp"
#include "core/delivery/in_flight.hpp"
#include "core/delivery/outbox.hpp"
#include "core/record/ledger.hpp"
#include "proto/state.pb.h"
#include "tests/unit/engine/new_lives.hpp"

namespace tasuki::engine {
namespace {

using namespace std::chrono_literals;

class RemovedLives : public NewLives {
 protected:
  void remove(WorldAgency& whom) {
    Request request;
    request.mutable_team_remove()->set_team(team_);
    request.mutable_team_remove()->set_agency(whom.id().hex());
    ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_team());
  }
  void add(WorldAgency& whom) {
    Request request;
    request.mutable_team_add()->set_team(team_);
    request.mutable_team_add()->set_agency(whom.id().hex());
    ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_team());
  }
  TeamId team() const { return *TeamId::from(*from_hex(team_)); }

  std::set<RecordId> ledger(WorldAgency& agency) {
    std::set<RecordId> ids;
    agency.node().prepare([&](Transaction& transaction) {
      for (const auto& id : record::ledger_records(transaction, team())) ids.insert(id);
    });
    return ids;
  }
  std::size_t waiting(WorldAgency& agency) {
    std::size_t count = 0;
    agency.node().prepare([&](Transaction& transaction) {
      count = transaction.count(Table::GovernanceWaiting, KeyRange::all());
    });
    return count;
  }
  std::set<RecordId> on_their_way_to(WorldAgency& recipient, WorldAgency& sender) {
    std::set<RecordId> ids;
    sender.node().prepare([&](Transaction& transaction) {
      for (const auto& bytes : delivery::all_in_flight(transaction, recipient.id())) {
        const auto envelope = parse_message<proto::state::InFlightEnvelope>(bytes);
        for (const auto& item : envelope->item()) {
          if (item.has_record()) ids.insert(*RecordId::from(item.record()));
        }
      }
    });
    return ids;
  }
  /// As a dishonest node would, for whatever ids it has heard of.
  void ask_for(WorldAgency& asker, WorldAgency& asked, const std::set<RecordId>& records) {
    asker.node().prepare([&](Transaction& transaction) {
      proto::state::OutboxItem item;
      item.mutable_want()->set_team_id(team().str());
      for (const auto& id : records) item.mutable_want()->add_record(id.str());
      item.set_phone(true);
      delivery::enqueue(transaction, asked.id(), delivery::Lane::First, item);
    });
    world_.pass(30s);
  }
};

TEST_F(RemovedLives, AreGivenWhatTheRemovalStandsOnWhenTheyAskForIt) {
  const auto copy = copy_of(hospital_);
  office_.consent(team_, {"sleep-meals"}, {&hospital_});  // the copy lacks it
  world_.pass(5s);
  world_.part("hospital", "office");
  world_.part("hospital", "nurses");
  remove(hospital_);  // queued alone: the hospital holds the rest
  const auto at_the_removal = ledger(office_);
  world_.join("hospital", "office");
  restore(hospital_, copy);
  EXPECT_EQ(waiting(hospital_), 0u);
  EXPECT_EQ(ledger(hospital_), at_the_removal);
}

TEST_F(RemovedLives, LearnOfARemovalThatTheyHadKnown) {
  const auto copy = copy_of(hospital_);
  remove(hospital_);
  const auto at_the_removal = ledger(office_);
  world_.pass(5s);
  ASSERT_EQ(ledger(hospital_), at_the_removal);
  const auto later = office_.consent(team_, {"sleep-meals"}, {&nurses_});
  world_.pass(5s);
  restore(hospital_, copy);
  EXPECT_EQ(ledger(hospital_), at_the_removal) << "and of nothing later";
  EXPECT_EQ(hospital_.send(team_, "as if it were a member"), "");
  EXPECT_TRUE(ledger(nurses_).contains(*RecordId::from(*from_hex(later))));
}

TEST_F(RemovedLives, OfTwoRemovalsGetBothAndWhatLiesBetween) {
  const auto copy = copy_of(hospital_);
  remove(hospital_);
  add(hospital_);
  office_.consent(team_, {"sleep-meals"}, {&hospital_});
  remove(hospital_);
  const auto at_the_removal = ledger(office_);
  office_.consent(team_, {"money"}, {&nurses_});
  world_.pass(5s);
  restore(hospital_, copy);
  EXPECT_EQ(ledger(hospital_), at_the_removal);
}

TEST_F(RemovedLives, AFormerMemberIsGivenWhatItAsksForUpToItsRemoval) {
  remove(hospital_);
  const auto at_the_removal = ledger(office_);
  office_.consent(team_, {"sleep-meals"}, {&nurses_});
  world_.pass(5s);
  world_.on_frame = [&](test::Machine& from, test::Machine&, Bytes&) { return from.name() != "office"; };
  ask_for(hospital_, office_, ledger(office_));
  EXPECT_EQ(on_their_way_to(hospital_, office_), at_the_removal);
}

TEST_F(RemovedLives, AFormerMemberIsNotGivenWhatCameLater) {
  remove(hospital_);
  const auto at_the_removal = ledger(office_);
  office_.consent(team_, {"sleep-meals"}, {&nurses_});
  world_.pass(5s);
  ASSERT_GT(ledger(office_).size(), at_the_removal.size());
  ask_for(hospital_, office_, ledger(office_));
  ask_for(hospital_, nurses_, ledger(office_));
  EXPECT_EQ(ledger(hospital_), at_the_removal);
  EXPECT_EQ(waiting(hospital_), 0u);
}

TEST_F(RemovedLives, WhoWritesWithoutKnowingOfItsRemovalIsGivenNothingThatCameLater) {
  world_.part("hospital", "office");
  world_.part("hospital", "nurses");
  remove(hospital_);
  const auto at_the_removal = ledger(office_);
  office_.consent(team_, {"sleep-meals"}, {&nurses_});
  world_.pass(5s);
  world_.join("hospital", "nurses");
  ASSERT_NE(hospital_.send(team_, "as if it were a member"), "");
  world_.pass(1min);
  EXPECT_EQ(ledger(hospital_), at_the_removal);
}

TEST_F(RemovedLives, OfWhatWasQueuedForAMemberThatFollowsItOutOnWhichItsRemovalStands) {
  world_.part("hospital", "office");
  world_.part("hospital", "nurses");
  const auto before = nurses_.consent(team_, {"money"}, {&office_});
  world_.part("office", "nurses");
  remove(hospital_);
  const auto beside = nurses_.consent(team_, {"housing"}, {&office_});
  world_.join("office", "nurses");
  world_.pass(5s);
  world_.join("hospital", "nurses");
  world_.pass(1min);
  EXPECT_TRUE(ledger(hospital_).contains(*RecordId::from(*from_hex(before))));
  EXPECT_FALSE(ledger(hospital_).contains(*RecordId::from(*from_hex(beside))));
}

TEST_F(RemovedLives, WhoWasNeverAMemberIsGivenNothing) {
  WorldAgency stranger(world_, "stranger", "family");
  office_.pair_with(stranger);
  ask_for(stranger, office_, ledger(office_));
  EXPECT_TRUE(ledger(stranger).empty());
  EXPECT_EQ(waiting(stranger), 0u);
}

}  // namespace
}  // namespace tasuki::engine
