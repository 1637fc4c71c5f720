// Faults about warning signs and their alerts, planted: whoever looks on must notice.
#include "core/care/form/form.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/engine.hpp"
#include "proto/state.pb.h"
#include "tests/simulation/known_signs.hpp"
#include "tests/simulation/planted.hpp"

namespace tasuki::simulation {
namespace {

class PlantedSigns : public Planted {
 protected:
  const PreparedTeam& team() const { return world_.snapshot().teams[0]; }

  /// The sign that is there after three days running.
  void observe(std::size_t node, int days_ago) {
    const auto local = engine::Settings().calendar.zone.to_local(world_.node(node).clock().now());
    proto::api::Request request;
    auto& observe = *request.mutable_sign_observe();
    observe.set_sign(team().signs[0].id.hex());
    observe.set_day(to_rfc3339(Time(local.time_since_epoch() - std::chrono::days(days_ago))).substr(0, 10));
    observe.set_seen(true);
    bool sent = false;
    world_.office(node).ask(std::move(request), [&](const auto& answer) { sent = answer.has_sent(); });
    world_.timeline().run_for(std::chrono::seconds(1));
    EXPECT_TRUE(sent);
  }
  void observe_in_turn() {
    for (const std::size_t node : {0U, 1U, 2U}) observe(node, 2 - static_cast<int>(node));
  }
  void pass_minutes(int minutes) { world_.timeline().run_for(std::chrono::minutes(minutes)); }
  std::uint64_t reached(const std::string& place) { return world_.counters().reached[place]; }

  void part_all() {
    for (std::size_t one = 0; one < world_.size(); ++one) {
      for (std::size_t other = one + 1; other < world_.size(); ++other) world_.wires().part(one, other);
    }
    world_.wires().cut_all(true);
    world_.timeline().run_for(std::chrono::seconds(2));
  }

  /// What is found by its form: an observation, an alert.
  template <class Shape>
  static void forget(Transaction& transaction) {
    const auto form = care::Form(std::in_place_type<Shape>).index();
    for (const auto& [key, value] : rows(transaction, Table::Form)) {
      if (key[TeamId::kSize] == form) transaction.erase(Table::Form, key);
    }
  }

  /// Behind the process's back, before anybody looks: of every alert that the node has.
  template <class Change>
  void change_alerts(std::size_t node, Change change) {
    world_.before_looking = [this, node, change](const Commit& commit) {
      if (commit.node != node) return;
      auto& store = world_.node(node).store();
      Transaction& transaction = store.begin();
      for (const auto& [id, sign] : known_signs(world_.node(node), transaction, team().team)) {
        for (const auto& [message, alert] : sign.alerts) change(transaction, message);
      }
      store.commit().value();
    };
  }
  static void set_again(Transaction& transaction, const RecordId& alert, bool again) {
    auto row = engine::load_message_row(transaction, alert).value();
    row.set_alert_again(again);
    engine::save_message_row(transaction, alert, row);
  }
};

TEST_F(PlantedSigns, ThreeDaysSeenByThreeAreTold) {
  observe_in_turn();
  pass_minutes(5);
  world_.heal();
  world_.check_at_the_end();
  EXPECT_TRUE(world_.failures().empty()) << world_.failures().front();
  EXPECT_EQ(reached("an alert raised"), 1u);
  EXPECT_EQ(reached("an alert shown"), 3u);
  EXPECT_GE(reached("an episode looked at"), 3u);
}

TEST_F(PlantedSigns, RaisedByTwoThatAreApartIsNoFailure) {
  part_all();
  for (const std::size_t node : {0U, 1U}) {
    for (const int ago : {2, 1, 0}) observe(node, ago);
  }
  pass_minutes(2);
  world_.heal();
  world_.check_at_the_end();
  EXPECT_TRUE(world_.failures().empty()) << world_.failures().front();
  EXPECT_EQ(reached("an alert raised"), 2u);
  EXPECT_EQ(reached("an alert merged"), 3u);
  EXPECT_GT(reached("an alert raised by two"), 0u);
}

TEST_F(PlantedSigns, ASecondAlertThatIsShownIsNoticed) {
  part_all();
  for (const std::size_t node : {0U, 1U}) {
    for (const int ago : {2, 1, 0}) observe(node, ago);
  }
  change_alerts(0, [](Transaction& transaction, const RecordId& id) { set_again(transaction, id, false); });
  expect_failure("is shown, and another one of its episode was");
}

TEST_F(PlantedSigns, AFirstAlertThatIsNotShownIsNoticed) {
  change_alerts(0, [](Transaction& transaction, const RecordId& id) { set_again(transaction, id, true); });
  observe_in_turn();
  expect_failure("is the first of its episode");
}

TEST_F(PlantedSigns, AnAlertWithoutItsObservationsIsNoticed) {
  change_alerts(2, [](Transaction& transaction, const RecordId&) { forget<care::Observation>(transaction); });
  observe_in_turn();
  expect_failure("is raised without the observations");
}

TEST_F(PlantedSigns, AnEpisodeOfWhichNobodyIsToldIsNoticed) {
  observe_in_turn();
  pass_minutes(5);
  world_.node(0).tamper([](Transaction& transaction) { forget<care::Alert>(transaction); });
  expect_failure("and nobody has told agency1");
}

TEST_F(PlantedSigns, AnEpisodeThatNobodyKnowsAllOfIsNoticed) {
  part_all();
  observe_in_turn();
  for (const std::size_t node : {0U, 1U, 2U}) {
    world_.node(node).tamper([](Transaction& transaction) {
      erase_all(transaction, Table::Outbox);
      erase_all(transaction, Table::InFlight);
    });
  }
  expect_failure("and nobody has told agency2");
}

}  // namespace
}  // namespace tasuki::simulation
