#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/simulation/run.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

inline Snapshots& snapshots() {
  static Snapshots made;
  return made;
}

/// A quiet world in which one thing is made to go wrong: whoever looks on must notice.
class Planted : public testing::Test {
 protected:
  explicit Planted(Met met = Met::Neighbours) : world_(snapshots().of(3, met), quiet(), 5, all_invariants()) {
    world_.timeline().run_for(std::chrono::seconds(5));
  }

  static Profile quiet() {
    Profile profile;
    profile.agencies = 3;
    return profile;
  }

  /// From the first agency to one other alone.
  RecordId send(const std::string& text, const std::string& urgency = "message", std::size_t to = 1) {
    proto::api::Request request;
    auto& send = *request.mutable_send();
    send.set_team(world_.snapshot().teams[0].team.hex());
    send.set_urgency(urgency);
    send.add_category("symptoms");
    send.add_to(world_.node(to).agency().hex());
    send.set_body(text);
    RecordId id;
    world_.office(0).ask(std::move(request), [&](const proto::api::Response& response) {
      id = RecordId::from(response.sent().message_id()).value();
      world_.book().accepted.emplace(
          id, Accepted{0, world_.snapshot().teams[0].team, {world_.node(to).agency()}, text, Duration(0)});
    });
    world_.timeline().run_for(std::chrono::seconds(1));
    EXPECT_FALSE(id.is_zero());
    return id;
  }

  static void erase_all(Transaction& transaction, Table table) {
    std::vector<Bytes> keys;
    transaction.scan(table, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
      keys.push_back(copy(key));
      return true;
    });
    for (const auto& key : keys) transaction.erase(table, key);
  }

  using Rows = std::vector<std::pair<Bytes, Bytes>>;
  static Rows rows(Transaction& transaction, Table table) {
    Rows all;
    transaction.scan(table, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
      all.emplace_back(copy(key), copy(value));
      return true;
    });
    return all;
  }

  void expect_failure(const std::string& what) {
    if (world_.failures().empty()) world_.heal();
    if (world_.failures().empty()) world_.check_at_the_end();
    ASSERT_FALSE(world_.failures().empty()) << "nobody noticed";
    const auto says_it = [&](const std::string& failure) { return failure.find(what) != std::string::npos; };
    EXPECT_TRUE(std::ranges::any_of(world_.failures(), says_it)) << world_.failures().front();
  }

  World world_;
};

}  // namespace tasuki::simulation
