#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "core/delivery/contact.hpp"
#include "core/delivery/session.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::delivery {

inline constexpr Time kFriday = from_millis(1'771'000'000'000);
inline constexpr Duration kDay = std::chrono::hours(24);

/// A node as far as sessions go: keys of one incarnation, a store, and what it knows of others.
class SessionNode final : public PeerDirectory {
 public:
  explicit SessionNode(std::uint64_t seed) : random_(seed), agency_(random_.id<AgencyId>()) { restore(1); }

  /// New keys and an empty store: the life of that number.
  void restore(std::uint32_t incarnation) {
    store_ = test::MemoryStore();
    incarnation_ = incarnation;
    node_ = crypto::SigningKey::generate(random_);
    identity_ = crypto::DhKey::generate(random_);
    envelope_ = crypto::DhKey::generate(random_);
  }

  /// `work` in a transaction of its own, committed.
  template <class Work>
  auto run(Work work) {
    Transaction& transaction = store_.begin();
    if constexpr (std::is_void_v<std::invoke_result_t<Work, Transaction&>>) {
      work(transaction);
      EXPECT_TRUE(store_.commit());
    } else {
      auto result = work(transaction);
      EXPECT_TRUE(store_.commit());
      return result;
    }
  }

  AgencyId agency() const { return agency_; }
  OwnKeys own() const { return {agency_, incarnation_, *node_, *identity_, *envelope_}; }
  PeerKeys card() const {
    return {agency_, incarnation_, identity_->public_key(), envelope_->public_key(), node_->public_key()};
  }
  std::optional<PeerKeys> keys_of(Transaction&, const AgencyId& agency) override {
    const auto card = cards_.find(agency);
    return card == cards_.end() ? std::nullopt : std::optional(card->second);
  }
  void learn_card(const PeerKeys& card) { cards_.insert_or_assign(card.agency, card); }

  /// What a hello brings: the card and the present prekey.
  void greet(SessionNode& peer) {
    learn_card(peer.card());
    const auto prekey = peer.prekey();
    run([&](Transaction& tx) { EXPECT_TRUE(accept_prekey(tx, peer.card(), prekey)); });
  }
  void pair_with(SessionNode& peer, Trust trust = Trust::FaceToFace, std::uint8_t secret = 42) {
    run([&](Transaction& tx) {
      Contact contact;
      contact.agency = peer.agency();
      contact.trust = trust;
      contact.pair_secret = Secret<32>(Bytes(32, secret));
      save_contact(tx, contact);
    });
    greet(peer);
  }
  record::SignedBytes prekey() {
    return run([&](Transaction& tx) { return current_prekey(tx, random_, own(), now); });
  }

  Result<SealedEnvelope> try_seal(const SessionNode& peer, std::string_view text) {
    const auto card = cards_.at(peer.agency());
    return run([&](Transaction& tx) {
      return Sessions(random_, own(), *this).seal(tx, card, as_bytes(text), now + kLongestLifetime, now);
    });
  }
  SealedEnvelope seal(const SessionNode& peer, std::string_view text) { return try_seal(peer, text).value(); }

  Result<OpenedEnvelope> open(const Envelope& envelope) {
    return run([&](Transaction& tx) { return Sessions(random_, own(), *this).open(tx, envelope, now); });
  }
  Result<OpenedEnvelope> open(const SealedEnvelope& envelope) {
    return open(Envelope::parse(envelope.bytes).value());
  }
  /// The payload, or the error's name with its detail.
  std::string read(const SealedEnvelope& envelope) {
    const auto opened = open(envelope);
    if (opened) return to_string(opened->payload);
    return std::string(opened.error().name()) +
           (opened.error().detail().empty() ? "" : ":" + opened.error().detail());
  }

  std::optional<SessionId> send_session(const SessionNode& peer) {
    return run([&](Transaction& tx) { return load_peer_sessions(tx, peer.agency()).send_session; });
  }
  std::vector<SessionId> sessions_with(const SessionNode& peer) {
    return run([&](Transaction& tx) { return list_sessions(tx, peer.agency()); });
  }
  void drop(const SessionNode& peer, const SessionId& session) {
    run([&](Transaction& tx) { sessions().drop_send_session(tx, peer.agency(), session); });
  }
  void forget_old() {
    run([&](Transaction& tx) { sessions().forget_old(tx, now); });
  }

  Sessions sessions() { return Sessions(random_, own(), *this); }
  test::MemoryStore& store() { return store_; }
  test::SeededRandom& random() { return random_; }

  Time now = kFriday;

 private:
  test::SeededRandom random_;
  AgencyId agency_;
  test::MemoryStore store_;
  std::uint32_t incarnation_ = 0;
  std::optional<crypto::SigningKey> node_;
  std::optional<crypto::DhKey> identity_;
  std::optional<crypto::DhKey> envelope_;
  std::map<AgencyId, PeerKeys> cards_;
};

/// Two nodes that have met.
struct SessionPair {
  explicit SessionPair(std::uint64_t seed = 1) : a(seed * 2), b(seed * 2 + 1) {
    a.pair_with(b);
    b.pair_with(a);
  }
  void advance(Duration by) {
    a.now += by;
    b.now += by;
  }
  /// Both have spoken in one session.
  void settle() {
    EXPECT_EQ(b.read(a.seal(b, "settle 1")), "settle 1");
    EXPECT_EQ(a.read(b.seal(a, "settle 2")), "settle 2");
  }

  SessionNode a;
  SessionNode b;
};

}  // namespace tasuki::delivery
