// What members of a team say of each other's audit trails: one of them says anything it likes, the other
// takes no harm, witnesses nothing that was not signed, and accuses nobody.
#include "core/audit/held_heads.hpp"
#include "core/audit/witness.hpp"
#include "core/base/protobuf.hpp"
#include "proto/wire.pb.h"
#include "tests/fuzz/altered.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

struct Pair {
  World world{1};
  WorldAgency office{world, "office", "consultation-support"};
  WorldAgency hospital{world, "hospital"};

  Pair() {
    office.pair_with(hospital);
    office.found_team({&hospital});
    world.pass(std::chrono::minutes(2));
  }
};

bool is_about_heads(ByteView bytes) {
  const auto frame = parse_message<proto::wire::Frame>(bytes);
  return frame && (frame->has_audit_heads() || frame->has_audit_head_ask() || frame->has_audit_witness());
}

/// The frame about heads with the given number, in either direction, is changed or is another one altogether.
void play(Pair& pair, std::size_t number, ByteView input) {
  pair.world.on_frame = [&](Machine&, Machine&, Bytes& frame) {
    if (is_about_heads(frame) && number-- == 0) frame = raw_or_altered(frame, input);
    return true;
  };
  pair.office.log_in();
  pair.world.pass(std::chrono::seconds(70), std::chrono::seconds(10));
  pair.world.on_frame = nullptr;
  for (auto* agency : {&pair.office, &pair.hospital}) {
    require(agency->node().running());
    agency->node().prepare([](Transaction& transaction) {
      require(audit::head_conflicts(transaction).empty());
      for (const auto& kept : audit::kept_witnesses(transaction))
        require(audit::open_witnessed(kept, audit::node_keys_in(transaction)).has_value());
      for (const auto& held : audit::held_heads(transaction, std::nullopt)) {
        const auto key = audit::node_keys_in(transaction)(held.head.agency, held.head.incarnation);
        require(key && audit::open_head(held.bytes, *key));
      }
    });
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
