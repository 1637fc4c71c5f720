#pragma once

#include <sodium.h>

#include <array>
#include <cstring>
#include <new>
#include <stdexcept>
#include <utility>

#include "core/base/bytes.hpp"
#include "core/base/random.hpp"

namespace tasuki {

/// Secret bytes of a fixed size in guarded memory (`sodium_malloc`: guard pages, locked, wiped when freed).
/// For long-lived keys; each costs some pages, so keys of one message use EphemeralSecret.
/// Move-only, no `==`, no stream: the bytes are reached through `reveal()` alone.
template <std::size_t N>
class Secret {
 public:
  static constexpr std::size_t kSize = N;

  /// All zero until filled through `reveal_mutable()`.
  Secret() : bytes_(static_cast<std::uint8_t*>(sodium_malloc(N))) {
    if (bytes_ == nullptr) throw std::bad_alloc();
    sodium_memzero(bytes_, N);
  }
  /// A copy of `bytes`, which must be N long (a bug otherwise). The caller wipes its own copy.
  explicit Secret(ByteView bytes) : Secret() {
    if (bytes.size() != N) throw std::invalid_argument("secret of a wrong size");
    std::memcpy(bytes_, bytes.data(), N);
  }
  static Secret random(Random& random) {
    Secret secret;
    random.fill(secret.reveal_mutable());
    return secret;
  }
  Secret(Secret&& other) noexcept : bytes_(std::exchange(other.bytes_, nullptr)) {}
  Secret& operator=(Secret&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { sodium_free(bytes_); }

  Secret clone() const { return Secret(reveal()); }
  /// Empty after a move.
  ByteView reveal() const { return {bytes_, bytes_ == nullptr ? 0 : N}; }
  MutableByteView reveal_mutable() { return {bytes_, bytes_ == nullptr ? 0 : N}; }

 private:
  std::uint8_t* bytes_;
};

/// The same interface on the stack, wiped when it goes: for chain, message and content keys.
template <std::size_t N>
class EphemeralSecret {
 public:
  static constexpr std::size_t kSize = N;

  EphemeralSecret() { bytes_.fill(0); }
  explicit EphemeralSecret(ByteView bytes) {
    if (bytes.size() != N) throw std::invalid_argument("secret of a wrong size");
    std::memcpy(bytes_.data(), bytes.data(), N);
  }
  static EphemeralSecret random(Random& random) {
    EphemeralSecret secret;
    random.fill(secret.bytes_);
    return secret;
  }
  EphemeralSecret(EphemeralSecret&& other) noexcept : bytes_(other.bytes_) { other.wipe(); }
  EphemeralSecret& operator=(EphemeralSecret&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      other.wipe();
    }
    return *this;
  }
  EphemeralSecret(const EphemeralSecret&) = delete;
  EphemeralSecret& operator=(const EphemeralSecret&) = delete;
  ~EphemeralSecret() { wipe(); }

  EphemeralSecret clone() const { return EphemeralSecret(reveal()); }
  ByteView reveal() const { return bytes_; }
  MutableByteView reveal_mutable() { return bytes_; }

 private:
  void wipe() { sodium_memzero(bytes_.data(), N); }
  std::array<std::uint8_t, N> bytes_;
};

/// Secret bytes of any length (a passphrase, a decrypted key file), wiped when they go.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(Bytes bytes) : bytes_(std::move(bytes)) {}
  explicit SecretBytes(std::string_view text) : bytes_(text.begin(), text.end()) {}
  SecretBytes(SecretBytes&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  ~SecretBytes() { sodium_memzero(bytes_.data(), bytes_.size()); }

  SecretBytes clone() const { return SecretBytes(copy(bytes_)); }
  ByteView reveal() const { return bytes_; }
  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }

 private:
  Bytes bytes_;
};

/// In constant time for equal lengths.
inline bool same_secret(ByteView a, ByteView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

/// Wipes a buffer that held a secret on its way somewhere else (protobuf strings, parse buffers).
inline void wipe(std::string& text) { sodium_memzero(text.data(), text.size()); }
inline void wipe(Bytes& bytes) { sodium_memzero(bytes.data(), bytes.size()); }

}  // namespace tasuki
