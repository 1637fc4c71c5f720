#include "core/delivery/envelope.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "core/base/protobuf.hpp"
#include "core/crypto/sealed_box.hpp"
#include "proto/wire.pb.h"
#include "tests/support/counting_random.hpp"
#include "tests/support/protocol_document.hpp"
#include "tests/unit/delivery/session_node.hpp"

namespace tasuki::delivery {
namespace {

std::string read(SessionNode& node, const Envelope& envelope) {
  const auto opened = node.open(envelope);
  if (opened) return to_string(opened->payload);
  const auto& error = opened.error();
  return std::string(error.name()) + (error.detail().empty() ? "" : ":" + error.detail());
}

/// A genuine envelope and its inside; `put_back` makes an envelope of a changed inside, as somebody could who
/// knew it.
struct Genuine {
  explicit Genuine(SessionPair& pair) : Genuine(pair, pair.a.seal(pair.b, "genuine")) {}
  Genuine(SessionPair& pair, const SealedEnvelope& sealed)
      : to(pair.b.card().envelope),
        outside(Envelope::parse(sealed.bytes).value()),
        inside(unseal(pair.b.own(), outside).value().part) {}

  Envelope put_back(const SealedPart& part) const {
    test::SeededRandom random(1);
    Envelope envelope = outside;
    envelope.sealed = crypto::seal_box(random, to, part.serialize(envelope.size_class)).value();
    return envelope;
  }

