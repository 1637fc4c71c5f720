#include <algorithm>

#include "core/audit/disclosure.hpp"
#include "core/care/consent.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/care/lifetime.hpp"
#include "tests/simulation/known_signs.hpp"
#include "tests/simulation/ledgers.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

/// An older episode is history: nobody need be told any more.
constexpr Day kOldest = 34;

/// Of every episode that the observations demand which a node has, or was to have, everybody is told whom
/// that node may tell: an alert of it names them. That it arrives there, or its sender knows better, is
/// looked at with all messages (arrival.cpp).
class EveryEpisodeIsTold final : public Invariant {
 public:
  void replaced(World&, const Replaced& replaced) override { forgetful_.insert(replaced.node); }

  bool may_rest(World& world) override { return left_out(world).empty(); }

  void finished(World& world) override {
    for (const auto& [knows, last_day, other] : left_out(world))
      world.fail(world.node(knows).name() + " knows of an episode that ends on day " +
                 std::to_string(last_day) + ", and nobody has told " + world.node(other).name());
  }

 private:
  using Said = std::map<RecordId, KnownObservation>;

  static Said said_by_anybody(World& world, const TeamId& team) {
    Said all;
    for (std::size_t index = 0; index < world.size(); ++index) {
      Node& node = world.node(index);
      node.look([&](Transaction& transaction) {
        for (auto& [id, sign] : known_signs(node, transaction, team)) {
          for (auto& each : sign.observations) all.emplace(each.message.id, std::move(each));
        }
      });
    }
    return all;
  }

  /// Somebody said it to this node, which has it not, and nobody knows why.
  bool is_owed(World& world, Node& node, const KnownObservation& observation) {
    const auto& id = observation.message.id;
    const auto to = node.agency();
    if (observation.message.content.find(to) == nullptr || forgetful_.contains(node.index())) return false;
    const bool is_here =
        node.look([&](Transaction& transaction) { return transaction.contains(Table::Message, id.bytes()); });
    const auto author = world.node_of(observation.message.author).value();
    if (is_here || forgetful_.contains(author)) return false;
    return world.node(author).look([&](Transaction& transaction) {
      return transaction.contains(Table::Disclosure, concat({id.bytes(), to.bytes()})) &&
             !engine::is_undeliverable(transaction, id, to);
    });
  }

  struct LeftOut {
    std::size_t knows;
    Day last_day;
    std::size_t other;
  };

  std::vector<LeftOut> left_out(World& world) {
    std::vector<LeftOut> all;
    for (const auto& team : world.snapshot().teams) {
      const auto said = said_by_anybody(world, team.team);
      for (const auto member : team.members) look_who_is_told(world, world.node(member), team, said, all);
    }
    return all;
  }

  void look_who_is_told(World& world, Node& node, const PreparedTeam& team, const Said& said,
                        std::vector<LeftOut>& all) {
    auto signs =
        node.look([&](Transaction& transaction) { return known_signs(node, transaction, team.team); });
    for (auto& [id, sign] : signs) {
      for (const auto& [observation, each] : said) {
        if (each.said.sign == id && is_owed(world, node, each)) sign.observations.push_back(each);
      }
      const auto seen = looked(sign.what.threshold, sign.observations);
      const Days days = covered(sign, seen);
      for (Days left = days; !left.empty();) {
        const Days episode = episode_around(days, *left.begin());
        for (const auto day : episode) left.erase(day);
        look_who_is_told(world, node, team, sign, seen, episode, all);
      }
    }
  }

  void look_who_is_told(World& world, Node& node, const PreparedTeam& team, const KnownSign& sign,
                        const Looked& seen, const Days& episode, std::vector<LeftOut>& all) {
    const Day last = *episode.rbegin();
    const bool is_reached = share(reached(sign.what.threshold, seen.counting), episode);
    if (!is_reached || sign.what.ended || last < today_at(node) - kOldest) return;
    world.reached("an episode looked at");
    std::set<AgencyId> named{node.agency()};
    for (const auto& [id, alert] : sign.alerts) {
      if (!share(standing(sign, seen, alert), episode)) continue;
      named.insert(alert.message.author);
      for (const auto& recipient : alert.message.content.recipients) named.insert(recipient.agency);
    }
    for (const auto member : team.members) {
      const auto& agency = world.node(member).agency();
      if (!named.contains(agency) && may_tell(node, sign, agency))
        all.push_back({node.index(), last, member});
    }
  }

  bool may_tell(Node& node, const KnownSign& sign, const AgencyId& agency) {
    if (!sign.tells(agency) || !sign.tells(node.agency())) return false;
    return node.look([&](Transaction& transaction) {
      if (!delivery::is_contact(transaction, agency)) return false;
      const auto& content = sign.definition.content;
      const care::Question question{
          node.agency(), {agency}, content.categories, content.purpose, node.clock().now()};
      const auto state = ledgers_.state(node, transaction, sign.definition.team);
      return care::decide(state, question).front().permitted;
    });
  }

  Ledgers ledgers_;
  std::set<std::size_t> forgetful_;
};

}  // namespace

std::unique_ptr<Invariant> every_episode_is_told() { return std::make_unique<EveryEpisodeIsTold>(); }

}  // namespace tasuki::simulation
