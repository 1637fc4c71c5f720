#include <algorithm>
#include <array>

#include "core/base/protobuf.hpp"
#include "core/engine/care/message_row.hpp"
#include "proto/state.pb.h"
#include "tests/simulation/known_signs.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

constexpr Duration kPersonIsHeardAgain = std::chrono::hours(12);

/// A message about a sign that people at a node can see since this commit.
struct Fresh {
  engine::MessageRecord message;
  std::uint64_t place = 0;    ///< In the inbox: what came first has the smaller one.
  bool was_released = false;  ///< It had been held: it may have come before or behind the others.
};

/// Of two readings of one commit, the one in which less was known and the one in which more was. What comes
/// in one commit comes in some order, and where the disk does not say in which, both have to agree that
/// something is wrong.
using Readings = std::array<std::optional<KnownSign>, 2>;

bool is_shown(const proto::state::MessageState& row) {
  return row.state() != "held" && row.state() != "quarantined";
}

bool was_shown(const test::MemoryStore::Write& write) {
  return write.before && is_shown(parse_message<proto::state::MessageState>(*write.before).value());
}

/// Before this commit, or within it.
bool was_held(const Commit& commit, const Bytes& key) {
  return std::ranges::any_of(commit.writes, [&](const test::MemoryStore::Write& write) {
    return write.table == Table::Message && write.key == key && write.before && !was_shown(write);
  });
}

std::vector<Fresh> fresh_in(Transaction& transaction, const Commit& commit) {
  std::vector<Fresh> all;
  std::set<Bytes> seen;
  for (const auto& write : commit.writes) {
    if (write.table != Table::Message || !seen.insert(write.key).second) continue;
    const auto id = RecordId::from(write.key).value();
    const auto row = engine::load_message_row(transaction, id);
    if (!row || !is_shown(*row) || was_shown(write)) continue;
    auto message = engine::load_message(transaction, id);
    if (!message || !is_about_sign(*message)) continue;
    all.push_back({std::move(*message), row->inbox_number(), was_held(commit, write.key)});
  }
  return all;
}

Readings read(Node& node, Transaction& transaction, const std::vector<Fresh>& all, const Fresh& alert) {
  const RecordId sign = std::get<care::Alert>(alert.message.content.form).sign;
  Readings readings;
  for (const bool generous : {false, true}) {
    const auto signs = known_signs(node, transaction, alert.message.team, [&](const RecordId& id) {
      const auto fresh = std::ranges::find(all, id, [](const Fresh& each) { return each.message.id; });
      if (fresh == all.end() || id == alert.message.id) return true;
      if (fresh->was_released || alert.was_released) return generous;
      return fresh->place < alert.place;
    });
    if (const auto found = signs.find(sign); found != signs.end()) readings[generous] = found->second;
  }
  return readings;
}

/// Those of one episode with this one: by its days as they stand here, or by all that it claims.
std::vector<KnownAlert> together(const KnownSign& sign, const KnownAlert& alert, bool as_claimed) {
  const auto seen = looked(sign.what.threshold, sign.observations);
  Days all = covered(sign, seen);
  const Days mine = as_claimed ? alert.days : standing(sign, seen, alert);
  all.insert(mine.begin(), mine.end());
  std::vector<KnownAlert> others;
  for (const auto& [id, other] : sign.alerts) {
    const Days theirs = standing(sign, seen, other);
    const bool with =
        std::ranges::any_of(mine, [&](Day day) { return share(episode_around(all, day), theirs); });
    if (with && id != alert.message.id) others.push_back(other);
  }
  return others;
}

/// What a node has said by itself does not come back to a later life of it.
bool is_raised_here(const KnownAlert& alert) { return alert.is_ours && !alert.by_person(); }

bool was_told(const KnownAlert& alert) { return alert.is_told && !alert.is_again; }