  crypto::DhPublicKey to;
  Envelope outside;
  SealedPart inside;
};

constexpr std::string_view kNotAuthentic = "envelope-cannot-open:not-authentic";
constexpr std::string_view kMalformed = "envelope-malformed";

TEST(Envelope, AChangedOutsideDoesNotOpenAndChangesNothing) {
  SessionPair pair;
  const Genuine genuine(pair);
  const std::string before = pair.b.store().dump();
  const std::vector<std::pair<std::string_view, std::function<void(Envelope&)>>> changes{
      {"envelope-not-for-us", [&](Envelope& e) { e.recipient = pair.a.agency(); }},
      {kMalformed, [](Envelope& e) { e.expires_at -= Duration(1); }},
      {kMalformed, [](Envelope& e) { e.expires_at += Duration(1); }},
      {"envelope-expired", [](Envelope& e) { e.expires_at = kFriday; }},
      {kMalformed, [](Envelope& e) { e.size_class += 1; }},
      {kMalformed, [](Envelope& e) { e.size_class = 0; }},
      {kMalformed, [](Envelope& e) { e.size_class = ~0U; }},
      {kNotAuthentic, [&](Envelope& e) { e.recall_tag = recall_tag(as_bytes("another key")); }},
      {"envelope-cannot-open:sealed-box", [](Envelope& e) { e.sealed[0] ^= 1; }},
      {"envelope-cannot-open:sealed-box", [](Envelope& e) { e.sealed.back() ^= 1; }},
      {"envelope-cannot-open:sealed-box", [](Envelope& e) { e.sealed.clear(); }},
  };
  for (const auto& [expected, change] : changes) {
    Envelope changed = genuine.outside;
    change(changed);
    EXPECT_EQ(read(pair.b, changed), expected) << "change " << &change - &changes[0].second;
    EXPECT_NE(changed.hash(), genuine.outside.hash());
    EXPECT_EQ(pair.b.store().dump(), before);
  }
  EXPECT_EQ(read(pair.b, genuine.outside), "genuine");
}

TEST(Envelope, AChangedInsideDoesNotOpenAndChangesNothing) {
  SessionPair pair;
  const Genuine genuine(pair);
  const std::string before = pair.b.store().dump();
  const auto other_key = crypto::EphemeralDhKey::generate(pair.a.random()).public_key();
  const std::vector<std::pair<std::string_view, std::function<void(SealedPart&)>>> changes{
      {"envelope-sender-unknown", [&](SealedPart& p) { p.sender = pair.b.agency(); }},
      {"envelope-cannot-open:other-incarnation", [](SealedPart& p) { p.sender_incarnation = 2; }},
      {kMalformed, [&](SealedPart& p) { p.recipient = pair.a.agency(); }},
      {kMalformed, [](SealedPart& p) { p.expires_at -= Duration(1); }},
      {"envelope-cannot-open:other-mode", [](SealedPart& p) { p.mode = crypto::Mode::Introduced; }},
      {kMalformed, [](SealedPart& p) { p.session = SessionId(); }},
      {"envelope-cannot-open:unknown-session", [](SealedPart& p) { p.initial.reset(); }},
      {kMalformed, [&](SealedPart& p) { p.initial->identity = other_key; }},
      {kMalformed, [&](SealedPart& p) { p.initial->ephemeral = other_key; }},
      {kMalformed, [](SealedPart& p) { p.initial->prekey_id += 1; }},
      {kMalformed, [](SealedPart& p) { p.initial->nonce[0] ^= 1; }},
      {kMalformed, [](SealedPart& p) { p.initial->generation += 1; }},
      {kNotAuthentic, [&](SealedPart& p) { p.header.dh = other_key; }},
      {kNotAuthentic, [](SealedPart& p) { p.header.dh = crypto::DhPublicKey(); }},
      {kNotAuthentic, [](SealedPart& p) { p.header.previous += 1; }},
      {kNotAuthentic, [](SealedPart& p) { p.header.number += 1; }},
      {"envelope-cannot-open:too-many-skipped",
       [](SealedPart& p) { p.header.number += crypto::kMaxSkipped + 1; }},
      {kNotAuthentic, [](SealedPart& p) { p.ciphertext[0] ^= 1; }},
      {kNotAuthentic, [](SealedPart& p) { p.ciphertext.back() ^= 1; }},
      {kMalformed, [](SealedPart& p) { p.ciphertext.pop_back(); }},
  };
  for (const auto& [expected, change] : changes) {
    SealedPart changed = genuine.inside;
    change(changed);
    EXPECT_EQ(read(pair.b, genuine.put_back(changed)), expected) << "change " << &change - &changes[0].second;
    EXPECT_EQ(pair.b.store().dump(), before);
  }
  EXPECT_EQ(read(pair.b, genuine.outside), "genuine");
}

TEST(Envelope, AnInitialMessageOfAnotherKeyDoesNotOpenUnderItsOwnSessionEither) {
  SessionPair pair;
  const Genuine genuine(pair);
  SealedPart changed = genuine.inside;
  changed.initial->ephemeral = crypto::EphemeralDhKey::generate(pair.a.random()).public_key();
  changed.session = changed.initial->session_id(pair.a.agency(), pair.b.agency());
  EXPECT_EQ(read(pair.b, genuine.put_back(changed)), kNotAuthentic);
  EXPECT_TRUE(pair.b.sessions_with(pair.a).empty());
}

TEST(Envelope, ALaterExpiryInsideAndOutsideDoesNotOpen) {
  SessionPair pair;
  Genuine genuine(pair);
  genuine.inside.expires_at += kDay;
  genuine.outside.expires_at += kDay;
  EXPECT_EQ(read(pair.b, genuine.put_back(genuine.inside)), kNotAuthentic);
}

TEST(Envelope, BytesOfAnotherFormAreMalformed) {
  SessionPair pair;
  const Bytes bytes = pair.a.seal(pair.b, "x").bytes;
  for (const std::size_t length : {std::size_t{1}, std::size_t{40}, bytes.size() - 1}) {
    EXPECT_TRUE(Envelope::parse(ByteView(bytes).first(length)).error().is(SessionError::Malformed)) << length;
  }
  EXPECT_TRUE(Envelope::parse({}).error().is(SessionError::Malformed));
  EXPECT_TRUE(Envelope::parse(Bytes(kMaxEnvelope + 1, 0)).error().is(SessionError::Malformed));
}

TEST(Envelope, ItsHashDoesNotDependOnHowItWasSerialized) {
  SessionPair pair;
  const auto sealed = pair.a.seal(pair.b, "x");
  const auto whole = *parse_message<proto::wire::Envelope>(sealed.bytes);
  proto::wire::Envelope head;
  head.set_recipient(whole.recipient());
  proto::wire::Envelope tail = whole;
  tail.clear_recipient();
  const Bytes reordered = concat({serialize_message(tail), serialize_message(head)});
  EXPECT_NE(reordered, sealed.bytes);
  EXPECT_EQ(Envelope::parse(reordered).value().hash(), sealed.hash);
  EXPECT_EQ(hash_of(whole), sealed.hash);
}

/// The worked example of docs/protocol.md, section 7.
struct Example {
  static Bytes filled(std::uint8_t value) { return Bytes(32, value); }
  static InitialMessage initial() {
    InitialMessage message;
    message.identity = crypto::DhKey::from_secret(filled(0x11)).public_key();
    message.ephemeral = crypto::DhKey::from_secret(filled(0x13)).public_key();
    message.prekey_id = 7;
    message.nonce.fill(0x16);
    message.generation = 1;
    return message;
  }
  static AgencyId sender() { return *AgencyId::from(filled(1)); }
  static AgencyId recipient() { return *AgencyId::from(filled(2)); }
  static SealedPart part() {
    const auto first = initial();
    return {sender(),
            1,
            recipient(),
            from_millis(1'774'024'000'000),
            crypto::Mode::FaceToFace,
            first.session_id(sender(), recipient()),
            first,
            {crypto::DhKey::from_secret(filled(0x17)).public_key(), 0, 0},
            Bytes(256 + 40, 0x18)};
  }
};

TEST(Envelope, SessionIdAndTagAreAsTheProtocolSays) {
  EXPECT_EQ(Example::part().session.hex(), test::protocol_example("session-id"));
  EXPECT_EQ(recall_tag(Example::filled(0x19)).hex(), test::protocol_example("recall-tag"));
}

TEST(Envelope, ItsBytesAreAsTheProtocolSays) {
  test::CountingRandom random(0x1a);
  const auto key = crypto::DhKey::from_secret(Example::filled(0x1b));
  const SealedPart part = Example::part();
  const Envelope envelope{part.recipient, part.expires_at, 256, recall_tag(Example::filled(0x19)),
                          crypto::seal_box(random, key.public_key(), part.serialize(256)).value()};
  EXPECT_EQ(to_hex(part.serialize(256)), test::protocol_example("sealed-part"));
  EXPECT_EQ(to_hex(envelope.serialize()), test::protocol_example("envelope"));
  EXPECT_EQ(envelope.hash().hex(), test::protocol_example("envelope-hash"));
}

}  // namespace
}  // namespace tasuki::delivery
