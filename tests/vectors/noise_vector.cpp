#include "tests/vectors/noise_vector.hpp"

#include <algorithm>

#include "core/crypto/noise_handshake.hpp"

namespace tasuki::test {

namespace {

using nlohmann::json;

/// Hands out the vector's ephemeral key, once.
class FixedEphemeral final : public Random {
 public:
  explicit FixedEphemeral(std::optional<Bytes> key) : key_(std::move(key)) {}
  void fill(MutableByteView bytes) override {
    if (!key_ || key_->size() != bytes.size()) throw BadVector("the ephemeral key is missing");
    std::ranges::copy(*key_, bytes.begin());
    key_.reset();
  }

 private:
  std::optional<Bytes> key_;
};

/// The fields of one side, `init_…` or `resp_…`.
class Side {
 public:
  Side(const json& vector, std::string prefix) : vector_(vector), prefix_(std::move(prefix)) {}

  std::optional<Bytes> hex(const char* field) const {
    return optional_hex(vector_, (prefix_ + field).c_str());
  }
  std::shared_ptr<const crypto::DhKey> static_key() const {
    const auto secret = hex("static");
    return secret ? std::make_shared<const crypto::DhKey>(crypto::DhKey::from_secret(*secret)) : nullptr;
  }
  std::vector<EphemeralSecret<32>> psks() const {
    std::vector<EphemeralSecret<32>> psks;
    if (const auto single = hex("psk")) psks.emplace_back(*single);
    const auto list = vector_.find(prefix_ + "psks");
    if (list == vector_.end() || list->is_null()) return psks;
    for (const auto& psk : *list) psks.emplace_back(from_hex(psk.get<std::string>()).value());
    return psks;
  }

 private:
  const json& vector_;
  std::string prefix_;
};

std::optional<crypto::DhPublicKey> remote_static(const Side& mine, const Side& theirs) {
  if (const auto bytes = mine.hex("remote_static")) return crypto::DhPublicKey::from(*bytes).value();
  const auto key = theirs.static_key();
  if (key == nullptr) return std::nullopt;
  return key->public_key();
}

/// One role, through the handshake and the transport after it.
class Party {
 public:
  Party(const crypto::NoisePattern& pattern, crypto::NoiseRole role, const Side& mine, const Side& theirs)
      : handshake_(
            crypto::NoiseHandshake::create(pattern, role, mine.hex("prologue").value_or(Bytes{}),
                                           {mine.static_key(), remote_static(mine, theirs), mine.psks()})
                .value()),
        ephemeral_(mine.hex("ephemeral")) {}

  Bytes write(const Bytes& payload) {
    if (handshake_.complete()) return transport().send.encrypt({}, payload).value();
    return handshake_.write_message(payload, ephemeral_).value();
  }
  Bytes read(const Bytes& message) {
    if (handshake_.complete()) return transport().receive.decrypt({}, message).value();
    auto result = handshake_.read_message(message).value();
    if (result.needs_psk) throw BadVector("a psk is missing");
    return std::move(result.payload);
  }
  bool complete() const { return handshake_.complete(); }
  const crypto::Digest& hash() const { return handshake_.handshake_hash(); }

 private:
  crypto::NoiseTransport& transport() {
    if (!transport_) transport_ = handshake_.split().value();
    return *transport_;
  }

  crypto::NoiseHandshake handshake_;
  FixedEphemeral ephemeral_;
  std::optional<crypto::NoiseTransport> transport_;
};

Verdict play_message(Party& writer, Party& reader, const json& message, const std::string& number) {
  const Bytes payload = optional_hex(message, "payload").value_or(Bytes{});
  const Bytes expected = required_hex(message, "ciphertext");
  if (writer.write(payload) != expected)
    return Verdict::failed("message " + number + " is written otherwise");
  if (reader.read(expected) != payload) return Verdict::failed("message " + number + " is read otherwise");
  return {};
}

Verdict check_hash(const Party& initiator, const Party& responder, const json& vector) {
  if (initiator.hash() != responder.hash()) return Verdict::failed("the two handshake hashes differ");
  const auto expected = optional_hex(vector, "handshake_hash");
  if (expected && !equal(*expected, initiator.hash())) return Verdict::failed("another handshake hash");
  return {};
}

Verdict play(const crypto::NoisePattern& pattern, const json& vector) {
  const Side init(vector, "init_");
  const Side resp(vector, "resp_");
  Party initiator(pattern, crypto::NoiseRole::Initiator, init, resp);
  Party responder(pattern, crypto::NoiseRole::Responder, resp, init);
  const auto& messages = vector.at("messages");
  if (!messages.is_array() || messages.size() < pattern.messages.size()) {
    return Verdict::failed("has fewer messages than the handshake");
  }
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const bool initiator_writes = pattern.one_way || i % 2 == 0;
    auto verdict = play_message(initiator_writes ? initiator : responder,
                                initiator_writes ? responder : initiator, messages[i], std::to_string(i + 1));
    if (verdict.kind != Verdict::Kind::Passed) return verdict;
    if (i + 1 == pattern.messages.size()) {
      verdict = check_hash(initiator, responder, vector);
      if (verdict.kind != Verdict::Kind::Passed) return verdict;
    }
  }
  return {};
}

}  // namespace

std::string noise_vector_name(const json& vector) {
  for (const char* field : {"protocol_name", "name"}) {
    if (vector.is_object() && vector.contains(field) && vector[field].is_string()) return vector[field];
  }
  return "(without a name)";
}

Verdict run_noise_vector(const json& vector) {
  if (!vector.is_object()) return Verdict::failed("is no object");
  const auto pattern = crypto::parse_noise_protocol(noise_vector_name(vector));
  if (!pattern) return Verdict::skipped("unknown " + pattern.error().detail());
  if (vector.value("fail", false)) return Verdict::skipped("expects a failure");
  return play(*pattern, vector);
}

void for_each_noise_vector(const json& file, const Visit& visit) {
  const auto& vectors = file.is_object() && file.contains("vectors") ? file["vectors"] : file;
  if (!vectors.is_array()) throw BadVector("no list of vectors");
  for (const auto& vector : vectors) {
    visit(noise_vector_name(vector), [&] { return run_noise_vector(vector); });
  }
}

}  // namespace tasuki::test
