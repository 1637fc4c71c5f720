#include "core/base/protobuf.hpp"
#include "proto/wire.pb.h"
#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/people.hpp"

namespace tasuki::simulation {

namespace {

/// A link's numbers are given by whoever speaks on it; a number of another link means nothing here, and one
/// that was not asked for bears none.
Bytes without_number(const Bytes& bytes) {
  auto frame = parse_message<proto::wire::Frame>(bytes).value();
  frame.clear_number();
  return serialize_message(frame);
}

/// An envelope that was once under way to somebody comes again, on whatever link leads there: the same one,
/// or another agency's that kept a copy.
void replay(World& world) {
  auto& kept = world.book().envelopes;
  auto links = world.wires().links_up();
  if (kept.empty() || links.empty()) return;
  const auto& [to, frame] = world.chance().pick(kept);
  const auto link = world.chance().pick(links);
  if (!world.wires().inject(link, to, without_number(frame))) return;
  world.injured("an envelope comes to " + world.node(to).name() + " once more");
}

void replay_many(World& world) {
  for (std::size_t i = 0; i < 10; ++i) replay(world);
}

}  // namespace

void add_replays(Actions& actions) {
  actions.push_back({"replay", Matter::Replay, 4, replay});
  actions.push_back({"replay-many", Matter::Replay, 1, replay_many});
}

}  // namespace tasuki::simulation
