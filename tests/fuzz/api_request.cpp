// What a program says to its node over the local socket: any bytes get an answer, and none harms the node.
#include "core/base/protobuf.hpp"
#include "proto/api.pb.h"
#include "tests/fuzz/require.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

/// An agency in a team with another one, where somebody is logged in.
struct Desk {
  World world{1};
  WorldAgency office{world, "office", "consultation-support"};
  WorldAgency hospital{world, "hospital"};

  Desk() {
    office.log_in();
    hospital.log_in();
    office.pair_with(hospital);
    const auto team = office.found_team({&hospital});
    office.consent(team, {"symptoms"}, {&hospital});
    office.send(team, "three nights without sleep");
  }
};

void ask(Desk& desk, ByteView input) {
  auto request = parse_message<proto::api::Request>(input);
  if (!request) return require(!desk.office.node().call(copy(input)).empty());
  // As the logged-in administrator: behind the door is where the code is.
  const bool watches = request->has_watch();
  // The node's shell answers these with the copy that it makes of the store.
  const bool copies = request->has_backup() || request->has_backup_piece();
  const auto answers = desk.office.ask(std::move(*request));
  require(watches || copies || (!answers.empty() && answers.back().last()));
}

}  // namespace
}  // namespace tasuki::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  // Anew from time to time, so that what piles up stays small.
  constexpr int kInputsPerWorld = 100;
  static std::unique_ptr<test::Desk> desk;
  static int inputs = 0;
  if (inputs++ % kInputsPerWorld == 0) desk = std::make_unique<test::Desk>();
  test::ask(*desk, ByteView(data, size));
  test::require(desk->office.node().running());
  return 0;
}
