#include <gtest/gtest.h>

#include "core/base/protobuf.hpp"
#include "core/delivery/outbox.hpp"
#include "core/record/card_store.hpp"
#include "proto/wire.pb.h"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;
using proto::api::Request;

class Whereabouts : public testing::Test {
 protected:
  Whereabouts() {
    for (auto* other : all_) {
      if (other != &office_) office_.pair_with(*other);
    }
    hospital_.pair_with(nurses_);
    hospital_.pair_with(pharmacy_);
    hospital_.pair_with(city_);
    city_.pair_with(nurses_);
    office_.found_team({&hospital_, &nurses_, &city_});
    world_.pass(5s);
  }
  /// Off, and on again somewhere else.
  void move(WorldAgency& agency, const std::string& host) {
    auto& node = agency.node();
    node.kill();
    world_.cut_links_of(node);
    node.move_to(host);
    node.settings().advertised = {node.endpoint()};
    agency.come_back();
  }
  static bool are_linked(WorldAgency& one, WorldAgency& other) {
    Request request;
    request.mutable_status();
    const auto answer = one.ask(std::move(request)).at(0);
    for (const auto& connection : answer.status().connection()) {
      if (connection.agency_id() == other.id().str()) return connection.connected();
    }
    return false;
  }
  template <class Read>
  static auto read(WorldAgency& agency, Read&& read) {
    decltype(read(std::declval<Transaction&>())) result{};
    agency.node().prepare([&](Transaction& transaction) { result = read(transaction); });
    return result;
  }
  static std::string address_of(WorldAgency& agency, WorldAgency& as_known_by) {
    return read(as_known_by, [&](Transaction& transaction) {
      const auto known = record::find_known_agency(transaction, agency.id());
      return known && known->whereabouts ? known->whereabouts->endpoints.at(0) : std::string();
    });
  }
  static bool is_to_be_passed_on(WorldAgency& agency, WorldAgency& by) {
    return read(by, [&](Transaction& transaction) {
      return transaction.contains(Table::ToPassOn, agency.id().bytes());
    });
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital", "clinic"};  // which carries nothing
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  WorldAgency city_{world_, "city", "city-welfare"};
  WorldAgency pharmacy_{world_, "pharmacy", "pharmacy"};  // a contact, of no team
  std::vector<WorldAgency*> all_{&office_, &hospital_, &nurses_, &city_, &pharmacy_};
};

TEST_F(Whereabouts, TwoThatMoveAtOnceFindEachOtherThroughAThirdThatKnowsBoth) {
  move(hospital_, "hospital-2");
  move(nurses_, "nurses-2");
  world_.pass(2min);
  EXPECT_TRUE(are_linked(hospital_, nurses_));
  EXPECT_EQ(address_of(hospital_, nurses_), "hospital-2:7710");
  EXPECT_EQ(address_of(nurses_, hospital_), "nurses-2:7710");
}

TEST_F(Whereabouts, AreKeptForAMemberThatIsOff) {
  nurses_.node().kill();
  move(hospital_, "hospital-2");
  world_.pass(30s);
  world_.part("hospital", "nurses");
  nurses_.come_back();
  world_.pass(30s);
  EXPECT_EQ(address_of(hospital_, nurses_), "hospital-2:7710");
}

TEST_F(Whereabouts, GoFromMemberToMember) {
  world_.part("hospital", "city");
  world_.part("hospital", "nurses");
  world_.part("office", "nurses");
  move(hospital_, "hospital-2");
  world_.pass(1min);
  EXPECT_EQ(address_of(hospital_, nurses_), "hospital-2:7710") << "from the office to the city to the nurses";
}

TEST_F(Whereabouts, GoToFellowMembersOnly) {
  world_.part("hospital", "pharmacy");
  move(hospital_, "hospital-2");
  world_.pass(15min);
  EXPECT_EQ(address_of(hospital_, office_), "hospital-2:7710");
  EXPECT_EQ(address_of(hospital_, pharmacy_), "hospital:7710");
}

TEST_F(Whereabouts, OfAnAgencyThatKeepsMovingArePassedOnEveryTenMinutesAtMost) {
  world_.part("hospital", "nurses");
  world_.part("hospital", "city");
  move(hospital_, "hospital-2");
  world_.pass(5s);
  move(hospital_, "hospital-3");
  world_.pass(5s);
  EXPECT_EQ(address_of(hospital_, nurses_), "hospital-2:7710");
  EXPECT_TRUE(is_to_be_passed_on(hospital_, office_));
  world_.pass(21min);
  EXPECT_EQ(address_of(hospital_, nurses_), "hospital-3:7710");
  EXPECT_FALSE(is_to_be_passed_on(hospital_, office_));
}

TEST_F(Whereabouts, OfAnAgencyThatKeepsMovingWaitOnceForAMemberThatIsOff) {
  nurses_.node().kill();
  std::size_t before = 0;
  const auto queued = [&] {
    return read(office_,
                [&](Transaction& transaction) { return delivery::queued_for(transaction, nurses_.id()); });
  };
  world_.pass(15min);
  before = queued();
  for (int number = 2; number < 6; ++number) {
    move(hospital_, "hospital-" + std::to_string(number));
    world_.pass(11min);
  }
  EXPECT_EQ(queued(), before + 1);
}

TEST_F(Whereabouts, ComeToRest) {
  move(hospital_, "hospital-2");
  move(nurses_, "nurses-2");
  world_.pass(15min);
  std::size_t envelopes = 0;
  world_.on_frame = [&](Machine&, Machine&, Bytes& bytes) {
    const auto frame = parse_message<proto::wire::Frame>(bytes);
    envelopes += frame && frame->has_envelope();
    return true;
  };
  world_.pass(30min);
  EXPECT_EQ(envelopes, 0u);
}

}  // namespace
}  // namespace tasuki::test
