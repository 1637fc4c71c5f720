// Whatever happens to three nodes while two introducers speak, in whatever order: in the end there is one
// secret.
#include "core/engine/identity.hpp"
#include "core/engine/new_life.hpp"
#include "core/engine/root_key.hpp"
#include "tests/unit/engine/introduced_agencies.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

class Weather {
 public:
  explicit Weather(std::uint64_t seed) : random_(seed) {
    team_ = all_.team_of({&all_.clinic, &all_.nurses});
    for (auto* agency : agencies()) copies_.emplace(agency, agency->node().store());
  }

  void blow() {
    all_.office.log_in();
    all_.add(team_, all_.home);
    all_.allow(team_, {&all_.clinic, &all_.nurses, &all_.home});
    for (int i = 0; i < 25; ++i) {
      one_thing();
      all_.world.pass(Duration(random_.below(4'000)), 500ms);
    }
    clear_up();
  }
  void check() { all_.expect_met(team_, all_.nurses, all_.home); }

 private:
  std::vector<WorldAgency*> agencies() { return {&all_.office, &all_.clinic, &all_.nurses, &all_.home}; }
  WorldAgency& any() { return *agencies()[random_.below(4)]; }

  void one_thing() {
    WorldAgency& agency = any();
    switch (random_.below(7)) {
      case 0:
        return agency.node().kill();
      case 1:
        if (!agency.node().running()) agency.come_back();
        return;
      case 2:
        return all_.world.cut_links_of(agency.node());
      case 3:
        return part(agency.node().name(), any().node().name());
      case 4:
        return introduce(random_.below(2) == 0 ? all_.office : all_.clinic);
      case 5:
        copies_.insert_or_assign(&agency, agency.node().store());
        return;
      default:
        if (random_.below(3) == 0) live_anew(agency);
    }
  }
  void part(const std::string& one, const std::string& other) {
    if (one == other) return;
    all_.world.part(one, other);
    parted_.emplace_back(one, other);
    if (parted_.size() < 4) return;
    all_.world.join(parted_.front().first, parted_.front().second);
    parted_.erase(parted_.begin());
  }
  /// Half of the times with another secret, as a copy would that knows of no earlier one.
  void introduce(WorldAgency& introducer) {
    if (!introducer.node().running()) return;
    if (random_.below(2) == 0) {
      introducer.node().prepare([&](Transaction& transaction) {
        const auto& [first, second] = std::minmax(all_.nurses.id(), all_.home.id());
        transaction.erase(Table::IntroductionGiven, concat({first.bytes(), second.bytes()}));
      });
    }
    all_.introduce(introducer, all_.nurses, all_.home);
  }
  /// Two that live anew at once from old copies do not find each other again (docs/operations.md), so
  /// everybody else is there to meet it.
  void live_anew(WorldAgency& agency) {
    calm();
    auto& node = agency.node();
    node.kill();
    node.store() = copies_.at(&agency);
    node.prepare([&](Transaction& transaction) {
      const auto root_key = engine::root_key_by_passphrase(transaction, as_bytes("passphrase"));
      ASSERT_TRUE(engine::begin_new_life(transaction, node.random(), node.clock().now(), root_key.value()));
      node.set_transport_key(engine::load_identity(transaction)->transport_key.public_key());
    });
    agency.come_back();
    all_.world.pass(2min, 2s);
    for (auto* other : agencies()) {
      if (other != &agency) copies_.insert_or_assign(other, other->node().store());
    }
  }
  void calm() {
    for (const auto& [one, other] : std::exchange(parted_, {})) all_.world.join(one, other);
    for (auto* agency : agencies()) {
      if (!agency->node().running()) agency->come_back();
      agency->log_in();
    }
    all_.world.pass(2min, 2s);
  }
  void clear_up() {
    calm();
    // The office may have lost both.
    proto::api::Request add;
    add.mutable_team_add()->set_team(team_);
    add.mutable_team_add()->set_agency(all_.home.id().hex());
    all_.office.ask(std::move(add));
    all_.allow(team_, {&all_.clinic, &all_.nurses, &all_.home});
    all_.world.pass(3min, 2s);
  }

  SeededRandom random_;
  IntroducedAgencies all_;
  std::string team_;
  std::map<WorldAgency*, MemoryStore> copies_;
  std::vector<std::pair<std::string, std::string>> parted_;
};

TEST(IntroductionsByChance, EndInOneSecretWhateverHappens) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Weather weather(seed);
    weather.blow();
    weather.check();
    if (testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace tasuki::test
