#include "tests/simulation/sealed_eye.hpp"

#include "core/base/protobuf.hpp"
#include "core/delivery/session.hpp"
#include "core/engine/delivery/shared_content.hpp"
#include "core/engine/desk.hpp"
#include "proto/wire.pb.h"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

std::optional<record::SignedRecord> record_in(const proto::wire::Item& item) {
  if (item.has_record()) {
    if (auto record = record::from_proto(item.record())) return std::move(*record);
  } else if (item.has_content()) {
    if (auto record = engine::open_content(item.content())) return std::move(*record);
  } else if (item.has_relay()) {
    if (auto record = record::from_proto(item.relay().record())) return std::move(*record);
  }
  return std::nullopt;
}

}  // namespace

std::optional<delivery::UnsealedEnvelope> SealedEye::unseal(World& world,
                                                            const proto::wire::Envelope& message) {
  const auto envelope = delivery::Envelope::from_proto(message);
  const auto to = envelope ? world.node_of(envelope->recipient) : std::nullopt;
  if (!to) return std::nullopt;
  const auto& lives = world.node(*to).lives();
  for (auto life = lives.rbegin(); life != lives.rend(); ++life) {
    auto unsealed = delivery::unseal(engine::own_keys(life->second), *envelope);
    if (unsealed) return std::move(*unsealed);
  }
  return std::nullopt;
}

std::optional<std::vector<record::SignedRecord>> SealedEye::records(World& world,
                                                                    const proto::wire::Envelope& message,
                                                                    Time now) {
  const auto unsealed = unseal(world, message);
  if (!unsealed) return std::nullopt;
  Node& recipient = world.node(world.node_of(unsealed->part.recipient).value());
  return recipient.look([&](Transaction& transaction) -> std::optional<std::vector<record::SignedRecord>> {
    test::SeededRandom random(1);
    engine::CardDirectory directory;
    const auto own = engine::own_keys(recipient.lives().at(recipient.incarnation()));
    auto opened = delivery::Sessions(random, own, directory).open(transaction, *unsealed, now);
    const auto payload = opened ? parse_message<proto::wire::EnvelopePayload>(opened->payload) : std::nullopt;
    if (!payload) return std::nullopt;
    std::vector<record::SignedRecord> records;
    for (const auto& item : payload->item()) {
      if (auto record = record_in(item)) records.push_back(std::move(*record));
    }
    return records;
  });
}

}  // namespace tasuki::simulation
