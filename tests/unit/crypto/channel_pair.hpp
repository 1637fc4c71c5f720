#pragma once

#include <functional>
#include <string>

#include "core/crypto/secure_channel.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::test {

/// What one end of a channel came to.
struct ChannelLog {
  std::vector<std::string> frames;
  std::optional<crypto::NeedPsk> asked;
  std::optional<crypto::Established> established;
  int failures = 0;

  void take(std::vector<crypto::ChannelEvent> events) {
    for (auto& event : events) {
      if (auto* need = std::get_if<crypto::NeedPsk>(&event)) asked = *need;
      if (auto* up = std::get_if<crypto::Established>(&event)) established = *up;
      if (auto* arrived = std::get_if<crypto::FrameArrived>(&event))
        frames.push_back(to_string(arrived->frame));
      if (std::holds_alternative<crypto::ChannelFailed>(event)) ++failures;
    }
  }
};

/// Two channels coupled without a network. `cut` is the size of the pieces in which bytes arrive, `on_wire`
/// may change them on their way.
class ChannelPair {
 public:
  explicit ChannelPair(crypto::ChannelMode mode = crypto::ChannelMode::Contact,
                       std::uint8_t initiator_psk = 7)
      : initiator(
            crypto::SecureChannel::initiate(initiator_key, target(mode, initiator_psk), random).value()),
        responder(crypto::SecureChannel::respond(responder_key, random)) {}

  /// Carries bytes back and forth, and answers NeedPsk with `psk`, until nothing more is said.
  void run() {
    while (step()) continue;
  }
  bool step() {
    const bool forth = carry(initiator, responder, responder_log, true);
    if (std::exchange(responder_log_unanswered_, false)) responder_log.take(responder.supply_psk(psk_view()));
    return carry(responder, initiator, initiator_log, false) || forth;
  }

  SeededRandom random{1};
  std::shared_ptr<const crypto::DhKey> initiator_key =
      std::make_shared<const crypto::DhKey>(crypto::DhKey::generate(random));
  std::shared_ptr<const crypto::DhKey> responder_key =
      std::make_shared<const crypto::DhKey>(crypto::DhKey::generate(random));
  InvitationId invitation = random.id<InvitationId>();
  crypto::SecureChannel initiator;
  crypto::SecureChannel responder;
  ChannelLog initiator_log;
  ChannelLog responder_log;
  std::optional<Bytes> psk = Bytes(32, 7);
  std::size_t cut = 1 << 20;
  std::function<void(Bytes& bytes, bool from_initiator)> on_wire = [](Bytes&, bool) {};

 private:
  crypto::SecureChannel::Target target(crypto::ChannelMode mode, std::uint8_t fill) {
    std::optional<InvitationId> of_pairing;
    if (mode == crypto::ChannelMode::Pairing) of_pairing = invitation;
    return {mode, responder_key->public_key(), EphemeralSecret<32>(Bytes(32, fill)), of_pairing};
  }
  std::optional<ByteView> psk_view() const { return psk ? std::optional<ByteView>(*psk) : std::nullopt; }

  bool carry(crypto::SecureChannel& from, crypto::SecureChannel& to, ChannelLog& log, bool from_initiator) {
    Bytes bytes = from.take_output();
    if (bytes.empty()) return false;
    on_wire(bytes, from_initiator);
    for (ByteView rest = bytes; !rest.empty();) {
      const auto piece = rest.first(std::min(rest.size(), cut));
      const bool had_asked = log.asked.has_value();
      log.take(to.feed(piece));
      if (!had_asked && log.asked) responder_log_unanswered_ = true;
      rest = rest.subspan(piece.size());
    }
    return true;
  }

  bool responder_log_unanswered_ = false;
};

}  // namespace tasuki::test
