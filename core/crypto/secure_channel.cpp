#include "core/crypto/secure_channel.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/crypto/channel_wire.hpp"
#include "core/crypto/frame_reader.hpp"
#include "core/crypto/noise_handshake.hpp"
#include "core/crypto/transport_cipher.hpp"

namespace tasuki::crypto {

namespace {

std::vector<EphemeralSecret<32>> one_psk(EphemeralSecret<32> psk) {
  std::vector<EphemeralSecret<32>> psks;
  psks.push_back(std::move(psk));
  return psks;
}

}  // namespace

/// The machine itself. Every step takes exactly one unit (the preamble, or a Noise message) of what is held.
class SecureChannel::State {
 public:
  using Events = std::vector<ChannelEvent>;

  State(std::shared_ptr<const DhKey> local_static, Random& random, ChannelStep step)
      : local_static_(std::move(local_static)), random_(random), step_(step) {}

  Result<> start(Target target) {
    mode_ = target.mode;
    invitation_ = target.invitation;
    TRY_VOID(begin_handshake(NoiseRole::Initiator, target.remote_static, one_psk(std::move(target.psk))));
    TRY(const Bytes message,
        handshake_->write_message(invitation_ ? invitation_->bytes() : ByteView(), random_));
    append(output_, preamble(mode_));
    append_message(output_, message);
    return {};
  }

  Events feed(ByteView bytes) {
    if (step_ == ChannelStep::Failed) return {};
    append(held_, bytes);
    Events events;
    advance(events);
    return events;
  }

  Events supply_psk(std::optional<ByteView> psk) {
    if (step_ != ChannelStep::Psk) return {};
    const auto unknown = EphemeralSecret<32>::random(random_);
    Events events;
    if (finish_message_3(psk ? *psk : unknown.reveal(), events)) {
      advance(events);
    } else {
      fail(events);
    }
    return events;
  }

  Result<> send(ByteView frame) {
    if (step_ != ChannelStep::Open) return CryptoError::OutOfTurn;
    if (frame.empty() || frame.size() > kMaxFrame) return CryptoError::FrameTooLong;
    append_frame(queued_, frame);
    return {};
  }

  Bytes take_output() {
    if (!seal_queued()) close();
    return std::exchange(output_, {});
  }

  ChannelStep step() const { return step_; }
  bool remote_proved() const { return remote_proved_; }
  std::size_t queued_bytes() const { return queued_.size(); }
  std::uint32_t dh_operations() const { return handshake_ ? handshake_->dh_operations() : dh_spent_; }

 private:
  Result<> begin_handshake(NoiseRole role, std::optional<DhPublicKey> remote_static,
                           std::vector<EphemeralSecret<32>> psks) {
    TRY(auto pattern, parse_noise_protocol(kTransportProtocol));
    TRY(auto handshake, NoiseHandshake::create(std::move(pattern), role, preamble(mode_),
                                               {std::move(local_static_), remote_static, std::move(psks)}));
    handshake_ = std::move(handshake);
    return {};
  }

  /// Runs every step for which enough is there.
  void advance(Events& events) {
    std::size_t offset = 0;
    while (step_ != ChannelStep::Psk) {
      const auto unit = next_unit(ByteView(held_).subspan(offset), step_, mode_);
      if (unit.kind == WireUnit::Kind::Incomplete) break;
      if (unit.kind == WireUnit::Kind::Impossible || !take(unit.body, events)) return fail(events);
      offset += unit.size;
    }
    held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(offset));
    if (step_ == ChannelStep::Psk && held_.size() > kMaxHeldInput) fail(events);
  }

  bool take(ByteView unit, Events& events) {
    switch (step_) {
      case ChannelStep::Preamble:
        return take_preamble(unit);
      case ChannelStep::Message1:
        return take_message_1(unit);
      case ChannelStep::Message2:
        return take_message_2(unit);
      case ChannelStep::Message3:
        return take_message_3(unit, events);
      case ChannelStep::Confirmation:
        return take_confirmation(unit, events);
      default:
        return take_transport(unit, events);
    }
  }

  bool take_preamble(ByteView unit) {
    const auto mode = read_preamble(unit);
    if (!mode) return false;
    mode_ = *mode;
    step_ = ChannelStep::Message1;
    return true;
  }

  bool take_message_1(ByteView unit) {
    if (!begin_handshake(NoiseRole::Responder, std::nullopt, {})) return false;
    const auto read = handshake_->read_message(unit);
    if (!read) return false;
    if (mode_ == ChannelMode::Pairing) invitation_ = InvitationId::from(read->payload);
    step_ = ChannelStep::Message3;
    return write_handshake_message();
  }

  bool take_message_2(ByteView unit) {
    if (!handshake_->read_message(unit) || !write_handshake_message()) return false;
    step_ = ChannelStep::Confirmation;
    return open_ciphers();
  }

