// What it costs when a node comes back for which two carriers and the sender all have the same.
#include <cstdio>
#include <set>

#include "core/base/protobuf.hpp"
#include "tests/unit/engine/by_carrier.hpp"

namespace tasuki::test {
namespace {

/// Two carriers and the sender all have the same for the nurses when they come back.
class HealedPartition : public ByCarrier {
 protected:
  HealedPartition() {
    for (auto* other : {&office_, &hospital_, &nurses_}) clinic_.pair_with(*other);
    team_ = office_.found_team({&hospital_, &clinic_, &nurses_});
    office_.consent(team_, {"symptoms"}, {&hospital_, &clinic_, &nurses_});
    world_.pass(1min);
  }
  bool see(Machine& from, Machine& to, const Bytes& bytes) override {
    if (&to == &nurses_.node() || &from == &nurses_.node())
      count(parse_message<proto::wire::Frame>(bytes).value(), bytes.size());
    return ByCarrier::see(from, to, bytes);
  }
  /// All that goes to or comes from the nurses, and of the envelopes among it each once.
  void count(const proto::wire::Frame& frame, std::size_t size) {
    bytes_of_kind_[frame.kind_case()] += size;
    bytes_of_nurses_ += size;
    if (!frame.has_envelope()) return;
    const std::string bytes = frame.envelope().SerializeAsString();
    if (seen_.insert(bytes).second) padded_bytes_ += bytes.size();
  }
  std::size_t kept_by(WorldAgency& carrier) {
    return read(carrier, [&](Transaction& t) { return delivery::carried_for(t, nurses_.id()).size(); });
  }
  void send_while_they_are_off(std::size_t characters) {
    nurses_.node().kill();
    for (int i = 0; i < 200; ++i) {
      send_to_nurses("記録 " + std::to_string(i) + std::string(characters, 'x'));
      world_.pass(3s);
    }
    ASSERT_GE(kept_by(hospital_), 180u);
    ASSERT_GE(kept_by(clinic_), 180u);
    for (const auto& envelope :
         read(hospital_, [&](Transaction& t) { return delivery::carried_for(t, nurses_.id()); }))
      missing_ += envelope.size;
  }
  void come_back() {
    bytes_of_nurses_ = padded_bytes_ = 0;
    bytes_of_kind_.clear();
    seen_.clear();
    nurses_.come_back();
    world_.pass(1min);
    ASSERT_EQ(nurses_.inbox().size(), 200u);
    EXPECT_EQ(kept_by(hospital_) + kept_by(clinic_), 0u);
    EXPECT_EQ(waiting_at(office_, nurses_), 0u);
  }
  double to(std::size_t bytes) const {
    return static_cast<double>(bytes_of_nurses_) / static_cast<double>(bytes);
  }
  /// What is new is what was missing here, and the receipts, which were missing there.
  void expect_little_more_than_what_was_missing() {
    EXPECT_GE(padded_bytes_, missing_);
    std::printf("%zu bytes of envelopes, %zu of them missing here; %zu bytes in all: %.3f and %.3f\n",
                padded_bytes_, missing_, bytes_of_nurses_, to(padded_bytes_), to(missing_));
    for (const auto& [kind, size] : bytes_of_kind_)
      std::printf("  frames of kind %d: %zu bytes\n", kind, size);
    EXPECT_LE(to(padded_bytes_), 1.2);
  }

  WorldAgency clinic_{world_, "clinic"};
  std::size_t missing_ = 0;
  std::size_t bytes_of_nurses_ = 0;
  std::map<int, std::size_t> bytes_of_kind_;
  std::set<std::string> seen_;
  std::size_t padded_bytes_ = 0;
};

TEST_F(HealedPartition, CostsLittleMoreThanWhatWasMissing) {
  send_while_they_are_off(500);
  come_back();
  expect_little_more_than_what_was_missing();
}

TEST_F(HealedPartition, OfShortMessagesCostsLittleMoreThanWhatWasMissing) {
  send_while_they_are_off(10);
  come_back();
  expect_little_more_than_what_was_missing();
}

}  // namespace
}  // namespace tasuki::test
