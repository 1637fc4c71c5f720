// What agencies say that they can be asked for, through whole nodes.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/engine/identity.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;
using proto::api::Request;
using proto::api::Response;

class Directory : public testing::Test {
 protected:
  Directory() {
    for (auto* other : {&hospital_, &nurses_, &neighbour_}) office_.pair_with(*other);
    hospital_.pair_with(neighbour_);
  }

  static Response say(WorldAgency& agency, const std::string& hours, const std::vector<std::string>& asks) {
    Request request;
    auto& set = *request.mutable_agency_set();
    set.set_set_hours(true);
    set.set_hours(hours);
    set.set_set_asks(true);
    for (const auto& ask : asks) set.add_ask(ask);
    return agency.ask(std::move(request)).at(0);
  }
  static std::vector<std::string> listed(WorldAgency& agency, bool open_now, const std::string& ask = {}) {
    Request request;
    request.mutable_agency_list()->set_open_now(open_now);
    request.mutable_agency_list()->set_ask(ask);
    std::vector<std::string> names;
    for (const auto& line : agency.ask(std::move(request))) {
      if (line.has_agency()) names.push_back(line.agency().name());
    }
    std::ranges::sort(names);
    return names;
  }
  static Response show_agency(WorldAgency& agency, WorldAgency& of) {
    Request request;
    request.mutable_agency_show()->set_agency(of.id().hex());
    return agency.ask(std::move(request)).at(0);
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  WorldAgency neighbour_{world_, "neighbour", "neighbour"};
};

TEST_F(Directory, WhatAnAgencySaysOfItselfReachesItsContactsAtOnce) {
  const auto own = say(hospital_, "常時", {"night-phone", "admission"});
  EXPECT_EQ(own.agency().hours(), "always");
  EXPECT_TRUE(own.agency().own());
  world_.pass(10s);
  const auto seen = show_agency(neighbour_, hospital_);
  EXPECT_EQ(seen.agency().hours(), "always");
  EXPECT_EQ(seen.agency().open(), "open");
  ASSERT_EQ(seen.agency().ask_size(), 2);
  EXPECT_EQ(seen.agency().ask(0), "admission") << "in the vocabulary's order";
  EXPECT_FALSE(seen.agency().stale());
}

TEST_F(Directory, ASilentAgencyIsNotTakenForOpen) {
  EXPECT_TRUE(listed(office_, true).empty());
  EXPECT_TRUE(show_agency(office_, hospital_).agency().open().empty());
  EXPECT_TRUE(show_agency(office_, hospital_).agency().stale()) << "nobody has ever confirmed it";
  say(hospital_, "always", {"admission"});
  say(nurses_, "closed", {"home-visit"});
  world_.pass(10s);
  EXPECT_EQ(listed(office_, true).size(), 1u);
  EXPECT_EQ(listed(office_, false).size(), 4u);
  EXPECT_EQ(listed(office_, false, "home-visit").size(), 1u);
  EXPECT_TRUE(listed(office_, true, "home-visit").empty());
}

TEST_F(Directory, AConfirmationIsStaleAfterHalfAYear) {
  say(hospital_, "always", {});
  world_.pass(10s);
  office_.node().clock().advance(std::chrono::days(184));
  office_.log_in();
  EXPECT_TRUE(show_agency(office_, hospital_).agency().stale());
}

TEST_F(Directory, HoursThatNobodyCanReadAreRefusedAndChangeNothing) {
  say(hospital_, "always", {"admission"});
  EXPECT_EQ(say(hospital_, "いつか", {}).error().code(), "hours-unclear");
  EXPECT_EQ(say(hospital_, "always", {"gossip"}).error().code(), "unknown-code");
  EXPECT_EQ(show_agency(hospital_, hospital_).agency().ask_size(), 1);
}

TEST_F(Directory, HoursOfANewerVersionAreMarkedAndNothingIsConcluded) {
  office_.node().prepare([&](Transaction& transaction) {
    auto identity = engine::load_identity(transaction).value();
    engine::publish_services(transaction, identity, {"every full moon", {"moon-watch"}, 1}).value();
  });
  office_.node().kill();
  office_.come_back();
  world_.pass(10s);
  const auto seen = show_agency(hospital_, office_);
  EXPECT_TRUE(seen.agency().hours_unreadable());
  EXPECT_TRUE(seen.agency().open().empty());
  EXPECT_EQ(seen.agency().ask(0), "moon-watch") << "codes of newer versions are kept";
}

TEST_F(Directory, WhatWasSaidIsThereAfterARestartAndAMove) {
  say(hospital_, "always", {"admission"});
  hospital_.node().kill();
  hospital_.node().settings().advertised = {"elsewhere:1"};
  hospital_.come_back();
  EXPECT_EQ(show_agency(hospital_, hospital_).agency().hours(), "always");
}

}  // namespace
}  // namespace tasuki::test
