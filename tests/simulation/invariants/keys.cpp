#include "proto/wire.pb.h"
#include "tests/simulation/sealed_eye.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

/// A message key belongs to one place in a session's chains, and at every place there is one ciphertext.
/// An old copy of a node repeats what got lost on its way, since nobody can tell it: nonces are random.
class MessageKeysAreUsedOnce final : public Invariant {
 public:
  void sent(World& world, const Sent& sent) override {
    if (!sent.frame.has_envelope()) return;
    const auto hash = delivery::hash_of(sent.frame.envelope());
    if (!seen_.insert(hash).second) return;
    const auto unsealed = eye_.unseal(world, sent.frame.envelope());
    if (!unsealed) return world.fail(world.node(sent.from).name() + " sends what nobody can unseal");
    const auto& part = unsealed->part;
    Bytes place = concat({part.session.bytes(), part.header.dh.bytes()});
    append_u32(place, part.header.number);
    const auto [known, is_new] = places_.try_emplace(std::move(place), hash);
    if (!is_new && !has_forked(world, sent.from))
      world.fail(world.node(sent.from).name() + " used a message key twice");
  }

 private:
  static bool has_forked(World& world, std::size_t node) {
    return std::ranges::any_of(world.book().forks, [&](const Fork& fork) { return fork.node == node; });
  }

  SealedEye eye_;
  std::set<EnvelopeHash> seen_;
  std::map<Bytes, EnvelopeHash> places_;
};

}  // namespace

std::unique_ptr<Invariant> message_keys_are_used_once() { return std::make_unique<MessageKeysAreUsedOnce>(); }

}  // namespace tasuki::simulation