  bool take_message_3(ByteView unit, Events& events) {
    const auto read = handshake_->read_message(unit);
    if (!read || !read->needs_psk) return false;
    step_ = ChannelStep::Psk;
    events.emplace_back(NeedPsk{*handshake_->remote_static(), invitation_});
    return true;
  }

  bool finish_message_3(ByteView psk, Events& events) {
    if (!handshake_->supply_psk(psk) || !open_ciphers()) return false;
    const auto confirmation = send_->encrypt({});
    if (!confirmation) return false;
    append_message(output_, *confirmation);
    return establish(events);
  }

  bool take_confirmation(ByteView unit, Events& events) {
    return receive_->decrypt(unit) && establish(events);
  }

  bool take_transport(ByteView unit, Events& events) {
    const auto text = receive_->decrypt(unit);
    if (!text) return false;
    auto frames = frames_.feed(*text);
    if (!frames) return false;
    for (Bytes& frame : *frames) events.emplace_back(FrameArrived{std::move(frame)});
    return true;
  }

  bool write_handshake_message() {
    const auto message = handshake_->write_message({}, random_);
    if (!message) return false;
    append_message(output_, *message);
    return true;
  }

  /// The handshake's own keys go as soon as those of the transport are there.
  bool open_ciphers() {
    auto transport = handshake_->split();
    if (!transport) return false;
    send_.emplace(std::move(transport->send));
    receive_.emplace(std::move(transport->receive));
    handshake_hash_ = handshake_->handshake_hash();
    remote_static_ = *handshake_->remote_static();
    remote_proved_ = true;
    forget_handshake();
    return true;
  }

  bool establish(Events& events) {
    step_ = ChannelStep::Open;
    events.emplace_back(Established{handshake_hash_, remote_static_, invitation_});
    return true;
  }

  bool seal_queued() {
    const Bytes text = std::exchange(queued_, {});
    for (ByteView rest = text; !rest.empty();) {
      const auto piece = rest.first(std::min(rest.size(), kMaxTransportText));
      const auto message = send_->encrypt(piece);
      if (!message) return false;
      append_message(output_, *message);
      rest = rest.subspan(piece.size());
    }
    return true;
  }

  void fail(Events& events) {
    close();
    events.emplace_back(ChannelFailed{});
  }

  void close() {
    step_ = ChannelStep::Failed;
    forget_handshake();
    send_.reset();
    receive_.reset();
    held_.clear();
    queued_.clear();
    output_.clear();
  }

  void forget_handshake() {
    dh_spent_ = dh_operations();
    handshake_.reset();
  }

  std::shared_ptr<const DhKey> local_static_;
  Random& random_;
  ChannelStep step_;
  ChannelMode mode_ = ChannelMode::Contact;
  std::optional<InvitationId> invitation_;
  std::optional<NoiseHandshake> handshake_;
  std::optional<TransportCipher> send_;
  std::optional<TransportCipher> receive_;
  Digest handshake_hash_{};
  DhPublicKey remote_static_;
  bool remote_proved_ = false;
  FrameReader frames_;
  Bytes held_;
  Bytes queued_;
  Bytes output_;
  std::uint32_t dh_spent_ = 0;
};

Result<SecureChannel> SecureChannel::initiate(std::shared_ptr<const DhKey> local_static, Target target,
                                              Random& random) {
  if ((target.mode == ChannelMode::Pairing) != target.invitation.has_value()) {
    throw std::invalid_argument("an invitation belongs to pairing, and only there");
  }
  auto state = std::make_unique<State>(std::move(local_static), random, ChannelStep::Message2);
  TRY_VOID(state->start(std::move(target)));
  return SecureChannel(std::move(state));
}

SecureChannel SecureChannel::respond(std::shared_ptr<const DhKey> local_static, Random& random) {
  return SecureChannel(std::make_unique<State>(std::move(local_static), random, ChannelStep::Preamble));
}

SecureChannel::SecureChannel(std::unique_ptr<State> state) : state_(std::move(state)) {}
SecureChannel::SecureChannel(SecureChannel&&) noexcept = default;
SecureChannel& SecureChannel::operator=(SecureChannel&&) noexcept = default;
SecureChannel::~SecureChannel() = default;

std::vector<ChannelEvent> SecureChannel::feed(ByteView bytes) { return state_->feed(bytes); }
std::vector<ChannelEvent> SecureChannel::supply_psk(std::optional<ByteView> psk) {
  return state_->supply_psk(psk);
}
Result<> SecureChannel::send(ByteView frame) { return state_->send(frame); }
Bytes SecureChannel::take_output() { return state_->take_output(); }
bool SecureChannel::established() const { return state_->step() == ChannelStep::Open; }
bool SecureChannel::failed() const { return state_->step() == ChannelStep::Failed; }
bool SecureChannel::remote_proved() const { return state_->remote_proved(); }
std::size_t SecureChannel::queued_bytes() const { return state_->queued_bytes(); }
std::uint32_t SecureChannel::dh_operations() const { return state_->dh_operations(); }

}  // namespace tasuki::crypto