/// One alert is shown per episode of a sign, however many nodes raise it and whatever order things come in;
/// and it is raised by a node only that has the observations.
class OneAlertIsShown final : public Invariant {
 public:
  void committed(World& world, const Commit& commit) override {
    const bool any =
        std::ranges::any_of(commit.writes, [](const auto& write) { return write.table == Table::Form; });
    if (!any) return;
    Node& node = world.node(commit.node);
    node.look([&](Transaction& transaction) {
      const auto all = fresh_in(transaction, commit);
      for (const auto& fresh : all) {
        if (!std::holds_alternative<care::Alert>(fresh.message.content.form)) continue;
        look_at(world, node, fresh, read(node, transaction, all, fresh));
      }
    });
  }

 private:
  static bool all_say(const Readings& readings, auto&& says) {
    return std::ranges::all_of(readings, [&](const auto& sign) { return sign && says(*sign); });
  }

  static void look_at(World& world, Node& node, const Fresh& fresh, const Readings& readings) {
    const RecordId& id = fresh.message.id;
    if (!readings[0] || !readings[1]) return world.reached("an alert without its sign");
    const auto& alert = readings[1]->alerts.at(id);
    count(world, node, alert, *readings[1]);
    const std::string what = node.name() + ": alert " + id.short_hex();
    if (was_told(alert) &&
        all_say(readings, [&](const KnownSign& sign) { return is_second(node, sign, sign.alerts.at(id)); }))
      world.fail(what + " is shown, and another one of its episode was");
    if (alert.is_again && all_say(readings, [&](const KnownSign& sign) {
          return together(sign, sign.alerts.at(id), true).empty();
        }))
      world.fail(what + " is not shown, and is the first of its episode");
    if (is_raised_here(alert) &&
        all_say(readings, [&](const KnownSign& sign) { return !has_reason(sign, sign.alerts.at(id)); }))
      world.fail(what + " is raised without the observations");
  }

  static void count(World& world, Node& node, const KnownAlert& alert, const KnownSign& sign) {
    const auto others = together(sign, alert, false);
    world.reached(alert.by_person() ? "an alert of somebody's" : "an alert of a node's");
    if (is_raised_here(alert)) {
      world.reached("an alert raised");
      world.trace(node.name(), "raises an alert", alert.message.id.short_hex());
    }
    if (was_told(alert)) world.reached("an alert shown");
    if (alert.is_again) world.reached("an alert merged");
    const bool by_two = std::ranges::any_of(others, [&](const KnownAlert& other) {
      return !other.by_person() && other.message.author != alert.message.author;
    });
    if (by_two && !alert.by_person()) world.reached("an alert raised by two");
  }

  static bool is_second(Node& node, const KnownSign& sign, const KnownAlert& alert) {
    const auto others = together(sign, alert, false);
    if (std::ranges::none_of(others, was_told)) return false;
    if (!alert.by_person()) return true;
    const Time now = node.clock().now();
    return std::ranges::any_of(
        others, [&](const KnownAlert& other) { return now - other.came < kPersonIsHeardAgain; });
  }

  /// The observations that it names are here, each its agency's last word, and reach the threshold.
  static bool has_reason(const KnownSign& sign, const KnownAlert& alert) {
    std::vector<KnownObservation> named;
    for (const auto& each : sign.observations) {
      if (std::ranges::binary_search(alert.said.observations, each.message.id)) named.push_back(each);
    }
    if (named.size() != alert.said.observations.size()) return false;
    const bool last_words = std::ranges::none_of(sign.observations, [&](const KnownObservation& other) {
      return std::ranges::any_of(named, [&](const KnownObservation& each) {
        return other.message.author == each.message.author && other.said.day == each.said.day &&
               other.message.number > each.message.number;
      });
    });
    const auto days = reached(sign.what.threshold, looked(sign.what.threshold, named).counting);
    return last_words && share(days, alert.days);
  }
};

}  // namespace

std::unique_ptr<Invariant> one_alert_is_shown() { return std::make_unique<OneAlertIsShown>(); }

}  // namespace tasuki::simulation
