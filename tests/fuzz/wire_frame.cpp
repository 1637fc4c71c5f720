// Frames between nodes that are paired: one of them says anything it likes, the other takes no harm and
// believes nothing that was not said.
#include "proto/wire.pb.h"
#include "tests/fuzz/altered.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

constexpr const char* kBody = "three nights without sleep";

struct Pair {
  World world{1};
  WorldAgency office{world, "office", "consultation-support"};
  WorldAgency hospital{world, "hospital"};
  std::string team;

  Pair() {
    office.log_in();
    hospital.log_in();
    office.pair_with(hospital);
    team = office.found_team({&hospital});
    office.consent(team, {"symptoms"}, {&hospital});
  }
};

/// The frame with the given number, in either direction, is changed or is another one altogether.
void play(Pair& pair, std::size_t number, ByteView input) {
  pair.world.on_frame = [&](Machine&, Machine&, Bytes& frame) {
    if (number-- == 0) frame = raw_or_altered(frame, input);
    return true;
  };
  pair.office.send(pair.team, kBody);
  pair.world.on_frame = nullptr;
  require(pair.office.node().running() && pair.hospital.node().running());
  for (const auto& message : pair.hospital.inbox()) {
    require(message.body() == kBody || message.body().empty());
    require(message.from_agency() == pair.office.id().str());
  }
}

}  // namespace
}  // namespace tasuki::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  constexpr int kInputsPerWorld = 50;
  static std::unique_ptr<test::Pair> pair;
  static int inputs = 0;
  if (size < 2) return 0;
  if (inputs++ % kInputsPerWorld == 0) pair = std::make_unique<test::Pair>();
  test::play(*pair, data[0] % 4, ByteView(data + 1, size - 1));
  return 0;
}
