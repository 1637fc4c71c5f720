// The Noise transport: what a stranger, or somebody between two honest ends, can feed it.
#include "core/crypto/secure_channel.hpp"

#include <set>

#include "tests/fuzz/require.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::test {
namespace {

using namespace crypto;

/// One end: what waits to be delivered to it, and what it was given.
struct End {
  SecureChannel channel;
  Bytes incoming{};
  std::multiset<Bytes> sent{};
  std::multiset<Bytes> arrived{};
  bool established = false;
};

class Between {
 public:
  explicit Between(ByteView input) : input_(input), keys_(11), first_(12), second_(13) {
    const auto near_key = std::make_shared<const DhKey>(DhKey::generate(keys_));
    const auto far_key = std::make_shared<const DhKey>(DhKey::generate(keys_));
    SecureChannel::Target target{ChannelMode::Contact, far_key->public_key(), EphemeralSecret<32>(kPsk), {}};
    auto initiator = SecureChannel::initiate(near_key, std::move(target), first_);
    ends_.push_back({std::move(initiator).value()});
    ends_.push_back({SecureChannel::respond(far_key, second_)});
    move_output();
  }

  void play() {
    while (!input_.empty()) step(take());
    for (std::size_t to : {0U, 1U, 0U, 1U, 0U}) deliver(to, ends_[to].incoming.size());
    for (std::size_t to : {0U, 1U}) {
      // Whatever lay between them did: nothing arrives that the other end did not send.
      for (const Bytes& frame : ends_[to].arrived) require(ends_[1 - to].sent.contains(frame));
      require(ends_[to].channel.dh_operations() <= 8);
    }
  }

 private:
  std::uint8_t take() {
    if (input_.empty()) return 0;
    const std::uint8_t byte = input_[0];
    input_ = input_.subspan(1);
    return byte;
  }

  void step(std::uint8_t what) {
    const std::size_t to = what & 1U;
    End& end = ends_[to];
    switch ((what >> 1U) % 5) {
      case 0:
        deliver(to, take());
        break;
      case 1:
        if (!end.incoming.empty()) end.incoming[take() % end.incoming.size()] ^= take() | 1U;
        break;
      case 2: {
        const auto length = std::min<std::size_t>(take(), input_.size());
        append(end.incoming, input_.first(length));
        input_ = input_.subspan(length);
        break;
      }
      case 3: {
        const Bytes frame(take() + 1U, take());
        if (end.channel.send(frame)) end.sent.insert(frame);
        break;
      }
      default:
        end.incoming.clear();
    }
    move_output();
  }

  void deliver(std::size_t to, std::size_t count) {
    End& end = ends_[to];
    count = std::min(count, end.incoming.size());
    const Bytes piece(end.incoming.begin(), end.incoming.begin() + static_cast<std::ptrdiff_t>(count));
    end.incoming.erase(end.incoming.begin(), end.incoming.begin() + static_cast<std::ptrdiff_t>(count));
    note(end, end.channel.feed(piece));
    move_output();
  }

  void note(End& end, std::vector<ChannelEvent> events) {
    for (auto& event : events) {
      if (std::holds_alternative<NeedPsk>(event)) note(end, end.channel.supply_psk(ByteView(kPsk)));
      if (std::holds_alternative<Established>(event)) end.established = true;
      if (auto* frame = std::get_if<FrameArrived>(&event)) {
        require(end.established);
        end.arrived.insert(frame->frame);
      }
    }
  }

  void move_output() {
    for (std::size_t from : {0U, 1U}) append(ends_[1 - from].incoming, ends_[from].channel.take_output());
  }

  static constexpr std::array<std::uint8_t, 32> kPsk{7};
  ByteView input_;
  SeededRandom keys_, first_, second_;
  std::vector<End> ends_;
};

}  // namespace
}  // namespace tasuki::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tasuki::test::Between(tasuki::ByteView(data, size)).play();
  return 0;
}
