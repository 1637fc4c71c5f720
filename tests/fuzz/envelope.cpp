// Envelopes as a carrier or a peer hands them over: nothing but what was sealed opens.
#include "core/delivery/envelope.hpp"

#include "tests/fuzz/altered.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/unit/delivery/session_node.hpp"

namespace tasuki::test {
namespace {

constexpr std::string_view kText = "three nights without sleep";

/// A first envelope, which begins a session, and one of a session that both have spoken in.
struct Scene {
  Scene() {
    first = fresh.a.seal(fresh.b, kText).bytes;
    settled.settle();
    later = settled.a.seal(settled.b, kText).bytes;
  }
  delivery::SessionPair fresh{1};
  delivery::SessionPair settled{2};
  Bytes first;
  Bytes later;
};

void open(delivery::SessionNode& node, ByteView valid, ByteView input) {
  const Bytes bytes = raw_or_altered(valid, input);
  const auto envelope = delivery::Envelope::parse(bytes);
  if (!envelope) return;
  require(delivery::Envelope::parse(envelope->serialize()).value().hash() == envelope->hash());
  Transaction& transaction = node.store().begin();
  const auto opened = node.sessions().open(transaction, *envelope, node.now);
  if (opened) require(as_text(opened->payload) == kText);
  node.store().rollback();
}

/// The inside, as somebody who has the recipient's envelope key (everybody has) can make it.
void read_part(ByteView input) {
  if (input.size() < 2) return;
  const std::uint32_t size_class = 256U << (input[0] % 4U);
  Bytes padded = copy(input.subspan(1));
  padded.resize(size_class + delivery::kPartOverhead);
  for (const ByteView bytes : {ByteView(padded), input}) {
    const auto part = delivery::SealedPart::parse(bytes, size_class);
    if (part) require(delivery::SealedPart::parse(part->serialize(size_class), size_class).has_value());
  }
}

}  // namespace
}  // namespace tasuki::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  static test::Scene scene;
  if (size < 2) return 0;
  const ByteView input(data + 1, size - 1);
  if (data[0] % 3 == 0) test::open(scene.fresh.b, scene.first, input);
  if (data[0] % 3 == 1) test::open(scene.settled.b, scene.later, input);
  if (data[0] % 3 == 2) test::read_part(input);
  return 0;
}
